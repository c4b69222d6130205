//! Turns the vendored schema facts (`src/catalog/schemas.json`) into tables that need no parsing and no relocation at start-up.
//!
//! Every (sub)schema is a node: a range of rules. Rules refer to nodes, texts and patterns by index. Patterns become finite
//! automata here, so that none is compiled at run time.

// A build script fails the build by panicking.
#![allow(clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use regex_automata::dfa::dense;
use serde_json::{Map, Value};

type Json = Map<String, Value>;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/catalog/schemas.json");
    let text =
        fs::read_to_string("src/catalog/schemas.json").expect("the schema facts are vendored");
    let document: Value = serde_json::from_str(&text).expect("the schema facts are JSON");
    let types = document["types"].as_object().expect("types by name");

    let mut tables = Tables::default();
    let mut rows = String::new();
    for (name, schema) in types {
        let mut compiler = Compiler {
            schema,
            nodes: BTreeMap::new(),
            tables: &mut tables,
        };
        let node = compiler.node("", schema);
        let name = compiler.tables.text(name);
        writeln!(rows, "({name}, {node}),").expect("a string can be written to");
    }
    tables.write(
        &rows,
        &PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR")),
    );
}

/// The tables, as the source text of their items.
#[derive(Default)]
struct Tables {
    text: String,
    nodes: Vec<Vec<String>>,
    properties: Vec<String>,
    words: Vec<String>,
    lists: Vec<usize>,
    dependencies: Vec<String>,
    patterns: Vec<(String, Vec<u8>)>,
}

impl Tables {
    /// A text, shared with any other that contains it.
    fn text(&mut self, text: &str) -> String {
        let start = self.text.find(text).unwrap_or_else(|| {
            self.text.push_str(text);
            self.text.len() - text.len()
        });
        format!("Text({start}, {})", text.len())
    }

    fn texts(&mut self, list: Option<&Vec<Value>>) -> String {
        let start = self.words.len();
        for item in list.into_iter().flatten() {
            let word = match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let word = self.text(&word);
            self.words.push(word);
        }
        range(start, self.words.len())
    }

    fn pattern(&mut self, pattern: &str) -> usize {
        if let Some(known) = self.patterns.iter().position(|(p, _)| p == pattern) {
            return known;
        }
        self.patterns.push((pattern.to_owned(), automaton(pattern)));
        self.patterns.len() - 1
    }

    fn write(&self, types: &str, directory: &Path) {
        let mut source = String::new();
        let mut item = |name: &str, kind: &str, items: String| {
            writeln!(source, "static {name}: &[{kind}] = &[{items}];")
                .expect("a string can be written to");
        };
        let mut rules = Vec::new();
        let mut nodes = Vec::new();
        for node in &self.nodes {
            nodes.push(range(rules.len(), rules.len() + node.len()));
            rules.extend(node.iter().cloned());
        }
        item("NODES", "Range", nodes.join(","));
        item("RULES", "Rule", rules.join(","));
        item("PROPERTIES", "(Text, Node)", self.properties.join(","));
        item("WORDS", "Text", self.words.join(","));
        item(
            "LISTS",
            "Node",
            self.lists
                .iter()
                .map(|n| format!("Node({n})"))
                .collect::<Vec<_>>()
                .join(","),
        );
        item("DEPENDENCIES", "(Text, Range)", self.dependencies.join(","));
        item("TYPES", "(Text, Node)", types.to_owned());
        let mut patterns = String::new();
        for (index, (pattern, automaton)) in self.patterns.iter().enumerate() {
            let file = directory.join(format!("pattern-{index}.dfa"));
            fs::write(&file, automaton).expect("OUT_DIR can be written to");
            write!(patterns, "({pattern:?}, include_bytes!({file:?})),")
                .expect("a string can be written to");
        }
        item("PATTERNS", "(&str, &[u8])", patterns);
        writeln!(source, "static TEXT: &str = {:?};", self.text)
            .expect("a string can be written to");
        fs::write(directory.join("schemas.rs"), source).expect("OUT_DIR can be written to");
    }
}

/// Compiles the schema of one type.
struct Compiler<'a> {
    schema: &'a Value,
    /// Nodes of definitions, by JSON pointer: schemas may be recursive. Other nodes have the pointer "".
    nodes: BTreeMap<String, usize>,
    tables: &'a mut Tables,
}

impl Compiler<'_> {
    fn node(&mut self, pointer: &str, schema: &Value) -> String {
        format!("Node({})", self.node_index(pointer, schema))
    }

    fn node_index(&mut self, pointer: &str, schema: &Value) -> usize {
        if let Some(index) = self.nodes.get(pointer) {
            return *index;
        }
        if let Some(reference) = only_reference(schema) {
            return self.definition(reference);
        }
        let index = self.tables.nodes.len();
        self.tables.nodes.push(Vec::new());
        if !pointer.is_empty() {
            self.nodes.insert(pointer.to_owned(), index);
        }
        let rules = match schema {
            Value::Object(keywords) => self.rules(keywords),
            Value::Bool(true) => Vec::new(),
            other => panic!("a schema is an object or true, not {other}"),
        };
        self.tables.nodes[index] = rules;
        index
    }

    /// The node of what a `$ref` points to.
    fn definition(&mut self, reference: &Value) -> usize {
        let pointer = reference.as_str().expect("$ref is a pointer");
        let pointer = pointer.trim_start_matches('#');
        let target = self.schema.pointer(pointer);
        self.node_index(pointer, target.expect("$ref points to a definition"))
    }

    fn rules(&mut self, keywords: &Json) -> Vec<String> {
        // What is looked at most comes first.
        const FIRST: [&str; 3] = ["type", "properties", "additionalProperties"];
        let rank = |keyword: &str| FIRST.iter().position(|first| *first == keyword);
        let mut keywords: Vec<_> = keywords.iter().collect();
        keywords.sort_by_key(|(keyword, _)| rank(keyword).unwrap_or(FIRST.len()));
        let mut rules = Vec::new();
        for (keyword, value) in keywords {
            match keyword.as_str() {
                // Facts about the type, and what $ref points to.
                "definitions"
                | "createOnlyProperties"
                | "conditionalCreateOnlyProperties"
                | "readOnlyProperties"
                | "writeOnlyProperties"
                | "primaryIdentifier" => {}
                "pattern" => {
                    let pattern = value.as_str().expect("a pattern is a string");
                    rules.extend(self.pattern(pattern));
                }
                _ => rules.push(self.rule(keyword, value)),
            }
        }
        rules
    }

    fn rule(&mut self, keyword: &str, value: &Value) -> String {
        match keyword {
            "$ref" => format!("Rule::Reference(Node({}))", self.definition(value)),
            "type" => format!("Rule::Type({})", types(value)),
            "enum" => format!("Rule::Enum({})", self.tables.texts(value.as_array())),
            "const" => {
                let only = vec![value.clone()];
                format!("Rule::Enum({})", self.tables.texts(Some(&only)))
            }
            "minLength" => format!("Rule::MinLength({value})"),
            "maxLength" => format!("Rule::MaxLength({value})"),
            "minimum" => format!("Rule::Minimum({:?})", number(value)),
            "maximum" => format!("Rule::Maximum({:?})", number(value)),
            "multipleOf" => format!("Rule::MultipleOf({:?})", number(value)),
            "minItems" => format!("Rule::MinItems({value})"),
            "maxItems" => format!("Rule::MaxItems({value})"),
            "minProperties" => format!("Rule::MinProperties({value})"),
            "maxProperties" => format!("Rule::MaxProperties({value})"),
            "uniqueItems" => format!("Rule::UniqueItems({value})"),
            "items" => format!("Rule::Items({})", self.node("", value)),
            "properties" => format!("Rule::Properties({})", self.properties(value)),
            "patternProperties" => {
                let (pattern, schema) = value
                    .as_object()
                    .filter(|patterns| patterns.len() == 1)
                    .and_then(|patterns| patterns.iter().next())
                    .expect("one pattern for property names");
                let pattern = self.tables.pattern(pattern);
                format!(
                    "Rule::PatternProperties({pattern}, {})",
                    self.node("", schema)
                )
            }
            "additionalProperties" => match value {
                Value::Bool(allowed) => format!("Rule::AdditionalProperties({allowed})"),
                other => panic!("additionalProperties is true or false, not {other}"),
            },
            "required" => format!("Rule::Required({})", self.tables.texts(value.as_array())),
            "dependentRequired" => format!("Rule::DependentRequired({})", self.dependencies(value)),
            "anyOf" => format!("Rule::AnyOf({})", self.list(value)),
            "oneOf" => format!("Rule::OneOf({})", self.list(value)),
            "allOf" => format!("Rule::AllOf({})", self.list(value)),
            other => panic!("the checker does not know the keyword {other}"),
        }
    }

    /// A pattern as rules. A class of characters repeated so and so often is the class and two lengths: an automaton that counts
    /// has a state for every count, and takes as long to load.
    fn pattern(&mut self, pattern: &str) -> Vec<String> {
        if let Some((class, least, most)) = counted_class(pattern) {
            let class = format!("^{class}*$");
            return vec![
                format!("Rule::MinLength({least})"),
                format!("Rule::MaxLength({most})"),
                format!("Rule::Pattern({})", self.tables.pattern(&class)),
            ];
        }
        vec![format!("Rule::Pattern({})", self.tables.pattern(pattern))]
    }

    /// Properties, sorted by length and name for binary search.
    fn properties(&mut self, value: &Value) -> String {
        let mut properties: Vec<_> = value
            .as_object()
            .expect("properties by name")
            .iter()
            .collect();
        properties.sort_by_key(|(name, _)| (name.len(), name.as_str()));
        let mut rows = Vec::new();
        for (name, schema) in properties {
            let name = self.tables.text(name);
            rows.push(format!("({name}, {})", self.node("", schema)));
        }
        let start = self.tables.properties.len();
        self.tables.properties.extend(rows);
        range(start, self.tables.properties.len())
    }

    fn dependencies(&mut self, value: &Value) -> String {
        let start = self.tables.dependencies.len();
        for (name, needed) in value.as_object().expect("dependencies by name") {
            let name = self.tables.text(name);
            let needed = self.tables.texts(needed.as_array());
            self.tables.dependencies.push(format!("({name}, {needed})"));
        }
        range(start, self.tables.dependencies.len())
    }

    fn list(&mut self, value: &Value) -> String {
        let schemas = value.as_array().expect("a list of schemas").iter();
        let nodes: Vec<usize> = schemas.map(|schema| self.node_index("", schema)).collect();
        let start = self.tables.lists.len();
        self.tables.lists.extend(nodes);
        range(start, self.tables.lists.len())
    }
}

fn range(start: usize, end: usize) -> String {
    format!("Range({start}, {end})")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a bound is a number")
}

/// JSON types as a set of bits, in the order of `Rule::Type`.
fn types(value: &Value) -> u8 {
    let names = match value {
        Value::Array(names) => names.clone(),
        name => vec![name.clone()],
    };
    names.iter().fold(0, |set, name| {
        set | match name.as_str() {
            Some("string") => 1,
            Some("integer") => 2,
            Some("number") => 4 | 2,
            Some("boolean") => 8,
            Some("array") => 16,
            Some("object") => 32,
            other => panic!("the checker does not know the type {other:?}"),
        }
    })
}

/// The reference of a schema that is nothing else.
fn only_reference(schema: &Value) -> Option<&Value> {
    let keywords = schema.as_object()?;
    (keywords.len() == 1)
        .then(|| keywords.get("$ref"))
        .flatten()
}

/// `^[…]{1,128}$` as its class and its two numbers.
fn counted_class(pattern: &str) -> Option<(&str, u32, u32)> {
    let body = pattern.strip_prefix('^')?;
    let body = body
        .strip_suffix('$')
        .or_else(|| body.strip_suffix("\\Z"))?;
    let (class, count) = body.strip_suffix('}')?.rsplit_once('{')?;
    let inner = class.strip_prefix('[')?.strip_suffix(']')?;
    let (least, most) = count.split_once(',')?;
    let is_one_class = !inner.contains(['[', ']']);
    is_one_class.then_some((class, least.parse().ok()?, most.parse().ok()?))
}

/// The automaton of a pattern.
fn automaton(pattern: &str) -> Vec<u8> {
    const LARGEST: usize = 1 << 20;
    let dense = dense::Builder::new()
        .configure(
            dense::Config::new()
                .minimize(false)
                .dfa_size_limit(Some(LARGEST))
                .determinize_size_limit(Some(8 * LARGEST)),
        )
        .build(&rust_syntax(pattern))
        .unwrap_or_else(|error| panic!("{pattern}: {error}"));
    let sparse = dense.to_sparse().expect("a sparse automaton is smaller");
    match env::var("CARGO_CFG_TARGET_ENDIAN").as_deref() {
        Ok("big") => sparse.to_bytes_big_endian(),
        _ => sparse.to_bytes_little_endian(),
    }
}

/// A pattern of AWS's schemas, which are written for Java and JavaScript, in Rust's syntax: ASCII classes, `\uFFFF`, `\Z`.
fn rust_syntax(pattern: &str) -> String {
    let mut rust = String::new();
    let mut in_class = false;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&escaped)) => {
                chars.next();
                match (escaped, in_class) {
                    ('w', true) => rust.push_str("0-9A-Za-z_"),
                    ('w', false) => rust.push_str("[0-9A-Za-z_]"),
                    ('d', true) => rust.push_str("0-9"),
                    ('d', false) => rust.push_str("[0-9]"),
                    ('Z', _) => rust.push_str("\\z"),
                    ('u', _) => {
                        let digits: String = chars.by_ref().take(4).collect();
                        write!(rust, "\\x{{{digits}}}").expect("a string can be written to");
                    }
                    ('p', _) if pattern.contains("\\p{Print}") => {
                        for _ in "{Print}".chars() {
                            chars.next();
                        }
                        rust.push_str("[ -~]");
                    }
                    (other, _) => {
                        rust.push('\\');
                        rust.push(other);
                    }
                }
            }
            // Nested classes are Rust's own idea: a bracket in a class is a bracket.
            ('[', _) if in_class => rust.push_str("\\["),
            ('[', _) => {
                in_class = true;
                rust.push('[');
            }
            (']', _) if in_class => {
                in_class = false;
                rust.push(']');
            }
            (other, _) => rust.push(other),
        }
    }
    rust
}
