//! Any blocks: what is read back from both of Terraform's syntaxes must be the blocks.

#![no_main]

#[path = "../../tests/robustness/configuration/mod.rs"]
mod configuration;
#[path = "../../tests/robustness/emission/hcl/meaning.rs"]
mod meaning;

use std::borrow::Cow;

use ecsgen::hcl::{Block, Expression, For, Item};
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;

/// Readers of HCL stop somewhere; configurations are not half as deep.
const DEEPEST: usize = 10;

const NAMES: [&str; 5] = ["a", "for", "name", "tags", "long_name"];
const BLOCKS: [&str; 3] = ["rule", "lifecycle", "a-b"];
const FUNCTIONS: [&str; 3] = ["jsonencode", "substr", "merge"];
const REFERENCES: [&str; 4] = ["var.name", "aws_vpc.main.id", "each.value", "a.names[0]"];

#[derive(Debug)]
struct AnyBlocks(Vec<Block>);

impl<'a> Arbitrary<'a> for AnyBlocks {
    fn arbitrary(input: &mut Unstructured<'a>) -> Result<Self> {
        several(input, 3, |input| {
            let mut block = Block::new("resource")
                .label(text(input)?)
                .label(text(input)?);
            block.items = items(input, 0)?;
            Ok(block)
        })
        .map(Self)
    }
}

/// A few of a kind.
fn several<'a, T>(
    input: &mut Unstructured<'a>,
    most: usize,
    one: impl Fn(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    let count = input.int_in_range(0..=most)?;
    (0..count).map(|_| one(input)).collect()
}

fn text(input: &mut Unstructured<'_>) -> Result<Cow<'static, str>> {
    Ok(String::arbitrary(input)?.into())
}

/// The inside of a block, with no two arguments of one name.
fn items(input: &mut Unstructured<'_>, depth: usize) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for name in NAMES {
        match input.int_in_range(0..=3)? {
            0 => items.push(Item::Gap),
            1 if depth < DEEPEST => {
                let mut block = Block::new(*input.choose(&BLOCKS)?);
                block.items = self::items(input, depth + 1)?;
                items.push(Item::Block(block));
            }
            2 => items.push(Item::Argument(name.into(), expression(input, depth)?)),
            _ => {}
        }
    }
    Ok(items)
}

fn expression(input: &mut Unstructured<'_>, depth: usize) -> Result<Expression> {
    let kinds = if depth < DEEPEST { 12 } else { 5 };
    let inner = |input: &mut Unstructured<'_>| expression(input, depth + 1);
    Ok(match input.int_in_range(1..=kinds)? {
        1 => Expression::Null,
        2 => Expression::Bool(input.arbitrary()?),
        3 => Expression::Int(input.arbitrary()?),
        4 => Expression::Str(text(input)?),
        5 => Expression::reference(*input.choose(&REFERENCES)?),
        6 => Expression::Template(several(input, 5, inner)?),
        7 => Expression::List(several(input, 5, inner)?),
        8 => Expression::Object(table(input, depth)?),
        9 => Expression::Call(input.choose(&FUNCTIONS)?, several(input, 3, inner)?),
        10 => {
            let parts = [inner(input)?, inner(input)?, inner(input)?];
            Expression::Conditional(Box::new(parts))
        }
        11 => Expression::Equal(Box::new([inner(input)?, inner(input)?]), input.arbitrary()?),
        _ => Expression::ForEach(Box::new(For {
            element: "option",
            list: inner(input)?,
            value: inner(input)?,
            key: match input.arbitrary()? {
                true => Some(inner(input)?),
                false => None,
            },
        })),
    })
}

/// Entries of a table, with no two of one key.
fn table(
    input: &mut Unstructured<'_>,
    depth: usize,
) -> Result<Vec<(Cow<'static, str>, Expression)>> {
    let mut entries: Vec<(Cow<'static, str>, Expression)> = Vec::new();
    for _ in 0..input.int_in_range(0..=4)? {
        let key = text(input)?;
        if entries.iter().all(|(other, _)| *other != key) {
            entries.push((key, expression(input, depth + 1)?));
        }
    }
    Ok(entries)
}

fuzz_target!(|any: AnyBlocks| meaning::judge(&any.0));
