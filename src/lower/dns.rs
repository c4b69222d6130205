//! The hosted zone, and the records that point the app's names to the load balancer.

use super::id;
use super::load_balancer::{Edge, Edges};
use crate::app::{App, Domain, HostName, IpAddressType, Routing};
use crate::catalog::route53;
use crate::diagnostic::Path;
use crate::model::{
    Attribute, LogicalId, Origin, Parameter, ParameterType, Pseudo, Resource, Stack, Value, props,
};

/// The id of the hosted zone, if there is one and anything is put into it.
pub(super) fn zone(app: &App, stack: &mut Stack) -> Option<Value> {
    let domain = app.domain.as_ref()?;
    app.load_balancers
        .values()
        .find(|load_balancer| !load_balancer.names.is_empty())?;
    Some(match &domain.zone_id {
        Some(id) => id.clone().into(),
        None => Value::Parameter(stack.add_parameter(Parameter {
            id: LogicalId::new("HostedZoneId"),
            kind: ParameterType::HostedZoneId,
            description: format!("Id of the Route 53 hosted zone of {}", domain.zone),
            default: None,
            pattern: None,
            origin: Origin::new(
                Path::of("domain").key("zone_id"),
                "the names of the app, and the proof that they are its own, are put into this zone",
            ),
        })),
    })
}

/// The records of all names that callers reach at their load balancer.
pub(super) fn lower(app: &App, edges: &Edges<'_>, zone: Option<&Value>, stack: &mut Stack) {
    let (Some(domain), Some(zone)) = (&app.domain, zone) else {
        return;
    };
    let mut names = edges
        .values()
        .filter(|edge| !app.is_behind_cloudfront(edge.app))
        .flat_map(|edge| edge.app.names.iter().map(move |name| (name, edge)))
        .peekable();
    if names.peek().is_none() {
        return;
    }
    stack.section("Names: where callers find the load balancer");
    for (name, edge) in names {
        record(domain, &name.host, edge, zone, name.at.clone(), stack);
    }
}

fn record(
    domain: &Domain,
    host: &HostName,
    edge: &Edge<'_>,
    zone: &Value,
    at: Path,
    stack: &mut Stack,
) {
    let by_region = match domain.routing {
        Routing::Simple => None,
        Routing::Latency => Some(Value::from(Pseudo::Region)),
    };
    for (kind, suffix) in kinds(edge.app.ip) {
        stack.add(Resource::new(
            id::of_host(host.as_str(), suffix),
            &route53::RECORD_SET,
            Origin::new(at.clone(), "points the name to the load balancer"),
            props! {
                "HostedZoneId": zone.clone(),
                "Name": host.as_str().to_owned(),
                "Type": *kind,
                "SetIdentifier" ?: by_region.clone(),
                "Region" ?: by_region.clone(),
                "AliasTarget": props! {
                    "DNSName": edge.load_balancer.get(Attribute::DnsName),
                    "HostedZoneId": edge.load_balancer.get(Attribute::HostedZoneId),
                    "EvaluateTargetHealth": domain.evaluate_target_health,
                },
            },
        ));
    }
}

/// The types of the records of a name, and what their ids end in. Who has no IPv4 address is not looked for by one.
fn kinds(ip: IpAddressType) -> &'static [(&'static str, &'static str)] {
    match ip {
        IpAddressType::Ipv4 => &[("A", "Record")],
        IpAddressType::Dualstack => &[("A", "Record"), ("AAAA", "Ipv6Record")],
        IpAddressType::DualstackWithoutPublicIpv4 => &[("AAAA", "Ipv6Record")],
    }
}
