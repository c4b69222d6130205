//! ecsgen's own reading of AWS's resource schemas agrees with that of the crate `jsonschema`.
//!
//! Instances are made from the schemas, most of them then spoiled; each is judged by both. Left out are null and numbers with a
//! fraction, for no resource of ecsgen can hold them; and blanks outside ASCII, for whether `\s` means them depends on whether a
//! pattern is read as Java, JavaScript or Rust.

mod generator;
mod instance;
mod oracle;
mod pattern;
mod spoiler;

use ecsgen::catalog;
use ecsgen::check::violations;
use ecsgen::diagnostic::{Diagnostics, Path, Source};
use ecsgen::model::{Origin, Resource, ResourceType};
use serde_json::Value;

use crate::chance::runner;
use crate::{blueprints, pipeline};
use generator::Generator;
use oracle::Oracle;

/// For each type.
const INSTANCES: usize = 800;

#[test]
fn verdicts_agree() {
    let mut disagreements = Vec::new();
    let mut judged = 0;
    for kind in catalog::types() {
        let oracle = Oracle::of(kind.name);
        let mut valid = 0;
        for instance in instances(&oracle) {
            let found = violations(&resource(kind, &instance));
            let is_valid = oracle.is_valid(&instance);
            valid += usize::from(is_valid);
            judged += 1;
            if found.is_empty() != is_valid {
                let expected = oracle.errors(&instance);
                disagreements.push(format!(
                    "{} {instance}\n  ecsgen: {found:?}\n  jsonschema: {expected:?}",
                    kind.name
                ));
            }
        }
        let shares = INSTANCES / 10..INSTANCES * 9 / 10;
        assert!(
            shares.contains(&valid),
            "{valid} valid instances of {}",
            kind.name
        );
    }
    assert!(judged >= 20_000, "only {judged} instances");
    let count = disagreements.len();
    disagreements.sort_by_key(String::len);
    disagreements.truncate(10);
    assert_eq!(count, 0, "{}", disagreements.join("\n"));
}

#[test]
fn every_resource_of_every_blueprint_is_valid() {
    for (name, text) in blueprints::good() {
        let mut diagnostics = Diagnostics::new();
        let source = Source::parse(&name, &text, &mut diagnostics);
        let stacks = ecsgen::parse(&source, &mut diagnostics)
            .and_then(|blueprint| ecsgen::compile(&blueprint, &mut diagnostics))
            .expect("good blueprints compile");
        let templates = pipeline::run(&text).templates.expect("and are rendered");
        for (stack, (_, json)) in stacks.iter().zip(templates) {
            for resource in stack.resources() {
                assert_eq!(violations(resource), [], "{name} {}", resource.id);
            }
            let template: Value = serde_json::from_str(&json).expect("JSON");
            let resources = template["Resources"].as_object().expect("resources");
            assert_eq!(resources.len(), stack.resources().count());
            for (id, resource) in resources {
                let kind = resource["Type"].as_str().expect("a type");
                let errors = Oracle::of_template(kind).errors(&resource["Properties"]);
                assert!(errors.is_empty(), "{name} {id}: {errors:?}");
            }
        }
    }
}

/// Instances of a type: as they come from its schema, or spoiled a little.
fn instances(oracle: &Oracle) -> impl Iterator<Item = Value> {
    let mut generator = Generator::new(oracle.schema(), runner(1));
    (0..INSTANCES).map(move |index| {
        let mut instance = generator.instance();
        for _ in 0..index % 3 {
            spoiler::spoil(&mut instance, generator.rng());
        }
        instance
    })
}

fn resource(kind: &'static ResourceType, instance: &Value) -> Resource {
    let origin = Origin::new(Path::root(), "it is judged");
    Resource::new("Resource", kind, origin, instance::properties(instance))
}
