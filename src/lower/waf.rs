//! The web application firewall in front of a load balancer.

use super::parameter::{self, Kind};
use super::{arn, logs};
use crate::app::{
    Addresses, Countries, LoadBalancer, ManagedGroup, ManagedRules, RateLimit, Waf, WebAcl,
};
use crate::catalog::wafv2;
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, ParameterType, Pseudo, Resource, Stack, Value, props};

static WEB_ACL_ARN: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of a regional web ACL in the region of the stack",
    pattern: Some((
        "arn:aws[a-z-]*:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/.+",
        "the ARN of a regional web ACL: arn:aws:wafv2:...:regional/webacl/...",
    )),
    why: "the firewall is of the region the stack is deployed to",
};

pub(super) fn lower(load_balancer: &LoadBalancer, waf: &Waf, handle: &Handle, stack: &mut Stack) {
    let at = load_balancer.at.key("waf");
    let arn = match waf {
        Waf::New(acl) => web_acl(load_balancer, acl, &at, stack).arn(),
        Waf::Existing(arn) => parameter::value(arn, &WEB_ACL_ARN, at.key("existing"), stack),
    };
    stack.add(Resource::new(
        load_balancer.id("WebAclAssociation"),
        &wafv2::WEB_ACL_ASSOCIATION,
        Origin::new(at, "puts the firewall in front of the load balancer"),
        props! { "ResourceArn": handle.arn(), "WebACLArn": arn },
    ));
}

fn web_acl(load_balancer: &LoadBalancer, acl: &WebAcl, at: &Path, stack: &mut Stack) -> Handle {
    let allow = sets(
        load_balancer,
        "Allowed",
        &acl.allow,
        &at.key("allow"),
        stack,
    );
    let block = sets(
        load_balancer,
        "Blocked",
        &acl.block,
        &at.key("block"),
        stack,
    );
    // CloudWatch tells the rules of one app from those of another by the metric of the whole.
    let metric = format!("-{}", load_balancer.called("web-acl"));
    let metric = Value::concat([Pseudo::StackName.into(), metric.into()]);
    let handle = stack.add(Resource::new(
        load_balancer.id("WebAcl"),
        &wafv2::WEB_ACL,
        Origin::new(at.clone(), "blocks requests that are known to be malicious"),
        props! {
            "Scope": "REGIONAL",
            "DefaultAction": props! { "Allow": Map::new() },
            "VisibilityConfig": visibility(metric),
            "Rules": rules(acl, allow, block),
        },
    ));
    logging(load_balancer, acl, &handle, at, stack);
    handle
}

fn logging(
    load_balancer: &LoadBalancer,
    acl: &WebAcl,
    handle: &Handle,
    at: &Path,
    stack: &mut Stack,
) {
    // AWS WAF developer guide, "Sending web ACL traffic logs to a CloudWatch Logs log group": the name must begin so.
    let own = load_balancer
        .name
        .iter()
        .map(|name| format!("-{name}").into());
    let name = ["aws-waf-logs-".into(), Pseudo::StackName.into()];
    let name = Value::Concat(name.into_iter().chain(own).collect());
    let group = logs::group(
        load_balancer.id("WebAclLogGroup"),
        name,
        acl.log_retention,
        Origin::new(
            at.key("log_retention"),
            "where the firewall writes what it saw",
        ),
        stack,
    );
    stack.add(Resource::new(
        load_balancer.id("WebAclLogging"),
        &wafv2::LOGGING_CONFIGURATION,
        Origin::new(
            at.clone(),
            "logs what the firewall saw, without the callers' credentials",
        ),
        props! {
            "ResourceArn": handle.arn(),
            "LogDestinationConfigs": [log_group_arn(&group)],
            "RedactedFields": ["authorization", "cookie"]
                .map(|header| props! { "SingleHeader": props! { "Name": header } }),
        },
    ));
}

/// The ARN of a log group without the `:*` that `GetAtt` puts at its end, which AWS WAF would drop, and then report as drift.
fn log_group_arn(group: &Handle) -> Value {
    arn::own("logs", ["log-group:".into(), group.name()])
}

/// A set of addresses for each family there are addresses of.
fn sets(
    load_balancer: &LoadBalancer,
    word: &'static str,
    addresses: &Addresses,
    at: &Path,
    stack: &mut Stack,
) -> Vec<(&'static str, Handle)> {
    let families = addresses.families();
    families
        .map(|(version, ranges)| {
            let family = if version == "IPV4" { "Ipv4" } else { "Ipv6" };
            let set = Resource::new(
                load_balancer.id(&format!("{word}{family}IpSet")),
                &wafv2::IP_SET,
                Origin::new(
                    at.clone(),
                    format!("{} addresses, {version}", word.to_lowercase()),
                ),
                props! {
                    "Scope": "REGIONAL",
                    "IPAddressVersion": version,
                    "Addresses": ranges.clone(),
                },
            );
            (family, stack.add(set))
        })
        .collect()
}

/// The priorities of rules. They are spaced so that a rule keeps its own when others come or go, and a change shows what changed;
/// AWS WAF itself minds their order only.
mod priority {
    pub(super) const ALLOW: i64 = 0;
    pub(super) const BLOCK: i64 = 10;
    pub(super) const COUNTRIES: i64 = 20;
    pub(super) const RATE_LIMIT: i64 = 30;
    pub(super) const MANAGED: i64 = 100;
}

type Sets = Vec<(&'static str, Handle)>;

fn rules(acl: &WebAcl, allow: Sets, block: Sets) -> Vec<Map> {
    let verdict = action(if acl.is_counted { "Count" } else { "Block" });
    let mut rules = Vec::new();
    for (priority, (family, set)) in (priority::ALLOW..).zip(allow) {
        let name = format!("Allow{family}");
        rules.push(rule(
            name,
            priority,
            ("Action", action("Allow")),
            in_set(&set),
        ));
    }
    for (priority, (family, set)) in (priority::BLOCK..).zip(block) {
        let name = format!("Block{family}");
        rules.push(rule(
            name,
            priority,
            ("Action", verdict.clone()),
            in_set(&set),
        ));
    }
    if let Some(countries) = &acl.countries {
        let statement = from_elsewhere(countries);
        let verdict = ("Action", verdict.clone());
        rules.push(rule("Countries", priority::COUNTRIES, verdict, statement));
    }
    if let Some(limit) = &acl.rate_limit {
        let verdict = ("Action", verdict);
        rules.push(rule(
            "RateLimit",
            priority::RATE_LIMIT,
            verdict,
            rate(limit),
        ));
    }
    for (priority, group) in (priority::MANAGED..).zip(&acl.managed) {
        let is_counted = acl.is_counted || group.is_counted;
        let verdict = action(if is_counted { "Count" } else { "None" });
        let name = rule_group(group.rules);
        rules.push(rule(
            name,
            priority,
            ("OverrideAction", verdict),
            managed(group),
        ));
    }
    rules
}

fn rule(
    name: impl Into<Value>,
    priority: i64,
    (key, action): (&'static str, Map),
    statement: Map,
) -> Map {
    let name = name.into();
    let mut rule = props! { "Name": name.clone(), "Priority": priority };
    rule.set(key, action);
    rule.set("Statement", statement);
    rule.set("VisibilityConfig", visibility(name));
    rule
}

fn action(word: &'static str) -> Map {
    let mut action = Map::new();
    action.set(word, Map::new());
    action
}

fn in_set(set: &Handle) -> Map {
    props! { "IPSetReferenceStatement": props! { "Arn": set.arn() } }
}

/// What comes from a country that nothing may come from.
fn from_elsewhere(countries: &Countries) -> Map {
    let from = |codes: &Vec<String>| {
        props! { "GeoMatchStatement": props! { "CountryCodes": codes.clone() } }
    };
    match countries {
        Countries::AllBut(codes) => from(codes),
        Countries::Only(codes) => {
            props! { "NotStatement": props! { "Statement": from(codes) } }
        }
    }
}

fn rate(limit: &RateLimit) -> Map {
    let header = limit.forwarded_ip_header.as_ref();
    let key = header.map_or("IP", |_| "FORWARDED_IP");
    let header = header.map(|name| {
        // What is no address in the header is counted as one, and not let through.
        props! { "HeaderName": name.clone(), "FallbackBehavior": "MATCH" }
    });
    let statement = props! {
        "AggregateKeyType": key,
        "Limit": limit.limit,
        "EvaluationWindowSec": limit.window,
        "ForwardedIPConfig" ?: header,
    };
    props! { "RateBasedStatement": statement }
}

fn managed(group: &ManagedGroup) -> Map {
    let counted = group.count_rules.iter();
    let overrides: Vec<Map> = counted
        .map(|name| props! { "Name": name.clone(), "ActionToUse": action("Count") })
        .collect();
    // Bot Control has to be told what to look for; the other level costs much more.
    let bots = (group.rules == ManagedRules::BotControl).then(|| {
        let level = props! { "InspectionLevel": "COMMON" };
        vec![props! { "AWSManagedRulesBotControlRuleSet": level }]
    });
    let statement = props! {
        "VendorName": "AWS",
        "Name": rule_group(group.rules),
        "Version" ?: group.version.clone(),
        "ManagedRuleGroupConfigs" ?: bots,
        "RuleActionOverrides" ?: (!overrides.is_empty()).then_some(overrides),
    };
    props! { "ManagedRuleGroupStatement": statement }
}

fn visibility(metric: Value) -> Map {
    props! {
        "CloudWatchMetricsEnabled": true,
        "MetricName": metric,
        "SampledRequestsEnabled": true,
    }
}

/// AWS WAF developer guide, "AWS Managed Rules rule groups list".
fn rule_group(rules: ManagedRules) -> &'static str {
    match rules {
        ManagedRules::Common => "AWSManagedRulesCommonRuleSet",
        ManagedRules::AdminProtection => "AWSManagedRulesAdminProtectionRuleSet",
        ManagedRules::KnownBadInputs => "AWSManagedRulesKnownBadInputsRuleSet",
        ManagedRules::IpReputation => "AWSManagedRulesAmazonIpReputationList",
        ManagedRules::AnonymousIp => "AWSManagedRulesAnonymousIpList",
        ManagedRules::Sql => "AWSManagedRulesSQLiRuleSet",
        ManagedRules::Linux => "AWSManagedRulesLinuxRuleSet",
        ManagedRules::Unix => "AWSManagedRulesUnixRuleSet",
        ManagedRules::Windows => "AWSManagedRulesWindowsRuleSet",
        ManagedRules::Php => "AWSManagedRulesPHPRuleSet",
        ManagedRules::WordPress => "AWSManagedRulesWordPressRuleSet",
        ManagedRules::BotControl => "AWSManagedRulesBotControlRuleSet",
    }
}
