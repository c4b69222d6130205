//! `ingress`: who may reach a service besides its load balancer.

use super::Surroundings;
use super::endpoint::Port;
use super::peer;
use super::rule::{self, Ports, Rule};
use crate::blueprint::{self, OneOf, Transport};
use crate::diagnostic::{Diagnostics, Path};

/// Resolves `ingress` of a service.
pub(super) fn resolve(
    service: &blueprint::Service,
    port: Option<Port>,
    surroundings: &Surroundings<'_>,
    service_at: &Path,
    out: &mut Diagnostics,
) -> Vec<Rule> {
    let written = service.ingress.as_deref().unwrap_or_default();
    let at = service_at.key("ingress");
    let mut rules = Vec::with_capacity(written.len());
    for (i, entry) in written.iter().enumerate() {
        let at = at.index(i);
        let long = match entry {
            OneOf::First(text) => &blueprint::Ingress::new().from(text.clone()),
            OneOf::Second(long) => long,
        };
        let is_long = matches!(entry, OneOf::Second(_));
        let from_at = if is_long { at.key("from") } else { at.clone() };
        let Some(from) = &long.from else {
            out.missing(&at, "from", "from = \"10.0.0.0/8\"");
            continue;
        };
        let peer = peer::resolve(from, &surroundings.service_names(), &from_at, out);
        let ports = match (&long.port, port) {
            (Some(written), _) => rule::ports(written, &at.key("port"), out),
            (None, Some(port)) => Some(Ports::one(port.number)),
            (None, None) => {
                report_no_port(is_long, &at, service_at, out);
                None
            }
        };
        let description = rule::description(long.description.as_ref(), &at.key("description"), out);
        let (Some(peer), Some(ports)) = (peer, ports) else {
            continue;
        };
        if peer.is_everybody() {
            out.warning(&from_at, "everyone can reach the container, past the load balancer, its TLS and its firewall")
            .help("name the ranges that need to, or leave `ingress` out");
        }
        let rule = Rule {
            peer,
            ports,
            transport: long.protocol.unwrap_or(Transport::Tcp),
            description,
            at,
        };
        rule::add(rule, &mut rules, out);
    }
    rules
}

fn report_no_port(is_long: bool, at: &Path, service: &Path, out: &mut Diagnostics) {
    let unread = [at.key("port"), service.key("port")];
    if unread.iter().any(|path| out.is_unreadable(path)) {
        return;
    }
    let message = format!("nothing says which port may be reached: `{service}` has none");
    let diagnostic = out.error(at, message);
    match is_long {
        true => diagnostic.help("write a `port` beside `from`"),
        false => diagnostic
            .help("write the long form, as `{ from = \"10.0.0.0/8\", port = 9090 }`, or the service's `port`"),
    };
}
