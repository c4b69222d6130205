//! Which ports of Network Load Balancers lead to which services: target groups and listeners.

use indexmap::IndexMap;

use super::load_balancer::{Edge, Edges, Own};
use super::network::Network;
use super::{certificate, id};
use crate::app::{
    App, ElasticIps, HealthyTargets, LoadBalancer, NetworkEndpoint, NetworkListener,
    NetworkProtocol, Scheme, Tls,
};
use crate::catalog::elbv2;
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// What a service needs of its place behind a Network Load Balancer.
#[derive(Default)]
pub(super) struct NetworkRoute {
    /// Ports of the container, and what sends to them.
    pub(super) target_groups: Vec<(i64, Handle)>,
    /// What sends to the target groups. Until it does, ECS refuses them.
    pub(super) listeners: Vec<Handle>,
}

/// The routes of services, by their names.
pub(super) type NetworkRoutes<'a> = IndexMap<&'a str, NetworkRoute>;

impl LoadBalancer {
    /// The id of the target group of a service behind a listener.
    ///
    /// A target group belongs to one load balancer for ever, so it is replaced along with it: its id says all by which AWS would
    /// make another load balancer. What another protocol or port of the container replaces, CloudFormation replaces itself.
    fn network_target_group_id(&self, service: &str, port: i64) -> String {
        let side = match self.scheme {
            Scheme::InternetFacing => "on",
            Scheme::Internal => "in",
        };
        let addresses = match self.network() {
            Some(network) if network.addresses != ElasticIps::Any => "-static",
            _ => "",
        };
        let name = self.name.as_deref().unwrap_or("default");
        id::of(
            &format!("{service}-port-{port}-{side}{addresses}-{name}"),
            "TargetGroup",
        )
    }
}

pub(super) fn lower<'a>(
    app: &'a App,
    edges: &Edges<'_>,
    network: &Network,
    stack: &mut Stack,
) -> NetworkRoutes<'a> {
    let mut routes = NetworkRoutes::new();
    if app
        .services
        .values()
        .all(|it| it.network_endpoint.is_none())
    {
        return routes;
    }
    stack.section("Listeners: which ports lead where");
    for service in app.services.values() {
        let Some((endpoint, edge, own)) = service.network_endpoint.as_ref().and_then(|endpoint| {
            let edge = edges.get(endpoint.load_balancer.as_str())?;
            Some((endpoint, edge, edge.own.as_ref()?))
        }) else {
            continue;
        };
        let mut route = NetworkRoute::default();
        for listener in &endpoint.listeners {
            let group = target_group(&service.name, endpoint, listener, network, edge, stack);
            let handle = self::listener(&service.name, listener, &group, (edge.app, own), stack);
            route.target_groups.push((listener.container_port, group));
            route.listeners.push(handle);
        }
        routes.insert(service.name.as_str(), route);
    }
    routes
}

fn target_group(
    service: &str,
    endpoint: &NetworkEndpoint,
    listener: &NetworkListener,
    network: &Network,
    edge: &Edge<'_>,
    stack: &mut Stack,
) -> Handle {
    let check = &endpoint.health_check;
    let (protocol, path) = match endpoint.checks_by_http {
        true => ("HTTP", Some(check.path.clone())),
        false => ("TCP", None),
    };
    let codes = path
        .as_ref()
        .map(|_| props! { "HttpCode": check.codes.clone() });
    stack.add(Resource::new(
        edge.app.network_target_group_id(service, listener.port),
        &elbv2::TARGET_GROUP,
        Origin::new(
            listener.at.clone(),
            "the tasks that get connections, as long as they are healthy",
        ),
        props! {
            "VpcId": network.vpc_id(),
            "TargetType": "ip",
            "Port": listener.container_port,
            "Protocol": target_protocol(listener),
            "HealthCheckEnabled": true,
            "HealthCheckProtocol": protocol,
            "HealthCheckPath" ?: path,
            "HealthCheckPort" ?: check.port.map(|port| port.to_string()),
            "HealthCheckIntervalSeconds": check.interval,
            "HealthCheckTimeoutSeconds": check.timeout,
            "HealthyThresholdCount": check.healthy_threshold,
            "UnhealthyThresholdCount": check.unhealthy_threshold,
            "Matcher" ?: codes,
            "TargetGroupAttributes": attributes(endpoint, listener),
        },
    ))
}

fn target_protocol(listener: &NetworkListener) -> &'static str {
    match listener.protocol {
        NetworkProtocol::Tls if listener.is_encrypted_twice => "TLS",
        NetworkProtocol::Tcp | NetworkProtocol::Tls => "TCP",
        NetworkProtocol::Udp => "UDP",
        NetworkProtocol::TcpUdp => "TCP_UDP",
    }
}

/// Network Load Balancers user guide, "Edit target group attributes". What is off is said too: an attribute that is left out stays
/// as it was. What the protocol of a target group does not know, or settles, is not said.
fn attributes(endpoint: &NetworkEndpoint, listener: &NetworkListener) -> Vec<Map> {
    let has_udp = listener.has_udp();
    let terminates = endpoint.connection_termination.unwrap_or(has_udp);
    let cross_zone = match endpoint.cross_zone {
        None => "use_load_balancer_configuration",
        Some(true) => "true",
        Some(false) => "false",
    };
    let mut list = vec![
        attribute(
            "deregistration_delay.timeout_seconds",
            endpoint.deregistration_delay.to_string(),
        ),
        attribute(
            "deregistration_delay.connection_termination.enabled",
            terminates.to_string(),
        ),
        attribute("load_balancing.cross_zone.enabled", cross_zone),
    ];
    if !has_udp {
        list.push(attribute(
            "preserve_client_ip.enabled",
            endpoint.preserve_client_ip.to_string(),
        ));
        list.push(attribute(
            "proxy_protocol_v2.enabled",
            endpoint.proxy_protocol_v2.to_string(),
        ));
    }
    if !listener.is_encrypted_twice {
        list.push(attribute(
            "stickiness.enabled",
            endpoint.is_sticky.to_string(),
        ));
        list.push(attribute("stickiness.type", "source_ip"));
    }
    let health = [
        (
            endpoint.dns_failover,
            "target_group_health.dns_failover.minimum_healthy_targets.count",
            "target_group_health.dns_failover.minimum_healthy_targets.percentage",
        ),
        (
            endpoint.unhealthy_state_routing,
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
        ),
    ];
    for (HealthyTargets { count, percentage }, count_key, percentage_key) in health {
        list.push(attribute(count_key, count.to_string()));
        let percentage = percentage.map_or_else(|| "off".to_owned(), |it| it.to_string());
        list.push(attribute(percentage_key, percentage));
    }
    list
}

fn attribute(key: &'static str, value: impl Into<Value>) -> Map {
    props! { "Key": key, "Value": value }
}

/// A listener is known by its port, so that another service or another protocol changes it: AWS has room for one on a port.
fn listener(
    service: &str,
    listener: &NetworkListener,
    group: &Handle,
    (load_balancer, edge): (&LoadBalancer, &Own),
    stack: &mut Stack,
) -> Handle {
    let tls = load_balancer
        .network()
        .and_then(|network| network.tls.as_ref())
        .filter(|_| listener.is_tls());
    let own = tls.and_then(|_| certificate::own(&edge.certificates));
    let protocol = match listener.protocol {
        NetworkProtocol::Tcp => "TCP",
        NetworkProtocol::Tls => "TLS",
        NetworkProtocol::Udp => "UDP",
        NetworkProtocol::TcpUdp => "TCP_UDP",
    };
    let id = format!("Port{}", listener.port);
    let handle = stack.add(Resource::new(
        load_balancer.id(&format!("{id}Listener")),
        &elbv2::LISTENER,
        Origin::new(
            listener.at.clone(),
            format!("what comes to port {} goes to {service}", listener.port),
        ),
        props! {
            "LoadBalancerArn": edge.load_balancer.arn(),
            "Port": listener.port,
            "Protocol": protocol,
            "SslPolicy" ?: tls.map(|Tls { policy, .. }| policy.clone()),
            "Certificates" ?: own.map(|arn| [props! { "CertificateArn": arn }]),
            "DefaultActions": [props! { "Type": "forward", "TargetGroupArn": group.arn() }],
        },
    ));
    if tls.is_some() {
        let others = edge.certificates.get(1..).unwrap_or_default();
        certificate::attach(load_balancer, &id, others, &handle.arn(), stack);
    }
    handle
}
