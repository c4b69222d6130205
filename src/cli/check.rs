//! `ecsgen check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::format::FormatParser;
use super::{Exit, Outcome, input};
use crate::diagnostic::Severity;
use crate::render::{FORMATS, Format};

/// Show everything that is wrong with a blueprint, or weaker than it could be.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ecsgen check
  ecsgen check blueprint.toml --fail-on warning
  ecsgen check blueprint.toml --format terraform")]
pub(super) struct Arguments {
    /// The blueprint; `-` for standard input.
    #[arg(default_value_os_t = input::default_path())]
    blueprint: PathBuf,
    /// What it is to be rendered to.
    #[arg(long, short, default_value = FORMATS[0].name, value_parser = FormatParser)]
    format: &'static Format,
    /// End with status 1 if there is anything of this severity. Errors end with 2 in any case.
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// Warnings.
    Warning,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (_, diagnostics) = input::compile(&arguments.blueprint, |stacks, diagnostics| {
        stacks.map(|stacks| crate::render(&stacks, arguments.format, diagnostics))
    })?;
    let warnings = diagnostics.count(Severity::Warning);
    Ok(match arguments.fail_on {
        _ if diagnostics.has_errors() => Exit::BadInput,
        Some(FailOn::Warning) if warnings > 0 => Exit::Findings,
        _ => Exit::Fine,
    })
}
