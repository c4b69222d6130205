//! How a load balancer treats connections and requests.

use super::Draft;
use super::logs::{LogDestination, Logs};
use crate::app::quantity::{Field, integer, seconds};
use crate::blueprint::{DesyncMitigationMode, OneOf, Protocol, XffHeaderProcessing};
use crate::diagnostic::{Diagnostics, Path};

/// How a load balancer treats connections and requests.
#[derive(Clone, Debug)]
pub struct Attributes {
    /// Seconds a connection may be silent.
    pub idle_timeout: i64,
    /// Seconds a caller's connection is kept open for further requests.
    pub client_keep_alive: i64,
    /// Whether AWS refuses to delete it.
    pub deletion_protection: bool,
    /// What becomes of requests that a service could read in another way.
    pub desync_mitigation_mode: DesyncMitigationMode,
    /// Whether headers that HTTP does not allow are left out of requests.
    pub drop_invalid_header_fields: bool,
    /// Whether callers may speak HTTP/2.
    pub http2: bool,
    /// Whether services get the `Host` header as it was.
    pub preserve_host_header: bool,
    /// What becomes of the `X-Forwarded-For` header.
    pub xff_header_processing: XffHeaderProcessing,
    /// Whether that has the caller's port.
    pub xff_client_port: bool,
    /// Whether services are told the TLS version and cipher.
    pub tls_version_and_cipher_headers: bool,
    /// Whether requests go on while the firewall cannot be asked.
    pub waf_fail_open: bool,
    /// Whether traffic can be shifted away from a zone, if anybody has said.
    pub zonal_shift: Option<bool>,
    /// Capacity units that are reserved.
    pub minimum_capacity: Option<i64>,
}

/// How many attributes a request takes (Elastic Load Balancing API, "ModifyLoadBalancerAttributes").
pub const MOST_ATTRIBUTES: usize = 20;

/// Reports more attributes than a request takes: those that cannot be left at AWS's default.
pub(super) fn check_count(draft: &Draft<'_>, logs: &[Logs], out: &mut Diagnostics) {
    let written = draft.written;
    let own = [
        written.idle_timeout.is_some(),
        written.client_keep_alive.is_some(),
        written.deletion_protection == Some(true),
        written
            .desync_mitigation_mode
            .is_some_and(|mode| mode != DesyncMitigationMode::Defensive),
        // `drop_invalid_header_fields`: `true` is ours, not AWS's.
        true,
        written.http2 == Some(false),
        written.preserve_host_header == Some(true),
        written
            .xff_header_processing
            .is_some_and(|mode| mode != XffHeaderProcessing::Append),
        written.xff_client_port == Some(true),
        written.tls_version_and_cipher_headers == Some(true),
        written.waf_fail_open == Some(true),
        written.zonal_shift.is_some(),
    ];
    let of_logs = logs.iter().map(|logs| match &logs.to {
        None => 1,
        Some(LogDestination::Existing { prefix: None, .. }) => 2,
        Some(_) => 3,
    });
    let count = own.iter().filter(|is_said| **is_said).count() + of_logs.sum::<usize>();
    if count > MOST_ATTRIBUTES {
        out.error(
            &draft.at,
            format!("AWS takes {MOST_ATTRIBUTES} attributes of a load balancer at once, and these are {count}"),
        )
        .help("leave one of them, or one kind of logs, at its default");
    }
}

/// Resolves them. The ranges are those of the Elastic Load Balancing API, "LoadBalancerAttribute".
pub(super) fn resolve(draft: &Draft<'_>, out: &mut Diagnostics) -> Attributes {
    let (at, written) = (&draft.at, draft.written);
    let field = |key| Field { section: at, key };
    warn_of_weaker(draft, out);
    if written.http2 == Some(false) {
        report_grpc(draft, out);
    }
    Attributes {
        idle_timeout: seconds(
            written.idle_timeout.as_deref(),
            field("idle_timeout"),
            1..=4000,
            60,
            out,
        ),
        client_keep_alive: seconds(
            written.client_keep_alive.as_deref(),
            field("client_keep_alive"),
            60..=604_800,
            3600,
            out,
        ),
        deletion_protection: written.deletion_protection.unwrap_or(false),
        desync_mitigation_mode: written
            .desync_mitigation_mode
            .unwrap_or(DesyncMitigationMode::Defensive),
        drop_invalid_header_fields: written.drop_invalid_header_fields.unwrap_or(true),
        http2: written.http2.unwrap_or(true),
        preserve_host_header: written.preserve_host_header.unwrap_or(false),
        xff_header_processing: written
            .xff_header_processing
            .unwrap_or(XffHeaderProcessing::Append),
        xff_client_port: written.xff_client_port.unwrap_or(false),
        tls_version_and_cipher_headers: written.tls_version_and_cipher_headers.unwrap_or(false),
        waf_fail_open: written.waf_fail_open.unwrap_or(false),
        zonal_shift: written.zonal_shift,
        minimum_capacity: written
            .minimum_capacity
            .map(|units| minimum_capacity(units, field("minimum_capacity"), out)),
    }
}

fn minimum_capacity(units: i64, field: Field<'_>, out: &mut Diagnostics) -> i64 {
    let allowed = 1..=1_000_000;
    if allowed.contains(&units) {
        out.warning(
            &field.path(),
            "reserved capacity is charged for by the hour, used or not",
        )
        .help("Application Load Balancers grow by themselves: leave it out unless callers come all at once");
    }
    integer(Some(units), field, allowed, units, out)
}

fn warn_of_weaker(draft: &Draft<'_>, out: &mut Diagnostics) {
    let (at, written) = (&draft.at, draft.written);
    if written.desync_mitigation_mode == Some(DesyncMitigationMode::Monitor) {
        out.warning(
            &at.key("desync_mitigation_mode"),
            "requests that look like an attack on the services are let through",
        )
        .help("leave it out once the metric `DesyncMitigationMode_NonCompliant_Request_Count` stays at zero");
    }
    if written.drop_invalid_header_fields == Some(false) {
        out.warning(
            &at.key("drop_invalid_header_fields"),
            "headers that HTTP does not allow reach the services: requests can be smuggled in them",
        )
        .help("leave it out unless a caller needs such a header");
    }
    if written.xff_header_processing == Some(XffHeaderProcessing::Preserve) {
        out.warning(
            &at.key("xff_header_processing"),
            "callers can write any address into `X-Forwarded-For`, and the services cannot tell",
        )
        .help("leave it out unless all callers come through a proxy of your own that writes it");
    }
    if written.waf_fail_open == Some(true) {
        let at = at.key("waf_fail_open");
        if matches!(written.waf, None | Some(OneOf::First(false))) {
            out.error_at_key(&at, "there is no firewall that could fail")
                .help("leave `waf_fail_open` out, or write `waf = true`");
        } else {
            out.warning(
                &at,
                "while AWS WAF cannot be asked, requests reach the services unchecked",
            )
            .help("leave it out unless being reached matters more than being guarded");
        }
    }
}

/// Application Load Balancers user guide, "Target groups", protocol version: clients of gRPC speak HTTP/2.
fn report_grpc(draft: &Draft<'_>, out: &mut Diagnostics) {
    for (name, endpoint) in &draft.behind {
        if endpoint.protocol == Protocol::Grpc {
            let at = Path::of("services").key((*name).to_owned()).key("protocol");
            out.error(
                &at,
                "callers of gRPC speak HTTP/2, which the load balancer is told not to",
            )
            .help(format!("leave `{}.http2` out", draft.at));
        }
    }
}
