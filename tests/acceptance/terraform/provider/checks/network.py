"""Networks and security groups."""

from .rules import (
    argument,
    at_most_one,
    between,
    exactly_one,
    length,
    network_of,
    one_of,
)

IPV4, IPV6 = network_of(4), network_of(6)


def between_bits(least, most):
    def test(value):
        _, _, bits = value.partition("/")
        return between(least, most)(bits) if bits.isdigit() else None

    return test


# ec2/vpc_security_group_ingress_rule.go, for both directions
RULE = (
    argument("cidr_ipv4", IPV4),
    argument("cidr_ipv6", IPV6),
    argument("from_port", between(-1, 65535)),
    argument("to_port", between(-1, 65535)),
    exactly_one(
        "cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"
    ),
)

CHECKS = {
    # ec2/vpc_.go
    "aws_vpc": (
        argument("cidr_block", IPV4, between_bits(16, 28)),
        argument("instance_tenancy", one_of("default", "dedicated")),
        at_most_one("cidr_block", "ipv4_netmask_length"),
    ),
    # ec2/vpc_subnet.go
    "aws_subnet": (
        argument("cidr_block", IPV4),
        at_most_one("availability_zone", "availability_zone_id"),
    ),
    # ec2/vpc_route.go
    "aws_route": (
        argument("destination_cidr_block", IPV4),
        argument("destination_ipv6_cidr_block", IPV6),
        exactly_one(
            "destination_cidr_block",
            "destination_ipv6_cidr_block",
            "destination_prefix_list_id",
        ),
        exactly_one(
            "carrier_gateway_id",
            "core_network_arn",
            "egress_only_gateway_id",
            "gateway_id",
            "local_gateway_id",
            "nat_gateway_id",
            "network_interface_id",
            "transit_gateway_id",
            "vpc_endpoint_id",
            "vpc_peering_connection_id",
        ),
    ),
    # ec2/ec2_eip.go
    "aws_eip": (argument("domain", one_of("standard", "vpc")),),
    # ec2/vpc_nat_gateway.go
    "aws_nat_gateway": (
        argument("connectivity_type", one_of("private", "public")),
        argument("availability_mode", one_of("regional", "zonal")),
    ),
    # ec2/vpc_endpoint.go
    "aws_vpc_endpoint": (
        argument(
            "vpc_endpoint_type",
            one_of(
                "Gateway",
                "GatewayLoadBalancer",
                "Interface",
                "Resource",
                "ServiceNetwork",
            ),
        ),
        exactly_one("service_name", "service_network_arn", "resource_configuration_arn"),
    ),
    # ec2/vpc_ipv4_cidr_block_association.go
    "aws_vpc_ipv4_cidr_block_association": (
        argument("cidr_block", IPV4, between_bits(16, 28)),
        at_most_one("cidr_block", "ipv4_netmask_length"),
    ),
    # ec2/vpc_route_table_association.go
    "aws_route_table_association": (exactly_one("gateway_id", "subnet_id"),),
    # ec2/vpc_security_group.go
    "aws_security_group": (
        argument("name", length(0, 255)),
        argument("name_prefix", length(0, 229)),
        argument("description", length(0, 255)),
        at_most_one("name", "name_prefix"),
    ),
    "aws_vpc_security_group_egress_rule": RULE,
    "aws_vpc_security_group_ingress_rule": RULE,
}
