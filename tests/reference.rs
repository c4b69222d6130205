//! The reference says what the program does: its defaults are in effect, its AWS properties exist, and `docs/` has it.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use ecsgen::blueprint::{Blueprint, Decode, FieldShape, Shape};
use ecsgen::catalog::schema;
use ecsgen::diagnostic::{Diagnostics, Source};
use ecsgen::render::{cloudformation, reference};

#[test]
fn the_page_is_what_the_program_prints() {
    let page = std::fs::read_to_string("docs/blueprint.md").unwrap();
    assert_eq!(page, reference::markdown(), "run `make docs`");
}

#[test]
fn every_aws_property_exists() {
    let mut checked = 0;
    for (path, field) in fields() {
        for property in field.aws.split("; ").filter(|p| p.starts_with("AWS::")) {
            let (kind, property) = property.split_once(' ').unwrap_or((property, ""));
            let known = schema::of(kind).and_then(|node| node.property(property));
            assert!(known.is_some(), "{path}.{}: {kind} {property}", field.name);
            checked += 1;
        }
    }
    assert!(checked > 50, "only {checked} properties");
}

/// A blueprint in which every section is written, so that any field can be added to its section.
///
/// Where a section has to say something, what it says is no default.
const SECTIONS: [(&str, &str); 33] = [
    ("", "name = \"all\""),
    ("network", ""),
    ("network.flow_logs", ""),
    ("domain", "zone = \"example.com\""),
    ("load_balancer", ""),
    ("load_balancer.waf", ""),
    ("load_balancer.headers", ""),
    ("load_balancer.access_logs", ""),
    ("load_balancer.connection_logs", ""),
    ("load_balancer.health_check_logs", ""),
    ("load_balancer.routes.old", "paths = [\"/old\"]"),
    ("load_balancer.routes.old.redirect", "path = \"/new\""),
    ("load_balancer.routes.gone", "paths = [\"/gone\"]"),
    ("load_balancer.routes.gone.respond", "status = 410"),
    ("load_balancers.net", "type = \"network\""),
    ("cluster", ""),
    ("auth.staff", ""),
    ("auth.staff.cognito", ""),
    (
        "services.guarded",
        "image = \"nginx:1\"\nport = 80\nhosts = [\"guarded.example.com\"]\nauth = \"staff\"\npublic_ip = true",
    ),
    ("secrets.key", "description = \"x\""),
    ("secrets.key.generate", ""),
    ("services.web", "port = 80\nhosts = [\"example.com\"]"),
    ("services.web.image", "repository = \"web\""),
    ("services.web.health_check", ""),
    ("services.web.container_health_check", "command = \"true\""),
    ("services.web.stickiness", "cookie = \"SESSION\""),
    ("services.web.target_group_health", ""),
    (
        "services.web.target_group_health.dns_failover",
        "percentage = 50",
    ),
    ("services.web.logs", ""),
    ("services.web.deployment", ""),
    ("services.web.scaling", "max = 3\ncpu = 50"),
    ("services.fixed", "image = \"nginx:1\""),
    (
        "services.net",
        "image = \"nginx:1\"\nport = 90\nload_balancer = \"net\"",
    ),
];

/// The section in which a field of the language is tried.
fn place_of(path: &str, field: &str) -> String {
    let path = path
        .replace("secrets.<name>", "secrets.key")
        .replace("auth.<name>", "auth.staff");
    match (path.as_str(), field) {
        // The count of a service is fixed or scaled.
        ("services.<name>", "desired_count") => "services.fixed".to_owned(),
        (
            "services.<name>",
            "preserve_client_ip" | "proxy_protocol_v2" | "connection_termination",
        ) => "services.net".to_owned(),
        ("load_balancer", "cross_zone" | "elastic_ips") => "load_balancers.net".to_owned(),
        _ => path.replace("services.<name>", "services.web"),
    }
}

#[test]
fn every_default_is_what_leaving_it_out_means() {
    let plain = render(None);
    let mut checked = 0;
    for (path, field) in fields() {
        let default = field.default.split("; ").next().unwrap_or_default();
        let is_constant = format!("x = {default}").parse::<toml::Table>().is_ok();
        // The long form of a field is written where the short one is not.
        let place = place_of(&path, field.name);
        let is_written = SECTIONS.iter().any(|(section, _)| *section == place);
        let is_section = SECTIONS
            .iter()
            .any(|(section, _)| *section == format!("{place}.{}", field.name));
        if !is_constant || !is_written || is_section || field.name == "key" {
            continue;
        }
        let written = render(Some((&place, &format!("{} = {default}", field.name))));
        assert_eq!(plain, written, "{place}.{} = {default}", field.name);
        checked += 1;
    }
    assert!(checked >= 38, "only {checked} defaults");
}

/// CloudFront takes no firewall behind it, so it is not among the others.
#[test]
fn defaults_of_cloudfront_are_what_leaving_them_out_means() {
    let render = |line: &str| {
        let text = format!(
            "name = \"all\"\n[domain]\nzone = \"example.com\"\n[services.web]\nimage = \"nginx:1\"\nport = 80\n\
             hosts = [\"example.com\"]\npublic_ip = true\n[cloudfront]\n{line}\n"
        );
        let mut out = Diagnostics::new();
        let source = Source::parse("reference.toml", &text, &mut out);
        let written = ecsgen::parse(&source, &mut out).unwrap();
        let stacks = ecsgen::compile(&written, &mut out).unwrap();
        stacks.iter().map(cloudformation::yaml).collect::<String>()
    };
    let plain = render("");
    let mut checked = 0;
    for (path, field) in fields() {
        let is_constant = format!("x = {}", field.default)
            .parse::<toml::Table>()
            .is_ok();
        if path == "cloudfront" && is_constant {
            let line = format!("{} = {}", field.name, field.default);
            assert_eq!(plain, render(&line), "cloudfront.{line}");
            checked += 1;
        }
    }
    assert_eq!(checked, 3);
}

#[test]
fn every_range_is_the_one_that_holds() {
    let mut checked = 0;
    for (path, field) in fields() {
        let Some((least, most, unit)) = range(field.range) else {
            continue;
        };
        let place = place_of(&path, field.name);
        let section = SECTIONS.iter().any(|(section, _)| *section == place);
        let repeated = SECTIONS.iter().any(|(section, content)| {
            *section == place && content.contains(&format!("{} = ", field.name))
        });
        if !section || repeated {
            continue;
        }
        let refuses = |number: i64| {
            let value = match unit {
                Some(unit) => format!("\"{number}{unit}\""),
                None => number.to_string(),
            };
            let text = blueprint(Some((&place, &format!("{} = {value}", field.name))));
            let mut out = Diagnostics::new();
            let source = Source::parse("reference.toml", &text, &mut out);
            let written = ecsgen::parse(&source, &mut out).unwrap();
            let _ = ecsgen::compile(&written, &mut out);
            let refusal = format!("`{place}.{}` cannot be", field.name);
            out.iter()
                .any(|diagnostic| diagnostic.message.starts_with(&refusal))
        };
        let name = format!("{place}.{}", field.name);
        assert!(!refuses(least), "{name} = {least}");
        assert!(!refuses(most), "{name} = {most}");
        assert!(refuses(most + 1), "{name} = {}", most + 1);
        // A duration has no sign.
        if least > 0 || unit.is_none() {
            assert!(refuses(least - 1), "{name} = {}", least - 1);
        }
        checked += 1;
    }
    assert!(checked >= 18, "only {checked} ranges");
}

/// `5 s to 300 s`, `2 to 10`: the numbers and their unit.
fn range(text: &str) -> Option<(i64, i64, Option<&str>)> {
    let (least, rest) = text.split_once(" to ")?;
    let most = rest.split(',').take_while(|part| !part.starts_with(' '));
    let most = most.collect::<Vec<_>>().join(",");
    let number = |text: &str| {
        let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
        let digits = number.replace(',', "");
        Some((digits.parse::<i64>().ok()?, unit.to_owned()))
    };
    let ((least, unit), (most, its_unit)) = (number(least)?, number(&most)?);
    match (unit.as_str(), its_unit.as_str()) {
        ("", "") => Some((least, most, None)),
        ("s", "s") => Some((least, most, Some("s"))),
        _ => None,
    }
}

fn blueprint(extra: Option<(&str, &str)>) -> String {
    let mut text = String::new();
    for (section, content) in SECTIONS {
        if !section.is_empty() {
            text.push_str(&format!("[{section}]\n"));
        }
        text.push_str(content);
        text.push('\n');
        if let Some((place, line)) = extra
            && place == section
        {
            text.push_str(&format!("{line}\n"));
        }
    }
    text
}

fn render(extra: Option<(&str, &str)>) -> String {
    let text = blueprint(extra);
    let mut out = Diagnostics::new();
    let source = Source::parse("reference.toml", &text, &mut out);
    let blueprint = ecsgen::parse(&source, &mut out).unwrap();
    let stacks = ecsgen::compile(&blueprint, &mut out);
    let report = ecsgen::diagnostic::terminal::render(&out, Some(&source), false);
    let stacks = stacks.unwrap_or_else(|| panic!("{report}\n{text}"));
    stacks.iter().map(cloudformation::yaml).collect()
}

/// Every field of the language, with the path of its section.
fn fields() -> Vec<(String, &'static FieldShape)> {
    fn collect(path: &str, shape: &Shape, out: &mut Vec<(String, &'static FieldShape)>) {
        for section in shape.sections() {
            for field in section.fields {
                out.push((path.to_owned(), field));
                let shape = (field.shape)();
                let dot = if path.is_empty() { "" } else { "." };
                let inner = match shape {
                    Shape::Map(_) => format!("{path}{dot}{}.<name>", field.name),
                    _ => format!("{path}{dot}{}", field.name),
                };
                collect(&inner, &shape, out);
            }
        }
    }
    let mut fields = Vec::new();
    collect("", &Blueprint::shape(), &mut fields);
    fields
}

#[test]
fn countries_are_those_of_the_schema() {
    let geo = "Rules.Statement.GeoMatchStatement.CountryCodes";
    let letters = || 'A'..='Z';
    for code in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
        let text = format!(
            "name = \"x\"\n[load_balancer]\nprotocol = \"http\"\nwaf = {{ countries = {{ block = [\"{code}\"] }} }}\n\
             [services.web]\nimage = \"nginx:1\"\nport = 80\npublic_ip = true\n",
        );
        let mut out = Diagnostics::new();
        let source = Source::parse("x.toml", &text, &mut out);
        let blueprint = ecsgen::parse(&source, &mut out).unwrap();
        let stack = ecsgen::compile(&blueprint, &mut out);
        let is_refused = out
            .iter()
            .any(|d| d.message.contains("not the code of a country"));
        // What is let through has been held against the schema.
        assert_eq!(stack.is_some(), !is_refused, "{geo}: {code}");
    }
}
