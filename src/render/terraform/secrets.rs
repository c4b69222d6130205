//! What is in existing secrets: read by data sources.

use super::names;
use super::spelling::Speller;
use crate::diagnostic::{Diagnostics, Path};
use crate::hcl::{Block, Expression};
use crate::model::{LogicalId, SecretString, Stack, Value};

const DATA: &str = "aws_secretsmanager_secret_version";

/// What is in a secret. Its key is one that needs no escape.
pub(super) fn value(secret: &SecretString) -> Expression {
    let whole = format!("data.{DATA}.{}.secret_string", name(secret));
    Expression::reference(match &secret.key {
        None => whole,
        Some(key) => format!("jsondecode({whole})[\"{key}\"]"),
    })
}

fn name(secret: &SecretString) -> String {
    names::of_id(&LogicalId::new(secret.name.as_str()))
}

/// A data source for each secret that a stack reads.
pub(super) fn data(stack: &Stack, speller: &Speller<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (secret, path) in read(stack) {
        let block = Block::new("data")
            .label(DATA)
            .label(name(secret))
            .comment(format!(
                "{path}: what is in the secret; it is in the state too"
            ))
            .argument("secret_id", speller.value(&secret.secret));
        if !blocks.iter().any(|other| other.labels == block.labels) {
            blocks.push(block);
        }
    }
    blocks
}

/// Says where what is in a secret ends up.
pub(super) fn report(stack: &Stack, out: &mut Diagnostics) {
    let mut told: Vec<&str> = Vec::new();
    for (secret, path) in read(stack) {
        if !told.contains(&secret.name.as_str()) {
            told.push(&secret.name);
            out.warning(path, "Terraform keeps what is in the secret in its state")
                .help("let few read the state, and keep it encrypted");
        }
    }
}

fn read(stack: &Stack) -> Vec<(&SecretString, &Path)> {
    let mut found = Vec::new();
    for resource in stack.resources() {
        resource.walk(&mut |value| {
            if let Value::Secret(secret) = value {
                found.push((secret.as_ref(), &secret.path));
            }
        });
    }
    found
}
