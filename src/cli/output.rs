//! Writing templates and diagnostics.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use super::Failure;
use crate::diagnostic::{Diagnostics, Source, terminal};

/// Writes diagnostics to standard error, in colour if that is a terminal.
pub(super) fn report(diagnostics: &Diagnostics, source: &Source<'_>) {
    let stderr = std::io::stderr();
    let colour = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    to_stderr(&terminal::render(diagnostics, Some(source), colour));
}

/// Writes to standard error. If even that cannot be written to, nobody is listening.
pub(super) fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes to a file, or to standard output if none is named, or `-`.
pub(super) fn write(text: &str, path: Option<&Path>) -> Result<(), Failure> {
    match path {
        Some(path) if path != Path::new("-") => to_file(text, path),
        _ => to_stdout(text),
    }
}

fn to_stdout(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        // Who closes the pipe has read enough: `ecsgen render | head`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => {
            other.map_err(|error| Failure(format!("cannot write to standard output: {error}")))
        }
    }
}

/// Writes a file whole or not at all: beside its place first, then into it.
fn to_file(text: &str, path: &Path) -> Result<(), Failure> {
    let failure =
        |error: std::io::Error| Failure(format!("cannot write {}: {error}", path.display()));
    // A link stays a link: what it points to is written.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = path.metadata().ok();
    // What is no regular file (a pipe, /dev/stdout) cannot be put in place of itself.
    if old
        .as_ref()
        .is_some_and(|found| !found.is_file() && !found.is_dir())
    {
        return std::fs::write(path, text).map_err(failure);
    }
    if old
        .as_ref()
        .is_some_and(|found| found.permissions().readonly())
    {
        return Err(Failure(format!(
            "cannot write {}: it is read-only",
            path.display()
        )));
    }
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = new_file(directory).map_err(failure)?;
    file.write_all(text.as_bytes()).map_err(failure)?;
    if let Some(old) = old {
        file.as_file()
            .set_permissions(old.permissions())
            .map_err(failure)?;
    }
    file.as_file().sync_all().map_err(failure)?;
    file.persist(path).map_err(|error| failure(error.error))?;
    Ok(())
}

/// A file without a name yet, with the permissions any new file gets.
fn new_file(directory: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ecsgen-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Less what the user's mask takes.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(directory)
}
