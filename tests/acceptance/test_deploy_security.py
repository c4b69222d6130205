"""Who can reach what in a deployed stack, read back from security groups."""

from expect_rules import callers, descriptions, inbound, outbound, written

WORLD = {"0.0.0.0/0", "::/0"}
CLOUDFRONT_LIST = "com.amazonaws.global.cloudfront.origin-facing"

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


def group_of(stack, balancer):
    (group_id,) = balancer["SecurityGroups"]
    return stack.security_groups[group_id]


def cloudfront_addresses(stack):
    """The list of the addresses that CloudFront calls from."""
    by_name = f"Name=prefix-list-name,Values={CLOUDFRONT_LIST}"
    answer = stack.aws.read(
        "ec2", "describe-managed-prefix-lists", "--filters", by_name
    )
    (found,) = answer["PrefixLists"]
    return found["PrefixListId"]


def balancer_rules(stack, item):
    """The rules that the blueprint wants for callers of a load balancer."""
    kinds = item.ip_address_type
    if item.is_behind_cloudfront:
        default = {cloudfront_addresses(stack)}
    elif item.scheme == "internet-facing":
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
        (resolved(stack, peer), transport, port, port)
        for peer in callers(item.table, default)
        for transport, port in item.caller_flows
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
        (group_of(stack, stack.balancer(item))["GroupId"], *flow)
        for item in stack.app.load_balancers
        for peer, *flow in balancer_rules(stack, item)
        if peer in WORLD
    }
    # A service can be opened to the world too, by an `ingress` that says so.
    for service in stack.app.services.values():
        group_id = stack.task_security_group(service)["GroupId"]
        expected |= {
            (group_id, *flow) for peer, *flow in inbound(service) if peer in WORLD
        }
    assert open_ports == expected


def test_a_load_balancer_is_called_by_those_who_may(stack):
    for item in stack.app.load_balancers:
        group = group_of(stack, stack.balancer(item))
        assert sources(group) == balancer_rules(stack, item)


def test_tasks_are_reached_by_those_who_may(stack, service):
    expected = all_resolved(stack, inbound(service))
    if service.load_balancer:
        balancer = group_of(stack, stack.balancer_of(service))["GroupId"]
        for transport, port in service.task_flows:
            expected.add((balancer, transport, port, port))
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


def test_a_load_balancer_reaches_its_tasks_and_nothing_else(stack):
    for item in stack.app.load_balancers:
        expected = {
            (stack.task_security_group(service)["GroupId"], transport, port, port)
            for service in item.services
            for transport, port in service.task_flows
        }
        # It asks a provider itself who has signed in.
        if any(route.auth for route in item.routes):
            expected.add(("0.0.0.0/0", "tcp", 443, 443))
        found = flows(group_of(stack, stack.balancer(item))["IpPermissionsEgress"])
        assert found - {NOWHERE} == expected
