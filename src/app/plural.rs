//! Things of which most apps have one: `[load_balancer]` is one, `[load_balancers.internal]` one of several, and the singular is
//! the one of them that is called `default`.

use indexmap::IndexMap;

use super::name;
use crate::diagnostic::{Diagnostics, Path};

/// What the singular is called among the others.
pub const DEFAULT: &str = "default";

/// One of several, and where it stands.
pub(super) struct Part<'a, T> {
    pub(super) name: &'a str,
    pub(super) at: Path,
    pub(super) written: &'a T,
}

/// All that are written: the default first, then the others in their order.
pub(super) fn parts<'a, T>(
    (singular, one): (&'static str, Option<&'a T>),
    (plural, several): (&'static str, Option<&'a IndexMap<String, T>>),
    out: &mut Diagnostics,
) -> Vec<Part<'a, T>> {
    let at = Path::of(plural);
    name::distinct(several.into_iter().flat_map(IndexMap::keys), &at, out);
    let mut parts: Vec<Part<'a, T>> = one
        .map(|written| Part {
            name: DEFAULT,
            at: Path::of(singular),
            written,
        })
        .into_iter()
        .collect();
    for (name, written) in several.into_iter().flatten() {
        let at = at.key(name.clone());
        name::part(name, &at, out);
        if name == DEFAULT && one.is_some() {
            out.error_at_key(
                &at,
                format!("`[{singular}]` is `[{plural}.{DEFAULT}]` already"),
            )
            .help("write one of the two, or choose another name");
            continue;
        }
        parts.push(Part { name, at, written });
    }
    parts.sort_by_key(|part| part.name != DEFAULT);
    parts
}
