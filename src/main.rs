//! The program `ecsgen`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ecsgen::cli::run(std::env::args_os())
}
