"""IPv6 in a deployed stack, read back."""

import ipaddress

import pytest
from test_deploy_balancer import each

WORLD = "::/0"
# Which part of the VPC's range the first subnet of a kind has.
FIRST = {"private": 0, "public": 128, "isolated": 192}


@pytest.fixture
def is_dualstack(stack):
    if stack.app.network.existing:
        pytest.skip("the VPC was there before")
    return stack.app.network.is_dualstack


def test_the_vpc_has_a_range_if_it_is_asked_for(stack, is_dualstack):
    assert len(stack.ipv6_ranges) == is_dualstack


def test_each_subnet_has_its_own_part_of_the_range(stack, is_dualstack):
    for subnet in stack.subnets:
        found = [
            item["Ipv6CidrBlock"] for item in subnet["Ipv6CidrBlockAssociationSet"]
        ]
        assert bool(found) == is_dualstack
        assert subnet["AssignIpv6AddressOnCreation"] == is_dualstack
        if is_dualstack:
            assert found == [expected_part(stack, subnet)]


def expected_part(stack, subnet):
    (whole,) = stack.ipv6_ranges
    zone = stack.app.network.zones.index(subnet["AvailabilityZone"])
    number = FIRST[stack.tier_of(subnet["SubnetId"])] + zone
    first = ipaddress.ip_network(whole).network_address + (number << 64)
    return f"{first}/64"


def test_public_subnets_are_reached_and_private_ones_only_reach(stack, is_dualstack):
    ways = {"public": "igw-", "private": "eigw-", "isolated": None}
    for subnet in stack.subnets:
        expected = ways[stack.tier_of(subnet["SubnetId"])] if is_dualstack else None
        target = ipv6_route(stack, subnet["SubnetId"])
        assert (target is None) == (expected is None)
        assert expected is None or target.startswith(expected)


def ipv6_route(stack, subnet_id):
    """What ::/0 leads to, or nothing."""
    for route in stack.route_tables[subnet_id]["Routes"]:
        if route.get("DestinationIpv6CidrBlock") == WORLD:
            return route.get("EgressOnlyInternetGatewayId") or route.get("GatewayId")
    return None


def test_a_load_balancer_has_the_addresses_it_is_to_have(stack):
    for balancer, expected in each(stack):
        assert balancer["IpAddressType"] == expected.ip_address_type
