//! What is rendered: every block is one the provider takes, says all that it requires, and has an address of its own.

use std::collections::BTreeSet;

use ecsgen::diagnostic::{Diagnostic, Diagnostics, Severity};
use ecsgen::model::{self, Map, Resource, Stack, Terraform};
use serde_json::Value;

use crate::blueprints;
use crate::configuration::{Block, Body, Meaning};
use crate::provider::{self, Schema};

/// What Terraform takes in every block of a resource or a data source ("Meta-Arguments" in its language documentation).
const META_ARGUMENTS: [&str; 2] = ["depends_on", "for_each"];
const META_BLOCK: &str = "lifecycle";

#[test]
fn blocks_are_what_the_provider_takes() {
    let mut mistakes = Vec::new();
    for blueprint in blueprints::all() {
        for block in &blueprint.configuration().blocks {
            if let Some(schema) = schema_of(block) {
                let at = format!("{}: {}", blueprint.name, block.address());
                check(&without_meta(&block.body), schema, &at, &mut mistakes);
            }
        }
    }
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn addresses_are_unique() {
    for blueprint in blueprints::all() {
        let body = blueprint.configuration();
        let mut addresses: Vec<String> = body.blocks.iter().map(Block::address).collect();
        let count = addresses.len();
        addresses.dedup();
        assert_eq!(addresses.len(), count, "{}", blueprint.name);
    }
}

#[test]
fn providers_are_required_that_are_used() {
    for blueprint in blueprints::all() {
        let body = blueprint.configuration();
        let types = body.blocks.iter().filter(|block| block.labels.len() == 2);
        let used = types.map(|block| block.labels[0].split('_').next().unwrap_or_default());
        let used: BTreeSet<&str> = used.collect();
        let terraform = body.blocks("terraform").next().unwrap();
        let providers = terraform.body.blocks("required_providers").next().unwrap();
        let required = providers.body.arguments.keys().map(String::as_str);
        assert_eq!(used, required.collect(), "{}", blueprint.name);
    }
}

/// A list that is left out would stay as it was.
#[test]
fn a_certificate_of_one_name_says_so() {
    let all = blueprints::all();
    let certificates = all.iter().flat_map(|it| it.configuration().blocks);
    let is_one = |block: &Block| {
        block
            .labels
            .first()
            .is_some_and(|it| it == "aws_acm_certificate")
    };
    let certificates = certificates.filter(is_one);
    let mut alone = 0;
    for certificate in certificates {
        let arguments = &certificate.body.arguments;
        let Meaning::List(others) = &arguments["subject_alternative_names"] else {
            panic!("{certificate:?}");
        };
        let name = &arguments["domain_name"];
        alone += usize::from(others.contains(name));
        assert!(others == std::slice::from_ref(name) || !others.contains(name));
    }
    assert!(alone > 0);
}

/// What everything has stands at the provider; other tags at their resources.
#[test]
fn every_tag_is_there() {
    let mut count = 0;
    for blueprint in blueprints::all() {
        let stack = &blueprint.stack;
        let resources = stack.resources();
        let mut wanted: Vec<String> = resources.flat_map(|it| own_tags(stack, it)).collect();
        wanted.sort();
        let body = blueprint.configuration();
        let mut found: Vec<String> = body.blocks("resource").flat_map(tags).collect();
        found.sort();
        assert_eq!(wanted, found, "{}", blueprint.name);
        count += found.len();
    }
    assert!(count > 20, "only {count} tags");
}

/// The keys of the tags of a resource that not everything has, with its type in Terraform.
fn own_tags(stack: &Stack, resource: &Resource) -> Vec<String> {
    let property = resource.kind.tagging.property().unwrap_or_default();
    let (Terraform::Resource(kind), Some(model::Value::List(tags))) =
        (&resource.kind.terraform, resource.properties.get(property))
    else {
        return Vec::new();
    };
    let own = tags.iter().filter_map(|tag| match tag {
        model::Value::Map(tag) => match (tag.get("Key")?, tag.get("Value")?) {
            (model::Value::Str(key), value) => {
                let is_same = |(k, v): &(String, String)| k == key && *value == v.clone().into();
                let is_own = !stack.tags.iter().any(is_same);
                is_own.then(|| format!("{} {key}", kind.name))
            }
            _ => None,
        },
        _ => None,
    });
    own.collect()
}

/// The keys of the tags of a block, with its type.
fn tags(block: &Block) -> Vec<String> {
    match block.body.arguments.get("tags") {
        Some(Meaning::Table(entries)) => {
            let keys = entries.keys();
            keys.map(|key| format!("{} {key}", block.labels[0]))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A property without a row, at the top and in every table below it that is no JSON text.
#[test]
fn what_has_no_form_is_reported() {
    let stack = blueprints::all()
        .into_iter()
        .map(|it| it.stack)
        .max_by_key(|stack| stack.resources().count());
    let stack = stack.unwrap();
    for (index, resource) in stack.resources().enumerate() {
        let mut changed = resource.properties.clone();
        changed.set("Novelty", "a");
        assert_reported(&stack, index, changed);
        for (property, value) in resource.properties.iter() {
            if let model::Value::Map(map) = value
                && !property.ends_with("Document")
            {
                let mut inner = map.clone();
                inner.set("Novelty", "a");
                let mut changed = resource.properties.clone();
                changed.set(property.to_owned(), inner);
                assert_reported(&stack, index, changed);
            }
        }
    }
}

/// That a resource with these properties has none of its forms.
fn assert_reported(stack: &Stack, index: usize, properties: Map) {
    let mut stack = stack.clone();
    let resource = stack.resources_mut().nth(index).unwrap();
    resource.properties = properties;
    let id = resource.id.clone();
    let mut out = Diagnostics::new();
    ecsgen::render::terraform::native(&stack, &mut out);
    let is_it = |it: &Diagnostic| it.message.contains("Novelty") && it.severity == Severity::Error;
    assert!(out.iter().any(is_it), "{id}: {out:?}");
}

#[test]
fn both_syntaxes_say_the_same() {
    for blueprint in blueprints::all() {
        let native = blueprint.configuration();
        let mut out = Diagnostics::new();
        let files = ecsgen::render::terraform::json(&blueprint.stack, &mut out);
        let json = Body::read_json(&files[0].text, &native).unwrap();
        assert_eq!(native, json, "{}", blueprint.name);
    }
}

/// The schema of a block; those of Terraform itself have none.
pub fn schema_of(block: &Block) -> Option<Schema> {
    let find = match block.keyword.as_str() {
        "resource" => provider::resource,
        "data" => provider::data,
        "provider" => |_: &str| provider::provider(),
        "terraform" | "variable" | "output" => return None,
        other => panic!("nobody writes {other}"),
    };
    let schema = find(&block.labels[0]);
    Some(schema.unwrap_or_else(|| panic!("the provider has no {}", block.labels[0])))
}

fn without_meta(body: &Body) -> Body {
    let mut body = body.clone();
    for name in META_ARGUMENTS {
        body.arguments.remove(name);
    }
    body.blocks.retain(|block| block.keyword != META_BLOCK);
    body
}

fn check(body: &Body, schema: Schema, at: &str, mistakes: &mut Vec<String>) {
    for (name, value) in &body.arguments {
        match schema.argument(name) {
            None => mistakes.push(format!("{at} has no argument `{name}`")),
            Some(argument) if argument.is("deprecated") => {
                mistakes.push(format!("{at}: `{name}` is deprecated"));
            }
            Some(argument) if !fits(value, argument.kind()) => {
                mistakes.push(format!("{at}: `{name}` is {}", argument.kind()));
            }
            Some(_) => {}
        }
    }
    for name in schema.required_arguments() {
        if !body.arguments.contains_key(name) {
            mistakes.push(format!("{at} lacks the argument `{name}`"));
        }
    }
    for name in schema.required_blocks() {
        if body.blocks(name).next().is_none() {
            mistakes.push(format!("{at} lacks the block `{name}`"));
        }
    }
    for block in &body.blocks {
        let name = &block.keyword;
        if body.blocks(name).count() as u64 > schema.most(name) {
            mistakes.push(format!("{at} has too many blocks `{name}`"));
        }
        match schema.block(name) {
            None => mistakes.push(format!("{at} has no block `{name}`")),
            Some(schema) => check(&block.body, schema, &format!("{at}.{name}"), mistakes),
        }
    }
}

/// Whether a value is of a type; of what is computed, only text is known to be text.
fn fits(value: &Meaning, kind: &Value) -> bool {
    let inner = &kind[1];
    match value {
        Meaning::Null => false,
        Meaning::Bool(_) => kind == "bool",
        // Terraform makes text of a number.
        Meaning::Int(_) => kind == "number" || kind == "string",
        Meaning::Text(_) => kind == "string",
        Meaning::List(items) => {
            (kind[0] == "list" || kind[0] == "set") && items.iter().all(|it| fits(it, inner))
        }
        Meaning::Table(entries) => kind[0] == "map" && entries.values().all(|it| fits(it, inner)),
        Meaning::Computed(how, _) => {
            let is_text = ["template", "jsonencode()", "substr()"].contains(&how.as_str());
            !is_text || kind == "string"
        }
    }
}
