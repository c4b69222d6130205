//! `ecsgen check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Exit, Outcome, input};
use crate::check;
use crate::diagnostic::Severity;
use crate::render::FORMATS;

/// Show everything that is wrong with a blueprint, or weaker than it could be.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ecsgen check
  ecsgen check blueprint.toml --fail-on warning")]
pub(super) struct Arguments {
    /// The blueprint; `-` for standard input.
    #[arg(default_value_os_t = input::default_path())]
    blueprint: PathBuf,
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
    let (_, diagnostics) = input::compile(&arguments.blueprint, |stack, diagnostics| {
        if let Some(stack) = stack {
            check::template_size((FORMATS[0].render)(&stack).len(), diagnostics);
        }
    })?;
    let warnings = diagnostics.count(Severity::Warning);
    Ok(match arguments.fail_on {
        _ if diagnostics.has_errors() => Exit::BadInput,
        Some(FailOn::Warning) if warnings > 0 => Exit::Findings,
        _ => Exit::Fine,
    })
}
