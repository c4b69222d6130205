//! The load balancer, its security group and its listeners.

use super::network::Network;
use super::security_group::{self, Peer};
use super::{certificate, waf};
use crate::app::{App, Listener, LoadBalancer, Scheme};
use crate::catalog::{ec2, elbv2};
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// What other parts need of the load balancer.
pub(super) struct Edge {
    pub(super) load_balancer: Handle,
    pub(super) security_group: Handle,
    /// The listener that services put their rules on.
    pub(super) listener: Handle,
    /// `https` or `http`.
    pub(super) scheme: &'static str,
}

pub(super) fn lower(
    app: &App,
    network: &Network,
    zone: Option<&Value>,
    stack: &mut Stack,
) -> Option<Edge> {
    let load_balancer = app.load_balancer.as_ref()?;
    let at = Path::of("load_balancer");
    stack.section("Load balancer: the only way in");
    let certificate = match &load_balancer.listener {
        Listener::Http => None,
        Listener::Https {
            certificate,
            tls_policy,
        } => Some((certificate::lower(certificate, zone, stack), tls_policy)),
    };
    let security_group = group(app, load_balancer, network, stack);
    let handle = balancer(load_balancer, network, &security_group, &at, stack);
    let (listener, scheme) = match certificate {
        None => (
            http_listener(
                &handle,
                not_found(),
                "HTTP, as the blueprint asks",
                None,
                stack,
            ),
            "http",
        ),
        Some((certificate, tls_policy)) => {
            let listener = https_listener(&handle, certificate, tls_policy, stack);
            http_listener(
                &handle,
                redirect(),
                "callers who come by HTTP are sent to HTTPS",
                // Nobody is sent there before somebody answers.
                Some(&listener),
                stack,
            );
            (listener, "https")
        }
    };
    if let Some(waf) = &load_balancer.waf {
        waf::lower(waf, &handle, stack);
    }
    Some(Edge {
        load_balancer: handle,
        security_group,
        listener,
        scheme,
    })
}

fn group(app: &App, load_balancer: &LoadBalancer, network: &Network, stack: &mut Stack) -> Handle {
    let at = Path::of("load_balancer");
    let group = stack.add(Resource::new(
        "LoadBalancerSecurityGroup",
        &ec2::SECURITY_GROUP,
        Origin::new(
            at.clone(),
            "what may reach the load balancer, and what it may reach",
        ),
        props! {
            "GroupDescription": "Load balancer",
            "VpcId": network.vpc.id(),
            "SecurityGroupEgress": security_group::nothing_out(),
            "Tags": super::tags::name("load-balancer"),
        },
    ));
    let (range, callers) = match load_balancer.scheme {
        Scheme::InternetFacing => ("0.0.0.0/0".to_owned(), "the internet"),
        Scheme::Internal => (app.network.cidr.to_string(), "the VPC"),
    };
    let ports: &[(i64, &str)] = match load_balancer.listener {
        Listener::Http => &[(80, "Http")],
        Listener::Https { .. } => &[(443, "Https"), (80, "Http")],
    };
    for (port, name) in ports {
        security_group::allow_in(
            format!("LoadBalancer{name}Ingress"),
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
    group
}

fn balancer(
    load_balancer: &LoadBalancer,
    network: &Network,
    group: &Handle,
    at: &Path,
    stack: &mut Stack,
) -> Handle {
    let scheme = match load_balancer.scheme {
        Scheme::InternetFacing => "internet-facing",
        Scheme::Internal => "internal",
    };
    stack.add(
        Resource::new(
            "LoadBalancer",
            &elbv2::LOAD_BALANCER,
            Origin::new(
                at.clone(),
                "spreads requests over the healthy tasks of the services",
            ),
            props! {
                "Type": "application",
                "Scheme": scheme,
                "IpAddressType": "ipv4",
                "Subnets": network.public_subnet_ids(),
                "SecurityGroups": [group.id()],
                "LoadBalancerAttributes": attributes(load_balancer),
            },
        )
        // An internet-facing load balancer needs the way to the internet to be there.
        .after(&network.internet),
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

fn https_listener(
    load_balancer: &Handle,
    certificate: Value,
    tls_policy: &str,
    stack: &mut Stack,
) -> Handle {
    stack.add(Resource::new(
        "HttpsListener",
        &elbv2::LISTENER,
        Origin::new(
            Path::of("load_balancer").key("protocol"),
            "HTTPS; what no service answers to is not found",
        ),
        props! {
            "LoadBalancerArn": load_balancer.arn(),
            "Port": 443,
            "Protocol": "HTTPS",
            "SslPolicy": tls_policy.to_owned(),
            "Certificates": [props! { "CertificateArn": certificate }],
            "DefaultActions": [not_found()],
        },
    ))
}

fn http_listener(
    load_balancer: &Handle,
    action: Map,
    why: &'static str,
    after: Option<&Handle>,
    stack: &mut Stack,
) -> Handle {
    let listener = Resource::new(
        "HttpListener",
        &elbv2::LISTENER,
        Origin::new(Path::of("load_balancer").key("protocol"), why),
        props! {
            "LoadBalancerArn": load_balancer.arn(),
            "Port": 80,
            "Protocol": "HTTP",
            "DefaultActions": [action],
        },
    );
    stack.add(listener.after(after))
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
