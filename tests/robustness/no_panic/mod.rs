//! No text makes the pipeline panic, or break its promises (see `pipeline.rs`).

mod language;
mod mutation;
mod nasty;
mod tokens;

use std::cell::Cell;

use proptest::prelude::*;

use crate::blueprints;
use crate::chance::try_many;
use crate::pipeline::run_and_judge;

#[test]
fn good_blueprints_compile() {
    for (name, text) in blueprints::good() {
        let (outcome, report) = run_and_judge(&text);
        assert!(outcome.templates.is_some(), "{name}\n{report}");
    }
}

#[test]
fn any_text() {
    judge(1024, &"(?s).{0,200}".prop_map(String::from));
}

#[test]
fn any_tokens() {
    judge(1024, &tokens::texts());
}

#[test]
fn mutated_blueprints() {
    let compiled = judge(800, &mutation::mutants());
    assert!(compiled >= 10, "only {compiled} mutations still compile");
}

#[test]
fn any_blueprint_of_the_language() {
    let compiled = judge(800, &language::blueprints());
    assert!(compiled >= 20, "only {compiled} blueprints compile");
}

/// Judges texts of a kind, and counts those that compile.
fn judge(cases: u32, texts: &impl Strategy<Value = String>) -> u32 {
    let compiled = Cell::new(0);
    try_many(cases, texts, |text| {
        let (outcome, _) = run_and_judge(&text);
        compiled.set(compiled.get() + u32::from(outcome.templates.is_some()));
    });
    compiled.get()
}
