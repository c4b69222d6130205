//! `[load_balancer]`: what stands between the world and the services.

use super::decode::OneOf;
use super::section::{choice, section};

section! {
    /// The Application Load Balancer in front of every service that has a `port`. There is none if no service has one.
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

section! {
    /// A web ACL with rule groups that AWS keeps up to date, CloudWatch metrics, and logs.
    pub struct Waf {
        /// Rule groups of AWS.
        managed: Vec<ManagedRules> {
            default: "[\"common\", \"known-bad-inputs\", \"ip-reputation\"]",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// Block an address that sends more requests than this in five minutes.
        rate_limit: i64 {
            default: "none",
            range: "10 to 2,000,000,000",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// How long its logs are kept.
        log_retention: String {
            default: "\"30d\"",
            range: "a number of days that CloudWatch Logs knows",
            aws: "AWS::Logs::LogGroup RetentionInDays",
        }
    }
}

choice! {
    /// A rule group that AWS keeps up to date.
    pub enum ManagedRules {
        /// `AWSManagedRulesCommonRuleSet`: the usual attacks on web applications; blocks request bodies over 8 KB
        Common = "common",
        /// `AWSManagedRulesKnownBadInputsRuleSet`: requests known to be malicious, Log4j's among them
        KnownBadInputs = "known-bad-inputs",
        /// `AWSManagedRulesAmazonIpReputationList`: addresses known for bots and attacks
        IpReputation = "ip-reputation",
        /// `AWSManagedRulesAnonymousIpList`: proxies, Tor and hosting providers
        AnonymousIp = "anonymous-ip",
        /// `AWSManagedRulesSQLiRuleSet`: SQL injection
        Sql = "sql",
        /// `AWSManagedRulesLinuxRuleSet`: attacks on Linux
        Linux = "linux",
    }
}
