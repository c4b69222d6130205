//! The hosted zone, and the records that point the app's names to the load balancer.

use super::id;
use super::load_balancer::Edge;
use crate::app::{App, Domain, HostName, Routing};
use crate::catalog::route53;
use crate::diagnostic::Path;
use crate::model::{
    Attribute, LogicalId, Origin, Parameter, ParameterType, Pseudo, Resource, Stack, Value, props,
};

/// The id of the hosted zone, if there is one and anything is put into it.
pub(super) fn zone(app: &App, stack: &mut Stack) -> Option<Value> {
    let domain = app.domain.as_ref()?;
    hosts(app).next()?;
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

/// The records of all services.
pub(super) fn lower(app: &App, edge: Option<&Edge>, zone: Option<&Value>, stack: &mut Stack) {
    let (Some(domain), Some(edge), Some(zone)) = (&app.domain, edge, zone) else {
        return;
    };
    stack.section("Names: where callers find the load balancer");
    for (service, index, host) in hosts(app) {
        let at = Path::of("services")
            .key(service.to_owned())
            .key("hosts")
            .index(index);
        record(domain, host, edge, zone, at, stack);
    }
}

fn hosts(app: &App) -> impl Iterator<Item = (&str, usize, &HostName)> {
    app.services.iter().flat_map(|(name, service)| {
        let hosts = service.endpoint.iter().flat_map(|endpoint| &endpoint.hosts);
        hosts
            .enumerate()
            .map(|(index, host)| (name.as_str(), index, host))
    })
}

fn record(
    domain: &Domain,
    host: &HostName,
    edge: &Edge,
    zone: &Value,
    at: Path,
    stack: &mut Stack,
) {
    let by_region = match domain.routing {
        Routing::Simple => None,
        Routing::Latency => Some(Value::from(Pseudo::Region)),
    };
    stack.add(Resource::new(
        id::of_host(host.as_str(), "Record"),
        &route53::RECORD_SET,
        Origin::new(at, "points the name to the load balancer"),
        props! {
            "HostedZoneId": zone.clone(),
            "Name": host.as_str().to_owned(),
            "Type": "A",
            "SetIdentifier" ?: by_region.clone(),
            "Region" ?: by_region,
            "AliasTarget": props! {
                "DNSName": edge.load_balancer.get(Attribute::DnsName),
                "HostedZoneId": edge.load_balancer.get(Attribute::HostedZoneId),
                "EvaluateTargetHealth": domain.evaluate_target_health,
            },
        },
    ));
}
