//! The names that requests to a load balancer are for.

use indexmap::IndexMap;

use super::LoadBalancer;
use super::rules::Candidate;
use crate::app::domain::HostName;
use crate::app::domains::Domains;
use crate::diagnostic::{Diagnostics, Path};

/// A name, and where it stands first.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name.
    pub host: HostName,
    /// Where it stands in the blueprint.
    pub at: Path,
}

/// The names of all rules, each once.
pub(super) fn of(candidates: &[Candidate]) -> Vec<Name> {
    let mut names: IndexMap<&HostName, Path> = IndexMap::new();
    for candidate in candidates {
        let at = candidate.at.key("hosts");
        for (index, host) in candidate.conditions.hosts.iter().enumerate() {
            names.entry(host).or_insert_with(|| at.index(index));
        }
    }
    let names = names.into_iter();
    names
        .map(|(host, at)| Name {
            host: host.clone(),
            at,
        })
        .collect()
}

/// Reports names that would point to two load balancers.
pub(super) fn check(
    load_balancers: &IndexMap<String, LoadBalancer>,
    domains: &Domains,
    out: &mut Diagnostics,
) {
    if domains.is_empty() {
        return;
    }
    let mut taken: IndexMap<&HostName, &Path> = IndexMap::new();
    for load_balancer in load_balancers.values() {
        for name in &load_balancer.names {
            if let Some(other) = taken.insert(&name.host, &load_balancer.at) {
                out.error(
                    &name.at,
                    format!("`{}` points to `{other}` already", name.host),
                )
                .help("a name leads to one load balancer: take it from one of the two");
            }
        }
    }
}
