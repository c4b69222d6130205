//! `ecsgen render`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValue;

use super::{Exit, Outcome, input, output};
use crate::check;
use crate::render::{FORMATS, Format};

/// Print the template of a blueprint.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ecsgen render blueprint.toml > stack.yaml
  ecsgen render blueprint.toml --format json -o stack.json
  cat blueprint.toml | ecsgen render -")]
pub(super) struct Arguments {
    /// The blueprint; `-` for standard input.
    #[arg(default_value_os_t = input::default_path())]
    blueprint: PathBuf,
    /// What to write.
    #[arg(long, short, default_value = FORMATS[0].name, value_parser = FormatParser)]
    format: &'static Format,
    /// Write to this file, whole or not at all, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (rendered, diagnostics) = input::compile(&arguments.blueprint, |stack, diagnostics| {
        let text = (arguments.format.render)(&stack?);
        check::template_size(text.len(), diagnostics);
        Some(text)
    })?;
    let into_itself = arguments
        .output
        .as_ref()
        .is_some_and(|path| is_same(path, &arguments.blueprint));
    if into_itself {
        output::to_stderr("error: the output would replace the blueprint\n");
        return Ok(Exit::BadInput);
    }
    match rendered {
        Some(text) if !diagnostics.has_errors() => {
            output::write(&text, arguments.output.as_deref())?;
            Ok(Exit::Fine)
        }
        _ => Ok(Exit::BadInput),
    }
}

fn is_same(a: &std::path::Path, b: &std::path::Path) -> bool {
    a.canonicalize()
        .is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// Reads the name of a format.
#[derive(Clone)]
struct FormatParser;

impl clap::builder::TypedValueParser for FormatParser {
    type Value = &'static Format;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let names = clap::builder::PossibleValuesParser::new(FORMATS.iter().map(|f| f.name));
        let name = names.parse_ref(command, argument, value)?;
        let found = FORMATS.iter().find(|format| format.name == name);
        found.ok_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidValue))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = FORMATS
            .iter()
            .map(|f| PossibleValue::new(f.name).help(f.about));
        Some(Box::new(values))
    }
}
