//! A load balancer that is there already. A name that two parameters have is an error, so there are several sheets.

use super::configuration::all;
use super::slots::{Sheet, Slot, none, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

pub const SHEETS: &[Sheet] = &[
    sheet(&[
        none(
            "load_balancer.existing.listener",
            "load_balancer.existing.listener = {}",
        ),
        none(
            "load_balancer.existing.security_group",
            "load_balancer.existing.security_group = {}",
        ),
        none(
            "load_balancer.existing.protocol",
            "load_balancer.existing.protocol = {}",
        ),
        none(
            "load_balancer.existing.scheme",
            "load_balancer.existing.scheme = {}",
        ),
        none(
            "load_balancer.existing.ip",
            "load_balancer.existing.ip = {}",
        ),
        some(
            "load_balancer.existing.dns_name",
            "load_balancer.existing.dns_name = {}",
            |template, text| {
                let mut records = template.all("AWS::Route53::RecordSet");
                records.any(|it| it["AliasTarget"]["DNSName"] == text)
            },
        )
        .in_terraform(|said, text| {
            let mut records = all(said, "aws_route53_record");
            records.any(|it| it["alias"][0]["name"] == text)
        }),
        none(
            "load_balancer.existing.hosted_zone_id",
            "load_balancer.existing.hosted_zone_id = {}",
        ),
        none(
            "load_balancer.existing.full_name",
            "load_balancer.existing.full_name = {}",
        ),
    ]),
    sheet(&[parameter(
        "load_balancer.existing.listener.parameter",
        "load_balancer.existing.listener.parameter = {}",
    )]),
    sheet(&[parameter(
        "load_balancer.existing.security_group.parameter",
        "load_balancer.existing.security_group.parameter = {}",
    )]),
    sheet(&[parameter(
        "load_balancer.existing.dns_name.parameter",
        "load_balancer.existing.dns_name.parameter = {}",
    )]),
    sheet(&[parameter(
        "load_balancer.existing.hosted_zone_id.parameter",
        "load_balancer.existing.hosted_zone_id.parameter = {}",
    )]),
    sheet(&[parameter(
        "load_balancer.existing.full_name.parameter",
        "load_balancer.existing.full_name.parameter = {}",
    )]),
];

const BASE: &[&str] = &[
    r#"name = "naughty""#,
    r#"domain.zone = "example.com""#,
    r#"load_balancer.existing.listener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2""#,
    r#"load_balancer.existing.security_group = "sg-0a1b2c3d""#,
    r#"load_balancer.existing.dns_name = "shared-1.eu-west-1.elb.amazonaws.com""#,
    r#"load_balancer.existing.hosted_zone_id = "Z32O12XQLNTSW2""#,
    r#"load_balancer.existing.full_name = "app/shared/50dc6c495c0c9188""#,
    r#"network.existing.vpc = "vpc-0a1b2c3d""#,
    r#"network.existing.private_subnets = ["subnet-0a1b2c3e", "subnet-0a1b2c3f"]"#,
    r#"services.web.image = "nginx:1.29""#,
    "services.web.port = 80",
    r#"services.web.hosts = ["www.example.com"]"#,
    "services.web.scaling.max = 2",
    "services.web.scaling.requests = 100",
];

const fn sheet(slots: &'static [Slot]) -> Sheet {
    Sheet {
        base: BASE,
        slots,
        is_refused_by_terraform: |text| !is_kept_by_terraform(text),
    }
}

/// The name of a parameter, of which Terraform makes that of a variable.
const fn parameter(field: &'static str, lines: &'static str) -> Slot {
    some(field, lines, |template: &Template, text| {
        template.at("/Parameters").get(text).is_some()
    })
}
