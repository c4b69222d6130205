//! `[domain]`, and the names that services answer to.

use std::fmt;

use super::quantity::Field;
use crate::blueprint::{self, Routing};
use crate::diagnostic::{Diagnostics, Path};

/// The hosted zone the app's names are in.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Its domain name.
    pub zone: HostName,
    /// Its id; `None` if it is a parameter of the stack.
    pub zone_id: Option<String>,
    /// How Route 53 chooses between stacks.
    pub routing: Routing,
    /// Whether a name stops pointing to a load balancer without healthy targets.
    pub evaluate_target_health: bool,
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

/// Resolves `[domain]`.
pub(super) fn resolve(
    written: Option<&blueprint::Domain>,
    out: &mut Diagnostics,
) -> Option<Domain> {
    let written = written?;
    let at = Path::of("domain");
    let zone = zone(written.zone.as_deref(), &at, out);
    if zone.is_none() {
        // Then it is not known which names are in it, or whether there are any.
        out.mark_unreadable(at.clone());
    }
    let zone_id = zone_id(
        written.zone_id.as_deref(),
        Field {
            section: &at,
            key: "zone_id",
        },
        out,
    );
    Some(Domain {
        zone: zone?,
        zone_id,
        routing: written.routing.unwrap_or(Routing::Simple),
        evaluate_target_health: written.evaluate_target_health.unwrap_or(true),
    })
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

fn zone_id(written: Option<&str>, field: Field<'_>, out: &mut Diagnostics) -> Option<String> {
    let id = written?;
    // Route 53 API, "ResourceId": at most 32 characters; ids of hosted zones begin with Z.
    let well_formed = id.len() <= 32
        && id.starts_with('Z')
        && id
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !well_formed {
        let diagnostic = out.error(
            &field.path(),
            format!("`{}` is not the id of a hosted zone", id.escape_debug()),
        );
        if let Some(id) = id.strip_prefix("/hostedzone/") {
            diagnostic.label(format!("did you mean `{}`?", id.escape_debug()));
        }
        diagnostic
            .help("write it as the Route 53 console shows it, as `\"Z0123456789ABCDEFGHIJ\"`");
    }
    Some(id.to_owned())
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
