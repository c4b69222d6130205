//! IPv6 in a VPC that the stack makes: its range, and the ways to the internet.

use super::super::tags;
use super::vpc::{Gateway, Parts};
use crate::app::Tier;
use crate::catalog::ec2;
use crate::diagnostic::Path;
use crate::model::{Handle, Origin, Resource, Stack, props};

/// Gives the VPC a range of Amazon's.
pub(super) fn range(vpc: &Handle, stack: &mut Stack) -> Handle {
    stack.add(Resource::new(
        "VpcIpv6CidrBlock",
        &ec2::VPC_IPV6_CIDR_BLOCK,
        Origin::new(at(), "IPv6 addresses for the network, from Amazon"),
        props! { "VpcId": vpc.id(), "AmazonProvidedIpv6CidrBlock": true },
    ))
}

/// The way of private subnets to IPv6 addresses in the internet, if anything needs it.
pub(super) fn egress_only_gateway(
    parts: &Parts<'_>,
    tiers: &[Tier],
    stack: &mut Stack,
) -> Option<Handle> {
    parts.ipv6_range.as_ref()?;
    tiers.contains(&Tier::Private).then(|| {
        stack.add(Resource::new(
            "EgressOnlyInternetGateway",
            &ec2::EGRESS_ONLY_INTERNET_GATEWAY,
            Origin::new(
                at(),
                "the way of private subnets to the internet by IPv6, which nobody comes back by; it costs nothing",
            ),
            props! { "VpcId": parts.vpc.id(), "Tags": tags::stack_name() },
        ))
    })
}

/// The way of public subnets to the internet, and back.
pub(super) fn public_route(
    parts: &Parts<'_>,
    table: &Handle,
    gateway: &Gateway,
    stack: &mut Stack,
) -> Option<Handle> {
    parts.ipv6_range.as_ref()?;
    let route = Resource::new(
        "PublicIpv6DefaultRoute",
        &ec2::ROUTE,
        Origin::new(
            at(),
            "sends what leaves the network by IPv6 to the internet",
        ),
        props! {
            "RouteTableId": table.id(),
            "DestinationIpv6CidrBlock": "::/0",
            "GatewayId": gateway.id.clone(),
        },
    );
    // As the route of IPv4.
    Some(stack.add(route.after([&gateway.attachment])))
}

/// The way of a private subnet to the internet.
pub(super) fn private_route(
    table: &Handle,
    gateway: &Handle,
    number: u8,
    stack: &mut Stack,
) -> Handle {
    stack.add(Resource::new(
        format!("PrivateIpv6DefaultRoute{number}"),
        &ec2::ROUTE,
        Origin::new(
            at(),
            "sends what leaves the network by IPv6 to the egress-only gateway",
        ),
        props! {
            "RouteTableId": table.id(),
            "DestinationIpv6CidrBlock": "::/0",
            "EgressOnlyInternetGatewayId": gateway.id(),
        },
    ))
}

fn at() -> Path {
    Path::of("network").key("ip")
}
