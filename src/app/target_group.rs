//! How the load balancer chooses among the tasks of a service.
//!
//! Elastic Load Balancing API, "TargetGroupAttribute"; Application Load Balancers user guide, "Edit target group attributes".

use super::quantity::{Field, integer, seconds};
use crate::blueprint::{self, Algorithm, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// How the load balancer chooses among the tasks of a service.
#[derive(Clone, Debug)]
pub struct TargetGroup {
    /// Seconds a task that is being stopped keeps its requests.
    pub deregistration_delay: i64,
    /// What keeps a caller on one task.
    pub stickiness: Option<Stickiness>,
    /// Seconds a new task takes to get its full share.
    pub slow_start: Option<i64>,
    /// How it chooses.
    pub algorithm: Algorithm,
    /// Whether tasks that fail get less.
    pub anomaly_mitigation: bool,
    /// Whether it chooses among the tasks of all zones.
    pub cross_zone: bool,
    /// How few healthy tasks a zone has before its address leaves DNS.
    pub dns_failover: HealthyTargets,
    /// How few it has before unhealthy tasks get requests too.
    pub unhealthy_state_routing: HealthyTargets,
}

/// What keeps a caller on one task.
#[derive(Clone, Debug)]
pub struct Stickiness {
    /// The container's cookie; `None` for one of the load balancer's.
    pub cookie: Option<String>,
    /// For how many seconds.
    pub duration: i64,
}

/// The fewest healthy tasks that are enough.
#[derive(Clone, Copy, Debug)]
pub struct HealthyTargets {
    /// In numbers.
    pub count: i64,
    /// In percent.
    pub percentage: Option<i64>,
}

/// Resolves the fields of a service that concern its target group.
pub(super) fn resolve(
    service: &blueprint::Service,
    at: &Path,
    out: &mut Diagnostics,
) -> TargetGroup {
    let field = |key| Field { section: at, key };
    let (dns_failover, unhealthy_state_routing) = thresholds(service, at, out);
    let target_group = TargetGroup {
        deregistration_delay: seconds(
            service.deregistration_delay.as_deref(),
            field("deregistration_delay"),
            0..=3600,
            60,
            out,
        ),
        stickiness: stickiness(service, at, out),
        slow_start: service
            .slow_start
            .as_ref()
            .map(|text| seconds(Some(text), field("slow_start"), 30..=900, 30, out)),
        algorithm: service.algorithm.unwrap_or(Algorithm::RoundRobin),
        anomaly_mitigation: service.anomaly_mitigation.unwrap_or(false),
        cross_zone: service.cross_zone.unwrap_or(true),
        dns_failover,
        unhealthy_state_routing,
    };
    check_together(&target_group, at, out);
    target_group
}

/// Resolves `target_group_health`: before an address leaves DNS, and before unhealthy tasks are asked too.
pub(super) fn thresholds(
    service: &blueprint::Service,
    at: &Path,
    out: &mut Diagnostics,
) -> (HealthyTargets, HealthyTargets) {
    let at = at.key("target_group_health");
    let health = service.target_group_health.clone().unwrap_or_default();
    let mut healthy = |written: &Option<blueprint::HealthyTargets>, key| {
        healthy_targets(written.as_ref(), &at.key(key), out)
    };
    let dns = healthy(&health.dns_failover, "dns_failover");
    let routing = healthy(&health.unhealthy_state_routing, "unhealthy_state_routing");
    check_thresholds(dns, routing, &at, out);
    (dns, routing)
}

/// What excludes each other.
fn check_together(group: &TargetGroup, at: &Path, out: &mut Diagnostics) {
    if group.slow_start.is_some() && group.algorithm != Algorithm::RoundRobin {
        out.error_at_key(
            &at.key("slow_start"),
            "`slow_start` is for the algorithm `round-robin` alone",
        )
        .help("leave out `slow_start` or `algorithm`");
    }
    if group.anomaly_mitigation && group.algorithm != Algorithm::WeightedRandom {
        out.error_at_key(
            &at.key("anomaly_mitigation"),
            "`anomaly_mitigation` is for the algorithm `weighted-random` alone",
        )
        .help("write `algorithm = \"weighted-random\"`, or leave it out");
    }
    if !group.cross_zone {
        out.warning(
            &at.key("cross_zone"),
            "a zone with fewer tasks than another has as many requests for them",
        )
        .help("run as many tasks in every zone, at least one");
        if group.stickiness.is_some() {
            // "Sticky sessions" in the guide: they cannot be had together.
            out.error_at_key(&at.key("stickiness"), "`stickiness` needs `cross_zone`")
                .help("leave out one of the two");
        }
    }
}

/// "Target group health" in the guide: DNS comes with or before routing to unhealthy targets.
fn check_thresholds(
    dns: HealthyTargets,
    routing: HealthyTargets,
    at: &Path,
    out: &mut Diagnostics,
) {
    let later = [
        ("count", dns.count < routing.count),
        ("percentage", dns.percentage < routing.percentage),
    ];
    for (key, _) in later.into_iter().filter(|(_, is_later)| *is_later) {
        out.error_at_key(
            &at.key("unhealthy_state_routing").key(key),
            "unhealthy tasks would get requests before the zone leaves DNS",
        )
        .help(format!("make `dns_failover.{key}` at least as much"));
    }
}

fn healthy_targets(
    written: Option<&blueprint::HealthyTargets>,
    at: &Path,
    out: &mut Diagnostics,
) -> HealthyTargets {
    let written = written.cloned().unwrap_or_default();
    let field = |key| Field { section: at, key };
    HealthyTargets {
        count: integer(written.count, field("count"), 1..=1000, 1, out),
        percentage: written
            .percentage
            .map(|it| integer(Some(it), field("percentage"), 1..=100, it, out)),
    }
}

fn stickiness(
    service: &blueprint::Service,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Stickiness> {
    const DAY: i64 = 86_400;
    let mut duration =
        |text: Option<&str>, field: Field<'_>| seconds(text, field, 1..=604_800, DAY, out);
    let own = Field {
        section: at,
        key: "stickiness",
    };
    match service.stickiness.as_ref()? {
        OneOf::First(false) => None,
        OneOf::First(true) => Some(Stickiness {
            cookie: None,
            duration: DAY,
        }),
        OneOf::Second(OneOf::First(text)) => Some(Stickiness {
            cookie: None,
            duration: duration(Some(text), own),
        }),
        OneOf::Second(OneOf::Second(written)) => {
            let at = own.path();
            let field = Field {
                section: &at,
                key: "duration",
            };
            let duration = duration(written.duration.as_deref(), field);
            Some(Stickiness {
                cookie: Some(cookie(written.cookie.as_deref(), &at, out)),
                duration,
            })
        }
    }
}

/// RFC 6265, 4.1.1: a token; "Sticky sessions" in the guide has the names that are taken.
fn cookie(written: Option<&str>, stickiness: &Path, out: &mut Diagnostics) -> String {
    let Some(name) = written else {
        out.missing(stickiness, "cookie", "cookie = \"SESSION\"");
        return String::new();
    };
    let at = stickiness.key("cookie");
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if !(1..=128).contains(&name.len()) || !name.bytes().all(is_allowed) {
        out.error(
            &at,
            format!("`{}` is not the name of a cookie", name.escape_debug()),
        )
        .help("write 1 to 128 letters, digits, hyphens and underscores, as `\"SESSION\"`");
    } else if let "AWSALB" | "AWSALBAPP" | "AWSALBTG" = name {
        out.error(
            &at,
            format!("`{name}` is a cookie of the load balancer's own"),
        )
        .help("name the container's");
    }
    name.to_owned()
}
