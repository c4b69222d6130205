//! The whole way from text to templates, as the command line goes it, and what holds for every text.

use ecsgen::diagnostic::{Diagnostic, Diagnostics, Severity, Source, terminal};
use ecsgen::render::cloudformation;

use crate::yaml;

/// What diagnostics call the text: a name that is not found in any text.
const NAME: &str = "the-blueprint-under-test.toml";

/// What comes out for a text.
pub struct Outcome {
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The stack in YAML and in JSON, if there is one.
    pub templates: Option<(String, String)>,
}

/// What a person sees of what was found.
type Report = String;

/// Goes all the way.
pub fn run(text: &str) -> Outcome {
    run_and_report(text, |_, _| ()).0
}

/// Goes all the way twice, and holds what comes out against what must be true of every text.
pub fn run_and_judge(text: &str) -> (Outcome, Report) {
    let (outcome, report) = run_and_report(text, judge_report);
    assert_eq!(
        outcome.templates.is_none(),
        outcome.diagnostics.has_errors(),
        "a template comes out exactly if there are no errors"
    );
    judge_words(&outcome.diagnostics);
    if let Some((yaml, json)) = &outcome.templates {
        let json = serde_json::from_str(json).expect("JSON");
        assert_eq!(yaml::read(yaml), Ok(json), "the YAML says something else");
    }

    let (again, same_report) = run_and_report(text, render);
    assert_eq!(
        outcome.templates, again.templates,
        "the same text, another template"
    );
    assert_eq!(report, same_report, "the same text, another report");
    (outcome, report)
}

/// Goes all the way, and makes a report of it while the source is at hand.
fn run_and_report<R>(text: &str, report: impl Fn(&Diagnostics, &Source<'_>) -> R) -> (Outcome, R) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::parse(NAME, text, &mut diagnostics);
    let stack = ecsgen::parse(&source, &mut diagnostics)
        .and_then(|blueprint| ecsgen::compile(&blueprint, &mut diagnostics));
    let report = report(&diagnostics, &source);
    let templates = stack.map(|stack| (cloudformation::yaml(&stack), cloudformation::json(&stack)));
    (
        Outcome {
            diagnostics,
            templates,
        },
        report,
    )
}

fn render(diagnostics: &Diagnostics, source: &Source<'_>) -> Report {
    terminal::render(diagnostics, Some(source), false)
}

/// Every diagnostic says something, on a line of its own; every error also where exactly, or what to do. None of them is about
/// ecsgen: what it cannot make a good template of, it refuses before it tries.
fn judge_words(diagnostics: &Diagnostics) {
    for diagnostic in diagnostics.iter() {
        let words = [
            Some(&diagnostic.message),
            diagnostic.label.as_ref(),
            diagnostic.help.as_ref(),
        ];
        for text in words.into_iter().flatten() {
            assert!(!text.is_empty(), "nothing is said: {diagnostic:?}");
            assert!(
                !text.contains(char::is_control),
                "control characters in {diagnostic:?}"
            );
        }
        assert!(!is_our_mistake(diagnostic), "{diagnostic:?}");
        assert!(
            diagnostic.severity == Severity::Warning
                || diagnostic.label.is_some()
                || diagnostic.help.is_some(),
            "neither label nor help: {diagnostic:?}"
        );
    }
}

/// Whether ecsgen reports itself.
pub fn is_our_mistake(diagnostic: &Diagnostic) -> bool {
    let help = diagnostic.help.as_deref().unwrap_or_default();
    help.starts_with("this is a mistake of ecsgen")
}

/// The report shows where every diagnostic is, in the order of the text, and nothing that a terminal would obey.
fn judge_report(diagnostics: &Diagnostics, source: &Source<'_>) -> Report {
    let report = render(diagnostics, source);
    let marker = format!("--> {NAME}:");
    let shown: Vec<&str> = report
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix(&marker))
        .collect();
    let mut starts: Vec<usize> = diagnostics
        .iter()
        .map(|diagnostic| source.locate(&diagnostic.place).start)
        .collect();
    starts.sort_unstable();
    assert_eq!(shown.len(), starts.len(), "{report}");
    for (shown, start) in shown.iter().zip(starts) {
        let positions = positions(source.text(), start);
        let is_right = positions.iter().any(|position| position == shown);
        assert!(is_right, "{shown} is none of {positions:?}\n{report}");
    }
    let obeyed = |c: char| c.is_ascii_control() && c != '\n';
    assert!(!report.contains(obeyed), "{report:?}");
    report
}

/// What `line:column` a byte may be called, from 1, the column in characters: its own; where a line ends, also that of the
/// character before. The end of the text belongs to its last line.
fn positions(text: &str, byte: usize) -> Vec<String> {
    let is_end = byte == text.len() && text.ends_with('\n');
    let before = if is_end {
        &text[..byte - 1]
    } else {
        &text[..byte]
    };
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1 + usize::from(is_end);
    let ends_line = text[byte..].is_empty() || text[byte..].starts_with(['\r', '\n']);
    let mut positions = vec![format!("{line}:{column}")];
    if ends_line {
        positions.push(format!("{line}:{}", column - 1));
    }
    positions
}
