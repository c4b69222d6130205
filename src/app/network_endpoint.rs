//! What a service is behind a Network Load Balancer: ports of it that lead to the service.

use super::Surroundings;
use super::domain::HostName;
use super::endpoint::Port;
use super::health::{self, HealthCheck};
use super::hosts;
use super::quantity::{Field, integer, seconds};
use super::target_group::{self, HealthyTargets};
use crate::blueprint::{self, NetworkProtocol, OneOf, Protocol, TargetProtocol};
use crate::diagnostic::{Diagnostics, Path};

/// A service's place behind a Network Load Balancer.
#[derive(Clone, Debug)]
pub struct NetworkEndpoint {
    /// The load balancer's name.
    pub load_balancer: String,
    /// The ports of it that lead to the service: at least one.
    pub listeners: Vec<NetworkListener>,
    /// The names that point to the load balancer for its sake, and where they stand.
    pub(super) hosts: Vec<HostName>,
    /// The load balancer's health check.
    pub health_check: HealthCheck,
    /// Whether that is a request; otherwise it is a connection.
    pub checks_by_http: bool,
    /// Seconds a task that is being stopped keeps its connections.
    pub deregistration_delay: i64,
    /// Whether they end then, if that is said.
    pub connection_termination: Option<bool>,
    /// Whether the container sees the addresses of callers, where that can be chosen.
    pub preserve_client_ip: bool,
    /// Whether connections begin with a header of the proxy protocol, where that can be.
    pub proxy_protocol_v2: bool,
    /// Whether a caller stays with one task.
    pub is_sticky: bool,
    /// Whether callers come to the tasks of all zones, if that is said here.
    pub cross_zone: Option<bool>,
    /// How few healthy tasks a zone has before its address leaves DNS.
    pub dns_failover: HealthyTargets,
    /// How few it has before unhealthy tasks get connections too.
    pub unhealthy_state_routing: HealthyTargets,
}

/// A port of a load balancer that leads to a service.
#[derive(Clone, Debug)]
pub struct NetworkListener {
    /// The port that callers use.
    pub port: i64,
    /// What the load balancer takes.
    pub protocol: NetworkProtocol,
    /// The port of the container.
    pub container_port: i64,
    /// Whether the load balancer goes on to the container by TLS.
    pub is_encrypted_twice: bool,
    /// Where it stands.
    pub at: Path,
}

impl NetworkListener {
    /// Whether anything comes by UDP.
    pub fn has_udp(&self) -> bool {
        matches!(
            self.protocol,
            NetworkProtocol::Udp | NetworkProtocol::TcpUdp
        )
    }

    /// Whether anything comes by TCP.
    pub fn has_tcp(&self) -> bool {
        self.protocol != NetworkProtocol::Udp
    }

    /// Whether the load balancer ends TLS.
    pub fn is_tls(&self) -> bool {
        self.protocol == NetworkProtocol::Tls
    }
}

/// Resolves the place of a service behind the Network Load Balancer of this name.
pub(super) fn resolve(
    service: &blueprint::Service,
    port: Port,
    load_balancer: &str,
    surroundings: &Surroundings<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> NetworkEndpoint {
    report_fields_of_requests(service, at, out);
    let listeners = listeners(service, port, at, out);
    check_transports(&listeners, port, out);
    let written = service.hosts.as_deref().unwrap_or_default();
    let (dns_failover, unhealthy_state_routing) = target_group::thresholds(service, at, out);
    let health_check = health_check(service, &listeners, at, out);
    let delay = Field {
        section: at,
        key: "deregistration_delay",
    };
    let endpoint = NetworkEndpoint {
        load_balancer: load_balancer.to_owned(),
        hosts: hosts::resolve(written, surroundings.domains, at, out),
        checks_by_http: has_path(service),
        health_check,
        deregistration_delay: seconds(
            service.deregistration_delay.as_deref(),
            delay,
            0..=3600,
            60,
            out,
        ),
        connection_termination: service.connection_termination,
        preserve_client_ip: service.preserve_client_ip.unwrap_or(false),
        proxy_protocol_v2: service.proxy_protocol_v2.unwrap_or(false),
        is_sticky: is_sticky(service, &listeners, at, out),
        cross_zone: service.cross_zone,
        dns_failover,
        unhealthy_state_routing,
        listeners,
    };
    check_attributes(service, &endpoint, at, out);
    check_hosts(&endpoint, surroundings, at, out);
    endpoint
}

/// Reports what only makes sense where there are requests.
fn report_fields_of_requests(service: &blueprint::Service, at: &Path, out: &mut Diagnostics) {
    let scaling = service.scaling.as_ref();
    for (path, is_written) in [
        (at.key("protocol"), service.protocol.is_some()),
        (at.key("auth"), service.auth.is_some()),
        (at.key("paths"), service.paths.is_some()),
        (at.key("priority"), service.priority.is_some()),
        (at.key("routes"), service.routes.is_some()),
        (at.key("slow_start"), service.slow_start.is_some()),
        (at.key("algorithm"), service.algorithm.is_some()),
        (
            at.key("anomaly_mitigation"),
            service.anomaly_mitigation.is_some(),
        ),
        (
            at.key("scaling").key("requests"),
            scaling.is_some_and(|scaling| scaling.requests.is_some()),
        ),
    ] {
        if is_written {
            let key = path.to_string();
            let key = key.rsplit('.').next().unwrap_or_default();
            let message = format!(
                "`{key}` is about requests, of which a Network Load Balancer knows nothing"
            );
            let diagnostic = out.error_at_key(&path, message);
            match key {
                "protocol" => {
                    diagnostic.help("leave it out; `protocol` of a listener says what it takes")
                }
                "requests" => diagnostic.help("leave it out, and write `cpu` or `memory`"),
                _ => diagnostic.help(format!(
                    "leave out `{key}`, or put the service behind an Application Load Balancer"
                )),
            };
        }
    }
}

fn listeners(
    service: &blueprint::Service,
    port: Port,
    service_at: &Path,
    out: &mut Diagnostics,
) -> Vec<NetworkListener> {
    // ECS developer guide, "Service load balancing considerations": target groups of a service.
    const MOST: usize = 5;
    let at = service_at.key("listeners");
    let Some(written) = &service.listeners else {
        return vec![NetworkListener {
            port: port.number,
            protocol: NetworkProtocol::Tcp,
            container_port: port.number,
            is_encrypted_twice: false,
            at: service_at.key("port"),
        }];
    };
    if written.is_empty() || written.len() > MOST {
        let message = format!("there are {} listeners", written.len());
        out.error(&at, message).help(format!(
            "write 1 to {MOST}, as `listeners = [{{ port = 8883, protocol = \"tls\" }}]`; or leave `listeners` out for the service's `port`"
        ));
    }
    let listeners = written.iter().enumerate();
    listeners
        .filter_map(|(index, listener)| self::listener(listener, port, &at.index(index), out))
        .collect()
}

fn listener(
    written: &blueprint::NetworkListener,
    own: Port,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<NetworkListener> {
    let number = |value: i64, key: &'static str, out: &mut Diagnostics| {
        let field = Field { section: at, key };
        integer(Some(value), field, 1..=65535, value, out)
    };
    let Some(port) = written.port else {
        out.missing(at, "port", "port = 443");
        return None;
    };
    let protocol = written.protocol.unwrap_or(NetworkProtocol::Tcp);
    if written.target_protocol.is_some() && protocol != NetworkProtocol::Tls {
        out.error_at_key(
            &at.key("target_protocol"),
            "`target_protocol` is for a listener that ends TLS",
        )
        .help("leave it out, or write `protocol = \"tls\"`");
    }
    Some(NetworkListener {
        port: number(port, "port", out),
        protocol,
        container_port: written
            .container_port
            .map_or(own.number, |port| number(port, "container_port", out)),
        is_encrypted_twice: written.target_protocol == Some(TargetProtocol::Tls),
        at: at.clone(),
    })
}

/// A container's port is mapped once: ECS refuses to attach a target group to a port that is mapped for TCP and for UDP.
fn check_transports(listeners: &[NetworkListener], port: Port, out: &mut Diagnostics) {
    for (index, listener) in listeners.iter().enumerate() {
        let earlier = listeners.iter().take(index);
        let others = earlier.filter(|other| other.container_port == listener.container_port);
        let is_udp = |listener: &NetworkListener| listener.protocol == NetworkProtocol::Udp;
        if others
            .clone()
            .any(|other| is_udp(other) != is_udp(listener))
        {
            let message = format!(
                "port {} of the container would be mapped for TCP and for UDP, which ECS refuses",
                listener.container_port
            );
            let help = match listener.container_port == port.number {
                true => {
                    "lead it to another `container_port`, or write one listener with `protocol = \"tcp_udp\"`"
                }
                false => "lead it to another `container_port`",
            };
            out.error(&listener.at, message).help(help);
        }
    }
}

fn written_check(service: &blueprint::Service) -> Option<&blueprint::HealthCheck> {
    match service.health_check.as_ref()? {
        OneOf::First(_) => None,
        OneOf::Second(check) => Some(check),
    }
}

fn has_path(service: &blueprint::Service) -> bool {
    match &service.health_check {
        Some(OneOf::First(_)) => true,
        Some(OneOf::Second(check)) => check.path.is_some(),
        None => false,
    }
}

/// Network Load Balancers user guide, "Health checks for Network Load Balancer target groups": by TCP or HTTP, never by UDP.
fn health_check(
    service: &blueprint::Service,
    listeners: &[NetworkListener],
    service_at: &Path,
    out: &mut Diagnostics,
) -> HealthCheck {
    let at = service_at.key("health_check");
    let check = health::resolve(
        service.health_check.as_ref(),
        Protocol::Http,
        service_at,
        out,
    );
    let codes = written_check(service).and_then(|check| check.codes.as_ref());
    if codes.is_some() && !has_path(service) && !out.is_unreadable(&at.key("path")) {
        out.error_at_key(
            &at.key("codes"),
            "`codes` are of a request, and this opens a connection only",
        )
        .help("leave `codes` out, or write the `path` of the request");
    }
    let udp = listeners
        .iter()
        .find(|it| it.protocol == NetworkProtocol::Udp);
    if let Some(listener) = udp
        && check.port.is_none()
        && !out.is_unreadable(&at.key("port"))
        && !out.is_unreadable(&at)
    {
        out.error(
            &listener.at,
            "no health check can be made by UDP, and nothing says which port answers by TCP",
        )
        .help("write `health_check = { port = 8080 }` with a port of the container that takes TCP connections once it is well");
    }
    check
}

/// Network Load Balancers user guide, "Edit target group attributes", sticky sessions: not with TLS listeners and TLS target groups.
fn is_sticky(
    service: &blueprint::Service,
    listeners: &[NetworkListener],
    service_at: &Path,
    out: &mut Diagnostics,
) -> bool {
    let at = service_at.key("stickiness");
    match &service.stickiness {
        None | Some(OneOf::First(false)) => false,
        Some(OneOf::First(true)) => {
            if let Some(tls) = listeners.iter().find(|listener| listener.is_tls()) {
                out.error(
                    &at,
                    format!("the listener on port {} ends TLS, which knows no stickiness", tls.port),
                )
                .help("leave `stickiness` out, or let the container end TLS, with `protocol = \"tcp\"`");
            }
            true
        }
        Some(OneOf::Second(_)) => {
            out.error(
                &at,
                "a Network Load Balancer keeps a caller on a task by its address, without any cookie and for ever",
            )
            .help("write `stickiness = true`, or leave it out");
            false
        }
    }
}

/// Network Load Balancers user guide, "Edit target group attributes": client IP preservation, proxy protocol.
fn check_attributes(
    service: &blueprint::Service,
    endpoint: &NetworkEndpoint,
    at: &Path,
    out: &mut Diagnostics,
) {
    let listeners = &endpoint.listeners;
    let udp = listeners.iter().find(|listener| listener.has_udp());
    if let (Some(false), Some(udp)) = (service.preserve_client_ip, udp) {
        out.error(
            &at.key("preserve_client_ip"),
            format!(
                "what comes to port {} by UDP has its caller's address always",
                udp.port
            ),
        )
        .help("leave `preserve_client_ip` out");
    }
    let only_udp = !listeners.is_empty() && listeners.iter().all(NetworkListener::has_udp);
    if endpoint.proxy_protocol_v2 && only_udp {
        out.error(
            &at.key("proxy_protocol_v2"),
            "the proxy protocol is for TCP and TLS, and no listener is for one of them alone",
        )
        .help("leave it out: what comes by UDP has its caller's address always");
    }
    if endpoint.cross_zone == Some(false) {
        out.warning(
            &at.key("cross_zone"),
            "a zone with fewer tasks than another has as many callers for them",
        )
        .help("run as many tasks in every zone, at least one");
    }
}

fn check_hosts(
    endpoint: &NetworkEndpoint,
    surroundings: &Surroundings<'_>,
    service_at: &Path,
    out: &mut Diagnostics,
) {
    let at = service_at.key("hosts");
    let domains = surroundings.domains;
    if endpoint.hosts.is_empty() || !domains.is_empty() || domains.is_unread() {
        return;
    }
    out.error(
        &at,
        "no name can be pointed to a Network Load Balancer without a domain",
    )
    .help("write `[domain]` with its `zone`, or leave `hosts` out: a Network Load Balancer does not ask for names");
}
