//! `[load_balancer]` and `[load_balancers.…]`: what they speak, with which certificate, and what guards them.

mod attributes;
mod callers;
mod certificate;
mod conflicts;
mod existing;
mod guards;
mod headers;
mod health_checks;
mod ip;
mod logs;
mod mutual_tls;
mod names;
mod network;
mod priorities;
mod records;
mod routes;
mod rules;
mod tls;
mod waf;
mod waiting;

pub use attributes::{Attributes, MOST_ATTRIBUTES};
pub use callers::Caller;
pub use certificate::{Certificate, Issuer, NewCertificate};
pub(super) use certificate::{check_names, in_order};
pub use existing::ExistingListener;
pub use headers::{Headers, ResponseHeader};
pub use logs::{LogDestination, LogKind, Logs};
pub use mutual_tls::{MutualTls, TrustStore, Verify};
pub use names::Name;
pub use network::{ElasticIps, NetworkListeners, Tls};
pub(super) use network::{check_addresses, names as network_names};
pub(super) use records::check as check_records;
pub use routes::Default;
pub use rules::{Owner, Rule};
pub use waf::{Addresses, ManagedGroup, RateLimit, Waf, WebAcl};

use indexmap::IndexMap;

use rules::Candidate;

use super::Surroundings;
use super::count::Count;
use super::endpoint::Endpoint;
use super::network_endpoint::NetworkEndpoint;
use super::plural::{self, DEFAULT, Part};
use super::service::Service;
use crate::blueprint::{self, Blueprint, IpAddressType, ListenerProtocol, Protocol, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// A load balancer with services behind it.
///
/// Of one that is there already, nothing is written that can only be decided of a new one: that is as if nobody had.
#[derive(Clone, Debug)]
pub struct LoadBalancer {
    /// Its name; `None` for the default.
    pub name: Option<String>,
    /// Where it stands in the blueprint, or would.
    pub at: Path,
    /// Who can reach it.
    pub scheme: Scheme,
    /// By which addresses it is reached.
    pub ip: IpAddressType,
    /// Who may call it; everybody that can reach it, if none is listed.
    pub callers: Vec<Caller>,
    /// What it speaks.
    pub listener: Listener,
    /// How it treats connections and requests.
    pub attributes: Attributes,
    /// What it changes in the headers of responses.
    pub headers: Headers,
    /// What it logs.
    pub logs: Vec<Logs>,
    /// The firewall in front of it.
    pub waf: Option<Waf>,
    /// The names that are for it.
    pub names: Vec<Name>,
    /// Which requests go where.
    pub rules: Vec<Rule>,
    /// What becomes of all others.
    pub default: Default,
}

/// What a load balancer speaks to its callers.
#[derive(Clone, Debug)]
pub enum Listener {
    /// Plain HTTP on 80.
    Http,
    /// HTTPS on 443, with a redirect on 80.
    Https {
        /// Its certificates: at least one, the first being for callers that ask for no name of another.
        certificates: Vec<Certificate>,
        /// Its security policy.
        tls_policy: String,
        /// What becomes of the certificates of callers.
        mutual_tls: MutualTls,
    },
    /// A listener that is there already.
    Existing(Box<ExistingListener>),
    /// Connections on ports that services choose. What is said of requests is not of such a load balancer.
    Network(NetworkListeners),
}

impl LoadBalancer {
    /// Whether the stack makes it.
    pub fn is_new(&self) -> bool {
        !matches!(self.listener, Listener::Existing(_))
    }

    /// Whether it divides connections, not requests.
    pub fn is_network(&self) -> bool {
        self.network().is_some()
    }

    /// What it is as a Network Load Balancer.
    pub fn network(&self) -> Option<&NetworkListeners> {
        match &self.listener {
            Listener::Network(listeners) => Some(listeners),
            Listener::Http | Listener::Https { .. } | Listener::Existing(_) => None,
        }
    }

    /// Where its scheme stands, or would.
    fn scheme_at(&self) -> Path {
        match self.is_new() {
            true => self.at.key("scheme"),
            false => self.at.key("existing").key("scheme"),
        }
    }
}

impl Listener {
    /// Those certificates that it gets from the app.
    fn certificates(&self) -> &[Certificate] {
        match self {
            Self::Http | Self::Network(NetworkListeners { tls: None, .. }) => &[],
            Self::Https { certificates, .. }
            | Self::Network(NetworkListeners {
                tls: Some(Tls { certificates, .. }),
                ..
            }) => certificates,
            Self::Existing(listener) => &listener.certificates,
        }
    }

    /// Whether callers need certificates.
    pub(super) fn verifies_callers(&self) -> bool {
        let Self::Https { mutual_tls, .. } = self else {
            return false;
        };
        matches!(mutual_tls, MutualTls::Verify(_))
    }
}

/// A load balancer that is being resolved.
struct Draft<'a> {
    at: Path,
    written: &'a blueprint::LoadBalancer,
    is_written: bool,
    /// The services that get requests from it, by name.
    behind: Vec<(&'a str, &'a Endpoint)>,
    /// The services that get connections from it, by name.
    network: Vec<(&'a str, &'a NetworkEndpoint)>,
    /// Whether one of those behind it is scaled by requests.
    is_counted: bool,
}

impl<'a> Draft<'a> {
    /// The services behind it.
    fn services(&self) -> impl Iterator<Item = &'a str> {
        let behind = self.behind.iter().map(|(name, _)| *name);
        behind.chain(self.network.iter().map(|(name, _)| *name))
    }
}

/// The load balancers that a blueprint has, by name, whether anything is behind them or not.
pub(super) fn written<'a>(
    blueprint: &'a Blueprint,
    out: &mut Diagnostics,
) -> Vec<Part<'a, blueprint::LoadBalancer>> {
    plural::parts(
        ("load_balancer", blueprint.load_balancer.as_ref()),
        ("load_balancers", blueprint.load_balancers.as_ref()),
        out,
    )
}

/// Resolves those load balancers that services are behind, by name.
pub(super) fn resolve(
    written: &[Part<'_, blueprint::LoadBalancer>],
    surroundings: &Surroundings<'_>,
    services: &IndexMap<String, Service>,
    out: &mut Diagnostics,
) -> IndexMap<String, LoadBalancer> {
    let unwritten = blueprint::LoadBalancer::new();
    let own: Vec<_> = written
        .iter()
        .map(|part| existing::without_others(part, out))
        .collect();
    let draft = |name, at, written, is_written| Draft {
        at,
        written,
        is_written,
        behind: behind(name, services),
        network: network_behind(name, services),
        is_counted: is_counted(name, services),
    };
    let mut drafts = Vec::with_capacity(written.len() + 1);
    if !written.iter().any(|part| part.name == DEFAULT) {
        let at = Path::of("load_balancer");
        drafts.push((DEFAULT, draft(DEFAULT, at, &unwritten, false)));
    }
    for (part, own) in written.iter().zip(&own) {
        network::check_fields(part.written, &part.at, out);
        let draft = draft(part.name, part.at.clone(), own.as_ref(), true);
        if draft.services().next().is_none() && !out.has_errors() {
            report_unused(part, out);
        }
        drafts.push((part.name, draft));
    }
    let resolved: IndexMap<String, LoadBalancer> = drafts
        .into_iter()
        .filter(|(_, draft)| draft.services().next().is_some())
        .map(|(name, draft)| {
            let own_name = (name != DEFAULT).then(|| name.to_owned());
            let resolved = match network::is_network(draft.written) {
                true => draft.resolve_network(own_name, surroundings, out),
                false => draft.resolve(own_name, surroundings, out),
            };
            (name.to_owned(), resolved)
        })
        .collect();
    existing::check_distinct(&resolved, out);
    names::check(&resolved, surroundings.domains, out);
    waiting::check(resolved.values(), surroundings.domains, out);
    resolved
}

/// Whether callers speak HTTPS to a load balancer.
fn is_https(written: &blueprint::LoadBalancer) -> bool {
    let protocol = match &written.existing {
        Some(existing) => existing.protocol,
        None => written.protocol,
    };
    protocol != Some(ListenerProtocol::Http)
}

/// The services behind a load balancer.
fn behind<'a>(name: &str, services: &'a IndexMap<String, Service>) -> Vec<(&'a str, &'a Endpoint)> {
    services
        .iter()
        .filter_map(|(service, resolved)| Some((service.as_str(), resolved.endpoint.as_ref()?)))
        .filter(|(_, endpoint)| endpoint.load_balancer == name)
        .collect()
}

/// Whether a service behind a load balancer is scaled by requests.
fn is_counted(name: &str, services: &IndexMap<String, Service>) -> bool {
    services.values().any(|service| {
        let endpoint = service.endpoint.as_ref();
        let is_behind = endpoint.is_some_and(|endpoint| endpoint.load_balancer == name);
        is_behind && matches!(&service.count, Count::Scaled(it) if it.requests.is_some())
    })
}

/// The services behind a Network Load Balancer.
fn network_behind<'a>(
    name: &str,
    services: &'a IndexMap<String, Service>,
) -> Vec<(&'a str, &'a NetworkEndpoint)> {
    services
        .iter()
        .filter_map(|(service, it)| Some((service.as_str(), it.network_endpoint.as_ref()?)))
        .filter(|(_, endpoint)| endpoint.load_balancer == name)
        .collect()
}

fn report_unused(part: &Part<'_, blueprint::LoadBalancer>, out: &mut Diagnostics) {
    if part.written.existing.is_some() {
        out.warning(
            &part.at.key("existing"),
            format!("no service is behind `{}`", part.at),
        )
        .help("have a service with a `port` name it, or leave this out");
    } else if part.name == DEFAULT {
        out.warning(
            &part.at,
            "there is no load balancer, as no service has a `port`",
        )
        .help("write the port a container listens on into its service, or leave this out");
    } else {
        let message = format!(
            "there is no load balancer `{}`, as no service names it",
            part.name
        );
        out.warning(&part.at, message).help(format!(
            "write `load_balancer = \"{}\"` into a service, or leave this out",
            part.name
        ));
    }
}

impl Draft<'_> {
    fn resolve(
        &self,
        name: Option<String>,
        surroundings: &Surroundings<'_>,
        out: &mut Diagnostics,
    ) -> LoadBalancer {
        let (at, written) = (&self.at, self.written);
        let logs = logs::resolve(self, out);
        attributes::check_count(self, &logs, out);
        let domains = surroundings.domains;
        let existing = written.existing.as_ref();
        let scheme = existing.map_or(written.scheme, |it| it.scheme);
        let scheme = scheme.unwrap_or(Scheme::InternetFacing);
        let routes = routes::resolve(self, surroundings, out);
        let (default_service, default) = routes::default(self, out);
        let mut candidates = rules::candidates(self, &routes, default_service);
        let names = names::of(&candidates);
        candidates.extend(health_checks::candidates(&candidates, scheme, domains, out));
        LoadBalancer {
            listener: self.listener(name.as_deref(), &names, &candidates, surroundings, out),
            name,
            at: at.clone(),
            scheme,
            ip: match existing {
                Some(existing) => existing.ip.unwrap_or(IpAddressType::Ipv4),
                None => ip::resolve(written.ip, scheme, surroundings.network, at, out),
            },
            callers: callers::resolve(written.ingress.as_ref(), at, out),
            attributes: attributes::resolve(self, out),
            headers: headers::resolve(self, out),
            logs,
            waf: waf::resolve(written.waf.as_ref(), at, out),
            rules: rules::resolve(self, &candidates, surroundings.name, out),
            names,
            default,
        }
    }

    fn listener(
        &self,
        name: Option<&str>,
        names: &[Name],
        candidates: &[Candidate],
        surroundings: &Surroundings<'_>,
        out: &mut Diagnostics,
    ) -> Listener {
        let written = self.written;
        if let Some(existing) = &written.existing {
            let listener = existing::listener(self, existing, names, candidates, surroundings, out);
            return Listener::Existing(Box::new(listener));
        }
        match written.protocol.unwrap_or(ListenerProtocol::Https) {
            ListenerProtocol::Http => plain_http(self, out),
            ListenerProtocol::Https => Listener::Https {
                certificates: certificate::resolve(self, names, surroundings.domains, out),
                tls_policy: tls::policy(
                    written.tls_policy.as_deref(),
                    &self.at.key("tls_policy"),
                    out,
                ),
                mutual_tls: mutual_tls::resolve(self, name, out),
            },
        }
    }
}

fn plain_http(draft: &Draft<'_>, out: &mut Diagnostics) -> Listener {
    let at = &draft.at;
    out.warning(
        &at.key("protocol"),
        "nothing is encrypted between callers and the load balancer",
    )
    .help("once there is a domain, write `[domain]` and `hosts`, and leave `protocol` out");
    check_plain_http(draft, &at.key("protocol"), out);
    Listener::Http
}

/// Reports what goes only with HTTPS.
fn check_plain_http(draft: &Draft<'_>, protocol: &Path, out: &mut Diagnostics) {
    let (at, written) = (&draft.at, draft.written);
    for (key, is_written) in [
        ("certificate", written.certificate.is_some()),
        ("certificates", written.certificates.is_some()),
        ("mutual_tls", written.mutual_tls.is_some()),
        ("tls_policy", written.tls_policy.is_some()),
    ] {
        if is_written {
            out.error_at_key(
                &at.key(key),
                format!("`{key}` is for HTTPS, but `protocol` is `http`"),
            )
            .help(format!("leave out `{key}` or `{protocol}`"));
        }
    }
    for (name, endpoint) in &draft.behind {
        if let Protocol::Http2 | Protocol::Grpc = endpoint.protocol {
            // Application Load Balancers user guide, "Target groups", protocol version.
            let at = Path::of("services").key((*name).to_owned()).key("protocol");
            out.error(&at, "HTTP/2 and gRPC need an HTTPS load balancer")
                .help(format!("leave `{protocol}` out"));
        }
    }
}
