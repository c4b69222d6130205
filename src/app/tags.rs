//! `tags`.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostics, Path};

/// Checks the tags of the app.
pub(super) fn resolve(
    written: Option<&IndexMap<String, String>>,
    at: &Path,
    out: &mut Diagnostics,
) -> IndexMap<String, String> {
    // "Tag naming limits and requirements" (Tagging AWS Resources): 50 tags, keys to 128 characters, values to 256, none of
    // ours beginning with `aws:`. CloudFormation adds some of its own, and ecsgen `Name`.
    const MOST: usize = 40;
    let tags = written.cloned().unwrap_or_default();
    if tags.len() > MOST {
        out.error_at_key(at, format!("there are {} tags", tags.len()))
            .help(format!(
                "a resource takes 50, some of them AWS's own: keep to {MOST}"
            ));
    }
    for (index, (key, value)) in tags.iter().enumerate() {
        let at = || at.key(key.clone());
        // "Tags for AWS Identity and Access Management resources": keys are not case-sensitive.
        let is_same = |other: &&String| other.eq_ignore_ascii_case(key);
        if let Some(other) = tags.keys().take(index).find(is_same) {
            out.error_at_key(
                &at(),
                format!(
                    "`{}` and `{}` are one tag to IAM",
                    other.escape_debug(),
                    key.escape_debug()
                ),
            )
            .help("choose keys that differ in more than case");
        }
        if key.is_empty() || key.chars().count() > 128 {
            out.error_at_key(&at(), "the key of a tag has 1 to 128 characters")
                .help("choose another key");
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            out.error_at_key(
                &at(),
                format!("`{}` is a tag only AWS can set", key.escape_debug()),
            )
            .help("choose a key that does not begin with `aws:`");
        }
        if key == "Name" {
            out.error_at_key(
                &at(),
                "`Name` is set by ecsgen, to tell the parts of the app apart",
            )
            .help("choose another key");
        }
        if value.chars().count() > 256 {
            out.error(&at(), "the value of a tag has at most 256 characters")
                .help("choose a shorter value");
        }
        if !key.chars().all(is_allowed) {
            out.error_at_key(&at(), not_allowed(key)).help(ALPHABET);
        }
        if !value.chars().all(is_allowed) {
            out.error(&at(), not_allowed(value)).help(ALPHABET);
        }
    }
    tags
}

const ALPHABET: &str = "use letters, digits, spaces and `_ . : / = + - @`";

/// AWS takes letters, numbers and spaces of every script, but no marks; these are scripts that have no marks among their letters.
fn is_allowed(c: char) -> bool {
    const SCRIPTS: [std::ops::RangeInclusive<char>; 7] = [
        '\u{c0}'..='\u{24f}',    // Latin
        '\u{370}'..='\u{3ff}',   // Greek
        '\u{400}'..='\u{481}',   // Cyrillic
        '\u{3041}'..='\u{3096}', // Hiragana
        '\u{30a1}'..='\u{30fa}', // Katakana
        '\u{4e00}'..='\u{9fff}', // Chinese, Japanese and Korean ideographs
        '\u{ac00}'..='\u{d7a3}', // Hangul
    ];
    let is_letter = c.is_alphabetic() && SCRIPTS.iter().any(|script| script.contains(&c));
    c.is_ascii_alphanumeric() || is_letter || c == ' ' || "_.:/=+-@".contains(c)
}

fn not_allowed(text: &str) -> String {
    let culprit = text.chars().find(|c| !is_allowed(*c)).unwrap_or(' ');
    format!("a tag cannot contain `{}`", culprit.escape_debug())
}
