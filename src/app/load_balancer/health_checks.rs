//! The rules by which the health checkers of Route 53 reach the services.

use super::rules::{Candidate, Owner};
use crate::app::domain::Domain;
use crate::app::domains::Domains;
use crate::app::route::action::Action;
use crate::app::route::conditions::Conditions;
use crate::blueprint::Scheme;

/// A rule for each domain with a health check that names of these routes are in.
///
/// The checkers ask for the load balancer's own name, which is the only one that leads to this stack and to no other, so that name
/// and the path have a rule of their own. It leads where the first name in the domain leads.
pub(super) fn candidates(
    routes: &[Candidate],
    scheme: Scheme,
    domains: &Domains,
) -> Vec<Candidate> {
    let is_internal = scheme == Scheme::Internal;
    let is_in = |route: &Candidate, domain: &Domain| {
        let hosts = route.conditions.hosts.iter();
        let mut homes = hosts.flat_map(|host| domains.of(host, is_internal));
        homes.any(|home| home.at == domain.at)
    };
    let rule = |domain: &Domain| {
        let check = domain.health_check.as_ref()?;
        let mut inside = routes
            .iter()
            .filter(|route| is_in(route, domain))
            .peekable();
        let first = inside.peek().copied();
        let route = inside
            .find(|route| matches!(route.action, Action::Forward { .. }))
            .or(first)?;
        Some(Candidate {
            owner: Owner::HealthCheck(domain.name.clone()),
            at: domain.at.key("health_check"),
            conditions: Conditions {
                paths: vec![check.path.clone()],
                is_own_name: true,
                ..Conditions::default()
            },
            pin: None,
            action: route.action.clone(),
            rewrite: None,
        })
    };
    domains.iter().filter_map(rule).collect()
}
