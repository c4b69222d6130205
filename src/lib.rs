//! ecsgen compiles a small blueprint of a container app into infrastructure for Amazon ECS.
//!
//! The pipeline is a chain of types, one public function a stage:
//!
//! ```text
//! text ──parse──> Blueprint ──resolve──> App ──lower──> Stack ──check──> diagnostics
//!                                                        └────render──> files: a template, or a configuration
//! ```
//!
//! - [`blueprint`]: what the user wrote, from TOML or from Rust; shaped, not judged.
//! - [`app`]: what will be built. Every default decided, everything checked.
//! - [`lower`]: from the app to its resources; cannot fail.
//! - [`model`]: the resources, in CloudFormation's vocabulary with target-neutral references.
//! - [`catalog`]: what is known of each type of AWS resource.
//! - [`check`]: the last look at a stack, against AWS's own schemas among others.
//! - [`render`]: how a target, CloudFormation or Terraform, spells a stack.
//! - [`hcl`]: the language Terraform reads.
//! - [`diagnostic`]: what is wrong, where, and what to write instead.
//! - [`cli`]: the command line, which alone reads, writes and colours.
//!
//! ```
//! use ecsgen::blueprint::{Blueprint, ListenerProtocol, LoadBalancer, Service};
//!
//! let blueprint = Blueprint::new()
//!     .name("hello")
//!     .load_balancer(LoadBalancer::new().protocol(ListenerProtocol::Http))
//!     .services([("web", Service::new().image("nginx:1.29").port(80).public_ip(true))]);
//! let mut diagnostics = ecsgen::diagnostic::Diagnostics::new();
//! let stack = ecsgen::compile(&blueprint, &mut diagnostics);
//! let yaml = stack.map(|stack| ecsgen::render::cloudformation::yaml(&stack));
//! assert!(yaml.is_some_and(|yaml| yaml.contains("AWS::ECS::Service")));
//! ```

pub mod app;
pub mod blueprint;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod hcl;
pub mod lower;
pub mod model;
pub mod render;

use blueprint::Blueprint;
use diagnostic::{Diagnostics, Source};
use model::Stack;
use render::{File, Format, Target};

/// Reads a blueprint. What is wrong with its form is reported; what can be read is returned all the same, so that what it says
/// can be judged in the same run.
pub fn parse(source: &Source<'_>, out: &mut Diagnostics) -> Option<Blueprint> {
    Blueprint::read(source, out)
}

/// From a blueprint to its stack; `None` if anything is wrong, which has then been reported.
pub fn compile(blueprint: &Blueprint, out: &mut Diagnostics) -> Option<Stack> {
    let app = app::resolve(blueprint, out)?;
    let stack = lower::lower(&app);
    check::stack(&stack, out);
    (!out.has_errors()).then_some(stack)
}

/// From a stack to the files of a target. What the target cannot take is reported; if that is an error, the files are not to be
/// used.
pub fn render(stack: &Stack, format: &Format, out: &mut Diagnostics) -> Vec<File> {
    let files = (format.render)(stack, out);
    if format.target == Target::CloudFormation {
        let bytes = files.iter().map(|file| file.text.len()).sum();
        check::template(stack, bytes, out);
    }
    files
}

/// The README's Rust, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
