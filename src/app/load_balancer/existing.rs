//! `existing`: a load balancer that is there already.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::rules::{Candidate, Owner};
use super::{Certificate, Draft, Listener, LoadBalancer, Name, certificate, check_plain_http};
use crate::app::Surroundings;
use crate::app::arn::{is_arn_of, not_an_arn};
use crate::app::domain::{self, HostName};
use crate::app::parameter::{Given, given};
use crate::app::peer;
use crate::app::plural::Part;
use crate::blueprint::{self, ListenerProtocol, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// The listener of a load balancer that is there already, and what the app asks of that load balancer.
#[derive(Clone, Debug)]
pub struct ExistingListener {
    /// Whether it speaks HTTPS.
    pub is_https: bool,
    /// Its ARN.
    pub arn: Given,
    /// Id of the load balancer's security group.
    pub security_group: Given,
    /// The load balancer's name in DNS, if it is known.
    pub dns_name: Option<Given>,
    /// The hosted zone of that name; there if a record points to it.
    pub hosted_zone_id: Option<Given>,
    /// What CloudWatch calls the load balancer; there if a service is scaled by requests.
    pub full_name: Option<Given>,
    /// The certificates it gets besides its own.
    pub certificates: Vec<Certificate>,
}

/// Who wants to know something of the load balancer.
struct Wanted {
    /// Names point to it, so its own is needed.
    target: bool,
    /// A service answers to its own name, which can be told if it is known.
    url: bool,
    /// The stack writes records that point to it.
    records: bool,
}

/// Resolves the listener of a load balancer for these names.
pub(super) fn listener(
    draft: &Draft<'_>,
    written: &blueprint::ExistingLoadBalancer,
    names: &[Name],
    candidates: &[Candidate],
    surroundings: &Surroundings<'_>,
    out: &mut Diagnostics,
) -> ExistingListener {
    let at = draft.at.key("existing");
    check_vpc(surroundings, &at, out);
    check_rest(candidates, &at, out);
    let is_https = written.protocol != Some(ListenerProtocol::Http);
    if !is_https {
        check_plain_http(draft, &at.key("protocol"), out);
    }
    let arn = arn(written, &at, out);
    let wanted = wanted(written, names, candidates, surroundings);
    ExistingListener {
        is_https,
        security_group: security_group(written, &at, out),
        dns_name: dns_name(written, &wanted, &at, out),
        hosted_zone_id: hosted_zone_id(written, &wanted, &at, out),
        full_name: full_name(draft, written, &arn, &at, out),
        certificates: match is_https {
            true => certificate::besides(draft, names, surroundings.domains, out),
            false => Vec::new(),
        },
        arn,
    }
}

/// What is written of a load balancer, without what can only be said of a new one if it is there already, which is reported.
pub(super) fn without_others<'a>(
    part: &Part<'a, blueprint::LoadBalancer>,
    out: &mut Diagnostics,
) -> Cow<'a, blueprint::LoadBalancer> {
    const OF_EXISTING: [&str; 3] = ["scheme", "protocol", "ip"];
    let written = part.written;
    if written.existing.is_none() {
        return Cow::Borrowed(written);
    }
    let kept = blueprint::LoadBalancer {
        existing: written.existing.clone(),
        routes: written.routes.clone(),
        certificate: written.certificate.clone(),
        certificates: written.certificates.clone(),
        ..blueprint::LoadBalancer::new()
    };
    let kept_keys = kept.written();
    for key in written.written() {
        if kept_keys.contains(&key) {
            continue;
        }
        let diagnostic = out.error_at_key(
            &part.at.key(key),
            format!(
                "`{key}` is of a new load balancer, and `{}` is there already",
                part.at
            ),
        );
        match key {
            "default" => diagnostic.help(
                "leave it out: what nobody takes gets the listener's own default action, which stays as it is",
            ),
            key if OF_EXISTING.contains(&key) => diagnostic.help(format!(
                "leave it out; `existing.{key}` says what the load balancer has, if it is not the usual"
            )),
            _ => diagnostic.help("leave it out: nothing is changed of a load balancer that is there"),
        };
    }
    Cow::Owned(kept)
}

fn check_vpc(surroundings: &Surroundings<'_>, at: &Path, out: &mut Diagnostics) {
    let network = Path::of("network");
    let is_unread = out.is_unreadable(&network) || out.is_unreadable(&network.key("existing"));
    if surroundings.network.is_none_or(|it| it.existing.is_none()) && !is_unread {
        // Elastic Load Balancing API, "CreateRule" and "CreateTargetGroup": targets are in the load balancer's VPC.
        out.error_at_key(
            at,
            "the VPC is new, and a load balancer that is there already is in another",
        )
        .help("name the VPC of the load balancer and its subnets in `[network.existing]`");
    }
}

/// What no rule takes is the default action's, which is somebody else's.
fn check_rest(candidates: &[Candidate], at: &Path, out: &mut Diagnostics) {
    for candidate in candidates {
        let Owner::Service {
            service,
            route: None,
        } = &candidate.owner
        else {
            continue;
        };
        let keys = ["hosts", "paths"];
        let is_unread = keys
            .iter()
            .any(|key| out.is_unreadable(&candidate.at.key(*key)));
        if candidate.conditions.is_empty() && !is_unread {
            out.error_at_key(
                &candidate.at,
                format!("`{service}` would take whatever no other rule takes, which is for the default action of the listener"),
            )
            .help(format!(
                "write `hosts` or `paths` into the service: others may have rules on the listener of `{at}`, and its default action stays"
            ));
        }
    }
}

fn wanted(
    written: &blueprint::ExistingLoadBalancer,
    names: &[Name],
    candidates: &[Candidate],
    surroundings: &Surroundings<'_>,
) -> Wanted {
    let is_internal = written.scheme == Some(Scheme::Internal);
    let homes = || {
        let names = names.iter();
        names.flat_map(move |name| surroundings.domains.of(&name.host, is_internal))
    };
    let is_url = |candidate: &Candidate| {
        let conditions = &candidate.conditions;
        matches!(candidate.owner, Owner::Service { .. })
            && conditions.hosts.is_empty()
            && conditions.has_only_hosts_and_paths()
    };
    Wanted {
        target: homes().next().is_some(),
        url: candidates.iter().any(is_url),
        records: homes().any(domain::Domain::is_writable),
    }
}

fn arn(written: &blueprint::ExistingLoadBalancer, at: &Path, out: &mut Diagnostics) -> Given {
    let key = "listener";
    let Some(listener) = &written.listener else {
        out.missing(at, key, "listener = { parameter = \"ListenerArn\" }");
        return Given::Literal(String::new());
    };
    let check = |text: &str, at: &Path, out: &mut Diagnostics| {
        let name = text.split_once(":listener/app/").map(|(_, name)| name);
        // "Resource types defined by AWS Elastic Load Balancing V2": the load balancer's name and id, and the listener's id.
        let is_whole = name.is_some_and(|name| {
            name.split('/').count() == 3 && name.split('/').all(|part| !part.is_empty())
        });
        if !(is_arn_of(text, "elasticloadbalancing", "listener/app/") && is_whole) {
            out.error(at, not_an_arn(text)).help(
                "write the ARN of a listener of an Application Load Balancer, `arn:aws:elasticloadbalancing:…:listener/app/…`, \
                 not that of the load balancer",
            );
        }
    };
    given(listener, "ListenerArn", &at.key(key), check, out)
}

fn security_group(
    written: &blueprint::ExistingLoadBalancer,
    at: &Path,
    out: &mut Diagnostics,
) -> Given {
    let key = "security_group";
    match &written.security_group {
        Some(group) => peer::security_group(group, &at.key(key), out),
        None => {
            let example = "security_group = { parameter = \"LoadBalancerGroupId\" }";
            if let Some(diagnostic) = out.missing(at, key, example) {
                diagnostic.help(format!(
                    "write that of the load balancer, as `{example}`: the tasks let in what comes from it"
                ));
            }
            None
        }
    }
    .unwrap_or_else(|| Given::Literal(String::new()))
}

fn dns_name(
    written: &blueprint::ExistingLoadBalancer,
    wanted: &Wanted,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Given> {
    let key = "dns_name";
    let Some(name) = &written.dns_name else {
        let example = "dns_name = { parameter = \"LoadBalancerDnsName\" }";
        if wanted.target
            && let Some(diagnostic) = out.missing(at, key, example)
        {
            diagnostic.help(format!(
                "write `{example}`: `hosts` in a domain point to it"
            ));
        }
        return None;
    };
    let check = |text: &str, at: &Path, out: &mut Diagnostics| {
        let parsed = HostName::parse(&text.to_ascii_lowercase(), at, out);
        if parsed.is_some_and(|name| name.is_wildcard()) {
            out.error(at, "a load balancer has no wildcard in its name")
                .help("write the name as the load balancer tells it");
        }
    };
    let name = given(name, "LoadBalancerDnsName", &at.key(key), check, out);
    if wanted.target || wanted.url {
        return Some(name);
    }
    warn_unasked(key, "no name points to the load balancer", at, out);
    None
}

fn hosted_zone_id(
    written: &blueprint::ExistingLoadBalancer,
    wanted: &Wanted,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Given> {
    let key = "hosted_zone_id";
    let Some(id) = &written.hosted_zone_id else {
        let example = "hosted_zone_id = { parameter = \"LoadBalancerZoneId\" }";
        if wanted.records
            && let Some(diagnostic) = out.missing(at, key, example)
        {
            diagnostic.help(format!(
                "write `{example}`, as the load balancer tells it: records of `hosts` point to its name in that zone"
            ));
        }
        return None;
    };
    let id = given(
        id,
        "LoadBalancerZoneId",
        &at.key(key),
        domain::check_zone_id,
        out,
    );
    if !wanted.records {
        warn_unasked(key, "no record points to the load balancer", at, out);
    }
    wanted.records.then_some(id)
}

/// The name for metrics: a part of the listener's ARN, if that is known.
fn full_name(
    draft: &Draft<'_>,
    written: &blueprint::ExistingLoadBalancer,
    listener: &Given,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Given> {
    let key = "full_name";
    if let Some(name) = &written.full_name {
        let name = given(
            name,
            "LoadBalancerFullName",
            &at.key(key),
            check_full_name,
            out,
        );
        if !draft.is_counted {
            warn_unasked(key, "no service is scaled by `requests`", at, out);
        }
        return draft.is_counted.then_some(name);
    }
    if !draft.is_counted {
        return None;
    }
    match listener {
        Given::Literal(arn) => full_name_in(arn).map(|name| Given::Literal(name.to_owned())),
        Given::Parameter(_) => {
            let example = "full_name = { parameter = \"LoadBalancerFullName\" }";
            if let Some(diagnostic) = out.missing(at, key, example) {
                diagnostic.help(format!(
                    "write `{example}`: a service is scaled by `requests`, which CloudWatch counts under this name"
                ));
            }
            None
        }
    }
}

/// `app/…/…` of the ARN of a listener.
fn full_name_in(listener: &str) -> Option<&str> {
    let (_, path) = listener.split_once(":listener/")?;
    path.rsplit_once('/').map(|(name, _)| name)
}

/// "CloudWatch metrics for your Application Load Balancer", dimension `LoadBalancer`.
fn check_full_name(text: &str, at: &Path, out: &mut Diagnostics) {
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let parts: Vec<&str> = text.split('/').collect();
    if !matches!(parts[..], ["app", name, id] if is_word(name) && is_word(id)) {
        let message = format!(
            "`{}` is not the end of a load balancer's ARN",
            text.escape_debug()
        );
        out.error(at, message)
            .help("write `app/`, its name, and its id, as `\"app/shared/50dc6c495c0c9188\"`");
    }
}

fn warn_unasked(key: &'static str, why: &'static str, at: &Path, out: &mut Diagnostics) {
    if !out.has_errors() {
        out.warning(&at.key(key), format!("nobody asks for `{key}`: {why}"))
            .help("leave it out");
    }
}

/// Reports load balancers that are one: their rules would be numbered as if there were two.
pub(super) fn check_distinct(
    load_balancers: &IndexMap<String, LoadBalancer>,
    out: &mut Diagnostics,
) {
    let mut taken: IndexMap<&Given, &Path> = IndexMap::new();
    for load_balancer in load_balancers.values() {
        let Listener::Existing(listener) = &load_balancer.listener else {
            continue;
        };
        if listener.arn == Given::Literal(String::new()) {
            continue;
        }
        if let Some(other) = taken.insert(&listener.arn, &load_balancer.at) {
            out.error(
                &load_balancer.at.key("existing").key("listener"),
                format!("this is the listener of `{other}` already"),
            )
            .help("have the services name one of the two");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::full_name_in;

    #[test]
    fn the_arn_of_a_listener_has_the_name_of_its_load_balancer() {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2";
        assert_eq!(full_name_in(arn), Some("app/shared/50dc6c495c0c9188"));
        assert_eq!(full_name_in(""), None);
    }
}
