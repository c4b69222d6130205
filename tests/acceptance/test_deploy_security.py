"""Who can reach what in a deployed stack, read back from security groups."""

from expect_rules import callers, descriptions, inbound, outbound, written

WORLD = {"0.0.0.0/0", "::/0"}

# A group without a rule of its own for what goes out lets everything out.  The rule
# that stands there instead leads to the load balancer itself, that is, nowhere.
NOWHERE = ("127.0.0.1/32", "-1", None, None)
EVERYWHERE = ("0.0.0.0/0", "-1", None, None)
EVERYWHERE_BY_IPV6 = ("::/0", "-1", None, None)

# EC2's lists of peers, with the key of the peer in each.
PEERS = {
    "IpRanges": "CidrIp",
    "Ipv6Ranges": "CidrIpv6",
    "PrefixListIds": "PrefixListId",
    "UserIdGroupPairs": "GroupId",
}


def sources(group):
    """(source, protocol, first port, last port) of all that may come in."""
    return flows(group["IpPermissions"])


def flows(permissions):
    found = set()
    for permission in permissions:
        ports = (permission.get("FromPort"), permission.get("ToPort"))
        for peers, key in PEERS.items():
            for item in permission.get(peers, []):
                found.add((item[key], permission["IpProtocol"], *ports))
    return found


def balancer_group(stack):
    (group_id,) = stack.load_balancer["SecurityGroups"]
    return stack.security_groups[group_id]


def balancer_rules(stack):
    """The rules that the blueprint wants for callers of the load balancer."""
    if not stack.app.routed:
        return set()
    is_public = stack.app.scheme == "internet-facing"
    kinds = stack.app.ip_address_type
    if is_public:
        default = {
            "ipv4": {"0.0.0.0/0"},
            "dualstack": WORLD,
            "dualstack-without-public-ipv4": {"::/0"},
        }[kinds]
    else:
        default = set(stack.app.network.cidrs)
        if kinds == "dualstack":
            default |= stack.ipv6_ranges
    return {
        (resolved(stack, peer), "tcp", port, port)
        for peer in callers(stack.app.section("load_balancer"), default)
        for port in stack.app.listener_ports
    }


def resolved(stack, peer):
    """The peer as EC2 knows it."""
    if peer in stack.app.services:
        return stack.task_security_group(stack.app.services[peer])["GroupId"]
    if peer.startswith("parameter:"):
        return stack.surroundings.parameters[peer.removeprefix("parameter:")]
    return peer


def all_resolved(stack, rules):
    return {(resolved(stack, peer), *flow) for peer, *flow in rules}


def test_the_world_reaches_what_it_may_and_nothing_else(stack):
    open_ports = {
        (group_id, *flow)
        for group_id, group in stack.security_groups.items()
        for source, *flow in sources(group)
        if source in WORLD
    }
    expected = {
        (balancer_group(stack)["GroupId"], *flow)
        for peer, *flow in balancer_rules(stack)
        if peer in WORLD
    }
    # A service can be opened to the world too, by an `ingress` that says so.
    for service in stack.app.services.values():
        group_id = stack.task_security_group(service)["GroupId"]
        expected |= {
            (group_id, *flow) for peer, *flow in inbound(service) if peer in WORLD
        }
    assert open_ports == expected


def test_the_load_balancer_is_called_by_those_who_may(stack):
    if stack.app.routed:
        assert sources(balancer_group(stack)) == balancer_rules(stack)


def test_tasks_are_reached_by_those_who_may(stack, service):
    expected = all_resolved(stack, inbound(service))
    if service.is_routed:
        balancer = balancer_group(stack)["GroupId"]
        for port in {service.port, service.health_check_port}:
            expected.add((balancer, "tcp", port, port))
    assert sources(stack.task_security_group(service)) == expected


def test_tasks_reach_those_whom_they_may(stack, service):
    group = stack.task_security_group(service)
    allowed = outbound(service)
    expected = {EVERYWHERE}
    if stack.app.network.is_dualstack:
        expected.add(EVERYWHERE_BY_IPV6)
    if allowed is not None:
        expected = {NOWHERE, *all_resolved(stack, allowed)}
        # Endpoints are reached without a word.
        if service in stack.app.network.callers():
            for endpoint in stack.endpoints.values():
                for item in endpoint.get("Groups", []):
                    expected.add((item["GroupId"], "tcp", 443, 443))
    assert flows(group["IpPermissionsEgress"]) == expected


def test_rules_say_what_they_are_for(stack, service):
    group = stack.task_security_group(service)
    found = [
        item.get("Description")
        for permission in group["IpPermissions"] + group["IpPermissionsEgress"]
        # moto forgets what is said of prefix lists.
        for peers in PEERS.keys() - {"PrefixListIds"}
        for item in permission.get(peers, [])
    ]
    assert all(found)
    assert descriptions(written(service)) <= set(found)


def test_the_load_balancer_reaches_the_tasks_and_nothing_else(stack):
    if not stack.app.routed:
        assert stack.load_balancers == []
        return
    expected = {
        (stack.task_security_group(service)["GroupId"], "tcp", port, port)
        for service in stack.app.routed
        for port in {service.port, service.health_check_port}
    }
    found = flows(balancer_group(stack)["IpPermissionsEgress"])
    assert found - {NOWHERE} == expected
