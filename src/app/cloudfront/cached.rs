//! That CloudFront hands to nobody what a load balancer would not have let through.

use crate::app::load_balancer::{LoadBalancer, Rule};
use crate::app::route::conditions::Conditions;
use crate::app::route::overlap::{covers, meet};
use crate::diagnostic::{Diagnostics, Path};

/// Where callers come back to after they have signed in (Application Load Balancers user guide, "Authenticate users").
const CALLBACK: &str = "/oauth2/idpresponse";

/// Looks at the paths whose answers are kept.
///
/// Application Load Balancers user guide, "Authenticate users", on CloudFront: answers to callers who have signed in must not be
/// cached. A kept answer is given without asking the load balancer, to callers with a token that is not good, or with none.
pub(super) fn check(cache: &[String], load_balancer: &LoadBalancer, out: &mut Diagnostics) {
    let all = Path::of("cloudfront").key("cache");
    let rules = &load_balancer.rules;
    let guarded: Vec<&Rule> = rules.iter().filter(|rule| rule.auth.is_some()).collect();
    for (index, path) in cache.iter().enumerate() {
        let at = all.index(index);
        let is_taken = |rule: &&&Rule| !is_open(rules, rule, path);
        if let Some(rule) = guarded.iter().find(is_taken) {
            out.error(
                &at,
                format!(
                    "CloudFront would hand out answers of `{}` without asking who is calling",
                    rule.owner.called(&load_balancer.at)
                ),
            )
            .help("leave the path out, or let everyone have it by a route with `auth = false`");
        } else if !guarded.is_empty() && meet(&of(path), &of(CALLBACK)) {
            out.error(
                &at,
                format!(
                    "callers who have signed in come back to `{CALLBACK}`, which must not be kept"
                ),
            )
            .help("write a narrower path");
        }
    }
}

fn of(path: &str) -> Conditions {
    Conditions {
        paths: vec![path.to_owned()],
        ..Conditions::default()
    }
}

/// Whether nothing with such a path comes to a guarded rule: it is for others, or one that is asked earlier lets everyone through.
fn is_open(rules: &[Rule], guarded: &Rule, path: &str) -> bool {
    if !meet(&of(path), &guarded.conditions) {
        return true;
    }
    let kept = Conditions {
        paths: vec![path.to_owned()],
        ..guarded.conditions.clone()
    };
    let mut open = rules.iter().filter(|rule| rule.auth.is_none());
    open.any(|rule| rule.priority < guarded.priority && covers(&rule.conditions, &kept))
}
