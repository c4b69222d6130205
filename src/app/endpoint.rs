//! What a service with a `port` is on the load balancer.

use super::Surroundings;
use super::domain::{Domain, HostName};
use super::health::{self, HealthCheck};
use super::plural::DEFAULT;
use super::quantity::{Field, integer, seconds};
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

/// A service's place behind a load balancer.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The load balancer's name.
    pub load_balancer: String,
    /// Port the container listens on.
    pub port: i64,
    /// What it speaks there.
    pub protocol: Protocol,
    /// Names it answers to; empty for every name.
    pub hosts: Vec<HostName>,
    /// The load balancer's health check.
    pub health_check: HealthCheck,
    /// Seconds a task that is being stopped keeps its requests.
    pub deregistration_delay: i64,
    /// Seconds a caller stays on one task.
    pub stickiness: Option<i64>,
    /// Seconds a new task takes to get its full share.
    pub slow_start: Option<i64>,
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
) -> Option<Endpoint> {
    let Port {
        number: port,
        protocol,
    } = port?;
    let load_balancer = load_balancer(service, surroundings, at, out)?;
    let field = |key| Field { section: at, key };
    Some(Endpoint {
        load_balancer,
        port,
        protocol,
        hosts: hosts(
            service.hosts.as_deref().unwrap_or_default(),
            surroundings.domain,
            at,
            out,
        ),
        health_check: health::resolve(service.health_check.as_ref(), protocol, at, out),
        // Elastic Load Balancing API, "TargetGroupAttribute": the ranges of these three.
        deregistration_delay: seconds(
            service.deregistration_delay.as_deref(),
            field("deregistration_delay"),
            0..=3600,
            60,
            out,
        ),
        stickiness: match &service.stickiness {
            None | Some(OneOf::First(false)) => None,
            Some(OneOf::First(true)) => Some(86_400),
            Some(OneOf::Second(text)) => Some(seconds(
                Some(text),
                field("stickiness"),
                1..=604_800,
                86_400,
                out,
            )),
        },
        slow_start: service
            .slow_start
            .as_ref()
            .map(|text| seconds(Some(text), field("slow_start"), 30..=900, 30, out)),
    })
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

/// Reports what only makes sense behind a load balancer.
fn report_fields_without_load_balancer(
    service: &blueprint::Service,
    at: &Path,
    out: &mut Diagnostics,
) {
    let written = [
        ("hosts", service.hosts.is_some()),
        ("health_check", service.health_check.is_some()),
        (
            "deregistration_delay",
            service.deregistration_delay.is_some(),
        ),
        ("stickiness", service.stickiness.is_some()),
        ("slow_start", service.slow_start.is_some()),
    ];
    for (key, _) in written.into_iter().filter(|(_, is_written)| *is_written) {
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
        ("hosts", service.hosts.is_some()),
        ("health_check", service.health_check.is_some()),
        (
            "deregistration_delay",
            service.deregistration_delay.is_some(),
        ),
        ("stickiness", service.stickiness.is_some()),
        ("slow_start", service.slow_start.is_some()),
    ];
    for (key, _) in written.into_iter().filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` needs a `port`: without one `{at}` is a worker"),
        )
        .help("write the port the container listens on, as `port = 8080`");
    }
}

fn hosts(
    written: &[String],
    domain: Option<&Domain>,
    service: &Path,
    out: &mut Diagnostics,
) -> Vec<HostName> {
    let at = service.key("hosts");
    let mut hosts: Vec<HostName> = Vec::with_capacity(written.len());
    for (i, text) in written.iter().enumerate() {
        let at = at.index(i);
        let Some(host) = HostName::parse(text, &at, out) else {
            out.mark_unreadable(service.key("hosts"));
            continue;
        };
        // Elastic Load Balancing API, "HostHeaderConditionConfig": values to 128 characters.
        if host.as_str().len() > 128 {
            out.error(&at, "a load balancer's rule takes names to 128 characters")
                .help("choose a shorter name");
        }
        if host.is_wildcard() {
            out.warning(
                &at,
                "every name below answers, and the certificate holds for all of them on the next level",
            )
            .help("list the names, if they are known");
        }
        if let Some(domain) = domain
            && !host.is_in(&domain.zone)
        {
            out.error(
                &at,
                format!("`{host}` is not in the zone `{}`", domain.zone),
            )
            .help(format!(
                "write `{0}`, or a name that ends with `.{0}`",
                domain.zone
            ));
        }
        if hosts.contains(&host) {
            out.error(&at, format!("`{host}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        hosts.push(host);
    }
    hosts
}
