"""Route 53."""

from ..clients import client
from .base import Created, Resource, is_true, without

# All distributions are in this zone (Route 53 API, AliasTarget).
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"


def zone_name(zone_id, region):
    """The name of a hosted zone, without the final dot."""
    zone = client("route53", region).get_hosted_zone(Id=zone_id)
    return zone["HostedZone"]["Name"].removesuffix(".")


class RecordSet(Resource):
    type_name = "AWS::Route53::RecordSet"
    service = "route53"
    in_place = ("AliasTarget",)

    def create(self, properties):
        self._check_name(properties)
        self._check_alias(properties)
        self._check_siblings(properties)
        self._change("CREATE", properties)
        return Created(properties["Name"])

    def update(self, live, properties, changed):
        self._check_alias(properties)
        self._change("UPSERT", properties)

    def delete(self, live):
        self._change("DELETE", live.properties)

    def _change(self, action, properties):
        record = without(properties, "HostedZoneId")
        self.call(
            "ChangeResourceRecordSets",
            {
                "HostedZoneId": properties["HostedZoneId"],
                "ChangeBatch": {
                    "Changes": [{"Action": action, "ResourceRecordSet": record}]
                },
            },
        )

    def _check_name(self, properties):
        zone = zone_name(properties["HostedZoneId"], self.region)
        name = properties["Name"].removesuffix(".")
        if name != zone and not name.endswith("." + zone):
            self.refuse(f"{name} is not in the zone {zone}")

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

    def _check_siblings(self, properties):
        """Records of one name and type are all simple or all told apart."""
        name = properties["Name"].removesuffix(".") + "."
        records = self.client.list_resource_record_sets(
            HostedZoneId=properties["HostedZoneId"]
        )["ResourceRecordSets"]
        identifier = properties.get("SetIdentifier")
        for record in records:
            if (record["Name"], record["Type"]) != (name, properties["Type"]):
                continue
            other = record.get("SetIdentifier")
            if identifier is None or other is None or identifier == other:
                self.refuse(f"{name} {properties['Type']} already exists")
