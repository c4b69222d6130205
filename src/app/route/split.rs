//! From a route to rules: as many as AWS's limits on a rule make of it, and each for one band of priorities.

use std::collections::BTreeMap;

use super::band::Band;
use super::conditions::{Conditions, VALUES_OF_A_CONDITION};
use super::glob::Glob;

/// "Quotas for your Application Load Balancers": values of all conditions of a rule.
const VALUES: usize = 5;
/// Wildcards in them: five in "Condition basics" of the guide, six in its quotas.
const WILDCARDS: usize = 5;

/// The rules of a route, in the order in which they are asked; `None` if there is no room for one of its values.
///
/// Every name goes with every path, every method and every range of addresses. The rules are the fewest that have as many of each
/// as each other.
pub(in crate::app) fn rules(route: &Conditions) -> Option<Vec<(Band, Conditions)>> {
    if route.is_empty() {
        // A rule has a condition.
        let every = Conditions {
            paths: vec!["/*".to_owned()],
            ..Conditions::default()
        };
        return Some(vec![(Band::of(None, None, route), every)]);
    }
    let hosts = by_band(&route.hosts, |host| Band::of(Some(host), None, route));
    let paths = by_band(&route.paths, |path| Band::of(None, Some(path), route));
    let mut rules = Vec::new();
    for hosts in &hosts {
        for paths in &paths {
            let group = Conditions {
                hosts: hosts.clone(),
                paths: paths.clone(),
                ..route.clone()
            };
            let band = Band::of(hosts.first(), paths.first().map(String::as_str), route);
            rules.extend(chunks(&group)?.into_iter().map(|rule| (band, rule)));
        }
    }
    // Stable: those of a band stay in the order in which they are written.
    rules.sort_by_key(|(band, _)| *band);
    Some(rules)
}

/// Values by their bands; one group of none if there are none.
fn by_band<T: Clone>(values: &[T], band: impl Fn(&T) -> Band) -> Vec<Vec<T>> {
    let mut groups: BTreeMap<Band, Vec<T>> = BTreeMap::new();
    for value in values {
        groups.entry(band(value)).or_default().push(value.clone());
    }
    match groups.len() {
        0 => vec![Vec::new()],
        _ => groups.into_values().collect(),
    }
}

/// How many values of each kind a rule has at most.
#[derive(Clone, Copy)]
struct Sizes {
    hosts: usize,
    paths: usize,
    methods: usize,
    source_ips: usize,
}

fn chunks(group: &Conditions) -> Option<Vec<Conditions>> {
    let mut best: Option<Vec<Conditions>> = None;
    for hosts in sizes(group.hosts.len()) {
        for paths in sizes(group.paths.len()) {
            for methods in sizes(group.methods.len()) {
                for source_ips in sizes(group.source_ips.len()) {
                    let sizes = Sizes {
                        hosts,
                        paths,
                        methods,
                        source_ips,
                    };
                    let rules = grid(group, sizes);
                    let is_better = best.as_ref().is_none_or(|best| rules.len() < best.len());
                    if is_better && rules.iter().all(fits) {
                        best = Some(rules);
                    }
                }
            }
        }
    }
    best
}

/// The larger ones first: among grids of as many rules, the first is kept.
fn sizes(count: usize) -> impl Iterator<Item = usize> {
    (1..=VALUES_OF_A_CONDITION.min(count.max(1))).rev()
}

fn grid(group: &Conditions, sizes: Sizes) -> Vec<Conditions> {
    let mut rules = Vec::new();
    for hosts in parts(&group.hosts, sizes.hosts) {
        for paths in parts(&group.paths, sizes.paths) {
            for methods in parts(&group.methods, sizes.methods) {
                for source_ips in parts(&group.source_ips, sizes.source_ips) {
                    rules.push(Conditions {
                        hosts: hosts.to_vec(),
                        paths: paths.to_vec(),
                        methods: methods.to_vec(),
                        source_ips: source_ips.to_vec(),
                        headers: group.headers.clone(),
                        query: group.query.clone(),
                        is_own_name: group.is_own_name,
                    });
                }
            }
        }
    }
    rules
}

/// Parts of so many; one of none if there are none.
fn parts<T>(values: &[T], size: usize) -> Vec<&[T]> {
    match values {
        [] => vec![values],
        _ => values.chunks(size).collect(),
    }
}

/// Whether AWS takes a rule.
fn fits(rule: &Conditions) -> bool {
    let headers = || rule.headers.iter().flat_map(|(_, values)| values);
    let query = || {
        rule.query
            .iter()
            .flat_map(|(key, values)| values.iter().map(move |value| (key, value)))
    };
    let values = rule.hosts.len()
        + usize::from(rule.is_own_name)
        + rule.paths.len()
        + rule.methods.len()
        + rule.source_ips.len()
        + headers().count()
        + query().count();
    let in_paths = rule.paths.iter().map(|path| Glob::exact(path).wildcards());
    let folded = |text: &String| Glob::folded(text).wildcards();
    let wildcards = rule.hosts.iter().filter(|host| host.is_wildcard()).count()
        + in_paths.sum::<usize>()
        + headers().map(folded).sum::<usize>()
        + query()
            .map(|(key, value)| key.as_ref().map_or(0, folded) + folded(value))
            .sum::<usize>();
    values <= VALUES && wildcards <= WILDCARDS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::domain::HostName;

    fn route(hosts: usize, paths: usize) -> Conditions {
        let host = |n| HostName::plain(&format!("h{n}.example.com"));
        Conditions {
            hosts: (0..hosts).map(host).collect(),
            paths: (0..paths).map(|n| format!("/p{n}")).collect(),
            ..Conditions::default()
        }
    }

    proptest! {
        #[test]
        fn every_name_goes_with_every_path_once(hosts in 0..9_usize, paths in 1..9_usize, methods in 0..5_usize) {
            let mut route = route(hosts, paths);
            route.methods = (0..methods).map(|n| format!("M{n}")).collect();
            let rules = rules(&route).unwrap();
            let mut pairs = 0;
            for (_, rule) in &rules {
                prop_assert!(fits(rule));
                let counts = [rule.hosts.len(), rule.paths.len(), rule.methods.len()];
                prop_assert!(counts.iter().all(|count| *count <= 3));
                pairs += counts.iter().map(|count| (*count).max(1)).product::<usize>();
            }
            prop_assert_eq!(pairs, hosts.max(1) * paths * methods.max(1));
            let mut seen: Vec<_> = rules.iter().flat_map(|(_, r)| {
                let hosts: Vec<String> = r.hosts.iter().map(ToString::to_string).collect();
                r.paths.iter().flat_map(move |p| {
                    let none = vec![String::new()];
                    let hosts = if hosts.is_empty() { none } else { hosts.clone() };
                    hosts.into_iter().map(|h| (h, p.clone())).collect::<Vec<_>>()
                }).flat_map(|pair| {
                    let none = vec![String::new()];
                    let methods = if r.methods.is_empty() { none } else { r.methods.clone() };
                    methods.into_iter().map(move |m| (pair.clone(), m))
                }).collect::<Vec<_>>()
            }).collect();
            let all = seen.len();
            seen.sort();
            seen.dedup();
            prop_assert_eq!(seen.len(), all);
        }
    }

    #[test]
    fn as_few_rules_as_a_grid_can_be() {
        let count = |hosts, paths| rules(&route(hosts, paths)).unwrap().len();
        assert_eq!(count(3, 0), 1);
        assert_eq!(count(4, 0), 2);
        assert_eq!(count(3, 2), 1);
        assert_eq!(count(2, 3), 1);
        assert_eq!(count(3, 3), 2);
        assert_eq!(count(4, 4), 4);
    }

    #[test]
    fn there_can_be_no_room() {
        let mut full = route(1, 1);
        full.headers = ["A", "B"]
            .map(|name| (name.to_owned(), vec!["1".to_owned(), "2".to_owned()]))
            .into();
        assert!(rules(&full).is_none());
        let mut wild = route(1, 0);
        wild.paths = vec!["/*a*b*c*d*e*".to_owned()];
        assert!(rules(&wild).is_none());
    }

    #[test]
    fn rules_are_in_the_order_in_which_they_are_asked() {
        let mut mixed = route(0, 0);
        mixed.paths = ["/*", "/a/b/*", "/a/*"].map(str::to_owned).into();
        let paths: Vec<_> = rules(&mixed)
            .unwrap()
            .into_iter()
            .map(|(_, r)| r.paths)
            .collect();
        assert_eq!(paths, [["/a/b/*"], ["/a/*"], ["/*"]]);
    }
}
