"""The network of a deployed stack, read back from EC2."""

import ipaddress

import pytest
from test_deploy_security import NOWHERE, flows, sources

WORLD = "0.0.0.0/0"
NETWORK_TYPES = {
    "AWS::EC2::EIP",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::Subnet",
    "AWS::EC2::VPC",
}


@pytest.fixture
def new_network(stack):
    """The expectations of a network that the stack makes."""
    if stack.app.network.existing:
        pytest.skip("the VPC was there before")
    return stack.app.network


def test_nothing_is_made_of_an_existing_network(stack):
    types = {item["ResourceType"] for item in stack.resources}
    is_made = not stack.app.network.existing
    assert bool(types & NETWORK_TYPES) == is_made


def test_the_vpc_has_its_address_ranges_and_resolves_names(stack, new_network):
    vpcs = stack.aws.read("ec2", "describe-vpcs", "--vpc-ids", stack.vpc_id)
    (vpc,) = vpcs["Vpcs"]
    assert vpc["CidrBlock"] == str(new_network.cidr)
    ranges = {item["CidrBlock"] for item in vpc["CidrBlockAssociationSet"]}
    assert ranges == new_network.cidrs
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        answer = stack.aws.read(
            "ec2",
            "describe-vpc-attribute",
            *("--vpc-id", stack.vpc_id),
            *("--attribute", attribute),
        )
        name = attribute[0].upper() + attribute[1:]
        assert answer[name]["Value"] is True, attribute


def by_tier(stack):
    """The subnets of each tier that there is."""
    found = {}
    for subnet in stack.subnets:
        found.setdefault(stack.tier_of(subnet["SubnetId"]), []).append(subnet)
    return found


def test_there_is_one_subnet_of_each_kind_in_each_zone(stack, new_network):
    found = {
        tier: sorted(subnet["AvailabilityZone"] for subnet in subnets)
        for tier, subnets in by_tier(stack).items()
    }
    assert found == dict.fromkeys(new_network.tiers, new_network.zones)
    # Addresses are given to what asks for them, and to nothing else.
    assert not any(subnet["MapPublicIpOnLaunch"] for subnet in stack.subnets)


def test_subnets_are_quarters_of_the_part_of_their_kind(stack, new_network):
    for tier, subnets in by_tier(stack).items():
        quarters = list(new_network.part_of(tier).subnets(prefixlen_diff=2))
        found = {
            subnet["AvailabilityZone"]: ipaddress.ip_network(subnet["CidrBlock"])
            for subnet in subnets
        }
        assert found == dict(zip(new_network.zones, quarters, strict=False)), tier


def test_public_subnets_route_to_the_attached_gateway(stack, new_network):
    gateways = stack.ids("AWS::EC2::InternetGateway")
    assert len(gateways) == ("public" in new_network.tiers)
    for gateway_id in gateways:
        answer = stack.aws.read(
            "ec2", "describe-internet-gateways", "--internet-gateway-ids", gateway_id
        )
        (attachment,) = answer["InternetGateways"][0]["Attachments"]
        assert attachment["VpcId"] == stack.vpc_id
        for subnet in by_tier(stack)["public"]:
            assert stack.default_route(subnet["SubnetId"]) == gateway_id


def test_routes_lead_out_and_to_the_vpc_and_nowhere_else(stack, new_network):
    for subnet in stack.subnets:
        routes = stack.route_tables[subnet["SubnetId"]]["Routes"]
        places = {route.get("DestinationCidrBlock") for route in routes}
        # The route of an endpoint has a list of addresses instead.
        assert places - {WORLD, None} == new_network.cidrs
        listed = {
            route["GatewayId"] for route in routes if "DestinationPrefixListId" in route
        }
        assert listed <= set(stack.ids("AWS::EC2::VPCEndpoint"))


def test_private_subnets_have_a_nat_gateway_of_their_zone_or_share_one(
    stack, new_network
):
    gateways = {item["NatGatewayId"]: item for item in stack.nat_gateways}
    assert len(gateways) == new_network.nat_gateways
    if not gateways:
        return
    zones = {
        subnet["SubnetId"]: subnet["AvailabilityZone"] for subnet in stack.subnets
    }
    for subnet in by_tier(stack)["private"]:
        gateway = gateways[stack.default_route(subnet["SubnetId"])]
        assert gateway["State"] == "available"
        assert stack.tier_of(gateway["SubnetId"]) == "public"
        if len(gateways) > 1:
            assert zones[gateway["SubnetId"]] == subnet["AvailabilityZone"]


def test_every_private_subnet_has_a_route_table_of_its_own(stack, new_network):
    subnets = by_tier(stack).get("private", [])
    tables = {
        stack.route_tables[subnet["SubnetId"]]["RouteTableId"] for subnet in subnets
    }
    assert len(tables) == len(subnets)


def test_the_outputs_tell_the_addresses_of_nat_gateways(stack):
    found = {
        address["PublicIp"]
        for gateway in stack.nat_gateways
        for address in gateway["NatGatewayAddresses"]
    }
    told = stack.outputs.get("NatAddresses", "")
    assert set(filter(None, told.split(","))) == found


def test_the_endpoints_are_those_that_are_needed(stack):
    expected = stack.app.network.endpoints
    found = {
        name: endpoint["VpcEndpointType"] for name, endpoint in stack.endpoints.items()
    }
    gateways = {"dynamodb", "s3"}
    assert found == {
        name: "Gateway" if name in gateways else "Interface" for name in expected
    }


def test_endpoints_are_where_the_tasks_are(stack):
    tier = stack.app.network.endpoint_tier
    subnets = {item["SubnetId"] for item in by_tier(stack).get(tier, [])}
    for name, endpoint in stack.endpoints.items():
        if endpoint["VpcEndpointType"] == "Gateway":
            tables = {
                stack.route_tables[subnet]["RouteTableId"] for subnet in subnets
            }
            assert set(endpoint["RouteTableIds"]) == tables, name
        else:
            assert set(endpoint["SubnetIds"]) == subnets, name
            assert endpoint["PrivateDnsEnabled"] is True, name


def test_endpoints_admit_the_services_that_use_them_and_nobody_else(stack):
    expected = {
        (stack.task_security_group(service)["GroupId"], "tcp", 443, 443)
        for service in stack.app.network.callers()
    }
    for name, endpoint in stack.endpoints.items():
        if endpoint["VpcEndpointType"] == "Interface":
            (group,) = endpoint["Groups"]
            group = stack.security_groups[group["GroupId"]]
            assert sources(group) == expected, name
            assert flows(group["IpPermissionsEgress"]) == {NOWHERE}, name
