//! The load balancers, their security groups and their listeners.

use indexmap::IndexMap;

use super::network::Network;
use super::security_group::{self, Peer};
use super::{certificate, id, tags, waf};
use crate::app::{App, Listener, LoadBalancer, Scheme, Tier};
use crate::catalog::{ec2, elbv2};
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// What other parts need of a load balancer.
pub(super) struct Edge<'a> {
    pub(super) app: &'a LoadBalancer,
    pub(super) load_balancer: Handle,
    pub(super) security_group: Handle,
    /// The listener that services put their rules on.
    pub(super) listener: Handle,
    /// `https` or `http`.
    pub(super) scheme: &'static str,
    /// The subnets it is in.
    pub(super) tier: Tier,
}

/// The load balancers, by name.
pub(super) type Edges<'a> = IndexMap<&'a str, Edge<'a>>;

impl LoadBalancer {
    /// The id of what `suffix` is to the load balancer.
    pub(super) fn id(&self, suffix: &str) -> String {
        id::of(self.name.as_deref().unwrap_or_default(), suffix)
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
    network: &Network,
    zone: Option<&Value>,
    stack: &mut Stack,
) -> Edges<'a> {
    let load_balancers = app.load_balancers.iter();
    load_balancers
        .map(|(name, load_balancer)| {
            let edge = edge(app, load_balancer, network, zone, stack);
            (name.as_str(), edge)
        })
        .collect()
}

fn edge<'a>(
    app: &App,
    load_balancer: &'a LoadBalancer,
    network: &Network,
    zone: Option<&Value>,
    stack: &mut Stack,
) -> Edge<'a> {
    stack.section(match &load_balancer.name {
        None => "Load balancer: the way in".to_owned(),
        Some(name) => format!("Load balancer {name}: a way in"),
    });
    let certificate = match &load_balancer.listener {
        Listener::Http => None,
        Listener::Https {
            certificate,
            tls_policy,
        } => {
            let certificate = certificate::lower(load_balancer, certificate, zone, stack);
            Some((certificate, tls_policy))
        }
    };
    let security_group = group(app, load_balancer, network, stack);
    let tier = app.network.tier_of(load_balancer.scheme);
    let handle = balancer(load_balancer, tier, network, &security_group, stack);
    let listeners = Listeners {
        app: load_balancer,
        load_balancer: &handle,
    };
    let (listener, scheme) = match certificate {
        None => {
            let why = "HTTP, as the blueprint asks";
            (listeners.http(not_found(), why, None, stack), "http")
        }
        Some((certificate, tls_policy)) => {
            let listener = listeners.https(certificate, tls_policy, stack);
            let why = "callers who come by HTTP are sent to HTTPS";
            // Nobody is sent there before somebody answers.
            listeners.http(redirect(), why, Some(&listener), stack);
            (listener, "https")
        }
    };
    if let Some(waf) = &load_balancer.waf {
        waf::lower(load_balancer, waf, &handle, stack);
    }
    Edge {
        app: load_balancer,
        load_balancer: handle,
        security_group,
        listener,
        scheme,
        tier,
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
    let (ranges, callers) = match load_balancer.scheme {
        Scheme::InternetFacing => (vec!["0.0.0.0/0".to_owned()], "the internet"),
        Scheme::Internal => {
            let ranges = app.network.cidrs();
            let ranges = ranges.iter().map(ToString::to_string);
            (ranges.collect(), "the VPC")
        }
    };
    let ports: &[(i64, &str)] = match load_balancer.listener {
        Listener::Http => &[(80, "Http")],
        Listener::Https { .. } => &[(443, "Https"), (80, "Http")],
    };
    for (index, range) in ranges.iter().enumerate() {
        // The first range is always there. A rule cannot change its range, so the others make their ids.
        let from = match index {
            0 => String::new(),
            _ => format!("From{}", range.replace(['.', '/'], "x")),
        };
        for (port, name) in ports {
            security_group::allow_in(
                load_balancer.id(&format!("LoadBalancer{name}{from}Ingress")),
                &group,
                Peer::Range(range.clone()),
                *port,
                format!("{} from {callers}", name.to_uppercase()),
                Origin::new(
                    at.key("scheme"),
                    format!("{callers} may call on port {port}"),
                ),
                stack,
            );
        }
    }
    group
}

fn balancer(
    load_balancer: &LoadBalancer,
    tier: Tier,
    network: &Network,
    group: &Handle,
    stack: &mut Stack,
) -> Handle {
    let scheme = match load_balancer.scheme {
        Scheme::InternetFacing => "internet-facing",
        Scheme::Internal => "internal",
    };
    stack.add(
        Resource::new(
            load_balancer.id("LoadBalancer"),
            &elbv2::LOAD_BALANCER,
            Origin::new(
                load_balancer.at.clone(),
                "spreads requests over the healthy tasks of the services",
            ),
            props! {
                "Type": "application",
                "Scheme": scheme,
                "IpAddressType": "ipv4",
                "Subnets": network.subnet_ids(tier),
                "SecurityGroups": [group.id()],
                "LoadBalancerAttributes": attributes(load_balancer),
            },
        )
        // An internet-facing load balancer needs the way to the internet to be there.
        .after(match tier {
            Tier::Public => network.way_out(tier),
            Tier::Private | Tier::Isolated => &[],
        }),
    )
}

/// Application Load Balancers user guide, "Edit attributes for your Application Load Balancer".
fn attributes(load_balancer: &LoadBalancer) -> Vec<Map> {
    let attribute = |key: &'static str, value: String| props! { "Key": key, "Value": value };
    vec![
        attribute(
            "idle_timeout.timeout_seconds",
            load_balancer.idle_timeout.to_string(),
        ),
        attribute(
            "deletion_protection.enabled",
            load_balancer.deletion_protection.to_string(),
        ),
        // Headers that HTTP does not allow are how requests are smuggled past a proxy.
        attribute(
            "routing.http.drop_invalid_header_fields.enabled",
            true.to_string(),
        ),
        attribute(
            "routing.http.desync_mitigation_mode",
            "defensive".to_owned(),
        ),
    ]
}

/// The listeners of a load balancer.
struct Listeners<'a> {
    app: &'a LoadBalancer,
    load_balancer: &'a Handle,
}

impl Listeners<'_> {
    fn https(&self, certificate: Value, tls_policy: &str, stack: &mut Stack) -> Handle {
        stack.add(Resource::new(
            self.app.id("HttpsListener"),
            &elbv2::LISTENER,
            Origin::new(
                self.app.at.key("protocol"),
                "HTTPS; what no service answers to is not found",
            ),
            props! {
                "LoadBalancerArn": self.load_balancer.arn(),
                "Port": 443,
                "Protocol": "HTTPS",
                "SslPolicy": tls_policy.to_owned(),
                "Certificates": [props! { "CertificateArn": certificate }],
                "DefaultActions": [not_found()],
            },
        ))
    }

    fn http(
        &self,
        action: Map,
        why: &'static str,
        after: Option<&Handle>,
        stack: &mut Stack,
    ) -> Handle {
        let listener = Resource::new(
            self.app.id("HttpListener"),
            &elbv2::LISTENER,
            Origin::new(self.app.at.key("protocol"), why),
            props! {
                "LoadBalancerArn": self.load_balancer.arn(),
                "Port": 80,
                "Protocol": "HTTP",
                "DefaultActions": [action],
            },
        );
        stack.add(listener.after(after))
    }
}

fn not_found() -> Map {
    props! {
        "Type": "fixed-response",
        "FixedResponseConfig": props! {
            "StatusCode": "404",
            "ContentType": "text/plain",
            "MessageBody": "Not found",
        },
    }
}

fn redirect() -> Map {
    props! {
        "Type": "redirect",
        "RedirectConfig": props! { "Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301" },
    }
}
