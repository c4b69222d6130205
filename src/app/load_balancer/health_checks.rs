//! The rules by which the health checkers of Route 53 reach the services.

use super::rules::{Candidate, Owner};
use crate::app::auth::Guard;
use crate::app::domain::Domain;
use crate::app::domains::Domains;
use crate::app::route::action::Action;
use crate::app::route::conditions::Conditions;
use crate::app::route::overlap::covers;
use crate::blueprint::Scheme;
use crate::diagnostic::{Diagnostics, Path};

/// A rule for each domain with a health check that names of these routes are in.
///
/// The checkers ask for the load balancer's own name, which is the only one that leads to this stack and to no other, so that name
/// and the path have a rule of their own. It leads where the first name in the domain leads.
pub(super) fn candidates(
    routes: &[Candidate],
    scheme: Scheme,
    domains: &Domains,
    out: &mut Diagnostics,
) -> Vec<Candidate> {
    let is_internal = scheme == Scheme::Internal;
    let is_in = |route: &Candidate, domain: &Domain| {
        let hosts = route.conditions.hosts.iter();
        let mut homes = hosts.flat_map(|host| domains.of(host, is_internal));
        homes.any(|home| home.at == domain.at)
    };
    let mut rule = |domain: &Domain| {
        let check = domain.health_check.as_ref()?;
        let mut inside = routes
            .iter()
            .filter(|route| is_in(route, domain))
            .peekable();
        let first = inside.peek().copied();
        let route = inside
            .find(|route| matches!(route.action, Action::Forward { .. }))
            .or(first)?;
        if route.guard.entry().is_some() && !is_open(route, &check.path, routes) {
            report(&check.path, &domain.at.key("health_check"), out);
        }
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
            guard: Guard::Everyone,
            is_guard_said: true,
        })
    };
    domains.iter().filter_map(&mut rule).collect()
}

/// Whether everyone may ask a service for a path, by one of the names of a route that leads there.
fn is_open(guarded: &Candidate, path: &str, routes: &[Candidate]) -> bool {
    let mut names = guarded.conditions.hosts.iter();
    names.any(|host| {
        let asked = Conditions {
            hosts: vec![host.clone()],
            paths: vec![path.to_owned()],
            ..Conditions::default()
        };
        let mut open = routes.iter().filter(|it| it.guard.entry().is_none());
        open.any(|it| it.action == guarded.action && covers(&it.conditions, &asked))
    })
}

fn report(path: &str, at: &Path, out: &mut Diagnostics) {
    out.error(
        at,
        "callers must show who they are, which the health checkers of Route 53 cannot",
    )
    .help(format!(
        "give the service a route of `routes` with `paths = [\"{path}\"]` and `auth = false`, or leave `health_check` out"
    ));
}
