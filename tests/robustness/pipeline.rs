//! The whole way from text to templates and configurations, as the command line goes it, and what holds for every text.

use ecsgen::diagnostic::{Diagnostic, Diagnostics, Severity, Source, terminal};
use ecsgen::model::{Stack, Value};
use ecsgen::render::{cloudformation, terraform};
use unicode_normalization::is_nfc;

use crate::configuration::{Body, Meaning};
use crate::yaml;

/// What diagnostics call the text: a name that is not found in any text.
const NAME: &str = "the-blueprint-under-test.toml";

/// What comes out for a text.
pub struct Outcome {
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The stacks in YAML and in JSON, if there are any.
    pub templates: Option<Vec<(String, String)>>,
    /// The stacks for Terraform, if there are any.
    pub terraform: Option<Configuration>,
}

/// What comes out for Terraform.
pub struct Configuration {
    /// What was found.
    pub diagnostics: Diagnostics,
    /// Its files in the native syntax, and the one in JSON.
    pub files: [Vec<String>; 2],
    /// Whether there can be something in the stack that Terraform does not take.
    may_be_refused: bool,
}

/// What a person sees of what was found.
type Report = String;

/// Goes all the way.
pub fn run(text: &str) -> Outcome {
    run_and_report(text, |_, _| Report::new()).0
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
    for (yaml, json) in outcome.templates.iter().flatten() {
        let json = serde_json::from_str(json).expect("JSON");
        assert_eq!(yaml::read(yaml), Ok(json), "the YAML says something else");
    }
    if let Some(configuration) = &outcome.terraform {
        judge_words(&configuration.diagnostics);
        let checked = configuration.check();
        assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }

    let (again, same_report) = run_and_report(text, render);
    assert_eq!(
        outcome.templates, again.templates,
        "the same text, another template"
    );
    assert_eq!(
        outcome.terraform.as_ref().map(|it| &it.files),
        again.terraform.as_ref().map(|it| &it.files),
        "the same text, another configuration"
    );
    assert_eq!(report, same_report, "the same text, another report");
    (outcome, report)
}

/// Goes all the way, and makes a report of it while the source is at hand.
fn run_and_report(
    text: &str,
    report: impl Fn(&Diagnostics, &Source<'_>) -> Report,
) -> (Outcome, Report) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::parse(NAME, text, &mut diagnostics);
    let stacks = ecsgen::parse(&source, &mut diagnostics)
        .and_then(|blueprint| ecsgen::compile(&blueprint, &mut diagnostics));
    let mut all = report(&diagnostics, &source);
    let configuration = stacks
        .as_ref()
        .map(|stacks| configuration(&stacks.merged()));
    if let Some(configuration) = &configuration {
        all += &report(&configuration.diagnostics, &source);
    }
    let template = |stack: &Stack| (cloudformation::yaml(stack), cloudformation::json(stack));
    let templates = stacks.map(|stacks| stacks.iter().map(template).collect());
    (
        Outcome {
            diagnostics,
            templates,
            terraform: configuration,
        },
        all,
    )
}

/// Renders a stack for Terraform, in both syntaxes, of which both must be found fault with alike.
fn configuration(stack: &Stack) -> Configuration {
    let mut diagnostics = Diagnostics::new();
    let native = terraform::native(stack, &mut diagnostics);
    let mut same = Diagnostics::new();
    let json = terraform::json(stack, &mut same);
    assert!(
        diagnostics.iter().eq(same.iter()),
        "the syntax makes a difference"
    );
    Configuration {
        diagnostics,
        files: [native, json].map(|files| files.into_iter().map(|file| file.text).collect()),
        may_be_refused: may_be_refused(stack),
    }
}

/// Terraform changes some text, and cannot leave letters out of a secret; a load balancer is called as the app; and what people call
/// their parts, or a parameter, can become one name, or one that is taken.
fn may_be_refused(stack: &Stack) -> bool {
    let name = &stack.app;
    let is_refused = |value: &Value| match value {
        Value::Str(text) => !is_kept_by_terraform(text),
        Value::Map(map) => {
            let excluded = map.get("ExcludeCharacters");
            map.iter().any(|(key, _)| !is_kept_by_terraform(key))
                || matches!(excluded, Some(Value::Str(text)) if has_letters(text))
        }
        _ => false,
    };
    let mut has_refused = false;
    for resource in stack.resources() {
        resource.walk(&mut |value| has_refused |= is_refused(value));
    }
    has_refused
        || name.len() > 32
        || name.ends_with('-')
        || name.starts_with("internal-")
        || stack.parameters.iter().any(|it| it.id.is_chosen())
}

impl Configuration {
    /// What it says, which both syntaxes must agree on; or what is wrong with it.
    pub fn read(&self) -> Result<Body, String> {
        let [native, json] = &self.files;
        let native = Body::read(native.iter().map(String::as_str))?;
        let json = Body::read_json(&json.concat(), &native)?;
        match native == json {
            true => Ok(native),
            false => Err(format!(
                "the JSON says something else: {native:#?}\n{json:#?}"
            )),
        }
    }

    /// What it says; nothing if Terraform would not take it, which has then been found. Or else what is wrong.
    pub fn check(&self) -> Result<Option<Body>, String> {
        let read = self.read();
        if self.diagnostics.has_errors() {
            let has_doubles = read.is_ok_and(|body| double(&body).is_some());
            return match self.may_be_refused || has_doubles {
                true => Ok(None),
                false => Err(format!("refused for nothing: {:?}", self.diagnostics)),
            };
        }
        let body = read?;
        if let Some(address) = double(&body) {
            return Err(format!("`{address}` is there twice"));
        }
        let mut changed = None;
        body.walk(&mut |value| changed = changed.take().or_else(|| changed_text(value)));
        match changed {
            Some(text) => Err(format!("Terraform would change {text:?}")),
            None => Ok(Some(body)),
        }
    }
}

/// Text, or a key, that Terraform would change.
fn changed_text(value: &Meaning) -> Option<String> {
    let is_changed = |text: &&String| !is_kept_by_terraform(text);
    match value {
        Meaning::Text(text) => Some(text).filter(is_changed).cloned(),
        Meaning::Table(entries) => entries.keys().find(is_changed).cloned(),
        _ => None,
    }
}

/// Terraform puts text into Unicode's form NFC ("Types and Values" in its language documentation), and so JSON documents that
/// `jsonencode` makes: an accent there can follow the last letter of an escape.
pub fn is_kept_by_terraform(text: &str) -> bool {
    let json: String = serde_json::to_string(text).expect("text is JSON");
    let escapes = [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")];
    let escape = |json: String, (sign, escape): (char, &str)| json.replace(sign, escape);
    is_nfc(text) && is_nfc(&escapes.into_iter().fold(json, escape))
}

/// Whether there are letters or digits in a text, which Terraform cannot leave out of a secret.
pub fn has_letters(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphanumeric())
}

/// An address that two blocks have.
fn double(body: &Body) -> Option<String> {
    let addresses: Vec<String> = body.blocks.iter().map(|block| block.address()).collect();
    let twice = addresses.windows(2).find(|pair| pair[0] == pair[1]);
    twice.map(|pair| pair[0].clone())
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
