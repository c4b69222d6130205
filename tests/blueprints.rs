//! What every blueprint in `blueprints/` renders to: reviewed by reading, kept in `snapshots/`.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::Path;

use ecsgen::diagnostic::{Diagnostics, Source, terminal};
use ecsgen::render::{FORMATS, File, Format};

#[test]
fn blueprints_render_as_reviewed() {
    insta::glob!("../blueprints", "*.toml", |path| {
        for format in &FORMATS {
            let (rendered, diagnostics) = render(path, format);
            assert!(rendered.is_some(), "{diagnostics}");
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("../snapshots");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.remove_snapshot_suffix();
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
            // Other tests show that JSON says the same, so one of it is enough to read.
            if format.name.ends_with("json") && name != "hello" {
                continue;
            }
            settings.bind(|| {
                insta::assert_snapshot!(
                    format!("{name}.{}", format.name),
                    rendered.unwrap_or_default()
                );
            });
        }
    });
}

#[test]
fn the_same_blueprint_gives_the_same_bytes() {
    insta::glob!("../blueprints", "*.toml", |path| {
        for format in &FORMATS {
            assert_eq!(render(path, format), render(path, format));
        }
    });
}

#[test]
fn rust_and_toml_say_the_same() {
    use ecsgen::blueprint::{Blueprint, ListenerProtocol, LoadBalancer, Service};
    let in_rust = Blueprint::new()
        .name("hello")
        .load_balancer(LoadBalancer::new().protocol(ListenerProtocol::Http))
        .services([(
            "web",
            Service::new().image("nginx:1.29").port(80).public_ip(true),
        )]);
    let stacks = ecsgen::compile(&in_rust, &mut Diagnostics::new()).unwrap();
    for format in &FORMATS {
        let from_rust = ecsgen::render(&stacks, format, &mut Diagnostics::new());
        let (from_toml, _) = render(Path::new("blueprints/hello.toml"), format);
        assert_eq!(from_toml, Some(joined(&from_rust)));
    }
}

/// All files of a blueprint, each under its name if there are several, and what there is to say.
fn render(path: &Path, format: &Format) -> (Option<String>, String) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = Diagnostics::new();
    let source = Source::parse("blueprint.toml", &text, &mut out);
    let blueprint = ecsgen::parse(&source, &mut out);
    let stacks = blueprint.and_then(|blueprint| ecsgen::compile(&blueprint, &mut out));
    let files = stacks.map(|stacks| ecsgen::render(&stacks, format, &mut out));
    let diagnostics = terminal::render(&out, Some(&source), false);
    (files.map(|files| joined(&files)), diagnostics)
}

fn joined(files: &[File]) -> String {
    match files {
        [file] => file.text.clone(),
        files => files
            .iter()
            .map(|file| format!("==> {} <==\n{}\n", file.name, file.text))
            .collect(),
    }
}
