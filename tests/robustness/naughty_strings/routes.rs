//! Routes of services and of load balancers: what requests are held against, and what becomes of them.

use serde_json::{Value, json};

use super::configuration::resource;
use super::slots::{Sheet, most, none, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"domain.zone = "example.com""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancer.default.redirect.path = "/default""#,
        r#"load_balancers.other.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        "load_balancers.other.default.respond.status = 404",
        r#"load_balancer.routes.sent = { paths = ["/sent"], priority = 1, redirect = { path = "/x" } }"#,
        r#"load_balancer.routes.told = { paths = ["/told"], priority = 2, respond = { status = 404 } }"#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.port = 80",
        "services.web.public_ip = true",
        "services.web.priority = 3",
        r#"services.web.paths = ["/web"]"#,
        r#"services.behind.image = "nginx:1.29""#,
        "services.behind.port = 80",
        "services.behind.public_ip = true",
        r#"services.behind.load_balancer = "other""#,
        r#"load_balancers.third.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"services.last.image = "nginx:1.29""#,
        "services.last.port = 80",
        "services.last.public_ip = true",
        r#"services.last.load_balancer = "third""#,
    ],
    slots: &[
        some("services.<name>.paths", "services.web.paths = [{}]", |template, text| {
            condition(template, "Web")["PathPatternConfig"]["Values"] == json!([text])
        })
        .in_terraform(|said, text| {
            condition_of(said, "web")["path_pattern"][0]["values"] == json!([text])
        }),
        some(
            "services.<name>.routes.<key>",
            r#"services.web.routes.{} = { paths = ["/key"], priority = 4 }"#,
            |template, _| {
                let mut rules = template.all("AWS::ElasticLoadBalancingV2::ListenerRule");
                rules.any(|rule| rule["Priority"] == 4)
            },
        ),
        none(
            "services.<name>.routes.<name>.hosts",
            "services.web.routes.hosts = { hosts = [{}], priority = 5 }",
        ),
        some(
            "services.<name>.routes.<name>.paths",
            "services.web.routes.paths = { paths = [{}], priority = 6 }",
            |template, text| {
                condition(template, "WebPaths")["PathPatternConfig"]["Values"] == json!([text])
            },
        ),
        some(
            "services.<name>.routes.<name>.methods",
            "services.web.routes.methods = { methods = [{}], priority = 7 }",
            |template, text| {
                condition(template, "WebMethods")["HttpRequestMethodConfig"]["Values"]
                    == json!([text])
            },
        ),
        some(
            "services.<name>.routes.<name>.headers.<key>",
            r#"services.web.routes.names = { headers = { {} = ["a"] }, priority = 8 }"#,
            |template, text| {
                condition(template, "WebNames")["HttpHeaderConfig"]["HttpHeaderName"] == text
            },
        )
        .in_terraform(|said, text| {
            condition_of(said, "web_names")["http_header"][0]["http_header_name"] == text
        }),
        most(
            "services.<name>.routes.<name>.headers.<name>",
            "services.web.routes.headers = { headers = { A = [{}] }, priority = 9 }",
            |template, text| {
                condition(template, "WebHeaders")["HttpHeaderConfig"]["Values"] == json!([text])
            },
        )
        .in_terraform(|said, text| {
            condition_of(said, "web_headers")["http_header"][0]["values"] == json!([text])
        }),
        some(
            "services.<name>.routes.<name>.query",
            "services.web.routes.any = { query = [{}], priority = 10 }",
            |template, text| {
                condition(template, "WebAny")["QueryStringConfig"]["Values"]
                    == json!([{ "Value": text }])
            },
        ),
        some(
            "services.<name>.routes.<name>.query.<key>",
            r#"services.web.routes.keys = { query = { {} = ["a"] }, priority = 11 }"#,
            |template, text| {
                condition(template, "WebKeys")["QueryStringConfig"]["Values"]
                    == json!([{ "Key": text, "Value": "a" }])
            },
        ),
        some(
            "services.<name>.routes.<name>.query.<name>",
            "services.web.routes.values = { query = { a = [{}] }, priority = 12 }",
            |template, text| {
                condition(template, "WebValues")["QueryStringConfig"]["Values"]
                    == json!([{ "Key": "a", "Value": text }])
            },
        )
        .in_terraform(|said, text| {
            condition_of(said, "web_values")["query_string"][0]["value"] == text
        }),
        some(
            "services.<name>.routes.<name>.source_ips",
            "services.web.routes.from = { source_ips = [{}], priority = 13 }",
            |template, text| condition(template, "WebFrom")["SourceIpConfig"]["Values"] == json!([text]),
        ),
        most(
            "services.<name>.routes.<name>.rewrite.path.regex",
            r#"services.web.routes.regex = { paths = ["/r"], priority = 14, rewrite = { path = { regex = {}, replace = "" } } }"#,
            |template, text| rewrite(template, "WebRegex", "UrlRewriteConfig")["Regex"] == text,
        )
        .in_terraform(|said, text| {
            let rule = resource(said, "aws_lb_listener_rule", "web_regex");
            rule["transform"][0]["url_rewrite_config"][0]["rewrite"][0]["regex"] == text
        }),
        most(
            "services.<name>.routes.<name>.rewrite.path.replace",
            r#"services.web.routes.replace = { paths = ["/s"], priority = 15, rewrite = { path = { regex = "a", replace = {} } } }"#,
            |template, text| rewrite(template, "WebReplace", "UrlRewriteConfig")["Replace"] == text,
        )
        .in_terraform(|said, text| {
            let rule = resource(said, "aws_lb_listener_rule", "web_replace");
            rule["transform"][0]["url_rewrite_config"][0]["rewrite"][0]["replace"] == text
        }),
        most(
            "services.<name>.routes.<name>.rewrite.host.regex",
            r#"services.web.routes.host-regex = { paths = ["/t"], priority = 16, rewrite = { host = { regex = {}, replace = "" } } }"#,
            |template, text| {
                rewrite(template, "WebHostRegex", "HostHeaderRewriteConfig")["Regex"] == text
            },
        ),
        most(
            "services.<name>.routes.<name>.rewrite.host.replace",
            r#"services.web.routes.host-replace = { paths = ["/u"], priority = 17, rewrite = { host = { regex = "a", replace = {} } } }"#,
            |template, text| {
                rewrite(template, "WebHostReplace", "HostHeaderRewriteConfig")["Replace"] == text
            },
        ),
        none("services.<name>.algorithm", "services.web.algorithm = {}"),
        some(
            "services.<name>.stickiness.cookie",
            "services.web.stickiness.cookie = {}",
            |template, text| {
                let attributes =
                    template.list("/Resources/WebTargetGroup/Properties/TargetGroupAttributes");
                let name = "stickiness.app_cookie.cookie_name";
                attributes.contains(&json!({ "Key": name, "Value": text }))
            },
        )
        .in_terraform(|said, text| {
            resource(said, "aws_lb_target_group", "web")["stickiness"][0]["cookie_name"] == text
        }),
        none(
            "services.<name>.stickiness.duration",
            r#"services.behind.stickiness = { cookie = "a", duration = {} }"#,
        ),
        none("load_balancer.default", "load_balancers.third.default = {}"),
        some(
            "load_balancer.default.redirect.host",
            "load_balancer.default.redirect.host = {}",
            |template, text| default(template, "Https")["RedirectConfig"]["Host"] == text,
        ),
        some(
            "load_balancer.default.redirect.path",
            "load_balancer.default.redirect.path = {}",
            |template, text| default(template, "Https")["RedirectConfig"]["Path"] == text,
        ),
        some(
            "load_balancer.default.redirect.query",
            "load_balancer.default.redirect.query = {}",
            |template, text| default(template, "Https")["RedirectConfig"]["Query"] == text,
        )
        .in_terraform(|said, text| {
            let listener = resource(said, "aws_lb_listener", "https");
            listener["default_action"][0]["redirect"][0]["query"] == text
        }),
        none(
            "load_balancer.default.redirect.protocol",
            "load_balancer.default.redirect.protocol = {}",
        ),
        most(
            "load_balancer.default.respond.body",
            "load_balancers.other.default.respond.body = {}",
            |template, text| {
                default(template, "OtherHttps")["FixedResponseConfig"]["MessageBody"] == text
            },
        )
        .in_terraform(|said, text| {
            let listener = resource(said, "aws_lb_listener", "other_https");
            listener["default_action"][0]["fixed_response"][0]["message_body"] == text
        }),
        none(
            "load_balancer.default.respond.content_type",
            "load_balancers.other.default.respond.content_type = {}",
        ),
        some(
            "load_balancer.routes.<key>",
            r#"load_balancer.routes.{} = { paths = ["/key"], priority = 18, respond = { status = 404 } }"#,
            |template, _| {
                let mut rules = template.all("AWS::ElasticLoadBalancingV2::ListenerRule");
                rules.any(|rule| rule["Priority"] == 18)
            },
        ),
        none(
            "load_balancer.routes.<name>.hosts",
            "load_balancer.routes.hosts = { hosts = [{}], priority = 19, respond = { status = 404 } }",
        ),
        some(
            "load_balancer.routes.<name>.paths",
            "load_balancer.routes.paths = { paths = [{}], priority = 20, respond = { status = 404 } }",
            |template, text| {
                condition(template, "RoutePaths")["PathPatternConfig"]["Values"] == json!([text])
            },
        ),
        some(
            "load_balancer.routes.<name>.methods",
            "load_balancer.routes.methods = { methods = [{}], priority = 21, respond = { status = 404 } }",
            |template, text| {
                condition(template, "RouteMethods")["HttpRequestMethodConfig"]["Values"]
                    == json!([text])
            },
        ),
        some(
            "load_balancer.routes.<name>.headers.<key>",
            r#"load_balancer.routes.names = { headers = { {} = ["a"] }, priority = 22, respond = { status = 404 } }"#,
            |template, text| {
                condition(template, "RouteNames")["HttpHeaderConfig"]["HttpHeaderName"] == text
            },
        ),
        most(
            "load_balancer.routes.<name>.headers.<name>",
            "load_balancer.routes.headers = { headers = { A = [{}] }, priority = 23, respond = { status = 404 } }",
            |template, text| {
                condition(template, "RouteHeaders")["HttpHeaderConfig"]["Values"] == json!([text])
            },
        ),
        some(
            "load_balancer.routes.<name>.query",
            "load_balancer.routes.any = { query = [{}], priority = 24, respond = { status = 404 } }",
            |template, text| {
                condition(template, "RouteAny")["QueryStringConfig"]["Values"]
                    == json!([{ "Value": text }])
            },
        ),
        some(
            "load_balancer.routes.<name>.query.<key>",
            r#"load_balancer.routes.keys = { query = { {} = ["a"] }, priority = 25, respond = { status = 404 } }"#,
            |template, text| {
                condition(template, "RouteKeys")["QueryStringConfig"]["Values"]
                    == json!([{ "Key": text, "Value": "a" }])
            },
        ),
        some(
            "load_balancer.routes.<name>.query.<name>",
            "load_balancer.routes.values = { query = { a = [{}] }, priority = 26, respond = { status = 404 } }",
            |template, text| {
                condition(template, "RouteValues")["QueryStringConfig"]["Values"]
                    == json!([{ "Key": "a", "Value": text }])
            },
        ),
        some(
            "load_balancer.routes.<name>.source_ips",
            "load_balancer.routes.from = { source_ips = [{}], priority = 27, respond = { status = 404 } }",
            |template, text| condition(template, "RouteFrom")["SourceIpConfig"]["Values"] == json!([text]),
        ),
        some(
            "load_balancer.routes.<name>.redirect.host",
            r#"load_balancer.routes.to-host = { paths = ["/a"], priority = 28, redirect = { host = {} } }"#,
            |template, text| action(template, "RouteToHost")["RedirectConfig"]["Host"] == text,
        ),
        some(
            "load_balancer.routes.<name>.redirect.path",
            r#"load_balancer.routes.to-path = { paths = ["/b"], priority = 29, redirect = { path = {} } }"#,
            |template, text| action(template, "RouteToPath")["RedirectConfig"]["Path"] == text,
        ),
        some(
            "load_balancer.routes.<name>.redirect.query",
            r#"load_balancer.routes.to-query = { paths = ["/c"], priority = 30, redirect = { path = "/d", query = {} } }"#,
            |template, text| action(template, "RouteToQuery")["RedirectConfig"]["Query"] == text,
        ),
        none(
            "load_balancer.routes.<name>.redirect.protocol",
            r#"load_balancer.routes.to-protocol = { paths = ["/e"], priority = 31, redirect = { path = "/f", protocol = {} } }"#,
        ),
        most(
            "load_balancer.routes.<name>.respond.body",
            r#"load_balancer.routes.body = { paths = ["/g"], priority = 32, respond = { status = 404, body = {} } }"#,
            |template, text| {
                action(template, "RouteBody")["FixedResponseConfig"]["MessageBody"] == text
            },
        )
        .in_terraform(|said, text| {
            let rule = resource(said, "aws_lb_listener_rule", "route_body");
            rule["action"][0]["fixed_response"][0]["message_body"] == text
        }),
        none(
            "load_balancer.routes.<name>.respond.content_type",
            r#"load_balancer.routes.kind = { paths = ["/h"], priority = 33, respond = { status = 404, content_type = {} } }"#,
        ),
        none(
            "load_balancer.routes.<name>.forward.<key>",
            r#"load_balancer.routes.forward = { paths = ["/i"], priority = 34, forward = { {} = 1 } }"#,
        ),
        none(
            "load_balancer.routes.<name>.stickiness",
            r#"load_balancer.routes.sticky = { paths = ["/j"], priority = 35, forward = { web = 1 }, stickiness = {} }"#,
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

/// The only condition of a rule.
fn condition<'t>(template: &'t Template, rule: &str) -> &'t Value {
    template.at(&format!(
        "/Resources/{rule}ListenerRule/Properties/Conditions/0"
    ))
}

fn condition_of<'s>(said: &'s Value, rule: &str) -> &'s Value {
    &resource(said, "aws_lb_listener_rule", rule)["condition"][0]
}

fn action<'t>(template: &'t Template, rule: &str) -> &'t Value {
    template.at(&format!(
        "/Resources/{rule}ListenerRule/Properties/Actions/0"
    ))
}

fn default<'t>(template: &'t Template, listener: &str) -> &'t Value {
    template.at(&format!(
        "/Resources/{listener}Listener/Properties/DefaultActions/0"
    ))
}

fn rewrite<'t>(template: &'t Template, rule: &str, config: &str) -> &'t Value {
    template.at(&format!(
        "/Resources/{rule}ListenerRule/Properties/Transforms/0/{config}/Rewrites/0"
    ))
}
