//! A service, with everything that is its own.

use indexmap::IndexMap;

use super::cluster::{self, Cluster};
use super::load_balancer::network::{flow_word, transports};
use super::load_balancer::{Edge, Edges};
use super::network::Network;
use super::network_routing::{NetworkRoute, NetworkRoutes};
use super::routing::{Route, Routes};
use super::scope::Scope;
use super::secrets::Secrets;
use super::security_group::{self, Flow, Peer};
use super::{logs, role, rules, scaling, tags, task};
use crate::app::{Count, Egress, Endpoint, Ports, Service, Tier, Transport};
use crate::catalog::{ec2, ecs};
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, Pseudo, Resource, Stack, Value, props};

/// What services share.
pub(super) struct Parts<'a> {
    pub(super) network: &'a Network,
    pub(super) edges: &'a Edges<'a>,
    pub(super) routes: &'a Routes<'a>,
    pub(super) network_routes: &'a NetworkRoutes<'a>,
    pub(super) cluster: &'a Cluster,
    pub(super) secrets: &'a Secrets,
}

/// What other parts need of a service.
pub(super) struct Lowered<'a> {
    pub(super) app: &'a Service,
    pub(super) service: Handle,
    pub(super) task_role: Handle,
    pub(super) log_group: Option<Handle>,
    pub(super) security_group: Handle,
}

pub(super) fn lower<'a>(service: &'a Service, parts: &Parts<'_>, stack: &mut Stack) -> Lowered<'a> {
    let kind = match (service.load_balancer(), service.port) {
        (Some(_), _) => "on the load balancer",
        (None, Some(_)) => "reached by others",
        (None, None) => "a worker",
    };
    stack.section(format!("Service {}: {kind}", service.name));
    let scope = &Scope::of(service);
    let log_group = service
        .log_retention
        .map(|retention| log_group(scope, retention, stack));
    let execution_role = role::execution(scope, log_group.as_ref(), parts.secrets, stack);
    let task_role = role::task(scope, stack);
    let needs = task::Needs {
        log_group: log_group.as_ref(),
        execution_role: execution_role.as_ref(),
        task_role: &task_role,
        secrets: parts.secrets,
    };
    let task_definition = task::lower(scope, &needs, stack);
    let group = group(scope, parts, stack);
    let mut ways_out = rules::outside(scope, &group, stack);
    ways_out.extend(parts.network.endpoints().admit(scope, &group, stack));
    let behind = service.endpoint.as_ref().and_then(|endpoint| {
        let edge = parts.edges.get(endpoint.load_balancer.as_str())?;
        Some((endpoint, edge))
    });
    if let Some((endpoint, edge)) = behind {
        endpoint_rules(scope, endpoint, &group, edge, stack);
    }
    network_endpoint_rules(scope, &group, parts.edges, stack);
    let route = parts.routes.get(service.name.as_str());
    let handle = ecs_service(
        scope,
        &task_definition,
        &group,
        route,
        &ways_out,
        parts,
        stack,
    );
    if let Count::Scaled(scaling) = &service.count {
        let behind = behind.map(|(_, edge)| edge).zip(route);
        let cluster = &parts.cluster.cluster;
        scaling::lower(scope, scaling, cluster, &handle, behind, stack);
    }
    Lowered {
        app: service,
        service: handle,
        task_role,
        log_group,
        security_group: group,
    }
}

fn log_group(scope: &Scope<'_>, retention: i64, stack: &mut Stack) -> Handle {
    let name = Value::concat([
        "/ecs/".into(),
        Pseudo::StackName.into(),
        "/".into(),
        scope.name().into(),
    ]);
    logs::group(
        scope.id("LogGroup"),
        name,
        retention,
        Origin::new(scope.at.key("logs"), "what the container prints"),
        stack,
    )
}

fn group(scope: &Scope<'_>, parts: &Parts<'_>, stack: &mut Stack) -> Handle {
    stack.add(Resource::new(
        scope.id("SecurityGroup"),
        &ec2::SECURITY_GROUP,
        Origin::new(
            scope.at.clone(),
            "what may reach the tasks, and what they may reach",
        ),
        props! {
            "GroupDescription": format!("Tasks of {}", scope.service.name),
            "VpcId": parts.network.vpc_id(),
            "SecurityGroupEgress": match scope.service.egress {
                Egress::All => security_group::everything_out(parts.network.ip),
                Egress::Only(_) => security_group::nothing_out(),
            },
            "Tags": tags::name(scope.name()),
        },
    ))
}

/// The load balancer may reach the container's port and the port of its health check.
fn endpoint_rules(
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    group: &Handle,
    edge: &Edge<'_>,
    stack: &mut Stack,
) {
    let at = &scope.at;
    let check = endpoint
        .health_check
        .port
        .filter(|port| *port != endpoint.port);
    let ports = [
        (endpoint.port, "port", ""),
        (check.unwrap_or(0), "health_check", "HealthCheck"),
    ];
    for (port, key, suffix) in ports.into_iter().filter(|(port, ..)| *port != 0) {
        let (at, flow) = (at.key(key), port.into());
        reach(scope, (flow, suffix, at), group, edge, stack);
    }
}

/// A Network Load Balancer may reach the ports of the container that it sends to, and that of its health check. Its own group is
/// the source of what comes from it even where the container sees the addresses of callers (Network Load Balancers user guide, "Update
/// the security groups for your Network Load Balancer").
fn network_endpoint_rules(scope: &Scope<'_>, group: &Handle, edges: &Edges<'_>, stack: &mut Stack) {
    let Some((endpoint, edge)) = scope
        .service
        .network_endpoint
        .as_ref()
        .and_then(|endpoint| {
            let edge = edges.get(endpoint.load_balancer.as_str())?;
            Some((endpoint, edge))
        })
    else {
        return;
    };
    let mut flows: IndexMap<(i64, Transport), (String, Path)> = IndexMap::new();
    let own = scope.service.port.map(|port| port.number);
    for listener in &endpoint.listeners {
        for transport in transports(listener) {
            let port = listener.container_port;
            // The service's own has the rule that it would have behind an Application Load Balancer.
            let word = match transport {
                Transport::Tcp if own == Some(port) => String::new(),
                _ => flow_word(transport, port),
            };
            let entry = flows.entry((port, transport));
            entry.or_insert_with(|| (word, listener.at.clone()));
        }
    }
    if let Some(port) = endpoint.health_check.port {
        let entry = flows.entry((port, Transport::Tcp));
        entry.or_insert_with(|| ("HealthCheck".to_owned(), scope.at.key("health_check")));
    }
    for ((port, transport), (suffix, at)) in flows {
        let flow = Flow {
            ports: Ports::one(port),
            transport,
        };
        reach(scope, (flow, &suffix, at), group, edge, stack);
    }
}

/// The load balancer may reach the tasks.
fn reach(
    scope: &Scope<'_>,
    (flow, suffix, at): (Flow, &str, Path),
    group: &Handle,
    edge: &Edge<'_>,
    stack: &mut Stack,
) {
    let name = &scope.service.name;
    security_group::allow_in(
        scope.id(&format!("{suffix}Ingress")),
        group,
        Peer::Group(edge.security_group.clone()),
        flow,
        format!("Load balancer to {name}"),
        Origin::new(at.clone(), "the load balancer may reach the tasks"),
        stack,
    );
    // What a group lets out that is there already, its owner says.
    let Some(own) = &edge.own else {
        return;
    };
    security_group::allow_out(
        scope.id(&format!("{suffix}Egress")),
        &own.security_group,
        Peer::Group(group.id()),
        flow,
        format!("Load balancer to {name}"),
        Origin::new(
            at.clone(),
            "the load balancer may send to the tasks, and to nothing else",
        ),
        stack,
    );
}

fn ecs_service(
    scope: &Scope<'_>,
    task_definition: &Handle,
    group: &Handle,
    route: Option<&Route>,
    ways_out: &[Handle],
    parts: &Parts<'_>,
    stack: &mut Stack,
) -> Handle {
    let service = scope.service;
    let network_route = parts.network_routes.get(service.name.as_str());
    let desired_count = match service.count {
        Count::Fixed(count) => Some(count),
        // Otherwise every deploy would undo what scaling has decided.
        Count::Scaled(_) => None,
    };
    let load_balancers = target_groups(service, route, network_route);
    let resource = Resource::new(
        scope.id("Service"),
        &ecs::SERVICE,
        Origin::new(
            scope.at.clone(),
            "keeps the tasks running, and replaces them by new ones without a gap",
        ),
        props! {
            "Cluster": parts.cluster.cluster.name(),
            "TaskDefinition": task_definition.arn(),
            "CapacityProviderStrategy": [cluster::strategy()],
            "DesiredCount" ?: desired_count,
            "DeploymentConfiguration": deployment(service),
            "AvailabilityZoneRebalancing": if service.rebalancing { "ENABLED" } else { "DISABLED" },
            "NetworkConfiguration": network(scope, group, parts.network, stack),
            "LoadBalancers" ?: (!load_balancers.is_empty()).then_some(load_balancers),
            "HealthCheckGracePeriodSeconds" ?: service.health_check().map(|it| it.grace_period),
            "EnableExecuteCommand" ?: service.execute_command.then_some(true),
            "EnableECSManagedTags": true,
            "PropagateTags": "SERVICE",
        },
    );
    let rules = route
        .map(|route| route.rules.as_slice())
        .unwrap_or_default();
    let tier = service.placement.tier();
    let edge = service
        .load_balancer()
        .and_then(|name| parts.edges.get(name));
    // With an internet-facing load balancer, a public service waits for the internet.
    let own = edge.and_then(|edge| edge.own.as_ref());
    let way_out = match own.map(|own| own.tier) {
        Some(Tier::Public) if tier == Tier::Public => &[],
        _ => parts.network.way_out(tier),
    };
    stack.add(
        resource
            .after([&parts.cluster.capacity])
            .after(rules)
            .after(
                network_route
                    .map(|route| route.listeners.as_slice())
                    .unwrap_or_default(),
            )
            .after(way_out)
            // Without them no task gets its image.
            .after(ways_out),
    )
}

/// What sends to the service, and to which port of its container.
fn target_groups(
    service: &Service,
    route: Option<&Route>,
    network_route: Option<&NetworkRoute>,
) -> Vec<Map> {
    let own = service.endpoint.as_ref().zip(route);
    let own = own.map(|(endpoint, route)| (endpoint.port, &route.target_group));
    let network = network_route
        .into_iter()
        .flat_map(|route| &route.target_groups);
    let network = network.map(|(port, group)| (*port, group));
    own.into_iter()
        .chain(network)
        .map(|(port, group)| {
            props! {
                "ContainerName": service.name.clone(),
                "ContainerPort": port,
                "TargetGroupArn": group.arn(),
            }
        })
        .collect()
}

fn deployment(service: &Service) -> Map {
    let deployment = &service.deployment;
    props! {
        "MinimumHealthyPercent": deployment.minimum_healthy_percent,
        "MaximumPercent": deployment.maximum_percent,
        "DeploymentCircuitBreaker": props! {
            "Enable": deployment.circuit_breaker,
            "Rollback": deployment.rollback,
        },
    }
}

fn network(scope: &Scope<'_>, group: &Handle, network: &Network, stack: &mut Stack) -> Map {
    let service = scope.service;
    let mut groups = vec![group.id()];
    for (index, given) in service.security_groups.iter().enumerate() {
        let at = scope.at.key("security_groups").index(index);
        groups.push(rules::group_id(given, at, stack));
    }
    props! {
        "AwsvpcConfiguration": props! {
            "Subnets": network.subnet_ids(service.placement.tier()),
            "SecurityGroups": groups,
            "AssignPublicIp": if service.placement.has_public_address() { "ENABLED" } else { "DISABLED" },
        },
    }
}
