//! A load balancer in a given zone, perhaps behind CloudFront, that logs to buckets that are there, and says what is in the headers of responses.

use serde_json::Value;

use super::configuration::resource;
use super::slots::{Sheet, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"domain.zone = "example.com""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancer.access_logs.bucket = "logs""#,
        r#"load_balancer.connection_logs.bucket = "logs""#,
        r#"load_balancer.health_check_logs.bucket = "logs""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.port = 80",
        "services.web.public_ip = true",
        r#"services.web.hosts = ["www.example.com"]"#,
    ],
    slots: &[
        // Norway.
        some(
            "cloudfront.geo_restriction.deny",
            "cloudfront.geo_restriction.deny = [{}]",
            |template, text| {
                let config = "/Resources/Distribution/Properties/DistributionConfig";
                let place = format!("{config}/Restrictions/GeoRestriction/Locations/0");
                template.at(&place) == text
            },
        )
        .in_terraform(|said, text| {
            let distribution = resource(said, "aws_cloudfront_distribution", "main");
            distribution["restrictions"][0]["geo_restriction"][0]["locations"][0] == text
        }),
        some(
            "domain.zone_id.parameter",
            "domain.zone_id.parameter = {}",
            |template, text| template.at("/Parameters").get(text).is_some(),
        )
        .in_terraform(|said, _| said["variable"].as_object().is_some_and(|it| it.len() > 2)),
        some(
            "load_balancer.access_logs.bucket",
            "load_balancer.access_logs.bucket = {}",
            |template, text| logs(template, "access_logs.s3.bucket") == text,
        )
        .in_terraform(|said, text| of_block(said, "access_logs", "bucket") == text),
        some(
            "load_balancer.access_logs.prefix",
            "load_balancer.access_logs.prefix = {}",
            |template, text| logs(template, "access_logs.s3.prefix") == text,
        )
        .in_terraform(|said, text| of_block(said, "access_logs", "prefix") == text),
        some(
            "load_balancer.connection_logs.bucket",
            "load_balancer.connection_logs.bucket = {}",
            |template, text| logs(template, "connection_logs.s3.bucket") == text,
        )
        .in_terraform(|said, text| of_block(said, "connection_logs", "bucket") == text),
        some(
            "load_balancer.connection_logs.prefix",
            "load_balancer.connection_logs.prefix = {}",
            |template, text| logs(template, "connection_logs.s3.prefix") == text,
        )
        .in_terraform(|said, text| of_block(said, "connection_logs", "prefix") == text),
        some(
            "load_balancer.health_check_logs.bucket",
            "load_balancer.health_check_logs.bucket = {}",
            |template, text| logs(template, "health_check_logs.s3.bucket") == text,
        )
        .in_terraform(|said, text| of_block(said, "health_check_logs", "bucket") == text),
        some(
            "load_balancer.health_check_logs.prefix",
            "load_balancer.health_check_logs.prefix = {}",
            |template, text| logs(template, "health_check_logs.s3.prefix") == text,
        )
        .in_terraform(|said, text| of_block(said, "health_check_logs", "prefix") == text),
        some(
            "load_balancer.headers.content_security_policy",
            "load_balancer.headers.content_security_policy = {}",
            |template, text| header(template, "content_security_policy") == text,
        )
        .in_terraform(|said, text| header_of(said, "content_security_policy") == text),
        some(
            "load_balancer.headers.access_control_allow_methods",
            "load_balancer.headers.access_control_allow_methods = {}",
            |template, text| header(template, "access_control_allow_methods") == text,
        )
        .in_terraform(|said, text| header_of(said, "access_control_allow_methods") == text),
        some(
            "load_balancer.headers.access_control_allow_headers",
            "load_balancer.headers.access_control_allow_headers = {}",
            |template, text| header(template, "access_control_allow_headers") == text,
        )
        .in_terraform(|said, text| header_of(said, "access_control_allow_headers") == text),
        some(
            "load_balancer.headers.access_control_expose_headers",
            "load_balancer.headers.access_control_expose_headers = {}",
            |template, text| header(template, "access_control_expose_headers") == text,
        )
        .in_terraform(|said, text| header_of(said, "access_control_expose_headers") == text),
        some(
            "load_balancer.headers.access_control_allow_origin",
            "load_balancer.headers.access_control_allow_origin = {}",
            |template, text| header(template, "access_control_allow_origin") == text,
        )
        .in_terraform(|said, text| header_of(said, "access_control_allow_origin") == text),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

fn logs<'t>(template: &'t Template, key: &str) -> &'t Value {
    attribute(
        template.list("/Resources/LoadBalancer/Properties/LoadBalancerAttributes"),
        key,
    )
}

fn header<'t>(template: &'t Template, name: &str) -> &'t Value {
    attribute(
        template.list("/Resources/HttpsListener/Properties/ListenerAttributes"),
        &format!("routing.http.response.{name}.header_value"),
    )
}

fn attribute<'t>(attributes: &'t [Value], key: &str) -> &'t Value {
    let found = attributes.iter().find(|attribute| attribute["Key"] == key);
    found.map_or(&Value::Null, |attribute| &attribute["Value"])
}

fn of_block<'s>(said: &'s Value, block: &str, argument: &str) -> &'s Value {
    &resource(said, "aws_lb", "main")[block][0][argument]
}

fn header_of<'s>(said: &'s Value, name: &str) -> &'s Value {
    &resource(said, "aws_lb_listener", "https")
        [format!("routing_http_response_{name}_header_value")]
}
