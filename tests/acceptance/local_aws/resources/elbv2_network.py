"""Elastic Load Balancing: what Network Load Balancers take, and what they do not."""

SWITCH = "true|false"
PROTOCOLS = ("TCP", "TLS", "UDP", "TCP_UDP")
# Which target groups a listener takes.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
TARGETS = {
    "TCP": {"TCP", "TCP_UDP"},
    "TLS": {"TCP", "TLS"},
    "UDP": {"UDP", "TCP_UDP"},
    "TCP_UDP": {"TCP_UDP"},
}
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
LOAD_BALANCER = {
    "access_logs.s3.bucket": "[a-z0-9.-]{3,63}",
    "access_logs.s3.enabled": SWITCH,
    "access_logs.s3.prefix": "(?!/)(?!.*AWSLogs).*(?<!/)",
    "deletion_protection.enabled": SWITCH,
    "load_balancing.cross_zone.enabled": SWITCH,
    "zonal_shift.config.enabled": SWITCH,
}
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
TARGET_GROUP = {
    "deregistration_delay.connection_termination.enabled": SWITCH,
    "deregistration_delay.timeout_seconds": r"\d{1,4}",
    "load_balancing.cross_zone.enabled": f"{SWITCH}|use_load_balancer_configuration",
    "preserve_client_ip.enabled": SWITCH,
    "proxy_protocol_v2.enabled": SWITCH,
    "stickiness.enabled": SWITCH,
    "stickiness.type": "source_ip",
    **{
        f"target_group_health.{what}.minimum_healthy_targets.{unit}": r"off|\d{1,4}"
        for what in ("dns_failover", "unhealthy_state_routing")
        for unit in ("count", "percentage")
    },
}


def wrong_mappings(properties, addresses):
    """What is wrong with the places of a load balancer, or None.

    `addresses` are the Elastic IP addresses that there are.
    """
    mappings = properties.get("SubnetMappings", [])
    if mappings and "Subnets" in properties:
        return "either subnets or subnet mappings, not both"
    ids = [item["AllocationId"] for item in mappings if "AllocationId" in item]
    if ids and properties.get("Scheme") == "internal":
        return "allocation ids are for internet-facing load balancers"
    if ids and len(ids) != len(mappings):
        return "an address must be given for every subnet, or for none"
    if len(set(ids)) != len(ids):
        return "an address was given twice"
    known = {item["AllocationId"]: item for item in addresses}
    for allocation_id in ids:
        if allocation_id not in known:
            return f"the allocation id {allocation_id} does not exist"
        if "AssociationId" in known[allocation_id]:
            return f"the allocation id {allocation_id} is in use"
    return None


def wrong_target_group(properties):
    """What is wrong with the target group of a Network Load Balancer, or None."""
    protocol = properties["Protocol"]
    check = properties.get("HealthCheckProtocol", "TCP")
    if "ProtocolVersion" in properties:
        return "a protocol version is for HTTP and HTTPS"
    if check not in ("TCP", "HTTP", "HTTPS"):
        return f"a health check cannot use {check}"
    if check == "TCP" and {"HealthCheckPath", "Matcher"} & set(properties):
        return "a health check by TCP has no path and no codes"
    values = {
        item["Key"]: str(item["Value"])
        for item in properties.get("TargetGroupAttributes", [])
    }
    if protocol == "TLS" and any(key.startswith("stickiness") for key in values):
        return "target groups for TLS have no stickiness"
    if "UDP" in protocol and values.get("preserve_client_ip.enabled") == "false":
        return "client IP preservation cannot be turned off for UDP"
    if "UDP" in protocol and values.get("proxy_protocol_v2.enabled") == "true":
        return "the proxy protocol is for TCP and TLS"
    return None


def wrong_listener(properties, others, groups, ip_address_type):
    """What is wrong with a listener, or None: beside others, leading to groups."""
    protocol, port = properties["Protocol"], int(properties["Port"])
    if any(other["Port"] == port for other in others):
        return f"a listener already exists on port {port} for this load balancer"
    if "UDP" in protocol and ip_address_type != "ipv4":
        return "UDP listeners are not supported on a dualstack load balancer"
    (action,) = properties["DefaultActions"]
    if action["Type"] != "forward":
        return "a Network Load Balancer can forward only"
    for group in groups:
        if group["Protocol"] not in TARGETS[protocol]:
            return f"a listener for {protocol} cannot forward to {group['Protocol']}"
    if "ListenerAttributes" in properties:
        return "attributes of HTTP are not supported for a Network Load Balancer"
    return None
