//! Records that point callers to a load balancer they cannot reach.

use indexmap::IndexMap;

use super::LoadBalancer;
use crate::app::domains::Domains;
use crate::blueprint::{IpAddressType, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// Holds the load balancers against the domains of their names.
pub(in crate::app) fn check(
    load_balancers: &IndexMap<String, LoadBalancer>,
    domains: &Domains,
    out: &mut Diagnostics,
) {
    let mut uncalled: Vec<(&Path, &'static str)> = Vec::new();
    for load_balancer in load_balancers.values() {
        let is_internal = load_balancer.scheme == Scheme::Internal;
        let problem = out_of_reach(load_balancer);
        for name in &load_balancer.names {
            let homes = domains.of(&name.host, is_internal);
            let is_hidden = !homes.is_empty() && homes.iter().all(|domain| domain.is_private);
            if is_hidden && !is_internal {
                out.warning(
                    &name.at,
                    format!(
                        "only the VPC finds `{}`, and the load balancer is for the internet",
                        name.host
                    ),
                )
                .help(format!(
                    "add a public domain with the same zone, or write `{} = \"internal\"`",
                    load_balancer.scheme_at()
                ));
            }
            let checked = homes.iter().filter(|domain| domain.health_check.is_some());
            for domain in checked {
                if let Some(problem) = problem
                    && !uncalled.iter().any(|(at, _)| **at == domain.at)
                {
                    uncalled.push((&domain.at, problem));
                }
            }
        }
    }
    for (domain, problem) in uncalled {
        out.error(&domain.key("health_check"), problem)
            .help("leave it out: `evaluate_target_health` takes the health of the tasks");
    }
}

/// Why the health checkers of Route 53 cannot call a load balancer, if they cannot.
fn out_of_reach(load_balancer: &LoadBalancer) -> Option<&'static str> {
    if load_balancer.is_network() {
        return Some(
            "Route 53 would ask by HTTP, which the Network Load Balancer of these names does not speak",
        );
    }
    if load_balancer.scheme == Scheme::Internal {
        return Some(
            "Route 53 calls from the internet, and a load balancer of these names is internal",
        );
    }
    if load_balancer.listener.verifies_callers() {
        return Some(
            "Route 53 has no certificate to show, and a load balancer of these names lets nobody in without",
        );
    }
    // Route 53 API, "HealthCheckConfig": FullyQualifiedDomainName.
    (load_balancer.ip == IpAddressType::DualstackWithoutPublicIpv4).then_some(
        "Route 53 calls a name by IPv4, and a load balancer of these names has no public IPv4 address",
    )
}
