//! The text a blueprint came from, and where in it a path is.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Diagnostics, Path, Place, Segment};

/// The text of a blueprint, parsed as TOML.
pub struct Source<'text> {
    name: &'text str,
    text: &'text str,
    root: DeValue<'text>,
}

impl<'text> Source<'text> {
    /// Parses `text`, reporting what is not TOML. `name` is what diagnostics call it: a file name.
    pub fn parse(name: &'text str, text: &'text str, out: &mut Diagnostics) -> Self {
        // One slip makes the parser stumble over much of what follows; the first errors are the true ones.
        const SHOWN: usize = 3;
        let (root, mut errors) = DeTable::parse_recoverable(text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        for error in errors.iter().take(SHOWN) {
            let span = error.span().unwrap_or(0..0);
            let problem = error.message().lines().collect::<Vec<_>>().join(", ");
            out.error_in_text(span, "this is not TOML").label(problem);
        }
        if !errors.is_empty() {
            // What is missing may be what could not be read.
            out.mark_unreadable(Path::root());
        }
        Self {
            name,
            text,
            root: DeValue::Table(root.into_inner()),
        }
    }

    /// What diagnostics call the text.
    pub fn name(&self) -> &'text str {
        self.name
    }

    /// The text.
    pub fn text(&self) -> &'text str {
        self.text
    }

    /// The text as TOML.
    pub fn root(&self) -> &DeValue<'text> {
        &self.root
    }

    /// The bytes a place covers; for a path that is not in the text, those of the longest beginning of it that is.
    pub fn locate(&self, place: &Place) -> Range<usize> {
        match place {
            Place::Bytes(bytes) => bytes.clone(),
            Place::Key(path) => {
                let found = self.find(path);
                found.key.unwrap_or(found.value)
            }
            Place::Value(path) => {
                let found = self.find(path);
                // The span of a table or a list can run over many lines; its key says it better.
                match found.key {
                    Some(key) if found.is_collection => key,
                    _ => found.value,
                }
            }
        }
    }

    fn find(&self, path: &Path) -> Found {
        let mut found = Found {
            key: None,
            value: 0..0,
            is_collection: true,
        };
        let mut value = &self.root;
        for segment in path.segments() {
            let next = match segment {
                Segment::Key(key) => value
                    .as_table()
                    .and_then(|table| table.iter().find(|(k, _)| k.get_ref() == key))
                    .map(|(k, v)| (Some(k.span()), v)),
                Segment::Index(index) => value
                    .as_array()
                    .and_then(|array| array.get(*index))
                    .map(|v| (None, v)),
            };
            let Some((key, next)) = next else {
                // The place does not exist: point at what should hold it.
                found.is_collection = true;
                break;
            };
            found = Found {
                key,
                value: next.span(),
                is_collection: matches!(next.get_ref(), DeValue::Table(_) | DeValue::Array(_)),
            };
            value = next.get_ref();
        }
        found
    }
}

struct Found {
    key: Option<Range<usize>>,
    value: Range<usize>,
    is_collection: bool,
}
