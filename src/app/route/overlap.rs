//! Whether two rules can take one request, and whether one takes all requests of another.
//!
//! Names are compared in lower case, which they are in; paths and methods with their case, headers and queries without
//! ("Condition types for listener rules" in the Application Load Balancers user guide).

use std::net::IpAddr;

use ipnet::IpNet;

use super::conditions::Conditions;
use super::glob::Glob;

/// Whether there is a request that both let in. Values of one header, and of one key of a query, are taken to come once.
pub(in crate::app) fn meet(a: &Conditions, b: &Conditions) -> bool {
    names_meet(a, b)
        && any_pair(&a.paths, &b.paths, |a, b| {
            Glob::exact(a).intersects(&Glob::exact(b))
        })
        && any_pair(&a.methods, &b.methods, |a, b| a == b)
        && any_pair(&a.source_ips, &b.source_ips, |a, b| {
            a.contains(b) || b.contains(a)
        })
        && values_meet(&a.headers, &b.headers, |a, b| a.eq_ignore_ascii_case(b))
        && values_meet(&a.query, &b.query, is_same_key)
}

/// No name that is written is a load balancer's own.
fn names_meet(a: &Conditions, b: &Conditions) -> bool {
    match (a.is_own_name, b.is_own_name) {
        (true, true) => true,
        (true, false) => b.hosts.is_empty(),
        (false, true) => a.hosts.is_empty(),
        (false, false) => any_pair(&a.hosts, &b.hosts, |a, b| {
            Glob::exact(a.as_str()).intersects(&Glob::exact(b.as_str()))
        }),
    }
}

/// A pair that fits together; a side that says nothing fits to everything.
fn any_pair<T>(a: &[T], b: &[T], fits: impl Fn(&T, &T) -> bool) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|a| b.iter().any(|b| fits(a, b)))
}

fn is_same_key(a: &Option<String>, b: &Option<String>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) && !a.contains(['*', '?']))
}

fn values_meet<K>(
    a: &[(K, Vec<String>)],
    b: &[(K, Vec<String>)],
    is_same: impl Fn(&K, &K) -> bool,
) -> bool {
    a.iter().all(|(key, values)| {
        b.iter()
            .filter(|(other, _)| is_same(key, other))
            .all(|(_, others)| {
                any_pair(values, others, |a, b| {
                    Glob::folded(a).intersects(&Glob::folded(b))
                })
            })
    })
}

/// Whether `a` lets in every request that `b` lets in. It may be missed where several values of `a` do so together.
pub(in crate::app) fn covers(a: &Conditions, b: &Conditions) -> bool {
    names_covered(a, b)
        && (takes_every_path(a)
            || each_covered(&a.paths, &b.paths, |a, b| {
                Glob::exact(a).covers(&Glob::exact(b))
            }))
        && each_covered(&a.methods, &b.methods, |a, b| a == b)
        && each_range_covered(&a.source_ips, &b.source_ips)
        && values_covered(&a.headers, &b.headers, |a, b| a.eq_ignore_ascii_case(b))
        && values_covered(&a.query, &b.query, |a, b| a.is_none() || is_same_key(a, b))
}

fn names_covered(a: &Conditions, b: &Conditions) -> bool {
    match a.is_own_name {
        true => b.is_own_name,
        false => each_covered(&a.hosts, &b.hosts, |a, b| {
            Glob::exact(a.as_str()).covers(&Glob::exact(b.as_str()))
        }),
    }
}

fn takes_every_path(conditions: &Conditions) -> bool {
    conditions
        .paths
        .iter()
        .any(|path| path == "*" || path == "/*")
}

fn each_covered<T>(a: &[T], b: &[T], covers: impl Fn(&T, &T) -> bool) -> bool {
    a.is_empty() || (!b.is_empty() && b.iter().all(|b| a.iter().any(|a| covers(a, b))))
}

fn each_range_covered(a: &[IpNet], b: &[IpNet]) -> bool {
    each_covered(a, b, |a, b| a.contains(b)) || {
        // Two that are all there is.
        let is_all = |want: fn(&IpAddr) -> bool| {
            a.iter()
                .any(|net| net.prefix_len() == 0 && want(&net.addr()))
        };
        is_all(IpAddr::is_ipv4) && is_all(IpAddr::is_ipv6)
    }
}

fn values_covered<K>(
    a: &[(K, Vec<String>)],
    b: &[(K, Vec<String>)],
    is_same: impl Fn(&K, &K) -> bool,
) -> bool {
    a.iter().all(|(key, values)| {
        b.iter().any(|(other, others)| {
            is_same(key, other)
                && each_covered(values, others, |a, b| {
                    Glob::folded(a).covers(&Glob::folded(b))
                })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::domain::HostName;

    fn paths(paths: &[&str]) -> Conditions {
        Conditions {
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
            ..Conditions::default()
        }
    }

    fn with_header(name: &str, value: &str) -> Conditions {
        Conditions {
            headers: vec![(name.to_owned(), vec![value.to_owned()])],
            ..Conditions::default()
        }
    }

    fn with_query(key: Option<&str>, value: &str) -> Conditions {
        Conditions {
            query: vec![(key.map(str::to_owned), vec![value.to_owned()])],
            ..Conditions::default()
        }
    }

    fn from(ranges: &[&str]) -> Conditions {
        Conditions {
            source_ips: ranges.iter().map(|range| range.parse().unwrap()).collect(),
            ..Conditions::default()
        }
    }

    #[test]
    fn what_excludes_each_other_does_not_meet() {
        assert!(!meet(&paths(&["/a/*"]), &paths(&["/b/*"])));
        assert!(meet(&paths(&["/a/*"]), &from(&["10.0.0.0/8"])));
        assert!(!meet(&with_header("X-V", "1"), &with_header("x-v", "2")));
        assert!(meet(&with_header("X-V", "A*"), &with_header("x-v", "ab")));
        assert!(meet(&with_header("X-V", "1"), &with_header("X-W", "2")));
        assert!(!meet(
            &with_query(Some("v"), "1"),
            &with_query(Some("V"), "2")
        ));
        assert!(meet(&with_query(None, "1"), &with_query(Some("v"), "2")));
        assert!(!meet(
            &from(&["10.0.0.0/8"]),
            &from(&["11.0.0.0/8", "2001:db8::/32"])
        ));
        assert!(meet(&from(&["10.0.0.0/8"]), &from(&["10.1.0.0/16"])));
    }

    #[test]
    fn the_own_name_of_a_load_balancer_is_none_of_the_names() {
        let all = Conditions::default();
        let own = Conditions {
            is_own_name: true,
            ..Conditions::default()
        };
        let named = Conditions {
            hosts: vec![HostName::plain("*.example.com")],
            ..Conditions::default()
        };
        assert!(meet(&own, &own) && meet(&own, &all) && !meet(&own, &named));
        assert!(covers(&all, &own) && covers(&own, &own));
        assert!(!covers(&own, &all) && !covers(&own, &named) && !covers(&named, &own));
    }

    #[test]
    fn what_is_less_exact_covers() {
        let all = Conditions::default();
        for some in [paths(&["/a"]), with_header("X", "1"), from(&["10.0.0.0/8"])] {
            assert!(covers(&all, &some));
            assert!(covers(&some, &some));
            assert!(!covers(&some, &all));
        }
        assert!(covers(&paths(&["/*"]), &all));
        assert!(covers(&with_header("X", "*"), &with_header("x", "ab")));
        assert!(!covers(&with_header("X", "1"), &with_header("Y", "1")));
        assert!(covers(&with_query(None, "1"), &with_query(Some("v"), "1")));
        assert!(covers(&from(&["0.0.0.0/0", "::/0"]), &all));
        assert!(!covers(&from(&["0.0.0.0/0"]), &all));
    }
}
