//! `waf`: the firewall in front of a load balancer.

use super::section::{choice, section};

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
