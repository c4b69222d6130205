//! `[load_balancer]` and `[load_balancers.…]`: what they speak, with which certificate, and what guards them.

mod attributes;
mod callers;
mod certificate;
mod conflicts;
mod headers;
mod health_checks;
mod ip;
mod logs;
mod mutual_tls;
mod names;
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
pub use headers::{Headers, ResponseHeader};
pub use logs::{LogDestination, LogKind, Logs};
pub use mutual_tls::{MutualTls, TrustStore, Verify};
pub use names::Name;
pub(super) use records::check as check_records;
pub use routes::Default;
pub use rules::{Owner, Rule};
pub use waf::Waf;

use indexmap::IndexMap;

use super::Surroundings;
use super::endpoint::Endpoint;
use super::plural::{self, DEFAULT, Part};
use super::service::Service;
use crate::blueprint::{self, Blueprint, IpAddressType, ListenerProtocol, Protocol, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// A load balancer with services behind it.
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
}

impl Listener {
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
    /// The services behind it, by name.
    behind: Vec<(&'a str, &'a Endpoint)>,
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
    let mut drafts = Vec::with_capacity(written.len() + 1);
    if !written.iter().any(|part| part.name == DEFAULT) {
        let draft = Draft {
            at: Path::of("load_balancer"),
            written: &unwritten,
            is_written: false,
            behind: behind(DEFAULT, services),
        };
        drafts.push((DEFAULT, draft));
    }
    for part in written {
        let draft = Draft {
            at: part.at.clone(),
            written: part.written,
            is_written: true,
            behind: behind(part.name, services),
        };
        if draft.behind.is_empty() && !out.has_errors() {
            report_unused(part, out);
        }
        drafts.push((part.name, draft));
    }
    let resolved: IndexMap<String, LoadBalancer> = drafts
        .into_iter()
        .filter(|(_, draft)| !draft.behind.is_empty())
        .map(|(name, draft)| {
            let own_name = (name != DEFAULT).then(|| name.to_owned());
            (name.to_owned(), draft.resolve(own_name, surroundings, out))
        })
        .collect();
    names::check(&resolved, surroundings.domains, out);
    waiting::check(resolved.values(), surroundings.domains, out);
    resolved
}

/// Whether callers speak HTTPS to a load balancer.
fn is_https(written: &blueprint::LoadBalancer) -> bool {
    written.protocol != Some(ListenerProtocol::Http)
}

/// The services behind a load balancer.
fn behind<'a>(name: &str, services: &'a IndexMap<String, Service>) -> Vec<(&'a str, &'a Endpoint)> {
    services
        .iter()
        .filter_map(|(service, resolved)| Some((service.as_str(), resolved.endpoint.as_ref()?)))
        .filter(|(_, endpoint)| endpoint.load_balancer == name)
        .collect()
}

fn report_unused(part: &Part<'_, blueprint::LoadBalancer>, out: &mut Diagnostics) {
    if part.name == DEFAULT {
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
        let scheme = written.scheme.unwrap_or(Scheme::InternetFacing);
        let routes = routes::resolve(self, domains, out);
        let (default_service, default) = routes::default(self, out);
        let mut candidates = rules::candidates(self, &routes, default_service);
        let names = names::of(&candidates);
        candidates.extend(health_checks::candidates(&candidates, scheme, domains));
        let mutual_tls = mutual_tls::resolve(self, name.as_deref(), out);
        LoadBalancer {
            name,
            at: at.clone(),
            scheme,
            ip: ip::resolve(written.ip, scheme, surroundings.network, at, out),
            callers: callers::resolve(written.ingress.as_ref(), at, out),
            listener: match written.protocol.unwrap_or(ListenerProtocol::Https) {
                ListenerProtocol::Http => plain_http(self, out),
                ListenerProtocol::Https => Listener::Https {
                    certificates: certificate::resolve(self, &names, domains, out),
                    tls_policy: tls::policy(
                        written.tls_policy.as_deref(),
                        &at.key("tls_policy"),
                        out,
                    ),
                    mutual_tls,
                },
            },
            attributes: attributes::resolve(self, out),
            headers: headers::resolve(self, out),
            logs,
            waf: waf::resolve(written.waf.as_ref(), at, out),
            rules: rules::resolve(self, &candidates, out),
            names,
            default,
        }
    }
}

fn plain_http(draft: &Draft<'_>, out: &mut Diagnostics) -> Listener {
    let (at, written) = (&draft.at, draft.written);
    out.warning(
        &at.key("protocol"),
        "nothing is encrypted between callers and the load balancer",
    )
    .help("once there is a domain, write `[domain]` and `hosts`, and leave `protocol` out");
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
            .help(format!("leave out `{key}` or `protocol`"));
        }
    }
    for (name, endpoint) in &draft.behind {
        if let Protocol::Http2 | Protocol::Grpc = endpoint.protocol {
            // Application Load Balancers user guide, "Target groups", protocol version.
            let at = Path::of("services").key((*name).to_owned()).key("protocol");
            out.error(&at, "HTTP/2 and gRPC need an HTTPS load balancer")
                .help(format!("leave `{}.protocol` out", draft.at));
        }
    }
    Listener::Http
}
