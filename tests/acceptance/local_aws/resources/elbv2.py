"""Elastic Load Balancing: load balancers, target groups and listeners."""

from .base import Created, Resource, only, without
from . import elbv2_network as network
from .elbv2_actions import WithActions
from .elbv2_attributes import LISTENER, LOAD_BALANCER, start_logging, wrong_value
from .elbv2_targets import target_groups_of

# moto stores any attribute of a target group; these are those that ALB knows.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
TARGET_GROUP_ATTRIBUTES = {
    "deregistration_delay.timeout_seconds",
    "load_balancing.algorithm.anomaly_mitigation",
    "load_balancing.algorithm.type",
    "load_balancing.cross_zone.enabled",
    "slow_start.duration_seconds",
    "stickiness.app_cookie.cookie_name",
    "stickiness.app_cookie.duration_seconds",
    "stickiness.enabled",
    "stickiness.lb_cookie.duration_seconds",
    "stickiness.type",
    "target_group_health.dns_failover.minimum_healthy_targets.count",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
}

ALGORITHMS = ("round_robin", "least_outstanding_requests", "weighted_random")


class LoadBalancer(Resource):
    type_name = "AWS::ElasticLoadBalancingV2::LoadBalancer"
    service = "elbv2"
    attributes = (
        "CanonicalHostedZoneID",
        "DNSName",
        "LoadBalancerArn",
        "LoadBalancerFullName",
        "LoadBalancerName",
    )
    name_property = "Name"
    name_limit = 32
    in_place = (
        "LoadBalancerAttributes",
        "MinimumLoadBalancerCapacity",
        "SecurityGroups",
        "Subnets",
    )

    def create(self, properties):
        self._check_subnets(properties)
        handled = ("LoadBalancerAttributes", "MinimumLoadBalancerCapacity", "Type")
        balancer = self.call(
            "CreateLoadBalancer",
            without(properties, *handled),
            Type=properties.get("Type", "application"),
        )["LoadBalancers"][0]
        arn = self.made_id = balancer["LoadBalancerArn"]
        self._set_attributes(arn, properties)
        self._reserve_capacity(arn, properties)
        return Created(
            arn,
            {
                "CanonicalHostedZoneID": balancer["CanonicalHostedZoneId"],
                "DNSName": balancer["DNSName"],
                "LoadBalancerArn": arn,
                "LoadBalancerFullName": arn.split(":loadbalancer/")[1],
                "LoadBalancerName": balancer["LoadBalancerName"],
            },
        )

    def _check_subnets(self, properties):
        ec2 = self.other("ec2")
        is_network = properties.get("Type") == "network"
        if is_network:
            addresses = ec2.describe_addresses()["Addresses"]
            reason = network.wrong_mappings(properties, addresses)
            if reason:
                self.refuse(reason)
        elif "SubnetMappings" in properties:
            self.refuse("addresses are for Network Load Balancers")
        mapped = [item["SubnetId"] for item in properties.get("SubnetMappings", [])]
        ids = mapped or properties["Subnets"]
        subnets = ec2.describe_subnets(SubnetIds=ids)["Subnets"]
        zones = {subnet["AvailabilityZone"] for subnet in subnets}
        least = "one subnet" if is_network else "two subnets"
        if len(zones) < (1 if is_network else 2) or len(zones) != len(subnets):
            self.refuse(f"it needs at least {least}, each in a zone of its own")
        kind = properties.get("IpAddressType", "ipv4")
        if is_network and kind == "dualstack-without-public-ipv4":
            self.refuse(f"{kind} is for Application Load Balancers")
        if kind != "ipv4":
            if not all(subnet["Ipv6CidrBlockAssociationSet"] for subnet in subnets):
                self.refuse(f"{kind} needs subnets with IPv6 ranges")
        is_public = properties.get("Scheme", "internet-facing") == "internet-facing"
        if kind == "dualstack-without-public-ipv4" and not is_public:
            self.refuse(f"{kind} is for internet-facing load balancers")
        if not is_public:
            return
        vpc_id = subnets[0]["VpcId"]
        gateways = ec2.describe_internet_gateways(
            Filters=[{"Name": "attachment.vpc-id", "Values": [vpc_id]}]
        )["InternetGateways"]
        if not gateways:
            self.refuse(f"VPC {vpc_id} has no internet gateway")

    def _reserve_capacity(self, arn, properties):
        capacity = only(properties, ("MinimumLoadBalancerCapacity",))
        if capacity:
            self.call("ModifyCapacityReservation", capacity, LoadBalancerArn=arn)

    def _set_attributes(self, arn, properties):
        attributes = properties.get("LoadBalancerAttributes")
        if attributes:
            is_network = properties.get("Type") == "network"
            known = network.LOAD_BALANCER if is_network else LOAD_BALANCER
            reason = wrong_value(attributes, known)
            reason = reason or start_logging(attributes, self.region, is_network)
            if reason:
                self.refuse(reason)
            self.call(
                "ModifyLoadBalancerAttributes",
                {"Attributes": attributes},
                LoadBalancerArn=arn,
            )

    def update(self, live, properties, changed):
        arn = live.physical_id
        if "LoadBalancerAttributes" in changed:
            self._set_attributes(arn, properties)
        if "MinimumLoadBalancerCapacity" in changed:
            self._reserve_capacity(arn, properties)
        if "SecurityGroups" in changed:
            groups = only(properties, ("SecurityGroups",))
            self.call("SetSecurityGroups", groups, LoadBalancerArn=arn)
        if "Subnets" in changed:
            self._check_subnets(properties)
            self.call("SetSubnets", only(properties, ("Subnets",)), LoadBalancerArn=arn)

    def delete(self, live):
        attributes = self.client.describe_load_balancer_attributes(
            LoadBalancerArn=live.physical_id
        )["Attributes"]
        if {"Key": "deletion_protection.enabled", "Value": "true"} in attributes:
            self.refuse("the load balancer has deletion protection enabled")
        self.client.delete_load_balancer(LoadBalancerArn=live.physical_id)


class TargetGroup(Resource):
    type_name = "AWS::ElasticLoadBalancingV2::TargetGroup"
    service = "elbv2"
    attributes = ("TargetGroupArn", "TargetGroupFullName", "TargetGroupName")
    name_property = "Name"
    name_limit = 32
    health_check = (
        "HealthCheckIntervalSeconds",
        "HealthCheckPath",
        "HealthCheckPort",
        "HealthCheckProtocol",
        "HealthCheckTimeoutSeconds",
        "HealthyThresholdCount",
        "Matcher",
        "UnhealthyThresholdCount",
    )
    in_place = (*health_check, "TargetGroupAttributes")

    def create(self, properties):
        self._check(properties)
        group = self.call(
            "CreateTargetGroup", without(properties, "TargetGroupAttributes")
        )["TargetGroups"][0]
        arn = self.made_id = group["TargetGroupArn"]
        self._set_attributes(arn, properties)
        return Created(
            arn,
            {
                "TargetGroupArn": arn,
                "TargetGroupFullName": arn.split(":")[-1],
                "TargetGroupName": group["TargetGroupName"],
            },
        )

    def _check(self, properties):
        is_network = properties.get("Protocol") in network.PROTOCOLS
        interval = int(properties.get("HealthCheckIntervalSeconds", 30))
        timeout = int(properties.get("HealthCheckTimeoutSeconds", 5))
        if timeout >= interval:
            self.refuse("the health check's timeout must be below its interval")
        if not properties.get("HealthCheckPath", "/").startswith("/"):
            self.refuse("the health check's path must begin with a slash")
        if is_network:
            reason = wrong_value(
                properties.get("TargetGroupAttributes", []), network.TARGET_GROUP
            )
            reason = reason or network.wrong_target_group(properties)
            if reason:
                self.refuse(reason)
        for attribute in properties.get("TargetGroupAttributes", []):
            if not is_network and attribute["Key"] not in TARGET_GROUP_ATTRIBUTES:
                self.refuse(f"attribute key {attribute['Key']!r} is not recognized")
        values = {
            attribute["Key"]: str(attribute["Value"])
            for attribute in properties.get("TargetGroupAttributes", [])
        }
        if is_network:
            self._check_health(values)
        else:
            self._check_attributes(values)

    def _check_attributes(self, values):
        """What excludes each other: "Edit target group attributes" in the guide."""
        algorithm = values.get("load_balancing.algorithm.type", "round_robin")
        if algorithm not in ALGORITHMS:
            self.refuse(f"the algorithm {algorithm!r} is not one of {ALGORITHMS}")
        slow_start = values.get("slow_start.duration_seconds", "0")
        if algorithm != "round_robin" and slow_start != "0":
            self.refuse(f"slow start is not supported with {algorithm}")
        mitigation = values.get("load_balancing.algorithm.anomaly_mitigation", "off")
        if algorithm != "weighted_random" and mitigation != "off":
            self.refuse(f"anomaly mitigation is not supported with {algorithm}")
        crosses = values.get("load_balancing.cross_zone.enabled")
        is_sticky = values.get("stickiness.enabled") == "true"
        if crosses == "false" and is_sticky:
            self.refuse("stickiness is not supported when cross-zone is off")
        cookie = values.get("stickiness.app_cookie.cookie_name")
        if is_sticky and values.get("stickiness.type") == "app_cookie" and not cookie:
            self.refuse("a cookie of the application's needs a name")
        if cookie and cookie.startswith("AWSALB"):
            self.refuse(f"the cookie name {cookie} is reserved")
        self._check_health(values)

    def _check_health(self, values):
        for what in ("count", "percentage"):
            key = "target_group_health.{}.minimum_healthy_targets." + what
            dns, routing = (
                values.get(key.format(name), "off")
                for name in ("dns_failover", "unhealthy_state_routing")
            )
            if routing != "off" and (dns == "off" or int(dns) < int(routing)):
                self.refuse(f"the {what} for DNS failover is less than that for routing")

    def _set_attributes(self, arn, properties):
        attributes = properties.get("TargetGroupAttributes")
        if attributes:
            self.call(
                "ModifyTargetGroupAttributes",
                {"Attributes": attributes},
                TargetGroupArn=arn,
            )

    def update(self, live, properties, changed):
        self._check(properties)
        arn = live.physical_id
        if changed & set(self.health_check):
            self.call(
                "ModifyTargetGroup",
                only(properties, self.health_check),
                TargetGroupArn=arn,
            )
        if "TargetGroupAttributes" in changed:
            self._set_attributes(arn, properties)

    def delete(self, live):
        self.client.delete_target_group(TargetGroupArn=live.physical_id)


class Listener(WithActions):
    type_name = "AWS::ElasticLoadBalancingV2::Listener"
    attributes = ("ListenerArn",)
    modified = (
        *("Certificates", "DefaultActions", "MutualAuthentication"),
        *("Port", "Protocol", "SslPolicy"),
    )
    in_place = (*modified, "ListenerAttributes")

    def create(self, properties):
        self._check(properties, None)
        listener = self.call(
            "CreateListener", without(properties, "ListenerAttributes")
        )["Listeners"][0]
        arn = self.made_id = listener["ListenerArn"]
        self._set_attributes(arn, properties)
        return Created(arn, {"ListenerArn": arn})

    def _set_attributes(self, arn, properties):
        attributes = properties.get("ListenerAttributes")
        if attributes:
            reason = wrong_value(attributes, LISTENER)
            if reason:
                self.refuse(reason)
            self.call(
                "ModifyListenerAttributes", {"Attributes": attributes}, ListenerArn=arn
            )

    def _check(self, properties, own_arn):
        self.check_actions(
            properties["DefaultActions"],
            properties["LoadBalancerArn"],
            properties.get("Protocol"),
        )
        self._check_network(properties, own_arn)
        certificates = properties.get("Certificates", [])
        has_tls = properties.get("Protocol") in ("HTTPS", "TLS")
        if has_tls and len(certificates) != 1:
            self.refuse("a listener with TLS has exactly one default certificate")
        if not has_tls and (certificates or "SslPolicy" in properties):
            self.refuse("only a listener with TLS has a certificate and a TLS policy")
        if not has_tls and "MutualAuthentication" in properties:
            self.refuse("only a listener with TLS sees certificates of callers")
        for certificate in certificates:
            self.other("acm").describe_certificate(
                CertificateArn=certificate["CertificateArn"]
            )
        if "SslPolicy" in properties:
            policies = self.client.describe_ssl_policies()["SslPolicies"]
            if properties["SslPolicy"] not in [item["Name"] for item in policies]:
                self.refuse(f"SSL policy {properties['SslPolicy']!r} not found")

    def _check_network(self, properties, own_arn):
        arn = properties["LoadBalancerArn"]
        found = self.client.describe_load_balancers(LoadBalancerArns=[arn])
        (balancer,) = found["LoadBalancers"]
        if balancer["Type"] != "network":
            return
        if properties["Protocol"] not in network.PROTOCOLS:
            self.refuse(f"{properties['Protocol']} is not for a Network Load Balancer")
        listeners = self.client.describe_listeners(LoadBalancerArn=arn)["Listeners"]
        others = [item for item in listeners if item["ListenerArn"] != own_arn]
        groups = self.client.describe_target_groups(
            TargetGroupArns=list(target_groups_of(properties["DefaultActions"]))
        )["TargetGroups"]
        kind = balancer.get("IpAddressType", "ipv4")
        reason = network.wrong_listener(properties, others, groups, kind)
        if reason:
            self.refuse(reason)

    def update(self, live, properties, changed):
        self._check(properties, live.physical_id)
        self._set_attributes(live.physical_id, properties)
        found = self.client.describe_listeners(ListenerArns=[live.physical_id])
        further = found["Listeners"][0].get("Certificates", [])[1:]
        self.call(
            "ModifyListener",
            only(properties, self.modified),
            ListenerArn=live.physical_id,
        )
        # AWS replaces the default alone; moto forgets the others.
        for certificate in further:
            self.client.add_listener_certificates(
                ListenerArn=live.physical_id,
                Certificates=[{"CertificateArn": certificate["CertificateArn"]}],
            )

    def delete(self, live):
        self.client.delete_listener(ListenerArn=live.physical_id)


class ListenerCertificate(Resource):
    """One more certificate; Elastic Load Balancing chooses by the name callers ask for."""

    type_name = "AWS::ElasticLoadBalancingV2::ListenerCertificate"
    service = "elbv2"
    attributes = ("Id",)
    in_place = ("Certificates",)

    def create(self, properties):
        arn, listener = self._certificate(properties), properties["ListenerArn"]
        self._add(arn, listener)
        return Created(f"{listener}|{arn}", {"Id": f"{listener}|{arn}"})

    def _certificate(self, properties):
        for item in properties["Certificates"]:
            if set(item) != {"CertificateArn"}:
                self.refuse(f"unknown property in {item}; a certificate has an ARN")
        arns = [item["CertificateArn"] for item in properties["Certificates"]]
        if len(arns) != 1:
            self.refuse("one certificate can be given to each resource")
        return arns[0]

    def _add(self, arn, listener):
        found = self.client.describe_listeners(ListenerArns=[listener])["Listeners"][0]
        if found["Protocol"] not in ("HTTPS", "TLS"):
            self.refuse("only a listener with TLS has certificates")
        self.other("acm").describe_certificate(CertificateArn=arn)
        self.client.add_listener_certificates(
            ListenerArn=listener, Certificates=[{"CertificateArn": arn}]
        )

    def update(self, live, properties, changed):
        self._add(self._certificate(properties), live.properties["ListenerArn"])
        self.delete(live)

    def delete(self, live):
        self.client.remove_listener_certificates(
            ListenerArn=live.properties["ListenerArn"],
            Certificates=live.properties["Certificates"],
        )
