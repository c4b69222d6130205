//! `waf`: the firewall in front of a load balancer.

use super::decode::OneOf;
use super::parameter::Parameter;
use super::section::{choice, section};

section! {
    /// A web ACL with CloudWatch metrics and logs. The first of its rules that matches decides: `allow`, `block`, `countries`,
    /// `rate_limit`, then `managed` in the order they are listed in.
    ///
    /// AWS charges for the ACL, for each rule, and for requests.
    pub struct Waf {
        /// Rule groups of AWS, by name or in the long form.
        managed: Vec<OneOf<ManagedRules, ManagedGroup>> {
            default: "[\"common\", \"known-bad-inputs\", \"ip-reputation\"]",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// Block an address that sends more requests than this in five minutes, or the long form.
        rate_limit: OneOf<i64, RateLimit> {
            default: "none",
            range: "10 to 2,000,000,000",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// Addresses that no rule applies to. They are not looked at any further: name only those you trust.
        allow: Vec<String> {
            default: "none",
            range: "IPv4 and IPv6 ranges, `\"203.0.113.0/24\"`, but not `/0`; at most 10,000 of a family",
            aws: "AWS::WAFv2::IPSet Addresses",
        }
        /// Addresses that are blocked.
        block: Vec<String> {
            default: "none",
            range: "IPv4 and IPv6 ranges, `\"203.0.113.0/24\"`, but not `/0`; at most 10,000 of a family",
            aws: "AWS::WAFv2::IPSet Addresses",
        }
        /// Which countries requests may come from.
        countries: Countries { default: "all", aws: "AWS::WAFv2::WebACL Rules" }
        /// Count what the rules would block, and block nothing: for trying them out.
        count: bool {
            default: "false",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// An existing web ACL instead of a new one: its ARN, or the parameter it comes from. Then nothing else is written here.
        existing: OneOf<String, Parameter> {
            default: "a new web ACL",
            range: "the ARN of a regional web ACL in the stack's region",
            aws: "AWS::WAFv2::WebACLAssociation WebACLArn",
        }
        /// How long its logs are kept.
        log_retention: String {
            default: "\"30d\"",
            range: "a number of days that CloudWatch Logs knows",
            aws: "AWS::Logs::LogGroup RetentionInDays",
        }
    }
}

section! {
    /// A rule group of AWS that is not taken as it is.
    pub struct ManagedGroup {
        /// Which.
        group: ManagedRules {
            default: "required",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// Count what the whole group would block, and block nothing.
        count: bool {
            default: "false",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// Rules of the group that only count: `["SizeRestrictions_BODY"]` lets bodies over 8 KB through.
        count_rules: Vec<String> {
            default: "none",
            range: "at most 100 names of its rules: letters, digits, `-` and `_`",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// A version of the group that AWS does not change any more, and which ends some day.
        version: String {
            default: "the one AWS keeps up to date",
            range: "`Version_1.20`-like; not for `ip-reputation` and `anonymous-ip`",
            aws: "AWS::WAFv2::WebACL Rules",
        }
    }
}

section! {
    /// How many requests an address may send.
    pub struct RateLimit {
        /// Most requests in the window.
        limit: i64 {
            default: "required",
            range: "10 to 2,000,000,000",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// How far back requests are counted.
        window: String {
            default: "\"5m\"",
            range: "60 s, 120 s, 300 s or 600 s",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// The header with the caller's address, where a proxy or a CDN is in front of the load balancer: `"X-Forwarded-For"`.
        /// Requests without it are not limited.
        forwarded_ip_header: String {
            default: "none: the address that calls the load balancer",
            range: "1 to 255 letters, digits and hyphens",
            aws: "AWS::WAFv2::WebACL Rules",
        }
    }
}

section! {
    /// Countries that requests may or may not come from, by the address of the caller. One of the two is written.
    pub struct Countries {
        /// Only these.
        allow: Vec<String> {
            default: "none",
            range: "codes of ISO 3166: `\"DE\"`",
            aws: "AWS::WAFv2::WebACL Rules",
        }
        /// All but these.
        block: Vec<String> {
            default: "none",
            range: "codes of ISO 3166: `\"DE\"`",
            aws: "AWS::WAFv2::WebACL Rules",
        }
    }
}

choice! {
    /// A rule group that AWS keeps up to date.
    pub enum ManagedRules {
        /// `AWSManagedRulesCommonRuleSet`: the usual attacks on web applications; blocks request bodies over 8 KB
        Common = "common",
        /// `AWSManagedRulesAdminProtectionRuleSet`: pages of administrators that are reachable from outside
        AdminProtection = "admin-protection",
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
        /// `AWSManagedRulesUnixRuleSet`: attacks on POSIX systems
        Unix = "unix",
        /// `AWSManagedRulesWindowsRuleSet`: attacks on Windows
        Windows = "windows",
        /// `AWSManagedRulesPHPRuleSet`: attacks on PHP
        Php = "php",
        /// `AWSManagedRulesWordPressRuleSet`: attacks on WordPress
        WordPress = "wordpress",
        /// `AWSManagedRulesBotControlRuleSet`, common level: bots; AWS charges extra for it
        BotControl = "bot-control",
    }
}
