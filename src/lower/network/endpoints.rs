//! VPC endpoints, and who may go through them.

use super::super::scope::Scope;
use super::super::security_group::{self, Peer};
use super::super::{id, tags};
use super::Network;
use crate::app::{self, Egress, EndpointKind, VpcEndpoint};
use crate::catalog::ec2;
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, Pseudo, Resource, Stack, Value, props};

/// The endpoints of a network.
#[derive(Default)]
pub(in crate::lower) struct Endpoints {
    /// What may reach those that have addresses.
    group: Option<Handle>,
    endpoints: Vec<(VpcEndpoint, Handle)>,
}

impl Endpoints {
    /// Lets the tasks of a service reach the endpoints they go through; what they have to wait for.
    pub(in crate::lower) fn admit(
        &self,
        scope: &Scope<'_>,
        tasks: &Handle,
        stack: &mut Stack,
    ) -> Vec<Handle> {
        let name = scope.name();
        let used: Vec<_> = self
            .endpoints
            .iter()
            .filter(|(endpoint, _)| endpoint.users.contains(&name))
            .collect();
        let mut needed: Vec<Handle> = used.iter().map(|(_, handle)| handle.clone()).collect();
        let has_addresses = used
            .iter()
            .any(|(endpoint, _)| endpoint.kind == EndpointKind::Interface);
        if let (true, Some(group)) = (has_addresses, &self.group) {
            needed.push(security_group::allow_in(
                scope.id("EndpointIngress"),
                group,
                Peer::Group(tasks.id()),
                443,
                format!("{name} to endpoints"),
                Origin::new(
                    Path::of("network").key("endpoints"),
                    format!("tasks of {name} may go through the endpoints"),
                ),
                stack,
            ));
            if let Egress::Only(_) = scope.service.egress {
                needed.push(security_group::allow_out(
                    scope.id("EndpointEgress"),
                    tasks,
                    Peer::Group(group.id()),
                    443,
                    format!("{name} to endpoints"),
                    Origin::new(
                        Path::of("network").key("endpoints"),
                        format!("tasks of {name} may go through the endpoints"),
                    ),
                    stack,
                ));
            }
        }
        needed
    }
}

pub(super) fn lower(app: &app::Network, network: &Network, stack: &mut Stack) -> Endpoints {
    let mut endpoints = Endpoints::default();
    let kinds = || app.endpoints.iter().map(|endpoint| endpoint.kind);
    if app.endpoints.is_empty() {
        return endpoints;
    }
    if !network.is_new {
        stack.section("Endpoints: ways to AWS that need no internet");
    }
    if kinds().any(|kind| kind == EndpointKind::Interface) {
        endpoints.group = Some(group(network, stack));
    }
    for endpoint in &app.endpoints {
        let properties = match endpoint.kind {
            EndpointKind::Gateway => gateway(app, network),
            EndpointKind::Interface => interface(app, network, endpoints.group.as_ref()),
        };
        let handle = add(endpoint, network, properties, stack);
        endpoints.endpoints.push((endpoint.clone(), handle));
    }
    endpoints
}

fn group(network: &Network, stack: &mut Stack) -> Handle {
    stack.add(Resource::new(
        "EndpointSecurityGroup",
        &ec2::SECURITY_GROUP,
        Origin::new(
            Path::of("network").key("endpoints"),
            "what may reach the endpoints, which call nobody themselves",
        ),
        props! {
            "GroupDescription": "Endpoints",
            "VpcId": network.vpc_id(),
            "SecurityGroupEgress": security_group::nothing_out(),
            "Tags": tags::name("endpoints"),
        },
    ))
}

fn add(endpoint: &VpcEndpoint, network: &Network, properties: Map, stack: &mut Stack) -> Handle {
    let service = &endpoint.service;
    let why = match endpoint.kind {
        EndpointKind::Gateway => {
            format!("a way to {service} that needs no internet, and costs nothing")
        }
        EndpointKind::Interface => format!(
            "a way to {service} that needs no internet; about 0.01 USD an hour in each zone and 0.01 USD for each GB in us-east-1"
        ),
    };
    let mut all = props! {
        "VpcId": network.vpc_id(),
        // In China, some names begin with `cn.`; there is no rule which.
        "ServiceName": Value::concat([
            "com.amazonaws.".into(),
            Pseudo::Region.into(),
            format!(".{service}").into(),
        ]),
    };
    for (key, value) in properties.iter() {
        all.set(key.to_owned(), value.clone());
    }
    all.set("Tags", tags::name(service.clone()));
    stack.add(Resource::new(
        id::of(service, "Endpoint"),
        &ec2::VPC_ENDPOINT,
        Origin::new(Path::of("network").key("endpoints"), why),
        all,
    ))
}

fn gateway(app: &app::Network, network: &Network) -> Map {
    let tier = network
        .tiers
        .iter()
        .find(|(tier, _)| *tier == app.endpoint_tier);
    let tables = tier.iter().flat_map(|(_, subnets)| &subnets.route_tables);
    let tables: Vec<Value> = tables.map(Handle::id).collect();
    props! { "VpcEndpointType": "Gateway", "RouteTableIds": tables }
}

fn interface(app: &app::Network, network: &Network, group: Option<&Handle>) -> Map {
    props! {
        "VpcEndpointType": "Interface",
        "SubnetIds": network.subnet_ids(app.endpoint_tier),
        "SecurityGroupIds" ?: group.map(|group| [group.id()]),
        "PrivateDnsEnabled": true,
    }
}
