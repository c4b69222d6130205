//! Network Load Balancers: what they listen on, at which addresses, and which fields they have.

use indexmap::IndexMap;

use super::certificate::Certificate;
use super::logs::{self, LogDestination, LogKind, Logs};
use super::{
    Default as DefaultAction, Draft, Headers, Listener, LoadBalancer, Name, attributes, callers,
    certificate, ip, tls,
};
use crate::app::Surroundings;
use crate::app::domain::HostName;
use crate::app::identifier::is_id;
use crate::app::network::{Network, Vpc};
use crate::app::network_endpoint::NetworkListener;
use crate::app::parameter::{Given, given};
use crate::app::plural::Part;
use crate::blueprint::{self, IpAddressType, LoadBalancerType, OneOf, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// What a Network Load Balancer listens on, and at which addresses.
#[derive(Clone, Debug)]
pub struct NetworkListeners {
    /// Its ports: the service that each leads to, and what it takes. At least one.
    pub ports: Vec<(String, NetworkListener)>,
    /// How it proves its names, if it ends TLS anywhere.
    pub tls: Option<Tls>,
    /// Whether callers of a zone come to the tasks of all zones.
    pub cross_zone: bool,
    /// Where it is reached.
    pub addresses: ElasticIps,
}

/// How a load balancer that ends TLS proves its names.
#[derive(Clone, Debug)]
pub struct Tls {
    /// Its certificates: at least one, the first being for callers that ask for no name of another.
    pub certificates: Vec<Certificate>,
    /// Its security policy.
    pub policy: String,
}

/// The addresses of a Network Load Balancer.
#[derive(Clone, Debug, PartialEq)]
pub enum ElasticIps {
    /// None: it is reached where AWS puts it.
    Any,
    /// New ones that stay, one in each zone.
    New,
    /// These, one in each zone: their allocation ids.
    Existing(Vec<Given>),
}

/// The names of those that are Network Load Balancers.
pub(in crate::app) fn names<'a>(written: &[Part<'a, blueprint::LoadBalancer>]) -> Vec<&'a str> {
    let network = written.iter().filter(|part| is_network(part.written));
    network.map(|part| part.name).collect()
}

/// Whether a load balancer divides connections, not requests.
pub(super) fn is_network(written: &blueprint::LoadBalancer) -> bool {
    written.r#type == Some(LoadBalancerType::Network) && written.existing.is_none()
}

/// Reports fields that only an Application Load Balancer has, at one of the other type, and the other way round.
pub(super) fn check_fields(written: &blueprint::LoadBalancer, at: &Path, out: &mut Diagnostics) {
    let is_network = is_network(written);
    let (fields, what, other): (&[(&'static str, bool)], _, _) = match is_network {
        true => (
            &[
                ("protocol", written.protocol.is_some()),
                ("idle_timeout", written.idle_timeout.is_some()),
                ("client_keep_alive", written.client_keep_alive.is_some()),
                (
                    "desync_mitigation_mode",
                    written.desync_mitigation_mode.is_some(),
                ),
                (
                    "drop_invalid_header_fields",
                    written.drop_invalid_header_fields.is_some(),
                ),
                ("http2", written.http2.is_some()),
                (
                    "preserve_host_header",
                    written.preserve_host_header.is_some(),
                ),
                (
                    "xff_header_processing",
                    written.xff_header_processing.is_some(),
                ),
                ("xff_client_port", written.xff_client_port.is_some()),
                (
                    "tls_version_and_cipher_headers",
                    written.tls_version_and_cipher_headers.is_some(),
                ),
                ("waf_fail_open", written.waf_fail_open.is_some()),
                ("minimum_capacity", written.minimum_capacity.is_some()),
                ("headers", written.headers.is_some()),
                ("connection_logs", written.connection_logs.is_some()),
                ("health_check_logs", written.health_check_logs.is_some()),
                ("waf", written.waf.is_some()),
                ("default", written.default.is_some()),
                ("routes", written.routes.is_some()),
                ("mutual_tls", written.mutual_tls.is_some()),
            ],
            "an Application",
            "leave `type` out",
        ),
        false => (
            &[
                ("cross_zone", written.cross_zone.is_some()),
                ("elastic_ips", written.elastic_ips.is_some()),
            ],
            "a Network",
            "write `type = \"network\"`",
        ),
    };
    if out.is_unreadable(&at.key("type")) || written.existing.is_some() {
        return;
    }
    for (key, _) in fields.iter().filter(|(_, is_written)| *is_written) {
        out.error_at_key(&at.key(*key), format!("`{key}` is of {what} Load Balancer"))
            .help(format!("leave `{key}` out, or {other}"));
    }
}

impl Draft<'_> {
    /// Resolves a Network Load Balancer.
    pub(super) fn resolve_network(
        &self,
        name: Option<String>,
        surroundings: &Surroundings<'_>,
        out: &mut Diagnostics,
    ) -> LoadBalancer {
        let (at, written) = (&self.at, self.written);
        let scheme = written.scheme.unwrap_or(Scheme::InternetFacing);
        let ports = ports(self, out);
        let names = names_of(self);
        let ip = ip::resolve(written.ip, scheme, surroundings.network, at, out);
        check_ip(ip, written.ip.is_some(), &ports, at, out);
        let ends_tls = ports.iter().any(|(_, listener)| listener.is_tls());
        let tls = if ends_tls {
            Some(Tls {
                certificates: certificate::resolve(self, &names, surroundings.domains, out),
                policy: tls::policy(written.tls_policy.as_deref(), &at.key("tls_policy"), out),
            })
        } else {
            report_fields_of_tls(written, at, out);
            None
        };
        if written.cross_zone == Some(false) {
            out.warning(
                &at.key("cross_zone"),
                "callers of a zone without a healthy task find nobody until its address has left DNS",
            )
            .help("run tasks in every zone at all times, or leave `cross_zone` out");
        }
        // What an Application Load Balancer has besides is not its own.
        let own = blueprint::LoadBalancer {
            deletion_protection: written.deletion_protection,
            zonal_shift: written.zonal_shift,
            ..blueprint::LoadBalancer::new()
        };
        let own = Draft {
            at: at.clone(),
            written: &own,
            is_written: self.is_written,
            behind: Vec::new(),
            network: Vec::new(),
            is_counted: false,
        };
        LoadBalancer {
            name,
            at: at.clone(),
            scheme,
            ip,
            callers: callers::resolve(written.ingress.as_ref(), at, out),
            listener: Listener::Network(NetworkListeners {
                ports,
                tls,
                cross_zone: written.cross_zone.unwrap_or(true),
                addresses: addresses(written, scheme, at, out),
            }),
            attributes: attributes::resolve(&own, out),
            headers: Headers::default(),
            logs: access_logs(self, ends_tls, out),
            waf: None,
            names,
            rules: Vec::new(),
            default: DefaultAction::NotFound,
        }
    }
}

/// Its listeners, each port once: AWS refuses a second listener on a port, for whatever protocol it is.
fn ports(draft: &Draft<'_>, out: &mut Diagnostics) -> Vec<(String, NetworkListener)> {
    let mut ports: IndexMap<i64, (String, NetworkListener)> = IndexMap::new();
    for (service, endpoint) in &draft.network {
        for listener in &endpoint.listeners {
            if let Some((other, _)) = ports.get(&listener.port) {
                let message = if other == service {
                    format!(
                        "port {} of the load balancer leads to `{other}` already",
                        listener.port
                    )
                } else {
                    format!(
                        "port {} of the load balancer would lead to `{service}`, and leads to `{other}` already",
                        listener.port
                    )
                };
                out.error(&listener.at, message).help(
                    "choose another port; for TCP and UDP on one port, write one listener with `protocol = \"tcp_udp\"`",
                );
                continue;
            }
            ports.insert(listener.port, ((*service).to_owned(), listener.clone()));
        }
    }
    // "Quotas for your Network Load Balancers": listeners per load balancer.
    const MOST: usize = 50;
    if ports.len() > MOST {
        out.error(
            &draft.at,
            format!(
                "a load balancer has {MOST} listeners at most, and these are {}",
                ports.len()
            ),
        )
        .help("put some of the services behind another load balancer");
    }
    ports.into_values().collect()
}

/// The names of all services, each once.
fn names_of(draft: &Draft<'_>) -> Vec<Name> {
    let mut names: IndexMap<&HostName, Path> = IndexMap::new();
    for (service, endpoint) in &draft.network {
        let at = Path::of("services").key((*service).to_owned()).key("hosts");
        for (index, host) in endpoint.hosts.iter().enumerate() {
            names.entry(host).or_insert_with(|| at.index(index));
        }
    }
    let names = names.into_iter();
    names
        .map(|(host, at)| Name {
            host: host.clone(),
            at,
        })
        .collect()
}

/// Network Load Balancers user guide, "Create a Network Load Balancer", IP address type; "Listeners": UDP by IPv6 needs targets
/// with IPv6 addresses, and a prefix for source NAT.
fn check_ip(
    ip: IpAddressType,
    is_written: bool,
    ports: &[(String, NetworkListener)],
    at: &Path,
    out: &mut Diagnostics,
) {
    let ip_at = at.key("ip");
    if ip == IpAddressType::DualstackWithoutPublicIpv4 {
        out.error(&ip_at, "a Network Load Balancer has IPv4 addresses always")
            .help("write `\"dualstack\"` or `\"ipv4\"`");
    } else if ip == IpAddressType::Dualstack
        && let Some((_, udp)) = ports.iter().find(|(_, listener)| listener.has_udp())
    {
        let message = "what comes by UDP and IPv6 would not reach the tasks, which have IPv4 addresses for the load balancer";
        if is_written {
            out.error(&ip_at, message).help("write `ip = \"ipv4\"`");
        } else {
            out.error(&udp.at, message)
                .help(format!("write `ip = \"ipv4\"` in `[{at}]`"));
        }
    }
}

fn report_fields_of_tls(written: &blueprint::LoadBalancer, at: &Path, out: &mut Diagnostics) {
    for (key, is_written) in [
        ("certificate", written.certificate.is_some()),
        ("certificates", written.certificates.is_some()),
        ("tls_policy", written.tls_policy.is_some()),
    ] {
        if is_written {
            out.error_at_key(
                &at.key(key),
                format!("`{key}` is for TLS, which no listener of the load balancer ends"),
            )
            .help(format!(
                "leave `{key}` out, or write a listener with `protocol = \"tls\"` into a service"
            ));
        }
    }
}

/// Network Load Balancers user guide, "Access logs for your Network Load Balancer": they tell of TLS connections alone.
fn access_logs(draft: &Draft<'_>, ends_tls: bool, out: &mut Diagnostics) -> Vec<Logs> {
    let mut logs = logs::resolve(draft, out);
    logs.retain(|logs| logs.kind == LogKind::Access);
    let is_asked_for = |logs: &Logs| {
        matches!(
            logs.to,
            Some(LogDestination::Own { .. } | LogDestination::Existing { .. })
        )
    };
    if logs.iter().any(is_asked_for) && !ends_tls {
        out.error(
            &draft.at.key("access_logs"),
            "a Network Load Balancer logs TLS connections alone, and no listener of it ends TLS",
        )
        .help("leave it out; `flow_logs` of `[network]` tell of all connections");
    }
    logs
}

fn addresses(
    written: &blueprint::LoadBalancer,
    scheme: Scheme,
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> ElasticIps {
    let at = load_balancer.key("elastic_ips");
    let addresses = match &written.elastic_ips {
        None | Some(OneOf::First(false)) => return ElasticIps::Any,
        Some(OneOf::First(true)) => ElasticIps::New,
        Some(OneOf::Second(list)) => {
            let mut ids: Vec<Given> = Vec::with_capacity(list.len());
            for (index, id) in list.iter().enumerate() {
                let at = at.index(index);
                let id = given(id, "AddressAllocationId", &at, check_allocation, out);
                if ids.contains(&id) {
                    out.error(&at, "the address is listed twice")
                        .help("each zone has an address of its own");
                }
                ids.push(id);
            }
            ElasticIps::Existing(ids)
        }
    };
    if scheme == Scheme::Internal {
        out.error(&at, "an internal load balancer has no public addresses")
            .help("leave `elastic_ips` or `scheme` out");
    }
    addresses
}

fn check_allocation(id: &str, at: &Path, out: &mut Diagnostics) {
    if !is_id(id, "eipalloc-") {
        out.error(
            at,
            format!("`{}` is not the id of an address", id.escape_debug()),
        )
        .help("write the allocation id of an Elastic IP address: `eipalloc-…`");
    }
}

/// Holds addresses against the zones of the network: there is one for each.
pub(in crate::app) fn check_addresses(
    load_balancers: &IndexMap<String, LoadBalancer>,
    network: &Network,
    out: &mut Diagnostics,
) {
    for load_balancer in load_balancers.values() {
        let Listener::Network(listeners) = &load_balancer.listener else {
            continue;
        };
        if listeners.addresses == ElasticIps::Any || load_balancer.scheme == Scheme::Internal {
            continue;
        }
        let at = load_balancer.at.key("elastic_ips");
        let tier = network.tier_of(load_balancer.scheme);
        let zones = match &network.vpc {
            Vpc::New(vpc) => usize::from(vpc.availability_zones),
            Vpc::Existing(vpc) => match vpc.subnets(tier) {
                Some(Given::Literal(ids)) => ids.len(),
                Some(Given::Parameter(_)) => {
                    out.error(&at, "each subnet has an address, and how many there are is known at the deploy only")
                        .help("list the ids in `network.existing.public_subnets`, or leave `elastic_ips` out");
                    continue;
                }
                None => continue,
            },
        };
        if let ElasticIps::Existing(ids) = &listeners.addresses
            && ids.len() != zones
        {
            out.error(
                &at,
                format!(
                    "{zones} zones have an address each, and these are {}",
                    ids.len()
                ),
            )
            .help("list one for each zone, in their order");
        }
    }
}
