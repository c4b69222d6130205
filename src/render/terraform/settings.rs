//! What stands around the resources: Terraform's and the provider's settings, and the facts of the deployment.

use super::names;
use super::resource::companions;
use super::spelling::PREFIX_LIST;
use crate::hcl::{Block, Expression};
use crate::model::{Backend, Import, Provider, Pseudo, S3Backend, Source, Stack, Value};

/// The oldest Terraform that reads what is written, and the oldest that knows lock files in S3.
const TERRAFORM: &str = ">= 1.5.7";
const TERRAFORM_WITH_LOCKFILE: &str = ">= 1.10.0";
/// The versions of the provider whose schema the catalog is written for.
const PROVIDER: &str = ">= 6.25, < 7.0";

/// The blocks `terraform` and `provider`.
pub(super) fn versions(stack: &Stack) -> Vec<Block> {
    let settings = &stack.terraform;
    let has_lockfile =
        matches!(&settings.backend, Some(Backend::S3(backend)) if backend.use_lockfile);
    let version = if has_lockfile {
        TERRAFORM_WITH_LOCKFILE
    } else {
        TERRAFORM
    };
    let mut providers = Block::new("required_providers").argument("aws", source("aws", PROVIDER));
    for provider in other_providers(stack) {
        providers.set(provider.name, source(provider.name, provider.version));
    }
    let mut terraform = Block::new("terraform")
        .argument("required_version", Expression::Verbatim(version.into()))
        .block(providers);
    match &settings.backend {
        None => {}
        Some(Backend::S3(backend)) => terraform.add(s3(backend)),
        Some(Backend::Cloud {
            organization,
            workspace,
            hostname,
        }) => {
            let mut cloud = Block::new("cloud");
            set_text(&mut cloud, "hostname", hostname.as_ref());
            set_text(&mut cloud, "organization", Some(organization));
            let mut workspaces = Block::new("workspaces");
            set_text(&mut workspaces, "name", Some(workspace));
            terraform.add(cloud.block(workspaces));
        }
    }
    vec![terraform, provider(stack)]
}

fn source(provider: &str, version: &'static str) -> Expression {
    let source = format!("hashicorp/{provider}");
    Expression::Object(vec![
        ("source".into(), Expression::Verbatim(source.into())),
        ("version".into(), Expression::Verbatim(version.into())),
    ])
}

/// Providers that some resources want besides that of AWS, each once.
fn other_providers(stack: &Stack) -> Vec<Provider> {
    let mut providers: Vec<Provider> = Vec::new();
    let wanted = stack
        .resources()
        .filter_map(|resource| companions(resource)?.provider);
    for provider in wanted {
        if providers.iter().all(|known| known.name != provider.name) {
            providers.push(provider);
        }
    }
    providers
}

fn s3(backend: &S3Backend) -> Block {
    let mut block = Block::new("backend").label("s3");
    set_text(&mut block, "bucket", Some(&backend.bucket));
    set_text(&mut block, "key", Some(&backend.key));
    set_text(&mut block, "region", Some(&backend.region));
    set_text(&mut block, "profile", backend.profile.as_ref());
    set_text(&mut block, "kms_key_id", backend.kms_key_id.as_ref());
    block.set("encrypt", true);
    if backend.use_lockfile {
        block.set("use_lockfile", true);
    }
    block
}

fn set_text(block: &mut Block, name: &'static str, text: Option<&String>) {
    if let Some(text) = text {
        block.set(name, Expression::Verbatim(text.clone().into()));
    }
}

fn provider(stack: &Stack) -> Block {
    let settings = &stack.terraform.provider;
    let mut provider = Block::new("provider")
        .label("aws")
        .argument("region", Expression::reference("var.region"));
    if let Some(profile) = &settings.profile {
        provider.set("profile", profile.clone());
    }
    if !settings.allowed_account_ids.is_empty() {
        provider.set("allowed_account_ids", settings.allowed_account_ids.clone());
    }
    if let Some(role) = &settings.assume_role {
        provider.add(Block::new("assume_role").argument("role_arn", role.clone()));
    }
    provider.block(Block::new("default_tags").argument("tags", default_tags(stack)))
}

/// CloudFormation tags what it makes with the name of the stack; here a tag of ours does, unless the blueprint has one like it.
fn default_tags(stack: &Stack) -> Expression {
    const APP: &str = "App";
    let mut tags = Vec::new();
    // IAM takes no two keys that differ in case only ("Tags for AWS Identity and Access Management resources").
    if !stack
        .tags
        .iter()
        .any(|(key, _)| key.eq_ignore_ascii_case(APP))
    {
        tags.push((APP.into(), Expression::reference("var.name")));
    }
    for (key, value) in &stack.tags {
        tags.push((key.clone().into(), value.clone().into()));
    }
    Expression::Object(tags)
}

/// Data sources for the facts that the values of a stack ask for.
pub(super) fn facts(stack: &Stack) -> Vec<Block> {
    let mut facts = Facts::default();
    for resource in stack.resources() {
        resource.walk(&mut |value| facts.see(value));
    }
    for output in &stack.outputs {
        output.value.walk(&mut |value| facts.see(value));
    }
    let data = |kind: &'static str| Block::new("data").label(kind).label("current");
    let mut blocks = Vec::new();
    if facts.has_partition {
        blocks.push(data("aws_partition"));
    }
    if facts.has_region {
        blocks.push(data("aws_region"));
    }
    if facts.has_account {
        blocks.push(data("aws_caller_identity"));
    }
    blocks.extend(stack.imports.iter().filter_map(prefix_list));
    if facts.zones > 0 {
        blocks.push(zones(facts.zones));
    }
    blocks
}

/// A managed prefix list, which is found by its name.
fn prefix_list(import: &Import) -> Option<Block> {
    let Source::PrefixList(name) = import.source else {
        return None;
    };
    let block = Block::new("data")
        .label(PREFIX_LIST)
        .label(names::of_id(&import.parameter));
    Some(block.argument("name", name))
}

/// The availability zones of the region, of which there must be enough.
fn zones(count: u8) -> Block {
    let filter = Block::new("filter")
        .argument("name", "opt-in-status")
        .argument("values", vec!["opt-in-not-required"]);
    let condition = Expression::reference(format!("length(self.names) >= {count}"));
    let message = format!("The region has fewer than {count} availability zones.");
    let postcondition = Block::new("postcondition")
        .argument("condition", condition)
        .argument("error_message", message);
    Block::new("data")
        .label("aws_availability_zones")
        .label("available")
        .comment("availability zones, without local zones and those that have to be opted in to")
        .block(filter)
        .block(Block::new("lifecycle").block(postcondition))
}

#[derive(Default)]
struct Facts {
    has_partition: bool,
    has_region: bool,
    has_account: bool,
    /// How many availability zones there must be.
    zones: u8,
}

impl Facts {
    fn see(&mut self, value: &Value) {
        match value {
            Value::Pseudo(Pseudo::Partition | Pseudo::UrlSuffix) => self.has_partition = true,
            Value::Pseudo(Pseudo::Region) => self.has_region = true,
            Value::Pseudo(Pseudo::AccountId) => self.has_account = true,
            Value::AvailabilityZone(index) => self.zones = self.zones.max(index + 1),
            _ => {}
        }
    }
}
