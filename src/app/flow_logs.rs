//! `flow_logs`: who talked to whom in the VPC.

use super::log_bucket;
use super::quantity::{self, Field, seconds};
use crate::blueprint::{self, FlowLogDestination, FlowLogTraffic, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// Flow logs of the VPC.
#[derive(Clone, Debug)]
pub struct FlowLogs {
    /// Where they go.
    pub destination: FlowLogDestination,
    /// Days they are kept.
    pub retention: i64,
    /// Which connections are recorded.
    pub traffic: FlowLogTraffic,
    /// Seconds a connection is watched for one record.
    pub interval: i64,
    /// The fields of a record, if not AWS's own.
    pub format: Option<String>,
}

/// Resolves the flow logs; `None` if there are none.
pub(super) fn resolve(
    network: Option<&blueprint::Network>,
    out: &mut Diagnostics,
) -> Option<FlowLogs> {
    let at = Path::of("network").key("flow_logs");
    let written = match network?.flow_logs.as_ref()? {
        OneOf::First(false) => return None,
        OneOf::First(true) => blueprint::FlowLogs::default(),
        OneOf::Second(written) => written.clone(),
    };
    let field = |key| Field { section: &at, key };
    let destination = written
        .destination
        .unwrap_or(FlowLogDestination::CloudWatch);
    let kept = (written.retention.as_deref(), field("retention"));
    let retention = match destination {
        _ if out.is_unreadable(&at.key("destination")) => log_bucket::DEFAULT_DAYS,
        FlowLogDestination::CloudWatch => quantity::retention(kept.0, kept.1, 30, out),
        FlowLogDestination::S3 => log_bucket::retention(kept.0, kept.1, out),
    };
    if let Some(format) = &written.format {
        check_format(format, &at.key("format"), out);
    }
    Some(FlowLogs {
        destination,
        retention,
        traffic: written.traffic.unwrap_or(FlowLogTraffic::All),
        interval: interval(written.interval.as_deref(), field("interval"), out),
        format: written.format,
    })
}

/// EC2 API, "CreateFlowLogs": MaxAggregationInterval.
fn interval(written: Option<&str>, field: Field<'_>, out: &mut Diagnostics) -> i64 {
    let interval = seconds(written, field, 0..=i64::MAX, 600, out);
    if ![60, 600].contains(&interval) {
        out.error(
            &field.path(),
            "a record of flow logs is for a minute or for ten minutes",
        )
        .help("write `\"1m\"` or `\"10m\"`");
    }
    interval
}

/// Amazon VPC user guide, "Flow log records": fields are written as `${field-id}`, with spaces between them.
fn check_format(format: &str, at: &Path, out: &mut Diagnostics) {
    let is_field = |text: &str| {
        let name = text.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
        let is_allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        name.is_some_and(|name| !name.is_empty() && name.bytes().all(is_allowed))
    };
    if let Some(other) = format.split(' ').find(|text| !is_field(text)) {
        let message = match other {
            "" => "there is a space too much in the format".to_owned(),
            other => format!("`{}` is not a field of flow logs", other.escape_debug()),
        };
        out.error(at, message).help(
            "write fields with one space between them: `\"${srcaddr} ${dstaddr} ${action}\"`",
        );
    }
}
