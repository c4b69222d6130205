//! `egress`: whom a service may reach.

use indexmap::IndexMap;

use super::Surroundings;
use super::image::Image;
use super::network::{EndpointKind, Network};
use super::peer::{self, Peer};
use super::rule::{self, Ports, Rule};
use super::service::Service;
use crate::blueprint::{self, EgressChoice, OneOf, Transport};
use crate::diagnostic::{Diagnostics, Path};

/// Whom the tasks of a service may reach.
#[derive(Clone, Debug)]
pub enum Egress {
    /// Everybody.
    All,
    /// These, and services that name this one in their `ingress`.
    Only(Vec<Rule>),
}

impl Egress {
    /// What is listed.
    pub fn rules(&self) -> &[Rule] {
        match self {
            Self::All => &[],
            Self::Only(rules) => rules,
        }
    }
}

/// Resolves `egress` of a service.
pub(super) fn resolve(
    service: &blueprint::Service,
    surroundings: &Surroundings<'_>,
    service_at: &Path,
    out: &mut Diagnostics,
) -> Egress {
    let at = service_at.key("egress");
    let written = match &service.egress {
        None | Some(OneOf::First(EgressChoice::All)) => return Egress::All,
        Some(OneOf::First(EgressChoice::None)) => return Egress::Only(Vec::new()),
        Some(OneOf::Second(list)) => list,
    };
    if written.is_empty() {
        out.error(&at, "the list is empty")
            .help("write `\"none\"`, or leave `egress` out");
        out.mark_unreadable(at.clone());
    }
    let mut rules = Vec::with_capacity(written.len());
    for (i, entry) in written.iter().enumerate() {
        let at = at.index(i);
        let long = match entry {
            OneOf::First(text) => &blueprint::Egress::new().to(text.clone()),
            OneOf::Second(long) => long,
        };
        let to_at = match entry {
            OneOf::First(_) => at.clone(),
            OneOf::Second(_) => at.key("to"),
        };
        let Some(to) = &long.to else {
            out.missing(&at, "to", "to = \"10.0.0.0/8\"");
            continue;
        };
        let peer = peer::resolve(to, &surroundings.service_names(), &to_at, out);
        let description = rule::description(long.description.as_ref(), &at.key("description"), out);
        let ports = match (&long.port, &peer) {
            (Some(written), _) => rule::ports(written, &at.key("port"), out),
            (None, Some(Peer::Service(name))) => port_of(name, surroundings, &at, out),
            (None, _) => Some(Ports::one(HTTPS)),
        };
        let (Some(peer), Some(ports)) = (peer, ports) else {
            continue;
        };
        let rule = Rule {
            peer,
            ports,
            transport: long.protocol.unwrap_or(Transport::Tcp),
            description,
            at,
        };
        rule::add(rule, &mut rules, out);
    }
    if rules.len() != written.len() {
        // What is reported already is not looked at again.
        out.mark_unreadable(at);
    }
    Egress::Only(rules)
}

/// The port of whatever is reached in the internet, if no other is written.
pub(super) const HTTPS: i64 = 443;

fn port_of(
    name: &str,
    surroundings: &Surroundings<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Ports> {
    let service = surroundings.services.get(name)?;
    let unread = [
        at.key("port"),
        Path::of("services").key(name.to_owned()).key("port"),
    ];
    if service.port.is_none() && !unread.iter().any(|path| out.is_unreadable(path)) {
        let message = format!("nothing says which port may be reached: `{name}` has none");
        out.error(at, message).help(format!(
            "write the long form, as `{{ to = \"{name}\", port = 9090 }}`"
        ));
    }
    service.port.map(Ports::one)
}

/// Reports tasks that cannot start: Fargate pulls the image over the task's own interface, and what comes after it goes the same way
/// (ECS developer guide, "Amazon ECS task networking options for Fargate").
pub(super) fn check_start(
    services: &IndexMap<String, Service>,
    network: &Network,
    out: &mut Diagnostics,
) {
    for service in services.values() {
        let at = Path::of("services").key(service.name.clone()).key("egress");
        // What other groups allow, their own authors know; what is reported already is not looked at again.
        if service.security_groups.is_empty() && !out.is_unreadable(&at) {
            check_start_of(service, network, &at, out);
        }
    }
}

fn check_start_of(service: &Service, network: &Network, at: &Path, out: &mut Diagnostics) {
    let Egress::Only(rules) = &service.egress else {
        return;
    };
    let port = registry_port(&service.container.image);
    let outside: Vec<&Rule> = rules
        .iter()
        .filter(|rule| !matches!(rule.peer, Peer::Service(_)))
        .filter(|rule| rule.transport == Transport::Tcp && rule.ports.contain(port))
        .collect();
    let needs = "Fargate pulls the image, sends the logs and reads the secrets over the task's own interface";
    // A rule is added for endpoints with addresses. The layers of an image in ECR are in S3, to which an endpoint is a route.
    let is_by_endpoint = network.endpoints.iter().any(|endpoint| {
        endpoint.kind == EndpointKind::Interface && endpoint.users.contains(&service.name)
    });
    if outside.is_empty() {
        let message = format!(
            "no task can start: nothing lets it reach TCP port {port} of its image's registry"
        );
        let everybody = match port {
            HTTPS => "\"0.0.0.0/0\"".to_owned(),
            port => format!("{{ to = \"0.0.0.0/0\", port = {port} }}"),
        };
        let diagnostic = out.error(at, message);
        match is_by_endpoint {
            true => diagnostic.help(
                "ECR keeps the layers of images in S3: list the prefix list of S3 in the region, as `\"pl-…\"` (`aws ec2 \
                 describe-managed-prefix-lists` has its id); what has an endpoint with an address is reached already",
            ),
            false => diagnostic.help(format!(
                "{needs}: list where they are, or `{everybody}` for that port of everybody"
            )),
        };
        return;
    }
    let is_enough = |rule: &&Rule| match &rule.peer {
        Peer::Range(range) => range.prefix_len() == 0 && range.addr().is_ipv4(),
        Peer::PrefixList(_) => is_by_endpoint,
        _ => false,
    };
    if !outside.iter().any(is_enough) {
        out.warning(
            at,
            "tasks start only if their image, logs and secrets are among these",
        )
        .help(format!(
            "{needs}: see that all of that is in what is listed"
        ));
    }
}

/// The port of the registry that an image is in.
fn registry_port(image: &Image) -> i64 {
    let host = image.name.split_once('/').map_or("", |(host, _)| host);
    let port = host
        .rsplit_once(':')
        .and_then(|(_, port)| port.parse().ok());
    port.unwrap_or(HTTPS)
}
