"""CloudFront."""

import re
import uuid

from .base import Created, Resource, without

# CloudFront takes certificates of this region only.
REGION = "us-east-1"

# "Use managed cache policies" and the like in the CloudFront developer guide.
CACHE_POLICIES = {
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
}
# Of these, which hand on the host that the caller asked for.
ORIGIN_REQUEST_POLICIES = {
    "216adef6-5c7f-47e4-b989-5492eafa07d3": True,
    "b689b0a8-53d0-40ab-baf2-68738e2966ac": False,
}
RESPONSE_HEADERS_POLICIES = {"67f7725c-6f97-4210-82d7-5512b31e9d03"}


class VpcOrigin(Resource):
    type_name = "AWS::CloudFront::VpcOrigin"
    service = "cloudfront"
    attributes = ("Id", "Arn")
    in_place = ("VpcOriginEndpointConfig",)

    def create(self, properties):
        self._check(properties)
        tags = {"Items": properties["Tags"]} if properties.get("Tags") else None
        origin = self.call(
            "CreateVpcOrigin",
            {
                "VpcOriginEndpointConfig": self._config(properties),
                **({"Tags": tags} if tags else {}),
            },
        )["VpcOrigin"]
        return Created(origin["Id"], {"Id": origin["Id"], "Arn": origin["Arn"]})

    def update(self, live, properties, changed):
        self._check(properties)
        self.call(
            "UpdateVpcOrigin",
            {"VpcOriginEndpointConfig": self._config(properties)},
            Id=live.physical_id,
            IfMatch=self._etag(live),
        )

    def delete(self, live):
        self.client.delete_vpc_origin(Id=live.physical_id, IfMatch=self._etag(live))

    def _etag(self, live):
        return self.client.get_vpc_origin(Id=live.physical_id)["ETag"]

    def _config(self, properties):
        config = dict(properties["VpcOriginEndpointConfig"])
        if "OriginSSLProtocols" in config:
            config["OriginSslProtocols"] = _counted(config.pop("OriginSSLProtocols"))
        return config

    def _check(self, properties):
        """What is behind it is internal, and in a VPC that has an internet gateway."""
        arn = properties["VpcOriginEndpointConfig"]["Arn"]
        (balancer,) = self.other("elbv2").describe_load_balancers(
            LoadBalancerArns=[arn]
        )["LoadBalancers"]
        if balancer["Scheme"] != "internal":
            self.refuse("the load balancer is on the internet")
        attached = {"Name": "attachment.vpc-id", "Values": [balancer["VpcId"]]}
        gateways = self.other("ec2").describe_internet_gateways(Filters=[attached])
        if not gateways["InternetGateways"]:
            self.refuse("the VPC has no internet gateway")


class Distribution(Resource):
    type_name = "AWS::CloudFront::Distribution"
    service = "cloudfront"
    attributes = ("Id", "DomainName")
    in_place = ("DistributionConfig",)

    def create(self, properties):
        config = self._config(properties)
        self._check(config)
        answer = self.call(
            "CreateDistributionWithTags",
            {
                "DistributionConfigWithTags": {
                    "DistributionConfig": {
                        "CallerReference": str(uuid.uuid4()),
                        **config,
                    },
                    "Tags": {"Items": properties.get("Tags", [])},
                }
            },
        )["Distribution"]
        attributes = {"Id": answer["Id"], "DomainName": answer["DomainName"]}
        return Created(answer["Id"], attributes)

    def update(self, live, properties, changed):
        config = self._config(properties)
        self._check(config)
        self._put(live, config)

    def delete(self, live):
        self._put(live, {**self._config(live.properties), "Enabled": False})
        self.client.delete_distribution(Id=live.physical_id, IfMatch="E1")

    def _put(self, live, config):
        known = self.client.get_distribution(Id=live.physical_id)
        reference = known["Distribution"]["DistributionConfig"]["CallerReference"]
        self.call(
            "UpdateDistribution",
            {"DistributionConfig": {"CallerReference": reference, **config}},
            Id=live.physical_id,
            IfMatch=known["ETag"],
        )

    def _config(self, properties):
        """The API counts its lists, and spells some names in another way."""
        config = dict(properties["DistributionConfig"])
        config = _renamed(config, {"IPV6Enabled": "IsIPV6Enabled"})
        for name in ("Aliases", "Origins"):
            if name in config:
                config[name] = _counted(config[name])
        config["DefaultCacheBehavior"] = _behavior(config["DefaultCacheBehavior"])
        if "CacheBehaviors" in config:
            behaviors = [_behavior(item) for item in config["CacheBehaviors"]]
            config["CacheBehaviors"] = _counted(behaviors)
        if "Restrictions" in config:
            geo = dict(config["Restrictions"]["GeoRestriction"])
            geo |= _counted(geo.pop("Locations", []))
            config["Restrictions"] = {
                **without(config["Restrictions"], "GeoRestriction"),
                "GeoRestriction": geo,
            }
        if "ViewerCertificate" in config:
            config["ViewerCertificate"] = _renamed(
                config["ViewerCertificate"],
                {
                    "AcmCertificateArn": "ACMCertificateArn",
                    "SslSupportMethod": "SSLSupportMethod",
                },
            )
        return config

    def _check(self, config):
        self._check_names(config)
        self._check_policies(config)
        for origin in config["Origins"]["Items"]:
            if "VpcOriginConfig" not in origin:
                self.refuse("only VPC origins are known here")
            self._check_origin(origin, config["Aliases"]["Items"])

    def _check_names(self, config):
        arn = config["ViewerCertificate"]["ACMCertificateArn"]
        if f":acm:{REGION}:" not in arn:
            self.refuse(f"CloudFront takes no certificate from elsewhere: {arn}")
        names = _certificate_names(self._in(REGION), arn)
        for alias in config["Aliases"]["Items"]:
            if not _covers(names, alias):
                self.refuse(f"the certificate is not for {alias}")

    def _check_policies(self, config):
        behaviors = config.get("CacheBehaviors", {}).get("Items", [])
        for behavior in (config["DefaultCacheBehavior"], *behaviors):
            if behavior["CachePolicyId"] not in CACHE_POLICIES:
                self.refuse(f"no cache policy {behavior['CachePolicyId']}")
            request = behavior["OriginRequestPolicyId"]
            if not ORIGIN_REQUEST_POLICIES.get(request):
                self.refuse(f"{request} does not hand on the host, or is no policy")
            headers = behavior.get("ResponseHeadersPolicyId")
            if headers and headers not in RESPONSE_HEADERS_POLICIES:
                self.refuse(f"no response headers policy {headers}")

    def _check_origin(self, origin, aliases):
        """The load balancer answers to HTTPS, and can prove the names."""
        origin_id = origin["VpcOriginConfig"]["VpcOriginId"]
        endpoint = self.client.get_vpc_origin(Id=origin_id)["VpcOrigin"][
            "VpcOriginEndpointConfig"
        ]
        elb = self.other("elbv2")
        (balancer,) = elb.describe_load_balancers(LoadBalancerArns=[endpoint["Arn"]])[
            "LoadBalancers"
        ]
        if origin["DomainName"] != balancer["DNSName"]:
            self.refuse(f"{origin['DomainName']} is not the VPC origin")
        if endpoint["OriginProtocolPolicy"] != "https-only":
            self.refuse("the origin is reached without encryption")
        port = endpoint["HTTPSPort"]
        listeners = elb.describe_listeners(LoadBalancerArn=endpoint["Arn"])["Listeners"]
        listening = [item for item in listeners if item["Port"] == port]
        if [item["Protocol"] for item in listening] != ["HTTPS"]:
            self.refuse(f"nothing answers to HTTPS on port {port}")
        more = elb.describe_listener_certificates(
            ListenerArn=listening[0]["ListenerArn"]
        )
        arns = {
            certificate["CertificateArn"]
            for certificate in (*listening[0]["Certificates"], *more["Certificates"])
        }
        acm = self.other("acm")
        names = [name for arn in arns for name in _certificate_names(acm, arn)]
        for alias in aliases:
            if not _covers(names, alias):
                self.refuse(f"the load balancer has no certificate for {alias}")

    def _in(self, region):
        return type(self)(self.stack_name, region, self.logical_id).other("acm")


def _behavior(behavior):
    methods = _counted(behavior["AllowedMethods"])
    if "CachedMethods" in behavior:
        methods["CachedMethods"] = _counted(behavior["CachedMethods"])
    return {**without(behavior, "CachedMethods"), "AllowedMethods": methods}


def _counted(items):
    return {"Quantity": len(items), **({"Items": items} if items else {})}


def _renamed(properties, names):
    return {names.get(key, key): value for key, value in properties.items()}


def _certificate_names(acm, arn):
    certificate = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    return [certificate["DomainName"], *certificate["SubjectAlternativeNames"]]


def _covers(names, alias):
    wildcard = re.sub(r"^[^.]+", "*", alias)
    return alias in names or wildcard in names
