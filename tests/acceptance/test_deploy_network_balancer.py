"""The Network Load Balancers of a deployed stack, read back from Elastic Load Balancing."""

from test_deploy_balancer import attributes_of


def each(stack):
    balancers = [item for item in stack.app.load_balancers if item.type == "network"]
    return [(stack.balancer(item), item) for item in balancers]


def test_each_port_leads_to_its_service(stack):
    for balancer, expected in each(stack):
        listeners = stack.listeners(balancer)
        assert set(listeners) == set(expected.ports)
        for number, port in expected.ports.items():
            listener = listeners[number]
            assert listener["Protocol"] == port.protocol.upper()
            ((_, group),) = attached(stack, port)
            (action,) = listener["DefaultActions"]
            assert action["Type"] == "forward"
            assert action["TargetGroupArn"] == group["TargetGroupArn"]
            assert stack.rules(listener) == []


def attached(stack, port):
    """The attachment of a port's service to the target group of the port."""
    listener = stack.listeners(stack.balancer_of(port.service))[port.number]
    arn = listener["DefaultActions"][0]["TargetGroupArn"]
    answer = stack.aws.read(
        "elbv2", "describe-target-groups", "--target-group-arns", arn
    )
    return [
        (item, answer["TargetGroups"][0])
        for item in stack.services[port.service.name]["loadBalancers"]
        if item["targetGroupArn"] == arn
    ]


def test_a_target_group_is_what_its_port_says(stack):
    for _, expected in each(stack):
        for port in expected.ports.values():
            ((attachment, group),) = attached(stack, port)
            assert attachment["containerName"] == port.service.name
            assert attachment["containerPort"] == port.container_port
            wanted = {
                "TargetType": "ip",
                "Protocol": port.target_protocol,
                "Port": port.container_port,
                "VpcId": stack.vpc_id,
                **port.health_check,
            }
            assert {key: group.get(key) for key in wanted} == wanted


def test_a_target_group_has_its_attributes(stack):
    for _, expected in each(stack):
        for port in expected.ports.values():
            ((_, group),) = attached(stack, port)
            properties = stack.template_json["Resources"]
            found = attributes_of(stack, "target-group", group["TargetGroupArn"])
            said = {
                item["Key"]
                for resource in properties.values()
                if resource["Type"].endswith("::TargetGroup")
                for item in resource["Properties"]["TargetGroupAttributes"]
            }
            wanted = port.attributes
            assert set(wanted) <= said
            known = {key: found.get(key) for key in wanted if wanted[key] is not None}
            assert known == {key: it for key, it in wanted.items() if it is not None}


def test_its_addresses_are_those_that_stay(stack):
    for balancer, expected in each(stack):
        prefix = expected.logical_prefix
        ids = [logical for logical in stack.template_json["Resources"]]
        word = "Static" if expected.addresses else "Network"
        logical_id = f"{prefix}{word}LoadBalancer"
        assert logical_id in ids
        properties = stack.template_resource(logical_id)
        if not expected.addresses:
            assert "SubnetMappings" not in properties
            continue
        mappings = properties["SubnetMappings"]
        assert len(mappings) == len(balancer["AvailabilityZones"])
        told = stack.outputs.get(f"{prefix}LoadBalancerAddresses", "")
        made = [item["Value"] for item in tags_of(stack, expected)]
        assert len(made) == (len(mappings) if expected.addresses is True else 0)
        assert len(list(filter(None, told.split(",")))) == len(made)


def tags_of(stack, expected):
    """The names of the addresses that the stack made for a load balancer."""
    answer = stack.aws.read("ec2", "describe-addresses")
    name = f"{stack.name}-{expected.log_folder('load-balancer')}-"
    return [
        tag
        for address in answer["Addresses"]
        for tag in address.get("Tags", [])
        if tag["Key"] == "Name" and tag["Value"].startswith(name)
    ]
