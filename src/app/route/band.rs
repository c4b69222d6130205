//! How early a rule is asked: which band of priorities it belongs to.
//!
//! A load balancer asks its rules in the order of their priorities, 1 to 50,000. What can match one request must be asked in the
//! order in which people mean it, the more exact first; what cannot has no order. So rules alike in how exact they are share a
//! band of numbers, in which the place of each follows from its name alone.

use super::conditions::Conditions;
use crate::app::domain::HostName;

/// The numbers of all bands; those before and behind them are never given by themselves.
pub(in crate::app) const AUTOMATIC: std::ops::Range<i64> = 500..49_900;

/// A band: earlier ones are asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::app) struct Band {
    host: HostClass,
    path: PathClass,
    extra: Extra,
}

/// How exact a rule is about names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum HostClass {
    /// It has them in full.
    Exact,
    /// It has wildcards, which are so many labels short of the most. A `*` matches dots too, so the longer is the more exact.
    Wildcard { short_of: usize },
    /// It takes every name.
    Every,
}

/// How exact a rule is about paths: how many segments it is short of the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PathClass {
    short_of: usize,
}

/// Whether a rule has other conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Extra {
    Some,
    None,
}

/// Wildcards with more labels are as if they had these.
const MOST_LABELS: usize = 10;
/// `*.a.b` has three.
const FEWEST_LABELS: usize = 3;
/// Room for paths by [`PathClass`], in parts of the room for their names: with other conditions, and without. Five or more
/// segments, four, three, two, one, a pattern that has none in full, and every path.
const ROOM: [(i64, i64); 7] = [(1, 1), (1, 1), (1, 1), (2, 3), (4, 8), (1, 2), (4, 10)];
/// How many parts that is.
const PARTS: i64 = 40;

impl HostClass {
    fn of(host: Option<&HostName>) -> Self {
        match host {
            None => Self::Every,
            Some(host) if host.is_wildcard() => Self::Wildcard {
                short_of: MOST_LABELS
                    - host
                        .as_str()
                        .split('.')
                        .count()
                        .clamp(FEWEST_LABELS, MOST_LABELS),
            },
            Some(_) => Self::Exact,
        }
    }

    /// The first of its numbers, and how many there are to a part.
    fn room(self) -> (i64, i64) {
        let exact = (AUTOMATIC.start, 500);
        let wildcards = (exact.0 + PARTS * exact.1, 45);
        let classes = (MOST_LABELS - FEWEST_LABELS + 1) as i64;
        match self {
            Self::Exact => exact,
            Self::Wildcard { short_of } => (
                wildcards.0 + short_of as i64 * PARTS * wildcards.1,
                wildcards.1,
            ),
            Self::Every => (wildcards.0 + classes * PARTS * wildcards.1, 375),
        }
    }
}

impl PathClass {
    /// A path by the number of its segments that have no wildcard: `/api` and `/api/*` have one.
    fn of(path: Option<&str>) -> Self {
        let level = match path {
            None | Some("*" | "/*") => 0,
            Some(path) => {
                let segments = path.split('/').filter(|segment| !segment.is_empty());
                1 + segments
                    .filter(|segment| !segment.contains(['*', '?']))
                    .count()
            }
        };
        Self {
            short_of: ROOM.len() - 1 - level.min(ROOM.len() - 1),
        }
    }
}

impl Band {
    /// The band of a rule for one of the names and one of the paths of a route.
    pub(super) fn of(host: Option<&HostName>, path: Option<&str>, all: &Conditions) -> Self {
        Self {
            host: match all.is_own_name {
                true => HostClass::Exact,
                false => HostClass::of(host),
            },
            path: PathClass::of(path),
            extra: if all.has_only_hosts_and_paths() {
                Extra::None
            } else {
                Extra::Some
            },
        }
    }

    /// The first of its priorities, and how many there are.
    pub(in crate::app) fn priorities(self) -> (i64, i64) {
        let (mut first, part) = self.host.room();
        for (index, (some, none)) in ROOM.into_iter().enumerate() {
            if index == self.path.short_of {
                return match self.extra {
                    Extra::Some => (first, some * part),
                    Extra::None => (first + some * part, none * part),
                };
            }
            first += (some + none) * part;
        }
        (first, part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands() -> Vec<Band> {
        let wildcards =
            (0..=MOST_LABELS - FEWEST_LABELS).map(|short_of| HostClass::Wildcard { short_of });
        let hosts = [HostClass::Exact]
            .into_iter()
            .chain(wildcards)
            .chain([HostClass::Every]);
        let mut bands: Vec<Band> = hosts
            .flat_map(|host| (0..ROOM.len()).map(move |short_of| (host, PathClass { short_of })))
            .flat_map(|(host, path)| {
                [Extra::Some, Extra::None].map(|extra| Band { host, path, extra })
            })
            .collect();
        bands.sort();
        bands
    }

    #[test]
    fn bands_lie_side_by_side_in_order() {
        let mut next = AUTOMATIC.start;
        for band in bands() {
            let (first, count) = band.priorities();
            assert_eq!(first, next, "{band:?}");
            assert!(count > 0);
            next = first + count;
        }
        assert_eq!(next, AUTOMATIC.end);
    }

    #[test]
    fn the_more_exact_comes_first() {
        let order = [
            Some("/api/v1/users"),
            Some("/api/v1/*"),
            Some("/api/*"),
            Some("/api*"),
            Some("/*"),
        ];
        let classes = order.map(PathClass::of);
        assert!(classes.is_sorted());
        assert_eq!(PathClass::of(Some("/api")), PathClass::of(Some("/api/*")));
        assert_eq!(PathClass::of(None), PathClass::of(Some("/*")));
    }
}
