//! Diagnostics as a person reads them: the line, a caret, what is wrong, what to write.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Place, Severity, Source, counted};

/// Renders everything in the order of the text, ending with a line that counts. `source` is `None` for a blueprint built in
/// Rust: then places are named by their path. Nothing found renders as nothing.
pub fn render(diagnostics: &Diagnostics, source: Option<&Source<'_>>, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut located: Vec<(Range<usize>, &Diagnostic)> = diagnostics
        .iter()
        .map(|d| (source.map_or(0..0, |s| s.locate(&d.place)), d))
        .collect();
    located.sort_by_key(|(span, _)| span.start);

    let mut text = String::new();
    for (span, diagnostic) in located {
        text.push_str(&renderer.render(&[group(diagnostic, source, span)]));
        text.push_str("\n\n");
    }
    if !text.is_empty() {
        let _ = writeln!(text, "{}", summary(diagnostics));
    }
    text
}

fn group<'a>(
    diagnostic: &'a Diagnostic,
    source: Option<&'a Source<'_>>,
    span: Range<usize>,
) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message);
    let group = match source {
        Some(source) => {
            let mut caret = AnnotationKind::Primary.span(visible(source.text(), span));
            if let Some(label) = &diagnostic.label {
                caret = caret.label(label);
            }
            title.element(
                Snippet::source(source.text())
                    .path(source.name())
                    .annotation(caret),
            )
        }
        None => title.element(Level::NOTE.message(place_in_words(&diagnostic.place))),
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// The part of a span on its first line, of at least one character: an empty one gives no caret.
fn visible(text: &str, span: Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    let line = text[start..].lines().next().map_or(0, str::len);
    let end = span.end.clamp(start, start + line);
    if start < end {
        return start..end;
    }
    match text[start..].chars().next() {
        // At the end of a line, the character before it.
        None | Some('\n') => {
            let before = text[..start].chars().next_back().filter(|c| *c != '\n');
            start - before.map_or(0, char::len_utf8)..start
        }
        Some(next) => start..start + next.len_utf8(),
    }
}

fn place_in_words(place: &Place) -> String {
    match place {
        Place::Key(path) | Place::Value(path) if path.is_root() => "in the blueprint".to_owned(),
        Place::Key(path) | Place::Value(path) => format!("at `{path}`"),
        Place::Bytes(bytes) => format!("at byte {}", bytes.start),
    }
}

fn summary(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.count(Severity::Error);
    let warnings = diagnostics.count(Severity::Warning);
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(counted(errors, "error"));
    }
    if warnings > 0 {
        parts.push(counted(warnings, "warning"));
    }
    parts.join(", ")
}
