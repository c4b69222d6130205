//! Writing files and diagnostics.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::diagnostic::{Diagnostics, Source, terminal};
use crate::render::File;

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
pub(super) fn write(files: &[File], path: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return to_stdout(&joined(files));
    };
    let prepared = files.iter().map(|file| Prepared::new(file, path));
    put_in_place(prepared.collect::<Result<_, _>>()?)
}

/// Writes into a folder, which is made if it is missing, or to standard output if none is named, or `-`. All files are written
/// before the first is put in its place.
pub(super) fn write_into(files: &[File], folder: Option<&Path>) -> Result<(), Failure> {
    let Some(folder) = folder.filter(|path| *path != Path::new("-")) else {
        return to_stdout(&joined(files));
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        let name = folder.display();
        Failure(format!("cannot write into {name}: {error}"))
    })?;
    let prepared = files
        .iter()
        .map(|file| Prepared::new(file, &folder.join(file.name.as_ref())));
    put_in_place(prepared.collect::<Result<_, _>>()?)
}

fn put_in_place(prepared: Vec<Prepared>) -> Result<(), Failure> {
    prepared.into_iter().try_for_each(Prepared::put_in_place)
}

/// Files one after another, with an empty line between them.
fn joined(files: &[File]) -> String {
    let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
    texts.join("\n")
}

/// Writes to standard output.
pub(super) fn to_stdout(text: &str) -> Result<(), Failure> {
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

/// A file that is written whole beside its place, and then put into it.
enum Prepared {
    Beside(tempfile::NamedTempFile, PathBuf),
    /// What is no regular file (a pipe, /dev/stdout) cannot be put in place of itself.
    Through(String, PathBuf),
}

impl Prepared {
    fn new(file: &File, path: &Path) -> Result<Self, Failure> {
        // A link stays a link: what it points to is written.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = path.metadata().ok();
        if old
            .as_ref()
            .is_some_and(|found| !found.is_file() && !found.is_dir())
        {
            return Ok(Self::Through(file.text.clone(), path));
        }
        if old.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            let name = path.display();
            return Err(Failure(format!("cannot write {name}: it is a folder")));
        }
        if old
            .as_ref()
            .is_some_and(|found| found.permissions().readonly())
        {
            let name = path.display();
            return Err(Failure(format!("cannot write {name}: it is read-only")));
        }
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let written = new_file(directory, file.is_program).and_then(|mut new| {
            new.write_all(file.text.as_bytes())?;
            if let Some(old) = old {
                new.as_file().set_permissions(old.permissions())?;
            }
            new.as_file().sync_all()?;
            Ok(new)
        });
        match written {
            Ok(file) => Ok(Self::Beside(file, path)),
            Err(error) => Err(cannot_write(&path, &error)),
        }
    }

    fn put_in_place(self) -> Result<(), Failure> {
        match self {
            Self::Beside(file, path) => match file.persist(&path) {
                Ok(_) => Ok(()),
                Err(error) => Err(cannot_write(&path, &error.error)),
            },
            Self::Through(text, path) => {
                std::fs::write(&path, text).map_err(|error| cannot_write(&path, &error))
            }
        }
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("cannot write {}: {error}", path.display()))
}

/// A file without a name yet, with the permissions any new file gets.
fn new_file(directory: &Path, is_program: bool) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ecsgen-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Less what the user's mask takes.
        let mode = if is_program { 0o777 } else { 0o666 };
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = is_program;
    builder.tempfile_in(directory)
}
