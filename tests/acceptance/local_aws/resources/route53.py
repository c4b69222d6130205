"""Route 53."""

import uuid

from ..clients import client
from .base import Created, Resource, is_true, only, without

# All distributions are in this zone (Route 53 API, AliasTarget).
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
# What tells the records of one name from each other; each kind by itself.
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
POLICIES = ("Region", "Weight", "Failover", "GeoLocation", "MultiValueAnswer")
# Those that only one of the records may have.
UNIQUE = ("Region", "Failover", "GeoLocation")
MOST_WEIGHT = 255
# How the comment of a zone begins that belongs to somebody else.
ELSEWHERE = "of somebody else"


def zone_name(zone_id, region):
    """The name of a hosted zone, without the final dot."""
    zone = client("route53", region).get_hosted_zone(Id=zone_id)
    return zone["HostedZone"]["Name"].removesuffix(".")


class HostedZone(Resource):
    type_name = "AWS::Route53::HostedZone"
    service = "route53"
    attributes = ("Id", "NameServers")
    in_place = ("HostedZoneTags",)

    def create(self, properties):
        handled = ("HostedZoneTags", "QueryLoggingConfig", "VPCs")
        vpcs = properties.get("VPCs", [])
        if len(vpcs) > 1:
            self.refuse("the tests know zones of one VPC")
        request = without(properties, *handled)
        for network in vpcs:
            self._check_vpc(network)
            request["VPC"] = network
            # What AWS knows by itself.
            config = request.get("HostedZoneConfig", {})
            request["HostedZoneConfig"] = {**config, "PrivateZone": True}
        answer = self.call(
            "CreateHostedZone",
            request,
            CallerReference=str(uuid.uuid4()),
        )
        zone_id = self.made_id = answer["HostedZone"]["Id"].split("/")[-1]
        self._tag(zone_id, properties)
        if "QueryLoggingConfig" in properties:
            if vpcs:
                self.refuse("the queries of a private zone are not logged")
            self._log(zone_id, properties["QueryLoggingConfig"])
        servers = {} if vpcs else answer["DelegationSet"]
        return Created(
            zone_id, {"Id": zone_id, "NameServers": servers.get("NameServers", [])}
        )

    def _check_vpc(self, network):
        if network.get("VPCRegion") != self.region:
            self.refuse(f"the VPC is in {self.region}, not {network.get('VPCRegion')}")
        vpc_id = network["VPCId"]
        ec2 = self.other("ec2")
        for attribute in ("enableDnsSupport", "enableDnsHostnames"):
            answer = ec2.describe_vpc_attribute(VpcId=vpc_id, Attribute=attribute)
            if not answer[attribute[0].upper() + attribute[1:]]["Value"]:
                self.refuse(f"{attribute} of the VPC is off: nothing asks the zone")

    def _log(self, zone_id, logging):
        if set(logging) != {"CloudWatchLogsLogGroupArn"}:
            self.refuse(f"unknown property in {logging}; it has the ARN of a log group")
        arn = logging["CloudWatchLogsLogGroupArn"]
        if arn.split(":")[3] != "us-east-1":
            self.refuse("the log group must be in us-east-1")
        logs = client("logs", "us-east-1")
        policies = logs.describe_resource_policies()["resourcePolicies"]
        if not any("route53.amazonaws.com" in it["policyDocument"] for it in policies):
            self.refuse("no resource policy lets Route 53 write into the log group")
        # moto knows the group only by the ARN of its streams.
        self.client.create_query_logging_config(
            HostedZoneId=zone_id, CloudWatchLogsLogGroupArn=f"{arn}:*"
        )

    def _tag(self, zone_id, properties):
        tags = properties.get("HostedZoneTags")
        if tags:
            self.call(
                "ChangeTagsForResource",
                {"AddTags": tags},
                ResourceType="hostedzone",
                ResourceId=zone_id,
            )

    def update(self, live, properties, changed):
        self._tag(live.physical_id, properties)

    def delete(self, live):
        self.client.delete_hosted_zone(Id=live.physical_id)


class HealthCheck(Resource):
    type_name = "AWS::Route53::HealthCheck"
    service = "route53"
    attributes = ("HealthCheckId",)
    in_place = ("HealthCheckTags",)

    def create(self, properties):
        config = properties["HealthCheckConfig"]
        self._check(config)
        answer = self.call(
            "CreateHealthCheck",
            only(properties, ("HealthCheckConfig",)),
            CallerReference=str(uuid.uuid4()),
        )
        check_id = self.made_id = answer["HealthCheck"]["Id"]
        tags = properties.get("HealthCheckTags")
        if tags:
            self.call(
                "ChangeTagsForResource",
                {"AddTags": tags},
                ResourceType="healthcheck",
                ResourceId=check_id,
            )
        return Created(check_id, {"HealthCheckId": check_id})

    def _check(self, config):
        if config["Type"] not in ("HTTP", "HTTPS"):
            self.refuse(f"the tests know no health check of type {config['Type']}")
        if config.get("RequestInterval", 30) not in (10, 30):
            self.refuse("RequestInterval is 10 or 30")
        if not config.get("ResourcePath", "/").startswith("/"):
            self.refuse("ResourcePath begins with a slash")
        if config.get("EnableSNI") and config["Type"] != "HTTPS":
            self.refuse("EnableSNI is for HTTPS")
        # The checkers are in the internet.
        elb = self.other("elbv2")
        for balancer in elb.describe_load_balancers()["LoadBalancers"]:
            if balancer["DNSName"] == config["FullyQualifiedDomainName"]:
                if balancer["Scheme"] != "internet-facing":
                    self.refuse("an internal load balancer cannot be checked")
                return
        self.refuse(f"nothing answers to {config['FullyQualifiedDomainName']}")

    def update(self, live, properties, changed):
        self.refuse("the tests change no tags of a health check")

    def delete(self, live):
        for zone in self.client.list_hosted_zones()["HostedZones"]:
            records = self.client.list_resource_record_sets(HostedZoneId=zone["Id"])
            for record in records["ResourceRecordSets"]:
                if record.get("HealthCheckId") == live.physical_id:
                    self.refuse(f"the health check is used by {record['Name']}")
        self.client.delete_health_check(HealthCheckId=live.physical_id)


class RecordSet(Resource):
    type_name = "AWS::Route53::RecordSet"
    service = "route53"
    in_place = ("AliasTarget", "HealthCheckId", "Weight")

    def create(self, properties):
        self._check(properties)
        self._check_siblings(properties)
        self._change("CREATE", properties)
        return Created(properties["Name"])

    def update(self, live, properties, changed):
        self._check(properties)
        self._change("UPSERT", properties)

    def delete(self, live):
        self._change("DELETE", live.properties)

    def _change(self, action, properties):
        record = without(properties, "HostedZoneId")
        if "ResourceRecords" in record:
            values = record["ResourceRecords"]
            record["ResourceRecords"] = [{"Value": value} for value in values]
        self.call(
            "ChangeResourceRecordSets",
            {
                "HostedZoneId": properties["HostedZoneId"],
                "ChangeBatch": {
                    "Changes": [{"Action": action, "ResourceRecordSet": record}]
                },
            },
        )

    def _check(self, properties):
        self._check_name(properties)
        self._check_value(properties)
        self._check_alias(properties)
        self._check_policy(properties)

    def _check_name(self, properties):
        zone = zone_name(properties["HostedZoneId"], self.region)
        name = properties["Name"].removesuffix(".")
        if name != zone and not name.endswith("." + zone):
            self.refuse(f"{name} is not in the zone {zone}")

    def _check_value(self, properties):
        """A record has an alias, or values and for how long they hold."""
        values = {"TTL", "ResourceRecords"} & set(properties)
        is_alias = "AliasTarget" in properties
        if (is_alias and values) or (not is_alias and len(values) != 2):
            self.refuse("a record is an alias, or has TTL and ResourceRecords")
        if properties.get("ResourceRecords") == []:
            self.refuse("ResourceRecords is empty")

    def _check_alias(self, properties):
        """An alias to a load balancer needs its name and the zone of its names."""
        alias = properties.get("AliasTarget")
        if alias is None:
            return
        balancers = self.other("elbv2").describe_load_balancers()["LoadBalancers"]
        targets = {
            balancer["DNSName"]: balancer["CanonicalHostedZoneId"]
            for balancer in balancers
        }
        if self._check_distribution(alias, properties["Name"].removesuffix(".")):
            return
        if targets.get(alias["DNSName"]) != alias["HostedZoneId"]:
            self.refuse(f"there is no load balancer {alias}")

    def _check_distribution(self, alias, name):
        """Whether it is an alias to CloudFront, which must know the name."""
        answer = self.other("cloudfront").list_distributions()["DistributionList"]
        for distribution in answer.get("Items", []):
            if distribution["DomainName"] != alias["DNSName"]:
                continue
            if alias["HostedZoneId"] != CLOUDFRONT_ZONE:
                self.refuse(f"the zone of CloudFront is {CLOUDFRONT_ZONE}")
            if is_true(alias.get("EvaluateTargetHealth", False)):
                self.refuse("the health of CloudFront cannot be evaluated")
            if name not in distribution["Aliases"]["Items"]:
                self.refuse(f"{name} is no name of the distribution")
            return True
        return False

    def _check_policy(self, properties):
        policies = [name for name in POLICIES if name in properties]
        if len(policies) > 1:
            self.refuse(f"one routing policy is possible, not {policies}")
        if bool(policies) != ("SetIdentifier" in properties):
            self.refuse("a routing policy and SetIdentifier go together")
        if "MultiValueAnswer" in properties and "AliasTarget" in properties:
            self.refuse("multivalue answer alias records are not supported")
        if not 0 <= int(properties.get("Weight", 0)) <= MOST_WEIGHT:
            self.refuse(f"Weight is at most {MOST_WEIGHT}")
        if "HealthCheckId" in properties:
            if not policies:
                self.refuse("a simple record has no health check")
            self.client.get_health_check(HealthCheckId=properties["HealthCheckId"])

    def _check_siblings(self, properties):
        """Records of one name and type are all simple, or told apart in one way."""
        name = properties["Name"].removesuffix(".") + "."
        records = self.client.list_resource_record_sets(
            HostedZoneId=properties["HostedZoneId"]
        )["ResourceRecordSets"]
        policy = [name for name in POLICIES if name in properties]
        for record in records:
            if (record["Name"], record["Type"]) != (name, properties["Type"]):
                continue
            if policy != [it for it in POLICIES if it in record] or not policy:
                self.refuse(f"{name} {properties['Type']} already exists")
            if record["SetIdentifier"] == properties["SetIdentifier"]:
                self.refuse(f"{name} {properties['SetIdentifier']} already exists")
            if policy[0] in UNIQUE and record[policy[0]] == properties[policy[0]]:
                self.refuse(f"{name} already has a record for {properties[policy[0]]}")
