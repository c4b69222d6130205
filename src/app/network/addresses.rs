//! The address plan: which range each subnet has.

use ipnet::Ipv4Net;

use super::{NewVpc, Tier};
use crate::app::quantity::{Field, integer};
use crate::blueprint::{self, Nat, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// Most availability zones: every tier of subnets is divided for as many, so that adding one moves no other.
const MOST_ZONES: u8 = 4;

/// The smallest subnet of a load balancer ("Application Load Balancers", subnets).
const SMALLEST_SUBNET: u8 = 27;

/// A further address range of a VPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondaryCidr {
    /// The range.
    pub cidr: Ipv4Net,
    /// The subnets that are in it.
    pub tier: Option<Tier>,
}

impl NewVpc {
    /// The address range of a subnet, by the index of its zone.
    ///
    /// The lower half of the VPC is kept for private subnets and the last quarter for isolated ones; the third quarter is
    /// public. Each part is divided for four zones, and so is a further range that is kept for a kind of subnets. So a range
    /// depends on nothing but the VPC, the kind and the zone.
    pub fn subnet(&self, tier: Tier, zone: u8) -> Ipv4Net {
        let part = match (self.secondary_cidr_of(tier), tier) {
            (Some(secondary), _) => secondary.cidr,
            (None, Tier::Private) => part_of(self.cidr, 1, 0),
            (None, Tier::Public) => part_of(self.cidr, 2, 2),
            (None, Tier::Isolated) => part_of(self.cidr, 2, 3),
        };
        part_of(part, 2, u32::from(zone))
    }

    /// Which of the 256 parts of the VPC's IPv6 range a subnet has, by the index of its zone: those are divided as the IPv4 range is.
    pub fn ipv6_subnet(&self, tier: Tier, zone: u8) -> u8 {
        let first = match tier {
            Tier::Private => 0,
            Tier::Public => 128,
            Tier::Isolated => 192,
        };
        first + zone
    }

    /// The further range that a kind of subnets is in, if it is in one.
    pub fn secondary_cidr_of(&self, tier: Tier) -> Option<&SecondaryCidr> {
        let mut kept = self.secondary_cidrs.iter();
        kept.find(|secondary| secondary.tier == Some(tier))
    }
}

/// The part of this index of a range that is halved so many times.
fn part_of(range: Ipv4Net, halvings: u8, index: u32) -> Ipv4Net {
    let length = range.prefix_len() + halvings;
    let size = 1_u32 << (32 - u32::from(length));
    let address = u32::from(range.network()) + index * size;
    Ipv4Net::new_assert(address.into(), length)
}

/// Decides the address plan of a new VPC.
pub(super) fn resolve(written: &blueprint::Network, at: &Path, out: &mut Diagnostics) -> NewVpc {
    let zones = Field {
        section: at,
        key: "availability_zones",
    };
    let most = i64::from(MOST_ZONES);
    let zones = integer(written.availability_zones, zones, 2..=most, 2, out);
    let cidr = cidr(written.cidr.as_deref(), &at.key("cidr"), out);
    let secondary = written.secondary_cidrs.as_deref().unwrap_or_default();
    NewVpc {
        cidr,
        secondary_cidrs: secondary_cidrs(secondary, cidr, at, out),
        availability_zones: u8::try_from(zones).map_or(2, |zones| zones.min(MOST_ZONES)),
        nat: Nat::None,
    }
}

fn secondary_cidrs(
    written: &[OneOf<String, blueprint::SecondaryCidr>],
    primary: Ipv4Net,
    network: &Path,
    out: &mut Diagnostics,
) -> Vec<SecondaryCidr> {
    let at = network.key("secondary_cidrs");
    // "Amazon VPC quotas": IPv4 CIDR blocks per VPC.
    const MOST: usize = 4;
    if written.len() > MOST {
        let message = format!("there are {} further address ranges", written.len());
        out.warning(&at, message).help(format!(
            "an account begins with {MOST} beside the first: have the quota \"IPv4 CIDR blocks per VPC\" raised"
        ));
    }
    let mut ranges: Vec<SecondaryCidr> = Vec::with_capacity(written.len());
    for (index, written) in written.iter().enumerate() {
        let Some((range, at)) = secondary_cidr(written, &at.index(index), out) else {
            continue;
        };
        let mut others = ranges.iter().map(|other| other.cidr);
        let overlaps = |other: &Ipv4Net| other.contains(&range.cidr) || range.cidr.contains(other);
        if overlaps(&primary) || others.any(|other| overlaps(&other)) {
            out.error(
                &at,
                format!("`{}` is in another range of the VPC", range.cidr),
            )
            .help("write a range that has no address in common with `cidr` and the others");
        } else {
            check_association(range.cidr, primary, &at, out);
        }
        if let Some(tier) = range.tier
            && ranges.iter().any(|other| other.tier == Some(tier))
        {
            let message = format!("the {} subnets are in another range already", tier.word());
            out.error(&at, message)
                .help("a kind of subnets is in one range: leave `tier` out of one of them");
        }
        ranges.push(range);
    }
    ranges
}

/// A further range, and where it is written.
fn secondary_cidr(
    written: &OneOf<String, blueprint::SecondaryCidr>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<(SecondaryCidr, Path)> {
    let (text, at, tier) = match written {
        OneOf::First(text) => (text, at.clone(), None),
        OneOf::Second(long) => {
            if long.tier.is_none() {
                out.missing(at, "tier", "tier = \"private\"");
            }
            let Some(text) = &long.cidr else {
                out.missing(at, "cidr", "cidr = \"100.64.0.0/16\"");
                return None;
            };
            (text, at.key("cidr"), long.tier.map(Tier::from))
        }
    };
    let cidr = address_range(text, &at, out)?;
    // "VPC CIDR blocks" allows /16 to /28; a quarter of a /25 is the smallest subnet that a load balancer can be in.
    let most = if tier.is_some() {
        SMALLEST_SUBNET - 2
    } else {
        28
    };
    if !(16..=most).contains(&cidr.prefix_len()) {
        let message = format!(
            "a VPC cannot have a further range of `/{}`",
            cidr.prefix_len()
        );
        out.error(&at, message).help(match tier {
            Some(_) => {
                format!("write a range from `/16` to `/{most}`, which is divided for four zones")
            }
            None => format!("write a range from `/16` to `/{most}`"),
        });
        return None;
    }
    Some((SecondaryCidr { cidr, tier }, at))
}

const PRIVATE: [Ipv4Net; 3] = [
    Ipv4Net::new_assert(std::net::Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(std::net::Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(std::net::Ipv4Addr::new(192, 168, 0, 0), 16),
];

/// What AWS lets a VPC have besides its first range ("VPC CIDR blocks", IPv4 CIDR block association restrictions).
fn check_association(range: Ipv4Net, primary: Ipv4Net, at: &Path, out: &mut Diagnostics) {
    let is_in = |outer: &str| outer.parse().is_ok_and(|o: Ipv4Net| o.contains(&range));
    let family = |range: &Ipv4Net| PRIVATE.iter().position(|family| family.contains(range));
    let is_first_in = |outer: &str| outer.parse().is_ok_and(|o: Ipv4Net| o.contains(&primary));
    let reserved = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];
    let problem = match family(&range) {
        Some(_) if family(&range) != family(&primary) => Some("is of another private range"),
        Some(_) if is_in("10.0.0.0/16") && is_first_in("10.0.0.0/15") => {
            Some("is of 10.0.0.0/16, which AWS keeps from a VPC that begins in 10.0.0.0/15")
        }
        Some(_) if is_in("172.31.0.0/16") => Some("is of 172.31.0.0/16, where default VPCs are"),
        None if is_in("198.19.0.0/16") => Some("is of 198.19.0.0/16, which AWS uses itself"),
        None if reserved.iter().any(|outer| is_in(outer)) => Some("cannot be the range of a VPC"),
        _ => None,
    };
    if let Some(problem) = problem {
        out.error(at, format!("`{range}` {problem}")).help(format!(
            "beside `{primary}`, write a range of 100.64.0.0/10, or another of the same private range"
        ));
    } else if family(&range).is_none() && !is_in("100.64.0.0/10") {
        out.warning(at, format!("`{range}` are public addresses"))
            .help("unless they are your own: what has them on the internet cannot be reached; write a range of 100.64.0.0/10");
    }
}

/// Reports a range for subnets that there are none of.
pub(super) fn check_tiers(vpc: &NewVpc, tiers: &[Tier], network: &Path, out: &mut Diagnostics) {
    for (index, range) in vpc.secondary_cidrs.iter().enumerate() {
        if let Some(tier) = range.tier
            && !tiers.contains(&tier)
            && !out.has_errors()
        {
            let at = network.key("secondary_cidrs").index(index).key("tier");
            out.warning(
                &at,
                format!("nothing of the app is in {} subnets", tier.word()),
            )
            .help("leave `tier` out, or choose where tasks are");
        }
    }
}

fn cidr(written: Option<&str>, at: &Path, out: &mut Diagnostics) -> Ipv4Net {
    let default = Ipv4Net::new_assert([10, 0, 0, 0].into(), 16);
    let Some(text) = written else {
        return default;
    };
    let Some(cidr) = address_range(text, at, out) else {
        return default;
    };
    if !(16..=23).contains(&cidr.prefix_len()) {
        // "VPC CIDR blocks" allows /16 to /28; a load balancer's subnets need a /27 ("Application Load Balancers", subnets),
        // which is a sixteenth of a /23.
        out.error(
            at,
            format!(
                "a network of `/{}` cannot be divided for the app",
                cidr.prefix_len()
            ),
        )
        .help("write a range from `/16` to `/23`");
        return default;
    }
    if !PRIVATE.iter().any(|range| range.contains(&cidr)) {
        out.error(at, format!("`{cidr}` is not a private address range"))
            .help("write a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
    }
    cidr
}

/// An IPv4 range, written with the address it begins at.
pub(in crate::app) fn address_range(
    text: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Ipv4Net> {
    let Ok(range) = text.parse::<Ipv4Net>() else {
        out.error(
            at,
            format!("`{}` is not an IPv4 address range", text.escape_debug()),
        )
        .help("write an address and a prefix length, as `\"10.0.0.0/16\"`");
        return None;
    };
    if range.trunc() != range {
        out.error(
            at,
            format!("`{range}` does not begin at an address of that range"),
        )
        .label(format!("did you mean `{}`?", range.trunc()));
        return None;
    }
    Some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vpc(cidr: &str, secondary: &[(&str, Option<Tier>)]) -> NewVpc {
        NewVpc {
            cidr: cidr.parse().unwrap_or_default(),
            secondary_cidrs: secondary
                .iter()
                .map(|(cidr, tier)| SecondaryCidr {
                    cidr: cidr.parse().unwrap_or_default(),
                    tier: *tier,
                })
                .collect(),
            availability_zones: 4,
            nat: Nat::None,
        }
    }

    fn subnets(vpc: &NewVpc) -> Vec<Ipv4Net> {
        let zones = |tier| (0..MOST_ZONES).map(move |zone| vpc.subnet(tier, zone));
        Tier::ALL.into_iter().flat_map(zones).collect()
    }

    #[test]
    fn subnets_lie_inside_the_vpc_apart_from_each_other() {
        for cidr in ["10.0.0.0/16", "192.168.128.0/18", "172.16.2.0/23"] {
            let vpc = vpc(cidr, &[]);
            let subnets = subnets(&vpc);
            for (i, subnet) in subnets.iter().enumerate() {
                assert!(vpc.cidr.contains(subnet), "{subnet} in {cidr}");
                assert!(
                    subnet.prefix_len() <= SMALLEST_SUBNET,
                    "{subnet} is large enough for a load balancer"
                );
                assert!(subnets[..i].iter().all(|other| !other.contains(subnet)));
            }
        }
    }

    #[test]
    fn each_kind_has_its_part() {
        let vpc = vpc("10.0.0.0/16", &[]);
        let first_two = |tier| [0, 1].map(|zone| vpc.subnet(tier, zone).to_string());
        assert_eq!(first_two(Tier::Private), ["10.0.0.0/19", "10.0.32.0/19"]);
        assert_eq!(first_two(Tier::Public), ["10.0.128.0/20", "10.0.144.0/20"]);
        assert_eq!(
            first_two(Tier::Isolated),
            ["10.0.192.0/20", "10.0.208.0/20"]
        );
    }

    #[test]
    fn a_further_range_can_hold_a_kind_and_moves_no_other() {
        let ranges = [
            ("100.64.0.0/16", Some(Tier::Private)),
            ("10.1.0.0/16", None),
        ];
        let with = vpc("10.0.0.0/16", &ranges);
        let without = vpc("10.0.0.0/16", &[]);
        assert_eq!(with.subnet(Tier::Private, 3).to_string(), "100.64.192.0/18");
        for tier in [Tier::Public, Tier::Isolated] {
            assert_eq!(with.subnet(tier, 1), without.subnet(tier, 1));
        }
    }

    fn is_taken(range: &str, primary: &str) -> bool {
        let mut out = Diagnostics::new();
        let [range, primary] = [range, primary].map(|text| text.parse().unwrap_or_default());
        check_association(range, primary, &Path::root(), &mut out);
        !out.has_errors()
    }

    #[test]
    fn further_ranges_are_those_that_aws_takes() {
        for (range, primary) in [
            ("100.64.0.0/16", "10.0.0.0/16"),
            ("10.2.0.0/16", "10.0.0.0/16"),
            ("10.0.0.0/24", "10.4.0.0/16"),
            ("172.20.0.0/16", "172.16.0.0/16"),
            ("192.168.4.0/24", "192.168.0.0/22"),
        ] {
            assert!(is_taken(range, primary), "{range} beside {primary}");
        }
        for (range, primary) in [
            ("172.16.0.0/16", "10.0.0.0/16"),
            ("10.0.8.0/24", "10.1.0.0/16"),
            ("172.31.0.0/20", "172.16.0.0/16"),
            ("198.19.1.0/24", "192.168.0.0/22"),
            ("169.254.0.0/16", "10.0.0.0/16"),
        ] {
            assert!(!is_taken(range, primary), "{range} beside {primary}");
        }
    }
}
