//! The load balancers and their security groups.

mod attributes;
mod existing;
mod listeners;
mod mutual_tls;
pub(super) mod network;

use indexmap::IndexMap;
use ipnet::Ipv4Net;

use self::listeners::Listeners;
use super::log_bucket::LogBucket;
use super::network::Network;
use super::security_group::Peer;
use super::zone::Zones;
use super::{certificate, cloudfront, id, rules, security_group, tags, waf};
use crate::app::{
    App, DEFAULT, IpAddressType, Listener, LoadBalancer, LogDestination, NetworkListeners, Scheme,
    Tier,
};
use crate::catalog::{ec2, elbv2};
use crate::model::{Attribute, Handle, Map, Origin, Resource, Stack, Value, props};

/// What other parts need of a load balancer.
pub(super) struct Edge<'a> {
    pub(super) app: &'a LoadBalancer,
    /// What the stack makes of it; nothing if it is there already.
    pub(super) own: Option<Own>,
    /// Id of its security group.
    pub(super) security_group: Value,
    /// ARN of the listener that services put their rules on; a Network Load Balancer has none.
    pub(super) listener: Option<Value>,
    /// Its name in DNS, and the hosted zone of that, as far as anything wants them.
    pub(super) dns_name: Option<Value>,
    pub(super) hosted_zone_id: Option<Value>,
    /// What CloudWatch calls it, if a metric wants that.
    pub(super) full_name: Option<Value>,
    /// `https` or `http`.
    pub(super) scheme: &'static str,
}

/// A load balancer of the stack.
pub(super) struct Own {
    pub(super) load_balancer: Handle,
    pub(super) security_group: Handle,
    /// The listener that services put their rules on; a Network Load Balancer has none.
    pub(super) listener: Option<Handle>,
    /// The certificates of a Network Load Balancer, for its listeners.
    pub(super) certificates: Vec<certificate::Lowered>,
    /// Its new addresses, if it has any.
    pub(super) addresses: Vec<Value>,
    /// What gives the listener further certificates.
    pub(super) further_certificates: Vec<Handle>,
    /// The subnets it is in.
    pub(super) tier: Tier,
}

/// What load balancers refer to.
pub(super) struct Surroundings<'a> {
    pub(super) network: &'a Network,
    pub(super) zones: &'a Zones,
    pub(super) log_bucket: Option<&'a LogBucket>,
}

/// The load balancers, by name.
pub(super) type Edges<'a> = IndexMap<&'a str, Edge<'a>>;

impl LoadBalancer {
    /// The id of what `suffix` is to the load balancer.
    pub(super) fn id(&self, suffix: &str) -> String {
        id::of(self.name.as_deref().unwrap_or_default(), suffix)
    }

    /// The id of the target group of a service that is behind the load balancer.
    ///
    /// A target group belongs to one load balancer for ever: AWS refuses a second one as long as a rule of the first forwards to
    /// it. So it is replaced along when the service moves to another load balancer, or this one is replaced because its `scheme`
    /// changes, and its id says which it is: `on` one that faces the internet, `in` one that does not, or `at` one that is there.
    pub(super) fn target_group_id(&self, service: &str) -> String {
        let behind = match (&self.name, self.scheme) {
            (name, _) if !self.is_new() => format!("-at-{}", name.as_deref().unwrap_or(DEFAULT)),
            (None, Scheme::InternetFacing) => String::new(),
            (None, Scheme::Internal) => "-in-default".to_owned(),
            (Some(name), Scheme::InternetFacing) => format!("-on-{name}"),
            (Some(name), Scheme::Internal) => format!("-in-{name}"),
        };
        id::of(&format!("{service}{behind}"), "TargetGroup")
    }

    /// What is called `name` where there is one load balancer: the name of this one comes first where there are several.
    pub(super) fn called(&self, name: &'static str) -> String {
        match &self.name {
            None => name.to_owned(),
            Some(own) => format!("{own}-{name}"),
        }
    }
}

pub(super) fn lower<'a>(
    app: &'a App,
    surroundings: &Surroundings<'_>,
    stack: &mut Stack,
) -> Edges<'a> {
    let load_balancers = app.load_balancers.iter();
    load_balancers
        .map(|(name, load_balancer)| {
            let edge = match &load_balancer.listener {
                Listener::Existing(listener) => {
                    existing::lower(load_balancer, listener, surroundings.zones, stack)
                }
                _ => edge(app, load_balancer, surroundings, stack),
            };
            (name.as_str(), edge)
        })
        .collect()
}

fn edge<'a>(
    app: &App,
    load_balancer: &'a LoadBalancer,
    surroundings: &Surroundings<'_>,
    stack: &mut Stack,
) -> Edge<'a> {
    let Surroundings { network, zones, .. } = *surroundings;
    stack.section(match &load_balancer.name {
        None => "Load balancer: the way in".to_owned(),
        Some(name) => format!("Load balancer {name}: a way in"),
    });
    if let Listener::Network(listeners) = &load_balancer.listener {
        return network_edge(app, load_balancer, listeners, surroundings, stack);
    }
    let https = match &load_balancer.listener {
        Listener::Http | Listener::Network(_) | Listener::Existing(_) => None,
        Listener::Https {
            certificates,
            tls_policy,
            mutual_tls,
        } => {
            let certificates = certificate::lower(load_balancer, certificates, zones, stack);
            let mutual_tls = mutual_tls::lower(load_balancer, mutual_tls, stack);
            Some((certificates, tls_policy, mutual_tls))
        }
    };
    let security_group = group(app, load_balancer, network, stack);
    let tier = app.network.tier_of(load_balancer.scheme);
    let made = Made {
        kind: "application",
        why: "spreads requests over the healthy tasks of the services",
        attributes: attributes::of_load_balancer(load_balancer, surroundings.log_bucket, stack),
        mappings: None,
    };
    let handle = balancer(
        load_balancer,
        made,
        tier,
        surroundings,
        &security_group,
        stack,
    );
    let listeners = Listeners {
        app: load_balancer,
        load_balancer: &handle,
    };
    let mut further_certificates = Vec::new();
    let (listener, scheme) = match https {
        None => {
            let why = "HTTP, as the blueprint asks";
            (
                listeners.http(listeners::default_action(load_balancer), why, stack),
                "http",
            )
        }
        Some((certificates, tls_policy, mutual_tls)) => {
            let own = certificate::own(&certificates);
            let listener = listeners.https(own, tls_policy, mutual_tls, stack);
            let others = certificates.get(1..).unwrap_or_default();
            further_certificates =
                certificate::attach(load_balancer, "", others, &listener.arn(), stack);
            // CloudFront sends them there by itself.
            if !app.is_behind_cloudfront(load_balancer) {
                let why = "callers who come by HTTP are sent to HTTPS";
                listeners.redirect(why, &listener, stack);
            }
            (listener, "https")
        }
    };
    if let Some(waf) = &load_balancer.waf {
        waf::lower(load_balancer, waf, &handle, stack);
    }
    Edge {
        app: load_balancer,
        security_group: security_group.id(),
        listener: Some(listener.arn()),
        dns_name: Some(handle.get(Attribute::DnsName)),
        hosted_zone_id: Some(handle.get(Attribute::HostedZoneId)),
        full_name: Some(handle.get(Attribute::FullName)),
        scheme,
        own: Some(Own {
            load_balancer: handle,
            security_group,
            listener: Some(listener),
            certificates: Vec::new(),
            addresses: Vec::new(),
            further_certificates,
            tier,
        }),
    }
}

/// A Network Load Balancer. Its listeners come with what they lead to.
fn network_edge<'a>(
    app: &App,
    load_balancer: &'a LoadBalancer,
    listeners: &NetworkListeners,
    surroundings: &Surroundings<'_>,
    stack: &mut Stack,
) -> Edge<'a> {
    let Surroundings { network, zones, .. } = *surroundings;
    let certificates = listeners
        .tls
        .as_ref()
        .map(|tls| certificate::lower(load_balancer, &tls.certificates, zones, stack));
    let security_group = group(app, load_balancer, network, stack);
    let tier = app.network.tier_of(load_balancer.scheme);
    let (mappings, addresses) = network::place(load_balancer, listeners, tier, surroundings, stack);
    let attributes = network::attributes(load_balancer, listeners, surroundings.log_bucket, stack);
    let made = Made {
        kind: "network",
        why: "spreads connections over the healthy tasks of the services",
        attributes,
        mappings,
    };
    let handle = balancer(
        load_balancer,
        made,
        tier,
        surroundings,
        &security_group,
        stack,
    );
    Edge {
        app: load_balancer,
        security_group: security_group.id(),
        listener: None,
        dns_name: Some(handle.get(Attribute::DnsName)),
        hosted_zone_id: Some(handle.get(Attribute::HostedZoneId)),
        full_name: None,
        scheme: "tcp",
        own: Some(Own {
            load_balancer: handle,
            security_group,
            listener: None,
            certificates: certificates.unwrap_or_default(),
            addresses,
            further_certificates: Vec::new(),
            tier,
        }),
    }
}

fn group(app: &App, load_balancer: &LoadBalancer, network: &Network, stack: &mut Stack) -> Handle {
    let at = &load_balancer.at;
    let group = stack.add(Resource::new(
        load_balancer.id("LoadBalancerSecurityGroup"),
        &ec2::SECURITY_GROUP,
        Origin::new(
            at.clone(),
            "what may reach the load balancer, and what it may reach",
        ),
        props! {
            "GroupDescription": "Load balancer",
            "VpcId": network.vpc_id(),
            "SecurityGroupEgress": security_group::nothing_out(),
            "Tags": tags::name(load_balancer.called("load-balancer")),
        },
    ));
    if let Some(auth) = app.auth_of(load_balancer) {
        // Application Load Balancers user guide, "Authenticate users": the load balancer itself asks the provider, over IPv4.
        security_group::allow_out(
            load_balancer.id("LoadBalancerAuthEgress"),
            &group,
            Peer::Range(Ipv4Net::default().into()),
            443,
            "HTTPS to where callers sign in".to_owned(),
            Origin::new(
                auth.clone(),
                "the load balancer asks who has signed in, or for the keys of tokens",
            ),
            stack,
        );
    }
    if app.is_behind_cloudfront(load_balancer) {
        cloudfront::allow_in(&group, stack);
        return group;
    }
    let ports: &[(i64, &str)] = match load_balancer.listener {
        Listener::Network(_) => {
            network::allow_callers(app, load_balancer, network, &group, stack);
            &[]
        }
        Listener::Http | Listener::Existing(_) => &[(80, "Http")],
        Listener::Https { .. } => &[(443, "Https"), (80, "Http")],
    };
    for caller in rules::callers(app, load_balancer, network, stack) {
        for (port, name) in ports {
            let who = &caller.who;
            let description = caller.description.clone();
            let is_of_vpc = matches!(caller.peer, Peer::Ipv6Range(_));
            let rule = security_group::allow_in(
                load_balancer.id(&format!("LoadBalancer{name}{}Ingress", caller.id)),
                &group,
                caller.peer.clone(),
                *port,
                description.unwrap_or_else(|| format!("{} from {who}", name.to_uppercase())),
                Origin::new(caller.at.clone(), format!("{who} may call on port {port}")),
                stack,
            );
            // The VPC tells its range before it has one.
            if let (true, Some(range)) = (is_of_vpc, network.ipv6_range()) {
                stack.wait(&rule, range);
            }
        }
    }
    group
}

/// What load balancers of the two types differ in.
struct Made {
    kind: &'static str,
    why: &'static str,
    attributes: Vec<Map>,
    /// The addresses that it has in the subnets, if they are told.
    mappings: Option<Vec<Map>>,
}

fn balancer(
    load_balancer: &LoadBalancer,
    made: Made,
    tier: Tier,
    surroundings: &Surroundings<'_>,
    group: &Handle,
    stack: &mut Stack,
) -> Handle {
    let Surroundings {
        network,
        log_bucket,
        ..
    } = *surroundings;
    let logs = load_balancer.logs.iter();
    let writes_to = logs
        .filter(|logs| matches!(logs.to, Some(LogDestination::Own { .. })))
        .find_map(|_| log_bucket);
    let capacity = load_balancer.attributes.minimum_capacity;
    let scheme = match load_balancer.scheme {
        Scheme::InternetFacing => "internet-facing",
        Scheme::Internal => "internal",
    };
    let subnets = made.mappings.is_none().then(|| network.subnet_ids(tier));
    stack.add(
        Resource::new(
            load_balancer.id(load_balancer.noun()),
            &elbv2::LOAD_BALANCER,
            Origin::new(load_balancer.at.clone(), made.why),
            props! {
                "Type": made.kind,
                "Scheme": scheme,
                "IpAddressType": ip_address_type(load_balancer.ip),
                "Subnets" ?: subnets,
                "SubnetMappings" ?: made.mappings,
                "SecurityGroups": [group.id()],
                "LoadBalancerAttributes": made.attributes,
                "MinimumLoadBalancerCapacity" ?: capacity.map(|units| props! { "CapacityUnits": units }),
            },
        )
        // An internet-facing load balancer needs the way to the internet to be there.
        .after(match tier {
            Tier::Public => network.way_out(tier),
            Tier::Private | Tier::Isolated => &[],
        })
        // It is refused to log to a bucket that it may not write to.
        .after(writes_to.map(|bucket| &bucket.policy)),
    )
}

fn ip_address_type(ip: IpAddressType) -> &'static str {
    match ip {
        IpAddressType::Ipv4 => "ipv4",
        IpAddressType::Dualstack => "dualstack",
        IpAddressType::DualstackWithoutPublicIpv4 => "dualstack-without-public-ipv4",
    }
}
