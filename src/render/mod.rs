//! From stacks to the files of a target. Renderers spell; they decide nothing.

pub mod cloudformation;
pub mod reference;
pub mod scripts;
mod template;
pub mod terraform;

use std::borrow::Cow;

use crate::diagnostic::Diagnostics;
use crate::model::Stack;

/// A target, and how it is written.
#[derive(Debug)]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Who reads it, and what writes it.
    pub target: Target,
    /// What the names of its files end in.
    pub extension: &'static str,
}

/// Who reads what is written.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// CloudFormation, which takes a template for each stack.
    CloudFormation(fn(&Stack) -> String),
    /// Terraform, which takes a folder of files for all of them. What it has no form for is reported, and the files are then not
    /// to be used.
    Terraform(fn(&Stack, &mut Diagnostics) -> Vec<File>),
}

/// A file of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What is in it.
    pub text: String,
    /// Whether it is a program.
    pub is_program: bool,
}

impl File {
    /// A file to be read.
    pub fn new(name: impl Into<Cow<'static, str>>, text: String) -> Self {
        Self {
            name: name.into(),
            text,
            is_program: false,
        }
    }
}

impl Format {
    /// What the template of a stack is called in a folder, and in the commands of its head.
    pub fn file_name(&self, stack: &Stack) -> String {
        format!("{}.{}", stack.file_stem(), self.extension)
    }
}

/// Every format.
pub static FORMATS: [Format; 4] = [
    Format {
        name: "yaml",
        about: "CloudFormation templates in YAML, with comments",
        target: Target::CloudFormation(cloudformation::yaml),
        extension: "yaml",
    },
    Format {
        name: "json",
        about: "CloudFormation templates in JSON",
        target: Target::CloudFormation(cloudformation::json),
        extension: "json",
    },
    Format {
        name: "terraform",
        about: "a Terraform configuration, with comments",
        target: Target::Terraform(terraform::native),
        extension: "tf",
    },
    Format {
        name: "terraform-json",
        about: "a Terraform configuration in JSON",
        target: Target::Terraform(terraform::json),
        extension: "tf.json",
    },
];
