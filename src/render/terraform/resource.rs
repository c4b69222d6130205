//! The Terraform resources of a stack: one for most, several for some, and none of its own for a few.

use indexmap::{IndexMap, IndexSet};

use super::arguments::Arguments;
use super::names;
use super::spelling::{Address, Speller, owner};
use crate::diagnostic::Diagnostics;
use crate::hcl::{Block, Expression};
use crate::model::{
    Companion, Companions, Constant, LeftAlone, Map, Naming, REGION, Removal, Resource, Stack,
    Terraform, TerraformResource, Value,
};

/// What a resource becomes.
struct Draft<'a> {
    resource: &'a Resource,
    kind: &'static TerraformResource,
    /// Its own block, but for what it waits for and how it lives.
    block: Block,
    /// Blocks that belong to it.
    others: Vec<Block>,
    /// The addresses of those with which it is whole.
    whole: Vec<Expression>,
}

/// The blocks of every section of a stack.
pub(super) fn sections<'a>(
    stack: &'a Stack,
    speller: &'a Speller<'a>,
    out: &mut Diagnostics,
) -> Vec<(&'a str, Vec<Block>)> {
    let mut parts: IndexMap<&str, Vec<&Resource>> = IndexMap::new();
    for part in stack.resources() {
        if let Some(owner) = owner(part) {
            parts
                .entry(owner.logical_id().as_str())
                .or_default()
                .push(part);
        }
    }
    let mut sections = Vec::with_capacity(stack.sections.len());
    for section in &stack.sections {
        let drafts: Vec<Draft<'_>> = section
            .resources
            .iter()
            .filter_map(|resource| {
                let parts = parts
                    .get(resource.id.as_str())
                    .map_or(&[][..], Vec::as_slice);
                draft(stack, resource, parts, speller, out)
            })
            .collect();
        sections.push((section.title.as_ref(), drafts));
    }
    let whole = wholes(sections.iter().flat_map(|(_, drafts)| drafts));
    sections
        .into_iter()
        .map(|(title, drafts)| {
            let blocks = drafts
                .into_iter()
                .flat_map(|draft| finish(draft, &whole, speller))
                .collect();
            (title, blocks)
        })
        .collect()
}

fn draft<'a>(
    stack: &'a Stack,
    resource: &'a Resource,
    parts: &[&Resource],
    speller: &'a Speller<'a>,
    out: &mut Diagnostics,
) -> Option<Draft<'a>> {
    let Terraform::Resource(kind) = &resource.kind.terraform else {
        return None;
    };
    let name = Address::of(&resource.id, resource.kind)?.name;
    let mut block = Block::new("resource")
        .label(kind.name)
        .label(name.clone())
        .comment(format!("{}: {}", resource.origin.path, resource.origin.why));
    if let Some(region) = resource.region {
        block.set(REGION, region);
    }
    add_name(&mut block, resource, kind.naming, &name);
    let mut arguments = Arguments {
        resource,
        name: &name,
        speller,
        default_tags: &stack.tags,
        out,
        tags: Vec::new(),
        apart: Vec::new(),
    };
    for part in parts {
        if let Terraform::Part {
            of,
            arguments: rows,
        } = &part.kind.terraform
        {
            let others = part.properties.iter().filter(|(key, _)| key != of);
            let others: Map = others
                .map(|(k, v)| (k.to_owned().into(), v.clone()))
                .collect();
            arguments.fill(&mut block, rows, &others);
        }
    }
    arguments.fill(&mut block, kind.arguments, &resource.properties);
    let Arguments { tags, apart, .. } = arguments;
    add_constants(&mut block, resource, kind, speller);
    block.blocks_last();
    if !tags.is_empty() {
        block = block.gap().argument("tags", Expression::Object(tags));
    }
    let mut others = apart;
    let mut whole: Vec<Expression> = others.iter().map(address).collect();
    if let Some(companions) = companions(resource) {
        let spell = |value: &Value| speller.value(value);
        others.extend((companions.blocks)(&Companion {
            resource,
            name: &name,
            spell: &spell,
        }));
        whole.extend(others.last().map(address));
    }
    Some(Draft {
        resource,
        kind,
        block,
        others,
        whole,
    })
}

fn address(block: &Block) -> Expression {
    Expression::Word(block.labels.join(".").into())
}

/// What there is to tell of what the resources bring along.
pub(super) fn told(stack: &Stack, speller: &Speller<'_>) -> Vec<Block> {
    let spell = |value: &Value| speller.value(value);
    let told = stack.resources().filter_map(|resource| {
        let tell = companions(resource)?.told?;
        let name = Address::of(&resource.id, resource.kind)?.name;
        tell(&Companion {
            resource,
            name: &name,
            spell: &spell,
        })
    });
    told.collect()
}

/// What a resource brings along, if it does.
pub(super) fn companions(resource: &Resource) -> Option<Companions> {
    let Terraform::Resource(kind) = &resource.kind.terraform else {
        return None;
    };
    let companions = kind.companions?;
    resource.properties.get(companions.property)?;
    Some(companions)
}

fn add_name(block: &mut Block, resource: &Resource, naming: Naming, name: &str) {
    let own = name.replace('_', "-");
    match naming {
        Naming::Said => {}
        Naming::App(rule) => {
            block.set("name", app_name(names::behind_app(resource, name, rule)));
        }
        Naming::Own => block.set("name", own),
        Naming::Prefix => {
            let app = Expression::reference("var.name");
            let prefix = vec![app, format!("-{own}-").into()];
            block.set("name_prefix", Expression::Template(prefix));
        }
        Naming::CutPrefix(longest) => {
            // Some of each can be read.
            let end = format!("-{}-", cut(&own, longest * 2 / 3));
            let room = (longest - end.len()) as i64;
            let app = vec![Expression::reference("var.name"), 0.into(), room.into()];
            let prefix = vec![Expression::Call("substr", app), end.into()];
            block.set("name_prefix", Expression::Template(prefix));
        }
        Naming::BucketPrefix(longest) => {
            let end = format!("-{own}-");
            let room = longest.saturating_sub(end.len()) as i64;
            let app = Expression::Call("lower", vec![Expression::reference("var.name")]);
            let app = Expression::Call("substr", vec![app, 0.into(), room.into()]);
            block.set("bucket_prefix", Expression::Template(vec![app, end.into()]));
        }
        Naming::OwnPrefix(longest) => {
            block.set("name_prefix", format!("{}-", cut(&own, longest - 1)));
        }
    }
}

/// The app's name, and what stands behind it.
fn app_name(suffix: String) -> Expression {
    let app = Expression::reference("var.name");
    match suffix {
        suffix if suffix.is_empty() => app,
        suffix => Expression::Template(vec![app, suffix.into()]),
    }
}

/// The beginning of a name that consists of ASCII characters.
fn cut(name: &str, longest: usize) -> &str {
    let beginning = name.get(..longest).unwrap_or(name);
    beginning.trim_end_matches('-')
}

/// What something else decides on.
fn left_alone(resource: &Resource, kind: &TerraformResource) -> Option<LeftAlone> {
    let is_said = |rule: &LeftAlone| resource.properties.get(rule.property).is_some();
    kind.left_alone.filter(|rule| !is_said(rule))
}

fn add_constants(
    block: &mut Block,
    resource: &Resource,
    kind: &TerraformResource,
    speller: &Speller<'_>,
) {
    if let Some(left_alone) = left_alone(resource, kind) {
        block.set(left_alone.argument, left_alone.initial);
    }
    if let Some(always) = kind.always
        && resource.properties.get(always.property).is_none()
        && let Some(value) = resource.properties.get(always.list_of)
    {
        block.set(always.argument, vec![speller.value(value)]);
    }
    let retention = match resource.removal {
        // Terraform knows what uses it, and deletes it last.
        Removal::Delete | Removal::KeepReplaced => &[],
        Removal::Retain | Removal::RetainAlways => kind.retention,
    };
    for (name, value) in kind.constants.iter().chain(retention) {
        match value {
            Constant::Bool(value) => block.set(*name, *value),
            Constant::Int(value) => block.set(*name, *value),
        }
    }
    if let Some(timeout) = kind.timeout {
        block.add(
            Block::new("timeouts")
                .argument("create", timeout)
                .argument("update", timeout)
                .argument("delete", timeout),
        );
    }
}

/// What makes each resource whole.
fn wholes<'a: 'd, 'd>(
    drafts: impl Iterator<Item = &'d Draft<'a>>,
) -> IndexMap<&'a str, Vec<Expression>> {
    drafts
        .filter(|draft| !draft.whole.is_empty())
        .map(|draft| (draft.resource.id.as_str(), draft.whole.clone()))
        .collect()
}

fn finish(
    draft: Draft<'_>,
    whole: &IndexMap<&str, Vec<Expression>>,
    speller: &Speller<'_>,
) -> Vec<Block> {
    let Draft {
        resource,
        kind,
        mut block,
        others,
        ..
    } = draft;
    let waits_for = waits_for(resource, kind, whole, speller);
    if !waits_for.is_empty() {
        block = block.gap().argument("depends_on", waits_for);
    }
    let lifecycle = lifecycle(resource, kind, speller);
    if !lifecycle.items.is_empty() {
        block.add(lifecycle);
    }
    std::iter::once(block).chain(others).collect()
}

/// What must exist before a resource, besides what it refers to.
fn waits_for(
    resource: &Resource,
    kind: &TerraformResource,
    whole: &IndexMap<&str, Vec<Expression>>,
    speller: &Speller<'_>,
) -> Vec<Expression> {
    let mut waits_for = Vec::new();
    if resource.depends_on.is_empty() && !kind.needs_whole {
        return waits_for;
    }
    let referenced = references(resource);
    for id in &resource.depends_on {
        let Some(holder) = speller.holder(id) else {
            continue;
        };
        if !referenced.contains(holder.id.as_str())
            && let Some(address) = Address::of(&holder.id, holder.kind)
        {
            waits_for.push(Expression::Word(address.to_string().into()));
        }
    }
    if kind.needs_whole {
        for id in &referenced {
            waits_for.extend(whole.get(*id).into_iter().flatten().cloned());
        }
    }
    waits_for
}

fn lifecycle(resource: &Resource, kind: &TerraformResource, speller: &Speller<'_>) -> Block {
    let mut block = Block::new("lifecycle");
    if kind.create_before_destroy {
        block.set("create_before_destroy", true);
    }
    if let Some(left_alone) = left_alone(resource, kind) {
        let ignored = Expression::Word(left_alone.argument.into());
        block.set("ignore_changes", vec![ignored]);
    }
    if let Some(postcondition) = kind.postcondition
        && let Some(wanted) = resource.properties.get(postcondition.property)
    {
        let is = Expression::reference(format!("self.{}", postcondition.argument));
        let wanted = speller.value(wanted);
        block.add(
            Block::new("postcondition")
                .argument("condition", Expression::Equal(Box::new([is, wanted]), true))
                .argument("error_message", postcondition.message),
        );
    }
    block
}

/// The ids of what a resource refers to.
fn references(resource: &Resource) -> IndexSet<&str> {
    let mut ids = IndexSet::new();
    resource.walk(&mut |value| {
        if let Value::Attribute(handle, _) = value {
            ids.insert(handle.logical_id().as_str());
        }
    });
    ids
}
