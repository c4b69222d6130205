//! Any documents.

use std::borrow::Cow;

use ecsgen::render::cloudformation::Document;
use proptest::prelude::*;
use proptest::sample::select;

use crate::strings;

/// A document of a few dozen parts.
pub fn documents() -> impl Strategy<Value = Document<'static>> {
    let scalar = prop_oneof![
        1 => any::<bool>().prop_map(Document::Bool),
        1 => any::<i64>().prop_map(Document::Int),
        6 => texts().prop_map(Document::from),
    ];
    scalar.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Document::List),
            prop::collection::btree_map(texts(), inner.clone(), 0..6).prop_map(|entries| {
                let entries = entries.into_iter();
                Document::Map(
                    entries
                        .map(|(key, value)| (Cow::Owned(key), value))
                        .collect(),
                )
            }),
            (select(FUNCTIONS), inner)
                .prop_map(|(name, argument)| Document::function(name, argument)),
        ]
    })
}

const FUNCTIONS: &[&str] = &[
    "Ref",
    "GetAtt",
    "Sub",
    "Join",
    "If",
    "Select",
    "Not",
    "Condition",
];

/// Texts that are naughty, and texts of the few characters that matter to YAML.
fn texts() -> impl Strategy<Value = String> {
    // YAML takes keys of up to 1,024 characters; those of templates are names.
    let short = strings::all().into_iter().filter(|text| text.len() < 200);
    prop_oneof![
        select(short.collect::<Vec<_>>()),
        "[ \n\t#:'\"\\\\&*!|>%@,?a0{}\\[\\]<=~.\\-]{0,8}".prop_map(String::from),
        "(?s).{0,12}".prop_map(String::from),
    ]
}
