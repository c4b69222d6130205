//! `[network.existing]`: a VPC that is there already.

use indexmap::IndexSet;
use ipnet::Ipv4Net;

use super::{Network, Tier, address_range};
use crate::app::identifier::is_id;
use crate::app::parameter::{self, Given, given};
use crate::blueprint::{self, OneOf, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// A VPC that is there already.
#[derive(Clone, Debug)]
pub struct ExistingVpc {
    /// Its id.
    pub id: Given,
    /// Its address range, if somebody needs it.
    pub cidr: Option<Ipv4Net>,
    subnets: [Option<Subnets>; 3],
}

/// Ids of subnets.
pub type Subnets = Given<Vec<String>>;

impl ExistingVpc {
    /// Its subnets of a kind.
    pub fn subnets(&self, tier: Tier) -> Option<&Subnets> {
        self.subnets[tier as usize].as_ref()
    }
}

/// The key of a kind of subnets.
fn key(tier: Tier) -> &'static str {
    match tier {
        Tier::Public => "public_subnets",
        Tier::Private => "private_subnets",
        Tier::Isolated => "isolated_subnets",
    }
}

type Written = OneOf<Vec<OneOf<String, blueprint::Subnet>>, blueprint::Parameter>;

fn written(existing: &blueprint::ExistingNetwork, tier: Tier) -> Option<&Written> {
    match tier {
        Tier::Public => existing.public_subnets.as_ref(),
        Tier::Private => existing.private_subnets.as_ref(),
        Tier::Isolated => existing.isolated_subnets.as_ref(),
    }
}

/// Resolves what is said of the VPC.
pub(super) fn resolve(
    existing: &blueprint::ExistingNetwork,
    at: &Path,
    out: &mut Diagnostics,
) -> ExistingVpc {
    let mut taken = IndexSet::new();
    ExistingVpc {
        id: vpc(existing.vpc.as_ref(), at, out),
        cidr: cidr(existing.cidr.as_deref(), &at.key("cidr"), out),
        subnets: Tier::ALL.map(|tier| {
            let subnets = written(existing, tier)?;
            Some(self::subnets(subnets, &at.key(key(tier)), &mut taken, out))
        }),
    }
}

fn vpc(
    written: Option<&OneOf<String, blueprint::Parameter>>,
    at: &Path,
    out: &mut Diagnostics,
) -> Given {
    let Some(written) = written else {
        out.missing(at, "vpc", "vpc = \"vpc-0123456789abcdef0\"");
        return Given::Literal(String::new());
    };
    let check = |id: &str, at: &Path, out: &mut Diagnostics| check_id(id, "vpc", at, out);
    given(written, "VpcId", &at.key("vpc"), check, out)
}

fn cidr(written: Option<&str>, at: &Path, out: &mut Diagnostics) -> Option<Ipv4Net> {
    let range = address_range(written?, at, out);
    if range.is_none() {
        out.mark_unreadable(at.clone());
    }
    let range = range?;
    if !(16..=28).contains(&range.prefix_len()) {
        // "VPC CIDR blocks".
        let message = format!("no VPC has a range of `/{}`", range.prefix_len());
        out.error(at, message)
            .help("write the range of the VPC, from `/16` to `/28`");
    }
    Some(range)
}

fn subnets(
    written: &Written,
    at: &Path,
    taken: &mut IndexSet<String>,
    out: &mut Diagnostics,
) -> Subnets {
    let list = match written {
        OneOf::First(list) => list,
        OneOf::Second(written) => {
            let name = written.parameter.as_deref();
            return Given::Parameter(parameter::name(name, "PrivateSubnetIds", at, out));
        }
    };
    if list.is_empty() {
        out.error(at, "there is no subnet in the list")
            .help("write ids of subnets, or leave the list out");
    }
    let mut zones: IndexSet<&str> = IndexSet::new();
    let mut ids = Vec::with_capacity(list.len());
    for (index, subnet) in list.iter().enumerate() {
        let at = at.index(index);
        let id = match subnet {
            OneOf::First(id) => Some(id),
            OneOf::Second(subnet) => {
                if let Some(zone) = &subnet.zone {
                    check_zone(zone, &mut zones, &at.key("zone"), out);
                }
                if subnet.id.is_none() {
                    out.missing(&at, "id", "id = \"subnet-0123456789abcdef0\"");
                }
                subnet.id.as_ref()
            }
        };
        let Some(id) = id else {
            continue;
        };
        check_id(id, "subnet", &at, out);
        if !taken.insert(id.clone()) {
            out.error(&at, format!("`{}` is listed twice", id.escape_debug()))
                .help("a subnet is public, private or isolated: leave one of them out");
        }
        ids.push(id.clone());
    }
    Given::Literal(ids)
}

fn check_id(id: &str, kind: &str, at: &Path, out: &mut Diagnostics) {
    if !is_id(id, &format!("{kind}-")) {
        let what = if kind == "vpc" { "VPC" } else { kind };
        let message = format!("`{}` is not the id of a {what}", id.escape_debug());
        out.error(at, message)
            .help(format!("write an id, as `\"{kind}-0123456789abcdef0\"`"));
    }
}

/// Elastic Load Balancing and VPC endpoints take one subnet of a zone; and so would everything be in one zone.
fn check_zone<'a>(zone: &'a str, zones: &mut IndexSet<&'a str>, at: &Path, out: &mut Diagnostics) {
    // `eu-west-1a`, and local zones: `us-west-2-lax-1a`.
    let words: Vec<&str> = zone.split('-').collect();
    let is_word = |word: &&str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let ends_well = match zone.as_bytes() {
        [.., digit, letter] => digit.is_ascii_digit() && letter.is_ascii_lowercase(),
        _ => false,
    };
    if !(words.len() >= 3 && words.iter().all(is_word) && ends_well) {
        let message = format!("`{}` is not an availability zone", zone.escape_debug());
        out.error(at, message)
            .help("write the name of a zone, as `\"eu-west-1a\"`");
    } else if !zones.insert(zone) {
        out.error(at, format!("there is a subnet in `{zone}` already"))
            .help("list one subnet of each zone: load balancers and endpoints take no more");
    }
}

/// Holds what the VPC has against what the app needs of it.
pub(super) fn check(
    vpc: &ExistingVpc,
    network: &Network,
    balanced: &[Tier],
    schemes: &[Scheme],
    out: &mut Diagnostics,
) {
    let at = Path::of("network").key("existing");
    for tier in Tier::ALL {
        let word = tier.word();
        match vpc.subnets(tier) {
            None if network.tiers.contains(&tier) => {
                let example = format!("{} = [\"subnet-…\", \"subnet-…\"]", key(tier));
                if let Some(diagnostic) = out.missing(&at, key(tier), &example) {
                    let what = match balanced.contains(&tier) {
                        true => "the load balancer belongs into such subnets",
                        false => "tasks belong into such subnets",
                    };
                    diagnostic.help(format!("write `{example}`: {what}"));
                }
            }
            Some(_) if !network.tiers.contains(&tier) && !out.has_errors() => {
                out.warning(
                    &at.key(key(tier)),
                    format!("nothing of the app is in {word} subnets"),
                )
                .help(format!("leave `{}` out", key(tier)));
            }
            Some(Given::Literal(ids)) if balanced.contains(&tier) && ids.len() == 1 => {
                // Elastic Load Balancing API, "CreateLoadBalancer".
                out.error(&at.key(key(tier)), "a load balancer needs two subnets")
                    .help("list subnets in two availability zones");
            }
            _ => {}
        }
    }
    if schemes.contains(&Scheme::Internal) && vpc.cidr.is_none() {
        if let Some(diagnostic) = out.missing(&at, "cidr", "cidr = \"10.0.0.0/16\"") {
            diagnostic.help(
                "write the address range of the VPC, as `cidr = \"10.0.0.0/16\"`: an internal load balancer answers to it",
            );
        }
    } else if vpc.cidr.is_some() && !schemes.contains(&Scheme::Internal) && !out.has_errors() {
        out.warning(&at.key("cidr"), "nobody asks for the range of the VPC")
            .help("leave it out: only an internal load balancer needs it");
    }
}
