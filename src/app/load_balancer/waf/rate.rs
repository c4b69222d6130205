//! How many requests an address may send.

use crate::app::quantity::{Field, integer, seconds};
use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// How many requests an address may send.
#[derive(Clone, Debug)]
pub struct RateLimit {
    /// Most requests in the window.
    pub limit: i64,
    /// Seconds that are looked back.
    pub window: i64,
    /// The header with the address, if it is not that of the connection.
    pub forwarded_ip_header: Option<String>,
}

/// What AWS WAF takes for a limit and a window (AWS WAF API, "RateBasedStatement").
const LIMITS: std::ops::RangeInclusive<i64> = 10..=2_000_000_000;
const WINDOWS: [i64; 4] = [60, 120, 300, 600];
const WINDOW: i64 = 300;

/// Resolves a limit; `None` if there is none.
pub(super) fn resolve(
    written: Option<&OneOf<i64, blueprint::RateLimit>>,
    waf: &Path,
    out: &mut Diagnostics,
) -> Option<RateLimit> {
    let at = waf.key("rate_limit");
    let written = match written? {
        OneOf::First(limit) => {
            let field = Field {
                section: waf,
                key: "rate_limit",
            };
            return Some(RateLimit {
                limit: integer(Some(*limit), field, LIMITS, *limit, out),
                window: WINDOW,
                forwarded_ip_header: None,
            });
        }
        OneOf::Second(written) => written,
    };
    let field = |key| Field { section: &at, key };
    if written.limit.is_none() {
        out.missing(&at, "limit", "limit = 2000");
    }
    Some(RateLimit {
        limit: integer(written.limit, field("limit"), LIMITS, *LIMITS.start(), out),
        window: window(written.window.as_deref(), field("window"), out),
        forwarded_ip_header: header(written.forwarded_ip_header.as_ref(), &at, out),
    })
}

fn window(written: Option<&str>, field: Field<'_>, out: &mut Diagnostics) -> i64 {
    let errors = out.iter().count();
    let window = seconds(written, field, 60..=600, WINDOW, out);
    if !WINDOWS.contains(&window) && out.iter().count() == errors {
        out.error(
            &field.path(),
            format!("AWS WAF cannot look back {window} s"),
        )
        .help("write `\"60s\"`, `\"120s\"`, `\"300s\"` or `\"600s\"`");
    }
    window
}

fn header(written: Option<&String>, at: &Path, out: &mut Diagnostics) -> Option<String> {
    let name = written?;
    let at = at.key("forwarded_ip_header");
    // AWS WAF API, "ForwardedIPConfig": HeaderName.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if name.is_empty() || name.len() > 255 || !name.bytes().all(is_allowed) {
        out.error(
            &at,
            format!("`{}` is not the name of a header", name.escape_debug()),
        )
        .help("write letters, digits and hyphens, as `\"X-Forwarded-For\"`");
    } else {
        out.warning(
            &at,
            "callers who reach the load balancer itself can write this header as they like",
        )
        .help("let nothing but the proxy that sets it reach the load balancer, or leave it out");
    }
    Some(name.clone())
}
