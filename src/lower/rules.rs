//! The rules of security groups that the blueprint asks for.
//!
//! A rule cannot change who it is about, nor its ports, and EC2 refuses a second rule that says the same. So both make the id of a rule:
//! another place in a list, or another way to write the same, changes nothing.

use heck::ToUpperCamelCase as _;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::id;
use super::network::Network;
use super::parameter::{self, Kind};
use super::scope::Scope;
use super::security_group::{self, Flow, Peer};
use super::service::Lowered;
use crate::app::{self, App, Connection, Given, IpAddressType, LoadBalancer, Scheme, Transport};
use crate::diagnostic::Path;
use crate::model::{Handle, Origin, ParameterType, Stack, Value};

static SECURITY_GROUP: Kind = Kind {
    kind: ParameterType::SecurityGroupId,
    description: "Id of a security group of the VPC",
    pattern: None,
    why: "the security group is there already",
};

/// The id of a security group that is there already.
pub(super) fn group_id(given: &Given, at: Path, stack: &mut Stack) -> Value {
    parameter::value(given, &SECURITY_GROUP, at, stack)
}

/// The port that a list of peers means where nothing else is written.
const HTTPS: i64 = 443;

/// Adds the rules of a service about what is outside of the stack; those about what it may reach are returned.
pub(super) fn outside(scope: &Scope<'_>, group: &Handle, stack: &mut Stack) -> Vec<Handle> {
    let service = scope.service;
    let name = &service.name;
    let port = service.port.map(|port| port.number);
    for rule in &service.ingress {
        let Some(peer) = peer(&rule.peer, &rule.at, stack) else {
            continue;
        };
        let who = peer_id(&rule.peer);
        security_group::allow_in(
            scope.id(&format!("From{who}{}Ingress", flow_id(rule, port))),
            group,
            peer,
            flow(rule),
            described(rule, || format!("{} to {name}", rule.peer)),
            Origin::new(rule.at.clone(), "the blueprint lets it reach the tasks"),
            stack,
        );
    }
    let mut out = Vec::with_capacity(service.egress.rules().len());
    for rule in service.egress.rules() {
        let Some(peer) = peer(&rule.peer, &rule.at, stack) else {
            continue;
        };
        let whom = peer_id(&rule.peer);
        out.push(security_group::allow_out(
            scope.id(&format!("To{whom}{}Egress", flow_id(rule, Some(HTTPS)))),
            group,
            peer,
            flow(rule),
            described(rule, || format!("{name} to {}", rule.peer)),
            Origin::new(rule.at.clone(), "the blueprint lets the tasks reach it"),
            stack,
        ));
    }
    out
}

/// Adds the rules between services.
pub(super) fn between(app: &App, services: &[Lowered<'_>], stack: &mut Stack) {
    if app.connections.is_empty() {
        return;
    }
    stack.section("Connections: which services may reach which");
    let find = |name: &str| services.iter().find(|service| service.app.name == name);
    for connection in &app.connections {
        if let (Some(caller), Some(callee)) = (find(&connection.caller), find(&connection.callee)) {
            connect(connection, caller, callee, stack);
        }
    }
}

fn connect(connection: &Connection, caller: &Lowered<'_>, callee: &Lowered<'_>, stack: &mut Stack) {
    let rule = &connection.rule;
    let (from, to) = (&connection.caller, &connection.callee);
    let ports = flow_id(rule, callee.app.port.map(|port| port.number));
    let describe = || described(rule, || format!("{from} to {to}"));
    let allowed = security_group::allow_in(
        id::of(to, &format!("From{}{ports}Ingress", id::of(from, ""))),
        &callee.security_group,
        Peer::Group(caller.security_group.id()),
        flow(rule),
        describe(),
        Origin::new(rule.at.clone(), format!("{from} may reach {to}")),
        stack,
    );
    // What a task calls when it starts, it can reach by then.
    stack.wait(&caller.service, &allowed);
    if matches!(caller.app.egress, app::Egress::All) {
        return;
    }
    let allowed = security_group::allow_out(
        id::of(from, &format!("To{}{ports}Egress", id::of(to, ""))),
        &caller.security_group,
        Peer::Group(callee.security_group.id()),
        flow(rule),
        describe(),
        Origin::new(rule.at.clone(), format!("{from} may reach {to}")),
        stack,
    );
    stack.wait(&caller.service, &allowed);
}

/// Somebody who may call a load balancer.
pub(super) struct Caller {
    /// What is between the port and `Ingress` in the id of a rule.
    pub(super) id: String,
    pub(super) peer: Peer,
    /// What the rule is for.
    pub(super) description: Option<String>,
    /// Who it is, in words.
    pub(super) who: String,
    pub(super) at: Path,
}

/// Who may call a load balancer: those that are listed, or everybody that can reach it.
pub(super) fn callers(
    app: &App,
    load_balancer: &LoadBalancer,
    network: &Network,
    stack: &mut Stack,
) -> Vec<Caller> {
    let ranges = everybody(app, load_balancer);
    // Who writes what holds anyway has the same rule: that of the first range, which is always there, is called by none.
    let first = ranges
        .first()
        .copied()
        .filter(|range| matches!(range, IpNet::V4(_)));
    let id_of = |peer: &app::Peer| match peer {
        app::Peer::Range(range) if Some(*range) == first => String::new(),
        peer => format!("From{}", peer_id(peer)),
    };
    if load_balancer.callers.is_empty() {
        let who = match load_balancer.scheme {
            Scheme::InternetFacing => "the internet",
            Scheme::Internal => "the VPC",
        };
        let caller = |id, peer| Caller {
            id,
            peer,
            description: None,
            who: who.to_owned(),
            at: load_balancer.at.key("scheme"),
        };
        let of_vpc = network.ipv6_cidr_block.clone().filter(|_| {
            load_balancer.scheme == Scheme::Internal && load_balancer.ip != IpAddressType::Ipv4
        });
        let of_vpc = of_vpc.map(|range| caller("FromVpcIpv6".to_owned(), Peer::Ipv6Range(range)));
        let everybody = ranges
            .iter()
            .map(|range| caller(id_of(&app::Peer::Range(*range)), Peer::Range(*range)));
        return everybody.chain(of_vpc).collect();
    }
    let listed = load_balancer.callers.iter().filter_map(|caller| {
        Some(Caller {
            id: id_of(&caller.peer),
            peer: peer(&caller.peer, &caller.at, stack)?,
            description: caller.description.clone(),
            who: caller.peer.to_string(),
            at: caller.at.clone(),
        })
    });
    listed.collect()
}

/// Everybody that can reach a load balancer, as far as their addresses are known.
fn everybody(app: &App, load_balancer: &LoadBalancer) -> Vec<IpNet> {
    let (ipv4, ipv6) = (Ipv4Net::default().into(), Ipv6Net::default().into());
    match (load_balancer.scheme, load_balancer.ip) {
        (Scheme::Internal, _) => app.network.cidrs().into_iter().map(Into::into).collect(),
        (_, IpAddressType::Ipv4) => vec![ipv4],
        (_, IpAddressType::Dualstack) => vec![ipv4, ipv6],
        (_, IpAddressType::DualstackWithoutPublicIpv4) => vec![ipv6],
    }
}

/// Who is at the other end; none if it is a service, whose group is not known here.
fn peer(peer: &app::Peer, at: &Path, stack: &mut Stack) -> Option<Peer> {
    match peer {
        app::Peer::Range(range) => Some(Peer::Range(*range)),
        app::Peer::PrefixList(id) => Some(Peer::PrefixList(id.clone().into())),
        app::Peer::Group(given) => Some(Peer::Group(group_id(given, at.clone(), stack))),
        app::Peer::Service(_) => None,
    }
}

fn described(rule: &app::Rule, otherwise: impl FnOnce() -> String) -> String {
    rule.description.clone().unwrap_or_else(otherwise)
}

fn flow(rule: &app::Rule) -> Flow {
    Flow {
        ports: rule.ports,
        transport: rule.transport,
    }
}

/// What an id says of somebody.
fn peer_id(peer: &app::Peer) -> String {
    match peer {
        app::Peer::Range(IpNet::V6(range)) if range.prefix_len() == 0 => "AnyIpv6".to_owned(),
        app::Peer::Range(range) => range.to_string().replace(['.', ':', '/'], "x"),
        app::Peer::PrefixList(text)
        | app::Peer::Group(Given::Literal(text))
        | app::Peer::Service(text) => text.to_upper_camel_case(),
        app::Peer::Group(Given::Parameter(name)) => {
            let mut letters = name.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

/// What an id says of ports, if they are not the usual one.
fn flow_id(rule: &app::Rule, usual: Option<i64>) -> String {
    let (first, last) = (rule.ports.first, rule.ports.last);
    let protocol = match rule.transport {
        Transport::Tcp if first == last && usual == Some(first) => return String::new(),
        Transport::Tcp => "Port",
        Transport::Udp => "Udp",
    };
    match first == last {
        true => format!("{protocol}{first}"),
        false => format!("{protocol}{first}x{last}"),
    }
}
