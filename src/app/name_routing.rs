//! How Route 53 chooses between stacks that answer to the same name.

use super::domain::Domain;
use super::quantity::{Field, integer};
use crate::blueprint::{self, CheckInterval, FailoverRole, OneOf};
use crate::diagnostic::{Diagnostics, Path, nearest};

/// How Route 53 chooses between stacks that answer to the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Routing {
    /// There is one.
    Simple,
    /// The one in the region nearest to the caller.
    Latency,
    /// By weight; `None` if that is a parameter of the stack.
    Weighted(Option<i64>),
    /// The first that is healthy; `None` if its role is a parameter of the stack.
    Failover(Option<FailoverRole>),
    /// By where the caller is: at least one place.
    Geolocation(Vec<Location>),
}

/// Where callers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A continent: its name, and Route 53's code.
    Continent(&'static str, &'static str),
    /// A country, by its code of two letters.
    Country(String),
    /// A state of the United States, by its code of two letters.
    State(String),
    /// Wherever no other stack's callers are.
    Elsewhere,
}

/// How Route 53 checks a load balancer.
#[derive(Clone, Debug)]
pub struct NameHealthCheck {
    /// What it asks for.
    pub path: String,
    /// Seconds between two calls of one checker.
    pub interval: i64,
    /// Calls before it believes a change.
    pub failure_threshold: i64,
}

/// Route 53 API, "GeoLocation": ContinentCode.
const CONTINENTS: [(&str, &str); 7] = [
    ("africa", "AF"),
    ("antarctica", "AN"),
    ("asia", "AS"),
    ("europe", "EU"),
    ("north-america", "NA"),
    ("oceania", "OC"),
    ("south-america", "SA"),
];

/// Resolves `routing`.
pub(super) fn resolve(
    domain: &blueprint::Domain,
    domain_at: &Path,
    out: &mut Diagnostics,
) -> Routing {
    let at = domain_at.key("routing");
    match &domain.routing {
        None | Some(OneOf::First(blueprint::Routing::Simple)) => Routing::Simple,
        Some(OneOf::First(blueprint::Routing::Latency)) => Routing::Latency,
        Some(OneOf::First(blueprint::Routing::Weighted)) => Routing::Weighted(None),
        Some(OneOf::First(blueprint::Routing::Failover)) => Routing::Failover(None),
        Some(OneOf::Second(policy)) => policy_of(policy, &at, out),
    }
}

fn policy_of(policy: &blueprint::RoutingPolicy, at: &Path, out: &mut Diagnostics) -> Routing {
    let mut policies = Vec::new();
    if let Some(weight) = policy.weighted {
        let field = Field {
            section: at,
            key: "weighted",
        };
        // Route 53 API, "ResourceRecordSet": Weight.
        let weight = integer(Some(weight), field, 0..=255, weight, out);
        policies.push(Routing::Weighted(Some(weight)));
    }
    if let Some(role) = policy.failover {
        policies.push(Routing::Failover(Some(role)));
    }
    if let Some(places) = &policy.geolocation {
        policies.push(Routing::Geolocation(locations(places, at, out)));
    }
    if policies.len() > 1 {
        out.error(at, "Route 53 chooses in one way, and several are written")
            .help("leave all but one out");
    }
    let Some(policy) = policies.pop() else {
        let is_unread = ["weighted", "failover", "geolocation"]
            .iter()
            .any(|key| out.is_unreadable(&at.key(*key)));
        if !is_unread {
            out.error(at, "it is not said how Route 53 chooses").help(
                "write `{ weighted = 70 }`, `{ failover = \"primary\" }`, `{ geolocation = [\"europe\", \"*\"] }`, or a word",
            );
        }
        return Routing::Simple;
    };
    policy
}

fn locations(written: &[String], routing: &Path, out: &mut Diagnostics) -> Vec<Location> {
    let at = routing.key("geolocation");
    if written.is_empty() {
        out.error(&at, "nobody is sent to this stack")
            .help("list where its callers are, as `[\"europe\", \"*\"]`");
    }
    let mut locations = Vec::with_capacity(written.len());
    for (i, text) in written.iter().enumerate() {
        let at = at.index(i);
        let Some(location) = location(text) else {
            let message = format!("Route 53 knows no place `{}`", text.escape_debug());
            let diagnostic = out.error(&at, message);
            if let Some(meant) = nearest(text, CONTINENTS.iter().map(|(name, _)| *name)) {
                diagnostic.label(format!("did you mean `{meant}`?"));
            }
            diagnostic.help("write a continent, as `europe`; a country, as `DE`; a state of the US, as `US-CA`; or `*` for everywhere else");
            continue;
        };
        if locations.contains(&location) {
            out.error(&at, format!("`{text}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        locations.push(location);
    }
    locations
}

fn location(text: &str) -> Option<Location> {
    if text == "*" {
        return Some(Location::Elsewhere);
    }
    if let Some((name, code)) = CONTINENTS.iter().find(|(name, _)| *name == text) {
        return Some(Location::Continent(name, code));
    }
    let is_code = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    match text.strip_prefix("US-") {
        Some(state) => is_code(state).then(|| Location::State(state.to_owned())),
        None => is_code(text).then(|| Location::Country(text.to_owned())),
    }
}

/// Resolves `health_check`.
pub(super) fn health_check(
    domain: &blueprint::Domain,
    routing: &Routing,
    domain_at: &Path,
    out: &mut Diagnostics,
) -> Option<NameHealthCheck> {
    let at = domain_at.key("health_check");
    let written = match &domain.health_check {
        None | Some(OneOf::First(false)) => return None,
        Some(OneOf::First(true)) => blueprint::NameHealthCheck::default(),
        Some(OneOf::Second(written)) => written.clone(),
    };
    if *routing == Routing::Simple && !out.is_unreadable(&domain_at.key("routing")) {
        out.error(
            &at,
            "a health check chooses between stacks, and with `simple` routing there is one",
        )
        .help("leave it out, or write `routing`");
    }
    if domain.private == Some(true) {
        // Route 53 developer guide, "How Amazon Route 53 determines the status of health checks".
        out.error(
            &at,
            "Route 53 calls from the internet, and a private zone is of the VPC",
        )
        .help("leave it out: `evaluate_target_health` takes the health of the tasks");
    }
    Some(NameHealthCheck {
        path: path(written.path.as_deref(), &at, out),
        interval: match written.interval.unwrap_or(CheckInterval::Standard) {
            CheckInterval::Standard => 30,
            CheckInterval::Fast => 10,
        },
        failure_threshold: integer(
            written.failure_threshold,
            Field {
                section: &at,
                key: "failure_threshold",
            },
            1..=10,
            3,
            out,
        ),
    })
}

fn path(written: Option<&str>, check: &Path, out: &mut Diagnostics) -> String {
    let Some(path) = written else {
        return "/".to_owned();
    };
    // It is also what a rule of the load balancer matches: Elastic Load Balancing API, "PathPatternConditionConfig".
    let well_formed = path.starts_with('/')
        && path.len() <= 128
        && path
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"*?\"\\".contains(&b));
    if !well_formed {
        out.error(
            &check.key("path"),
            format!("Route 53 cannot ask for `{}`", path.escape_debug()),
        )
        .help("write a path, as `\"/health\"`: at most 128 printable ASCII characters without `*`, `?`, `\"` and `\\`");
    }
    path.to_owned()
}

/// What goes together in a domain.
pub(super) fn check(domain: &Domain, out: &mut Diagnostics) {
    let at = &domain.at;
    if let Routing::Geolocation(places) = &domain.routing
        && !places.contains(&Location::Elsewhere)
        && !places.is_empty()
    {
        out.warning(
            &at.key("routing"),
            "callers from other places get an answer only if another stack has `*`",
        )
        .help("add `\"*\"` to the places of one of the stacks");
    }
    // Route 53 developer guide, "How health checks work in simple Amazon Route 53 configurations".
    let can_fail = domain.evaluate_target_health || domain.health_check.is_some();
    if let Routing::Failover(role) = domain.routing
        && role != Some(FailoverRole::Secondary)
        && !can_fail
    {
        out.error(
            &at.key("evaluate_target_health"),
            "Route 53 would never notice that the primary fails",
        )
        .help("leave it out, or write a `health_check`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        assert_eq!(location("*"), Some(Location::Elsewhere));
        assert_eq!(location("asia"), Some(Location::Continent("asia", "AS")));
        // American Samoa.
        assert_eq!(location("AS"), Some(Location::Country("AS".to_owned())));
        assert_eq!(location("US-CA"), Some(Location::State("CA".to_owned())));
        for bad in ["", "de", "Europe", "DE-BE", "US-", "US-cal", "ÄÖ"] {
            assert_eq!(location(bad), None, "{bad}");
        }
    }
}
