//! Where an app runs: a new network, and one that is there already. A name that two parameters have is an error, and a key cannot
//! stand twice, so there are several sheets.

use serde_json::Value;

use super::configuration::{all, resource};
use super::slots::{Sheet, Slot, none, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

pub const SHEETS: &[Sheet] = &[
    sheet(
        &[
            r#"name = "naughty""#,
            r#"network.cidr = "10.4.0.0/16""#,
            r#"services.web.image = "nginx:1.29""#,
        ],
        &[
            some(
                "network.secondary_cidrs",
                "network.secondary_cidrs = [{}]",
                has_range,
            )
            .in_terraform(has_range_in_terraform),
            some(
                "network.endpoints",
                "network.endpoints = [{}]",
                |template, text| {
                    let mut endpoints = template.all("AWS::EC2::VPCEndpoint");
                    let end = format!(".{text}");
                    endpoints.any(|it| ends(&it["ServiceName"], &end))
                },
            )
            .in_terraform(|said, text| {
                let end = format!(".{text}");
                all(said, "aws_vpc_endpoint").any(|it| ends(&it["service_name"], &end))
            }),
            none("network.placement", "network.placement = {}"),
            none("network.nat", "network.nat = {}"),
        ],
    ),
    sheet(
        &[
            r#"name = "naughty""#,
            r#"network.cidr = "10.4.0.0/16""#,
            r#"services.web.image = "nginx:1.29""#,
        ],
        &[some(
            "network.secondary_cidrs.cidr",
            "network.secondary_cidrs = [{ tier = \"private\", cidr = {} }]",
            has_range,
        )
        .in_terraform(has_range_in_terraform)],
    ),
    sheet(
        &[
            r#"name = "naughty""#,
            r#"services.web.image = "nginx:1.29""#,
        ],
        &[none(
            "network.secondary_cidrs.tier",
            "network.secondary_cidrs = [{ cidr = \"100.64.0.0/16\", tier = {} }]",
        )],
    ),
    sheet(
        EXISTING,
        &[
            none("network.existing.vpc", "network.existing.vpc = {}"),
            none(
                "network.existing.public_subnets",
                "network.existing.public_subnets = [{}]",
            ),
            none(
                "network.existing.private_subnets.id",
                "network.existing.private_subnets = [{ id = {} }]",
            ),
            none(
                "network.existing.isolated_subnets.zone",
                "network.existing.isolated_subnets = [{ id = \"subnet-0a1b2c3d\", zone = {} }]",
            ),
            some(
                "network.existing.cidr",
                "network.existing.cidr = {}",
                |template, text| {
                    template.at("/Resources/LoadBalancerHttpIngress/Properties/CidrIp") == text
                },
            )
            .in_terraform(|said, text| {
                let kind = "aws_vpc_security_group_ingress_rule";
                resource(said, kind, "load_balancer_http")["cidr_ipv4"] == text
            }),
        ],
    ),
    sheet(
        EXISTING,
        &[
            none(
                "network.existing.public_subnets.id",
                "network.existing.public_subnets = [{ id = {} }]",
            ),
            none(
                "network.existing.private_subnets.zone",
                "network.existing.private_subnets = [{ id = \"subnet-0a1b2c3d\", zone = {} }]",
            ),
            none(
                "network.existing.isolated_subnets",
                "network.existing.isolated_subnets = [{}]",
            ),
        ],
    ),
    sheet(
        EXISTING,
        &[
            none(
                "network.existing.public_subnets.zone",
                "network.existing.public_subnets = [{ id = \"subnet-0a1b2c3d\", zone = {} }]",
            ),
            none(
                "network.existing.private_subnets",
                "network.existing.private_subnets = [{}]",
            ),
            none(
                "network.existing.isolated_subnets.id",
                "network.existing.isolated_subnets = [{ id = {} }]",
            ),
        ],
    ),
    sheet(
        EXISTING,
        &[parameter(
            "network.existing.vpc.parameter",
            "network.existing.vpc.parameter = {}",
        )],
    ),
    sheet(
        &[
            r#"name = "naughty""#,
            r#"network.existing.vpc = "vpc-0a1b2c3d""#,
            r#"services.web.image = "nginx:1.29""#,
            "services.web.public_ip = true",
        ],
        &[parameter(
            "network.existing.public_subnets.parameter",
            "network.existing.public_subnets.parameter = {}",
        )],
    ),
    sheet(
        EXISTING,
        &[parameter(
            "network.existing.private_subnets.parameter",
            "network.existing.private_subnets.parameter = {}",
        )],
    ),
    sheet(
        &[
            r#"name = "naughty""#,
            r#"network.placement = "isolated""#,
            r#"network.existing.vpc = "vpc-0a1b2c3d""#,
            r#"services.web.image = "nginx:1.29""#,
        ],
        &[parameter(
            "network.existing.isolated_subnets.parameter",
            "network.existing.isolated_subnets.parameter = {}",
        )],
    ),
];

const EXISTING: &[&str] = &[
    r#"name = "naughty""#,
    r#"load_balancer.protocol = "http""#,
    r#"load_balancer.scheme = "internal""#,
    r#"network.existing.vpc = "vpc-0a1b2c3d""#,
    r#"network.existing.private_subnets = ["subnet-0a1b2c3e", "subnet-0a1b2c3f"]"#,
    r#"network.existing.cidr = "10.0.0.0/16""#,
    r#"services.web.image = "nginx:1.29""#,
    "services.web.port = 80",
];

const fn sheet(base: &'static [&'static str], slots: &'static [Slot]) -> Sheet {
    Sheet {
        base,
        slots,
        is_refused_by_terraform: |text| !is_kept_by_terraform(text),
    }
}

/// The name of a parameter, of which Terraform makes that of a variable.
const fn parameter(field: &'static str, lines: &'static str) -> Slot {
    some(field, lines, |template, text| {
        let asked = template.at("/Parameters").get(text);
        asked.is_some_and(|asked| ends(&asked["Type"], "::Id") || ends(&asked["Type"], "::Id>"))
    })
}

fn has_range(template: &Template, text: &str) -> bool {
    let mut ranges = template.all("AWS::EC2::VPCCidrBlock");
    ranges.any(|range| range["CidrBlock"] == text)
}

fn has_range_in_terraform(said: &Value, text: &str) -> bool {
    let mut ranges = all(said, "aws_vpc_ipv4_cidr_block_association");
    ranges.any(|range| range["cidr_block"] == text)
}

fn ends(value: &Value, end: &str) -> bool {
    value.as_str().is_some_and(|text| text.ends_with(end))
}
