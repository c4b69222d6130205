//! `ecsgen render`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::format::FormatParser;
use super::{Exit, Outcome, input, output};
use crate::render::{FORMATS, File, Format, Target};

/// Print the template of a blueprint, or its Terraform configuration.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ecsgen render blueprint.toml > stack.yaml
  ecsgen render blueprint.toml --format json -o stack.json
  ecsgen render blueprint.toml --format terraform -o infra/
  cat blueprint.toml | ecsgen render -")]
pub(super) struct Arguments {
    /// The blueprint; `-` for standard input.
    #[arg(default_value_os_t = input::default_path())]
    blueprint: PathBuf,
    /// What to write.
    #[arg(long, short, default_value = FORMATS[0].name, value_parser = FormatParser)]
    format: &'static Format,
    /// Write to this file, or for Terraform into this folder, instead of to standard output; each file whole or not at all.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let format = arguments.format;
    let (rendered, diagnostics) = input::compile(&arguments.blueprint, |stack, diagnostics| {
        stack.map(|stack| crate::render(&stack, format, diagnostics))
    })?;
    let files = rendered.as_deref().unwrap_or_default();
    if replaces_the_blueprint(arguments, files) {
        output::to_stderr("error: the output would replace the blueprint\n");
        return Ok(Exit::BadInput);
    }
    match rendered {
        Some(files) if !diagnostics.has_errors() => {
            match format.target {
                Target::CloudFormation => output::write(&files, arguments.output.as_deref())?,
                Target::Terraform => output::write_into(&files, arguments.output.as_deref())?,
            }
            Ok(Exit::Fine)
        }
        _ => Ok(Exit::BadInput),
    }
}

fn replaces_the_blueprint(arguments: &Arguments, files: &[File]) -> bool {
    let Some(output) = &arguments.output else {
        return false;
    };
    let is_the_blueprint = |path: &Path| is_same(path, &arguments.blueprint);
    is_the_blueprint(output)
        || files
            .iter()
            .any(|file| is_the_blueprint(&output.join(file.name)))
}

fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize()
        .is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
