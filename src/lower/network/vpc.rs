//! A VPC that the stack makes, with its gateway to the internet.

use super::super::tags;
use super::endpoints::Endpoints;
use super::subnets::{self, Subnets};
use super::{Network, ipv6, nat};
use crate::app::{self, Ip, NewVpc, Tier};
use crate::catalog::ec2;
use crate::diagnostic::Path;
use crate::model::{Attribute, Handle, Origin, Resource, Stack, Value, props};

/// What is made of a VPC while its subnets are made.
pub(super) struct Parts<'a> {
    pub(super) new: &'a NewVpc,
    pub(super) vpc: Handle,
    /// Its further address ranges, as far as subnets are in them.
    cidr_blocks: Vec<(Tier, Handle)>,
    /// What gives it a range of IPv6 addresses, if it has one.
    pub(super) ipv6_range: Option<Handle>,
}

impl Parts<'_> {
    /// What must exist before a subnet of a kind.
    pub(super) fn ranges_of(&self, tier: Tier) -> impl Iterator<Item = &Handle> {
        let found = self.cidr_blocks.iter().find(|(other, _)| *other == tier);
        found
            .map(|(_, handle)| handle)
            .into_iter()
            .chain(&self.ipv6_range)
    }

    /// The IPv6 range of a subnet, by the index of its zone.
    pub(super) fn ipv6_subnet(&self, tier: Tier, zone: u8) -> Option<Value> {
        self.ipv6_range.as_ref()?;
        let range = self.vpc.get(Attribute::Ipv6CidrBlock);
        let index = self.new.ipv6_subnet(tier, zone);
        Some(Value::Ipv6Subnet(Box::new(range), index))
    }
}

pub(super) fn lower(new: &NewVpc, network: &app::Network, stack: &mut Stack) -> Network {
    let tiers = &network.tiers;
    let at = Path::of("network");
    stack.section(title(new, tiers));
    let vpc = stack.add(Resource::new(
        "Vpc",
        &ec2::VPC,
        Origin::new(at, "the app's own network"),
        props! {
            "CidrBlock": new.cidr.to_string(),
            "EnableDnsHostnames": true,
            "EnableDnsSupport": true,
            "Tags": tags::stack_name(),
        },
    ));
    let cidr_blocks = cidr_blocks(new, &vpc, stack);
    let ipv6_range = match network.ip {
        Ip::Ipv4 => None,
        Ip::Dualstack => Some(ipv6::range(&vpc, stack)),
    };
    let ip = network.ip;
    let parts = Parts {
        new,
        vpc,
        cidr_blocks,
        ipv6_range,
    };
    let egress_only = ipv6::egress_only_gateway(&parts, tiers, stack);
    let mut network = Network {
        vpc: parts.vpc.id(),
        tiers: Vec::new(),
        endpoints: Endpoints::default(),
        nat_addresses: Vec::new(),
        ip,
        ipv6_cidr_block: (ip == Ip::Dualstack).then(|| parts.vpc.get(Attribute::Ipv6CidrBlock)),
        ipv6_range: parts.ipv6_range.clone(),
        is_new: true,
    };
    let mut gateways = Vec::new();
    for tier in tiers {
        let subnets = match tier {
            Tier::Public => {
                let gateway = internet_gateway(&parts, stack);
                let public = public(&parts, &gateway, stack);
                gateways = nat::lower(new, &gateway, &public, stack);
                public
            }
            Tier::Private => nat::private(&parts, &gateways, egress_only.as_ref(), stack),
            Tier::Isolated => isolated(&parts, stack),
        };
        network.tiers.push((*tier, subnets));
    }
    network.nat_addresses = gateways.into_iter().map(|it| it.address).collect();
    network
}

fn title(new: &NewVpc, tiers: &[Tier]) -> String {
    let zones = new.availability_zones;
    let subnets = match tiers {
        [] => return "Network: a VPC".to_owned(),
        [only] => format!("{} {} subnet", article(*only), only.word()),
        [first, .., last] => format!(
            "{} {} and {} {} subnet",
            article(*first),
            first.word(),
            article(*last),
            last.word()
        ),
    };
    format!("Network: a VPC with {subnets} in each of {zones} availability zones")
}

fn article(tier: Tier) -> &'static str {
    match tier {
        Tier::Public | Tier::Private => "a",
        Tier::Isolated => "an",
    }
}

/// Further address ranges. A range cannot change, so it makes the id: numbers would make one replace another.
fn cidr_blocks(new: &NewVpc, vpc: &Handle, stack: &mut Stack) -> Vec<(Tier, Handle)> {
    let at = Path::of("network").key("secondary_cidrs");
    let mut blocks = Vec::new();
    for (index, range) in new.secondary_cidrs.iter().enumerate() {
        let why = match range.tier {
            Some(tier) => format!("the addresses of the {} subnets", tier.word()),
            None => "addresses for subnets of others".to_owned(),
        };
        let range_id = range.cidr.to_string().replace(['.', '/'], "x");
        let block = stack.add(Resource::new(
            format!("Vpc{range_id}CidrBlock"),
            &ec2::VPC_CIDR_BLOCK,
            Origin::new(at.index(index), why),
            props! { "VpcId": vpc.id(), "CidrBlock": range.cidr.to_string() },
        ));
        blocks.extend(range.tier.map(|tier| (tier, block)));
    }
    blocks
}

/// The gateway to the internet.
pub(super) struct Gateway {
    pub(super) id: Value,
    pub(super) attachment: Handle,
}

fn internet_gateway(parts: &Parts<'_>, stack: &mut Stack) -> Gateway {
    let at = Path::of("network");
    let gateway = stack.add(Resource::new(
        "InternetGateway",
        &ec2::INTERNET_GATEWAY,
        Origin::new(at.clone(), "the way to the internet, and back"),
        props! { "Tags": tags::stack_name() },
    ));
    let attachment = stack.add(Resource::new(
        "InternetGatewayAttachment",
        &ec2::VPC_GATEWAY_ATTACHMENT,
        Origin::new(at, "joins the gateway to the network"),
        props! { "VpcId": parts.vpc.id(), "InternetGatewayId": gateway.id() },
    ));
    Gateway {
        id: gateway.id(),
        attachment,
    }
}

fn public(parts: &Parts<'_>, gateway: &Gateway, stack: &mut Stack) -> Subnets {
    let at = Path::of("network");
    let routes = stack.add(Resource::new(
        "PublicRoutes",
        &ec2::ROUTE_TABLE,
        Origin::new(at.clone(), "where the traffic of public subnets goes"),
        props! { "VpcId": parts.vpc.id(), "Tags": tags::name("public") },
    ));
    let route = stack.add(
        Resource::new(
            "PublicDefaultRoute",
            &ec2::ROUTE,
            Origin::new(at, "sends what leaves the network to the internet"),
            props! {
                "RouteTableId": routes.id(),
                "DestinationCidrBlock": "0.0.0.0/0",
                "GatewayId": gateway.id.clone(),
            },
        )
        // EC2 refuses a route to a gateway that is not attached, and nothing above refers to the attachment.
        .after([&gateway.attachment]),
    );
    let mut ways = vec![route];
    ways.extend(ipv6::public_route(parts, &routes, gateway, stack));
    subnets::lower(parts, Tier::Public, vec![routes], ways, stack)
}

fn isolated(parts: &Parts<'_>, stack: &mut Stack) -> Subnets {
    let routes = stack.add(Resource::new(
        "IsolatedRoutes",
        &ec2::ROUTE_TABLE,
        Origin::new(
            Path::of("network").key("placement"),
            "isolated subnets reach the VPC and nothing else, but for endpoints",
        ),
        props! { "VpcId": parts.vpc.id(), "Tags": tags::name("isolated") },
    ));
    subnets::lower(parts, Tier::Isolated, vec![routes], Vec::new(), stack)
}
