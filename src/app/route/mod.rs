//! Routes: which requests go where.

pub(super) mod action;
mod band;
pub(super) mod conditions;
mod glob;
pub(super) mod overlap;
pub(super) mod rewrite;
pub(super) mod split;

pub(super) use band::{AUTOMATIC, Band};

use super::Surroundings;
use super::auth::{self, Guard};
use super::name;
use super::quantity::{Field, integer};
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};
use conditions::{Conditions, Written};
use rewrite::Rewrite;

/// Requests that go to a service.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// Its name; `None` for the service's own `hosts` and `paths`.
    pub(super) name: Option<String>,
    /// Where it stands.
    pub(super) at: Path,
    pub(super) conditions: Conditions,
    pub(super) priority: Option<i64>,
    pub(super) rewrite: Option<Rewrite>,
    /// Who is let through, if it says so.
    pub(super) guard: Guard,
}

/// The routes of a service: its own, which `guard` is of, and those by name.
pub(super) fn resolve(
    service: &blueprint::Service,
    guard: &Guard,
    surroundings: &Surroundings<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<Route> {
    let has_own = service.hosts.is_some() || service.paths.is_some();
    let keyed = service.routes.iter().flatten();
    let mut routes = Vec::new();
    let own_priority = priority(service.priority, at, out);
    if has_own || service.routes.as_ref().is_none_or(|it| it.is_empty()) {
        let written = Written {
            hosts: service.hosts.as_deref(),
            paths: service.paths.as_deref(),
            ..Written::default()
        };
        routes.push(Route {
            name: None,
            at: at.clone(),
            conditions: conditions::resolve(written, surroundings.domains, at, out),
            priority: own_priority,
            rewrite: None,
            guard: guard.clone(),
        });
    } else if own_priority.is_some() {
        out.error_at_key(
            &at.key("priority"),
            "`priority` is of `hosts` and `paths`, and the service has neither",
        )
        .help("write it into one of the `routes`");
    }
    let all = at.key("routes");
    name::distinct(
        service.routes.iter().flatten().map(|(name, _)| name),
        &all,
        out,
    );
    for (name, written) in keyed {
        let at = all.key(name.clone());
        name::part(name, &at, out);
        let conditions = conditions::resolve(Written::of(written), surroundings.domains, &at, out);
        conditions::check_some(&conditions, &at, out);
        routes.push(Route {
            name: Some(name.clone()),
            conditions,
            priority: priority(written.priority, &at, out),
            rewrite: rewrite::resolve(written.rewrite.as_ref(), &at, out),
            guard: auth::guard(written.auth.as_ref(), &surroundings.auth, &at, out),
            at,
        });
    }
    routes
}

/// A pinned priority.
///
/// Elastic Load Balancing API, "CreateRule": 1 to 50,000.
pub(super) fn priority(written: Option<i64>, at: &Path, out: &mut Diagnostics) -> Option<i64> {
    let field = Field {
        section: at,
        key: "priority",
    };
    written.map(|number| integer(Some(number), field, 1..=50_000, number, out))
}
