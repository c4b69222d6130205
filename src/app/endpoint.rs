//! What a service with a `port` is on the load balancer.

use super::Surroundings;
use super::auth::{self, Guard};
use super::health::{self, HealthCheck};
use super::network_endpoint::{self, NetworkEndpoint};
use super::plural::DEFAULT;
use super::quantity::{Field, integer};
use super::route::{self, Route};
use super::target_group::{self, TargetGroup};
use crate::blueprint::{self, OneOf, Protocol};
use crate::diagnostic::{Diagnostics, Path, nearest};

/// Where a container listens.
#[derive(Clone, Copy, Debug)]
pub struct Port {
    /// The number.
    pub number: i64,
    /// What it speaks there.
    pub protocol: Protocol,
}

/// A service's place behind a load balancer of either type.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Application(Endpoint),
    Network(NetworkEndpoint),
}

/// A service's place behind an Application Load Balancer.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The load balancer's name.
    pub load_balancer: String,
    /// Port the container listens on.
    pub port: i64,
    /// What it speaks there.
    pub protocol: Protocol,
    /// The requests it asks for.
    pub(super) routes: Vec<Route>,
    /// Who is let through where a route does not say it.
    pub(super) guard: Guard,
    /// The load balancer's health check.
    pub health_check: HealthCheck,
    /// How the load balancer chooses among its tasks.
    pub target_group: TargetGroup,
}

/// Where a service listens; `None` for a worker.
pub(super) fn port(service: &blueprint::Service, at: &Path, out: &mut Diagnostics) -> Option<Port> {
    let field = Field {
        section: at,
        key: "port",
    };
    let Some(port) = service.port else {
        if !out.is_unreadable(&field.path()) {
            report_fields_without_port(service, at, out);
        }
        return None;
    };
    Some(Port {
        number: integer(Some(port), field, 1..=65535, port, out),
        protocol: service.protocol.unwrap_or(Protocol::Http),
    })
}

/// Resolves the place of a service with a port behind a load balancer; `None` if it is behind none.
pub(super) fn resolve(
    service: &blueprint::Service,
    port: Option<Port>,
    surroundings: &Surroundings<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Place> {
    let port = port?;
    let load_balancer = load_balancer(service, surroundings, at, out)?;
    if surroundings.is_network(&load_balancer) {
        let place = network_endpoint::resolve(service, port, &load_balancer, surroundings, at, out);
        return Some(Place::Network(place));
    }
    report_fields_of_connections(service, &load_balancer, at, out);
    let Port {
        number: port,
        protocol,
    } = port;
    let guard = auth::guard(service.auth.as_ref(), &surroundings.auth, at, out);
    Some(Place::Application(Endpoint {
        load_balancer,
        port,
        protocol,
        routes: route::resolve(service, &guard, surroundings, at, out),
        guard,
        health_check: health::resolve(service.health_check.as_ref(), protocol, at, out),
        target_group: target_group::resolve(service, at, out),
    }))
}

/// The fields of a service that only make sense behind a Network Load Balancer, and whether they are written.
fn written_of_network(service: &blueprint::Service) -> [(&'static str, bool); 4] {
    [
        ("listeners", service.listeners.is_some()),
        ("preserve_client_ip", service.preserve_client_ip.is_some()),
        ("proxy_protocol_v2", service.proxy_protocol_v2.is_some()),
        (
            "connection_termination",
            service.connection_termination.is_some(),
        ),
    ]
}

/// Reports what only makes sense where connections are divided.
fn report_fields_of_connections(
    service: &blueprint::Service,
    load_balancer: &str,
    at: &Path,
    out: &mut Diagnostics,
) {
    let type_at = match load_balancer {
        DEFAULT => Path::of("load_balancer"),
        name => Path::of("load_balancers").key(name.to_owned()),
    };
    if out.is_unreadable(&type_at.key("type")) {
        return;
    }
    let written = written_of_network(service).into_iter();
    for (key, _) in written.filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` is for a service behind a Network Load Balancer"),
        )
        .help(format!(
            "leave out `{key}`, or write `type = \"network\"` in `[{type_at}]`"
        ));
    }
}

/// The load balancer a service is behind.
fn load_balancer(
    service: &blueprint::Service,
    surroundings: &Surroundings<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<String> {
    let name = match &service.load_balancer {
        Some(OneOf::First(false)) => {
            report_fields_without_load_balancer(service, at, out);
            return None;
        }
        Some(OneOf::Second(name)) => name.as_str(),
        Some(OneOf::First(true)) | None => DEFAULT,
    };
    let known = || surroundings.load_balancers.iter().copied();
    if name != DEFAULT && !known().any(|other| other == name) {
        let at = at.key("load_balancer");
        let message = format!("there is no load balancer `{}`", name.escape_debug());
        let diagnostic = out.error(&at, message);
        if let Some(meant) = nearest(name, known()) {
            diagnostic.label(format!("did you mean `{meant}`?"));
        }
        diagnostic.help(
            "declare it, as `[load_balancers.internal]`, or leave this out for that of all services",
        );
        return None;
    }
    Some(name.to_owned())
}

/// The fields of a service that only make sense behind a load balancer, and whether they are written.
fn written_of_load_balancer(
    service: &blueprint::Service,
) -> impl Iterator<Item = (&'static str, bool)> {
    let of_either = [
        ("hosts", service.hosts.is_some()),
        ("auth", service.auth.is_some()),
        ("paths", service.paths.is_some()),
        ("priority", service.priority.is_some()),
        ("routes", service.routes.is_some()),
        ("health_check", service.health_check.is_some()),
        (
            "deregistration_delay",
            service.deregistration_delay.is_some(),
        ),
        ("stickiness", service.stickiness.is_some()),
        ("slow_start", service.slow_start.is_some()),
        ("algorithm", service.algorithm.is_some()),
        ("anomaly_mitigation", service.anomaly_mitigation.is_some()),
        ("cross_zone", service.cross_zone.is_some()),
        ("target_group_health", service.target_group_health.is_some()),
    ];
    of_either.into_iter().chain(written_of_network(service))
}

/// Reports what only makes sense behind a load balancer.
fn report_fields_without_load_balancer(
    service: &blueprint::Service,
    at: &Path,
    out: &mut Diagnostics,
) {
    let written = written_of_load_balancer(service);
    for (key, _) in written.filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` is of the load balancer, and `{at}` is behind none"),
        )
        .help(format!("leave out `{key}`, or `load_balancer = false`"));
    }
}

/// Reports what only makes sense with a port.
fn report_fields_without_port(service: &blueprint::Service, at: &Path, out: &mut Diagnostics) {
    let written = [
        ("protocol", service.protocol.is_some()),
        ("load_balancer", service.load_balancer.is_some()),
    ];
    let written = written.into_iter().chain(written_of_load_balancer(service));
    for (key, _) in written.filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` needs a `port`: without one `{at}` is a worker"),
        )
        .help("write the port the container listens on, as `port = 8080`");
    }
}
