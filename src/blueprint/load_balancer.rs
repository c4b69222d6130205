//! `[load_balancer]`: what stands between the world and the services.

use super::decode::OneOf;
use super::section::{choice, section};
use super::waf::Waf;

section! {
    /// An Application Load Balancer. The one called `default` is in front of every service that has a `port` and names no other.
    ///
    /// There is none where no service is behind it.
    pub struct LoadBalancer {
        /// Who can reach it.
        scheme: Scheme {
            default: "\"internet-facing\"",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer Scheme",
        }
        /// What it speaks. HTTPS wants names in a `[domain]`, or a `certificate`; plain HTTP must be asked for.
        protocol: ListenerProtocol {
            default: "\"https\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener Protocol",
        }
        /// An existing certificate, instead of a new one for the names of all services: its ARN, or the parameter it comes from.
        certificate: OneOf<String, Certificate> {
            default: "a new certificate, validated through the zone of `[domain]`",
            range: "the ARN of an ACM certificate in the stack's region",
            aws: "AWS::ElasticLoadBalancingV2::Listener Certificates",
        }
        /// Security policy of the HTTPS listener: the TLS versions and ciphers it offers.
        tls_policy: String {
            default: "\"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09\"",
            range: "a policy of AWS that begins at TLS 1.2",
            aws: "AWS::ElasticLoadBalancingV2::Listener SslPolicy",
        }
        /// How long a connection may be silent.
        idle_timeout: String {
            default: "\"60s\"",
            range: "1 s to 4,000 s",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether AWS refuses to delete it, until this is set to `false` and deployed.
        deletion_protection: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// A web application firewall in front of it. `true`, or how. It is charged for.
        waf: OneOf<bool, Waf> {
            default: "false",
            aws: "AWS::WAFv2::WebACLAssociation WebACLArn",
        }
    }
}

choice! {
    /// Who can reach the load balancer.
    pub enum Scheme {
        /// the internet
        InternetFacing = "internet-facing",
        /// only what is in the VPC
        Internal = "internal",
    }
}

choice! {
    /// What the load balancer speaks to its callers.
    pub enum ListenerProtocol {
        /// HTTPS on 443; HTTP on 80 redirects to it
        Https = "https",
        /// plain HTTP on 80: nothing is encrypted
        Http = "http",
    }
}

section! {
    /// A certificate whose ARN is given at the deploy, so that one template serves several regions.
    pub struct Certificate {
        /// Name of the stack parameter that takes the ARN.
        parameter: String {
            default: "required",
            range: "1 to 64 letters and digits, beginning with a letter",
            aws: "AWS::ElasticLoadBalancingV2::Listener Certificates",
        }
    }
}
