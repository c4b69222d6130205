//! `deployment`.

use super::quantity::{Field, integer};
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path, counted};

/// A rolling deployment.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Healthy tasks there must be, in percent of those wanted.
    pub minimum_healthy_percent: i64,
    /// Tasks there may be, in percent of those wanted.
    pub maximum_percent: i64,
    /// Whether a failing deployment is given up.
    pub circuit_breaker: bool,
    /// Whether it returns to the version before.
    pub rollback: bool,
}

/// Resolves `deployment`; `tasks` is how many there are at least, and `rebalancing` what the service says of its zones.
pub(super) fn resolve(
    written: Option<&blueprint::Deployment>,
    tasks: i64,
    rebalancing: bool,
    service: &Path,
    out: &mut Diagnostics,
) -> Deployment {
    let at = service.key("deployment");
    let field = |key| Field { section: &at, key };
    let written = written.cloned().unwrap_or_default();
    let minimum = integer(
        written.minimum_healthy_percent,
        field("minimum_healthy_percent"),
        0..=100,
        100,
        out,
    );
    let maximum = integer(
        written.maximum_percent,
        field("maximum_percent"),
        100..=200,
        200,
        out,
    );
    // ECS rounds the fewest tasks up and the most down (Amazon ECS API, "DeploymentConfiguration").
    let fewest = (tasks * minimum + 99) / 100;
    let most = tasks * maximum / 100;
    if maximum <= minimum || (tasks > 0 && most <= tasks && fewest >= tasks) {
        out.error(
            &at.key("maximum_percent"),
            format!(
                "with {} a deployment could neither start a task nor stop one",
                counted(tasks.unsigned_abs() as usize, "task")
            ),
        )
        .help("leave `maximum_percent` at 200, or lower `minimum_healthy_percent`");
    }
    if rebalancing && maximum <= 100 && maximum > minimum {
        // ECS developer guide, "Balancing an Amazon ECS service across Availability Zones".
        out.error(
            &at.key("maximum_percent"),
            "rebalancing starts a task before it stops another, so it needs more than 100 percent",
        )
        .help("raise `maximum_percent`, or write `availability_zone_rebalancing = false`");
    }
    let circuit_breaker = written.circuit_breaker.unwrap_or(true);
    if !circuit_breaker {
        out.warning(
            &at.key("circuit_breaker"),
            "a deployment that cannot succeed is retried for hours, and the stack waits for it",
        )
        .help("leave it on: it gives up, and returns to the version before");
        if written.rollback == Some(true) {
            out.error(
                &at.key("rollback"),
                "`rollback` is done by the circuit breaker, which is off",
            )
            .help("leave `rollback` out, or `circuit_breaker` on");
        }
    }
    Deployment {
        minimum_healthy_percent: minimum,
        maximum_percent: maximum,
        circuit_breaker,
        rollback: circuit_breaker && written.rollback.unwrap_or(true),
    }
}
