//! `health_check` and `container_health_check`.

use std::ops::RangeInclusive;

use super::quantity::{Field, integer, is_digits, seconds};
use crate::blueprint::{self, OneOf, Protocol};
use crate::diagnostic::{Diagnostics, Path};

/// The load balancer's health check.
#[derive(Clone, Debug)]
pub struct HealthCheck {
    /// Path of the request.
    pub path: String,
    /// Port of the request, if it is not the traffic port.
    pub port: Option<i64>,
    /// Status codes of a healthy answer.
    pub codes: String,
    /// Seconds between two requests.
    pub interval: i64,
    /// Seconds an answer may take.
    pub timeout: i64,
    /// Good answers that make a task healthy.
    pub healthy_threshold: i64,
    /// Bad answers that make a task unhealthy.
    pub unhealthy_threshold: i64,
    /// Seconds a new task is left alone.
    pub grace_period: i64,
}

/// A health check inside the container.
#[derive(Clone, Debug)]
pub struct ContainerHealthCheck {
    /// The command, beginning with `CMD` or `CMD-SHELL`.
    pub command: Vec<String>,
    /// Seconds between two runs.
    pub interval: i64,
    /// Seconds a run may take.
    pub timeout: i64,
    /// Failures that make the container unhealthy.
    pub retries: i64,
    /// Seconds in which failures do not count.
    pub start_period: i64,
}

/// Resolves `health_check` of a service that speaks `protocol`.
///
/// Ranges: Elastic Load Balancing API, "CreateTargetGroup"; "Health checks for your target groups".
pub(super) fn resolve(
    written: Option<&OneOf<String, blueprint::HealthCheck>>,
    protocol: Protocol,
    service: &Path,
    out: &mut Diagnostics,
) -> HealthCheck {
    let at = service.key("health_check");
    let (written, path_at) = match written {
        Some(OneOf::First(path)) => (
            blueprint::HealthCheck::new().path(path.as_str()),
            at.clone(),
        ),
        Some(OneOf::Second(check)) => (check.clone(), at.key("path")),
        None => (blueprint::HealthCheck::new(), at.clone()),
    };
    let field = |key| Field { section: &at, key };
    let (default_path, default_codes) = match protocol {
        // The load balancer's own path, which a server without such a method answers with 12, "unimplemented".
        Protocol::Grpc => ("/AWS.ALB/healthcheck", "12"),
        Protocol::Http | Protocol::Http2 => ("/", "200"),
    };
    let path = written.path.as_deref().unwrap_or(default_path);
    check_path(path, &path_at, out);
    let codes = written.codes.as_deref().unwrap_or(default_codes);
    check_codes(codes, protocol, &at.key("codes"), out);
    let check = HealthCheck {
        path: path.to_owned(),
        port: written
            .port
            .map(|port| integer(Some(port), field("port"), 1..=65535, port, out)),
        codes: codes.to_owned(),
        interval: seconds(
            written.interval.as_deref(),
            field("interval"),
            5..=300,
            15,
            out,
        ),
        timeout: seconds(
            written.timeout.as_deref(),
            field("timeout"),
            2..=120,
            5,
            out,
        ),
        healthy_threshold: integer(
            written.healthy_threshold,
            field("healthy_threshold"),
            2..=10,
            2,
            out,
        ),
        unhealthy_threshold: integer(
            written.unhealthy_threshold,
            field("unhealthy_threshold"),
            2..=10,
            3,
            out,
        ),
        grace_period: seconds(
            written.grace_period.as_deref(),
            field("grace_period"),
            0..=2_147_483_647,
            60,
            out,
        ),
    };
    check_timeout(check.timeout, check.interval, &at, out);
    check
}

/// Resolves `container_health_check`.
///
/// Ranges: Amazon ECS API, "HealthCheck".
pub(super) fn resolve_container(
    written: Option<&blueprint::ContainerHealthCheck>,
    service: &Path,
    out: &mut Diagnostics,
) -> Option<ContainerHealthCheck> {
    let written = written?;
    let at = service.key("container_health_check");
    let field = |key| Field { section: &at, key };
    let check = ContainerHealthCheck {
        command: command(written.command.as_ref(), &at, out),
        interval: seconds(
            written.interval.as_deref(),
            field("interval"),
            5..=300,
            30,
            out,
        ),
        timeout: seconds(written.timeout.as_deref(), field("timeout"), 2..=60, 5, out),
        retries: integer(written.retries, field("retries"), 1..=10, 3, out),
        start_period: seconds(
            written.start_period.as_deref(),
            field("start_period"),
            0..=300,
            0,
            out,
        ),
    };
    check_timeout(check.timeout, check.interval, &at, out);
    Some(check)
}

fn command(
    written: Option<&OneOf<String, Vec<String>>>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<String> {
    let has_nul = match written {
        None => false,
        Some(OneOf::First(line)) => line.contains('\0'),
        Some(OneOf::Second(words)) => words.iter().any(|word| word.contains('\0')),
    };
    if has_nul {
        out.error(
            &at.key("command"),
            "a command cannot have a NUL character in it",
        )
        .help("leave it out: no process could be started with it");
    }
    let is_empty = match written {
        None => {
            out.missing(
                at,
                "command",
                "command = \"curl -f http://localhost:8080/ || exit 1\"",
            );
            return Vec::new();
        }
        Some(OneOf::First(line)) => line.trim().is_empty(),
        Some(OneOf::Second(words)) => {
            let given = match words.first().map(String::as_str) {
                Some("CMD" | "CMD-SHELL") => words.get(1..).unwrap_or_default(),
                _ => words,
            };
            given.is_empty()
        }
    };
    if is_empty {
        out.error(&at.key("command"), "the command is empty")
            .help("write a command that the image contains, as `\"curl -f http://localhost:8080/ || exit 1\"`");
    }
    let (kind, words) = match written {
        Some(OneOf::First(line)) => ("CMD-SHELL", vec![line.clone()]),
        Some(OneOf::Second(words)) => match words.first().map(String::as_str) {
            Some("CMD" | "CMD-SHELL") => return words.clone(),
            _ => ("CMD", words.clone()),
        },
        None => return Vec::new(),
    };
    [vec![kind.to_owned()], words].concat()
}

fn check_timeout(timeout: i64, interval: i64, at: &Path, out: &mut Diagnostics) {
    if timeout >= interval {
        out.error(
            &at.key("timeout"),
            format!("a check may take {timeout} s, but the next comes after {interval} s"),
        )
        .help("make `timeout` less than `interval`");
    }
}

fn check_path(path: &str, at: &Path, out: &mut Diagnostics) {
    if !path.starts_with('/') {
        let path = path.escape_debug();
        out.error(at, format!("the path `{path}` does not begin with `/`"))
            .label(format!("did you mean `/{path}`?"));
    }
    if path.len() > 1024 {
        out.error(at, "the path has more than 1,024 bytes")
            .help("choose a shorter path");
    }
    if path.starts_with('/') && path.bytes().any(|b| !b.is_ascii_graphic()) {
        out.error(at, "the path has characters that a request cannot have")
            .help("write them percent-encoded, as `%20`");
    }
}

/// `200`, `200,301`, `200-299`.
fn check_codes(codes: &str, protocol: Protocol, at: &Path, out: &mut Diagnostics) {
    let allowed: RangeInclusive<u16> = match protocol {
        Protocol::Grpc => 0..=99,
        Protocol::Http | Protocol::Http2 => 200..=499,
    };
    let code = |text: &str| {
        let is_plain = is_digits(text) && (text == "0" || !text.starts_with('0'));
        is_plain
            && text
                .parse::<u16>()
                .is_ok_and(|code| allowed.contains(&code))
    };
    let well_formed = match codes.split_once('-') {
        Some((first, last)) => code(first) && code(last) && first < last,
        None => codes.split(',').all(code),
    };
    if !well_formed {
        out.error(
            at,
            format!("`{}` is not a set of status codes", codes.escape_debug()),
        )
        .help(format!(
            "write codes from {} to {}: `\"200\"`, `\"200,301\"` or `\"200-299\"`",
            allowed.start(),
            allowed.end()
        ));
    }
}
