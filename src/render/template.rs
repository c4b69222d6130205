//! The document layouts in `templates/`, which are part of the program.

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera};

/// Every layout, by its file name.
const TEMPLATES: [(&str, &str); 5] = [
    (
        "cloudformation.yaml",
        include_str!("../../templates/cloudformation.yaml.tera"),
    ),
    (
        "terraform.tf",
        include_str!("../../templates/terraform.tf.tera"),
    ),
    ("deploy.sh", include_str!("../../templates/deploy.sh.tera")),
    (
        "teardown.sh",
        include_str!("../../templates/teardown.sh.tera"),
    ),
    (
        "reference.md",
        include_str!("../../templates/reference.md.tera"),
    ),
];

/// Text as it can stand in a comment.
pub(super) fn on_a_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Lays out a page. Layouts and pages come from this crate, and a test renders every layout, so there is nothing to fail;
/// if there were, the text would say so.
pub(super) fn render<P: Serialize>(name: &'static str, page: &P) -> String {
    static ENGINES: [OnceLock<Tera>; TEMPLATES.len()] =
        [const { OnceLock::new() }; TEMPLATES.len()];
    let Some(index) = TEMPLATES.iter().position(|(template, _)| *template == name) else {
        return format!("no layout `{name}`");
    };
    // Each layout has an engine of its own, so that no run parses a layout it does not use.
    let engine = ENGINES[index].get_or_init(|| {
        let mut engine = Tera::new();
        let (name, text) = TEMPLATES[index];
        let _ = engine.add_raw_template(name, text);
        engine
    });
    let rendered = Context::from_serialize(page).and_then(|context| engine.render(name, &context));
    rendered.unwrap_or_else(|error| format!("layout `{name}`: {error}"))
}
