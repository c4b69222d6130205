//! The hosted zones: their ids, those that the stack creates, and their delegation.

use indexmap::IndexMap;

use super::id;
use super::network::Network;
use super::parameter::{self, Kind};
use crate::app::{App, Domain, Domains, Given, ZoneOrigin};
use crate::catalog::route53;
use crate::model::{
    Attribute, Handle, LogicalId, Origin, Parameter, ParameterType, Pseudo, Resource, Stack, Value,
    props,
};

/// The hosted zones that the stack creates, by what their domains have in their ids.
#[derive(Default)]
pub(super) struct Zones {
    new: IndexMap<String, Handle>,
}

static ZONE_ID: Kind = Kind {
    kind: ParameterType::HostedZoneId,
    description: "Id of a Route 53 hosted zone",
    pattern: None,
    why: WHY,
};

const WHY: &str =
    "the names of the app, and the proof that they are its own, are put into this zone";

impl Domain {
    /// The id of what `suffix` is to the domain.
    pub(super) fn id(&self, suffix: &str) -> String {
        id::of(self.name.as_deref().unwrap_or_default(), suffix)
    }
}

impl Zones {
    /// A hosted zone that the stack creates.
    pub(super) fn new_one(&self, domain: &Domain) -> Option<&Handle> {
        self.new.get(&domain.id(""))
    }

    /// The id of a domain's hosted zone, if the stack writes into it. A parameter is added when it is first asked for.
    pub(super) fn id(&self, domain: &Domain, stack: &mut Stack) -> Option<Value> {
        let at = domain.at.key("zone_id");
        match &domain.origin {
            ZoneOrigin::Elsewhere => None,
            ZoneOrigin::New { .. } => self.new_one(domain).map(Handle::id),
            ZoneOrigin::Existing(Some(given)) => Some(match given {
                Given::Literal(id) => id.clone().into(),
                Given::Parameter(_) => parameter::value(given, &ZONE_ID, at, stack),
            }),
            ZoneOrigin::Existing(None) => {
                let parameter = stack.add_parameter(Parameter {
                    id: LogicalId::new(domain.id("HostedZoneId")),
                    kind: ParameterType::HostedZoneId,
                    description: format!("Id of the Route 53 hosted zone of {}", domain.zone),
                    default: None,
                    pattern: None,
                    origin: Origin::new(at, WHY),
                });
                Some(Value::Parameter(parameter))
            }
        }
    }
}

pub(super) fn lower(app: &App, network: &Network, stack: &mut Stack) -> Zones {
    let mut zones = Zones::default();
    for domain in app.domains.iter() {
        let ZoneOrigin::New { query_log } = &domain.origin else {
            continue;
        };
        if zones.new.is_empty() {
            stack.section("Hosted zones: where the names of the app are kept");
        }
        let zone = zone(app, domain, query_log.as_deref(), network, stack);
        zones.new.insert(domain.id(""), zone);
    }
    for domain in app.domains.iter() {
        delegation(domain, &app.domains, &zones, stack);
    }
    zones
}

fn zone(
    app: &App,
    domain: &Domain,
    query_log: Option<&str>,
    network: &Network,
    stack: &mut Stack,
) -> Handle {
    let vpc = domain
        .is_private
        .then(|| [props! { "VPCId": network.vpc_id(), "VPCRegion": Pseudo::Region }]);
    let why = match domain.is_private {
        true => "names that only the VPC finds",
        false => "names that everybody finds, once the domain above sends callers here",
    };
    let zone = Resource::new(
        domain.id("HostedZone"),
        &route53::HOSTED_ZONE,
        Origin::new(domain.at.key("create"), why),
        props! {
            "Name": domain.zone.as_str().to_owned(),
            "HostedZoneConfig": props! { "Comment": format!("Names of {}", app.name) },
            "QueryLoggingConfig" ?: query_log.map(|arn| {
                props! { "CloudWatchLogsLogGroupArn": arn.to_owned() }
            }),
            "VPCs" ?: vpc,
        },
    );
    // A zone that is created anew has other name servers, which somebody would have to enter above it again. That of a VPC goes
    // with the VPC.
    stack.add(match domain.is_private {
        true => zone,
        false => zone.retained(),
    })
}

/// Where the zone above a new one is the app's own, it sends callers there.
fn delegation(domain: &Domain, domains: &Domains, zones: &Zones, stack: &mut Stack) {
    let (Some(zone), Some(above)) = (zones.new_one(domain), domains.above(domain)) else {
        return;
    };
    let Some(above) = zones.id(above, stack) else {
        return;
    };
    stack.add(Resource::new(
        domain.id("DelegationRecord"),
        &route53::RECORD_SET,
        Origin::new(
            domain.at.key("create"),
            "sends callers from the domain above to the new zone",
        ),
        props! {
            "HostedZoneId": above,
            "Name": domain.zone.as_str().to_owned(),
            "Type": "NS",
            "TTL": "3600",
            "ResourceRecords": zone.get(Attribute::NameServers),
        },
    ));
}
