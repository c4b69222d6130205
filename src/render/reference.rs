//! The reference of the blueprint language, from the declarations of its sections.

use serde::Serialize;

use super::template;
use crate::blueprint::{Blueprint, Decode, FieldShape, SectionShape, Shape};

#[derive(Serialize)]
struct Page {
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    #[serde(skip)]
    name: &'static str,
    heading: String,
    doc: String,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    doc: String,
    shape: String,
    default: String,
    range: &'static str,
    words: Vec<Word>,
    aws: Vec<String>,
}

#[derive(Serialize)]
struct Word {
    word: &'static str,
    meaning: &'static str,
}

/// The reference, as Markdown.
pub fn markdown() -> String {
    let mut sections = Vec::new();
    for root in Blueprint::shape().sections() {
        collect(
            "the top level".to_owned(),
            String::new(),
            root,
            &mut sections,
        );
    }
    template::render("reference.md", &Page { sections })
}

/// A section and those inside it, each under the path it is written at. One that can be written in several places is there once.
fn collect(heading: String, path: String, shape: &SectionShape, out: &mut Vec<Section>) {
    if let Some(known) = out.iter_mut().find(|section| section.name == shape.name) {
        if known.heading != heading {
            known.heading = format!("{}, {heading}", known.heading);
        }
        return;
    }
    out.push(Section {
        name: shape.name,
        heading,
        doc: prose(shape.doc),
        fields: shape.fields.iter().map(field).collect(),
    });
    for field in shape.fields {
        let key = match (field.shape)() {
            Shape::Map(_) => format!("{path}{}.<name>", field.name),
            _ => format!("{path}{}", field.name),
        };
        for section in (field.shape)().sections() {
            collect(format!("`{key}`"), format!("{key}."), section, out);
        }
    }
}

fn field(field: &FieldShape) -> Field {
    let is_toml = format!("x = {}", field.default)
        .parse::<toml::Table>()
        .is_ok();
    Field {
        name: field.name,
        doc: prose(field.doc),
        shape: shape_in_words(&(field.shape)()),
        default: match is_toml {
            true => format!("`{}`", field.default),
            false => field.default.to_owned(),
        },
        range: field.range,
        words: words(&(field.shape)()),
        aws: field
            .aws
            .split("; ")
            .filter(|property| !property.is_empty())
            .map(|property| format!("`{property}`"))
            .collect(),
    }
}

/// A doc comment as a paragraph, or several.
fn prose(doc: &str) -> String {
    doc.lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

fn shape_in_words(shape: &Shape) -> String {
    match shape {
        Shape::String => "string".to_owned(),
        Shape::Integer => "whole number".to_owned(),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Choice(_) => "one of the words below".to_owned(),
        Shape::List(item) => format!("list of: {}", shape_in_words(item)),
        Shape::Map(item) => format!("table by name, each a: {}", shape_in_words(item)),
        Shape::Section(_) => "table".to_owned(),
        Shape::OneOf(a, b) => format!("{}, or {}", shape_in_words(a), shape_in_words(b)),
    }
}

fn words(shape: &Shape) -> Vec<Word> {
    match shape {
        Shape::Choice(words) => words
            .iter()
            .map(|(word, meaning)| Word {
                word,
                meaning: meaning.trim(),
            })
            .collect(),
        Shape::List(item) | Shape::Map(item) => words(item),
        Shape::OneOf(a, b) => words(a).into_iter().chain(words(b)).collect(),
        _ => Vec::new(),
    }
}
