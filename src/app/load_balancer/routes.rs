//! `routes` and `default` of a load balancer: what belongs to no service.

use super::{Draft, guards, is_https};
use crate::app::Surroundings;
use crate::app::auth::{self, Guard};
use crate::app::name;
use crate::app::quantity::{Field, seconds};
use crate::app::route::action::{self, Action, From, Redirect, Respond};
use crate::app::route::conditions::{self, Conditions, Written};
use crate::app::route::priority;
use crate::blueprint::{LoadBalancerRoute, OneOf};
use crate::diagnostic::{Diagnostics, Path, listed, nearest};

/// What becomes of requests that nobody takes.
#[derive(Clone, Debug)]
pub enum Default {
    /// The caller is told that there is nothing.
    NotFound,
    /// The load balancer answers.
    Respond(Respond),
    /// The caller is sent elsewhere.
    Redirect(Redirect),
}

/// A route of a load balancer.
pub(super) struct Resolved {
    pub(super) name: String,
    pub(super) at: Path,
    pub(super) conditions: Conditions,
    pub(super) priority: Option<i64>,
    pub(super) action: Action,
    pub(super) guard: Guard,
    pub(super) is_guard_said: bool,
}

/// Resolves `routes`.
pub(super) fn resolve(
    draft: &Draft<'_>,
    surroundings: &Surroundings<'_>,
    out: &mut Diagnostics,
) -> Vec<Resolved> {
    let all = draft.at.key("routes");
    let written = || draft.written.routes.iter().flatten();
    name::distinct(written().map(|(name, _)| name), &all, out);
    let mut routes = Vec::new();
    for (name, route) in written() {
        let at = all.key(name.clone());
        name::part(name, &at, out);
        let domains = surroundings.domains;
        let conditions = conditions::resolve(Written::of_load_balancer(route), domains, &at, out);
        conditions::check_some(&conditions, &at, out);
        let priority = priority(route.priority, &at, out);
        let said = auth::guard(route.auth.as_ref(), &surroundings.auth, &at, out);
        if let Some(action) = action(draft, route, &conditions, &at, out) {
            routes.push(Resolved {
                is_guard_said: said != Guard::Unsaid,
                guard: match said {
                    Guard::Unsaid => guards::of_action(draft, &action, &at, out),
                    said => said,
                },
                name: name.clone(),
                at,
                conditions,
                priority,
                action,
            });
        }
    }
    routes
}

fn action(
    draft: &Draft<'_>,
    written: &LoadBalancerRoute,
    conditions: &Conditions,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Action> {
    let from = From {
        is_https: is_https(draft.written),
        host: match conditions.hosts.as_slice() {
            [host] => Some(host.as_str()),
            _ => None,
        },
    };
    let count = usize::from(written.redirect.is_some())
        + usize::from(written.respond.is_some())
        + usize::from(written.forward.is_some());
    check_one(count, &["redirect", "respond", "forward"], at, out);
    if written.stickiness.is_some() && written.forward.is_none() {
        out.error_at_key(&at.key("stickiness"), "`stickiness` is for `forward`")
            .help("leave it out");
    }
    if let Some(redirect) = &written.redirect {
        let redirect = action::redirect(redirect, &from, &at.key("redirect"), out);
        return Some(Action::Redirect(redirect));
    }
    if let Some(respond) = &written.respond {
        let respond = action::respond(respond, &at.key("respond"), out);
        return Some(Action::Respond(respond));
    }
    forward(draft, written, at, out)
}

fn check_one(count: usize, keys: &[&'static str], at: &Path, out: &mut Diagnostics) {
    let keys_in_words = listed(keys, "and");
    if count == 0 && !keys.iter().any(|key| out.is_unreadable(&at.key(*key))) {
        out.error_at_key(
            at,
            format!("`{at}` does not say what becomes of its requests"),
        )
        .help(format!("write one of {keys_in_words}"));
    } else if count > 1 {
        out.error_at_key(
            at,
            format!("`{at}` says several things that become of its requests"),
        )
        .help(format!("keep one of {keys_in_words}"));
    }
}

/// Elastic Load Balancing API, "ForwardActionConfig" and "TargetGroupTuple"; "Quotas for your Application Load Balancers": target
/// groups per action.
fn forward(
    draft: &Draft<'_>,
    written: &LoadBalancerRoute,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Action> {
    const MOST: usize = 5;
    let shares = written.forward.as_ref()?;
    let forward_at = at.key("forward");
    if shares.is_empty() || shares.len() > MOST {
        out.error(&forward_at, format!("there are {} services", shares.len()))
            .help(format!(
                "write 1 to {MOST}, as `forward = {{ web = 90, canary = 10 }}`"
            ));
    } else if shares.values().all(|weight| *weight == 0) {
        out.error(&forward_at, "no service gets anything")
            .help("give one of them a weight");
    }
    let resolved = shares.iter().map(|(service, weight)| {
        let at = forward_at.key(service.clone());
        check_behind(draft, service, &at, out);
        if !(0..=999).contains(weight) {
            out.error(&at, format!("a weight cannot be {weight}"))
                .help("write 0 to 999");
        }
        (service.clone(), *weight)
    });
    let resolved = resolved.collect();
    let field = Field {
        section: at,
        key: "stickiness",
    };
    if written.stickiness.is_some() && shares.len() < 2 {
        out.error_at_key(
            &field.path(),
            "there is one service, with which every caller stays",
        )
        .help("leave `stickiness` out; to keep a caller on one task, write it into the service");
    }
    let stickiness = written
        .stickiness
        .as_deref()
        .map(|text| seconds(Some(text), field, 1..=604_800, 86_400, out));
    Some(Action::Forward {
        shares: resolved,
        stickiness,
    })
}

/// A service that requests are handed to must be behind this load balancer.
fn check_behind(draft: &Draft<'_>, service: &str, at: &Path, out: &mut Diagnostics) {
    let known = || draft.behind.iter().map(|(name, _)| *name);
    if known().any(|name| name == service) {
        return;
    }
    let shown = service.escape_debug();
    let message = format!("there is no service `{shown}` behind this load balancer");
    let diagnostic = out.error(at, message);
    if let Some(meant) = nearest(service, known()) {
        diagnostic.label(format!("did you mean `{meant}`?"));
    }
    diagnostic.help("name a service with a `port` that is behind it");
}

/// Resolves `default`: the service that gets what is left, or what else becomes of it.
pub(super) fn default<'a>(draft: &Draft<'a>, out: &mut Diagnostics) -> (Option<&'a str>, Default) {
    let at = draft.at.key("default");
    match &draft.written.default {
        None => (None, Default::NotFound),
        Some(OneOf::First(service)) => {
            check_behind(draft, service, &at, out);
            (Some(service.as_str()), Default::NotFound)
        }
        Some(OneOf::Second(written)) => {
            let count =
                usize::from(written.redirect.is_some()) + usize::from(written.respond.is_some());
            check_one(count, &["respond", "redirect"], &at, out);
            let from = From {
                is_https: is_https(draft.written),
                host: None,
            };
            let default = match (&written.redirect, &written.respond) {
                (Some(redirect), _) => {
                    Default::Redirect(action::redirect(redirect, &from, &at.key("redirect"), out))
                }
                (None, Some(respond)) => {
                    Default::Respond(action::respond(respond, &at.key("respond"), out))
                }
                (None, None) => Default::NotFound,
            };
            (None, default)
        }
    }
}
