//! Security groups, and their rules as resources of their own, so that two groups can name each other.

use crate::catalog::ec2;
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// The other end of a rule.
pub(super) enum Peer<'a> {
    /// An address range.
    Range(String),
    /// The address ranges of a prefix list, by its id.
    PrefixList(Value),
    /// What is in another security group.
    Group(&'a Handle),
}

/// An outbound rule of a new group that lets everything out.
pub(super) fn everything_out() -> Value {
    [props! {
        "IpProtocol": "-1",
        "CidrIp": "0.0.0.0/0",
        "Description": "to anywhere",
    }]
    .into()
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

/// Lets `peer` reach a group on a TCP port.
pub(super) fn allow_in(
    id: String,
    group: &Handle,
    peer: Peer<'_>,
    port: i64,
    description: String,
    origin: Origin,
    stack: &mut Stack,
) -> Handle {
    let mut properties = rule(group, port, description);
    match peer {
        Peer::Range(range) => properties.set("CidrIp", range),
        Peer::PrefixList(id) => properties.set("SourcePrefixListId", id),
        Peer::Group(other) => properties.set("SourceSecurityGroupId", other.id()),
    }
    stack.add(Resource::new(
        id,
        &ec2::SECURITY_GROUP_INGRESS,
        origin,
        properties,
    ))
}

/// Lets a group reach another on a TCP port.
pub(super) fn allow_out(
    id: String,
    group: &Handle,
    other: &Handle,
    port: i64,
    description: String,
    origin: Origin,
    stack: &mut Stack,
) {
    let mut properties = rule(group, port, description);
    properties.set("DestinationSecurityGroupId", other.id());
    stack.add(Resource::new(
        id,
        &ec2::SECURITY_GROUP_EGRESS,
        origin,
        properties,
    ));
}

fn rule(group: &Handle, port: i64, description: String) -> Map {
    props! {
        "GroupId": group.id(),
        "Description": description,
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
    }
}
