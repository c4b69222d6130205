//! What every blueprint in `blueprints/` renders to: reviewed by reading, kept in `snapshots/`.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::Path;

use ecsgen::diagnostic::{Diagnostics, Source, terminal};
use ecsgen::render::FORMATS;

#[test]
fn blueprints_render_as_reviewed() {
    insta::glob!("../blueprints", "*.toml", |path| {
        for format in &FORMATS {
            let (rendered, diagnostics) = render(path, format.render);
            assert!(rendered.is_some(), "{diagnostics}");
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("../snapshots");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.remove_snapshot_suffix();
            let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
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
            assert_eq!(render(path, format.render), render(path, format.render));
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
    let stack = ecsgen::compile(&in_rust, &mut Diagnostics::new()).unwrap();
    let from_rust = (FORMATS[0].render)(&stack);
    let (from_toml, _) = render(Path::new("blueprints/hello.toml"), FORMATS[0].render);
    assert_eq!(from_toml, Some(from_rust));
}

type Render = fn(&ecsgen::model::Stack) -> String;

fn render(path: &Path, render: Render) -> (Option<String>, String) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out = Diagnostics::new();
    let source = Source::parse("blueprint.toml", &text, &mut out);
    let blueprint = ecsgen::parse(&source, &mut out);
    let stack = blueprint.and_then(|blueprint| ecsgen::compile(&blueprint, &mut out));
    let diagnostics = terminal::render(&out, Some(&source), false);
    (stack.map(|stack| render(&stack)), diagnostics)
}
