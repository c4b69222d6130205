//! `ingress`: who may reach a service besides its load balancer.

use ipnet::Ipv4Net;

use super::network::address_range;
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// Resolves `ingress` of a service.
pub(super) fn resolve(
    service: &blueprint::Service,
    service_at: &Path,
    out: &mut Diagnostics,
) -> Vec<Ipv4Net> {
    let written = service.ingress.as_deref().unwrap_or_default();
    let at = service_at.key("ingress");
    let mut ranges = Vec::with_capacity(written.len());
    for (i, text) in written.iter().enumerate() {
        let at = at.index(i);
        let Some(range) = address_range(text, &at, out) else {
            continue;
        };
        if range.prefix_len() == 0 {
            out.warning(&at, "everyone can reach the container, past the load balancer, its TLS and its firewall")
            .help("name the ranges that need to, or leave `ingress` out");
        }
        if ranges.contains(&range) {
            out.error(&at, format!("`{range}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        ranges.push(range);
    }
    ranges
}
