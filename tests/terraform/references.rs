//! What a configuration refers to is in it, and has the attribute that is asked for.

use crate::blueprints;
use crate::configuration::{Block, Body, Meaning};
use crate::rendered::schema_of;

#[test]
fn everything_that_is_referred_to_is_there() {
    let mut count = 0;
    for blueprint in blueprints::all() {
        let body = blueprint.configuration();
        let mut mistakes = Vec::new();
        body.walk(&mut |value| {
            if let Meaning::Computed(name, parts) = value
                && parts.is_empty()
            {
                count += 1;
                if let Err(mistake) = check(&body, name) {
                    mistakes.push(mistake);
                }
            }
        });
        assert!(mistakes.is_empty(), "{}: {mistakes:#?}", blueprint.name);
    }
    assert!(count > 500, "only {count} references");
}

#[test]
fn what_is_ignored_is_an_argument() {
    let mut count = 0;
    for blueprint in blueprints::all() {
        for block in &blueprint.configuration().blocks {
            for name in ignored(block) {
                let schema = schema_of(block).unwrap();
                assert!(schema.argument(&name).is_some(), "{}", block.address());
                count += 1;
            }
        }
    }
    assert!(count > 0);
}

/// What changes of a resource are ignored.
fn ignored(block: &Block) -> Vec<String> {
    let lifecycles = block.body.blocks("lifecycle");
    let lists = lifecycles.filter_map(|it| it.body.arguments.get("ignore_changes"));
    let names = lists.flat_map(|list| match list {
        Meaning::List(names) => names.clone(),
        other => panic!("{other:?}"),
    });
    let names = names.map(|name| match name {
        Meaning::Computed(name, _) => name,
        other => panic!("{other:?}"),
    });
    names.collect()
}

/// Whether a name is of something there: `var.name`, `aws_vpc.main.id`, `data.aws_region.current.region`.
fn check(body: &Body, name: &str) -> Result<(), String> {
    let mut words = name.split('.');
    let (keyword, labels) = match words.next().unwrap_or_default() {
        "var" => ("variable", 1),
        "data" => ("data", 2),
        kind if kind.starts_with("aws_") || kind.starts_with("random_") => {
            words = name.split('.');
            ("resource", 2)
        }
        // Words of Terraform, and what is called within an expression.
        _ => return Ok(()),
    };
    let labels: Vec<&str> = words.by_ref().take(labels).collect();
    let missing = || format!("there is no {name}");
    let block = body.blocks(keyword).find(|block| block.labels == labels);
    let block = block.ok_or_else(missing)?;
    // Without an attribute, it is the whole resource that is waited for or gone through.
    let Some(attribute) = words.next() else {
        return Ok(());
    };
    let attribute = attribute.split('[').next().unwrap_or_default();
    let schema = schema_of(block).ok_or_else(missing)?;
    match schema.attribute(attribute) {
        None => Err(missing()),
        Some(it) if it.is("deprecated") => Err(format!("{name} is deprecated")),
        Some(_) => Ok(()),
    }
}
