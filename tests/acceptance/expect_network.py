"""What a blueprint promises of its network, read straight from its TOML."""

import ipaddress

PLACEMENTS = ("public", "private", "isolated")
GATEWAYS = {"dynamodb", "s3"}
# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
ENDPOINT_OF_ACTIONS = {
    "cloudwatch": "monitoring",
    "dynamodb": "dynamodb",
    "s3": "s3",
    "sqs": "sqs",
}


class Network:
    """The expectations of `[network]`, of one app."""

    def __init__(self, app):
        self._app = app
        self._written = app.section("network")

    @property
    def is_dualstack(self):
        return self._written.get("ip", "ipv4") == "dualstack"

    @property
    def existing(self):
        """What is said of a VPC that is there, or None."""
        return self._written.get("existing")

    @property
    def cidr(self):
        return ipaddress.ip_network(self._written.get("cidr", "10.0.0.0/16"))

    @property
    def secondary_cidrs(self):
        """Every further range, and the tier that is in it or None."""
        return {
            item if isinstance(item, str) else item["cidr"]: (
                None if isinstance(item, str) else item["tier"]
            )
            for item in self._written.get("secondary_cidrs", [])
        }

    @property
    def cidrs(self):
        """All that "the VPC" means."""
        if self.existing:
            return {self.existing["cidr"]}
        return {str(self.cidr), *self.secondary_cidrs}

    @property
    def zones(self):
        """The availability zones that are used."""
        count = self._written.get("availability_zones", 2)
        return [self._app.region + letter for letter in "abcd"[:count]]

    def tier_of(self, service):
        placement = self._written.get("placement", "private")
        return "public" if service.table.get("public_ip") else placement

    def has_public_address(self, service):
        is_public = self.tier_of(service) == "public"
        return service.table.get("public_ip", is_public)

    @property
    def task_tiers(self):
        return {self.tier_of(service) for service in self._app.services.values()}

    def balancer_tier(self, scheme):
        """An internal load balancer is where tasks are that nobody reaches."""
        if scheme == "internet-facing":
            return "public"
        there = self.task_tiers
        if self.existing:
            there = {key.removesuffix("_subnets") for key in self.existing}
        inner = [tier for tier in PLACEMENTS[1:] if tier in there]
        return inner[0] if inner else "public"

    @property
    def tiers(self):
        """The kinds of subnets that anything is in."""
        tiers = set(self.task_tiers)
        tiers |= {balancer.tier for balancer in self._app.load_balancers}
        if self.nat_gateways:
            tiers.add("public")
        return tiers

    @property
    def nat_gateways(self):
        if self.existing or "private" not in self.task_tiers:
            return 0
        nat = self._written.get("nat", "single")
        return {"none": 0, "single": 1, "per-az": len(self.zones)}[nat]

    def part_of(self, tier):
        """The part of the VPC that the subnets of a tier are in."""
        for cidr, kept_for in self.secondary_cidrs.items():
            if kept_for == tier:
                return ipaddress.ip_network(cidr)
        lower, upper = self.cidr.subnets()
        third, last = upper.subnets()
        return {"private": lower, "public": third, "isolated": last}[tier]

    @property
    def endpoint_tier(self):
        inner = [tier for tier in PLACEMENTS[1:] if tier in self.task_tiers]
        return inner[0] if inner else "public"

    @property
    def endpoints(self):
        """The ends of the names of all VPC endpoints."""
        written = self._written.get("endpoints", "auto")
        if isinstance(written, list):
            return set(written)
        if written == "none" or self.existing or self.endpoint_tier == "public":
            return set()
        needs = set()
        for service in self._app.services.values():
            if self.tier_of(service) == self.endpoint_tier:
                needs |= self.needs(service)
        return needs & GATEWAYS if self.nat_gateways else needs

    def callers(self):
        """The services that go through an endpoint with an address."""
        services = self._app.services.values()
        if isinstance(self._written.get("endpoints"), list):
            return set(services) if self.endpoints - GATEWAYS else set()
        addresses = self.endpoints - GATEWAYS
        return {service for service in services if self.needs(service) & addresses}

    def needs(self, service):
        """What tasks of a service call in AWS."""
        needs = set()
        if ".dkr.ecr." in service.image:
            needs |= {"ecr.api", "ecr.dkr", "s3"}
        if service.log_days:
            needs.add("logs")
        for source in service.secrets.values():
            in_ssm = isinstance(source, dict) and "ssm" in source
            is_parameter = in_ssm or ":ssm:" in str(source)
            needs.add("ssm" if is_parameter else "secretsmanager")
        if service.credentials:
            needs.add("secretsmanager")
        if service.execute_command:
            needs.add("ssmmessages")
        for statement in service.permissions:
            for action in statement["actions"]:
                needs.add(ENDPOINT_OF_ACTIONS[action.split(":")[0]])
        return needs
