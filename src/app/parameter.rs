//! Values from outside: written, or given at the deploy.

use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// A value from outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Given<T = String> {
    /// The value.
    Literal(T),
    /// The name of the stack parameter that takes it.
    Parameter(String),
}

/// Resolves a value that is written, and then looked at by `check`, or given at the deploy; `example` is the name of a parameter
/// that would do.
pub(super) fn given(
    written: &OneOf<String, blueprint::Parameter>,
    example: &str,
    at: &Path,
    check: impl FnOnce(&str, &Path, &mut Diagnostics),
    out: &mut Diagnostics,
) -> Given {
    match written {
        OneOf::First(text) => {
            check(text, at, out);
            Given::Literal(text.clone())
        }
        OneOf::Second(parameter) => {
            Given::Parameter(name(parameter.parameter.as_deref(), example, at, out))
        }
    }
}

/// The name of a stack parameter; `example` is one that would do.
pub(super) fn name(
    written: Option<&str>,
    example: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> String {
    let Some(name) = written else {
        out.missing(at, "parameter", &format!("parameter = \"{example}\""));
        return String::new();
    };
    let well_formed = (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
        && name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    if !well_formed {
        out.error(
            &at.key("parameter"),
            format!("`{}` cannot be a parameter", name.escape_debug()),
        )
        .help(format!("write letters and digits, as `\"{example}\"`"));
    }
    name.to_owned()
}
