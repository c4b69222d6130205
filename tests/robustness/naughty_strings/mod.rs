//! A string is refused with an error, or arrives in the template as it was written.
//!
//! Every naughty string is put into every place of the language that takes text, all at once. The places that complain are taken
//! out; the rest must compile, and both forms of the template, read back, must hold the string where the place says. So must both
//! syntaxes of the Terraform configuration, unless Terraform cannot have the string as it is, which must then be said.

mod callers;
mod configuration;
mod connections;
mod excluded_characters;
mod existing_balancer;
mod firewall;
mod logged;
mod long_forms;
mod network;
mod routes;
mod rules;
mod short_forms;
mod sign_in;
mod slots;
mod strict_fields;
mod template;
mod terraform_settings;

use std::collections::{BTreeMap, HashMap};

use ecsgen::blueprint::{Blueprint, Decode, Shape};
use ecsgen::diagnostic::{Diagnostic, Path, Place, Segment, Severity};
use serde_json::Value;

use crate::pipeline::Outcome;
use crate::toml_text::basic_string;
use crate::{pipeline, strings};
use slots::{Sheet, Slot, Takes};
use template::Template;

#[test]
fn in_short_forms() {
    judge(&short_forms::SHEET);
}

#[test]
fn in_what_is_logged() {
    judge(&logged::SHEET);
}

#[test]
fn in_certificates_of_callers() {
    for sheet in callers::SHEETS {
        judge(sheet);
    }
}

#[test]
fn in_long_forms() {
    judge(&long_forms::SHEET);
}

#[test]
fn in_connections() {
    judge(&connections::SHEET);
}

#[test]
fn in_rules() {
    judge(&rules::SHEET);
}

#[test]
fn in_excluded_characters() {
    judge(&excluded_characters::SHEET);
}

#[test]
fn in_strict_fields() {
    judge(&strict_fields::SHEET);
}

#[test]
fn in_networks() {
    for sheet in network::SHEETS {
        judge(sheet);
    }
}

#[test]
fn in_existing_load_balancers() {
    for sheet in existing_balancer::SHEETS {
        judge(sheet);
    }
}

#[test]
fn in_routes() {
    judge(&routes::SHEET);
}

#[test]
fn in_the_firewall() {
    judge(&firewall::SHEET);
    judge(&firewall::VERSION);
}

#[test]
fn in_ways_to_sign_in() {
    judge(&sign_in::SHEET);
    judge(&sign_in::CLIENT);
    judge(&sign_in::DOMAIN);
}

#[test]
fn in_settings_of_terraform() {
    judge(&terraform_settings::S3);
    judge(&terraform_settings::CLOUD);
}

#[test]
fn every_place_of_the_language_is_tried() {
    let sheets = [
        network::SHEETS,
        callers::SHEETS,
        existing_balancer::SHEETS,
        &[
            short_forms::SHEET,
            logged::SHEET,
            long_forms::SHEET,
            rules::SHEET,
            connections::SHEET,
            routes::SHEET,
            excluded_characters::SHEET,
            strict_fields::SHEET,
            sign_in::SHEET,
            sign_in::CLIENT,
            sign_in::DOMAIN,
            firewall::SHEET,
            firewall::VERSION,
            terraform_settings::S3,
            terraform_settings::CLOUD,
        ],
    ];
    let mut tried: Vec<&str> = sheets
        .iter()
        .copied()
        .flatten()
        .flat_map(|sheet| sheet.slots)
        .map(|slot| slot.field.trim_end_matches(" (list)"))
        .collect();
    tried.sort_unstable();
    tried.dedup();
    let mut places = Vec::new();
    collect_places(&Blueprint::shape(), "", &mut places);
    places.sort_unstable();
    places.dedup();
    assert_eq!(tried, places);
}

/// The places of a shape that take text, below a path.
fn collect_places(shape: &Shape, path: &str, places: &mut Vec<String>) {
    match shape {
        Shape::String | Shape::Choice(_) => places.push(path.to_owned()),
        Shape::Integer | Shape::Boolean => {}
        Shape::List(item) => collect_places(item, path, places),
        Shape::Map(item) => {
            places.push(format!("{path}.<key>"));
            if !is_there_as_one(item) {
                collect_places(item, &format!("{path}.<name>"), places);
            }
        }
        Shape::Section(section) => {
            for field in section.fields {
                let path = format!("{path}.{}", field.name);
                collect_places(&(field.shape)(), path.trim_start_matches('.'), places);
            }
        }
        Shape::OneOf(a, b) => {
            collect_places(a, path, places);
            collect_places(b, path, places);
        }
    }
}

/// Whether the top level has one of these too: `[load_balancer]` besides `[load_balancers.…]`, which is read alike.
fn is_there_as_one(item: &Shape) -> bool {
    let root = Blueprint::shape().sections()[0];
    matches!(item, Shape::Section(_)) && root.fields.iter().any(|field| (field.shape)() == *item)
}

/// Tries every string in every place of a sheet.
fn judge(sheet: &Sheet) {
    let strings = strings::all();
    let mut taken: HashMap<&str, usize> = HashMap::new();
    let mut failures: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for text in &strings {
        match take(sheet, text) {
            Ok(slots) => {
                for slot in slots {
                    *taken.entry(slot.field).or_default() += 1;
                }
            }
            Err(failure) => failures.entry(failure).or_default().push(text),
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    let mut unexpected = Vec::new();
    for slot in sheet.slots {
        let count = taken.get(slot.field).copied().unwrap_or_default();
        let is_expected = match slot.takes {
            Takes::Most => count > strings.len() / 2,
            Takes::Some => (1..=strings.len() / 2).contains(&count),
            Takes::None => count == 0,
        };
        if !is_expected {
            unexpected.push(format!("`{}` takes {count} strings", slot.field));
        }
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
}

/// Puts a text into every place of a sheet, and returns those that have taken it; or what went wrong.
fn take<'s>(sheet: &'s Sheet, text: &str) -> Result<Vec<&'s Slot>, String> {
    let mut slots: Vec<&Slot> = sheet.slots.iter().collect();
    while !slots.is_empty() {
        let outcome = pipeline::run(&blueprint(sheet.base, &slots, text));
        // The app's own stack comes last.
        if let Some((yaml, json)) = outcome.templates.as_ref().and_then(|all| all.last()) {
            let template = Template::read(yaml, json)?;
            let said = in_terraform(sheet, &outcome, text)?;
            let lost = slots
                .iter()
                .find_map(|slot| lost(slot, &template, &said, text));
            return lost.map_or(Ok(slots), Err);
        }
        let is_error = |it: &&Diagnostic| it.severity == Severity::Error;
        let errors: Vec<&Diagnostic> = outcome.diagnostics.iter().filter(is_error).collect();
        if let Some(error) = errors.iter().find(|error| pipeline::is_our_mistake(error)) {
            return Err(format!("are refused too late: {}", error.message));
        }
        let before = slots.len();
        for blame in [Blame::At, Blame::Above] {
            if slots.len() == before {
                slots.retain(|slot| !errors.iter().any(|it| is_blamed(slot, text, it, blame)));
            }
        }
        if slots.len() == before {
            return Err(format!("are refused elsewhere: {}", errors[0].message));
        }
    }
    Ok(slots)
}

/// Where a text did not arrive from a place.
fn lost(slot: &Slot, template: &Template, said: &Value, text: &str) -> Option<String> {
    if !(slot.arrives)(template, text) {
        return Some(format!("do not arrive from `{}`", slot.field));
    }
    let has_arrived = said.is_null() || (slot.arrives_in_terraform)(said, text);
    (!has_arrived).then(|| format!("do not arrive in Terraform from `{}`", slot.field))
}

/// What the configuration says; nothing if Terraform cannot have a text as it is.
fn in_terraform(sheet: &Sheet, outcome: &Outcome, text: &str) -> Result<Value, String> {
    let configuration = outcome.terraform.as_ref().expect("a configuration");
    let body = configuration
        .check()
        .map_err(|error| format!("break the configuration: {error}"))?;
    match (body, (sheet.is_refused_by_terraform)(text)) {
        (Some(body), false) => Ok(configuration::said(&body)),
        (None, true) => Ok(Value::Null),
        (Some(_), true) => Err("are not refused by Terraform".to_owned()),
        (None, false) => Err("are refused by Terraform".to_owned()),
    }
}

/// The blueprint with a text in these places.
fn blueprint(base: &[&str], slots: &[&Slot], text: &str) -> String {
    let string = basic_string(text);
    let mut blueprint = String::new();
    let written = || slots.iter().flat_map(|slot| slot.lines.lines());
    for line in base {
        if !written().any(|other| is_instead(key(other), key(line))) {
            blueprint += &format!("{line}\n");
        }
    }
    for line in written() {
        blueprint += &line.replace("{}", &string);
        blueprint.push('\n');
    }
    blueprint
}

/// The key that a line begins with.
fn key(line: &str) -> &str {
    line.split_once(" = ").expect("a key and a value").0
}

/// Whether one key cannot stand beside another: it is the same, or one is within the other.
fn is_instead(one: &str, other: &str) -> bool {
    let is_within = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'));
    one == other || is_within(one, other) || is_within(other, one)
}

/// How near to a place an error is that is about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blame {
    /// At its key or below; where the key is the text, at that text.
    At,
    /// At the table it stands in.
    Above,
}

/// Whether an error is about what stands in a place.
fn is_blamed(slot: &Slot, text: &str, error: &Diagnostic, blame: Blame) -> bool {
    let path = match &error.place {
        Place::Key(path) | Place::Value(path) => path,
        Place::Bytes(_) => panic!("no TOML: {error:?}"),
    };
    slot.lines.lines().any(|line| {
        let key = key(line);
        let key = key.find("{}").map_or(key, |at| &key[..at + 2]);
        match (blame, key.rsplit_once('.')) {
            (Blame::At, _) => leads_to(key, text, path),
            (Blame::Above, Some((table, _))) => {
                leads_to(table, text, path) && path.segments().len() == table.split('.').count()
            }
            (Blame::Above, None) => false,
        }
    })
}

/// Whether a path begins with a key, the text being in its place.
fn leads_to(key: &str, text: &str, path: &Path) -> bool {
    let mut segments = path.segments().into_iter();
    key.split('.').all(|key| {
        let key = if key == "{}" { text } else { key };
        matches!(segments.next(), Some(Segment::Key(found)) if found == key)
    })
}
