//! Amazon EC2: networks and security groups.

use super::row::{first, get_att, reference, resource, types};
use crate::model::Argument::{self, Is, Tags};
use crate::model::Attribute::{Id, Ipv6CidrBlock, PublicIp};
use crate::model::TerraformAttribute::Own;
use crate::model::{Apart, Map, Naming, Terraform, TerraformResource, Value};

types! {
    /// A virtual private cloud.
    VPC = "AWS::EC2::VPC", List, [
        reference(Id, Own("id")),
        first(Ipv6CidrBlock, "Ipv6CidrBlocks", Own("ipv6_cidr_block")),
    ],
        resource(TerraformResource::new("aws_vpc", "Vpc", &[
            ("CidrBlock", Is("cidr_block")),
            ("EnableDnsHostnames", Is("enable_dns_hostnames")),
            ("EnableDnsSupport", Is("enable_dns_support")),
            ("Tags", Tags),
        ]));
    /// A further address range of a VPC.
    VPC_CIDR_BLOCK = "AWS::EC2::VPCCidrBlock", None, [],
        resource(TerraformResource::new("aws_vpc_ipv4_cidr_block_association", "CidrBlock", &[
            ("VpcId", Is("vpc_id")),
            ("CidrBlock", Is("cidr_block")),
        ]));
    /// The range of IPv6 addresses that Amazon gives a VPC.
    VPC_IPV6_CIDR_BLOCK = "AWS::EC2::VPCCidrBlock", None, [],
        Terraform::Part {
            of: "VpcId",
            arguments: &[("AmazonProvidedIpv6CidrBlock", Is("assign_generated_ipv6_cidr_block"))],
        };
    /// A way from a VPC to IPv6 addresses in the internet, and not back.
    EGRESS_ONLY_INTERNET_GATEWAY = "AWS::EC2::EgressOnlyInternetGateway", List, [get_att(Id, "Id", Own("id"))],
        resource(TerraformResource::new("aws_egress_only_internet_gateway", "EgressOnlyInternetGateway", &[
            ("VpcId", Is("vpc_id")),
            ("Tags", Tags),
        ]));
    /// A way from a VPC to the internet, and back.
    INTERNET_GATEWAY = "AWS::EC2::InternetGateway", List, [reference(Id, Own("id"))],
        resource(TerraformResource::new("aws_internet_gateway", "InternetGateway", &[
            ("Tags", Tags),
        ]));
    /// Which gateway a VPC has.
    VPC_GATEWAY_ATTACHMENT = "AWS::EC2::VPCGatewayAttachment", None, [],
        Terraform::Part {
            of: "InternetGatewayId",
            arguments: &[("VpcId", Is("vpc_id"))],
        };
    /// A part of a VPC in one availability zone.
    SUBNET = "AWS::EC2::Subnet", List, [reference(Id, Own("id"))],
        resource(TerraformResource {
            // What is in a subnet has to leave it before it can go.
            create_before_destroy: true,
            ..TerraformResource::new("aws_subnet", "Subnet", &[
                ("VpcId", Is("vpc_id")),
                ("AvailabilityZone", Is("availability_zone")),
                ("CidrBlock", Is("cidr_block")),
                ("Ipv6CidrBlock", Is("ipv6_cidr_block")),
                ("AssignIpv6AddressOnCreation", Is("assign_ipv6_address_on_creation")),
                ("MapPublicIpOnLaunch", Is("map_public_ip_on_launch")),
                ("Tags", Tags),
            ])
        });
    /// Where the traffic of a subnet goes.
    ROUTE_TABLE = "AWS::EC2::RouteTable", List, [reference(Id, Own("id"))],
        resource(TerraformResource::new("aws_route_table", "Routes", &[
            ("VpcId", Is("vpc_id")),
            ("Tags", Tags),
        ]));
    /// One way out of a subnet.
    ROUTE = "AWS::EC2::Route", None, [],
        resource(TerraformResource::new("aws_route", "Route", &[
            ("RouteTableId", Is("route_table_id")),
            ("DestinationCidrBlock", Is("destination_cidr_block")),
            ("DestinationIpv6CidrBlock", Is("destination_ipv6_cidr_block")),
            ("EgressOnlyInternetGatewayId", Is("egress_only_gateway_id")),
            ("GatewayId", Is("gateway_id")),
            ("NatGatewayId", Is("nat_gateway_id")),
        ]));
    /// Which route table a subnet uses.
    SUBNET_ROUTE_TABLE_ASSOCIATION = "AWS::EC2::SubnetRouteTableAssociation", None, [],
        resource(TerraformResource {
            // As the subnet: it has its way out until nothing is in it.
            create_before_destroy: true,
            ..TerraformResource::new("aws_route_table_association", "Routes", &[
                ("SubnetId", Is("subnet_id")),
                ("RouteTableId", Is("route_table_id")),
            ])
        });
    /// An address that stays.
    EIP = "AWS::EC2::EIP", List,
        [
            get_att(Id, "AllocationId", Own("allocation_id")),
            get_att(PublicIp, "PublicIp", Own("public_ip")),
        ],
        resource(TerraformResource::new("aws_eip", "Address", &[
            ("Domain", Is("domain")),
            ("Tags", Tags),
        ]));
    /// A way to the internet, but not back.
    NAT_GATEWAY = "AWS::EC2::NatGateway", List, [get_att(Id, "NatGatewayId", Own("id"))],
        resource(TerraformResource::new("aws_nat_gateway", "NatGateway", &[
            ("AllocationId", Is("allocation_id")),
            ("SubnetId", Is("subnet_id")),
            ("Tags", Tags),
        ]));
    /// A way to an AWS service that needs no internet.
    VPC_ENDPOINT = "AWS::EC2::VPCEndpoint", List, [],
        resource(TerraformResource::new("aws_vpc_endpoint", "Endpoint", &[
            ("VpcId", Is("vpc_id")),
            ("ServiceName", Is("service_name")),
            ("VpcEndpointType", Is("vpc_endpoint_type")),
            ("RouteTableIds", Is("route_table_ids")),
            ("SubnetIds", Is("subnet_ids")),
            ("SecurityGroupIds", Is("security_group_ids")),
            ("PrivateDnsEnabled", Is("private_dns_enabled")),
            ("Tags", Tags),
        ]));
    /// What may reach a network interface, and what it may reach.
    SECURITY_GROUP = "AWS::EC2::SecurityGroup", List, [get_att(Id, "GroupId", Own("id"))],
        resource(TerraformResource {
            naming: Naming::Prefix,
            // A group that is in use cannot go before its successor is in its place.
            create_before_destroy: true,
            ..TerraformResource::new("aws_security_group", "SecurityGroup", &[
                ("GroupDescription", Is("description")),
                ("VpcId", Is("vpc_id")),
                ("SecurityGroupEgress", Argument::Apart(&Apart {
                    name: "aws_vpc_security_group_egress_rule",
                    suffix: "outbound",
                    why: "what all of the group may reach",
                    owner: ("security_group_id", "id"),
                    arguments: &[
                        ("Description", Is("description")),
                        ("IpProtocol", Is("ip_protocol")),
                        ("CidrIp", Is("cidr_ipv4")),
                        ("CidrIpv6", Is("cidr_ipv6")),
                    ],
                    unless: Some(stands_for_nothing),
                })),
                ("Tags", Tags),
            ])
        });
    /// Something that may reach a security group.
    SECURITY_GROUP_INGRESS = "AWS::EC2::SecurityGroupIngress", None, [],
        resource(TerraformResource::new("aws_vpc_security_group_ingress_rule", "Ingress", &[
            ("GroupId", Is("security_group_id")),
            ("Description", Is("description")),
            ("IpProtocol", Is("ip_protocol")),
            ("FromPort", Is("from_port")),
            ("ToPort", Is("to_port")),
            ("CidrIp", Is("cidr_ipv4")),
            ("CidrIpv6", Is("cidr_ipv6")),
            ("SourcePrefixListId", Is("prefix_list_id")),
            ("SourceSecurityGroupId", Is("referenced_security_group_id")),
        ]));
    /// Something that a security group may reach.
    SECURITY_GROUP_EGRESS = "AWS::EC2::SecurityGroupEgress", None, [],
        resource(TerraformResource::new("aws_vpc_security_group_egress_rule", "Egress", &[
            ("GroupId", Is("security_group_id")),
            ("Description", Is("description")),
            ("IpProtocol", Is("ip_protocol")),
            ("FromPort", Is("from_port")),
            ("ToPort", Is("to_port")),
            ("CidrIp", Is("cidr_ipv4")),
            ("CidrIpv6", Is("cidr_ipv6")),
            ("DestinationPrefixListId", Is("prefix_list_id")),
            ("DestinationSecurityGroupId", Is("referenced_security_group_id")),
        ]));
    /// Records of the connections of a VPC.
    FLOW_LOG = "AWS::EC2::FlowLog", List, [],
        resource(TerraformResource {
            needs_whole: true,
            ..TerraformResource::new("aws_flow_log", "FlowLog", &[
                ("ResourceType", Argument::Absent("the name of the argument says it")),
                ("ResourceId", Is("vpc_id")),
                ("TrafficType", Is("traffic_type")),
                ("MaxAggregationInterval", Is("max_aggregation_interval")),
                ("LogFormat", Is("log_format")),
                ("LogDestinationType", Is("log_destination_type")),
                ("LogDestination", Is("log_destination")),
                ("DeliverLogsPermissionArn", Is("iam_role_arn")),
                ("Tags", Tags),
            ])
        });
}

/// A rule to the group's own loopback only keeps EC2 from adding one to everywhere, which Terraform takes away itself
/// (`aws_security_group`, on the default egress rule).
fn stands_for_nothing(rule: &Map) -> bool {
    rule.get("CidrIp") == Some(&Value::from("127.0.0.1/32"))
}
