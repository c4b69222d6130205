//! The blueprints of this repository, as stacks and as configurations.

use std::fs;

use ecsgen::diagnostic::{Diagnostics, Source, terminal};
use ecsgen::model::Stack;
use ecsgen::render::terraform;

use crate::configuration::Body;

/// A blueprint that compiles.
pub struct Blueprint {
    /// Name of its file.
    pub name: String,
    /// Its resources, of all stacks.
    pub stack: Stack,
}

/// All of them: the examples, and what the acceptance tests have besides.
pub fn all() -> Vec<Blueprint> {
    let mut blueprints = Vec::new();
    for folder in ["blueprints", "tests/acceptance/blueprints"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            blueprints.push(Blueprint {
                name: path.display().to_string(),
                stack: stack(&text),
            });
        }
    }
    assert!(blueprints.len() > 5);
    blueprints.sort_by(|a, b| a.name.cmp(&b.name));
    blueprints
}

fn stack(text: &str) -> Stack {
    let mut out = Diagnostics::new();
    let source = Source::parse("blueprint.toml", text, &mut out);
    let blueprint = ecsgen::parse(&source, &mut out);
    let stacks = blueprint.and_then(|blueprint| ecsgen::compile(&blueprint, &mut out));
    let stacks =
        stacks.unwrap_or_else(|| panic!("{}", terminal::render(&out, Some(&source), false)));
    stacks.merged().into_owned()
}

impl Blueprint {
    /// What Terraform is told, which nothing stands in the way of.
    pub fn configuration(&self) -> Body {
        let mut out = Diagnostics::new();
        let files = terraform::native(&self.stack, &mut out);
        let report = terminal::render(&out, None, false);
        assert!(!out.has_errors(), "{}\n{report}", self.name);
        Body::read(files.iter().map(|file| file.text.as_str())).unwrap()
    }
}
