//! From the properties of a resource to its arguments, as the rows of the catalog say.

use std::borrow::Cow;

use super::problems::no_form;
use super::spelling::Speller;
use crate::diagnostic::Diagnostics;
use crate::hcl::{Block, Expression};
use crate::model::{Apart, Argument, ArgumentRow, Map, REGION, Resource, Value};

/// What the properties of one resource become.
pub(super) struct Arguments<'a, 'o> {
    pub(super) resource: &'a Resource,
    /// What the resource is called, without its type.
    pub(super) name: &'a str,
    pub(super) speller: &'a Speller<'a>,
    /// Tags that the provider puts on everything.
    pub(super) default_tags: &'a [(String, String)],
    pub(super) out: &'o mut Diagnostics,
    /// Its other tags.
    pub(super) tags: Vec<(Cow<'static, str>, Expression)>,
    /// Resources for those of its properties that Terraform wants apart.
    pub(super) apart: Vec<Block>,
}

impl Arguments<'_, '_> {
    /// Adds what properties become to a block.
    pub(super) fn fill(
        &mut self,
        block: &mut Block,
        rows: &'static [ArgumentRow],
        properties: &Map,
    ) {
        for (property, argument) in rows {
            if let Some(value) = properties.get(property) {
                self.add(block, property, argument, value);
            }
        }
        for (property, _) in properties.iter() {
            if !rows.iter().any(|(known, _)| *known == property) {
                self.gap(property);
            }
        }
        block.blocks_last();
    }

    fn add(
        &mut self,
        block: &mut Block,
        property: &str,
        argument: &'static Argument,
        value: &Value,
    ) {
        match (argument, value) {
            (Argument::Is(name), _) => block.set(*name, self.speller.value(value)),
            (Argument::Number(name), _) => block.set(*name, self.parsed::<i64>(value)),
            (Argument::Boolean(name), _) => block.set(*name, self.parsed::<bool>(value)),
            (Argument::Word(name, word), Value::Str(text)) => block.set(*name, text == word),
            (Argument::Word(name, word), Value::List(items)) => {
                block.set(*name, items.iter().any(|item| *item == Value::from(*word)));
            }
            (Argument::Json(name, keys), _) => {
                block.set(*name, Expression::json(self.speller.json(value, *keys)));
            }
            (Argument::Unless(word, _), Value::Str(text)) if text == word => {}
            (Argument::Unless(_, inner), _) => self.add(block, property, inner, value),
            (Argument::In(keyword, inner), _) => {
                block.change(keyword, |block| self.add(block, property, inner, value));
            }
            (Argument::Counted(keyword), Value::List(items)) => block.add(
                Block::new(*keyword)
                    .argument("items", self.speller.value(value))
                    .argument("quantity", items.len() as i64),
            ),
            (Argument::Block(..) | Argument::Apart(_), Value::List(items)) => {
                for item in items {
                    self.add(block, property, argument, item);
                }
            }
            (Argument::Block(keyword, rows), Value::Map(map)) => {
                let mut inner = Block::new(*keyword);
                self.fill(&mut inner, rows, map);
                block.add(inner);
            }
            (Argument::Apart(apart), Value::Map(map)) => self.add_apart(apart, map),
            (Argument::Inline(rows), Value::Map(map)) => self.fill(block, rows, map),
            (Argument::Inline(rows), Value::List(items)) => match items.as_slice() {
                [Value::Map(map)] => self.fill(block, rows, map),
                _ => self.gap(property),
            },
            (Argument::Attributes(rows), Value::List(items)) => {
                let entries = items.iter().filter_map(key_and_value);
                let entries: Map = entries.collect();
                if entries.len() != items.len() {
                    self.gap(property);
                }
                self.fill(block, rows, &entries);
            }
            (Argument::Tags, Value::List(items)) => self.add_tags(items),
            (Argument::Tags, Value::Map(table)) => {
                for (key, value) in table.iter() {
                    self.add_tag(key.to_owned().into(), value);
                }
            }
            (Argument::SameAs(names), Value::Attribute(..)) => {
                for name in *names {
                    block.set(*name, self.speller.sibling(value, name));
                }
            }
            (Argument::Companion(known), value) => {
                for unknown in keys(value).filter(|key| !known.contains(key)) {
                    self.gap(unknown);
                }
            }
            (Argument::Absent(_), _) => {}
            _ => self.gap(property),
        }
    }

    /// A number or a boolean that may be written as text.
    fn parsed<T: std::str::FromStr + Into<Expression>>(&self, value: &Value) -> Expression {
        let parsed = match value {
            Value::Str(text) => text.parse::<T>().ok(),
            _ => None,
        };
        parsed.map_or_else(|| self.speller.value(value), Into::into)
    }

    fn add_tags(&mut self, tags: &[Value]) {
        for tag in tags {
            let Some((key, value)) = key_and_value(tag) else {
                self.gap("Tags");
                continue;
            };
            self.add_tag(key, &value);
        }
    }

    fn add_tag(&mut self, key: Cow<'static, str>, value: &Value) {
        let is_default =
            |(k, v): &(String, String)| *k == key && matches!(value, Value::Str(text) if text == v);
        if !self.default_tags.iter().any(is_default) {
            self.tags.push((key, self.speller.value(value)));
        }
    }

    fn add_apart(&mut self, apart: &'static Apart, properties: &Map) {
        if apart
            .unless
            .is_some_and(|is_not_needed| is_not_needed(properties))
        {
            return;
        }
        let mut name = self.name.to_owned();
        if !apart.suffix.is_empty() {
            name = format!("{name}_{}", apart.suffix);
        }
        let others = self.apart.iter();
        let number = 1 + others
            .filter(|other| other.labels.first().is_some_and(|l| l == apart.name))
            .count();
        if number > 1 {
            name = format!("{name}_{number}");
        }
        let (argument, attribute) = apart.owner;
        let mut block = Block::new("resource")
            .label(apart.name)
            .label(name)
            .comment(format!("{}: {}", self.resource.origin.path, apart.why))
            .argument(argument, self.speller.own(self.resource, attribute));
        if let Some(region) = self.resource.region {
            block.set(REGION, region);
        }
        self.fill(&mut block, apart.arguments, properties);
        self.apart.push(block);
    }

    fn gap(&mut self, property: &str) {
        let what = format!("`{property}` of {}", self.resource.kind.name);
        no_form(&what, &self.resource.origin.path, self.out);
    }
}

/// An entry of a list of tags or attributes.
fn key_and_value(entry: &Value) -> Option<(Cow<'static, str>, Value)> {
    match entry {
        Value::Map(entry) => match (entry.get("Key"), entry.get("Value")) {
            (Some(Value::Str(key)), Some(value)) => Some((key.clone(), value.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// The keys of a table, or of the tables of a list.
fn keys(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::Map(map) => Box::new(map.iter().map(|(key, _)| key)),
        Value::List(items) => Box::new(items.iter().flat_map(keys)),
        _ => Box::new(std::iter::empty()),
    }
}
