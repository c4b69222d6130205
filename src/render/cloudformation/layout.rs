//! The template as a document: its header, its sections, and a comment on everything.

use serde::Serialize;

use super::spelling;
use super::yaml::{pad, write_entries, write_value};
use crate::model::{Origin, Stack};
use crate::render::template;

/// What the document template lays out.
#[derive(Serialize)]
struct Page {
    app: String,
    version: &'static str,
    /// Where the template is, and which stack it is of.
    options: Vec<String>,
    required_parameters: Vec<String>,
    format_version: &'static str,
    description: String,
    parameters: String,
    conditions: String,
    sections: Vec<PageSection>,
    outputs: String,
}

#[derive(Serialize)]
struct PageSection {
    title: String,
    resources: String,
}

/// Lays out a stack.
pub(super) fn render(stack: &Stack) -> String {
    let required = stack.parameters.iter().filter(|p| p.default.is_none());
    let mut description = String::new();
    write_value(&mut description, &stack.description.as_str().into(), 0);
    let page =
        Page {
            app: stack.app.clone(),
            version: env!("CARGO_PKG_VERSION"),
            options: options(stack),
            required_parameters: required.map(|p| p.id.to_string()).collect(),
            format_version: spelling::VERSION,
            description,
            parameters: blocks(stack.parameters.iter().map(|parameter| {
                (
                    Some(&parameter.origin),
                    spelling::parameter_entry(parameter),
                )
            })),
            conditions: blocks(
                spelling::conditions(stack)
                    .map(|parameter| (None, spelling::condition_entry(parameter))),
            ),
            sections: stack
                .sections
                .iter()
                .filter(|section| !section.resources.is_empty())
                .map(|section| PageSection {
                    title: section.title.to_string(),
                    resources: blocks(section.resources.iter().map(|resource| {
                        (Some(&resource.origin), spelling::resource_entry(resource))
                    })),
                })
                .collect(),
            outputs: blocks(
                stack
                    .outputs
                    .iter()
                    .map(|output| (None, spelling::output_entry(output))),
            ),
        };
    template::render("cloudformation.yaml", &page)
}

fn options(stack: &Stack) -> Vec<String> {
    let mut options = vec![
        format!("--template-file {}.yaml", stack.file_stem()),
        format!("--stack-name {}", stack.suggested_name()),
    ];
    options.extend(stack.region.map(|region| format!("--region {region}")));
    options
}

/// Parts of the template, those with an origin under a comment that tells it, and apart from each other.
fn blocks<'a>(
    entries: impl Iterator<
        Item = (
            Option<&'a Origin>,
            (std::borrow::Cow<'a, str>, super::Document<'a>),
        ),
    >,
) -> String {
    const INDENT: usize = 2;
    let mut text = String::new();
    for (origin, entry) in entries {
        if let Some(origin) = origin {
            if !text.is_empty() {
                text.push('\n');
            }
            pad(&mut text, INDENT);
            text.push_str(&format!("# {}: {}\n", origin.path, origin.why));
        }
        write_entries(&mut text, &[entry], INDENT);
    }
    text
}
