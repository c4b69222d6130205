//! Network Load Balancers: where they are reached, and who may call on which of their ports.

use super::{Surroundings, attributes};
use crate::app::{
    App, ElasticIps, LoadBalancer, NetworkListener, NetworkListeners, Ports, Tier, Transport,
};
use crate::catalog::ec2;
use crate::lower::log_bucket::LogBucket;
use crate::lower::network::Network;
use crate::lower::parameter::{self, Kind};
use crate::lower::security_group::{self, Flow, Peer};
use crate::lower::{rules, tags};
use crate::model::{Attribute, Handle, Map, Origin, ParameterType, Resource, Stack, Value, props};

static ALLOCATION_ID: Kind = Kind {
    kind: ParameterType::String,
    description: "Allocation id of an Elastic IP address in the region of the stack",
    pattern: Some((
        "eipalloc-[0-9a-f]{8}([0-9a-f]{9})?",
        "the allocation id of an Elastic IP address: eipalloc-...",
    )),
    why: "the address is of the region the stack is deployed to",
};

impl LoadBalancer {
    /// What the id of the load balancer itself says of its kind. AWS cannot make one kind of another, nor change its addresses, so
    /// each is a resource of its own.
    pub(super) fn noun(&self) -> &'static str {
        match self.network() {
            None => "LoadBalancer",
            Some(network) if network.addresses == ElasticIps::Any => "NetworkLoadBalancer",
            Some(_) => "StaticLoadBalancer",
        }
    }
}

/// The transports of what comes to a listener.
pub(in crate::lower) fn transports(listener: &NetworkListener) -> impl Iterator<Item = Transport> {
    let tcp = listener.has_tcp().then_some(Transport::Tcp);
    let udp = listener.has_udp().then_some(Transport::Udp);
    tcp.into_iter().chain(udp)
}

/// What ids say of a port.
pub(in crate::lower) fn flow_word(transport: Transport, port: i64) -> String {
    match transport {
        Transport::Tcp => format!("Port{port}"),
        Transport::Udp => format!("Udp{port}"),
    }
}

/// Lets callers in, on all its ports.
pub(super) fn allow_callers(
    app: &App,
    load_balancer: &LoadBalancer,
    network: &Network,
    group: &Handle,
    stack: &mut Stack,
) {
    let Some(listeners) = load_balancer.network() else {
        return;
    };
    for caller in rules::callers(app, load_balancer, network, stack) {
        for (_, listener) in &listeners.ports {
            for transport in transports(listener) {
                let (who, port) = (&caller.who, listener.port);
                // As an Application Load Balancer calls the same rule.
                let (word, what) = match (transport, port) {
                    (Transport::Tcp, 80) => ("Http".to_owned(), "HTTP".to_owned()),
                    (Transport::Tcp, 443) => ("Https".to_owned(), "HTTPS".to_owned()),
                    (Transport::Tcp, _) => (flow_word(transport, port), format!("TCP {port}")),
                    (Transport::Udp, _) => (flow_word(transport, port), format!("UDP {port}")),
                };
                let by = match transport {
                    Transport::Tcp => "TCP",
                    Transport::Udp => "UDP",
                };
                let description = caller.description.clone();
                let is_of_vpc = matches!(caller.peer, Peer::Ipv6Range(_));
                let rule = security_group::allow_in(
                    load_balancer.id(&format!("LoadBalancer{word}{}Ingress", caller.id)),
                    group,
                    caller.peer.clone(),
                    Flow {
                        ports: Ports::one(port),
                        transport,
                    },
                    description.unwrap_or_else(|| format!("{what} from {who}")),
                    Origin::new(
                        caller.at.clone(),
                        format!("{who} may call on port {port} by {by}"),
                    ),
                    stack,
                );
                // The VPC tells its range before it has one.
                if let (true, Some(range)) = (is_of_vpc, network.ipv6_range()) {
                    stack.wait(&rule, range);
                }
            }
        }
    }
}

/// Network Load Balancers user guide, "Edit attributes for your Network Load Balancer". What is at its default is said too: an
/// attribute that is left out stays as it was.
pub(super) fn attributes(
    load_balancer: &LoadBalancer,
    listeners: &NetworkListeners,
    bucket: Option<&LogBucket>,
    stack: &mut Stack,
) -> Vec<Map> {
    let attribute = attributes::attribute;
    let own = &load_balancer.attributes;
    let mut list = vec![
        attribute(
            "load_balancing.cross_zone.enabled",
            listeners.cross_zone.to_string(),
        ),
        attribute(
            "deletion_protection.enabled",
            own.deletion_protection.to_string(),
        ),
    ];
    if let Some(zonal_shift) = own.zonal_shift {
        list.push(attribute(
            "zonal_shift.config.enabled",
            zonal_shift.to_string(),
        ));
    }
    for logs in &load_balancer.logs {
        attributes::add_logs(logs, load_balancer, bucket, &mut list, stack);
    }
    list
}

/// Where it is: in subnets, or at an address in each of them; with the new addresses, of which it tells.
pub(super) fn place(
    load_balancer: &LoadBalancer,
    listeners: &NetworkListeners,
    tier: Tier,
    surroundings: &Surroundings<'_>,
    stack: &mut Stack,
) -> (Option<Vec<Map>>, Vec<Value>) {
    let Value::List(subnets) = surroundings.network.subnet_ids(tier) else {
        return (None, Vec::new());
    };
    let at = load_balancer.at.key("elastic_ips");
    let (allocations, addresses) = match &listeners.addresses {
        ElasticIps::Any => return (None, Vec::new()),
        ElasticIps::New => {
            let new: Vec<Handle> = (1..=subnets.len())
                .map(|number| address(load_balancer, number, tier, surroundings, stack))
                .collect();
            (
                new.iter().map(Handle::id).collect::<Vec<Value>>(),
                new.iter().map(|it| it.get(Attribute::PublicIp)).collect(),
            )
        }
        ElasticIps::Existing(ids) => {
            let given = ids
                .iter()
                .enumerate()
                .map(|(index, id)| parameter::value(id, &ALLOCATION_ID, at.index(index), stack));
            (given.collect(), Vec::new())
        }
    };
    let mapping = |(subnet, id)| props! { "SubnetId": subnet, "AllocationId": id };
    let mappings = subnets.into_iter().zip(allocations).map(mapping);
    (Some(mappings.collect()), addresses)
}

/// A new address, for the nth zone.
fn address(
    load_balancer: &LoadBalancer,
    number: usize,
    tier: Tier,
    surroundings: &Surroundings<'_>,
    stack: &mut Stack,
) -> Handle {
    let name = load_balancer.called("load-balancer");
    stack.add(
        Resource::new(
            load_balancer.id(&format!("LoadBalancerAddress{number}")),
            &ec2::EIP,
            Origin::new(
                load_balancer.at.key("elastic_ips"),
                format!("the public address of the load balancer in availability zone {number}; about 0.005 USD an hour in us-east-1"),
            ),
            props! { "Domain": "vpc", "Tags": tags::name(format!("{name}-{number}")) },
        )
        // EC2, `AWS::EC2::EIP`: an address for a VPC of the same template waits for the way to the internet.
        .after(surroundings.network.way_out(tier)),
    )
}
