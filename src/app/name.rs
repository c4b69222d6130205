//! Names the user chooses.

use heck::ToUpperCamelCase as _;
use indexmap::IndexMap;

use crate::diagnostic::{Diagnostics, Path};

/// Longest name of an app or of a part of it: every AWS name built from it stays within its limit.
const LONGEST: usize = 40;

/// The app's name.
pub(super) fn app(name: Option<&str>, out: &mut Diagnostics) -> String {
    let Some(name) = name else {
        out.missing(&Path::root(), "name", "name = \"my-app\"");
        return String::new();
    };
    // CloudFormation, "CreateStack": a stack name has letters, digits and hyphens, and begins with a letter.
    if !well_formed(name, b"-") {
        out.error(
            &Path::of("name"),
            format!("`{}` cannot be the name of an app", name.escape_debug()),
        )
        .help(format!(
            "use 1 to {LONGEST} lower-case letters, digits and hyphens, beginning with a letter"
        ));
    }
    // EC2 API, "CreateSecurityGroup": the name of a group cannot begin so, and is made of that of the stack.
    if name == "sg" || name.starts_with("sg-") {
        out.error(
            &Path::of("name"),
            format!("an app cannot be called `{name}`"),
        )
        .help("choose a name that does not begin with `sg-`: security groups are called by it");
    }
    name.to_owned()
}

/// The name of a service, a secret, …: a key of the blueprint.
pub(super) fn part(name: &str, at: &Path, out: &mut Diagnostics) {
    if !well_formed(name, b"-_") {
        out.error_at_key(at, format!("`{}` cannot be a name here", name.escape_debug()))
            .help(format!(
                "use 1 to {LONGEST} lower-case letters, digits, hyphens and underscores, beginning with a letter"
            ));
    }
}

/// Reports names that make the same logical ids, which have no hyphens and underscores.
pub(super) fn distinct<'a>(
    names: impl Iterator<Item = &'a String>,
    at: &Path,
    out: &mut Diagnostics,
) {
    let mut taken: IndexMap<String, &String> = IndexMap::new();
    for name in names {
        if let Some(other) = taken.insert(name.to_upper_camel_case(), name) {
            let message = format!("`{name}` and `{other}` would have the same ids in the stack");
            out.error_at_key(&at.key(name.clone()), message)
                .help("choose names that differ in more than hyphens and underscores");
        }
    }
}

fn well_formed(name: &str, marks: &[u8]) -> bool {
    let mut bytes = name.bytes();
    name.len() <= LONGEST
        && bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || marks.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_letter_and_fit() {
        assert!(well_formed("iploc8", b"-"));
        assert!(well_formed("a", b"-"));
        assert!(!well_formed("8iploc", b"-"));
        assert!(!well_formed("web_api", b"-"));
        assert!(well_formed("web_api", b"-_"));
        assert!(!well_formed(&"a".repeat(41), b"-"));
        assert!(!well_formed("", b"-"));
    }
}
