//! The rules of a load balancer: which requests it hands to whom, and in which order it asks.

use super::priorities::{self, Claim};
use super::{Draft, conflicts, guards, routes};
use crate::app::auth::{Entry, Guard};
use crate::app::route::action::Action;
use crate::app::route::conditions::Conditions;
use crate::app::route::rewrite::Rewrite;
use crate::app::route::{Band, split};
use crate::diagnostic::{Diagnostics, Path};

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What it belongs to.
    pub owner: Owner,
    /// Which of the owner's rules it is, from 0.
    pub number: usize,
    /// Where its conditions stand in the blueprint.
    pub at: Path,
    /// How early it is asked.
    pub priority: i64,
    /// Which requests it takes; at least one condition.
    pub conditions: Conditions,
    /// What becomes of them.
    pub action: Action,
    /// What is changed in them.
    pub rewrite: Option<Rewrite>,
    /// Who is let through; `None` for everyone.
    pub auth: Option<Entry>,
}

/// What a rule belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A service, or one of its routes.
    Service {
        /// The service.
        service: String,
        /// The route.
        route: Option<String>,
    },
    /// A route of the load balancer itself.
    Route(String),
    /// The load balancer's `default`.
    Default,
    /// The health check of a domain: its name, `None` for the default.
    HealthCheck(Option<String>),
}

impl Owner {
    /// What it is called in messages.
    pub(in crate::app) fn called(&self, load_balancer: &Path) -> String {
        match self {
            Self::Service {
                service,
                route: None,
            } => service.clone(),
            Self::Service {
                service,
                route: Some(route),
            } => format!("{service}.routes.{route}"),
            Self::Route(route) => format!("{load_balancer}.routes.{route}"),
            Self::Default => format!("{load_balancer}.default"),
            Self::HealthCheck(None) => "domain.health_check".to_owned(),
            Self::HealthCheck(Some(domain)) => format!("domains.{domain}.health_check"),
        }
    }

    /// The name its priorities are made of.
    fn key(&self) -> String {
        match self {
            Self::Service {
                service,
                route: None,
            } => service.clone(),
            Self::Service {
                service,
                route: Some(route),
            } => format!("{service}.{route}"),
            Self::Route(route) => format!("/{route}"),
            Self::Default => "/".to_owned(),
            Self::HealthCheck(domain) => format!("//{}", domain.as_deref().unwrap_or_default()),
        }
    }
}

/// Requests that are to become rules.
pub(super) struct Candidate {
    pub(super) owner: Owner,
    pub(super) at: Path,
    pub(super) conditions: Conditions,
    pub(super) pin: Option<i64>,
    pub(super) action: Action,
    pub(super) rewrite: Option<Rewrite>,
    pub(super) guard: Guard,
    /// Whether that is said where the requests are, and not of the service they go to.
    pub(super) is_guard_said: bool,
}

/// One of the rules of a candidate.
pub(super) struct Part<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) number: usize,
    pub(super) band: Band,
    pub(super) conditions: Conditions,
}

/// The rules of a load balancer.
pub(super) fn resolve(
    draft: &Draft<'_>,
    candidates: &[Candidate],
    app: &str,
    out: &mut Diagnostics,
) -> Vec<Rule> {
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(rules) = split::rules(&candidate.conditions) else {
            no_room(&candidate.at, out);
            continue;
        };
        let rules = rules.into_iter().enumerate();
        parts.extend(rules.map(|(number, (band, conditions))| Part {
            candidate,
            number,
            band,
            conditions,
        }));
    }
    // Where others have rules too, services of the same name are not on the same number.
    let app = draft.written.existing.as_ref().map(|_| app);
    let claims: Vec<Claim<'_>> = parts.iter().map(|part| claim(part, app)).collect();
    let priorities = priorities::assign(&claims, &draft.at, out);
    conflicts::check(&parts, &priorities, &draft.at, out);
    guards::check(&parts, &priorities, &draft.at, out);
    parts
        .into_iter()
        .zip(priorities)
        .map(|(part, priority)| Rule {
            owner: part.candidate.owner.clone(),
            number: part.number,
            at: part.candidate.at.clone(),
            priority,
            conditions: part.conditions,
            action: part.candidate.action.clone(),
            rewrite: part.candidate.rewrite.clone(),
            auth: part.candidate.guard.entry().cloned(),
        })
        .collect()
}

fn claim<'a>(part: &Part<'a>, app: Option<&str>) -> Claim<'a> {
    let key = part.candidate.owner.key();
    let key = app.map_or(key.clone(), |app| format!("{app}:{key}"));
    Claim {
        key: match part.number {
            0 => key,
            number => format!("{key}#{}", number + 1),
        },
        owner: &part.candidate.owner,
        at: &part.candidate.at,
        pin: part.candidate.pin.map(|pin| pin + part.number as i64),
        band: part.band,
    }
}

/// "Quotas for your Application Load Balancers", and "Condition basics" in the guide.
fn no_room(at: &Path, out: &mut Diagnostics) {
    out.error_at_key(at, format!("the conditions of `{at}` do not fit into a rule"))
        .help(
            "a rule of AWS takes five values and five wildcards: what must hold of all requests leaves room for less; \
             divide it into several routes",
        );
}

/// What the services behind a load balancer and its own routes ask for.
pub(super) fn candidates(
    draft: &Draft<'_>,
    own: &[routes::Resolved],
    default: Option<&str>,
) -> Vec<Candidate> {
    let is_forwarded_to = |name: &str| {
        default == Some(name)
            || own.iter().any(|route| {
                matches!(&route.action, Action::Forward { shares, .. }
                    if shares.iter().any(|(service, _)| service == name))
            })
    };
    let mut candidates = Vec::new();
    for (service, endpoint) in &draft.behind {
        for route in &endpoint.routes {
            // Who gets requests otherwise does not ask for all that are left.
            if route.conditions.is_empty() && is_forwarded_to(service) {
                continue;
            }
            candidates.push(Candidate {
                owner: Owner::Service {
                    service: (*service).to_owned(),
                    route: route.name.clone(),
                },
                at: route.at.clone(),
                conditions: route.conditions.clone(),
                pin: route.priority,
                action: Action::to(service),
                rewrite: route.rewrite.clone(),
                guard: route.guard.or(&endpoint.guard),
                is_guard_said: route.guard != Guard::Unsaid,
            });
        }
    }
    candidates.extend(own.iter().map(|route| Candidate {
        owner: Owner::Route(route.name.clone()),
        at: route.at.clone(),
        conditions: route.conditions.clone(),
        pin: route.priority,
        action: route.action.clone(),
        rewrite: None,
        guard: route.guard.clone(),
        is_guard_said: route.is_guard_said,
    }));
    // A rule and not the listener's own default: ECS wants one that it can know a service by.
    candidates.extend(default.map(|service| Candidate {
        owner: Owner::Default,
        at: draft.at.key("default"),
        conditions: Conditions::default(),
        pin: Some(priorities::LAST),
        action: Action::to(service),
        rewrite: None,
        guard: guards::of_service(draft, service),
        is_guard_said: false,
    }));
    candidates
}
