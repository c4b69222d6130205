//! `[load_balancer]`: what it speaks, with which certificate, and what guards it.

use indexmap::IndexMap;

use super::arn::{is_arn_of, not_an_arn};
use super::domain::{Domain, HostName};
use super::quantity::{Field, integer, retention, seconds};
use super::service::Service;
use crate::blueprint::{self, ListenerProtocol, ManagedRules, OneOf, Protocol, Scheme};
use crate::diagnostic::{Diagnostics, Path, nearest};

/// The load balancer.
#[derive(Clone, Debug)]
pub struct LoadBalancer {
    /// Who can reach it.
    pub scheme: Scheme,
    /// What it speaks.
    pub listener: Listener,
    /// Seconds a connection may be silent.
    pub idle_timeout: i64,
    /// Whether AWS refuses to delete it.
    pub deletion_protection: bool,
    /// The firewall in front of it.
    pub waf: Option<Waf>,
}

/// What a load balancer speaks to its callers.
#[derive(Clone, Debug)]
pub enum Listener {
    /// Plain HTTP on 80.
    Http,
    /// HTTPS on 443, with a redirect on 80.
    Https {
        /// Its certificate.
        certificate: Certificate,
        /// Its security policy.
        tls_policy: String,
    },
}

/// The certificate of an HTTPS listener.
#[derive(Clone, Debug)]
pub enum Certificate {
    /// A new one for these names, at least one, validated through the app's zone.
    New(Vec<HostName>),
    /// An existing one, by ARN.
    Arn(String),
    /// An existing one, whose ARN is this parameter of the stack.
    Parameter(String),
}

/// A web application firewall.
#[derive(Clone, Debug)]
pub struct Waf {
    /// Rule groups of AWS, in order.
    pub managed: Vec<ManagedRules>,
    /// Requests in five minutes above which an address is blocked.
    pub rate_limit: Option<i64>,
    /// Days its logs are kept.
    pub log_retention: i64,
}

/// What a new HTTPS listener offers: the policy the console recommends (Application Load Balancers user guide, "Security
/// policies for your Application Load Balancer"). Left out, CloudFormation would take one from 2016 with TLS 1.0.
const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/// Policies that begin at TLS 1.2 or 1.3; from the same page.
const MODERN_TLS_POLICIES: [&str; 28] = [
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    TLS_POLICY,
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
    "ELBSecurityPolicy-TLS13-1-2-RFC9151-FIPS-2023-07",
];

/// Resolves the load balancer; `None` if no service needs one.
pub(super) fn resolve(
    written: Option<&blueprint::LoadBalancer>,
    domain: Option<&Domain>,
    services: &IndexMap<String, Service>,
    out: &mut Diagnostics,
) -> Option<LoadBalancer> {
    let at = Path::of("load_balancer");
    if services.values().all(|service| service.endpoint.is_none()) {
        if written.is_some() && !out.has_errors() {
            out.warning(&at, "there is no load balancer, as no service has a `port`")
                .help("write the port a container listens on into its service, or leave this out");
        }
        return None;
    }
    let is_written = written.is_some();
    let written = written.cloned().unwrap_or_default();
    let field = |key| Field { section: &at, key };
    check_hosts(services, out);
    let listener = match written.protocol.unwrap_or(ListenerProtocol::Https) {
        ListenerProtocol::Http => plain_http(&written, services, &at, out),
        ListenerProtocol::Https => Listener::Https {
            certificate: certificate(&written, is_written, domain, services, &at, out),
            tls_policy: tls_policy(written.tls_policy.as_deref(), &at.key("tls_policy"), out),
        },
    };
    Some(LoadBalancer {
        scheme: written.scheme.unwrap_or(Scheme::InternetFacing),
        listener,
        // Elastic Load Balancing API, "LoadBalancerAttribute": idle_timeout.timeout_seconds.
        idle_timeout: seconds(
            written.idle_timeout.as_deref(),
            field("idle_timeout"),
            1..=4000,
            60,
            out,
        ),
        deletion_protection: written.deletion_protection.unwrap_or(false),
        waf: waf(written.waf.as_ref(), &at, out),
    })
}

/// Holds the names of all services against each other.
fn check_hosts(services: &IndexMap<String, Service>, out: &mut Diagnostics) {
    let mut taken: IndexMap<&str, &str> = IndexMap::new();
    let mut catch_all: Option<&str> = None;
    for (name, service) in services {
        let Some(endpoint) = &service.endpoint else {
            continue;
        };
        let at = Path::of("services").key(name.clone());
        if out.is_unreadable(&at.key("hosts")) {
            continue;
        }
        if endpoint.hosts.is_empty()
            && let Some(other) = catch_all.replace(name)
        {
            out.error(
                &at,
                format!("`{name}` and `{other}` both answer to every name"),
            )
            .help("give one of them `hosts`");
        }
        for (i, host) in endpoint.hosts.iter().enumerate() {
            let at = at.key("hosts").index(i);
            if let Some(other) = taken.insert(host.as_str(), name)
                && other != name
            {
                out.error(&at, format!("`{host}` is a name of `{other}` already"))
                    .help("a name goes to one service: take it from one of the two");
            }
        }
    }
}

fn plain_http(
    written: &blueprint::LoadBalancer,
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) -> Listener {
    out.warning(
        &at.key("protocol"),
        "nothing is encrypted between callers and the load balancer",
    )
    .help("once there is a domain, write `[domain]` and `hosts`, and leave `protocol` out");
    for (key, is_written) in [
        ("certificate", written.certificate.is_some()),
        ("tls_policy", written.tls_policy.is_some()),
    ] {
        if is_written {
            out.error_at_key(
                &at.key(key),
                format!("`{key}` is for HTTPS, but `protocol` is `http`"),
            )
            .help(format!("leave out `{key}` or `protocol`"));
        }
    }
    for (name, service) in services {
        let protocol = service.endpoint.as_ref().map(|endpoint| endpoint.protocol);
        if let Some(Protocol::Http2 | Protocol::Grpc) = protocol {
            // Application Load Balancers user guide, "Target groups", protocol version.
            let at = Path::of("services").key(name.clone()).key("protocol");
            out.error(&at, "HTTP/2 and gRPC need an HTTPS load balancer")
                .help("leave `load_balancer.protocol` out");
        }
    }
    Listener::Http
}

fn certificate(
    written: &blueprint::LoadBalancer,
    is_written: bool,
    domain: Option<&Domain>,
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) -> Certificate {
    let certificate_at = at.key("certificate");
    match &written.certificate {
        Some(OneOf::First(arn)) => {
            if !is_arn_of(arn, "acm", "certificate/") {
                out.error(&certificate_at, not_an_arn(arn))
                    .help("write the ARN of a certificate: `arn:aws:acm:…:certificate/…`");
            }
            Certificate::Arn(arn.clone())
        }
        Some(OneOf::Second(parameter)) => {
            Certificate::Parameter(parameter_name(parameter, &certificate_at, out))
        }
        None => Certificate::New(certificate_names(is_written, domain, services, at, out)),
    }
}

fn parameter_name(written: &blueprint::Certificate, at: &Path, out: &mut Diagnostics) -> String {
    let Some(name) = &written.parameter else {
        out.missing(at, "parameter", "parameter = \"CertificateArn\"");
        return String::new();
    };
    let well_formed = (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    if !well_formed {
        out.error(
            &at.key("parameter"),
            format!("`{}` cannot be a parameter", name.escape_debug()),
        )
        .help("write letters and digits, as `\"CertificateArn\"`");
    }
    name.clone()
}

/// The names of a new certificate: those of all services, the first one being its own.
fn certificate_names(
    is_written: bool,
    domain: Option<&Domain>,
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<HostName> {
    let endpoints = || {
        services
            .iter()
            .filter_map(|(name, service)| Some((name, service.endpoint.as_ref()?)))
    };
    let mut names: Vec<HostName> = endpoints()
        .flat_map(|(_, endpoint)| endpoint.hosts.iter().cloned())
        .collect();
    if domain.is_none() {
        let unknown = [
            Path::of("domain"),
            at.key("protocol"),
            at.key("certificate"),
        ];
        if !unknown.iter().any(|path| out.is_unreadable(path)) {
            report_no_domain(is_written, services, at, out);
        }
    } else if let Some((name, _)) = endpoints().find(|(_, endpoint)| endpoint.hosts.is_empty()) {
        let example = domain.map_or("example.com", |domain| domain.zone.as_str());
        let service = Path::of("services").key(name.clone());
        if names.is_empty() {
            out.missing(&service, "hosts", &format!("hosts = [\"{example}\"]"));
        }
    }
    // ACM API, "RequestCertificate": DomainName to 64 characters; "ACM quotas": at most 100 names.
    if let Some(short) = names.iter().position(|name| name.as_str().len() <= 64) {
        names[..=short].rotate_right(1);
    } else if let Some(first) = names.first() {
        out.error(
            at,
            format!("`{first}` is too long to be the first name of a certificate"),
        )
        .help("one of the names must have at most 64 characters");
    }
    let at = &Path::of("services");
    if names.len() > 100 {
        out.error(
            at,
            format!(
                "a certificate takes 100 names, and there are {}",
                names.len()
            ),
        )
        .help("use a wildcard, or an existing `certificate`");
    } else if names.len() > 10 {
        out.warning(
            at,
            format!(
                "a certificate for {} names needs a higher quota",
                names.len()
            ),
        )
        .help("ACM allows 10 names at first: ask for more, or use a wildcard");
    }
    names
}

fn report_no_domain(
    is_written: bool,
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) {
    let public = services.iter().find(|(_, s)| s.endpoint.is_some());
    let service = public.map_or_else(Path::root, |(name, _)| {
        Path::of("services").key(name.clone())
    });
    let place = if is_written { at } else { &service };
    out.error_at_key(place, "HTTPS needs a domain or a certificate, and there is neither")
        .help(
            "write `[domain]` with its `zone`, and `hosts` in the service; or `load_balancer.certificate`; \
             or, to go without encryption, `load_balancer.protocol = \"http\"`",
        );
}

fn tls_policy(written: Option<&str>, at: &Path, out: &mut Diagnostics) -> String {
    let policy = written.unwrap_or(TLS_POLICY);
    if !MODERN_TLS_POLICIES.contains(&policy) {
        let diagnostic = out.error(
            at,
            format!(
                "`{}` is no TLS policy that begins at TLS 1.2",
                policy.escape_debug()
            ),
        );
        if let Some(meant) = nearest(policy, MODERN_TLS_POLICIES) {
            diagnostic.label(format!("did you mean `{meant}`?"));
        }
        diagnostic.help("leave it out for the one AWS recommends; older ones offer broken ciphers");
    }
    policy.to_owned()
}

fn waf(
    written: Option<&OneOf<bool, blueprint::Waf>>,
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> Option<Waf> {
    let at = load_balancer.key("waf");
    let written = match written {
        None | Some(OneOf::First(false)) => return None,
        Some(OneOf::First(true)) => blueprint::Waf::default(),
        Some(OneOf::Second(waf)) => waf.clone(),
    };
    let field = |key| Field { section: &at, key };
    let mut managed: Vec<ManagedRules> = Vec::new();
    let default = vec![
        ManagedRules::Common,
        ManagedRules::KnownBadInputs,
        ManagedRules::IpReputation,
    ];
    for (i, rules) in written.managed.unwrap_or(default).into_iter().enumerate() {
        if managed.contains(&rules) {
            out.error(
                &at.key("managed").index(i),
                "this rule group is listed twice",
            )
            .help("leave one of them out");
        } else {
            managed.push(rules);
        }
    }
    if managed.is_empty() && written.rate_limit.is_none() {
        out.error(
            &at.key("managed"),
            "a firewall without rules lets everything through",
        )
        .help("list a rule group, set a `rate_limit`, or leave `waf` out");
    }
    Some(Waf {
        managed,
        // AWS WAF API, "RateBasedStatement": Limit.
        rate_limit: written.rate_limit.map(|limit| {
            integer(
                Some(limit),
                field("rate_limit"),
                10..=2_000_000_000,
                limit,
                out,
            )
        }),
        log_retention: retention(
            written.log_retention.as_deref(),
            field("log_retention"),
            30,
            out,
        ),
    })
}
