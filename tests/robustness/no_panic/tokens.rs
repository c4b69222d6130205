//! Texts of TOML's own signs and the language's own keys, in any order.

use proptest::prelude::*;

use super::{language, nasty};

const SIGNS: &[&str] = &[
    "\n", "\r\n", "\r", " ", "\t", "=", ".", ",", "[", "]", "[[", "]]", "{", "}", "\"", "'",
    "\"\"\"", "'''", "#", "\\", "\u{feff}",
];

/// Such texts.
pub fn texts() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        3 => prop::sample::select(SIGNS).prop_map(str::to_owned),
        2 => prop::sample::select(language::keys()),
        2 => nasty::value(),
    ];
    prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}
