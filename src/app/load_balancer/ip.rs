//! `ip` of a load balancer: by which addresses it is reached.

use crate::blueprint::{self, Ip, IpAddressType, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// Decides on the addresses of a load balancer.
pub(super) fn resolve(
    written: Option<IpAddressType>,
    scheme: Scheme,
    network: Option<&blueprint::Network>,
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> IpAddressType {
    let of_network = network.and_then(|network| network.ip).unwrap_or(Ip::Ipv4);
    let Some(ip) = written else {
        return match of_network {
            Ip::Ipv4 => IpAddressType::Ipv4,
            Ip::Dualstack => IpAddressType::Dualstack,
        };
    };
    let at = load_balancer.key("ip");
    let unread = Path::of("network").key("ip");
    if ip != IpAddressType::Ipv4 && of_network == Ip::Ipv4 && !out.is_unreadable(&unread) {
        // Application Load Balancers user guide, "IP address types": the subnets must have IPv6 ranges.
        out.error(&at, "the subnets of the load balancer have no IPv6")
            .help("write `ip = \"dualstack\"` in `[network]`");
    }
    if ip == IpAddressType::DualstackWithoutPublicIpv4 && scheme == Scheme::Internal {
        // The same: only internet-facing load balancers.
        out.error(
            &at,
            "an internal load balancer has no public addresses anyway",
        )
        .help("write `\"dualstack\"`, or leave `ip` out");
    }
    ip
}
