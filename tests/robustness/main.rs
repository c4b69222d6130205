//! Whatever a blueprint holds, ecsgen answers with diagnostics, or with a template and a configuration that say what the blueprint
//! says.
//!
//! These tests judge the library by input nobody would write on purpose. They ask for no particular words of a diagnostic, so
//! they stay as they are when the language grows. `fuzz/` goes on in the same direction, without an end.

// A test fails by panicking, and so do the helpers of one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blueprints;
mod chance;
mod configuration;
mod emission;
mod naughty_strings;
mod no_panic;
mod pipeline;
mod schema_oracle;
mod strings;
mod toml_suite;
mod toml_text;
mod yaml;
