//! Numbers and durations, read and held against the range AWS allows.

use std::ops::RangeInclusive;

use crate::diagnostic::{Diagnostics, Path};

/// A field of a section: its path is only built when there is something to say about it.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) section: &'a Path,
    pub(super) key: &'static str,
}

impl Field<'_> {
    pub(super) fn path(&self) -> Path {
        self.section.key(self.key)
    }
}

/// A whole number within `allowed`; `default` if none is written.
pub(super) fn integer(
    written: Option<i64>,
    field: Field<'_>,
    allowed: RangeInclusive<i64>,
    default: i64,
    out: &mut Diagnostics,
) -> i64 {
    let Some(number) = written else {
        return default;
    };
    if !allowed.contains(&number) {
        out.error(
            &field.path(),
            format!("`{}` cannot be {number}", field.path()),
        )
        .help(format!("write {} to {}", allowed.start(), allowed.end()));
    }
    // Whatever goes on with it can count on the range.
    number.clamp(*allowed.start(), *allowed.end())
}

/// A duration in seconds, within `allowed`; `default` if none is written.
pub(super) fn seconds(
    written: Option<&str>,
    field: Field<'_>,
    allowed: RangeInclusive<i64>,
    default: i64,
    out: &mut Diagnostics,
) -> i64 {
    let Some(text) = written else {
        return default;
    };
    let Some(number) = parse_duration(text) else {
        not_a_duration(text, field, out);
        return default;
    };
    if !allowed.contains(&number) {
        out.error(
            &field.path(),
            format!("`{}` cannot be {number} s", field.path()),
        )
        .help(format!(
            "write {} s to {} s",
            allowed.start(),
            allowed.end()
        ));
    }
    number.clamp(*allowed.start(), *allowed.end())
}

/// How long CloudWatch Logs keeps events, in days; `default` if nothing is written.
pub(super) fn retention(
    written: Option<&str>,
    field: Field<'_>,
    default: i64,
    out: &mut Diagnostics,
) -> i64 {
    // CloudWatch Logs API, "PutRetentionPolicy": the values of retentionInDays.
    const DAYS: [i64; 22] = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
        2922, 3288, 3653,
    ];
    const DAY: i64 = 24 * 60 * 60;
    let Some(text) = written else {
        return default;
    };
    let Some(seconds) = parse_duration(text) else {
        not_a_duration(text, field, out);
        return default;
    };
    if let Some(days) = DAYS.iter().find(|days| **days * DAY == seconds) {
        return *days;
    }
    let nearest = DAYS
        .iter()
        .min_by_key(|days| (**days * DAY - seconds).abs());
    out.error(
        &field.path(),
        format!("CloudWatch Logs cannot keep logs for `{text}`"),
    )
    .label(nearest.map_or_else(String::new, |days| format!("the nearest is `{days}d`")))
    .help(format!(
        "write one of {}",
        DAYS.map(|days| format!("{days}d")).join(", ")
    ));
    default
}

fn not_a_duration(text: &str, field: Field<'_>, out: &mut Diagnostics) {
    out.error(
        &field.path(),
        format!("`{}` is not a duration", text.escape_debug()),
    )
    .help("write a whole number and a unit: `\"30s\"`, `\"5m\"`, `\"1h\"` or `\"7d\"`");
}

/// Whether a text is digits and nothing else: what `parse` alone would also take has a sign.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `30s`, `5m`, `1h`, `7d` in seconds.
fn parse_duration(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let factor = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        _ => return None,
    };
    let number = &text[..text.len() - unit.len_utf8()];
    if !is_digits(number) {
        return None;
    }
    number.parse::<i64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_a_number_and_a_unit() {
        assert_eq!(parse_duration("30s"), Some(30));
        assert_eq!(parse_duration("5m"), Some(300));
        assert_eq!(parse_duration("1h"), Some(3600));
        assert_eq!(parse_duration("7d"), Some(604_800));
        for bad in [
            "",
            "s",
            "30",
            "-1s",
            "+1s",
            "1.5h",
            "1 s",
            "٣s",
            "9223372036854775807d",
        ] {
            assert_eq!(parse_duration(bad), None, "{bad}");
        }
    }
}
