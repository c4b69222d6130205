//! The records that point the app's names to the load balancers or to CloudFront, and Route 53's own look at those.

use heck::ToUpperCamelCase as _;
use indexmap::IndexMap;

use super::load_balancer::{Edge, Edges};
use super::zone::Zones;
use super::{cloudfront, id, tags};
use crate::app::{
    App, Domain, FailoverRole, HostName, IpAddressType, Location, NameHealthCheck, Routing, Scheme,
};
use crate::catalog::route53;
use crate::diagnostic::Path;
use crate::model::{
    Attribute, Handle, LogicalId, Map, Origin, Parameter, ParameterType, Pseudo, Resource, Stack,
    Value, props,
};

/// What records are made of.
pub(super) struct Parts<'a> {
    pub(super) app: &'a App,
    pub(super) edges: &'a Edges<'a>,
    /// CloudFront, if it is in front of the default load balancer.
    pub(super) distribution: Option<&'a Handle>,
    pub(super) zones: &'a Zones,
}

/// A name, and the domain of which a record of it is.
pub(super) struct Named<'a> {
    pub(super) host: &'a HostName,
    pub(super) domain: &'a Domain,
    /// The place of the name in the blueprint.
    pub(super) at: &'a Path,
    edge: &'a Edge<'a>,
    /// CloudFront, if it is in front.
    distribution: Option<&'a Handle>,
}

/// The records of all names.
pub(super) fn lower(parts: &Parts<'_>, stack: &mut Stack) {
    let (front, direct): (Vec<_>, Vec<_>) = named(parts)
        .into_iter()
        .filter(|named| named.domain.is_writable())
        .partition(|named| named.distribution.is_some());
    for (named, section) in [
        (front, "Names: where callers find CloudFront"),
        (direct, "Names: where callers find the load balancer"),
    ] {
        if !named.is_empty() {
            stack.section(section);
            records(&named, parts.zones, stack);
        }
    }
}

/// Every name with its domains.
pub(super) fn named<'a>(parts: &Parts<'a>) -> Vec<Named<'a>> {
    let mut all = Vec::new();
    for edge in parts.edges.values() {
        let is_front = parts.app.is_behind_cloudfront(edge.app);
        let distribution = parts.distribution.filter(|_| is_front);
        let is_internal = edge.app.scheme == Scheme::Internal && distribution.is_none();
        for name in &edge.app.names {
            let domains = parts.app.domains.of(&name.host, is_internal);
            all.extend(domains.into_iter().map(|domain| Named {
                host: &name.host,
                domain,
                at: &name.at,
                edge,
                distribution,
            }));
        }
    }
    all
}

fn records(all: &[Named<'_>], zones: &Zones, stack: &mut Stack) {
    let mut checks: IndexMap<String, Handle> = IndexMap::new();
    for named in all {
        let Some(zone) = zones.id(named.domain, stack) else {
            continue;
        };
        let check = named.domain.health_check.as_ref().map(|check| {
            let id = named.edge.app.id(&named.domain.id("HealthCheck"));
            let known = checks.get(&id).cloned();
            known.unwrap_or_else(|| {
                let handle = health_check(id.clone(), named, check, stack);
                checks.insert(id, handle.clone());
                handle
            })
        });
        for turn in turns(named.domain, stack) {
            record(named, &turn, &zone, check.as_ref(), stack);
        }
    }
}

/// When it is the turn of a record among those of its name.
#[derive(Default)]
struct Turn {
    /// What tells its id from that of the others that the stack has of the same name.
    suffix: String,
    /// What tells it from those of other stacks.
    identifier: Option<Value>,
    region: Option<Value>,
    weight: Option<Value>,
    failover: Option<Value>,
    location: Option<Map>,
}

/// The turns of a stack: several where it answers to callers from several places.
fn turns(domain: &Domain, stack: &mut Stack) -> Vec<Turn> {
    // Two stacks may be in one region, and stacks in two regions may have the same name.
    let identifier = || {
        vec![
            Value::from(Pseudo::StackName),
            "-".into(),
            Pseudo::Region.into(),
        ]
    };
    match &domain.routing {
        Routing::Simple => vec![Turn::default()],
        Routing::Latency => vec![Turn {
            identifier: Some(Pseudo::Region.into()),
            region: Some(Pseudo::Region.into()),
            ..Turn::default()
        }],
        Routing::Weighted(weight) => vec![Turn {
            identifier: Some(Value::Concat(identifier())),
            weight: Some(match weight {
                Some(weight) => (*weight).into(),
                None => record_weight(domain, stack),
            }),
            ..Turn::default()
        }],
        Routing::Failover(role) => vec![Turn {
            identifier: Some(Value::Concat(identifier())),
            failover: Some(match role {
                Some(FailoverRole::Primary) => "PRIMARY".into(),
                Some(FailoverRole::Secondary) => "SECONDARY".into(),
                None => failover_role(domain, stack),
            }),
            ..Turn::default()
        }],
        Routing::Geolocation(places) => {
            let turn = |place: &Location| {
                let (name, location) = geo_location(place);
                let mut identifier = identifier();
                identifier.push(format!("-{name}").into());
                Turn {
                    suffix: name.to_upper_camel_case(),
                    identifier: Some(Value::Concat(identifier)),
                    location: Some(location),
                    ..Turn::default()
                }
            };
            places.iter().map(turn).collect()
        }
    }
}

/// Route 53 API, "GeoLocation".
fn geo_location(place: &Location) -> (String, Map) {
    match place {
        Location::Continent(name, code) => ((*name).to_owned(), props! { "ContinentCode": *code }),
        Location::Country(code) => (
            format!("country-{}", code.to_lowercase()),
            props! { "CountryCode": code.clone() },
        ),
        Location::State(code) => (
            format!("us-{}", code.to_lowercase()),
            props! { "CountryCode": "US", "SubdivisionCode": code.clone() },
        ),
        Location::Elsewhere => ("elsewhere".to_owned(), props! { "CountryCode": "*" }),
    }
}

fn record_weight(domain: &Domain, stack: &mut Stack) -> Value {
    Value::Parameter(stack.add_parameter(Parameter {
        id: LogicalId::new(domain.id("RecordWeight")),
        kind: ParameterType::Number {
            least: 0,
            most: 255,
        },
        description: format!("Share of this stack in the callers of {}", domain.zone),
        default: None,
        pattern: None,
        origin: Origin::new(
            domain.at.key("routing"),
            "each stack that answers to the names has a share of the sum of all weights",
        ),
    }))
}

fn failover_role(domain: &Domain, stack: &mut Stack) -> Value {
    Value::Parameter(stack.add_parameter(Parameter {
        id: LogicalId::new(domain.id("FailoverRole")),
        kind: ParameterType::String,
        description: format!(
            "PRIMARY if this stack answers to the names in {} first, or SECONDARY",
            domain.zone
        ),
        default: None,
        pattern: Some(("PRIMARY|SECONDARY", "PRIMARY or SECONDARY")),
        origin: Origin::new(
            domain.at.key("routing"),
            "of two stacks that answer to the names, one is the first",
        ),
    }))
}

/// Where a record points.
struct Target {
    why: &'static str,
    /// The types of its records, and what tells them apart in their ids.
    kinds: &'static [(&'static str, &'static str)],
    alias: Map,
}

impl Named<'_> {
    /// The name of what the name points to.
    pub(super) fn points_to(&self) -> Option<Value> {
        match self.distribution {
            Some(distribution) => Some(distribution.get(Attribute::DnsName)),
            None => self.edge.dns_name.clone(),
        }
    }

    fn target(&self) -> Target {
        let alias = |zone: Option<Value>, evaluates: bool| {
            props! {
                "DNSName" ?: self.points_to(),
                "HostedZoneId" ?: zone,
                "EvaluateTargetHealth": evaluates,
            }
        };
        match self.distribution {
            Some(_) => Target {
                why: "points the name to CloudFront",
                // It is reached by IPv6 too.
                kinds: kinds(IpAddressType::Dualstack),
                alias: alias(Some(cloudfront::HOSTED_ZONE.into()), false),
            },
            None => Target {
                why: "points the name to the load balancer",
                kinds: kinds(self.edge.app.ip),
                alias: alias(
                    self.edge.hosted_zone_id.clone(),
                    self.domain.evaluate_target_health,
                ),
            },
        }
    }
}

/// Who has no IPv4 address is not looked for by one.
fn kinds(ip: IpAddressType) -> &'static [(&'static str, &'static str)] {
    match ip {
        IpAddressType::Ipv4 => &[("A", "")],
        IpAddressType::Dualstack => &[("A", ""), ("AAAA", "Ipv6")],
        IpAddressType::DualstackWithoutPublicIpv4 => &[("AAAA", "Ipv6")],
    }
}

fn record(named: &Named<'_>, turn: &Turn, zone: &Value, check: Option<&Handle>, stack: &mut Stack) {
    let host = named.host.as_str();
    let private = if named.domain.is_private {
        "Private"
    } else {
        ""
    };
    let target = named.target();
    for (kind, ip) in target.kinds {
        stack.add(Resource::new(
            id::of_host(host, &format!("{}{private}{ip}Record", turn.suffix)),
            &route53::RECORD_SET,
            Origin::new(named.at.clone(), target.why),
            props! {
                "HostedZoneId": zone.clone(),
                "Name": host.to_owned(),
                "Type": *kind,
                "SetIdentifier" ?: turn.identifier.clone(),
                "Region" ?: turn.region.clone(),
                "Weight" ?: turn.weight.clone(),
                "Failover" ?: turn.failover.clone(),
                "GeoLocation" ?: turn.location.clone(),
                "HealthCheckId" ?: check.map(Handle::id),
                "AliasTarget": target.alias.clone(),
            },
        ));
    }
}

/// Route 53's look at a load balancer: it asks for the load balancer's own name, for which there is a rule.
fn health_check(
    id: String,
    named: &Named<'_>,
    check: &NameHealthCheck,
    stack: &mut Stack,
) -> Handle {
    let edge = named.edge;
    let is_https = edge.scheme == "https";
    stack.add(Resource::new(
        id,
        &route53::HEALTH_CHECK,
        Origin::new(
            named.domain.at.key("health_check"),
            "takes the names away from a load balancer that does not answer",
        ),
        props! {
            "HealthCheckConfig": props! {
                "Type": if is_https { "HTTPS" } else { "HTTP" },
                "FullyQualifiedDomainName" ?: edge.dns_name.clone(),
                "Port": if is_https { 443 } else { 80 },
                "ResourcePath": check.path.clone(),
                "RequestInterval": check.interval,
                "FailureThreshold": check.failure_threshold,
                "EnableSNI" ?: is_https.then_some(true),
            },
            "HealthCheckTags": tags::name(edge.app.called("load-balancer")),
        },
    ))
}
