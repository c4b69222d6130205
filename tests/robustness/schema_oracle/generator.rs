//! Instances of a schema: right more often than not.

use std::borrow::Cow;
use std::collections::HashMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::string::{RegexGeneratorStrategy, string_regex};
use proptest::test_runner::{TestRng, TestRunner};
use serde_json::{Map, Value};

use super::pattern;

/// Below this depth only what is required is made: schemas may be recursive.
const DEEPEST: usize = 7;

/// Makes instances of one schema.
pub struct Generator<'s> {
    schema: &'s Value,
    runner: TestRunner,
    patterns: HashMap<String, RegexGeneratorStrategy<String>>,
}

impl<'s> Generator<'s> {
    pub fn new(schema: &'s Value, runner: TestRunner) -> Self {
        Self {
            schema,
            runner,
            patterns: HashMap::new(),
        }
    }

    /// Another instance.
    pub fn instance(&mut self) -> Value {
        self.value(self.schema, 0)
    }

    /// What chance is taken from.
    pub fn rng(&mut self) -> &mut TestRng {
        self.runner.rng()
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let schema = self.decided(schema);
        if let Some(words) = schema["enum"].as_array() {
            return words[self.below(words.len())].clone();
        }
        match self.kind(&schema) {
            "object" => self.object(&schema, depth),
            "array" => self.array(&schema, depth),
            "integer" | "number" => self.number(&schema),
            "boolean" => Value::Bool(self.chance(0.5)),
            _ => self.text(&schema).into(),
        }
    }

    /// A schema with its references followed and its alternatives chosen.
    fn decided<'a>(&mut self, schema: &'a Value) -> Cow<'a, Value>
    where
        's: 'a,
    {
        const ALTERNATIVES: [&str; 2] = ["anyOf", "oneOf"];
        let Some(keywords) = schema.as_object() else {
            // No schema, or `true`: anything.
            return Cow::Borrowed(schema);
        };
        let is_reference = keywords.contains_key("$ref");
        if is_reference && keywords.len() == 1 {
            return self.decided(self.definition(schema));
        }
        if !is_reference && ALTERNATIVES.iter().all(|it| !keywords.contains_key(*it)) {
            return Cow::Borrowed(schema);
        }
        let mut decided = keywords.clone();
        if decided.shift_remove("$ref").is_some() {
            let definition = self.decided(self.definition(schema));
            merge(&mut decided, &definition);
        }
        for keyword in ALTERNATIVES {
            if let Some(Value::Array(alternatives)) = decided.shift_remove(keyword) {
                merge(&mut decided, &alternatives[self.below(alternatives.len())]);
            }
        }
        Cow::Owned(Value::Object(decided))
    }

    /// What a schema refers to.
    fn definition(&self, schema: &Value) -> &'s Value {
        let pointer = schema["$ref"].as_str().expect("a pointer");
        let target = self.schema.pointer(pointer.trim_start_matches('#'));
        target.expect("a definition")
    }

    /// A type that the schema allows.
    fn kind<'a>(&mut self, schema: &'a Value) -> &'a str {
        match &schema["type"] {
            Value::String(kind) => kind,
            Value::Array(kinds) => kinds[self.below(kinds.len())].as_str().expect("a type"),
            _ if schema["properties"].is_object() => "object",
            _ => "string",
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        let nothing = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&nothing);
        let needed = texts(&schema["required"]);
        let wanted = match depth {
            DEEPEST.. => 0.0,
            _ => 0.3 / (1.0 + depth as f64),
        };
        for (name, schema) in properties {
            let is_needed = needed.contains(&name.as_str()) && self.chance(0.99);
            if is_needed || self.chance(wanted) {
                object.insert(name.clone(), self.value(schema, depth + 1));
            }
        }
        for (name, others) in schema["dependentRequired"].as_object().unwrap_or(&nothing) {
            for other in texts(others) {
                let is_needed = object.contains_key(name) && !object.contains_key(other);
                if is_needed && self.chance(0.9) {
                    object.insert(other.to_owned(), self.value(&properties[other], depth + 1));
                }
            }
        }
        for (names, schema) in schema["patternProperties"].as_object().unwrap_or(&nothing) {
            for _ in 0..self.below(3) {
                let name = self.matching(names);
                object.insert(name, self.value(schema, depth + 1));
            }
        }
        if schema["additionalProperties"] != false && self.chance(0.2) {
            object.insert("Anything".to_owned(), Value::Bool(true));
        }
        Value::Object(object)
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Value {
        let least = size(schema, "minItems").unwrap_or(0);
        let most = size(schema, "maxItems").unwrap_or(least + 2).min(least + 2);
        let count = least + self.below(most.saturating_sub(least) + 1);
        (0..count)
            .map(|_| self.value(&schema["items"], depth + 1))
            .collect()
    }

    /// A whole number, at one of its bounds as often as between them.
    fn number(&mut self, schema: &Value) -> Value {
        let bound = |keyword: &str| schema[keyword].as_f64().map(|bound| bound as i64);
        let least = bound("minimum").unwrap_or(-1);
        let most = bound("maximum").unwrap_or(least + 100_000);
        match self.below(4) {
            0 => least,
            1 => most,
            _ => self.rng().random_range(least..=most),
        }
        .into()
    }

    fn text(&mut self, schema: &Value) -> String {
        let letters = ['a', 'B', '0', '-', '/', ':', ' ', 'é', '日'];
        let least = size(schema, "minLength").unwrap_or(0);
        let most = size(schema, "maxLength").unwrap_or(least + 10);
        if let Some(pattern) = schema["pattern"].as_str() {
            let mut text = self.matching(pattern);
            if !pattern.ends_with('$') {
                // What follows a match is free.
                text.push_str(&"a".repeat(least.saturating_sub(text.chars().count())));
            }
            return text;
        }
        let length = match self.below(4) {
            0 => least,
            1 if most < 3000 => most,
            _ => least + self.below(most.saturating_sub(least).min(20) + 1),
        };
        (0..length)
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }

    fn matching(&mut self, pattern: &str) -> String {
        let texts = self
            .patterns
            .entry(pattern.to_owned())
            .or_insert_with(|| string_regex(&pattern::for_generator(pattern)).expect("a pattern"));
        let made = texts.new_tree(&mut self.runner).expect("a text");
        made.current()
    }

    fn below(&mut self, count: usize) -> usize {
        self.rng().random_range(0..count)
    }

    fn chance(&mut self, share: f64) -> bool {
        self.rng().random_bool(share)
    }
}

/// Adds keywords to a schema; what is required is required by both.
fn merge(schema: &mut Map<String, Value>, other: &Value) {
    for (keyword, value) in other.as_object().expect("a schema") {
        match (schema.get_mut(keyword), value) {
            (Some(Value::Array(required)), Value::Array(more)) if keyword == "required" => {
                required.extend(more.iter().cloned());
            }
            (Some(_), _) => {}
            (None, _) => {
                schema.insert(keyword.clone(), value.clone());
            }
        }
    }
}

fn texts(list: &Value) -> Vec<&str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).collect()
}

fn size(schema: &Value, keyword: &str) -> Option<usize> {
    schema[keyword]
        .as_u64()
        .and_then(|size| usize::try_from(size).ok())
}
