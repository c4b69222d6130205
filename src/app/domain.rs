//! `[domain]` and `[domains.…]`: hosted zones, and the names in them.

use std::fmt;

use super::arn::{is_arn_of, not_an_arn};
use super::name_routing::{self as routing, NameHealthCheck, Routing};
use super::parameter::{self, Given};
use super::plural::{DEFAULT, Part};
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// A hosted zone that names of the app are in.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Its name; `None` for the default.
    pub name: Option<String>,
    /// Where it stands in the blueprint.
    pub at: Path,
    /// Its domain name.
    pub zone: HostName,
    /// Where the hosted zone comes from.
    pub origin: ZoneOrigin,
    /// Whether only the VPC finds the names.
    pub is_private: bool,
    /// How Route 53 chooses between stacks.
    pub routing: Routing,
    /// Whether a name stops pointing to a load balancer without healthy targets.
    pub evaluate_target_health: bool,
    /// How Route 53 checks the load balancers.
    pub health_check: Option<NameHealthCheck>,
}

/// Where a hosted zone comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneOrigin {
    /// It exists; its id, if it is not the usual parameter of the stack.
    Existing(Option<Given>),
    /// The stack creates it.
    New {
        /// ARN of the log group that queries are written into.
        query_log: Option<String>,
    },
    /// It is somewhere else, and the stack does not write into it.
    Elsewhere,
}

impl Domain {
    /// Whether the stack writes records into it.
    pub fn is_writable(&self) -> bool {
        self.origin != ZoneOrigin::Elsewhere
    }
}

/// A domain name: lower case, 1 to 253 characters; perhaps a wildcard, `*.example.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostName(String);

impl HostName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for all names one level below another.
    pub fn is_wildcard(&self) -> bool {
        self.0.starts_with("*.")
    }

    /// Whether the name is `zone`, or below it.
    pub fn is_in(&self, zone: &HostName) -> bool {
        self.0 == zone.0
            || self
                .0
                .strip_suffix(&zone.0)
                .is_some_and(|rest| rest.ends_with('.'))
    }

    /// A name that is known to be one.
    #[cfg(test)]
    pub(super) fn plain(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// Reads a domain name, reporting what is wrong with it.
    pub(super) fn parse(text: &str, at: &Path, out: &mut Diagnostics) -> Option<Self> {
        let name = text.strip_suffix('.').unwrap_or(text);
        if let Some(problem) = problem(name) {
            let diagnostic = out.error(
                at,
                format!("`{}` is not a domain name: {problem}", text.escape_debug()),
            );
            match host_of_url(text) {
                Some(host) => diagnostic.label(format!("did you mean `{host}`?")),
                None => diagnostic.help("write a name, as `www.example.com`"),
            };
            return None;
        }
        Some(Self(name.to_owned()))
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Resolves `[domain]`, or one of `[domains.…]`.
pub(super) fn resolve(part: &Part<'_, blueprint::Domain>, out: &mut Diagnostics) -> Option<Domain> {
    let (at, written) = (&part.at, part.written);
    let zone = zone(written.zone.as_deref(), at, out);
    if zone.is_none() {
        // Then it is not known which names are in it, or whether there are any.
        out.mark_unreadable(at.clone());
    }
    let is_private = written.private.unwrap_or(false);
    let origin = origin(written, at, out);
    let routing = routing::resolve(written, at, out);
    let domain = Domain {
        name: (part.name != DEFAULT).then(|| part.name.to_owned()),
        at: at.clone(),
        health_check: routing::health_check(written, &routing, at, out),
        zone: zone?,
        origin,
        is_private,
        routing,
        evaluate_target_health: written.evaluate_target_health.unwrap_or(true),
    };
    check(&domain, written, out);
    Some(domain)
}

fn origin(written: &blueprint::Domain, at: &Path, out: &mut Diagnostics) -> ZoneOrigin {
    let is_new = written.create == Some(true);
    let is_elsewhere = written.records == Some(false);
    let zone_id = written
        .zone_id
        .as_ref()
        .map(|id| parameter::given(id, "ZoneId", &at.key("zone_id"), check_zone_id, out));
    if zone_id.is_some() && (is_new || is_elsewhere) {
        let why = if is_new {
            "the stack creates the zone, and AWS chooses its id"
        } else {
            "the stack writes nothing into the zone"
        };
        out.error_at_key(&at.key("zone_id"), why)
            .help("leave out `zone_id`");
    }
    if is_new && is_elsewhere {
        out.error(
            &at.key("records"),
            "the stack creates the zone, so it may write records into it",
        )
        .help("leave out `records` or `create`");
    }
    let query_log = written.query_log.as_deref().map(|arn| {
        query_log(arn, is_new, &at.key("query_log"), out);
        arn.to_owned()
    });
    match (is_new, is_elsewhere) {
        (true, _) => ZoneOrigin::New { query_log },
        (false, true) => ZoneOrigin::Elsewhere,
        (false, false) => ZoneOrigin::Existing(zone_id),
    }
}

fn query_log(arn: &str, is_new: bool, at: &Path, out: &mut Diagnostics) {
    // Route 53 API, "CreateQueryLoggingConfig": the log group is in us-east-1.
    if !is_arn_of(arn, "logs", "log-group:") || arn.split(':').nth(3) != Some("us-east-1") {
        out.error(at, not_an_arn(arn)).help(
            "write the ARN of a log group in us-east-1: `arn:aws:logs:us-east-1:…:log-group:/aws/route53/…`",
        );
    }
    if !is_new {
        out.error_at_key(
            at,
            "query logging belongs to the hosted zone, which exists already",
        )
        .help("have Route 53 log its queries where the zone is kept, and leave this out");
    }
}

/// What goes together in a domain.
fn check(domain: &Domain, written: &blueprint::Domain, out: &mut Diagnostics) {
    let at = &domain.at;
    let is_new = matches!(domain.origin, ZoneOrigin::New { .. });
    if domain.is_private && !domain.is_writable() {
        out.error(
            &at.key("records"),
            "nobody else writes into a private zone of this VPC",
        )
        .help("leave out `records` or `private`");
    }
    // Route 53 API, "CreateQueryLoggingConfig": public hosted zones only.
    if domain.is_private && is_new && written.query_log.is_some() {
        out.error_at_key(
            &at.key("query_log"),
            "Route 53 logs the queries of public hosted zones only",
        )
        .help("leave out `query_log`");
    }
    if is_new && !domain.is_private && domain.routing != Routing::Simple {
        out.error(
            &at.key("create"),
            "stacks that share a name share its hosted zone, and each of them would create its own",
        )
        .help("create the zone once, and give its `zone_id`; or leave out `routing`");
    }
    if !domain.is_writable() {
        for (key, is_written) in [
            ("routing", written.routing.is_some()),
            (
                "evaluate_target_health",
                written.evaluate_target_health.is_some(),
            ),
            ("health_check", written.health_check.is_some()),
        ] {
            if is_written {
                out.error_at_key(
                    &at.key(key),
                    format!("`{key}` is of records, and the stack writes none into this zone"),
                )
                .help(format!("leave out `{key}` or `records`"));
            }
        }
    }
    routing::check(domain, out);
}

fn zone(written: Option<&str>, domain: &Path, out: &mut Diagnostics) -> Option<HostName> {
    let Some(zone) = written else {
        out.missing(domain, "zone", "zone = \"example.com\"");
        return None;
    };
    let at = domain.key("zone");
    let zone = HostName::parse(zone, &at, out)?;
    if zone.is_wildcard() {
        out.error(&at, "a hosted zone has no wildcard in its name")
            .help("write the name without `*.`; `hosts` of a service may have it");
        return None;
    }
    Some(zone)
}

/// Reports what is not the id of a hosted zone.
pub(super) fn check_zone_id(id: &str, at: &Path, out: &mut Diagnostics) {
    // Route 53 API, "ResourceId": at most 32 characters; ids of hosted zones begin with Z.
    let well_formed = id.len() <= 32
        && id.starts_with('Z')
        && id
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !well_formed {
        let diagnostic = out.error(
            at,
            format!("`{}` is not the id of a hosted zone", id.escape_debug()),
        );
        if let Some(id) = id.strip_prefix("/hostedzone/") {
            diagnostic.label(format!("did you mean `{}`?", id.escape_debug()));
        }
        diagnostic
            .help("write it as the Route 53 console shows it, as `\"Z0123456789ABCDEFGHIJ\"`");
    }
}

/// What is wrong with a domain name, if anything is.
///
/// Route 53 developer guide, "DNS domain name format": labels to 63 characters, names to 255; ours to 253, as ACM has it.
fn problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it is empty");
    }
    if name.contains("://") {
        return Some("leave out the protocol");
    }
    if name.len() > 253 {
        return Some("it has more than 253 characters");
    }
    let host = name.strip_prefix("*.").unwrap_or(name);
    if !host.contains('.') {
        return Some("it has no dot");
    }
    for label in host.split('.') {
        if label.is_empty() {
            return Some("a part between dots is empty");
        }
        if label.len() > 63 {
            return Some("a part has more than 63 characters");
        }
        if label.starts_with('-') || label.ends_with('-') {
            return Some("a part begins or ends with a hyphen");
        }
        if label.bytes().any(|b| b.is_ascii_uppercase()) {
            return Some("write it in lower case");
        }
        if !label.is_ascii() {
            return Some("write letters outside ASCII in Punycode, as `xn--…`");
        }
        let is_allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !label.bytes().all(is_allowed) {
            return Some("only letters, digits and hyphens may stand between dots");
        }
    }
    None
}

fn host_of_url(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    let host = rest.split(['/', ':', '?', '#']).next()?;
    problem(host).is_none().then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_in_a_zone_at_a_dot() {
        let name = |text: &str| HostName(text.to_owned());
        assert!(name("example.com").is_in(&name("example.com")));
        assert!(name("www.example.com").is_in(&name("example.com")));
        assert!(name("*.example.com").is_in(&name("example.com")));
        assert!(!name("badexample.com").is_in(&name("example.com")));
        assert!(!name("com").is_in(&name("example.com")));
    }

    #[test]
    fn tells_what_is_wrong_with_a_name() {
        assert_eq!(problem("www.example.com"), None);
        assert_eq!(problem("*.example.com"), None);
        assert_eq!(problem("xn--bcher-kva.example"), None);
        for bad in [
            "",
            "localhost",
            "a..b",
            "-a.b",
            "a-.b",
            "A.b",
            "bücher.example",
            "a b.c",
            "a.*.b",
            "http://a.b",
            "a.b/c",
        ] {
            assert!(problem(bad).is_some(), "{bad}");
        }
        assert_eq!(
            host_of_url("https://www.example.com/x"),
            Some("www.example.com")
        );
    }
}
