//! Terraform configurations, as their readers see them: both syntaxes in one form, read with a parser that is not ours.

#![allow(dead_code, reason = "whoever reads configurations uses a part of it")]

mod json;
mod meaning;
mod native;

use std::collections::BTreeMap;

pub use meaning::Meaning;

/// What stands between braces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Its arguments.
    pub arguments: BTreeMap<String, Meaning>,
    /// Its blocks; those of one keyword and the same labels in order.
    pub blocks: Vec<Block>,
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub keyword: String,
    /// What it is called.
    pub labels: Vec<String>,
    /// What is in it.
    pub body: Body,
}

impl Body {
    /// Reads the native syntax, of which a configuration may have several files.
    pub fn read<'t>(files: impl IntoIterator<Item = &'t str>) -> Result<Self, String> {
        let mut whole = Self::default();
        for text in files {
            let body = native::read(text).map_err(|error| format!("{error}\n{text}"))?;
            whole.arguments.extend(body.arguments);
            whole.blocks.extend(body.blocks);
        }
        Ok(whole.sorted())
    }

    /// Reads the JSON syntax. Only who knows a configuration can tell its blocks from its arguments, so it takes one that is like
    /// it.
    pub fn read_json(text: &str, like: &Self) -> Result<Self, String> {
        json::read(text, like).map(Self::sorted)
    }

    /// The blocks of a keyword.
    pub fn blocks<'b>(&'b self, keyword: &'b str) -> impl Iterator<Item = &'b Block> {
        self.blocks
            .iter()
            .filter(move |block| block.keyword == keyword)
    }

    /// Shows every value in it, and in the values.
    pub fn walk<'b>(&'b self, see: &mut dyn FnMut(&'b Meaning)) {
        for value in self.arguments.values() {
            value.walk(see);
        }
        for block in &self.blocks {
            block.body.walk(see);
        }
    }

    /// The order of blocks matters only among those that are called alike.
    pub fn sorted(mut self) -> Self {
        for block in &mut self.blocks {
            block.body = std::mem::take(&mut block.body).sorted();
        }
        let name = |block: &Block| (block.keyword.clone(), block.labels.clone());
        self.blocks.sort_by_key(name);
        self
    }
}

impl Block {
    /// What it is and what it is called, with dots: `resource.aws_vpc.main`.
    pub fn address(&self) -> String {
        let labels = self.labels.iter().map(String::as_str);
        let words: Vec<&str> = std::iter::once(self.keyword.as_str())
            .chain(labels)
            .collect();
        words.join(".")
    }
}
