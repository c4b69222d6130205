//! Every block is read back from both of Terraform's syntaxes as what it is, whatever its text holds and however it nests.
//!
//! All text can be written, though not all as it stands: `$` before a part that is computed would make it text, and a JSON string
//! loses a byte order mark that it begins with. What no syntax can help is that Terraform puts text into Unicode's form NFC;
//! `pipeline.rs` holds ecsgen to refusing what that would change.

mod blocks;
mod meaning;

use ecsgen::hcl::{Block, Expression};
use proptest::prelude::*;

use crate::chance::try_many;
use crate::strings;

#[test]
fn blocks_are_read_back_as_they_are() {
    let files = prop::collection::vec(blocks::blocks(), 0..3);
    try_many(1500, &files, |blocks| meaning::judge(&blocks));
}

#[test]
fn every_text_is_read_back_as_it_is() {
    let computed = || Expression::reference("var.name");
    for text in strings::all() {
        let text = || Expression::from(text.clone());
        let around = [text(), computed(), text()];
        let apart = text_and_text(text());
        let block = Block::new("resource")
            .argument("text", text())
            .argument("around", Expression::Template(around.into()))
            .argument("apart", Expression::Template(apart.into()));
        meaning::judge(&[block]);
    }
}

/// Signs that mean something together.
fn text_and_text(text: Expression) -> [Expression; 5] {
    ["$".into(), "{".into(), text, "%".into(), "{a}".into()]
}

/// The scanner of HCL takes a byte order mark at the beginning of anything for none of the text.
#[test]
fn no_json_string_begins_with_a_byte_order_mark() {
    let marked = || Expression::from("\u{feff}a".to_owned());
    let table = Expression::Object(vec![("\u{feff}a".into(), marked())]);
    let template = Expression::Template(vec![marked(), Expression::reference("var.name")]);
    let block = Block::new("resource")
        .argument("text", marked())
        .argument("table", table)
        .argument("template", template);
    meaning::judge(std::slice::from_ref(&block));
    let json = ecsgen::hcl::json([&block]);
    assert!(!json.contains("\"\u{feff}"), "{json}");
}
