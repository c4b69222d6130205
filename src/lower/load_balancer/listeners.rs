//! What an Application Load Balancer listens on.

use super::{attributes, mutual_tls};
use crate::app::{DefaultAction, LoadBalancer};
use crate::catalog::elbv2;
use crate::lower::routing;
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// The listeners of a load balancer.
pub(super) struct Listeners<'a> {
    pub(super) app: &'a LoadBalancer,
    pub(super) load_balancer: &'a Handle,
}

impl Listeners<'_> {
    pub(super) fn https(
        &self,
        certificate: Option<Value>,
        tls_policy: &str,
        mutual_tls: mutual_tls::Lowered,
        stack: &mut Stack,
    ) -> Handle {
        let listener = Resource::new(
            self.app.id("HttpsListener"),
            &elbv2::LISTENER,
            Origin::new(self.app.at.key("protocol"), default_in_words(self.app)),
            props! {
                "LoadBalancerArn": self.load_balancer.arn(),
                "Port": 443,
                "Protocol": "HTTPS",
                "SslPolicy": tls_policy.to_owned(),
                "Certificates": [props! { "CertificateArn" ?: certificate }],
                "MutualAuthentication": mutual_tls.property,
                "DefaultActions": [default_action(self.app)],
                "ListenerAttributes": attributes::of_listener(&self.app.headers),
            },
        );
        stack.add(listener.after(&mutual_tls.first))
    }

    pub(super) fn http(&self, action: Map, why: &'static str, stack: &mut Stack) -> Handle {
        let attributes = attributes::of_listener(&self.app.headers);
        stack.add(self.on_port_80(action, attributes, why))
    }

    /// Sends callers to another listener.
    pub(super) fn redirect(&self, why: &'static str, to: &Handle, stack: &mut Stack) {
        let attributes = attributes::of_redirect(&self.app.headers);
        // Nobody is sent there before somebody answers.
        stack.add(self.on_port_80(redirect(), attributes, why).after([to]));
    }

    fn on_port_80(&self, action: Map, attributes: Vec<Map>, why: &'static str) -> Resource {
        Resource::new(
            self.app.id("HttpListener"),
            &elbv2::LISTENER,
            Origin::new(self.app.at.key("protocol"), why),
            props! {
                "LoadBalancerArn": self.load_balancer.arn(),
                "Port": 80,
                "Protocol": "HTTP",
                "DefaultActions": [action],
                "ListenerAttributes": attributes,
            },
        )
    }
}

pub(super) fn default_action(load_balancer: &LoadBalancer) -> Map {
    match &load_balancer.default {
        DefaultAction::NotFound => not_found(),
        DefaultAction::Respond(respond) => routing::respond(respond),
        DefaultAction::Redirect(redirect) => routing::redirect(redirect),
    }
}

fn default_in_words(load_balancer: &LoadBalancer) -> &'static str {
    match load_balancer.default {
        DefaultAction::NotFound => "HTTPS; what no service answers to is not found",
        DefaultAction::Respond(_) => "HTTPS; what no service answers to gets a fixed answer",
        DefaultAction::Redirect(_) => "HTTPS; what no service answers to is sent elsewhere",
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
