//! What a load balancer writes to a bucket.

use super::Draft;
use crate::app::log_bucket;
use crate::app::parameter::{Given, given};
use crate::app::quantity::Field;
use crate::blueprint::{LoadBalancerLogs, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// One kind of logs, and where they go.
#[derive(Clone, Debug)]
pub struct Logs {
    /// What they tell.
    pub kind: LogKind,
    /// Where they go, if anywhere.
    pub to: Option<LogDestination>,
}

/// What logs of a load balancer tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// Its requests.
    Access,
    /// Its connections.
    Connection,
    /// Its health checks.
    HealthCheck,
}

/// Where logs of a load balancer go.
#[derive(Clone, Debug)]
pub enum LogDestination {
    /// Into the stack's own bucket of logs.
    Own {
        /// Days they are kept.
        retention: i64,
    },
    /// Into a bucket that is there.
    Existing {
        /// Its name.
        bucket: Given,
        /// The folder in it.
        prefix: Option<String>,
    },
}

impl LogKind {
    /// The field that asks for them.
    pub fn key(self) -> &'static str {
        match self {
            Self::Access => "access_logs",
            Self::Connection => "connection_logs",
            Self::HealthCheck => "health_check_logs",
        }
    }
}

/// Resolves where all kinds of logs go.
pub(super) fn resolve(draft: &Draft<'_>, out: &mut Diagnostics) -> Vec<Logs> {
    let written = draft.written;
    [
        (LogKind::Access, &written.access_logs),
        (LogKind::Connection, &written.connection_logs),
        (LogKind::HealthCheck, &written.health_check_logs),
    ]
    .into_iter()
    .map(|(kind, written)| {
        let at = draft.at.key(kind.key());
        let to = match written {
            None | Some(OneOf::First(false)) => None,
            Some(OneOf::First(true)) => Some(destination(&LoadBalancerLogs::default(), &at, out)),
            Some(OneOf::Second(written)) => Some(destination(written, &at, out)),
        };
        Logs { kind, to }
    })
    .collect()
}

fn destination(written: &LoadBalancerLogs, at: &Path, out: &mut Diagnostics) -> LogDestination {
    if out.is_unreadable(&at.key("bucket")) {
        return LogDestination::Own {
            retention: log_bucket::DEFAULT_DAYS,
        };
    }
    let Some(bucket) = &written.bucket else {
        if written.prefix.is_some() {
            out.error_at_key(
                &at.key("prefix"),
                "`prefix` is for a `bucket` of your own: in the stack's, every kind of logs has its folder",
            )
            .help("leave it out, or name the `bucket`");
        }
        let field = Field {
            section: at,
            key: "retention",
        };
        return LogDestination::Own {
            retention: log_bucket::retention(written.retention.as_deref(), field, out),
        };
    };
    if written.retention.is_some() {
        out.error_at_key(
            &at.key("retention"),
            "how long a `bucket` that is there keeps its logs is settled there",
        )
        .help("leave out `retention`, or `bucket`");
    }
    if let Some(prefix) = &written.prefix {
        check_prefix(prefix, &at.key("prefix"), out);
    }
    LogDestination::Existing {
        bucket: given(
            bucket,
            "LogBucket",
            &at.key("bucket"),
            log_bucket::check_name,
            out,
        ),
        prefix: written.prefix.clone(),
    }
}

/// Application Load Balancers user guide, "Enable access logs", requirements; the characters are those that Amazon S3 calls safe.
fn check_prefix(prefix: &str, at: &Path, out: &mut Diagnostics) {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"!-_.*'()/".contains(&b);
    let well_formed = (1..=255).contains(&prefix.len())
        && prefix.bytes().all(is_allowed)
        && !prefix.starts_with('/')
        && !prefix.ends_with('/');
    if prefix.contains("AWSLogs") {
        out.error(at, "a prefix cannot have `AWSLogs` in it")
            .help("AWS adds that itself: leave it out");
    } else if !well_formed {
        out.error(
            at,
            format!("`{}` cannot be the prefix of logs", prefix.escape_debug()),
        )
        .help("write letters, digits and `! - _ . * ' ( ) /`, with no `/` at the ends");
    }
}
