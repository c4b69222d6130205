//! `desired_count` and `scaling`: how many tasks run.

use super::quantity::{Field, integer, seconds};
use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// Most tasks of a service: Amazon ECS service quotas, "Tasks per service".
const MOST: i64 = 5000;

/// How many tasks run.
#[derive(Clone, Debug)]
pub enum Count {
    /// Always as many.
    Fixed(i64),
    /// As many as the load wants.
    Scaled(Scaling),
}

impl Count {
    /// Fewest tasks there are when a deployment begins, unless there are none.
    pub(super) fn fewest(&self) -> i64 {
        match self {
            Self::Fixed(count) => *count,
            Self::Scaled(scaling) => scaling.min.max(1),
        }
    }
}

/// Target tracking.
#[derive(Clone, Debug)]
pub struct Scaling {
    /// Fewest tasks.
    pub min: i64,
    /// Most tasks.
    pub max: i64,
    /// Average CPU use to keep, in percent.
    pub cpu: Option<i64>,
    /// Average memory use to keep, in percent.
    pub memory: Option<i64>,
    /// Requests of a minute to keep for each task.
    pub requests: Option<i64>,
    /// Seconds between two steps down.
    pub scale_in_cooldown: i64,
    /// Seconds between two steps up.
    pub scale_out_cooldown: i64,
}

/// Resolves how many tasks run.
pub(super) fn resolve(service: &blueprint::Service, at: &Path, out: &mut Diagnostics) -> Count {
    let Some(scaling) = &service.scaling else {
        let field = Field {
            section: at,
            key: "desired_count",
        };
        return Count::Fixed(integer(service.desired_count, field, 0..=MOST, 1, out));
    };
    if service.desired_count.is_some() {
        out.error(
            &at.key("desired_count"),
            "`desired_count` would undo what `scaling` decides, at every deploy",
        )
        .help("leave it out: the service begins with one task, and `scaling.min` holds at once");
    }
    Count::Scaled(resolve_scaling(
        scaling,
        gets_requests(service) || out.is_unreadable(&at.key("port")),
        &at.key("scaling"),
        out,
    ))
}

/// Whether the service is behind a load balancer.
fn gets_requests(service: &blueprint::Service) -> bool {
    service.port.is_some() && service.load_balancer != Some(OneOf::First(false))
}

fn resolve_scaling(
    written: &blueprint::Scaling,
    gets_requests: bool,
    at: &Path,
    out: &mut Diagnostics,
) -> Scaling {
    let field = |key| Field { section: at, key };
    if written.max.is_none() {
        out.missing(at, "max", "max = 10");
    }
    let min = integer(written.min, field("min"), 0..=MOST, 1, out);
    let max = integer(written.max, field("max"), 1..=MOST, min.max(1), out);
    if min > max {
        out.error(
            &at.key("min"),
            format!("`min` is {min}, but `max` is {max}"),
        )
        .help("make `min` at most `max`");
    }
    let target = |value: Option<i64>, key, most, out: &mut Diagnostics| {
        value.map(|value| integer(Some(value), field(key), 1..=most, value, out))
    };
    let scaling = Scaling {
        min,
        max,
        cpu: target(written.cpu, "cpu", 100, out),
        memory: target(written.memory, "memory", 100, out),
        requests: target(written.requests, "requests", 1_000_000_000, out),
        scale_in_cooldown: seconds(
            written.scale_in_cooldown.as_deref(),
            field("scale_in_cooldown"),
            0..=3600,
            300,
            out,
        ),
        scale_out_cooldown: seconds(
            written.scale_out_cooldown.as_deref(),
            field("scale_out_cooldown"),
            0..=3600,
            60,
            out,
        ),
    };
    if min == 0 {
        out.warning(
            &at.key("min"),
            "without a task there is nothing to measure, so nothing makes the service start again",
        )
        .help("make `min` at least 1");
    }
    if scaling.cpu.is_none() && scaling.memory.is_none() && scaling.requests.is_none() {
        out.error(at, "`scaling` has nothing to go by")
            .help("write `cpu = 70`, `memory = 80` or `requests = 1000`");
    }
    if scaling.requests.is_some() && !gets_requests {
        out.error(
            &at.key("requests"),
            "a service that is behind no load balancer gets no requests that could be counted",
        )
        .help("scale it by `cpu` or `memory`");
    }
    scaling
}
