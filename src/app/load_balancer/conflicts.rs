//! Rules that can take the same requests: where their order says nothing, or where one leaves nothing to another.

use std::collections::{BTreeMap, BTreeSet};

use super::priorities::LAST;
use super::rules::{Candidate, Part};
use crate::app::domain::HostName;
use crate::app::route::AUTOMATIC;
use crate::app::route::overlap::{covers, meet};
use crate::diagnostic::{Diagnostics, Path};

/// Holds the rules of a load balancer against each other.
pub(super) fn check(
    parts: &[Part<'_>],
    priorities: &[i64],
    load_balancer: &Path,
    out: &mut Diagnostics,
) {
    let unread: Vec<bool> = parts
        .iter()
        .map(|part| is_unread(part.candidate, out))
        .collect();
    let neighbours = Neighbours::of(parts);
    let mut reported: BTreeSet<[String; 2]> = BTreeSet::new();
    for (index, part) in parts.iter().enumerate() {
        for earlier in neighbours.before(index, part) {
            let other = &parts[earlier];
            let is_one = std::ptr::eq(part.candidate, other.candidate);
            if is_one || unread[index] || unread[earlier] {
                continue;
            }
            let called = |it: &Part<'_>| it.candidate.owner.called(load_balancer);
            if has_no_order(part, other) {
                let names = || [called(part), called(other)];
                if meet(&part.conditions, &other.conditions) && reported.insert(names()) {
                    report(part.candidate, other.candidate, &names(), out);
                }
                continue;
            }
            let (first, second) = match priorities[index] < priorities[earlier] {
                true => (part, other),
                false => (other, part),
            };
            let names = || [called(first), called(second)];
            if !do_the_same(part.candidate, other.candidate)
                && covers(&first.conditions, &second.conditions)
                && reported.insert(names())
            {
                report_unreachable(first.candidate, second.candidate, &names(), out);
            }
        }
    }
}

/// Which parts can share a request: of those that have their names in full, only those that share a name.
struct Neighbours<'a> {
    by_name: BTreeMap<&'a str, Vec<usize>>,
    /// Parts for other names too.
    others: Vec<usize>,
}

impl<'a> Neighbours<'a> {
    fn of(parts: &'a [Part<'_>]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut others = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if has_full_names(part) {
                for host in &part.conditions.hosts {
                    by_name.entry(host.as_str()).or_default().push(index);
                }
            } else {
                others.push(index);
            }
        }
        Self { by_name, others }
    }

    /// The neighbours of a part that come before it.
    fn before(&self, index: usize, part: &Part<'_>) -> BTreeSet<usize> {
        if !has_full_names(part) {
            return (0..index).collect();
        }
        let hosts = part.conditions.hosts.iter();
        let same = hosts.filter_map(|host| self.by_name.get(host.as_str()));
        let all = same.flatten().chain(&self.others).copied();
        all.filter(|other| *other < index).collect()
    }
}

fn has_full_names(part: &Part<'_>) -> bool {
    let hosts = &part.conditions.hosts;
    !hosts.is_empty() && !hosts.iter().any(HostName::is_wildcard)
}

/// Whether it is not known what a candidate is for.
fn is_unread(candidate: &Candidate, out: &Diagnostics) -> bool {
    let keys = [
        "hosts",
        "paths",
        "methods",
        "headers",
        "query",
        "source_ips",
        "routes",
    ];
    out.is_unreadable(&candidate.at)
        || keys
            .iter()
            .any(|key| out.is_unreadable(&candidate.at.key(*key)))
}

/// Whether nothing anybody wrote says which of two rules is asked first, and it matters.
fn has_no_order(a: &Part<'_>, b: &Part<'_>) -> bool {
    let is_pinned = a.candidate.pin.is_some() || b.candidate.pin.is_some();
    a.band == b.band && !is_pinned && !do_the_same(a.candidate, b.candidate)
}

fn do_the_same(a: &Candidate, b: &Candidate) -> bool {
    let guards = [a, b].map(|it| it.guard.entry().map(|entry| &entry.name));
    a.action == b.action && a.rewrite == b.rewrite && guards[0] == guards[1]
}

fn report(later: &Candidate, earlier: &Candidate, names: &[String; 2], out: &mut Diagnostics) {
    let [name, other] = names;
    let (mine, its) = (&later.conditions, &earlier.conditions);
    if mine.is_empty() && its.is_empty() {
        out.error(
            &later.at,
            format!("`{name}` and `{other}` both answer to every name"),
        )
        .help("give one of them `hosts` or `paths`");
        return;
    }
    if mine.is_own_name {
        out.error(
            &later.at,
            format!("`{name}` and `{other}` ask for the same path, which leads to one service"),
        )
        .help("give one of them another `path`");
        return;
    }
    let is_about_names =
        |it: &Candidate| it.conditions.paths.is_empty() && it.conditions.has_only_hosts_and_paths();
    if is_about_names(later) && is_about_names(earlier) {
        let at = later.at.key("hosts");
        for (index, host) in mine.hosts.iter().enumerate() {
            if its.hosts.contains(host) {
                out.error(
                    &at.index(index),
                    format!("`{host}` is a name of `{other}` already"),
                )
                .help("a name goes to one service: take it from one of the two, or divide its `paths`");
            }
        }
        return;
    }
    if mine == its {
        out.error_at_key(
            &later.at,
            format!("`{name}` and `{other}` are for the same requests"),
        )
        .help("take them from one of the two");
        return;
    }
    out.error_at_key(
        &later.at,
        format!("a request can be for `{name}` and for `{other}`, and nothing says which is asked first"),
    )
    .help(format!(
        "write `priority` into one of them: 1 to {} is asked before all others, {} to {LAST} after them",
        AUTOMATIC.start - 1,
        AUTOMATIC.end
    ));
}

fn report_unreachable(
    first: &Candidate,
    second: &Candidate,
    names: &[String; 2],
    out: &mut Diagnostics,
) {
    let [name, other] = names;
    if first.conditions.is_empty() && second.conditions.is_empty() && first.pin != second.pin {
        out.error(
            &second.at,
            format!("`{other}` and `{name}` both answer to every name"),
        )
        .help("give one of them `hosts` or `paths`");
        return;
    }
    out.warning(
        &second.at,
        format!("`{other}` does not get all it asks for: `{name}` comes first and takes it"),
    )
    .help("change the `priority` of one of them, or what they are for");
}
