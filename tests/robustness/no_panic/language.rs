//! Blueprints made from the declaration of the language: every section and every key, with values that fit and values that do
//! not.

use ecsgen::blueprint::{Blueprint, Decode, FieldShape, SectionShape, Shape};
use proptest::prelude::*;
use proptest::sample::select;

use super::nasty;

/// Names that authors choose, of services, secrets and variables: good ones, and others.
const NAMES: &[&str] = &["web", "api", "a-b", "a_b"];
const ODD_NAMES: &[&str] = &["LOG_LEVEL", "1", "\"Ünï\"", "\"\"", "\"a.b\"", "\"\\n\""];

/// Keys that most blueprints have, though they need not.
const USUAL: &[&str] = &["load_balancer", "port"];

/// Keys that fit what hardly any blueprint of these has: a Network Load Balancer.
const RARE: &[&str] = &[
    "type",
    "elastic_ips",
    "cross_zone",
    "listeners",
    "preserve_client_ip",
    "proxy_protocol_v2",
    "connection_termination",
];

/// Values of keys whose default does not show what fits.
const FITTING: &[(&str, &[&str])] = &[
    ("name", &["\"my-app\""]),
    ("cidr", &["\"10.1.0.0/16\"", "\"192.168.0.0/23\""]),
    ("zone", &["\"example.com\""]),
    ("zone_id", &["\"Z0123456789ABC\""]),
    (
        "hosts",
        &[
            "[\"example.com\"]",
            "[\"a.example.com\", \"*.example.com\"]",
        ],
    ),
    ("ingress", &["[\"10.0.0.0/8\"]", "[\"0.0.0.0/0\"]"]),
    (
        "image",
        &[
            "\"nginx:1.29\"",
            "{ repository = \"a/b\" }",
            "{ uri = \"ghcr.io/a/b:1\" }",
        ],
    ),
    ("port", &["80", "8080"]),
    ("cpu", &["256", "\"1 vCPU\"", "70"]),
    ("memory", &["512", "\"2 GB\"", "80"]),
    ("max", &["10"]),
    ("slow_start", &["\"30s\""]),
    ("stickiness", &["true", "\"1h\""]),
    ("working_directory", &["\"/\""]),
    ("path", &["\"/health\""]),
    (
        "secret",
        &[
            "\"web\"",
            "\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:x\"",
        ],
    ),
    (
        "secrets",
        &["{ A = \"arn:aws:ssm:eu-west-1:123456789012:parameter/x\" }"],
    ),
    ("existing", &["\"a/b\""]),
    ("actions", &["[\"s3:GetObject\"]"]),
    ("resources", &["[\"*\"]"]),
    (
        "certificate",
        &["\"arn:aws:acm:eu-west-1:123456789012:certificate/x\""],
    ),
    ("parameter", &["\"CertificateArn\""]),
    // The top level's, and a service's.
    (
        "load_balancer",
        &[
            "{ protocol = \"http\" }",
            "{ protocol = \"http\", waf = true }",
            "true",
            "false",
        ],
    ),
    ("rate_limit", &["1000"]),
];

/// Every key of the language, once.
pub fn keys() -> Vec<String> {
    fn collect(shape: &Shape, keys: &mut Vec<String>) {
        for field in shape.sections().iter().flat_map(|section| section.fields) {
            if !keys.iter().any(|key| key == field.name) {
                keys.push(field.name.to_owned());
            }
            collect(&(field.shape)(), keys);
        }
    }
    let mut keys = Vec::new();
    collect(&Blueprint::shape(), &mut keys);
    keys
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => select(NAMES), 1 => select(ODD_NAMES)]
}

/// One of them, sometimes below another; or a name.
pub fn key() -> impl Strategy<Value = String> {
    let known = || select(keys());
    prop_oneof![
        6 => known(),
        1 => (known(), known()).prop_map(|(above, key)| format!("{above}.{key}")),
        1 => (known(), name(), known())
            .prop_map(|(above, name, key)| format!("{above}.{name}.{key}")),
        1 => name().prop_map(str::to_owned),
    ]
}

/// Blueprints with what is required and some of what is not.
pub fn blueprints() -> impl Strategy<Value = String> {
    let shape = Blueprint::shape().sections()[0];
    entries(shape).prop_map(|entries| entries.join("\n") + "\n")
}

/// Some of the keys of a section, with values.
fn entries(section: &'static SectionShape) -> BoxedStrategy<Vec<String>> {
    const OFTEN: f64 = 0.98;
    const HARDLY_EVER: f64 = 0.02;
    // A few of them, however many the section has: with many, nothing would ever compile.
    let count = u32::try_from(section.fields.len()).unwrap_or(u32::MAX);
    let seldom = (3.0 / f64::from(count)).min(0.12);
    let entries: Vec<_> = section
        .fields
        .iter()
        .map(|field| {
            let is_usual = field.default == "required" || USUAL.contains(&field.name);
            let likely = match is_usual {
                true => OFTEN,
                false if RARE.contains(&field.name) => HARDLY_EVER,
                false => seldom,
            };
            let entry = field_value(field).prop_map(|value| format!("{} = {value}", field.name));
            prop::option::weighted(likely, entry)
        })
        .collect();
    entries
        .prop_map(|entries| entries.into_iter().flatten().collect())
        .boxed()
}

/// A value for a key: one that fits, one of its shape, or any.
fn field_value(field: &'static FieldShape) -> BoxedStrategy<String> {
    let is_toml = |text: &str| format!("x = {text}").parse::<toml::Table>().is_ok();
    let shape = (field.shape)();
    let fitting: Vec<&str> = FITTING
        .iter()
        .filter(|(key, _)| *key == field.name)
        .flat_map(|(_, values)| *values)
        .copied()
        .filter(|value| takes(&shape, value))
        .chain([field.default].into_iter().filter(|value| is_toml(value)))
        .collect();
    let by_shape = shape_value(&shape);
    let fitting = match fitting.is_empty() {
        true => by_shape.clone(),
        false => select(fitting).prop_map(str::to_owned).boxed(),
    };
    prop_oneof![24 => fitting, 3 => by_shape, 1 => nasty::value()].boxed()
}

/// Whether a value is of the kind that a shape wants.
fn takes(shape: &Shape, value: &str) -> bool {
    match shape {
        Shape::Boolean => ["true", "false"].contains(&value),
        Shape::Integer => value.parse::<i64>().is_ok(),
        Shape::String | Shape::Choice(_) => value.starts_with('"'),
        Shape::List(_) => value.starts_with('['),
        Shape::Map(_) | Shape::Section(_) => value.starts_with('{'),
        Shape::OneOf(a, b) => takes(a, value) || takes(b, value),
    }
}

/// A value of a shape.
fn shape_value(shape: &Shape) -> BoxedStrategy<String> {
    match shape {
        Shape::String => prop_oneof![Just("\"x\"".to_owned()), nasty::string()].boxed(),
        Shape::Integer => prop_oneof![(0..300_i64).boxed(), any::<i64>().boxed()]
            .prop_map(|number| number.to_string())
            .boxed(),
        Shape::Boolean => any::<bool>().prop_map(|value| value.to_string()).boxed(),
        Shape::Choice(words) => select(*words)
            .prop_map(|(word, _)| format!("{word:?}"))
            .boxed(),
        Shape::List(item) => prop::collection::vec(shape_value(item), 0..3)
            .prop_map(|items| format!("[{}]", items.join(", ")))
            .boxed(),
        Shape::Map(item) => prop::collection::btree_map(name(), shape_value(item), 1..3)
            .prop_map(|items| {
                let items: Vec<String> = items
                    .into_iter()
                    .map(|(name, item)| format!("{name} = {item}"))
                    .collect();
                format!("{{ {} }}", items.join(", "))
            })
            .boxed(),
        Shape::Section(section) => entries(section)
            .prop_map(|entries| format!("{{ {} }}", entries.join(", ")))
            .boxed(),
        Shape::OneOf(a, b) => prop_oneof![shape_value(a), shape_value(b)].boxed(),
    }
}
