//! `[network]`: the address plan.

use ipnet::Ipv4Net;

use super::quantity::{Field, integer};
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// Most availability zones: every tier of subnets is divided for as many, so that adding one moves no other.
const MOST_ZONES: u8 = 4;

/// The network.
#[derive(Clone, Debug)]
pub struct Network {
    /// Address range of the VPC: private, `/16` to `/23`.
    pub cidr: Ipv4Net,
    /// How many availability zones are used, 2 to 4.
    pub availability_zones: u8,
}

impl Network {
    /// The address range of the public subnet of a zone, by the index of the zone.
    ///
    /// The lower half of the VPC is kept for private subnets and the last quarter for isolated ones; the third quarter is
    /// public. Each part is divided for four zones, so a range depends on nothing but the VPC and the zone.
    pub fn public_subnet(&self, zone: u8) -> Ipv4Net {
        let sixteenths = self.cidr.prefix_len() + 4;
        let first_public = 8;
        let index = first_public + u32::from(zone);
        let size = 1_u32 << (32 - u32::from(sixteenths));
        let address = u32::from(self.cidr.network()) + index * size;
        Ipv4Net::new_assert(address.into(), sixteenths)
    }
}

/// Decides the address plan.
pub(super) fn resolve(written: Option<&blueprint::Network>, out: &mut Diagnostics) -> Network {
    let at = Path::of("network");
    let zones = Field {
        section: &at,
        key: "availability_zones",
    };
    let zones = integer(
        written.and_then(|network| network.availability_zones),
        zones,
        2..=i64::from(MOST_ZONES),
        2,
        out,
    );
    Network {
        cidr: cidr(
            written.and_then(|n| n.cidr.as_deref()),
            &at.key("cidr"),
            out,
        ),
        availability_zones: u8::try_from(zones).map_or(2, |zones| zones.min(MOST_ZONES)),
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
    let private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    if !private
        .iter()
        .any(|range| range.parse().is_ok_and(|r: Ipv4Net| r.contains(&cidr)))
    {
        out.error(at, format!("`{cidr}` is not a private address range"))
            .help("write a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
    }
    cidr
}

/// An IPv4 range, written with the address it begins at.
pub(super) fn address_range(text: &str, at: &Path, out: &mut Diagnostics) -> Option<Ipv4Net> {
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

    fn network(cidr: &str, availability_zones: u8) -> Network {
        Network {
            cidr: cidr.parse().unwrap_or_default(),
            availability_zones,
        }
    }

    #[test]
    fn subnets_lie_inside_the_vpc_apart_from_each_other() {
        for cidr in ["10.0.0.0/16", "192.168.128.0/18", "172.16.2.0/23"] {
            let network = network(cidr, 4);
            let subnets: Vec<_> = (0..4).map(|zone| network.public_subnet(zone)).collect();
            for (i, subnet) in subnets.iter().enumerate() {
                assert!(network.cidr.contains(subnet), "{subnet} in {cidr}");
                assert!(
                    subnet.prefix_len() <= 27,
                    "{subnet} is large enough for a load balancer"
                );
                assert!(subnets[..i].iter().all(|other| !other.contains(subnet)));
            }
        }
    }

    #[test]
    fn the_public_quarter_is_the_third() {
        let network = network("10.0.0.0/16", 2);
        let subnets = [0, 1].map(|zone| network.public_subnet(zone).to_string());
        assert_eq!(subnets, ["10.0.128.0/20", "10.0.144.0/20"]);
    }
}
