//! The Terraform back end: the rows of the catalog are held against AWS's schemas and the provider's, and used; what is rendered
//! is held against the provider's schema; HCL is formatted as `terraform fmt` would.

// A test fails by panicking, and so do the helpers of one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blueprints;
mod catalog;
#[path = "../robustness/configuration/mod.rs"]
mod configuration;
mod formatting;
mod provider;
mod references;
mod rendered;
mod usage;
