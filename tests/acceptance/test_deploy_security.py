"""Who can reach what in a deployed stack, read back from security groups."""

WORLD = {"0.0.0.0/0", "::/0"}

# A group without a rule of its own for what goes out lets everything out.  The rule
# that stands there instead leads to the load balancer itself, that is, nowhere.
NOWHERE = ("127.0.0.1/32", "-1", None, None)


def sources(group):
    """(source, protocol, first port, last port) of all that may come in."""
    return flows(group["IpPermissions"])


def flows(permissions):
    found = set()
    for permission in permissions:
        ports = (permission.get("FromPort"), permission.get("ToPort"))
        peers = [item["CidrIp"] for item in permission.get("IpRanges", [])]
        peers += [item["CidrIpv6"] for item in permission.get("Ipv6Ranges", [])]
        peers += [item["GroupId"] for item in permission.get("UserIdGroupPairs", [])]
        peers += [item["PrefixListId"] for item in permission.get("PrefixListIds", [])]
        found |= {(peer, permission["IpProtocol"], *ports) for peer in peers}
    return found


def balancer_group(stack):
    (group_id,) = stack.load_balancer["SecurityGroups"]
    return stack.security_groups[group_id]


def test_the_world_reaches_the_load_balancer_and_nothing_else(stack):
    open_ports = {
        (group_id, protocol, first, last)
        for group_id, group in stack.security_groups.items()
        for source, protocol, first, last in sources(group)
        if source in WORLD
    }
    expected = set()
    if stack.app.routed and stack.app.scheme == "internet-facing":
        group_id = balancer_group(stack)["GroupId"]
        expected = {(group_id, "tcp", port, port) for port in stack.app.listener_ports}
    # A service can be opened to the world too, by an `ingress` that says so.
    for service in stack.app.services.values():
        if service.ingress & WORLD:
            group_id = stack.task_security_group(service)["GroupId"]
            expected.add((group_id, "tcp", service.port, service.port))
    assert open_ports == expected


def test_tasks_are_reached_only_by_the_load_balancer(stack, service):
    expected = set()
    if service.port:
        balancer = balancer_group(stack)["GroupId"]
        for port in {service.port, service.health_check_port}:
            expected.add((balancer, "tcp", port, port))
    for cidr in service.ingress:
        expected.add((cidr, "tcp", service.port, service.port))
    assert sources(stack.task_security_group(service)) == expected


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
