//! Invariants of the code that no compiler checks.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import of this crate, besides itself: imports run one way.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    ("diagnostic", &[]),
    ("hcl", &[]),
    ("blueprint", &["diagnostic"]),
    ("app", &["blueprint", "diagnostic"]),
    ("model", &["diagnostic", "hcl"]),
    ("catalog", &["hcl", "model"]),
    ("lower", &["app", "catalog", "diagnostic", "model"]),
    ("check", &["catalog", "diagnostic", "model"]),
    ("render", &["blueprint", "diagnostic", "hcl", "model"]),
    (
        "cli",
        &[
            "blueprint",
            "check",
            "diagnostic",
            "model",
            "parse",
            "compile",
            "render",
        ],
    ),
];

#[test]
fn imports_run_one_way() {
    for (module, allowed) in MAY_IMPORT {
        for file in rust_files(&Path::new("src").join(module)) {
            for imported in imported_modules(&production_code(&file)) {
                let is_allowed = imported == module || allowed.contains(&imported.as_str());
                assert!(is_allowed, "{} imports {imported}", file.display());
            }
        }
    }
}

#[test]
fn every_module_is_in_the_table() {
    let mut found: Vec<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut known = MAY_IMPORT.map(|(module, _)| module);
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn only_the_command_line_reads_writes_and_asks_the_environment() {
    for file in rust_files(Path::new("src")) {
        let path = file.to_string_lossy().into_owned();
        if path.starts_with("src/cli/") || path == "src/main.rs" {
            continue;
        }
        let code = production_code(&file);
        for word in [
            "std::fs",
            "std::io",
            "std::env",
            "println!",
            "SystemTime",
            "Instant::now",
        ] {
            assert!(!code.contains(word), "{path} uses {word}");
        }
    }
}

#[test]
fn nothing_that_input_reaches_can_panic() {
    for file in rust_files(Path::new("src")) {
        let code = production_code(&file);
        for word in [
            ".unwrap()",
            ".expect(",
            "panic!(",
            "unreachable!(",
            "todo!(",
            "unimplemented!(",
        ] {
            assert!(!code.contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn order_is_designed() {
    for file in rust_files(Path::new("src")) {
        let code = production_code(&file);
        for word in ["HashMap", "HashSet"] {
            assert!(!code.contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for folder in ["src", "tests", "benches"] {
        for file in rust_files(Path::new(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//! "), "{} has no head", file.display());
        }
    }
}

#[test]
fn files_hold_one_idea() {
    // A guide, not a limit to split around: a file that outgrows it has to be looked at, and named here.
    const LONG: usize = 450;
    for file in rust_files(Path::new("src")) {
        let lines = production_code(&file).lines().count();
        assert!(lines <= LONG, "{} has {lines} lines", file.display());
    }
}

#[test]
fn layouts_do_not_decide() {
    for entry in fs::read_dir("templates").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for statement in text.split("{%").skip(1) {
            let statement = statement.split("%}").next().unwrap_or_default();
            let statement = statement.trim_matches(['-', ' ']);
            let words: Vec<&str> = statement.split_whitespace().collect();
            let is_plain = matches!(
                words.as_slice(),
                ["for", _, "in", _] | ["if", _] | ["endfor" | "endif"]
            );
            assert!(is_plain, "{}: {{% {statement} %}}", path.display());
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    for folder in [
        "src",
        "tests",
        "benches",
        "templates",
        "tools",
        "blueprints",
    ] {
        for file in files(Path::new(folder)) {
            let Ok(text) = fs::read_to_string(&file) else {
                continue;
            };
            for mark in ["TO\u{44}O", "FIX\u{4d}E", "XX\u{58}"] {
                assert!(!text.contains(mark), "{}: {mark}", file.display());
            }
        }
    }
}

/// The text of a file up to its tests.
fn production_code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The names that follow `crate::` in a file's code.
fn imported_modules(code: &str) -> Vec<String> {
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(
        !code.contains("use crate::{"),
        "name modules one by one: {code}"
    );
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    assert!(!found.is_empty(), "{} has no code", folder.display());
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
