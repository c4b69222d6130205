//! Security groups, and their rules as resources of their own, so that two groups can name each other.

use ipnet::IpNet;

use crate::app::{Ip, Ports, Transport};
use crate::catalog::ec2;
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// The other end of a rule.
#[derive(Clone)]
pub(super) enum Peer {
    /// An address range.
    Range(IpNet),
    /// The IPv6 range of a VPC.
    Ipv6Range(Value),
    /// What is in a prefix list, by its id.
    PrefixList(Value),
    /// What is in another security group, by its id.
    Group(Value),
}

/// What a rule lets through.
#[derive(Clone, Copy)]
pub(super) struct Flow {
    pub(super) ports: Ports,
    pub(super) transport: Transport,
}

/// A TCP port.
impl From<i64> for Flow {
    fn from(port: i64) -> Self {
        Self {
            ports: Ports::one(port),
            transport: Transport::Tcp,
        }
    }
}

/// Outbound rules of a new group that let everything out.
pub(super) fn everything_out(ip: Ip) -> Value {
    let ipv4 = props! {
        "IpProtocol": "-1",
        "CidrIp": "0.0.0.0/0",
        "Description": "to anywhere",
    };
    let ipv6 = props! {
        "IpProtocol": "-1",
        "CidrIpv6": "::/0",
        "Description": "to anywhere by IPv6",
    };
    match ip {
        Ip::Ipv4 => [ipv4].into(),
        Ip::Dualstack => [ipv4, ipv6].into(),
    }
}

/// An outbound rule of a new group that lets nothing out. EC2 would add one that lets out everything if there were none
/// (`AWS::EC2::SecurityGroup`, "Remove default rule").
pub(super) fn nothing_out() -> Value {
    [props! {
        "IpProtocol": "-1",
        "CidrIp": "127.0.0.1/32",
        "Description": "to nowhere; rules of their own allow more",
    }]
    .into()
}

/// Lets `peer` reach a group.
pub(super) fn allow_in(
    id: String,
    group: &Handle,
    peer: Peer,
    flow: impl Into<Flow>,
    description: String,
    origin: Origin,
    stack: &mut Stack,
) -> Handle {
    let mut properties = rule(group, flow.into(), description);
    match peer {
        Peer::Range(range) => set_range(&mut properties, range),
        Peer::Ipv6Range(range) => properties.set("CidrIpv6", range),
        Peer::PrefixList(id) => properties.set("SourcePrefixListId", id),
        Peer::Group(id) => properties.set("SourceSecurityGroupId", id),
    }
    stack.add(Resource::new(
        id,
        &ec2::SECURITY_GROUP_INGRESS,
        origin,
        properties,
    ))
}

/// Lets a group reach `peer`.
pub(super) fn allow_out(
    id: String,
    group: &Handle,
    peer: Peer,
    flow: impl Into<Flow>,
    description: String,
    origin: Origin,
    stack: &mut Stack,
) -> Handle {
    let mut properties = rule(group, flow.into(), description);
    match peer {
        Peer::Range(range) => set_range(&mut properties, range),
        Peer::Ipv6Range(range) => properties.set("CidrIpv6", range),
        Peer::PrefixList(id) => properties.set("DestinationPrefixListId", id),
        Peer::Group(id) => properties.set("DestinationSecurityGroupId", id),
    }
    stack.add(Resource::new(
        id,
        &ec2::SECURITY_GROUP_EGRESS,
        origin,
        properties,
    ))
}

fn set_range(properties: &mut Map, range: IpNet) {
    let key = match range {
        IpNet::V4(_) => "CidrIp",
        IpNet::V6(_) => "CidrIpv6",
    };
    properties.set(key, range.to_string());
}

fn rule(group: &Handle, flow: Flow, description: String) -> Map {
    let protocol = match flow.transport {
        Transport::Tcp => "tcp",
        Transport::Udp => "udp",
    };
    props! {
        "GroupId": group.id(),
        "Description": description,
        "IpProtocol": protocol,
        "FromPort": flow.ports.first,
        "ToPort": flow.ports.last,
    }
}
