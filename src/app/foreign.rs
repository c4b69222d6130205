//! Security groups that are there already, in a VPC that is not.

use indexmap::IndexMap;

use super::load_balancer::LoadBalancer;
use super::network::{Network, Vpc};
use super::peer::Peer;
use super::service::Service;
use crate::diagnostic::{Diagnostics, Path};

/// Warns of groups that cannot be in the VPC yet: EC2 takes none of another one, but for those of peered VPCs, and a task none at all.
pub(super) fn check(
    network: &Network,
    services: &IndexMap<String, Service>,
    load_balancers: &IndexMap<String, LoadBalancer>,
    out: &mut Diagnostics,
) {
    if matches!(network.vpc, Vpc::Existing(_)) || out.has_errors() {
        return;
    }
    let mut places = Vec::new();
    for service in services.values() {
        let rules = service.ingress.iter().chain(service.egress.rules());
        places.extend(rules.filter_map(|rule| place(&rule.peer, &rule.at)));
        let at = Path::of("services")
            .key(service.name.clone())
            .key("security_groups");
        places.extend((0..service.security_groups.len()).map(|index| at.index(index)));
    }
    for load_balancer in load_balancers.values() {
        let callers = load_balancer.callers.iter();
        places.extend(callers.filter_map(|caller| place(&caller.peer, &caller.at)));
    }
    for at in places {
        out.warning(
            &at,
            "the VPC is new, and no security group can be in it before the first deploy",
        )
        .help("add this once the group is made in the VPC of the stack, or bring the VPC with the group by `[network.existing]`");
    }
}

fn place(peer: &Peer, at: &Path) -> Option<Path> {
    matches!(peer, Peer::Group(_)).then(|| at.clone())
}
