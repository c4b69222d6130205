//! The web application firewall in front of a load balancer.

use super::{arn, logs};
use crate::app::{LoadBalancer, ManagedRules, Waf};
use crate::catalog::wafv2;
use crate::model::{Handle, Map, Origin, Pseudo, Resource, Stack, Value, props};

pub(super) fn lower(load_balancer: &LoadBalancer, waf: &Waf, handle: &Handle, stack: &mut Stack) {
    let at = load_balancer.at.key("waf");
    // CloudWatch tells the rules of one app from those of another by the metric of the whole.
    let metric = format!("-{}", load_balancer.called("web-acl"));
    let metric = Value::concat([Pseudo::StackName.into(), metric.into()]);
    let acl = stack.add(Resource::new(
        load_balancer.id("WebAcl"),
        &wafv2::WEB_ACL,
        Origin::new(at.clone(), "blocks requests that are known to be malicious"),
        props! {
            "Scope": "REGIONAL",
            "DefaultAction": props! { "Allow": Map::new() },
            "VisibilityConfig": visibility(metric),
            "Rules": rules(waf),
        },
    ));
    stack.add(Resource::new(
        load_balancer.id("WebAclAssociation"),
        &wafv2::WEB_ACL_ASSOCIATION,
        Origin::new(
            at.clone(),
            "puts the firewall in front of the load balancer",
        ),
        props! { "ResourceArn": handle.arn(), "WebACLArn": acl.arn() },
    ));
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
        waf.log_retention,
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
            at,
            "logs what the firewall saw, without the callers' credentials",
        ),
        props! {
            "ResourceArn": acl.arn(),
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

fn rules(waf: &Waf) -> Vec<Map> {
    let mut rules = Vec::new();
    let mut add = |name: &'static str, action: (&'static str, Map), statement: Map| {
        let mut rule = props! { "Name": name, "Priority": rules.len() as i64 };
        rule.set(action.0, action.1);
        rule.set("Statement", statement);
        rule.set("VisibilityConfig", visibility(name.into()));
        rules.push(rule);
    };
    if let Some(limit) = waf.rate_limit {
        let statement =
            props! { "RateBasedStatement": props! { "AggregateKeyType": "IP", "Limit": limit } };
        add(
            "RateLimit",
            ("Action", props! { "Block": Map::new() }),
            statement,
        );
    }
    for managed in &waf.managed {
        let name = rule_group(*managed);
        let statement = props! {
            "ManagedRuleGroupStatement": props! { "VendorName": "AWS", "Name": name },
        };
        add(
            name,
            ("OverrideAction", props! { "None": Map::new() }),
            statement,
        );
    }
    rules
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
        ManagedRules::KnownBadInputs => "AWSManagedRulesKnownBadInputsRuleSet",
        ManagedRules::IpReputation => "AWSManagedRulesAmazonIpReputationList",
        ManagedRules::AnonymousIp => "AWSManagedRulesAnonymousIpList",
        ManagedRules::Sql => "AWSManagedRulesSQLiRuleSet",
        ManagedRules::Linux => "AWSManagedRulesLinuxRuleSet",
    }
}
