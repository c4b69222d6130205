//! Network Load Balancers: each place is at one of its own.

use super::slots::{Sheet, none, some};
use crate::pipeline::is_kept_by_terraform;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"load_balancers.listens.type = "network""#,
        r#"load_balancers.ends.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancers.ends.type = "network""#,
        r#"services.listens.image = "nginx:1.29""#,
        "services.listens.port = 80",
        r#"services.listens.load_balancer = "listens""#,
        r#"services.ends.image = "nginx:1.29""#,
        "services.ends.port = 80",
        r#"services.ends.load_balancer = "ends""#,
        r#"services.ends.listeners = [{ port = 443, protocol = "tls" }]"#,
    ],
    slots: &[
        none("load_balancer.type", "load_balancers.unused.type = {}"),
        none(
            "load_balancer.elastic_ips",
            "load_balancers.listens.elastic_ips = [{}, {}]",
        ),
        some(
            "load_balancer.elastic_ips.parameter",
            r#"load_balancers.ends.elastic_ips = ["eipalloc-01234567", { parameter = {} }]"#,
            |template, text| template.at("/Parameters").get(text).is_some(),
        ),
        none(
            "services.<name>.listeners.protocol",
            "services.listens.listeners = [{ port = 80, protocol = {} }]",
        ),
        none(
            "services.<name>.listeners.target_protocol",
            r#"services.ends.listeners = [{ port = 443, protocol = "tls", target_protocol = {} }]"#,
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};
