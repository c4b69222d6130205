//! Names within a stack: each belongs to one part, and is one CloudFormation takes.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostics, Path};
use crate::model::{LogicalId, Stack};

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    // Parameters and resources share one namespace, outputs have their own (CloudFormation user guide, "Template reference").
    let parameters = stack.parameters.iter().map(|p| (&p.id, &p.origin.path));
    let resources = stack.resources().map(|r| (&r.id, &r.origin.path));
    unique(parameters.chain(resources), out);
    unique(stack.outputs.iter().map(|o| (&o.id, &o.path)), out);
}

fn unique<'a>(parts: impl Iterator<Item = (&'a LogicalId, &'a Path)>, out: &mut Diagnostics) {
    // CloudFormation user guide, "Resources": letters and digits; "CloudFormation quotas": 255 characters.
    const LONGEST: usize = 255;
    let mut taken: IndexMap<&str, &Path> = IndexMap::with_capacity(parts.size_hint().0);
    for (id, path) in parts {
        if id.as_str().len() > LONGEST {
            out.error(
                path,
                format!("the logical id `{id}` has more than {LONGEST} characters"),
            )
            .help("choose a shorter name");
        }
        if !id.as_str().bytes().all(|b| b.is_ascii_alphanumeric()) {
            out.error(
                path,
                format!("the logical id `{id}` has characters other than letters and digits"),
            )
            .help("choose a name of letters, digits and hyphens");
        }
        if let Some(other) = taken.insert(id.as_str(), path) {
            // The deeper of the two is the one with a name of the user's choice.
            let path = std::cmp::max_by_key(path, other, |path| path.segments().len());
            out.error(
                path,
                format!("another part of the stack is called `{id}` already"),
            )
            .help(
                "choose another name: ids are made of names, without hyphens, underscores and dots",
            );
        }
    }
}
