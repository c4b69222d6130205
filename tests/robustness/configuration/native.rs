//! The native syntax.

use hcl_edit::structure::{self, BlockLabel, Structure};

use super::{Block, Body, Meaning};

/// Reads a file.
pub fn read(text: &str) -> Result<Body, String> {
    let body: structure::Body = text.parse().map_err(|error| format!("{error}"))?;
    of_body(&body)
}

fn of_body(body: &structure::Body) -> Result<Body, String> {
    let mut read = Body::default();
    for structure in body {
        match structure {
            Structure::Attribute(argument) => {
                let name = argument.key.as_str().to_owned();
                let value = Meaning::of(&argument.value)?;
                if read.arguments.insert(name.clone(), value).is_some() {
                    return Err(format!("`{name}` is said twice"));
                }
            }
            Structure::Block(block) => read.blocks.push(Block {
                keyword: block.ident.as_str().to_owned(),
                labels: block.labels.iter().map(label).collect(),
                body: of_body(&block.body)?,
            }),
        }
    }
    Ok(read)
}

fn label(label: &BlockLabel) -> String {
    label.as_str().to_owned()
}
