//! Every resource against AWS's own schema of its type.
//!
//! Values that are known only when the stack is deployed obey every schema. The crate `jsonschema` is the oracle in the tests:
//! compiling these schemas with it takes longer than rendering a stack.

use std::fmt::Write as _;

use crate::catalog::schema::{self, Node, Rule};
use crate::diagnostic::Diagnostics;
use crate::model::{Map, Resource, Stack, Value};

/// What to do about a diagnostic that should not have been possible.
pub(super) const OUR_MISTAKE: &str =
    "this is a mistake of ecsgen: please report it, with the blueprint that shows it";

/// Something in a resource that AWS would refuse.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The property: `LoadBalancers[0].ContainerPort`.
    pub property: String,
    /// What is wrong with it.
    pub problem: String,
}

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    for resource in stack.resources() {
        for violation in violations(resource) {
            let name = resource.kind.name;
            let Violation { property, problem } = violation;
            out.error(
                &resource.origin.path,
                format!("`{name}` `{}`: `{property}` {problem}", resource.id),
            )
            .help(OUR_MISTAKE);
        }
    }
}

/// What AWS would refuse of a resource.
pub fn violations(resource: &Resource) -> Vec<Violation> {
    let mut validator = Validator::default();
    match schema::of(resource.kind.name) {
        Some(node) => validator.map(node, &resource.properties),
        None => validator.report("has no schema in the catalog"),
    }
    validator.found
}

#[derive(Default)]
struct Validator {
    property: String,
    found: Vec<Violation>,
}

/// The types of JSON, as the bits of [`Rule::Type`].
fn type_bit(value: &Value) -> u8 {
    match value {
        Value::Str(_) => 1,
        Value::Int(_) => 2,
        Value::Bool(_) => 8,
        Value::List(_) => 16,
        Value::Map(_) => 32,
        _ => u8::MAX,
    }
}

impl Validator {
    fn report(&mut self, problem: impl Into<String>) {
        self.found.push(Violation {
            property: self.property.clone(),
            problem: problem.into(),
        });
    }

    /// Does something one property or item further in.
    fn within(&mut self, step: impl FnOnce(&mut String), work: impl FnOnce(&mut Self)) {
        let length = self.property.len();
        step(&mut self.property);
        work(self);
        self.property.truncate(length);
    }

    fn value(&mut self, node: Node, value: &Value) {
        if value.is_deferred() {
            return;
        }
        for rule in node.rules() {
            if let Rule::Type(types) = rule
                && types & type_bit(value) == 0
            {
                // Then no other rule means anything.
                self.report("is of the wrong type");
                return;
            }
        }
        match value {
            Value::Map(map) => self.map(node, map),
            Value::List(items) => self.list(node, items),
            Value::Str(text) => self.text(node, text),
            Value::Int(number) => self.number(node, *number),
            _ => {}
        }
        self.combinations(node, value);
    }

    /// Rules that hold values against other schemas as a whole.
    fn combinations(&mut self, node: Node, value: &Value) {
        for rule in node.rules() {
            match *rule {
                Rule::Reference(other) => self.value(other, value),
                Rule::AllOf(range) => {
                    for other in schema::schemas(range) {
                        self.value(*other, value);
                    }
                }
                Rule::AnyOf(range) => self.alternatives(schema::schemas(range), value, false),
                Rule::OneOf(range) => self.alternatives(schema::schemas(range), value, true),
                _ => {}
            }
        }
    }

    fn alternatives(&mut self, nodes: &[Node], value: &Value, exactly_one: bool) {
        let mut obeyed = 0;
        let mut fewest: Option<Vec<Violation>> = None;
        for node in nodes {
            let mut attempt = Validator {
                property: self.property.clone(),
                found: Vec::new(),
            };
            attempt.value(*node, value);
            if attempt.found.is_empty() {
                obeyed += 1;
            } else if fewest
                .as_ref()
                .is_none_or(|f| attempt.found.len() < f.len())
            {
                fewest = Some(attempt.found);
            }
        }
        if obeyed == 0 {
            self.found.extend(fewest.unwrap_or_default());
        } else if exactly_one && obeyed > 1 {
            self.report("is one of several kinds at once");
        }
    }

    fn map(&mut self, node: Node, map: &Map) {
        let rules = node.rules();
        let declared = |name: &str| {
            rules.iter().find_map(|rule| match *rule {
                Rule::Properties(range) => schema::property(range, name),
                Rule::PatternProperties(pattern, node) if schema::matches(pattern, name) => {
                    Some(node)
                }
                _ => None,
            })
        };
        let is_closed = rules
            .iter()
            .any(|r| matches!(r, Rule::AdditionalProperties(false)));
        for (name, value) in map.iter() {
            let step = |property: &mut String| {
                if !property.is_empty() {
                    property.push('.');
                }
                property.push_str(name);
            };
            match declared(name) {
                Some(node) => self.within(step, |this| this.value(node, value)),
                None if is_closed => self.within(step, |this| this.report("is no property")),
                None => {}
            }
        }
        for rule in rules {
            self.map_rule(*rule, map);
        }
    }

    fn map_rule(&mut self, rule: Rule, map: &Map) {
        match rule {
            Rule::Required(range) => {
                for name in schema::words(range).filter(|name| map.get(name).is_none()) {
                    self.report(format!("lacks `{name}`"));
                }
            }
            Rule::DependentRequired(range) => {
                for (name, needed) in schema::dependencies(range) {
                    if map.get(name).is_none() {
                        continue;
                    }
                    for other in needed.filter(|other| map.get(other).is_none()) {
                        self.report(format!("has `{name}` but lacks `{other}`"));
                    }
                }
            }
            Rule::MinProperties(least) if map.len() < least as usize => {
                self.report(format!("has fewer than {least} properties"));
            }
            Rule::MaxProperties(most) if map.len() > most as usize => {
                self.report(format!("has more than {most} properties"));
            }
            _ => {}
        }
    }

    fn list(&mut self, node: Node, items: &[Value]) {
        for rule in node.rules() {
            match *rule {
                Rule::Items(node) => {
                    for (index, item) in items.iter().enumerate() {
                        let step = |property: &mut String| {
                            let _ = write!(property, "[{index}]");
                        };
                        self.within(step, |this| this.value(node, item));
                    }
                }
                Rule::MinItems(least) if items.len() < least as usize => {
                    self.report(format!("has fewer than {least} items"));
                }
                Rule::MaxItems(most) if items.len() > most as usize => {
                    self.report(format!("has more than {most} items"));
                }
                Rule::UniqueItems(true) => {
                    let mut pairs = items.iter().enumerate();
                    if pairs.any(|(index, item)| items[..index].contains(item)) {
                        self.report("has an item twice");
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, node: Node, text: &str) {
        for rule in node.rules() {
            match *rule {
                Rule::Enum(range) if !schema::words(range).any(|word| word == text) => {
                    self.report(format!("cannot be `{}`", text.escape_debug()));
                }
                Rule::Pattern(index) if !schema::matches(index, text) => {
                    self.report(format!("does not match {}", schema::pattern(index)));
                }
                Rule::MinLength(least) if text.chars().count() < least as usize => {
                    self.report(format!("has fewer than {least} characters"));
                }
                Rule::MaxLength(most)
                    if text.len() > most as usize && text.chars().count() > most as usize =>
                {
                    self.report(format!("has more than {most} characters"));
                }
                _ => {}
            }
        }
    }

    fn number(&mut self, node: Node, number: i64) {
        // No property of AWS comes near the numbers that a double cannot hold exactly.
        let exact = number as f64;
        for rule in node.rules() {
            match *rule {
                Rule::Enum(range)
                    if !schema::words(range).any(|word| word == number.to_string()) =>
                {
                    self.report(format!("cannot be {number}"));
                }
                Rule::Minimum(least) if exact < least => {
                    self.report(format!("is less than {least}"));
                }
                Rule::Maximum(most) if exact > most => {
                    self.report(format!("is more than {most}"));
                }
                Rule::MultipleOf(factor) if exact % factor != 0.0 => {
                    self.report(format!("is no multiple of {factor}"));
                }
                _ => {}
            }
        }
    }
}
