//! The firewall in front of a load balancer.

use serde_json::Value;

use super::slots::{Sheet, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"load_balancer.protocol = "http""#,
        "load_balancer.waf.rate_limit.limit = 1000",
        r#"load_balancers.other.protocol = "http""#,
        r#"load_balancers.other.waf.existing = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.port = 80",
        "services.web.public_ip = true",
        r#"services.other.image = "nginx:1.29""#,
        "services.other.port = 80",
        "services.other.public_ip = true",
        r#"services.other.load_balancer = "other""#,
    ],
    slots: &[
        some(
            "load_balancer.waf.managed.count_rules",
            r#"load_balancer.waf.managed = [{ group = "sql", count_rules = [{}] }]"#,
            |template, text| group(template)["RuleActionOverrides"][0]["Name"] == text,
        ),
        some(
            "load_balancer.waf.rate_limit.forwarded_ip_header",
            "load_balancer.waf.rate_limit.forwarded_ip_header = {}",
            |template, text| {
                rules(template).any(|statement| {
                    statement["RateBasedStatement"]["ForwardedIPConfig"]["HeaderName"] == text
                })
            },
        ),
        // Norway.
        some(
            "load_balancer.waf.countries.allow",
            "load_balancer.waf.countries.allow = [{}]",
            |template, text| {
                rules(template).any(|statement| {
                    let other = &statement["NotStatement"]["Statement"];
                    other["GeoMatchStatement"]["CountryCodes"][0] == text
                })
            },
        ),
        some(
            "load_balancer.waf.existing.parameter",
            "load_balancers.other.waf.existing.parameter = {}",
            |template, text| {
                template.at("/Resources/OtherWebAclAssociation/Properties/WebACLArn/Ref") == text
            },
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

pub const VERSION: Sheet = Sheet {
    base: SHEET.base,
    slots: &[
        some(
            "load_balancer.waf.managed.version",
            r#"load_balancer.waf.managed = [{ group = "sql", version = {} }]"#,
            |template, text| group(template)["Version"] == text,
        ),
        some(
            "load_balancer.waf.countries.block",
            "load_balancer.waf.countries.block = [{}]",
            |template, text| {
                rules(template)
                    .any(|statement| statement["GeoMatchStatement"]["CountryCodes"][0] == text)
            },
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

fn rules(template: &Template) -> impl Iterator<Item = &Value> {
    let rules = template.at("/Resources/WebAcl/Properties/Rules").as_array();
    rules.into_iter().flatten().map(|rule| &rule["Statement"])
}

/// The only rule group there is.
fn group(template: &Template) -> &Value {
    let mut groups = rules(template).map(|statement| &statement["ManagedRuleGroupStatement"]);
    groups
        .find(|group| !group.is_null())
        .unwrap_or(&Value::Null)
}
