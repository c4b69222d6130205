//! Private subnets, and the NAT gateways through which they reach the internet.

use super::super::tags;
use super::ipv6;
use super::subnets::{self, Subnets};
use super::vpc::{Gateway, Parts};
use crate::app::{Nat, NewVpc, Tier};
use crate::catalog::ec2;
use crate::diagnostic::Path;
use crate::model::{Attribute, Handle, Origin, Resource, Stack, Value, props};

/// A NAT gateway.
pub(super) struct NatGateway {
    handle: Handle,
    /// Its public address.
    pub(super) address: Value,
}

/// The NAT gateways, in public subnets: one, one in each zone, or none.
pub(super) fn lower(
    new: &NewVpc,
    gateway: &Gateway,
    public: &Subnets,
    stack: &mut Stack,
) -> Vec<NatGateway> {
    let count = match new.nat {
        Nat::None => 0,
        Nat::Single => 1,
        Nat::PerAz => usize::from(new.availability_zones),
    };
    let subnets = public.handles.iter().zip(&public.associations);
    let mut gateways = Vec::with_capacity(count);
    for (index, (subnet, association)) in subnets.take(count).enumerate() {
        let number = index + 1;
        let at = Path::of("network").key("nat");
        let name = || tags::name(format!("nat-{number}"));
        let address = stack.add(
            Resource::new(
                format!("NatAddress{number}"),
                &ec2::EIP,
                Origin::new(
                    at.clone(),
                    format!("the public address of NAT gateway {number}; about 0.005 USD an hour in us-east-1"),
                ),
                props! { "Domain": "vpc", "Tags": name() },
            )
            // EC2, `AWS::EC2::EIP`: an address for a VPC of the same template waits for the attachment.
            .after([&gateway.attachment]),
        );
        // An address of its own is no way out without the routes of the subnet it is in.
        let way_out = public
            .way_out
            .iter()
            .filter(|it| !public.associations.contains(it));
        let handle = stack.add(
            Resource::new(
                format!("PublicNatGateway{number}"),
                &ec2::NAT_GATEWAY,
                Origin::new(
                    at,
                    "how private tasks reach the internet; about 0.045 USD an hour and 0.045 USD for each GB in us-east-1",
                ),
                props! {
                    "AllocationId": address.id(),
                    "SubnetId": subnet.id(),
                    "Tags": name(),
                },
            )
            .after(way_out)
            .after([association]),
        );
        gateways.push(NatGateway {
            handle,
            address: address.get(Attribute::PublicIp),
        });
    }
    gateways
}

/// The private subnets. Each has a route table of its own, so that more NAT gateways change a route and nothing else.
pub(super) fn private(
    parts: &Parts<'_>,
    gateways: &[NatGateway],
    egress_only: Option<&Handle>,
    stack: &mut Stack,
) -> Subnets {
    let mut tables = Vec::new();
    let mut routes = Vec::new();
    for zone in 0..parts.new.availability_zones {
        let number = zone + 1;
        let table = stack.add(Resource::new(
            format!("PrivateRoutes{number}"),
            &ec2::ROUTE_TABLE,
            Origin::new(
                Path::of("network").key("placement"),
                format!("where the traffic of private tasks in availability zone {number} goes"),
            ),
            props! { "VpcId": parts.vpc.id(), "Tags": tags::name(format!("private-{number}")) },
        ));
        let gateway = gateways.get(usize::from(zone)).or_else(|| gateways.first());
        if let Some(gateway) = gateway {
            routes.push(stack.add(Resource::new(
                format!("PrivateDefaultRoute{number}"),
                &ec2::ROUTE,
                Origin::new(
                    Path::of("network").key("nat"),
                    "sends what leaves the network to the NAT gateway",
                ),
                props! {
                    "RouteTableId": table.id(),
                    "DestinationCidrBlock": "0.0.0.0/0",
                    "NatGatewayId": gateway.handle.id(),
                },
            )));
        }
        if let Some(gateway) = egress_only {
            routes.push(ipv6::private_route(&table, gateway, number, stack));
        }
        tables.push(table);
    }
    subnets::lower(parts, Tier::Private, tables, routes, stack)
}
