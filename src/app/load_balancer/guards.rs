//! That nobody comes past `auth`: what is said of a service holds wherever requests for it come from, unless something else is said.

use std::collections::BTreeSet;

use super::Draft;
use super::rules::{Candidate, Part};
use crate::app::auth::Guard;
use crate::app::route::action::Action;
use crate::app::route::conditions::Conditions;
use crate::app::route::overlap::meet;
use crate::diagnostic::{Diagnostics, Path};

/// What a service behind a load balancer says.
pub(super) fn of_service(draft: &Draft<'_>, service: &str) -> Guard {
    let mut behind = draft.behind.iter();
    let endpoint = behind.find(|(name, _)| *name == service);
    endpoint.map_or(Guard::Unsaid, |(_, endpoint)| endpoint.guard.clone())
}

/// What the services say that share requests: they must say the same.
pub(super) fn of_action(
    draft: &Draft<'_>,
    action: &Action,
    at: &Path,
    out: &mut Diagnostics,
) -> Guard {
    let Action::Forward { shares, .. } = action else {
        return Guard::Unsaid;
    };
    let guards: Vec<Guard> = shares
        .iter()
        .map(|(service, _)| of_service(draft, service))
        .collect();
    let name = |guard: &Guard| guard.entry().map(|entry| entry.name.clone());
    let guarded = guards.iter().find(|guard| guard.entry().is_some());
    let Some(guarded) = guarded else {
        return Guard::Unsaid;
    };
    if guards.iter().any(|guard| name(guard) != name(guarded)) {
        out.error_at_key(
            at,
            format!("the services that `{at}` leads to do not agree who is let through"),
        )
        .help("write `auth` into it: the name of an entry of `[auth]`, or `false` for everyone");
    }
    guarded.clone()
}

/// Reports requests of a guarded rule that an earlier one takes to the same service, without a word that others may have them.
pub(super) fn check(
    parts: &[Part<'_>],
    priorities: &[i64],
    load_balancer: &Path,
    out: &mut Diagnostics,
) {
    let mut reported: BTreeSet<[String; 2]> = BTreeSet::new();
    let guarded = parts.iter().zip(priorities);
    let guarded: Vec<_> = guarded
        .filter(|(part, _)| part.candidate.guard.entry().is_some())
        .collect();
    for (first, earlier) in parts.iter().zip(priorities) {
        if first.candidate.is_guard_said {
            continue;
        }
        for &(second, later) in &guarded {
            let names = || {
                let called = |it: &Part<'_>| it.candidate.owner.called(load_balancer);
                [called(first), called(second)]
            };
            if earlier < later
                && leads_past(first.candidate, second.candidate)
                && meet(&told(&first.conditions), &told(&second.conditions))
                && reported.insert(names())
            {
                report(first.candidate, second.candidate, &names(), out);
            }
        }
    }
}

/// Whether another rule lets others through to a service than a guarded one does.
fn leads_past(other: &Candidate, guarded: &Candidate) -> bool {
    let Some(entry) = guarded.guard.entry() else {
        return false;
    };
    let is_same = other.guard.entry().is_some_and(|it| it.name == entry.name);
    !is_same && services(other).any(|it| services(guarded).any(|service| service == it))
}

fn services(candidate: &Candidate) -> impl Iterator<Item = &str> {
    let shares = match &candidate.action {
        Action::Forward { shares, .. } => shares.as_slice(),
        Action::Redirect(_) | Action::Respond(_) => &[],
    };
    shares.iter().map(|(service, _)| service.as_str())
}

/// What a caller cannot write as it likes: one header can come with several values, and so can one key of the query.
fn told(conditions: &Conditions) -> Conditions {
    Conditions {
        headers: Vec::new(),
        query: Vec::new(),
        ..conditions.clone()
    }
}

fn report(first: &Candidate, second: &Candidate, names: &[String; 2], out: &mut Diagnostics) {
    let [name, other] = names;
    let Some(entry) = second.guard.entry() else {
        return;
    };
    let guard = &entry.name;
    out.error_at_key(
        &first.at,
        format!(
            "`{name}` comes before `{other}`, and leads to its service past `auth = \"{guard}\"`"
        ),
    )
    .help(format!(
        "write `auth = \"{guard}\"` into `{}` too, or `auth = false` if everyone may come that way",
        first.at
    ));
}
