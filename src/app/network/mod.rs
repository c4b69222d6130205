//! `[network]`: where tasks run, and how they reach what they need.

mod actions;
mod addresses;
mod endpoints;
mod existing;
mod placement;

pub use addresses::SecondaryCidr;
pub use endpoints::{EndpointKind, VpcEndpoint};
pub use existing::{ExistingVpc, Subnets};
pub use placement::{Placement, Tier};

pub(super) use addresses::address_range;
pub(super) use placement::of_service;

use indexmap::IndexMap;
use ipnet::Ipv4Net;

use super::service::Service;
use crate::blueprint::{self, Ip, Nat, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// The network.
#[derive(Clone, Debug)]
pub struct Network {
    /// The VPC.
    pub vpc: Vpc,
    /// The kinds of subnets that anything is in, of [`Tier::ALL`] and in its order.
    pub tiers: Vec<Tier>,
    /// VPC endpoints, and the subnets or routes that they belong to.
    pub endpoints: Vec<VpcEndpoint>,
    /// The kind of subnets that the endpoints are for.
    pub endpoint_tier: Tier,
    /// Which addresses there are.
    pub ip: Ip,
}

/// The VPC.
#[derive(Clone, Debug)]
pub enum Vpc {
    /// One that the stack makes.
    New(NewVpc),
    /// One that is there.
    Existing(ExistingVpc),
}

/// A VPC that the stack makes.
#[derive(Clone, Debug)]
pub struct NewVpc {
    /// Its address range: private, `/16` to `/23`.
    pub cidr: Ipv4Net,
    /// Its further address ranges.
    pub secondary_cidrs: Vec<SecondaryCidr>,
    /// How many availability zones are used, 2 to 4.
    pub availability_zones: u8,
    /// Its NAT gateways; [`Nat::None`] if nothing is in private subnets.
    pub nat: Nat,
}

impl Network {
    /// The address ranges that are meant by "the VPC"; none if nobody asks for those of an existing one.
    pub fn cidrs(&self) -> Vec<Ipv4Net> {
        match &self.vpc {
            Vpc::New(vpc) => std::iter::once(vpc.cidr)
                .chain(vpc.secondary_cidrs.iter().map(|secondary| secondary.cidr))
                .collect(),
            Vpc::Existing(vpc) => vpc.cidr.into_iter().collect(),
        }
    }

    /// The subnets of a load balancer: an internal one is where tasks are that the internet does not reach.
    pub fn tier_of(&self, scheme: Scheme) -> Tier {
        tier_of(scheme, |tier| match &self.vpc {
            Vpc::New(_) => self.tiers.contains(&tier),
            Vpc::Existing(vpc) => vpc.subnets(tier).is_some(),
        })
    }

    /// Whether tasks of a kind of subnets reach the internet.
    pub fn has_way_out(&self, tier: Tier) -> bool {
        match (&self.vpc, tier) {
            (_, Tier::Public) => true,
            (_, Tier::Isolated) => false,
            (Vpc::New(vpc), Tier::Private) => vpc.nat != Nat::None,
            (Vpc::Existing(_), Tier::Private) => true,
        }
    }
}

fn tier_of(scheme: Scheme, is_there: impl Fn(Tier) -> bool) -> Tier {
    let inner = [Tier::Private, Tier::Isolated];
    match scheme {
        Scheme::InternetFacing => Tier::Public,
        Scheme::Internal => inner
            .into_iter()
            .find(|tier| is_there(*tier))
            .unwrap_or(Tier::Public),
    }
}

/// Decides the network of these services, and of load balancers with these schemes.
pub(super) fn resolve(
    written: Option<&blueprint::Network>,
    services: &IndexMap<String, Service>,
    schemes: &[Scheme],
    out: &mut Diagnostics,
) -> Network {
    let at = Path::of("network");
    let nothing = blueprint::Network::default();
    let written = written.unwrap_or(&nothing);
    let of_tasks = |tier| services.values().any(|it| it.placement.tier() == tier);
    let vpc = match &written.existing {
        Some(existing) => {
            refuse_beside_existing(written, &at, out);
            Vpc::Existing(existing::resolve(existing, &at.key("existing"), out))
        }
        None => Vpc::New(NewVpc {
            nat: nat(written.nat, of_tasks(Tier::Private), &at, out),
            ..addresses::resolve(written, &at, out)
        }),
    };
    let has_nat = matches!(&vpc, Vpc::New(vpc) if vpc.nat != Nat::None);
    let is_there = |tier| match &vpc {
        Vpc::New(_) => of_tasks(tier),
        Vpc::Existing(vpc) => vpc.subnets(tier).is_some(),
    };
    let balanced: Vec<Tier> = schemes.iter().map(|it| tier_of(*it, is_there)).collect();
    let tiers = Tier::ALL.into_iter().filter(|tier| {
        let is_for_nat = has_nat && *tier == Tier::Public;
        of_tasks(*tier) || balanced.contains(tier) || is_for_nat
    });
    let inner = [Tier::Private, Tier::Isolated];
    let mut network = Network {
        tiers: tiers.collect(),
        endpoint_tier: inner
            .into_iter()
            .find(|tier| of_tasks(*tier))
            .unwrap_or(Tier::Public),
        endpoints: Vec::new(),
        ip: written.ip.unwrap_or(Ip::Ipv4),
        vpc,
    };
    network.endpoints = endpoints::resolve(written, &network, services, &at, out);
    match &network.vpc {
        Vpc::New(vpc) => addresses::check_tiers(vpc, &network.tiers, &at, out),
        Vpc::Existing(vpc) => existing::check(vpc, &network, &balanced, schemes, out),
    }
    network
}

fn nat(written: Option<Nat>, is_private: bool, at: &Path, out: &mut Diagnostics) -> Nat {
    if is_private {
        return written.unwrap_or(Nat::Single);
    }
    if matches!(written, Some(Nat::Single | Nat::PerAz)) && !out.has_errors() {
        out.warning(
            &at.key("nat"),
            "there is no NAT gateway, as no task is in a private subnet",
        )
        .help("leave `nat` out");
    }
    Nat::None
}

/// Reports what can only be said of a new VPC.
fn refuse_beside_existing(written: &blueprint::Network, at: &Path, out: &mut Diagnostics) {
    let fields = [
        ("cidr", written.cidr.is_some()),
        ("secondary_cidrs", written.secondary_cidrs.is_some()),
        ("availability_zones", written.availability_zones.is_some()),
        ("nat", written.nat.is_some()),
    ];
    for (key, _) in fields.into_iter().filter(|(_, is_written)| *is_written) {
        let diagnostic = out.error_at_key(
            &at.key(key),
            format!("`{key}` is for a new VPC: nothing is changed in an existing one"),
        );
        match key {
            "cidr" => diagnostic.help(
                "leave it out; `existing.cidr` says the range of the existing VPC, if it is needed",
            ),
            "availability_zones" => diagnostic
                .help("leave it out: tasks are in the zones of the subnets that are listed"),
            "nat" => diagnostic
                .help("leave it out: the routes of the existing subnets lead where they lead"),
            _ => diagnostic.help("leave it out"),
        };
    }
}
