//! Amazon EC2: networks and security groups.

use super::row::{get_att, reference, types};
use crate::model::Attribute::Id;

types! {
    /// A virtual private cloud.
    VPC = "AWS::EC2::VPC", List, [reference(Id)];
    /// A way from a VPC to the internet, and back.
    INTERNET_GATEWAY = "AWS::EC2::InternetGateway", List, [reference(Id)];
    /// Which gateway a VPC has.
    VPC_GATEWAY_ATTACHMENT = "AWS::EC2::VPCGatewayAttachment", None, [];
    /// A part of a VPC in one availability zone.
    SUBNET = "AWS::EC2::Subnet", List, [reference(Id)];
    /// Where the traffic of a subnet goes.
    ROUTE_TABLE = "AWS::EC2::RouteTable", List, [reference(Id)];
    /// One way out of a subnet.
    ROUTE = "AWS::EC2::Route", None, [];
    /// Which route table a subnet uses.
    SUBNET_ROUTE_TABLE_ASSOCIATION = "AWS::EC2::SubnetRouteTableAssociation", None, [];
    /// What may reach a network interface, and what it may reach.
    SECURITY_GROUP = "AWS::EC2::SecurityGroup", List, [get_att(Id, "GroupId")];
    /// Something that may reach a security group.
    SECURITY_GROUP_INGRESS = "AWS::EC2::SecurityGroupIngress", None, [];
    /// Something that a security group may reach.
    SECURITY_GROUP_EGRESS = "AWS::EC2::SecurityGroupEgress", None, [];
}
