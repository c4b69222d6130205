//! The facts of AWS's resource schemas: what each property of a type takes.
//!
//! They come from `schemas.json`, which `tools/extract-schemas.py` takes from a pinned cfn-lint; `build.rs` turns that into the
//! tables below. Reading them costs nothing until a type is checked.

use std::sync::OnceLock;

use regex_automata::Input;
use regex_automata::dfa::{Automaton, sparse};

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// A piece of `TEXT`: where it begins, and how many bytes it has.
#[derive(Clone, Copy, Debug)]
pub struct Text(u32, u16);

impl Text {
    /// The text.
    pub fn as_str(self) -> &'static str {
        let start = self.0 as usize;
        &TEXT[start..start + usize::from(self.1)]
    }
}

/// A run of rows in one of the tables: the first, and the one after the last.
#[derive(Clone, Copy, Debug)]
pub struct Range(u32, u32);

impl Range {
    fn of<T>(self, table: &'static [T]) -> &'static [T] {
        &table[self.0 as usize..self.1 as usize]
    }
}

/// A schema: rules that a value must obey.
#[derive(Clone, Copy, Debug)]
pub struct Node(u16);

/// One keyword of a schema.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// The JSON types it may have, as a set of bits: string, integer, number, boolean, array, object.
    Type(u8),
    /// The values it may have.
    Enum(Range),
    /// The pattern it must contain, by index.
    Pattern(u16),
    /// Fewest characters.
    MinLength(u32),
    /// Most characters.
    MaxLength(u32),
    /// Least value.
    Minimum(f64),
    /// Greatest value.
    Maximum(f64),
    /// A number it must be a multiple of.
    MultipleOf(f64),
    /// Fewest items.
    MinItems(u32),
    /// Most items.
    MaxItems(u32),
    /// Fewest properties.
    MinProperties(u32),
    /// Most properties.
    MaxProperties(u32),
    /// Whether no item may be twice in the list.
    UniqueItems(bool),
    /// What items must obey.
    Items(Node),
    /// What properties must obey, by name.
    Properties(Range),
    /// What properties whose name contains a pattern must obey.
    PatternProperties(u16, Node),
    /// Whether other properties may be there.
    AdditionalProperties(bool),
    /// Properties that must be there.
    Required(Range),
    /// Properties that must be there if another one is.
    DependentRequired(Range),
    /// Schemas of which one at least must be obeyed.
    AnyOf(Range),
    /// Schemas of which exactly one must be obeyed.
    OneOf(Range),
    /// Schemas that must all be obeyed.
    AllOf(Range),
    /// Another schema that must be obeyed.
    Reference(Node),
}

impl Node {
    /// Its rules.
    pub fn rules(self) -> &'static [Rule] {
        NODES[usize::from(self.0)].of(RULES)
    }

    /// What a property must obey, by its name or by its path with dots; `None` if there is no such property.
    pub fn property(self, path: &str) -> Option<Node> {
        path.split('.')
            .try_fold(self, |node, name| node.child(name))
    }

    fn child(self, name: &str) -> Option<Node> {
        self.rules().iter().find_map(|rule| match *rule {
            Rule::Properties(range) => property(range, name),
            Rule::Reference(node) | Rule::Items(node) => node.child(name),
            Rule::AnyOf(range) | Rule::OneOf(range) | Rule::AllOf(range) => {
                schemas(range).iter().find_map(|node| node.child(name))
            }
            _ => None,
        })
    }
}

/// The property of this name in a run of properties.
pub fn property(range: Range, name: &str) -> Option<Node> {
    let properties = range.of(PROPERTIES);
    // By length first, which most comparisons end with.
    let found = properties.binary_search_by(|(text, _)| {
        let length = usize::from(text.1).cmp(&name.len());
        length.then_with(|| text.as_str().cmp(name))
    });
    found.ok().map(|index| properties[index].1)
}

/// The words of an enumeration or of required properties.
pub fn words(range: Range) -> impl Iterator<Item = &'static str> {
    range.of(WORDS).iter().map(|text| text.as_str())
}

/// The schemas of a list.
pub fn schemas(range: Range) -> &'static [Node] {
    range.of(LISTS)
}

/// Properties, and what each of them needs beside it.
pub fn dependencies(
    range: Range,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    range
        .of(DEPENDENCIES)
        .iter()
        .map(|(name, needed)| (name.as_str(), words(*needed)))
}

/// The pattern, as AWS writes it.
pub fn pattern(index: u16) -> &'static str {
    PATTERNS[usize::from(index)].0
}

/// Whether a text contains a pattern.
pub fn matches(index: u16, text: &str) -> bool {
    static AUTOMATA: [OnceLock<Option<sparse::DFA<&'static [u8]>>>; PATTERNS.len()] =
        [const { OnceLock::new() }; PATTERNS.len()];
    let index = usize::from(index);
    let automaton = AUTOMATA[index].get_or_init(|| {
        let (dfa, _) = sparse::DFA::from_bytes(PATTERNS[index].1).ok()?;
        Some(dfa)
    });
    automaton.as_ref().is_some_and(|dfa| {
        let found = dfa.try_search_fwd(&Input::new(text).earliest(true));
        matches!(found, Ok(Some(_)))
    })
}

/// The schema of a type.
pub fn of(name: &str) -> Option<Node> {
    let found = TYPES.binary_search_by(|(text, _)| text.as_str().cmp(name));
    found.ok().map(|index| TYPES[index].1)
}

/// The types that have a schema, sorted by name.
pub fn names() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(text, _)| text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_automaton_loads() {
        for (pattern, automaton) in PATTERNS {
            assert!(sparse::DFA::from_bytes(automaton).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn properties_are_found_by_path() {
        let service = of("AWS::ECS::Service");
        let found = |path| service.and_then(|node| node.property(path)).is_some();
        assert!(found(
            "DeploymentConfiguration.DeploymentCircuitBreaker.Rollback"
        ));
        assert!(found("LoadBalancers.ContainerPort"));
        assert!(!found("DeploymentConfiguration.Rollback"));
    }
}
