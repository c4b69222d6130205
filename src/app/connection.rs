//! Who calls whom among the services: said by one of the two, in `ingress` or in `egress`, and meant for both.

use indexmap::IndexMap;

use super::peer::Peer;
use super::rule::{Ports, Rule};
use super::service::Service;
use crate::blueprint::Transport;

/// A service that may reach another.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Who calls.
    pub caller: String,
    /// Who is called, maybe the caller itself: one task by another.
    pub callee: String,
    /// The rule that says so: the one in `ingress`, if there are two.
    pub rule: Rule,
}

/// All connections between services.
pub(super) fn between(services: &IndexMap<String, Service>) -> Vec<Connection> {
    let called = services.values().flat_map(|callee| {
        callee.ingress.iter().filter_map(|rule| match &rule.peer {
            Peer::Service(caller) => Some((caller.as_str(), callee.name.as_str(), rule)),
            _ => None,
        })
    });
    let calling = services.values().flat_map(|caller| {
        let rules = caller.egress.rules().iter();
        rules.filter_map(|rule| match &rule.peer {
            Peer::Service(callee) => Some((caller.name.as_str(), callee.as_str(), rule)),
            _ => None,
        })
    });
    let mut connections: IndexMap<(&str, &str, Ports, Transport), &Rule> = IndexMap::new();
    for (caller, callee, rule) in called.chain(calling) {
        let key = (caller, callee, rule.ports, rule.transport);
        connections.entry(key).or_insert(rule);
    }
    connections
        .into_iter()
        .map(|((caller, callee, ..), rule)| Connection {
            caller: caller.to_owned(),
            callee: callee.to_owned(),
            rule: rule.clone(),
        })
        .collect()
}
