//! What a route says of the requests it is for.
//!
//! Application Load Balancers user guide, "Condition types for listener rules"; Elastic Load Balancing API, "RuleCondition".

use indexmap::IndexMap;
use ipnet::IpNet;

use crate::app::domain::HostName;
use crate::app::domains::Domains;
use crate::app::hosts;
use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// What a request must be for a rule, or a route of several rules, to take it: all of this. What is empty says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    /// One of these names.
    pub hosts: Vec<HostName>,
    /// One of these patterns of paths.
    pub paths: Vec<String>,
    /// One of these methods.
    pub methods: Vec<String>,
    /// For each header, one of the patterns.
    pub headers: Vec<(String, Vec<String>)>,
    /// For each key of the query, or any key, one of the patterns.
    pub query: Vec<(Option<String>, Vec<String>)>,
    /// An address of one of these ranges.
    pub source_ips: Vec<IpNet>,
    /// The load balancer's own name, which no rule of a blueprint has.
    pub is_own_name: bool,
}

impl Conditions {
    /// Whether they let in every request.
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty()
            && !self.is_own_name
            && self.paths.is_empty()
            && self.has_only_hosts_and_paths()
    }

    /// Whether they are about nothing but names and paths.
    pub fn has_only_hosts_and_paths(&self) -> bool {
        self.methods.is_empty()
            && self.headers.is_empty()
            && self.query.is_empty()
            && self.source_ips.is_empty()
    }
}

/// Values of keys, or of any key.
type WrittenQuery = OneOf<IndexMap<String, Vec<String>>, Vec<String>>;

/// The conditions of a route as they are written.
#[derive(Default)]
pub(in crate::app) struct Written<'a> {
    pub(super) hosts: Option<&'a [String]>,
    pub(super) paths: Option<&'a [String]>,
    pub(super) methods: Option<&'a [String]>,
    pub(super) headers: Option<&'a IndexMap<String, Vec<String>>>,
    pub(super) query: Option<&'a WrittenQuery>,
    pub(super) source_ips: Option<&'a [String]>,
}

macro_rules! written_of {
    ($section:ty, $name:ident) => {
        pub(in crate::app) fn $name(written: &'a $section) -> Self {
            Self {
                hosts: written.hosts.as_deref(),
                paths: written.paths.as_deref(),
                methods: written.methods.as_deref(),
                headers: written.headers.as_ref(),
                query: written.query.as_ref(),
                source_ips: written.source_ips.as_deref(),
            }
        }
    };
}

impl<'a> Written<'a> {
    written_of!(blueprint::Route, of);
    written_of!(blueprint::LoadBalancerRoute, of_load_balancer);
}

/// Resolves what stands in the table at `at`.
pub(in crate::app) fn resolve(
    written: Written<'_>,
    domains: &Domains,
    at: &Path,
    out: &mut Diagnostics,
) -> Conditions {
    let hosts = written.hosts.unwrap_or_default();
    if written.hosts.is_some() && hosts.is_empty() {
        nothing(&at.key("hosts"), out);
    }
    Conditions {
        hosts: hosts::resolve(hosts, domains, at, out),
        paths: list(written.paths, &at.key("paths"), check_path, out),
        methods: list(written.methods, &at.key("methods"), check_method, out),
        headers: headers(written.headers, &at.key("headers"), out),
        query: query(written.query, &at.key("query"), out),
        source_ips: source_ips(written.source_ips, &at.key("source_ips"), out),
        is_own_name: false,
    }
}

/// Reports a route that is for every request.
pub(in crate::app) fn check_some(conditions: &Conditions, at: &Path, out: &mut Diagnostics) {
    let keys = [
        "hosts",
        "paths",
        "methods",
        "headers",
        "query",
        "source_ips",
    ];
    let is_unread = keys.iter().any(|key| out.is_unreadable(&at.key(*key)));
    if conditions.is_empty() && !is_unread {
        out.error_at_key(at, format!("`{at}` does not say which requests it is for"))
            .help("write `hosts`, `paths` or another condition, as `paths = [\"/admin/*\"]`");
        out.mark_unreadable(at.clone());
    }
}

fn nothing(at: &Path, out: &mut Diagnostics) {
    out.error(at, format!("`{at}` is empty"))
        .help("leave it out, or write what requests must have");
}

/// The texts of a list, each of which is checked, and there once.
fn list(
    written: Option<&[String]>,
    at: &Path,
    check: fn(&str) -> Option<(String, String)>,
    out: &mut Diagnostics,
) -> Vec<String> {
    if written.is_some_and(<[String]>::is_empty) {
        nothing(at, out);
    }
    let mut texts: Vec<String> = Vec::new();
    for (index, text) in written.unwrap_or_default().iter().enumerate() {
        let at = at.index(index);
        if let Some((problem, help)) = check(text) {
            out.error(&at, problem).help(help);
        } else if texts.contains(text) {
            out.error(&at, format!("`{}` is listed twice", text.escape_debug()))
                .help("leave one of them out");
            continue;
        }
        texts.push(text.clone());
    }
    texts
}

fn has_length(text: &str) -> bool {
    (1..=128).contains(&text.len())
}

fn check_path(path: &str) -> Option<(String, String)> {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"_-.$/~\"'@:+&*?".contains(&b);
    let shown = path.escape_debug();
    if !path.starts_with(['/', '*']) && !path.is_empty() {
        return Some((
            format!("the path `{shown}` does not begin with `/`"),
            format!("write `/{shown}`"),
        ));
    }
    let is_well_formed = has_length(path) && path.bytes().all(is_allowed);
    (!is_well_formed).then(|| {
        (
            format!("`{shown}` cannot be a path here"),
            "write 1 to 128 letters, digits and `_-.$/~\"'@:+&`, with `*` for any characters and `?` for one"
                .to_owned(),
        )
    })
}

fn check_method(method: &str) -> Option<(String, String)> {
    let is_well_formed = (1..=40).contains(&method.len())
        && method
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b == b'-' || b == b'_');
    (!is_well_formed).then(|| {
        (
            format!("`{}` is not a method", method.escape_debug()),
            "write it in capitals, as `\"GET\"`".to_owned(),
        )
    })
}

/// Every visible character, and the space.
fn check_header_value(value: &str) -> Option<(String, String)> {
    let is_allowed = |b: u8| b.is_ascii_graphic() || b == b' ';
    let is_well_formed = has_length(value) && value.bytes().all(is_allowed);
    (!is_well_formed).then(|| not_a_value(value, "1 to 128 visible characters"))
}

fn check_query_text(text: &str) -> Option<(String, String)> {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"_-.$/~\"'@:+&()!,;=*?\\".contains(&b);
    let is_well_formed = has_length(text) && text.bytes().all(is_allowed);
    (!is_well_formed)
        .then(|| not_a_value(text, "1 to 128 letters, digits and `_-.$/~\"'@:+&()!,;=`"))
}

fn not_a_value(text: &str, allowed: &str) -> (String, String) {
    (
        format!("`{}` cannot be a value here", text.escape_debug()),
        format!("write {allowed}, with `*` for any characters and `?` for one"),
    )
}

/// Most values of one condition ("Condition basics" of the guide).
pub(super) const VALUES_OF_A_CONDITION: usize = 3;

fn too_many(values: &[String], at: &Path, out: &mut Diagnostics) {
    if values.len() > VALUES_OF_A_CONDITION {
        out.error(at, format!("there are {} values", values.len()))
            .help(format!(
                "AWS takes {VALUES_OF_A_CONDITION}: divide them into several routes"
            ));
    }
}

fn headers(
    written: Option<&IndexMap<String, Vec<String>>>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<(String, Vec<String>)> {
    if written.is_some_and(IndexMap::is_empty) {
        nothing(at, out);
    }
    let mut headers: Vec<(String, Vec<String>)> = Vec::new();
    for (name, values) in written.into_iter().flatten() {
        let at = at.key(name.clone());
        check_header_name(name, &headers, &at, out);
        too_many(values, &at, out);
        let values = list(Some(values), &at, check_header_value, out);
        headers.push((name.clone(), values));
    }
    headers
}

fn check_header_name(
    name: &str,
    others: &[(String, Vec<String>)],
    at: &Path,
    out: &mut Diagnostics,
) {
    // RFC 7230, 3.2.6: a token; without `*`, which would be no wildcard here.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'+-.^_`|~".contains(&b);
    if !(1..=40).contains(&name.len()) || !name.bytes().all(is_allowed) {
        out.error_at_key(at, format!("`{}` is not a header", name.escape_debug()))
            .help("write 1 to 40 letters, digits and hyphens, as `X-Version`");
    } else if name.eq_ignore_ascii_case("host") {
        out.error_at_key(at, "the header `Host` is no condition of its own")
            .help("write `hosts`");
    } else if let Some((other, _)) = others
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
    {
        out.error_at_key(at, format!("`{name}` and `{other}` are one header"))
            .help("write all values in one list");
    }
}

fn query(
    written: Option<&WrittenQuery>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<(Option<String>, Vec<String>)> {
    match written {
        None => Vec::new(),
        Some(OneOf::Second(values)) => {
            too_many(values, at, out);
            vec![(None, list(Some(values), at, check_query_text, out))]
        }
        Some(OneOf::First(keys)) => {
            if keys.is_empty() {
                nothing(at, out);
            }
            let keys = keys.iter().map(|(key, values)| {
                let at = at.key(key.clone());
                if let Some((problem, help)) = check_query_text(key) {
                    out.error_at_key(&at, problem).help(help);
                }
                too_many(values, &at, out);
                (
                    Some(key.clone()),
                    list(Some(values), &at, check_query_text, out),
                )
            });
            keys.collect()
        }
    }
}

fn source_ips(written: Option<&[String]>, at: &Path, out: &mut Diagnostics) -> Vec<IpNet> {
    if written.is_some_and(<[String]>::is_empty) {
        nothing(at, out);
    }
    let mut ranges = Vec::new();
    for (index, text) in written.unwrap_or_default().iter().enumerate() {
        let at = at.index(index);
        let Some(range) = source_range(text, &at, out) else {
            continue;
        };
        if ranges.contains(&range) {
            out.error(&at, format!("`{range}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        ranges.push(range);
    }
    ranges
}

fn source_range(text: &str, at: &Path, out: &mut Diagnostics) -> Option<IpNet> {
    let Ok(range) = text.parse::<IpNet>() else {
        let diagnostic = out.error(
            at,
            format!("`{}` is not a range of addresses", text.escape_debug()),
        );
        match text.parse::<std::net::IpAddr>() {
            Ok(address) => diagnostic.label(format!("did you mean `{}`?", IpNet::from(address))),
            Err(_) => {
                diagnostic.help("write a range, as `\"192.0.2.0/24\"` or `\"2001:db8::/32\"`")
            }
        };
        return None;
    };
    if range != range.trunc() {
        out.error(at, format!("`{range}` begins within the range"))
            .label(format!("did you mean `{}`?", range.trunc()));
    }
    // "Source IP address conditions" of the guide.
    if range.to_string() == "255.255.255.255/32" {
        out.error(at, "AWS does not take this address")
            .help("leave it out: no request comes from it");
    }
    Some(range)
}
