//! ecsgen compiles a small blueprint of a container app into infrastructure for Amazon ECS.
//!
//! The pipeline is a chain of types, one public function a stage:
//!
//! ```text
//! text ──parse──> Blueprint ──resolve──> App ──lower──> Stacks ──check──> diagnostics
//!                                                          └───render──> files: templates, or a configuration
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
//! let stacks = ecsgen::compile(&blueprint, &mut diagnostics);
//! let yaml = stacks.map(|stacks| ecsgen::render::cloudformation::yaml(&stacks.app));
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
use model::Stacks;
use render::{File, Format, Target};

/// Reads a blueprint. What is wrong with its form is reported; what can be read is returned all the same, so that what it says
/// can be judged in the same run.
pub fn parse(source: &Source<'_>, out: &mut Diagnostics) -> Option<Blueprint> {
    Blueprint::read(source, out)
}

/// From a blueprint to its stacks; `None` if anything is wrong, which has then been reported.
pub fn compile(blueprint: &Blueprint, out: &mut Diagnostics) -> Option<Stacks> {
    let app = app::resolve(blueprint, out)?;
    let stacks = lower::lower(&app);
    check::stacks(&stacks, out);
    (!out.has_errors()).then_some(stacks)
}

/// From the stacks of an app to the files of a target: a template for each of them, or one configuration for all. What the target
/// cannot take is reported; if that is an error, the files are not to be used.
pub fn render(stacks: &Stacks, format: &Format, out: &mut Diagnostics) -> Vec<File> {
    match format.target {
        Target::CloudFormation(template) => {
            let templates = stacks.iter().map(|stack| {
                let file = File::new(format.file_name(stack), template(stack));
                check::template(stack, file.text.len(), out);
                file
            });
            templates.collect()
        }
        Target::Terraform(configuration) => configuration(&stacks.merged(), out),
    }
}

/// The README's Rust, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
