//! `rewrite`: what is changed in a request before its service gets it.

use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// What is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rewrite {
    /// In the path and the query.
    pub path: Option<Replacement>,
    /// In the name.
    pub host: Option<Replacement>,
}

/// A text that comes in the place of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// What it replaces, as a regular expression.
    pub regex: String,
    /// What comes in its place.
    pub replace: String,
}

/// Resolves `rewrite` of a route.
pub(super) fn resolve(
    written: Option<&blueprint::Rewrite>,
    route: &Path,
    out: &mut Diagnostics,
) -> Option<Rewrite> {
    let written = written?;
    let at = route.key("rewrite");
    if written.path.is_none() && written.host.is_none() && !has_unread(&at, out) {
        out.error(&at, "`rewrite` changes nothing")
            .help("write `path` or `host`, as `path = { regex = \"^/api\", replace = \"/\" }`");
    }
    let mut replacement = |written: &Option<blueprint::Replacement>, key| {
        let written = written.as_ref()?;
        Some(resolve_one(written, &at.key(key), out))
    };
    Some(Rewrite {
        path: replacement(&written.path, "path"),
        host: replacement(&written.host, "host"),
    })
}

fn has_unread(at: &Path, out: &Diagnostics) -> bool {
    out.is_unreadable(&at.key("path")) || out.is_unreadable(&at.key("host"))
}

/// Elastic Load Balancing API, "RewriteConfig".
fn resolve_one(written: &blueprint::Replacement, at: &Path, out: &mut Diagnostics) -> Replacement {
    const LONGEST: usize = 1024;
    if written.regex.is_none() {
        out.missing(at, "regex", "regex = \"^/api/(.*)$\"");
    }
    if written.replace.is_none() {
        out.missing(at, "replace", "replace = \"/$1\"");
    }
    let regex = written.regex.clone().unwrap_or_default();
    let replace = written.replace.clone().unwrap_or_default();
    let is_visible = |text: &str| text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
    for (key, text) in [("regex", &regex), ("replace", &replace)] {
        if text.len() > LONGEST || !is_visible(text) || text.contains("{{resolve:") {
            out.error(
                &at.key(key),
                format!("`{}` cannot be `{key}` of a rewrite", text.escape_debug()),
            )
            .help(format!("write at most {LONGEST} visible characters"));
        }
    }
    if written.regex.is_some()
        && let Some(problem) = problem(&regex)
    {
        out.error(&at.key("regex"), format!("{problem} in an expression here"))
            .help("AWS has groups, classes, anchors and repetitions, as in `^/api/(.*)$`");
    }
    Replacement { regex, replace }
}

/// What the load balancer does not know of regular expressions ("Transforms for listener rules" in the guide), and what nobody does.
fn problem(regex: &str) -> Option<&'static str> {
    if regex.is_empty() {
        return Some("there is nothing");
    }
    let mut chars = regex.chars().peekable();
    let mut depth = 0_i32;
    let mut is_in_class = false;
    let mut follows_repetition = false;
    while let Some(c) = chars.next() {
        let is_repetition = !is_in_class && matches!(c, '*' | '+' | '?' | '}');
        match c {
            '\\' => match chars.next() {
                None => return Some("a backslash has nothing behind it"),
                Some('1'..='9' | 'k') if !is_in_class => {
                    return Some("there are no backreferences");
                }
                Some('p' | 'P') => return Some("there are no classes of Unicode"),
                Some(_) => {}
            },
            '[' if !is_in_class => {
                is_in_class = true;
                // A bracket that comes first closes nothing.
                chars.next_if_eq(&'^');
                chars.next_if_eq(&']');
            }
            ']' if is_in_class => is_in_class = false,
            '(' if !is_in_class => {
                depth += 1;
                if chars.next_if_eq(&'?').is_some() && chars.peek() != Some(&':') {
                    return Some("there is no lookaround, and there are no atomic groups");
                }
            }
            ')' if !is_in_class => {
                depth -= 1;
                if depth < 0 {
                    return Some("a parenthesis is not opened");
                }
            }
            '+' if follows_repetition => return Some("there are no possessive quantifiers"),
            _ => {}
        }
        follows_repetition = is_repetition && !follows_repetition;
    }
    if is_in_class || depth != 0 {
        return Some("a bracket or parenthesis is not closed");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn knows_what_the_load_balancer_does_not() {
        for good in [
            "^/api/(.*)$",
            "a+b*?c{2,3}",
            "[]()+]",
            r"\(\d+\)",
            "(?:a|b)",
            "[^]a]",
        ] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in [
            "", "(", "a)", "[a", "(?=a)", "(?<!a)", "(?>a)", r"(a)\1", r"\p{L}", "a++", "a*+",
            "a?+", r"a\", "(?P<x>a)",
        ] {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }
}
