//! From a stack to the files of a target. Renderers spell; they decide nothing.

pub mod cloudformation;
pub mod reference;
mod template;
pub mod terraform;

use crate::diagnostic::Diagnostics;
use crate::model::Stack;

/// A target, and how it is written.
#[derive(Debug)]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Who reads it.
    pub target: Target,
    /// Writes a stack. What the target has no form for is reported, and the files are then not to be used.
    pub render: fn(&Stack, &mut Diagnostics) -> Vec<File>,
}

/// Who reads what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// CloudFormation, which takes one template.
    CloudFormation,
    /// Terraform, which takes a folder of files.
    Terraform,
}

/// A file of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub text: String,
}

/// Every format.
pub static FORMATS: [Format; 4] = [
    Format {
        name: "yaml",
        about: "a CloudFormation template in YAML, with comments",
        target: Target::CloudFormation,
        render: |stack, _| template_file("template.yaml", cloudformation::yaml(stack)),
    },
    Format {
        name: "json",
        about: "a CloudFormation template in JSON",
        target: Target::CloudFormation,
        render: |stack, _| template_file("template.json", cloudformation::json(stack)),
    },
    Format {
        name: "terraform",
        about: "a Terraform configuration, with comments",
        target: Target::Terraform,
        render: terraform::native,
    },
    Format {
        name: "terraform-json",
        about: "a Terraform configuration in JSON",
        target: Target::Terraform,
        render: terraform::json,
    },
];

fn template_file(name: &'static str, text: String) -> Vec<File> {
    vec![File { name, text }]
}
