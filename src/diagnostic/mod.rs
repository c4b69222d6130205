//! What is wrong with a blueprint, and where: collected, never thrown.
//!
//! Every stage reports into one [`Diagnostics`] and carries on, so that one run shows every problem. A diagnostic names a place
//! by its blueprint [`Path`]; only [`terminal`] turns that into a line and a column, with the [`Source`] the blueprint came from.

mod path;
mod prose;
mod source;
pub mod terminal;

pub use path::{Path, Segment};
pub use prose::{counted, listed, nearest};
pub use source::Source;

use std::ops::Range;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The stack can be rendered, but its reader should know.
    Warning,
    /// Nothing is rendered.
    Error,
}

/// The place a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The value at a path (or the key, where the value is a table or a list).
    Value(Path),
    /// The key at a path.
    Key(Path),
    /// A byte range of the text, where there is no path yet.
    Bytes(Range<usize>),
}

/// One problem: a fact, a place, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether anything is rendered in spite of it.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong: lower case, names in back quotes, no full stop.
    pub message: String,
    /// A few words under the caret.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Sets the words under the caret.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(visible(label.into()));
        self
    }

    /// Sets what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(visible(help.into()));
        self
    }
}

/// Everything found so far, in the order it was found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    unreadable: Vec<Path>,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports an error about the value at `at`.
    pub fn error(&mut self, at: &Path, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, Place::Value(at.clone()), message.into())
    }

    /// Reports an error about the key at `at`.
    pub fn error_at_key(&mut self, at: &Path, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, Place::Key(at.clone()), message.into())
    }

    /// Reports an error about a part of the text that has no path.
    pub fn error_in_text(
        &mut self,
        bytes: Range<usize>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Severity::Error, Place::Bytes(bytes), message.into())
    }

    /// Reports a choice that works, but that its reader should know about.
    pub fn warning(&mut self, at: &Path, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, Place::Value(at.clone()), message.into())
    }

    /// Reports that the table at `at` lacks a required key, with an example of what to write; silent if the key is there but
    /// could not be read, which has been reported already.
    pub fn missing(
        &mut self,
        at: &Path,
        key: &'static str,
        example: &str,
    ) -> Option<&mut Diagnostic> {
        if self.is_unreadable(&at.key(key)) || self.is_unreadable(&Path::root()) {
            return None;
        }
        let place = if at.is_root() {
            "the blueprint".to_owned()
        } else {
            format!("`{at}`")
        };
        let diagnostic = self.error_at_key(at, format!("{place} has no `{key}`"));
        diagnostic
            .label(format!("`{key}` is required here"))
            .help(format!("write `{example}`"));
        Some(diagnostic)
    }

    /// Remembers that there is something at `at` that could not be read.
    pub fn mark_unreadable(&mut self, at: Path) {
        self.unreadable.push(at);
    }

    /// Says what to write instead in the last diagnostic, if that is about `at` and does not say it.
    pub fn suggest(&mut self, at: &Path, help: String) {
        if let Some(last) = self.list.last_mut()
            && last.place == Place::Value(at.clone())
            && last.help.is_none()
        {
            last.help(help);
        }
    }

    /// Whether there is something at `at` that could not be read. What follows from its absence is not worth a word.
    pub fn is_unreadable(&self, at: &Path) -> bool {
        self.unreadable.contains(at)
    }

    /// Whether anything stands in the way of rendering.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Everything found, in the order it was found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    fn push(&mut self, severity: Severity, place: Place, message: String) -> &mut Diagnostic {
        self.list.push(Diagnostic {
            severity,
            place,
            message: visible(message),
            label: None,
            help: None,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

/// A text with its control characters spelled out: what a user wrote may stand in a message, but not steer a terminal.
fn visible(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            visible.extend(c.escape_default());
        } else {
            visible.push(c);
        }
    }
    visible
}
