//! What a service with a `port` is on the load balancer.

use ipnet::Ipv4Net;

use super::domain::{Domain, HostName};
use super::health::{self, HealthCheck};
use super::network::address_range;
use super::quantity::{Field, integer, seconds};
use crate::blueprint::{self, OneOf, Protocol};
use crate::diagnostic::{Diagnostics, Path};

/// A service's place behind the load balancer.
#[derive(Clone, Debug)]
pub struct Endpoint {
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
    /// Address ranges that may reach the port besides the load balancer.
    pub ingress: Vec<Ipv4Net>,
}

/// Resolves what a service is on the load balancer; `None` for a worker.
pub(super) fn resolve(
    service: &blueprint::Service,
    domain: Option<&Domain>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Endpoint> {
    let Some(port) = service.port else {
        if !out.is_unreadable(&at.key("port")) {
            report_fields_without_port(service, at, out);
        }
        return None;
    };
    let field = |key| Field { section: at, key };
    let protocol = service.protocol.unwrap_or(Protocol::Http);
    Some(Endpoint {
        port: integer(Some(port), field("port"), 1..=65535, port, out),
        protocol,
        hosts: hosts(
            service.hosts.as_deref().unwrap_or_default(),
            domain,
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
        ingress: ingress(service.ingress.as_deref().unwrap_or_default(), at, out),
    })
}

/// Reports what only makes sense with a port.
fn report_fields_without_port(service: &blueprint::Service, at: &Path, out: &mut Diagnostics) {
    let written = [
        ("protocol", service.protocol.is_some()),
        ("hosts", service.hosts.is_some()),
        ("health_check", service.health_check.is_some()),
        (
            "deregistration_delay",
            service.deregistration_delay.is_some(),
        ),
        ("stickiness", service.stickiness.is_some()),
        ("slow_start", service.slow_start.is_some()),
        ("ingress", service.ingress.is_some()),
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

fn ingress(written: &[String], service: &Path, out: &mut Diagnostics) -> Vec<Ipv4Net> {
    let at = service.key("ingress");
    let mut ranges = Vec::with_capacity(written.len());
    for (i, text) in written.iter().enumerate() {
        let at = at.index(i);
        let Some(range) = address_range(text, &at, out) else {
            continue;
        };
        if range.prefix_len() == 0 {
            out.warning(&at, "everyone can reach the container, past the load balancer, its TLS and its firewall")
            .help("name the ranges that need to, or leave `ingress` out");
        }
        if ranges.contains(&range) {
            out.error(&at, format!("`{range}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        ranges.push(range);
    }
    ranges
}
