//! What the documents show is what the program does.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::fs;

use assert_cmd::Command;

const DOCUMENTS: [&str; 4] = [
    "README.md",
    "docs/deploy.md",
    "docs/network.md",
    "docs/terraform.md",
];

/// The blueprint whose mistakes the README shows.
const MISTAKEN: &str = "\
name = \"shop\"

[load_balancer]
certificate = \"arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d\"

[services.web]
image = \"nginx:1.29\"
pubic_ip = true
cpu = 512
memory = 8192
port = 80
";

#[test]
fn blueprints_in_documents_render() {
    let mut rendered = 0;
    for document in DOCUMENTS {
        for block in blocks(document, "toml") {
            // A part of a blueprint is shown with what it needs around it left out.
            if !block.contains("name = ") {
                continue;
            }
            let (status, _, stderr) = run(&["render", "-"], &block);
            assert_eq!(status, Some(0), "{document}: {stderr}\n{block}");
            rendered += 1;
        }
    }
    assert_eq!(rendered, 4);
}

#[test]
fn the_small_blueprint_is_the_one_that_ships() {
    let shown = blocks("README.md", "toml").remove(0);
    let shipped = fs::read_to_string("blueprints/hello.toml").unwrap();
    assert!(shipped.ends_with(&shown), "{shown}");
}

#[test]
fn the_template_shown_is_the_one_rendered() {
    let shown = blocks("README.md", "yaml").remove(0);
    let (_, template, _) = run(&["render", "blueprints/hello.toml"], "");
    assert!(template.contains(&shown), "{shown}");
}

#[test]
fn the_configuration_shown_is_the_one_rendered() {
    let shown = blocks("README.md", "hcl").remove(0);
    let arguments = ["render", "blueprints/iploc8.toml", "--format", "terraform"];
    let (_, configuration, _) = run(&arguments, "");
    assert!(configuration.contains(&shown), "{shown}");
}

#[test]
fn the_mistakes_shown_are_the_ones_reported() {
    let shown = blocks("README.md", "console").remove(0);
    let (command, expected) = shown.split_once('\n').unwrap();
    assert_eq!(command, "$ ecsgen check blueprint.toml");
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("blueprint.toml"), MISTAKEN).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ecsgen"))
        .args(["check", "blueprint.toml"])
        .current_dir(&directory)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}

#[test]
fn documents_that_are_named_exist() {
    for document in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = fs::read_to_string(document).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let exists = target.starts_with("http") || fs::exists(target).unwrap();
            assert!(exists, "{document} names {target}");
        }
    }
}

/// The fenced blocks of a document in a language.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let fence = format!("```{language}\n");
    text.split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split("```").next().map(str::to_owned))
        .collect()
}

fn run(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ecsgen"))
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}
