//! Reading the name of a format.

use clap::builder::PossibleValue;

use crate::render::{FORMATS, Format};

/// Reads the name of a format.
#[derive(Clone)]
pub(super) struct FormatParser;

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
