//! Any blocks.

use std::borrow::Cow;

use ecsgen::hcl::{Block, Expression, For, Item};
use proptest::prelude::*;
use proptest::sample::select;

use crate::strings;

/// A block of a file, with a few dozen parts.
pub fn blocks() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => (select(&["resource", "data"]), label(), label(), body(3)).prop_map(resource),
        1 => (label(), variable()).prop_map(|(name, items)| block("variable", vec![name], items)),
        1 => settings(2).prop_map(|items| block("terraform", Vec::new(), items)),
    ]
}

type Label = Cow<'static, str>;

fn resource((keyword, kind, name, mut body): (&'static str, Label, Label, Block)) -> Block {
    body.keyword = keyword.into();
    body.labels = vec![kind, name];
    body
}

fn block(keyword: &'static str, labels: Vec<Label>, items: Vec<Item>) -> Block {
    Block {
        keyword: keyword.into(),
        labels,
        comment: None,
        items,
    }
}

fn label() -> impl Strategy<Value = Label> {
    prop_oneof![
        3 => select(&["main", "aws_vpc", "a-b", "_1"]).prop_map(Cow::from),
        1 => short_text().prop_map(Cow::from),
    ]
}

/// Blocks in a block of a resource.
const KEYWORDS: &[&str] = &["rule", "lifecycle", "dynamic_statement"];
const ARGUMENTS: &[&str] = &[
    "a",
    "name",
    "long_name_of_an_argument",
    "tags",
    "for",
    "ünï-1",
];

/// A block without labels, and blocks in it.
fn body(depth: u32) -> BoxedStrategy<Block> {
    let argument = prop_oneof![
        (select(ARGUMENTS), expression()),
        (select(&["depends_on", "ignore_changes"]), words()),
    ];
    let argument = argument.prop_map(|(name, value)| Item::Argument(name.into(), value));
    let item = match depth {
        0 => argument.boxed(),
        _ => prop_oneof![
            6 => argument,
            2 => body(depth - 1).prop_map(Item::Block),
            1 => Just(Item::Gap),
        ]
        .boxed(),
    };
    let comment = prop::option::of("\\PC{0,12}");
    (select(KEYWORDS), comment, items(item))
        .prop_map(|(keyword, comment, items)| Block {
            comment,
            ..block(keyword, Vec::new(), items)
        })
        .boxed()
}

/// Items, of which no two arguments are called alike.
fn items(item: impl Strategy<Value = Item>) -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item, 0..6).prop_map(|mut items| {
        let mut taken = Vec::new();
        items.retain(|item| match item {
            Item::Argument(name, _) if taken.contains(name) => false,
            Item::Argument(name, _) => {
                taken.push(name.clone());
                true
            }
            Item::Block(_) | Item::Gap => true,
        });
        items
    })
}

/// What Terraform reads as a name and not as a value.
fn words() -> impl Strategy<Value = Expression> {
    let word = select(&["aws_vpc.main", "desired_count", "all"]);
    let word = word.prop_map(|word| Expression::Word(word.into()));
    prop::collection::vec(word, 0..4).prop_map(Expression::List)
}

/// The inside of a variable, where some text is a template and some is not.
fn variable() -> impl Strategy<Value = Vec<Item>> {
    let argument = prop_oneof![
        (Just("description"), verbatim()),
        (Just("default"), verbatim()),
        (Just("type"), Just(Expression::Word("string".into()))),
        (Just("nullable"), any::<bool>().prop_map(Expression::Bool)),
    ];
    let argument = argument.prop_map(|(name, value)| Item::Argument(name.into(), value));
    items(prop_oneof![3 => argument, 1 => body(0).prop_map(Item::Block)])
}

/// The inside of `terraform`, where no text is a template.
fn settings(depth: u32) -> BoxedStrategy<Vec<Item>> {
    let argument = (select(ARGUMENTS), verbatim());
    let argument = argument.prop_map(|(name, value)| Item::Argument(name.into(), value));
    if depth == 0 {
        return items(argument).boxed();
    }
    let inner = (select(KEYWORDS), settings(depth - 1));
    let inner = inner.prop_map(|(keyword, items)| Item::Block(block(keyword, Vec::new(), items)));
    items(prop_oneof![3 => argument, 1 => inner]).boxed()
}

fn verbatim() -> impl Strategy<Value = Expression> {
    let text = || texts().prop_map(|text| Expression::Verbatim(text.into()));
    let table = (select(ARGUMENTS), text());
    prop_oneof![
        4 => text(),
        1 => any::<bool>().prop_map(Expression::Bool),
        1 => table.prop_map(|(name, value)| Expression::Object(vec![(name.into(), value)])),
    ]
}

/// An expression of a few dozen parts.
fn expression() -> impl Strategy<Value = Expression> {
    let text = || texts().prop_map(Expression::from);
    let leaf = prop_oneof![
        1 => Just(Expression::Null),
        1 => any::<bool>().prop_map(Expression::Bool),
        2 => any::<i64>().prop_map(Expression::Int),
        8 => text(),
        4 => select(REFERENCES).prop_map(Expression::reference),
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5);
        let part = prop_oneof![text(), inner.clone()];
        let three = [inner.clone(), inner.clone(), inner.clone()];
        let two = [inner.clone(), inner.clone()];
        prop_oneof![
            2 => prop::collection::vec(part, 0..5).prop_map(Expression::Template),
            2 => list.clone().prop_map(Expression::List),
            2 => prop::collection::btree_map(keys(), inner.clone(), 0..5).prop_map(object),
            1 => (select(FUNCTIONS), list).prop_map(|(name, list)| Expression::Call(name, list)),
            1 => three.prop_map(|parts| Expression::Conditional(Box::new(parts))),
            1 => (two, any::<bool>()).prop_map(|(sides, is)| Expression::Equal(Box::new(sides), is)),
            1 => (inner.clone(), inner.clone(), prop::option::of(inner)).prop_map(each),
        ]
    })
}

const REFERENCES: &[&str] = &[
    "var.name",
    "aws_vpc.main.id",
    "data.aws_availability_zones.available.names[0]",
    "each.value.name",
    "!startswith(var.name, \"$${\")",
];
const FUNCTIONS: &[&str] = &["jsonencode", "substr", "merge"];

fn object(entries: std::collections::BTreeMap<String, Expression>) -> Expression {
    let entries = entries.into_iter();
    Expression::Object(entries.map(|(key, value)| (key.into(), value)).collect())
}

fn each((list, value, key): (Expression, Expression, Option<Expression>)) -> Expression {
    Expression::ForEach(Box::new(For {
        element: "option",
        list,
        value,
        key,
    }))
}

/// Keys, some of which mean something else where they stand.
fn keys() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "for", "if", "in", "true", "null", "a", "A-b", "_", "1", "1a", "//",
    ];
    prop_oneof![select(WORDS).prop_map(str::to_owned), texts()]
}

/// Texts that are naughty, and texts of the few characters that matter to HCL.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        select(strings::all()),
        short_text(),
        "(?s).{0,12}".prop_map(String::from),
    ]
}

fn short_text() -> impl Strategy<Value = String> {
    "[$%{}~\"\\\\#/= a\n\r\t]{0,8}".prop_map(String::from)
}
