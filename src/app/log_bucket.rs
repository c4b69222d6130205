//! Buckets that logs are written to.

use super::quantity::{Field, seconds};
use crate::diagnostic::{Diagnostics, Path};

/// How long logs are kept if nothing is said.
pub(super) const DEFAULT_DAYS: i64 = 90;

/// How long a bucket keeps logs, in days.
pub(super) fn retention(written: Option<&str>, field: Field<'_>, out: &mut Diagnostics) -> i64 {
    const DAY: i64 = 24 * 60 * 60;
    // As long as CloudWatch Logs would.
    const LONGEST: i64 = 3653;
    let kept = seconds(written, field, 0..=i64::MAX, DEFAULT_DAYS * DAY, out);
    if kept % DAY != 0 || !(1..=LONGEST).contains(&(kept / DAY)) {
        out.error(
            &field.path(),
            format!(
                "a bucket cannot keep logs for `{}`",
                written.unwrap_or_default()
            ),
        )
        .help("write 1 to 3,653 whole days, as `\"90d\"`");
    }
    (kept / DAY).clamp(1, LONGEST)
}

/// Reports what cannot be the name of a bucket (Amazon S3 user guide, "General purpose bucket naming rules").
pub(super) fn check_name(name: &str, at: &Path, out: &mut Diagnostics) {
    if !is_bucket_name(name) {
        out.error(
            at,
            format!("`{}` is not the name of a bucket", name.escape_debug()),
        )
        .help("write 3 to 63 lower-case letters, digits, hyphens and dots");
    }
}

pub(super) fn is_bucket_name(text: &str) -> bool {
    let is_end = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    (3..=63).contains(&text.len())
        && is_end(text.bytes().next())
        && is_end(text.bytes().last())
        && !text.contains("..")
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
}
