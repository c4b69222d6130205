//! Rules of security groups. Every place is in a service of its own, since all that is said of one stands in one list.

use serde_json::Value;

use super::configuration::all;
use super::slots::{Sheet, none, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

const INGRESS: &str = "AWS::EC2::SecurityGroupIngress";
const EGRESS: &str = "AWS::EC2::SecurityGroupEgress";
const INBOUND: &str = "aws_vpc_security_group_ingress_rule";
const OUTBOUND: &str = "aws_vpc_security_group_egress_rule";

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancers.from.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancers.parameter.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancers.described.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"services.a.image = "nginx:1.29""#,
        "services.a.port = 80",
        "services.a.public_ip = true",
        r#"services.b.image = "nginx:1.29""#,
        "services.b.port = 80",
        "services.b.public_ip = true",
        r#"services.b.load_balancer = "from""#,
        r#"services.c.image = "nginx:1.29""#,
        "services.c.port = 80",
        "services.c.public_ip = true",
        r#"services.c.load_balancer = "parameter""#,
        r#"services.d.image = "nginx:1.29""#,
        "services.d.port = 80",
        "services.d.public_ip = true",
        r#"services.d.load_balancer = "described""#,
        r#"services.e.image = "nginx:1.29""#,
        "services.e.public_ip = true",
        r#"services.f.image = "nginx:1.29""#,
        "services.f.public_ip = true",
        r#"services.g.image = "nginx:1.29""#,
        "services.g.public_ip = true",
        r#"services.h.image = "nginx:1.29""#,
        "services.h.public_ip = true",
    ],
    slots: &[
        some(
            "load_balancer.ingress",
            "load_balancer.ingress = [{}]",
            ranges,
        )
        .in_terraform(ranges_in_terraform),
        some(
            "load_balancer.ingress.from",
            "load_balancers.from.ingress = [{ from = {} }]",
            ranges,
        )
        .in_terraform(ranges_in_terraform),
        some(
            "load_balancer.ingress.from.parameter",
            "load_balancers.parameter.ingress = [{ from = { parameter = {} } }]",
            parameters,
        )
        .in_terraform(variables),
        some(
            "load_balancer.ingress.description",
            r#"load_balancers.described.ingress = [{ from = "10.0.0.0/8", description = {} }]"#,
            |template, text| is_said(template, INGRESS, text),
        )
        .in_terraform(|said, text| is_said_in_terraform(said, INBOUND, text)),
        some(
            "services.<name>.ingress",
            "services.a.ingress = [{}]",
            ranges,
        )
        .in_terraform(ranges_in_terraform),
        some(
            "services.<name>.ingress.from",
            "services.b.ingress = [{ from = {} }]",
            ranges,
        )
        .in_terraform(ranges_in_terraform),
        some(
            "services.<name>.ingress.from.parameter",
            "services.c.ingress = [{ from = { parameter = {} } }]",
            parameters,
        )
        .in_terraform(variables),
        some(
            "services.<name>.ingress.port",
            r#"services.d.ingress = [{ from = "10.0.0.0/8", port = {} }]"#,
            ports,
        ),
        none(
            "services.<name>.ingress.protocol",
            r#"services.e.ingress = [{ from = "10.0.0.0/8", port = 80, protocol = {} }]"#,
        ),
        some(
            "services.<name>.ingress.description",
            r#"services.f.ingress = [{ from = "10.0.0.0/8", port = 80, description = {} }]"#,
            |template, text| is_said(template, INGRESS, text),
        )
        .in_terraform(|said, text| is_said_in_terraform(said, INBOUND, text)),
        none("services.<name>.egress", "services.a.egress = {}"),
        some(
            "services.<name>.egress.to",
            r#"services.b.egress = ["0.0.0.0/0", { to = {}, port = 1 }]"#,
            ranges,
        )
        .in_terraform(ranges_in_terraform),
        some(
            "services.<name>.egress.to.parameter",
            "services.c.egress = [{ to = { parameter = {} } }]",
            parameters,
        )
        .in_terraform(variables),
        some(
            "services.<name>.egress.port",
            r#"services.d.egress = ["0.0.0.0/0", { to = "10.0.0.0/8", port = {} }]"#,
            ports,
        ),
        none(
            "services.<name>.egress.protocol",
            r#"services.e.egress = ["0.0.0.0/0", { to = "10.0.0.0/8", protocol = {} }]"#,
        ),
        some(
            "services.<name>.egress.description",
            r#"services.f.egress = ["0.0.0.0/0", { to = "10.0.0.0/8", description = {} }]"#,
            |template, text| is_said(template, EGRESS, text),
        )
        .in_terraform(|said, text| is_said_in_terraform(said, OUTBOUND, text)),
        none(
            "services.<name>.security_groups",
            "services.g.security_groups = [{}]",
        ),
        some(
            "services.<name>.security_groups.parameter",
            "services.h.security_groups = [{ parameter = {} }]",
            parameters,
        )
        .in_terraform(variables),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

fn ranges(template: &Template, text: &str) -> bool {
    let mut rules = template.all(INGRESS).chain(template.all(EGRESS));
    rules.any(|rule| rule["CidrIp"] == text || rule["CidrIpv6"] == text)
}

fn ranges_in_terraform(said: &Value, text: &str) -> bool {
    let mut rules = all(said, INBOUND).chain(all(said, OUTBOUND));
    rules.any(|rule| rule["cidr_ipv4"] == text || rule["cidr_ipv6"] == text)
}

fn ports(template: &Template, text: &str) -> bool {
    let mut rules = template.all(INGRESS).chain(template.all(EGRESS));
    rules.any(|rule| {
        let port = rule["FromPort"].as_i64().map(|port| port.to_string());
        port.as_deref() == Some(text)
    })
}

fn parameters(template: &Template, text: &str) -> bool {
    template.at("/Parameters").get(text).is_some()
}

fn variables(said: &Value, _: &str) -> bool {
    let is_variable = |value: &Value| {
        let name = value.as_str().and_then(|it| it.strip_prefix("<var."));
        let name = name.and_then(|it| it.strip_suffix('>'));
        name.is_some_and(|name| said["variable"].get(name).is_some())
    };
    let mut rules = all(said, INBOUND).chain(all(said, OUTBOUND));
    rules.any(|rule| is_variable(&rule["referenced_security_group_id"]))
}

fn is_said(template: &Template, kind: &str, text: &str) -> bool {
    template.all(kind).any(|rule| rule["Description"] == text)
}

fn is_said_in_terraform(said: &Value, kind: &str, text: &str) -> bool {
    all(said, kind).any(|rule| rule["description"] == text)
}
