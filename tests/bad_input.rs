//! Every file in `tests/bad/` is a blueprint with something wrong in it, beside exactly what ecsgen says about it.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use ecsgen::diagnostic::{Diagnostics, Severity, Source, terminal};
use ecsgen::render::FORMATS;

#[test]
fn every_mistake_is_explained() {
    insta::glob!("bad/*.toml", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        let mut out = Diagnostics::new();
        let source = Source::parse(name, &text, &mut out);
        let blueprint = ecsgen::parse(&source, &mut out);
        let stacks = blueprint.and_then(|blueprint| ecsgen::compile(&blueprint, &mut out));

        assert_eq!(stacks.is_none(), out.has_errors(), "{name}");
        // What is wrong for Terraform only.
        if let (Some(stacks), true) = (&stacks, name.starts_with("terraform-")) {
            let format = FORMATS.iter().find(|format| format.name == "terraform");
            ecsgen::render(stacks, format.unwrap(), &mut out);
        }
        assert!(out.iter().count() > 0, "{name} is not bad");
        for diagnostic in out.iter().filter(|d| d.severity == Severity::Error) {
            let helps = diagnostic.help.is_some() || diagnostic.label.is_some();
            assert!(helps, "{name}: no help with: {}", diagnostic.message);
        }

        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("bad");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.bind(|| {
            insta::assert_snapshot!(name, terminal::render(&out, Some(&source), false));
        });
    });
}
