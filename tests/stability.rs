//! What is there stays as it is when something is added, and everything a stack refers to can be had.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use ecsgen::diagnostic::{Diagnostics, Source};
use ecsgen::model::{Map, Stack, Tagging, Value};
use serde_json::Value as Json;

const APP: &str = r#"
name = "shop"
[domain]
zone = "shop.example"
[load_balancer]
certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d"
"#;

fn service(name: &str) -> String {
    format!(
        r#"
[services.{name}]
image = "ghcr.io/example/{name}:1"
port = 8080
hosts = ["{name}.shop.example"]
public_ip = true
scaling = {{ max = 3, requests = 100 }}
"#
    )
}

fn stack(text: &str) -> Stack {
    let mut out = Diagnostics::new();
    let source = Source::parse("blueprint.toml", text, &mut out);
    let blueprint = ecsgen::parse(&source, &mut out).unwrap();
    let stacks = ecsgen::compile(&blueprint, &mut out).unwrap();
    stacks.merged().into_owned()
}

/// Every resource of `before`, but those named, is in `after` as it was.
fn assert_unmoved(before: &Stack, after: &Stack, except: &[&str]) {
    let mut compared = 0;
    for resource in before.resources() {
        if except.contains(&resource.id.as_str()) {
            continue;
        }
        let same = after.resources().find(|other| other.id == resource.id);
        assert!(same.is_some(), "{} is gone", resource.id);
        let same = same.unwrap();
        assert_eq!(resource.properties, same.properties, "{}", resource.id);
        assert_eq!(resource.depends_on, same.depends_on, "{}", resource.id);
        compared += 1;
    }
    assert!(compared > 15);
}

/// Every block of `before`'s configuration, but those named, is in that of `after` as it was.
fn assert_unmoved_in_terraform(before: &Stack, after: &Stack, except: &[&str]) {
    let after = blocks(after);
    let mut compared = 0;
    for (address, body) in blocks(before) {
        if except.contains(&address.as_str()) {
            continue;
        }
        assert_eq!(Some(&body), after.get(&address), "{address}");
        compared += 1;
    }
    assert!(compared > 30);
}

/// The blocks of a configuration, by address: `resource.aws_vpc.main`, `output.vpc_id`.
fn blocks(stack: &Stack) -> BTreeMap<String, Json> {
    let mut out = Diagnostics::new();
    let files = ecsgen::render::terraform::json(stack, &mut out);
    assert!(!out.has_errors());
    let whole: Json = serde_json::from_str(&files[0].text).unwrap();
    let mut blocks = BTreeMap::new();
    for (keyword, labels) in [
        ("terraform", 0),
        ("provider", 1),
        ("variable", 1),
        ("output", 1),
        ("data", 2),
        ("resource", 2),
    ] {
        collect(&whole[keyword], keyword.to_owned(), labels, &mut blocks);
    }
    blocks
}

fn collect(json: &Json, address: String, labels: usize, blocks: &mut BTreeMap<String, Json>) {
    match labels {
        0 => {
            blocks.insert(address, json.clone());
        }
        more => {
            for (label, inner) in json.as_object().unwrap() {
                collect(inner, format!("{address}.{label}"), more - 1, blocks);
            }
        }
    }
}

#[test]
fn adding_a_service_moves_no_other() {
    let [api, mail, web] = ["api", "mail", "web"].map(service);
    let before = stack(&format!("{APP}{api}{web}"));
    for after in [
        format!("{APP}{mail}{api}{web}"),
        format!("{APP}{api}{mail}{web}"),
        format!("{APP}{web}{api}{mail}"),
    ] {
        assert_unmoved(&before, &stack(&after), &[]);
        assert_unmoved_in_terraform(&before, &stack(&after), &[]);
    }
}

#[test]
fn adding_a_zone_moves_no_subnet() {
    let web = service("web");
    let zones = |count| {
        stack(&format!(
            "{APP}{web}[network]\navailability_zones = {count}\n"
        ))
    };
    let [two, three, four] = [2, 3, 4].map(zones);
    // These are told of the new subnet.
    let told = ["LoadBalancer", "WebService"];
    let told_in_terraform = [
        "resource.aws_lb.main",
        "resource.aws_ecs_service.web",
        "output.public_subnet_ids",
        "data.aws_availability_zones.available",
    ];
    for (fewer, more) in [(&two, &three), (&three, &four)] {
        assert_unmoved(fewer, more, &told);
        assert_unmoved_in_terraform(fewer, more, &told_in_terraform);
    }
}

/// Listeners and their target groups are known by their ports, whatever else there is.
#[test]
fn adding_a_port_or_a_service_moves_no_listener() {
    let app = |listeners: &str, more: &str| {
        stack(&format!(
            "name = \"shop\"\n[load_balancer]\ntype = \"network\"\n[services.web]\nimage = \"nginx:1\"\nport = 80\n\
             listeners = [{listeners}]\n{more}"
        ))
    };
    let before = app("{ port = 443 }", "");
    let other = "[services.other]\nimage = \"nginx:1\"\nport = 90\n";
    // These are told of the new port.
    let told = ["WebService"];
    let told_in_terraform = ["resource.aws_ecs_service.web"];
    for after in [
        app("{ port = 443 }", other),
        app("{ port = 443 }, { port = 25 }", ""),
        app(
            "{ port = 443 }, { port = 25, protocol = \"tcp_udp\" }",
            other,
        ),
    ] {
        assert_unmoved(&before, &after, &told);
        assert_unmoved_in_terraform(&before, &after, &told_in_terraform);
    }
    let first = app("{ port = 25 }, { port = 443 }", "");
    assert_unmoved(&before, &first, &told);
}

/// A service in private subnets, in three zones.
fn private(network: &str) -> Stack {
    let web = service("web").replace("public_ip = true\n", "");
    stack(&format!(
        "{APP}{web}[network]\navailability_zones = 3\n{network}\n"
    ))
}

#[test]
fn adding_a_kind_of_subnets_moves_no_other() {
    let [web, api] = ["web", "api"].map(service);
    let api = api.replace("public_ip = true\n", "");
    let before = stack(&format!("{APP}{web}"));
    let after = stack(&format!("{APP}{web}{api}"));
    assert_unmoved(&before, &after, &[]);
    assert_unmoved_in_terraform(&before, &after, &[]);
}

#[test]
fn more_nat_gateways_change_routes_and_nothing_else() {
    let [single, per_az] = ["single", "per-az"].map(|nat| private(&format!("nat = \"{nat}\"")));
    let told = ["PrivateDefaultRoute2", "PrivateDefaultRoute3"];
    assert_unmoved(&single, &per_az, &told);
    let told = [
        "resource.aws_route.private_default_2",
        "resource.aws_route.private_default_3",
        "output.nat_addresses",
    ];
    assert_unmoved_in_terraform(&single, &per_az, &told);
}

#[test]
fn a_further_address_range_moves_no_subnet() {
    let before = private("");
    let after = private("secondary_cidrs = [\"100.64.0.0/16\"]");
    assert_unmoved(&before, &after, &[]);
    assert_unmoved_in_terraform(&before, &after, &[]);
}

#[test]
fn adding_a_name_adds_only_its_record_and_its_place_in_the_rule() {
    let before = stack(&format!("{APP}{}", service("web")));
    let text = service("web").replace(
        "[\"web.shop.example\"]",
        "[\"web.shop.example\", \"www.shop.example\"]",
    );
    let after = stack(&format!("{APP}{text}"));
    assert_unmoved(&before, &after, &["WebListenerRule"]);
    let told = "resource.aws_lb_listener_rule.web";
    assert_unmoved_in_terraform(&before, &after, &[told]);
}

#[test]
fn settings_of_terraform_move_nothing() {
    let before = stack(&format!("{APP}{}", service("web")));
    let text = r#"
[terraform]
backend.s3 = { bucket = "state", region = "eu-west-1" }
provider = { profile = "deploy", region = "eu-west-1" }
"#;
    let after = stack(&format!("{APP}{}{text}", service("web")));
    assert_unmoved(&before, &after, &[]);
    let told = ["terraform", "provider.aws", "variable.region"];
    assert_unmoved_in_terraform(&before, &after, &told);
}

#[test]
fn longer_names_are_asked_first() {
    let hosts = |name: &str, hosts: &str| {
        service(name).replace(&format!("[\"{name}.shop.example\"]"), hosts)
    };
    let stack = stack(&format!(
        "{APP}{}{}{}",
        hosts("all", "[\"*.shop.example\"]"),
        hosts("api", "[\"api.shop.example\", \"*.api.shop.example\"]"),
        service("rest").replace("hosts", "#"),
    ));
    let priority = |id: &str| {
        let rule = stack.resources().find(|r| r.id.as_str() == id).unwrap();
        match rule.properties.get("Priority") {
            Some(Value::Int(priority)) => *priority,
            other => unreachable!("{other:?}"),
        }
    };
    let asked = [
        "ApiListenerRule",
        "ApiListenerRule2",
        "AllListenerRule",
        "RestListenerRule",
    ];
    assert!(asked.map(priority).is_sorted(), "{:?}", asked.map(priority));
}

const ROUTES: &str = r#"
[load_balancer.routes.old]
hosts = ["old.shop.example"]
redirect = { host = "api.shop.example" }
[services.api.routes.admin]
hosts = ["api.shop.example"]
paths = ["/admin/*"]
methods = ["GET", "POST", "PUT", "DELETE"]
[services.api.routes.beta]
hosts = ["beta.shop.example", "*.beta.shop.example"]
paths = ["/beta", "/beta/*", "/beta/v2/*"]
"#;

/// The priority of every rule, by its id.
fn priorities(stack: &Stack) -> BTreeMap<String, i64> {
    let rules = stack.resources();
    rules
        .filter_map(|rule| match rule.properties.get("Priority") {
            Some(Value::Int(priority)) => Some((rule.id.to_string(), *priority)),
            _ => None,
        })
        .collect()
}

#[test]
fn adding_or_removing_a_route_moves_no_rule() {
    let services = format!("{}{}", service("api"), service("web"));
    let more = r#"
[load_balancer.routes.closed]
paths = ["/closed/*"]
respond = { status = 404 }
[services.api.routes.first]
hosts = ["api.shop.example"]
paths = ["/first/*", "/f/i/r/s/t/*"]
"#;
    let before = stack(&format!("{APP}{services}{ROUTES}"));
    for after in [
        format!("{APP}{services}{ROUTES}{more}"),
        format!("{APP}{services}{more}{ROUTES}"),
    ] {
        let after = stack(&after);
        let told = ["Certificate", "HttpsListener", "ApiService"];
        assert_unmoved(&before, &after, &told);
        let (fewer, more) = (priorities(&before), priorities(&after));
        assert!(fewer.len() < more.len());
        assert!(fewer.iter().all(|(id, priority)| more[id] == *priority));
    }
}

#[test]
fn the_order_in_the_file_decides_nothing() {
    let [api, web] = ["api", "web"].map(service);
    let one = priorities(&stack(&format!("{APP}{api}{web}{ROUTES}")));
    let other = priorities(&stack(&format!("{APP}{ROUTES}{web}{api}")));
    assert_eq!(one, other);
    assert!(one.len() > 8);
}

#[test]
fn rules_of_a_route_never_trade_places() {
    // AWS refuses a priority that another rule still has, so what a rule gets must not be what another one gives up.
    let hosts = |hosts: &str| {
        let text = service("web").replace("[\"web.shop.example\"]", hosts);
        priorities(&stack(&format!("{APP}{text}")))
    };
    let lists = [
        "[\"a.shop.example\"]",
        "[\"*.shop.example\"]",
        "[\"*.shop.example\", \"a.shop.example\"]",
        "[\"a.shop.example\", \"*.a.shop.example\", \"*.shop.example\"]",
        "[\"a.shop.example\", \"b.shop.example\", \"c.shop.example\", \"d.shop.example\"]",
    ];
    for before in lists.map(hosts) {
        for after in lists.map(hosts) {
            for (id, priority) in &after {
                let held_by = before.iter().find(|(_, held)| *held == priority);
                assert!(held_by.is_none_or(|(other, _)| other == id), "{id}");
            }
        }
    }
}

#[test]
fn everything_that_is_referred_to_can_be_had() {
    for_every_blueprint(|stack| {
        for resource in stack.resources() {
            assert_spelled(&resource.properties);
        }
        for output in &stack.outputs {
            assert_value_spelled(&output.value);
        }
    });
}

#[test]
fn tags_are_on_everything_that_takes_tags() {
    let stack = stack(&format!(
        "tags = {{ team = \"web\" }}\n{APP}{}",
        service("web")
    ));
    for resource in stack.resources() {
        let tags = format!("{:?}", resource.properties.get("Tags"));
        let takes_tags = resource.kind.tagging == Tagging::List;
        assert_eq!(tags.contains("team"), takes_tags, "{}: {tags}", resource.id);
    }
}

fn for_every_blueprint(check: impl Fn(&Stack)) {
    let mut seen = 0;
    for folder in ["blueprints", "tests/acceptance/blueprints"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            check(&stack(&text));
            seen += 1;
        }
    }
    assert!(seen >= 5);
}

fn assert_spelled(map: &Map) {
    for (_, value) in map.iter() {
        assert_value_spelled(value);
    }
}

/// An attribute that its type has no row for would be spelled wrong.
fn assert_value_spelled(value: &Value) {
    match value {
        Value::Attribute(handle, attribute) => {
            let kind = handle.kind();
            let spelled = kind.cloudformation(*attribute).is_some();
            assert!(kind.terraform(*attribute).is_some(), "{}", kind.name);
            assert!(spelled, "{} has no {attribute:?}", kind.name);
        }
        Value::Map(map) => assert_spelled(map),
        Value::List(values) | Value::Concat(values) => {
            values.iter().for_each(assert_value_spelled);
        }
        Value::IfGiven(choice) => {
            assert_value_spelled(&choice.given);
            assert_value_spelled(&choice.empty);
        }
        _ => {}
    }
}

#[test]
fn the_order_of_rules_moves_none() {
    let lists = |web: &str, api: &str| {
        stack(&format!(
            "{APP}{}{web}\n{}{api}\n",
            service("web"),
            service("api")
        ))
    };
    let before = lists(
        "ingress = [\"10.0.0.0/8\", \"2001:db8::/32\", \"api\", { from = \"api\", port = 9090 }]",
        "ingress = [\"web\"]\negress = [\"0.0.0.0/0\", \"10.0.0.0/8\"]",
    );
    // The same in another order, by the long form, or said by the other of two services; and something new in front.
    let after = lists(
        "ingress = [{ from = \"api\", port = 9090 }, { from = \"2001:db8::/32\", port = 8080 }, \"10.1.0.0/16\", \"10.0.0.0/8\"]",
        "ingress = [\"web\"]\negress = [\"10.0.0.0/8\", \"web\", { to = \"0.0.0.0/0\", port = 443 }]",
    );
    assert_unmoved(&before, &after, &["ApiService"]);
    let api = |stack: &Stack| {
        let service = stack.resources().find(|it| it.id.as_str() == "ApiService");
        let mut waits = service.unwrap().depends_on.clone();
        waits.sort_by_key(ToString::to_string);
        waits
    };
    assert_eq!(api(&before), api(&after));
}

#[test]
fn adding_a_health_check_moves_no_rule() {
    let services = format!("{}{}{ROUTES}", service("api"), service("web"));
    let before = stack(&format!("{APP}{services}"));
    let more = r#"
[domains.world]
zone = "api.shop.example"
routing = "latency"
health_check = { path = "/health" }
"#;
    let after = stack(&format!("{APP}{services}{more}"));
    let (fewer, more) = (priorities(&before), priorities(&after));
    assert!(fewer.iter().all(|(id, priority)| more[id] == *priority));
    let check = more["WorldHealthCheckListenerRule"];
    assert_eq!(more.len(), fewer.len() + 1);
    // It is asked among those for names in full, before all that take any name.
    assert!((500..20_500).contains(&check), "{check}");
}

#[test]
fn two_apps_on_one_listener_have_numbers_of_their_own() {
    let app = |name: &str| {
        let text = format!(
            r#"
name = "{name}"
[network.existing]
vpc = "vpc-0123456789abcdef0"
private_subnets = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
[load_balancer.existing]
listener = {{ parameter = "ListenerArn" }}
security_group = {{ parameter = "LoadBalancerGroupId" }}
[services.web]
image = "nginx:1.29"
port = 80
hosts = ["{name}.example.com"]
"#
        );
        priorities(&stack(&text))["WebListenerRule"]
    };
    assert_ne!(app("shop"), app("blog"));
    assert_eq!(app("shop"), app("shop"));
}

#[test]
fn who_is_exempt_is_asked_before_who_is_guarded() {
    let guarded = r#"
[auth.staff]
cognito = true
[services.web]
image = "nginx:1"
port = 80
hosts = ["a.shop.example", "b.shop.example"]
auth = "staff"
[services.web.routes.open]
hosts = ["a.shop.example", "b.shop.example"]
paths = ["/open", "/open/*"]
auth = false
[services.web.routes.inside]
hosts = ["a.shop.example"]
paths = ["/open/inside/*"]
auth = "staff"
"#;
    let stack = stack(&format!("{APP}{guarded}"));
    let actions = |id: &str| {
        let rule = stack
            .resources()
            .find(|rule| rule.id.as_str() == id)
            .unwrap();
        match rule.properties.get("Actions") {
            Some(Value::List(actions)) => actions.len(),
            _ => 0,
        }
    };
    let priorities = priorities(&stack);
    let of = |prefix: &'static str| {
        let rules = priorities.iter();
        rules.filter(move |(id, _)| id.starts_with(prefix))
    };
    let open: Vec<_> = of("WebOpen").collect();
    assert!(!open.is_empty());
    let guarded = priorities["WebListenerRule"];
    assert_eq!(actions("WebListenerRule"), 2);
    for (id, priority) in open {
        assert_eq!(actions(id), 1, "{id}");
        assert!(*priority < guarded, "{id}");
    }
    for (id, priority) in of("WebInside") {
        assert_eq!(actions(id), 2, "{id}");
        assert!(of("WebOpen").all(|(_, open)| priority < open), "{id}");
    }
}

#[test]
fn a_way_that_a_load_balancer_opens_is_guarded_as_the_service_is() {
    let guarded = r#"
default = "web"
[load_balancer.routes.beta]
hosts = ["beta.shop.example"]
forward = { web = 1, canary = 1 }
[auth.programs.jwt]
issuer = "https://login.example.com"
jwks_endpoint = "https://login.example.com/keys"
claims = { aud = "shop" }
[services.web]
image = "nginx:1"
port = 80
auth = "programs"
[services.canary]
image = "nginx:2"
port = 80
auth = "programs"
"#;
    let stack = stack(&format!("{APP}{guarded}"));
    let rules = stack
        .resources()
        .filter(|resource| resource.properties.get("Actions").is_some());
    let mut seen = 0;
    for rule in rules {
        let Some(Value::List(actions)) = rule.properties.get("Actions") else {
            continue;
        };
        assert_eq!(actions.len(), 2, "{}", rule.id);
        seen += 1;
    }
    assert_eq!(seen, 2);
}
