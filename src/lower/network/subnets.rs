//! The subnets of a kind, one in each availability zone.

use super::super::tags;
use super::vpc::Parts;
use crate::app::Tier;
use crate::catalog::ec2;
use crate::diagnostic::Path;
use crate::model::{Handle, Origin, Resource, Stack, Value, props};

/// The subnets of a kind.
pub(super) struct Subnets {
    /// Their ids.
    pub(super) ids: Value,
    /// Those that the stack makes, by zone.
    pub(super) handles: Vec<Handle>,
    /// What gives each of those its routes, by zone.
    pub(super) associations: Vec<Handle>,
    /// Their route tables.
    pub(super) route_tables: Vec<Handle>,
    /// What must exist before anything in them has the routes they are meant to have.
    pub(super) way_out: Vec<Handle>,
}

/// Makes a subnet in each zone, with the route table of its zone, or the only one there is; `routes` is what is in the tables.
pub(super) fn lower(
    parts: &Parts<'_>,
    tier: Tier,
    route_tables: Vec<Handle>,
    routes: Vec<Handle>,
    stack: &mut Stack,
) -> Subnets {
    let mut handles = Vec::new();
    let mut associations = Vec::new();
    for zone in 0..parts.new.availability_zones {
        let subnet = subnet(parts, tier, zone, stack);
        let table = route_tables
            .get(usize::from(zone))
            .or_else(|| route_tables.first());
        let at = Path::of("network").key("availability_zones");
        associations.extend(table.map(|table| {
            stack.add(Resource::new(
                format!("{}Subnet{}Routes", prefix(tier), zone + 1),
                &ec2::SUBNET_ROUTE_TABLE_ASSOCIATION,
                Origin::new(
                    at,
                    match tier {
                        Tier::Public => "makes the subnet a public one",
                        Tier::Private => "makes the subnet a private one",
                        Tier::Isolated => "makes the subnet an isolated one",
                    },
                ),
                props! { "SubnetId": subnet.id(), "RouteTableId": table.id() },
            ))
        }));
        handles.push(subnet);
    }
    let ids: Vec<Value> = handles.iter().map(Handle::id).collect();
    let way_out = [routes.as_slice(), associations.as_slice()].concat();
    Subnets {
        ids: ids.into(),
        handles,
        associations,
        route_tables,
        way_out,
    }
}

fn subnet(parts: &Parts<'_>, tier: Tier, zone: u8, stack: &mut Stack) -> Handle {
    let number = zone + 1;
    let word = tier.word();
    let subnet = Resource::new(
        format!("{}Subnet{number}", prefix(tier)),
        &ec2::SUBNET,
        Origin::new(
            Path::of("network").key("availability_zones"),
            format!("the {word} subnet of availability zone {number}"),
        ),
        props! {
            "VpcId": parts.vpc.id(),
            "AvailabilityZone": Value::AvailabilityZone(zone),
            "CidrBlock": parts.new.subnet(tier, zone).to_string(),
            "Ipv6CidrBlock" ?: parts.ipv6_subnet(tier, zone),
            // ECS gives tasks IPv6 addresses where the subnet does.
            "AssignIpv6AddressOnCreation" ?: parts.ipv6_range.as_ref().map(|_| true),
            // A public address is given to those that ask for one, not to whatever is put here.
            "MapPublicIpOnLaunch": false,
            "Tags": tags::name(format!("{word}-{number}")),
        },
    );
    // Nothing in a subnet says which range of the VPC it is in, and the VPC tells its IPv6 range before it has one.
    stack.add(subnet.after(parts.ranges_of(tier)))
}

/// What ids begin with that belong to subnets of a kind.
fn prefix(tier: Tier) -> &'static str {
    match tier {
        Tier::Public => "Public",
        Tier::Private => "Private",
        Tier::Isolated => "Isolated",
    }
}
