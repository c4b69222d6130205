//! `ecsgen reference`.

use clap::Args;

use super::{Exit, Outcome, output};
use crate::render::reference;

/// Print the reference of the blueprint language.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments) -> Outcome {
    output::to_stdout(&reference::markdown())?;
    Ok(Exit::Fine)
}
