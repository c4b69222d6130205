//! The command line: one file a command. Only here are files read and written, and text coloured.

mod check;
mod format;
mod input;
mod output;
mod reference;
mod render;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Everything is fine.
    Fine = 0,
    /// There are findings the user asked to fail on.
    Findings = 1,
    /// The blueprint or the arguments are wrong.
    BadInput = 2,
    /// Something could not be read or written.
    Unreadable = 3,
}

/// What every command returns: how it ends, or why it could not read or write.
type Outcome = Result<Exit, Failure>;

/// Something that could not be read or written.
struct Failure(String);

const EXAMPLES: &str = "\
Examples:
  Render a blueprint and deploy it:
    ecsgen render blueprint.toml > stack.yaml
    aws cloudformation deploy --template-file stack.yaml --stack-name my-app --capabilities CAPABILITY_IAM

  Or as a Terraform configuration:
    ecsgen render blueprint.toml --format terraform -o infra/

  See what is wrong with a blueprint, and fail on warnings too:
    ecsgen check blueprint.toml --fail-on warning

  Look up what can be written in a blueprint:
    ecsgen reference

Exit status: 0 fine, 1 findings you asked to fail on, 2 bad input or usage, 3 cannot read or write.";

/// Compiles a small blueprint of a container app into CloudFormation or Terraform for Amazon ECS.
#[derive(Debug, Parser)]
#[command(name = "ecsgen", version, after_help = EXAMPLES, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Arguments),
    Check(check::Arguments),
    Reference(reference::Arguments),
}

/// Runs the program with its arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors; clap prints them, and errors, where they belong.
            let exit = if error.use_stderr() {
                Exit::BadInput
            } else {
                Exit::Fine
            };
            return match error.print() {
                Ok(()) => ExitCode::from(exit as u8),
                Err(_) => ExitCode::from(Exit::Unreadable as u8),
            };
        }
    };
    let outcome = match arguments.command {
        Command::Render(arguments) => render::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Reference(arguments) => reference::run(&arguments),
    };
    let exit = outcome.unwrap_or_else(|Failure(message)| {
        output::to_stderr(&format!("error: {message}\n"));
        Exit::Unreadable
    });
    ExitCode::from(exit as u8)
}
