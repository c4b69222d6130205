//! `ecsgen render`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::format::FormatParser;
use super::{Exit, Outcome, input, output};
use crate::diagnostic::{Diagnostics, listed};
use crate::model::Stacks;
use crate::render::{FORMATS, File, Format, Target, scripts};

/// Print the template of a blueprint, or its Terraform configuration.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ecsgen render blueprint.toml > stack.yaml
  ecsgen render blueprint.toml --format json -o stack.json
  ecsgen render blueprint.toml -o deploy/
  ecsgen render blueprint.toml --list
  ecsgen render blueprint.toml --format terraform -o infra/
  cat blueprint.toml | ecsgen render -

A folder gets the templates of all stacks, and deploy.sh and teardown.sh.")]
pub(super) struct Arguments {
    /// The blueprint; `-` for standard input.
    #[arg(default_value_os_t = input::default_path())]
    blueprint: PathBuf,
    /// What to write.
    #[arg(long, short, default_value = FORMATS[0].name, value_parser = FormatParser)]
    format: &'static Format,
    /// The stack whose template to write, if it is not the app's own.
    #[arg(long, value_name = "NAME")]
    stack: Option<String>,
    /// Print the names of the stacks instead, in the order in which they are deployed.
    #[arg(long, conflicts_with_all = ["stack", "output"])]
    list: bool,
    /// Write to this file, or into this folder, instead of to standard output; each file whole or not at all.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// What is to be written.
enum Written {
    /// One after another, or into a file.
    Text(Vec<File>),
    /// Into a folder, if there is one.
    Folder(Vec<File>),
    /// Nothing, since what is asked for is not there.
    Refused(String),
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (written, diagnostics) = input::compile(&arguments.blueprint, |stacks, diagnostics| {
        stacks.map(|stacks| write(arguments, &stacks, diagnostics))
    })?;
    let Some(written) = written.filter(|_| !diagnostics.has_errors()) else {
        return Ok(Exit::BadInput);
    };
    let output = arguments.output.as_deref();
    match written {
        Written::Refused(message) => return Ok(refuse(&message)),
        Written::Text(files) | Written::Folder(files)
            if replaces_the_blueprint(arguments, &files) =>
        {
            return Ok(refuse("the output would replace the blueprint"));
        }
        Written::Text(files) => output::write(&files, output)?,
        Written::Folder(files) => output::write_into(&files, output)?,
    }
    Ok(Exit::Fine)
}

fn refuse(message: &str) -> Exit {
    output::to_stderr(&format!("error: {message}\n"));
    Exit::BadInput
}

fn write(arguments: &Arguments, stacks: &Stacks, diagnostics: &mut Diagnostics) -> Written {
    let Arguments { format, stack, .. } = arguments;
    let is_cloudformation = matches!(format.target, Target::CloudFormation(_));
    if !is_cloudformation && (arguments.list || stack.is_some()) {
        return Written::Refused(
            "a Terraform configuration has all stacks in it: leave out `--stack` and `--list`"
                .to_owned(),
        );
    }
    if arguments.list {
        return Written::Text(vec![File::new("", list(stacks))]);
    }
    let mut files = crate::render(stacks, format, diagnostics);
    if !is_cloudformation {
        return Written::Folder(files);
    }
    if arguments.output.as_deref().is_some_and(is_folder) {
        if stack.is_some() {
            return Written::Refused(
                "a folder gets all stacks: leave out `--stack`, or name a file".to_owned(),
            );
        }
        let programs = scripts::scripts(stacks, &files, format);
        files.extend(programs);
        return Written::Folder(files);
    }
    let wanted = match stack {
        None => &stacks.app,
        Some(name) => match stacks.get(name) {
            Some(stack) => stack,
            None => return Written::Refused(no_stack(name, stacks)),
        },
    };
    let wanted = format.file_name(wanted);
    files.retain(|file| file.name == wanted);
    Written::Text(files)
}

fn no_stack(name: &str, stacks: &Stacks) -> String {
    let names = stacks.iter().map(|stack| stack.name);
    let is = if stacks.before.is_empty() {
        "is"
    } else {
        "are"
    };
    format!(
        "there is no stack `{name}`; there {is} {}",
        listed(names, "and")
    )
}

/// The names, and what each is.
fn list(stacks: &Stacks) -> String {
    let longest = stacks.iter().map(|stack| stack.name.len()).max();
    let width = longest.unwrap_or_default();
    let lines = stacks.iter().map(|stack| {
        let place = stack.region.map(|region| format!(", in {region}"));
        let place = place.unwrap_or_default();
        format!("{:width$}  {}{place}\n", stack.name, stack.about)
    });
    lines.collect()
}

/// Whether a path is of a folder, or written as that of one.
fn is_folder(path: &Path) -> bool {
    let text = path.as_os_str().to_string_lossy();
    path.is_dir() || text.ends_with(std::path::is_separator)
}

fn replaces_the_blueprint(arguments: &Arguments, files: &[File]) -> bool {
    let Some(output) = &arguments.output else {
        return false;
    };
    let is_the_blueprint = |path: &Path| is_same(path, &arguments.blueprint);
    is_the_blueprint(output)
        || files
            .iter()
            .any(|file| is_the_blueprint(&output.join(file.name.as_ref())))
}

fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize()
        .is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
