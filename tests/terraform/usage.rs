//! Every row of the catalog is used by a blueprint: one that is not has never been seen to work.

use std::collections::BTreeSet;

use ecsgen::catalog;
use ecsgen::model::{
    Argument, ArgumentRow, JsonKeys, Map, Removal, Resource, Stack, Terraform, Value,
};

use crate::blueprints;
use crate::catalog::resources;

#[test]
fn every_row_is_used() {
    let mut used = Used::default();
    for blueprint in blueprints::all() {
        for resource in blueprint.stack.resources() {
            used.see_rows(rows_of(&resource.kind.terraform), &resource.properties);
        }
    }
    let mut dead = Vec::new();
    for kind in catalog::types() {
        used.collect_dead(rows_of(&kind.terraform), kind.name, &mut dead);
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn every_attribute_is_asked_for() {
    let mut asked = BTreeSet::new();
    for blueprint in blueprints::all() {
        let mut see = |value: &Value| {
            if let Value::Attribute(handle, attribute) = value {
                asked.insert(format!("{} {attribute:?}", handle.kind().name));
            }
        };
        for_each_value(&blueprint.stack, &mut see);
    }
    let rows = catalog::types().flat_map(|kind| kind.attributes.iter().map(|row| (kind.name, row)));
    let names = rows.map(|(kind, row)| format!("{kind} {:?}", row.attribute));
    let dead: Vec<String> = names.filter(|name| !asked.contains(name)).collect();
    assert!(dead.is_empty(), "nobody asks for {dead:?}");
}

#[test]
fn what_is_beside_the_rows_is_used_too() {
    let blueprints = blueprints::all();
    let any = |name: &str, holds: &dyn Fn(&Resource) -> bool| {
        let mut resources = blueprints.iter().flat_map(|it| it.stack.resources());
        resources.any(|resource| resource.kind.name == name && holds(resource))
    };
    for (kind, terraform) in resources() {
        let name = kind.name;
        let with = |property| any(name, &|it| it.properties.get(property).is_some());
        let without = |property| any(name, &|it| it.properties.get(property).is_none());
        assert!(any(name, &|_| true), "{name} is never there");
        let is_kept = |resource: &Resource| resource.removal != Removal::Delete;
        assert!(
            terraform.retention.is_empty() || any(name, &is_kept),
            "{name} is never kept"
        );
        // What is done with a property, and what is done without one.
        let done_with = [
            terraform.caveat.map(|it| it.property),
            terraform.companions.map(|it| it.property),
            terraform.postcondition.map(|it| it.property),
        ];
        let done_without = [
            terraform.left_alone.map(|it| it.property),
            terraform.always.map(|it| it.property),
        ];
        for property in done_with.iter().chain(&done_without).flatten() {
            assert!(with(property), "{name} never has {property}");
        }
        for property in done_without.iter().flatten() {
            assert!(without(property), "{name} always has {property}");
        }
    }
}

fn for_each_value<'s>(stack: &'s Stack, see: &mut dyn FnMut(&'s Value)) {
    for resource in stack.resources() {
        resource.walk(see);
    }
    for output in &stack.outputs {
        output.value.walk(see);
    }
}

fn rows_of(terraform: &'static Terraform) -> &'static [ArgumentRow] {
    match terraform {
        Terraform::Resource(resource) => resource.arguments,
        Terraform::Part { arguments, .. } => arguments,
    }
}

/// Rows that properties were found for. Types can share rows, so they go by where they are.
#[derive(Default)]
struct Used {
    rows: BTreeSet<*const ArgumentRow>,
    /// Keys of tables that no row stands for.
    keys: BTreeSet<String>,
}

impl Used {
    fn see_rows(&mut self, rows: &'static [ArgumentRow], properties: &Map) {
        for row in rows {
            if let Some(value) = properties.get(row.0) {
                self.rows.insert(row);
                self.see(&row.1, value);
            }
        }
    }

    fn see(&mut self, argument: &'static Argument, value: &Value) {
        match (argument, value) {
            (Argument::In(_, inner) | Argument::Unless(_, inner), value) => self.see(inner, value),
            (Argument::Attributes(rows), Value::List(items)) => {
                let entries: Map = items.iter().filter_map(key_and_value).collect();
                self.see_rows(rows, &entries);
            }
            (Argument::Json(..) | Argument::Companion(_), value) => value.walk(&mut |value| {
                if let Value::Map(map) = value {
                    self.keys.extend(map.iter().map(|(key, _)| key.to_owned()));
                }
            }),
            (_, Value::List(items)) => items.iter().for_each(|item| self.see(argument, item)),
            (Argument::Block(_, rows) | Argument::Inline(rows), Value::Map(map)) => {
                self.see_rows(rows, map);
            }
            (Argument::Apart(apart), Value::Map(map)) => self.see_rows(apart.arguments, map),
            _ => {}
        }
    }

    fn collect_dead(&self, rows: &'static [ArgumentRow], at: &str, dead: &mut Vec<String>) {
        for row in rows {
            let at = format!("{at}.{}", row.0);
            if !self.rows.contains(&std::ptr::from_ref(row)) {
                dead.push(at.clone());
            }
            self.collect_dead_in(&row.1, &at, dead);
        }
    }

    fn collect_dead_in(&self, argument: &'static Argument, at: &str, dead: &mut Vec<String>) {
        match argument {
            Argument::In(_, inner) | Argument::Unless(_, inner) => {
                self.collect_dead_in(inner, at, dead);
            }
            Argument::Block(_, rows) | Argument::Inline(rows) | Argument::Attributes(rows) => {
                self.collect_dead(rows, at, dead);
            }
            Argument::Apart(apart) => self.collect_dead(apart.arguments, at, dead),
            Argument::Companion(keys) | Argument::Json(_, JsonKeys::Camel(keys)) => {
                let unused = keys.iter().filter(|key| !self.keys.contains(**key));
                dead.extend(unused.map(|key| format!("{at}.{key}")));
            }
            _ => {}
        }
    }
}

fn key_and_value(entry: &Value) -> Option<(ecsgen::model::Key, Value)> {
    let Value::Map(entry) = entry else {
        return None;
    };
    match (entry.get("Key"), entry.get("Value")) {
        (Some(Value::Str(key)), Some(value)) => Some((key.clone(), value.clone())),
        _ => None,
    }
}
