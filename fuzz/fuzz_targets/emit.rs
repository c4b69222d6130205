//! Any document: what is read back from its YAML and its JSON must be the document.

#![no_main]

#[path = "../../tests/robustness/emission/meaning.rs"]
mod meaning;
#[path = "../../tests/robustness/yaml.rs"]
mod yaml;

use std::borrow::Cow;

use ecsgen::render::cloudformation::Document;
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;

/// Readers of YAML stop somewhere; templates are not half as deep.
const DEEPEST: usize = 30;
/// YAML takes keys of up to 1,024 characters; those of templates are names.
const LONGEST_KEY: usize = 200;

const FUNCTIONS: [&str; 8] = [
    "Ref",
    "GetAtt",
    "Sub",
    "Join",
    "If",
    "Select",
    "Not",
    "Condition",
];

#[derive(Debug)]
struct AnyDocument(Document<'static>);

impl<'a> Arbitrary<'a> for AnyDocument {
    fn arbitrary(input: &mut Unstructured<'a>) -> Result<Self> {
        document(input, 0).map(Self)
    }
}

fn document(input: &mut Unstructured<'_>, depth: usize) -> Result<Document<'static>> {
    let kinds = if depth < DEEPEST { 6 } else { 3 };
    Ok(match input.int_in_range(1..=kinds)? {
        1 => Document::Bool(input.arbitrary()?),
        2 => Document::Int(input.arbitrary()?),
        3 => Document::from(String::arbitrary(input)?),
        4 => {
            let count = input.int_in_range(0..=5)?;
            let items = (0..count).map(|_| document(input, depth + 1));
            Document::List(items.collect::<Result<_>>()?)
        }
        5 => {
            let count = input.int_in_range(0..=5)?;
            let mut entries: Vec<(Cow<'static, str>, Document<'static>)> = Vec::new();
            for _ in 0..count {
                let key: String = String::arbitrary(input)?
                    .chars()
                    .take(LONGEST_KEY)
                    .collect();
                if entries.iter().all(|(other, _)| *other != key) {
                    entries.push((key.into(), document(input, depth + 1)?));
                }
            }
            Document::Map(entries)
        }
        _ => Document::function(input.choose(&FUNCTIONS)?, document(input, depth + 1)?),
    })
}

fuzz_target!(|any: AnyDocument| meaning::judge(&any.0));
