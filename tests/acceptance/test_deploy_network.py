"""The network of a deployed stack, read back from EC2."""

import ipaddress

WORLD = "0.0.0.0/0"


def test_the_vpc_has_the_address_range_and_resolves_names(stack):
    vpcs = stack.aws.read("ec2", "describe-vpcs", "--vpc-ids", stack.vpc_id)
    assert vpcs["Vpcs"][0]["CidrBlock"] == str(stack.app.cidr)
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        answer = stack.aws.read(
            "ec2",
            "describe-vpc-attribute",
            *("--vpc-id", stack.vpc_id),
            *("--attribute", attribute),
        )
        name = attribute[0].upper() + attribute[1:]
        assert answer[name]["Value"] is True, attribute


def test_there_is_one_public_subnet_in_each_zone(stack):
    zones = sorted(subnet["AvailabilityZone"] for subnet in stack.subnets)
    assert zones == stack.app.zones
    # Addresses are given to what asks for them, and to nothing else.
    assert not any(subnet["MapPublicIpOnLaunch"] for subnet in stack.subnets)


def test_subnets_are_sixteenths_of_the_vpc_and_do_not_overlap(stack):
    networks = [ipaddress.ip_network(subnet["CidrBlock"]) for subnet in stack.subnets]
    for index, network in enumerate(networks):
        assert network.subnet_of(stack.app.cidr)
        assert network.prefixlen == stack.app.cidr.prefixlen + 4
        assert not any(network.overlaps(other) for other in networks[:index])


def test_every_subnet_routes_to_the_attached_gateway(stack):
    gateway_id = stack.only_id("AWS::EC2::InternetGateway")
    gateways = stack.aws.read(
        "ec2", "describe-internet-gateways", "--internet-gateway-ids", gateway_id
    )
    (attachment,) = gateways["InternetGateways"][0]["Attachments"]
    assert attachment["VpcId"] == stack.vpc_id
    for subnet in stack.subnets:
        tables = stack.aws.read(
            "ec2",
            "describe-route-tables",
            "--filters",
            f"Name=association.subnet-id,Values={subnet['SubnetId']}",
        )
        (table,) = tables["RouteTables"]
        routes = {
            route["DestinationCidrBlock"]: route["GatewayId"]
            for route in table["Routes"]
        }
        assert routes == {str(stack.app.cidr): "local", WORLD: gateway_id}
