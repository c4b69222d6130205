//! Reading blueprints, and what every command does with them.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::{Failure, output};
use crate::diagnostic::{Diagnostics, Source};
use crate::model::Stacks;

/// Compiles a blueprint, does something with its stacks, and reports what there is to say. `finish` gets no stacks if anything is
/// wrong, and may find more.
pub(super) fn compile<T>(
    path: &Path,
    finish: impl FnOnce(Option<Stacks>, &mut Diagnostics) -> T,
) -> Result<(T, Diagnostics), Failure> {
    let (name, text) = read(path)?;
    let mut diagnostics = Diagnostics::new();
    let source = Source::parse(&name, &text, &mut diagnostics);
    let stacks = crate::parse(&source, &mut diagnostics)
        .and_then(|blueprint| crate::compile(&blueprint, &mut diagnostics));
    let finished = finish(stacks, &mut diagnostics);
    output::report(&diagnostics, &source);
    Ok((finished, diagnostics))
}

/// The text of a blueprint, and what diagnostics call it. A path of `-` is standard input.
fn read(path: &Path) -> Result<(String, String), Failure> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    };
    let bytes = if is_stdin {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| match path == default_path() {
        true => Failure(format!(
            "cannot read {name}: {error}; name a blueprint, or write one of that name"
        )),
        false => Failure(format!("cannot read {name}: {error}")),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        Failure(format!("cannot read {name}: line {line} is not UTF-8 text"))
    })?;
    Ok((name, text))
}

/// The blueprint a command reads if none is named.
pub(super) fn default_path() -> PathBuf {
    PathBuf::from("blueprint.toml")
}
