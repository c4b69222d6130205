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
struct Validator<'a> {
    path: Vec<Step<'a>>,
    found: Vec<Violation>,
}

/// A step from a value to one inside it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Index(usize),
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

impl<'a> Validator<'a> {
    fn report(&mut self, problem: impl Into<String>) {
        self.found.push(Violation {
            property: self.path_in_words(),
            problem: problem.into(),
        });
    }

    fn path_in_words(&self) -> String {
        let mut words = String::new();
        for step in &self.path {
            let _ = match step {
                Step::Index(index) => write!(words, "[{index}]"),
                Step::Name(name) if words.is_empty() => write!(words, "{name}"),
                Step::Name(name) => write!(words, ".{name}"),
            };
        }
        words
    }

    /// Does something one step further in.
    fn within(&mut self, step: Step<'a>, work: impl FnOnce(&mut Self)) {
        self.path.push(step);
        work(self);
        self.path.pop();
    }

    fn value(&mut self, node: Node, value: &'a Value) {
        if value.is_deferred() {
            return;
        }
        let rules = node.rules();
        // The type comes first; if it is wrong, no other rule means anything.
        if let Some(Rule::Type(types)) = rules.first()
            && types & type_bit(value) == 0
        {
            self.report("is of the wrong type");
            return;
        }
        for rule in rules {
            match value {
                Value::Map(map) => self.map_rule(*rule, rules, map),
                Value::List(items) => self.list_rule(*rule, items),
                Value::Str(text) => self.text_rule(*rule, text),
                Value::Int(number) => self.number_rule(*rule, *number),
                _ => {}
            }
            self.combination(*rule, |this, node| this.value(node, value));
        }
    }

    fn map(&mut self, node: Node, map: &'a Map) {
        let rules = node.rules();
        for rule in rules {
            self.map_rule(*rule, rules, map);
            self.combination(*rule, |this, node| this.map(node, map));
        }
    }

    /// A rule that holds what `check` checks against other schemas as a whole.
    fn combination(&mut self, rule: Rule, check: impl Fn(&mut Self, Node)) {
        match rule {
            Rule::Reference(other) => check(self, other),
            Rule::AllOf(range) => {
                for other in schema::schemas(range) {
                    check(self, *other);
                }
            }
            Rule::AnyOf(range) => self.alternatives(schema::schemas(range), check, false),
            Rule::OneOf(range) => self.alternatives(schema::schemas(range), check, true),
            _ => {}
        }
    }

    fn alternatives(&mut self, nodes: &[Node], check: impl Fn(&mut Self, Node), exactly_one: bool) {
        let mut obeyed = 0;
        let mut fewest: Option<Vec<Violation>> = None;
        let before = self.found.len();
        for node in nodes {
            check(self, *node);
            let attempt = self.found.split_off(before);
            if attempt.is_empty() {
                obeyed += 1;
            } else if fewest.as_ref().is_none_or(|f| attempt.len() < f.len()) {
                fewest = Some(attempt);
            }
        }
        if obeyed == 0 {
            self.found.extend(fewest.unwrap_or_default());
        } else if exactly_one && obeyed > 1 {
            self.report("is one of several kinds at once");
        }
    }

    fn map_rule(&mut self, rule: Rule, rules: &[Rule], map: &'a Map) {
        match rule {
            Rule::Properties(range) => {
                for (name, value) in map.iter() {
                    match schema::property(range, name) {
                        Some(node) => {
                            self.within(Step::Name(name), |this| this.value(node, value));
                        }
                        None if is_closed_to(rules, name) => {
                            self.within(Step::Name(name), |this| this.report("is no property"));
                        }
                        None => {}
                    }
                }
            }
            Rule::PatternProperties(pattern, node) => {
                for (name, value) in map.iter() {
                    if schema::matches(pattern, name) {
                        self.within(Step::Name(name), |this| this.value(node, value));
                    }
                }
            }
            // Where properties are declared, they have been held against it already.
            Rule::AdditionalProperties(false) if !declares_properties(rules) => {
                for (name, _) in map.iter().filter(|(name, _)| is_closed_to(rules, name)) {
                    self.within(Step::Name(name), |this| this.report("is no property"));
                }
            }
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

    fn list_rule(&mut self, rule: Rule, items: &'a [Value]) {
        match rule {
            Rule::Items(node) => {
                for (index, item) in items.iter().enumerate() {
                    self.within(Step::Index(index), |this| this.value(node, item));
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

    fn text_rule(&mut self, rule: Rule, text: &str) {
        match rule {
            Rule::Enum(range) if !schema::words(range).any(|word| word == text) => {
                self.report(format!("cannot be `{}`", text.escape_debug()));
            }
            Rule::Pattern(index) if !schema::matches(index, text) => {
                self.report(format!("does not match {}", schema::pattern(index)));
            }
            Rule::MinLength(least) if is_shorter(text, least) => {
                self.report(format!("has fewer than {least} characters"));
            }
            Rule::MaxLength(most) if is_longer(text, most) => {
                self.report(format!("has more than {most} characters"));
            }
            _ => {}
        }
    }

    fn number_rule(&mut self, rule: Rule, number: i64) {
        // No property of AWS comes near the numbers that a double cannot hold exactly.
        let exact = number as f64;
        match rule {
            Rule::Enum(range) if !schema::words(range).any(|w| w.parse() == Ok(number)) => {
                self.report(format!("cannot be {number}"));
            }
            Rule::Minimum(least) if exact < least => {
                self.report(format!("is less than {least}"));
            }
            Rule::Maximum(most) if exact > most => {
                self.report(format!("is more than {most}"));
            }
            Rule::MultipleOf(factor) if !is_whole(exact / factor) => {
                self.report(format!("is no multiple of {factor}"));
            }
            _ => {}
        }
    }
}

fn declares_properties(rules: &[Rule]) -> bool {
    rules.iter().any(|rule| matches!(rule, Rule::Properties(_)))
}

/// Whether a map may not have a property of this name, as none is declared by name.
fn is_closed_to(rules: &[Rule], name: &str) -> bool {
    let mut is_closed = false;
    for rule in rules {
        match *rule {
            Rule::AdditionalProperties(false) => is_closed = true,
            Rule::PatternProperties(pattern, _) if schema::matches(pattern, name) => return false,
            _ => {}
        }
    }
    is_closed
}

/// Whether a quotient is a whole number, but for what division in binary loses: 3 is thirty times 0.1.
fn is_whole(quotient: f64) -> bool {
    (quotient - quotient.round()).abs() < 1e-9
}

/// Whether a text has fewer characters than so many.
fn is_shorter(text: &str, least: u32) -> bool {
    text.chars().take(least as usize).count() < least as usize
}

/// Whether a text has more characters than so many; it cannot have more than bytes.
fn is_longer(text: &str, most: u32) -> bool {
    text.len() > most as usize && text.chars().count() > most as usize
}
