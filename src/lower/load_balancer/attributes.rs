//! The attributes of load balancers and their listeners.
//!
//! What is at its default is said too: an attribute that is left out stays as it was.

use crate::app::{
    DesyncMitigationMode, Headers, LoadBalancer, LogDestination, LogKind, Logs, MOST_ATTRIBUTES,
    ResponseHeader, XffHeaderProcessing,
};
use crate::lower::log_bucket::LogBucket;
use crate::lower::parameter;
use crate::model::{Map, Stack, Value, props};

impl LoadBalancer {
    /// The folder of its logs in the stack's bucket.
    pub(in crate::lower) fn log_folder(&self, kind: LogKind) -> String {
        self.called(match kind {
            LogKind::Access => "access-logs",
            LogKind::Connection => "connection-logs",
            LogKind::HealthCheck => "health-check-logs",
        })
    }
}

/// Application Load Balancers user guide, "Edit attributes for your Application Load Balancer".
pub(super) fn of_load_balancer(
    load_balancer: &LoadBalancer,
    bucket: Option<&LogBucket>,
    stack: &mut Stack,
) -> Vec<Map> {
    let attributes = &load_balancer.attributes;
    let desync = match attributes.desync_mitigation_mode {
        DesyncMitigationMode::Monitor => "monitor",
        DesyncMitigationMode::Defensive => "defensive",
        DesyncMitigationMode::Strictest => "strictest",
    };
    let xff = match attributes.xff_header_processing {
        XffHeaderProcessing::Append => "append",
        XffHeaderProcessing::Preserve => "preserve",
        XffHeaderProcessing::Remove => "remove",
    };
    let on = |is_on: bool| is_on.to_string();
    let mut list: Vec<Map> = [
        (
            "idle_timeout.timeout_seconds",
            attributes.idle_timeout.to_string(),
        ),
        (
            "client_keep_alive.seconds",
            attributes.client_keep_alive.to_string(),
        ),
        (
            "deletion_protection.enabled",
            on(attributes.deletion_protection),
        ),
        (
            "routing.http.drop_invalid_header_fields.enabled",
            on(attributes.drop_invalid_header_fields),
        ),
        ("routing.http.desync_mitigation_mode", desync.to_owned()),
        ("routing.http2.enabled", on(attributes.http2)),
        (
            "routing.http.preserve_host_header.enabled",
            on(attributes.preserve_host_header),
        ),
        ("routing.http.xff_header_processing.mode", xff.to_owned()),
        (
            "routing.http.xff_client_port.enabled",
            on(attributes.xff_client_port),
        ),
        (
            "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
            on(attributes.tls_version_and_cipher_headers),
        ),
        ("waf.fail_open.enabled", on(attributes.waf_fail_open)),
    ]
    .into_iter()
    .map(|(key, value)| attribute(key, value))
    .collect();
    // Not every partition knows it.
    if let Some(zonal_shift) = attributes.zonal_shift {
        list.push(attribute("zonal_shift.config.enabled", on(zonal_shift)));
    }
    for logs in &load_balancer.logs {
        add_logs(logs, load_balancer, bucket, &mut list, stack);
    }
    // What does not fit is left as it was, if that is most likely its default; more than fit have been refused.
    while list.len() > MOST_ATTRIBUTES
        && let Some(index) = list.iter().rposition(is_default)
    {
        list.remove(index);
    }
    list
}

/// Whether an attribute is what AWS begins with.
fn is_default(attribute: &Map) -> bool {
    const DEFAULTS: [(&str, &str); 13] = [
        ("idle_timeout.timeout_seconds", "60"),
        ("client_keep_alive.seconds", "3600"),
        ("deletion_protection.enabled", "false"),
        ("routing.http.desync_mitigation_mode", "defensive"),
        ("routing.http2.enabled", "true"),
        ("routing.http.preserve_host_header.enabled", "false"),
        ("routing.http.xff_header_processing.mode", "append"),
        ("routing.http.xff_client_port.enabled", "false"),
        (
            "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
            "false",
        ),
        ("waf.fail_open.enabled", "false"),
        ("access_logs.s3.prefix", ""),
        ("connection_logs.s3.prefix", ""),
        ("health_check_logs.s3.prefix", ""),
    ];
    DEFAULTS.iter().any(|(key, value)| {
        attribute.get("Key") == Some(&Value::from(*key))
            && attribute.get("Value") == Some(&Value::from(*value))
    })
}

pub(super) fn add_logs(
    logs: &Logs,
    load_balancer: &LoadBalancer,
    bucket: Option<&LogBucket>,
    list: &mut Vec<Map>,
    stack: &mut Stack,
) {
    let (enabled, bucket_name, prefix_key) = match logs.kind {
        LogKind::Access => (
            "access_logs.s3.enabled",
            "access_logs.s3.bucket",
            "access_logs.s3.prefix",
        ),
        LogKind::Connection => (
            "connection_logs.s3.enabled",
            "connection_logs.s3.bucket",
            "connection_logs.s3.prefix",
        ),
        LogKind::HealthCheck => (
            "health_check_logs.s3.enabled",
            "health_check_logs.s3.bucket",
            "health_check_logs.s3.prefix",
        ),
    };
    let place = match &logs.to {
        None => None,
        Some(LogDestination::Own { .. }) => bucket.map(|bucket| {
            let folder = load_balancer.log_folder(logs.kind);
            (bucket.bucket.name(), folder)
        }),
        Some(LogDestination::Existing { bucket, prefix }) => {
            let at = load_balancer.at.key(logs.kind.key()).key("bucket");
            let name = parameter::value(bucket, &parameter::BUCKET_NAME, at, stack);
            Some((name, prefix.clone().unwrap_or_default()))
        }
    };
    list.push(attribute(enabled, place.is_some().to_string()));
    if let Some((name, prefix)) = place {
        list.push(attribute(bucket_name, name));
        list.push(attribute(prefix_key, prefix));
    }
}

/// Application Load Balancers user guide, "HTTP header modification": an empty value takes a header off.
pub(super) fn of_listener(headers: &Headers) -> Vec<Map> {
    let added = headers.added.iter().map(|(header, value)| {
        let key = match header {
            ResponseHeader::StrictTransportSecurity => {
                "routing.http.response.strict_transport_security.header_value"
            }
            ResponseHeader::ContentSecurityPolicy => {
                "routing.http.response.content_security_policy.header_value"
            }
            ResponseHeader::XFrameOptions => "routing.http.response.x_frame_options.header_value",
            ResponseHeader::XContentTypeOptions => {
                "routing.http.response.x_content_type_options.header_value"
            }
            ResponseHeader::AccessControlAllowOrigin => {
                "routing.http.response.access_control_allow_origin.header_value"
            }
            ResponseHeader::AccessControlAllowMethods => {
                "routing.http.response.access_control_allow_methods.header_value"
            }
            ResponseHeader::AccessControlAllowHeaders => {
                "routing.http.response.access_control_allow_headers.header_value"
            }
            ResponseHeader::AccessControlAllowCredentials => {
                "routing.http.response.access_control_allow_credentials.header_value"
            }
            ResponseHeader::AccessControlExposeHeaders => {
                "routing.http.response.access_control_expose_headers.header_value"
            }
            ResponseHeader::AccessControlMaxAge => {
                "routing.http.response.access_control_max_age.header_value"
            }
        };
        attribute(key, value.clone().unwrap_or_default())
    });
    let mut list = of_redirect(headers);
    list.extend(added);
    list
}

/// Those of a listener that only sends callers elsewhere.
pub(super) fn of_redirect(headers: &Headers) -> Vec<Map> {
    let server = headers.server.to_string();
    vec![attribute("routing.http.response.server.enabled", server)]
}

pub(super) fn attribute(key: &'static str, value: impl Into<Value>) -> Map {
    props! { "Key": key, "Value": value }
}
