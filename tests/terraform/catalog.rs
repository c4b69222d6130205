//! The rows of the catalog: what they name is in AWS's schemas and in the provider's, and nothing that must be said is left out.

use std::collections::{BTreeMap, BTreeSet};

use ecsgen::catalog::{self, schema::Node};
use ecsgen::model::{
    Apart, Argument, ArgumentRow, Naming, ResourceType, Terraform, TerraformAttribute,
    TerraformResource, Value,
};

use crate::blueprints;
use crate::provider::{self, Schema};

#[test]
fn rows_name_what_is_there() {
    let mut mistakes = Vec::new();
    for (kind, terraform) in resources() {
        let schema = schema_of(terraform);
        let mut check = Check {
            at: kind.name.to_owned(),
            mistakes: &mut mistakes,
        };
        check.rows(terraform.arguments, catalog::schema::of(kind.name), schema);
        check.extras(terraform, schema);
        check.owned(terraform.arguments, schema);
    }
    for (part, rows, owner) in parts() {
        let mut check = Check {
            at: part.name.to_owned(),
            mistakes: &mut mistakes,
        };
        check.rows(rows, catalog::schema::of(part.name), schema_of(owner));
    }
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn what_must_be_said_has_a_row() {
    let mut mistakes = Vec::new();
    for (kind, terraform) in resources() {
        let mut said = Said::default();
        said.collect(terraform.arguments);
        said.collect_extras(terraform);
        said.check(schema_of(terraform), kind.name, &mut mistakes);
        for apart in aparts(terraform.arguments) {
            let mut said = Said::default();
            said.collect(apart.arguments);
            said.arguments.insert(apart.owner.0);
            let schema = provider::resource(apart.name).unwrap();
            said.check(schema, apart.name, &mut mistakes);
        }
    }
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn attributes_are_ones_the_provider_has() {
    for kind in catalog::types() {
        for row in kind.attributes {
            let (name, attribute) = match (row.terraform, &kind.terraform) {
                (TerraformAttribute::Of(name, attribute, _), _) => (name, attribute),
                (
                    TerraformAttribute::Own(attribute) | TerraformAttribute::Ending(attribute, _),
                    Terraform::Resource(terraform),
                ) => (terraform.name, attribute),
                _ => panic!("{} has no attributes of its own", kind.name),
            };
            let schema = provider::resource(name).unwrap();
            assert!(schema.attribute(attribute).is_some(), "{name}.{attribute}");
        }
    }
}

#[test]
fn no_two_are_made_at_once_that_are_called_alike() {
    for (kind, terraform) in resources().filter(|(_, it)| it.create_before_destroy) {
        let mut said = Said::default();
        said.collect(terraform.arguments);
        let has_own_name = match terraform.naming {
            Naming::Said => !said.arguments.contains("name"),
            Naming::Prefix
            | Naming::CutPrefix(_)
            | Naming::OwnPrefix(_)
            | Naming::BucketPrefix(_) => true,
            Naming::App(_) | Naming::Own => false,
        };
        assert!(has_own_name, "{}", kind.name);
    }
}

#[test]
fn names_are_the_types_alone() {
    let mut names: Vec<&str> = resources().map(|(_, terraform)| terraform.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// Types that are resources in Terraform too.
pub fn resources() -> impl Iterator<Item = (&'static ResourceType, &'static TerraformResource)> {
    catalog::types().filter_map(|kind| match &kind.terraform {
        Terraform::Resource(terraform) => Some((kind, terraform)),
        Terraform::Part { .. } => None,
    })
}

type Part = (
    &'static ResourceType,
    &'static [ArgumentRow],
    &'static TerraformResource,
);

/// Types that are a part of a resource in Terraform, with what they are a part of: the blueprints know.
fn parts() -> Vec<Part> {
    let stacks: Vec<_> = blueprints::all().into_iter().map(|it| it.stack).collect();
    let of = |part: &ResourceType, property: &str| {
        let mut resources = stacks.iter().flat_map(|stack| stack.resources());
        let resource = resources.find(|resource| resource.kind.name == part.name)?;
        match resource.properties.get(property)? {
            Value::Attribute(owner, _) => Some(owner.kind()),
            _ => None,
        }
    };
    let parts = catalog::types().filter_map(|part| match &part.terraform {
        Terraform::Part {
            of: name,
            arguments,
        } => match &of(part, name)?.terraform {
            Terraform::Resource(owner) => Some((part, *arguments, owner)),
            Terraform::Part { .. } => panic!("{} is a part of a part", part.name),
        },
        Terraform::Resource(_) => None,
    });
    let parts: Vec<Part> = parts.collect();
    assert_eq!(parts.len() + resources().count(), catalog::types().count());
    parts
}

fn schema_of(terraform: &TerraformResource) -> Schema {
    provider::resource(terraform.name)
        .unwrap_or_else(|| panic!("the provider has no {}", terraform.name))
}

fn aparts(rows: &'static [ArgumentRow]) -> impl Iterator<Item = &'static Apart> {
    rows.iter().filter_map(|(_, argument)| match argument {
        Argument::Apart(apart) => Some(*apart),
        _ => None,
    })
}

/// Follows rows into AWS's schema and the provider's.
struct Check<'m> {
    at: String,
    mistakes: &'m mut Vec<String>,
}

impl Check<'_> {
    fn wrong(&mut self, what: &str) {
        self.mistakes.push(format!("{}: {what}", self.at));
    }

    /// `aws` is not given where a row is not of a property.
    fn rows(&mut self, rows: &'static [ArgumentRow], aws: Option<Node>, schema: Schema) {
        let mut taken = BTreeSet::new();
        for (property, argument) in rows {
            let before = self.at.clone();
            self.at += &format!(".{property}");
            if !taken.insert(property) {
                self.wrong("there are two rows");
            }
            let inner = aws.and_then(|aws| aws.property(property));
            if aws.is_some() && inner.is_none() {
                self.wrong("AWS has no such property");
            }
            self.argument(argument, inner, schema);
            self.at = before;
        }
    }

    fn argument(&mut self, argument: &'static Argument, aws: Option<Node>, schema: Schema) {
        match argument {
            Argument::Is(name) => self.is_argument(schema, name, &[]),
            Argument::Number(name) => self.is_argument(schema, name, &["number", "string"]),
            Argument::Boolean(name) | Argument::Word(name, _) => {
                self.is_argument(schema, name, &["bool"]);
            }
            Argument::Json(name, _) => self.is_argument(schema, name, &["string"]),
            Argument::Unless(_, inner) => self.argument(inner, aws, schema),
            Argument::In(keyword, inner) => match schema.block(keyword) {
                Some(schema) => self.argument(inner, aws, schema),
                None => self.wrong(&format!("the provider has no block `{keyword}`")),
            },
            Argument::Counted(keyword) => match schema.block(keyword) {
                Some(schema) => {
                    self.is_argument(schema, "items", &[]);
                    self.is_argument(schema, "quantity", &["number"]);
                }
                None => self.wrong(&format!("the provider has no block `{keyword}`")),
            },
            Argument::Block(keyword, rows) => match schema.block(keyword) {
                Some(schema) => self.rows(rows, aws, schema),
                None => self.wrong(&format!("the provider has no block `{keyword}`")),
            },
            Argument::Inline(rows) => self.rows(rows, aws, schema),
            Argument::Attributes(rows) => self.rows(rows, None, schema),
            Argument::Tags => self.is_argument(schema, "tags", &[]),
            Argument::SameAs(names) => {
                for name in *names {
                    self.is_argument(schema, name, &[]);
                }
            }
            Argument::Apart(apart) => match provider::resource(apart.name) {
                Some(schema) => {
                    self.is_argument(schema, apart.owner.0, &["string"]);
                    self.rows(apart.arguments, aws, schema);
                }
                None => self.wrong(&format!("the provider has no {}", apart.name)),
            },
            Argument::Companion(known) => {
                for property in *known {
                    if aws.is_none_or(|aws| aws.property(property).is_none()) {
                        self.wrong(&format!("AWS has no property `{property}`"));
                    }
                }
            }
            Argument::Absent(why) => assert!(!why.is_empty()),
        }
    }

    /// An argument of one of these types, or of any if none is given.
    fn is_argument(&mut self, schema: Schema, name: &str, kinds: &[&str]) {
        match schema.argument(name) {
            None => self.wrong(&format!("the provider has no argument `{name}`")),
            Some(argument) if argument.is("deprecated") => {
                self.wrong(&format!("`{name}` is deprecated"));
            }
            Some(argument) => {
                if !kinds.is_empty() && !kinds.iter().any(|kind| argument.kind() == kind) {
                    self.wrong(&format!("`{name}` is {}", argument.kind()));
                }
            }
        }
    }

    /// What is set besides the rows.
    fn extras(&mut self, terraform: &'static TerraformResource, schema: Schema) {
        let mut said = Said::default();
        said.collect_extras(terraform);
        for (name, _) in terraform.retention {
            said.arguments.insert(name);
        }
        for name in said.arguments {
            self.is_argument(schema, name, &[]);
        }
        for (keyword, inner) in said.blocks {
            match schema.block(keyword) {
                None => self.wrong(&format!("the provider has no block `{keyword}`")),
                Some(schema) => {
                    for name in inner.arguments {
                        self.is_argument(schema, name, &["string"]);
                    }
                }
            }
        }
        let has_row = |property: &str| terraform.arguments.iter().any(|(it, _)| *it == property);
        let mut named = Vec::new();
        named.extend(terraform.caveat.map(|it| it.property));
        named.extend(terraform.postcondition.map(|it| it.property));
        named.extend(terraform.companions.map(|it| it.property));
        named.extend(terraform.always.map(|it| it.property));
        named.extend(terraform.always.map(|it| it.list_of));
        named.extend(terraform.left_alone.map(|it| it.property));
        for property in named.into_iter().filter(|it| !has_row(it)) {
            self.wrong(&format!("`{property}` has no row"));
        }
        if let Some(it) = terraform.postcondition
            && schema.attribute(it.argument).is_none()
        {
            self.wrong(&format!("the provider has no attribute `{}`", it.argument));
        }
    }

    /// What resources apart refer to.
    fn owned(&mut self, rows: &'static [ArgumentRow], schema: Schema) {
        for apart in aparts(rows) {
            let (_, attribute) = apart.owner;
            if schema.attribute(attribute).is_none() {
                self.wrong(&format!("the provider has no attribute `{attribute}`"));
            }
        }
    }
}

/// What rows can say, whatever the properties are.
#[derive(Debug, Default)]
struct Said {
    arguments: BTreeSet<&'static str>,
    blocks: BTreeMap<&'static str, Said>,
}

impl Said {
    fn collect(&mut self, rows: &'static [ArgumentRow]) {
        for (_, argument) in rows {
            self.add(argument);
        }
    }

    fn add(&mut self, argument: &'static Argument) {
        match argument {
            Argument::Is(name)
            | Argument::Number(name)
            | Argument::Boolean(name)
            | Argument::Word(name, _)
            | Argument::Json(name, _) => {
                self.arguments.insert(name);
            }
            Argument::Unless(_, inner) => self.add(inner),
            Argument::In(keyword, inner) => self.blocks.entry(keyword).or_default().add(inner),
            Argument::Counted(keyword) => {
                let block = self.blocks.entry(keyword).or_default();
                block.arguments.extend(["items", "quantity"]);
            }
            Argument::Block(keyword, rows) => {
                self.blocks.entry(keyword).or_default().collect(rows);
            }
            Argument::Inline(rows) | Argument::Attributes(rows) => self.collect(rows),
            Argument::Tags => {
                self.arguments.insert("tags");
            }
            Argument::SameAs(names) => self.arguments.extend(*names),
            Argument::Apart(_) | Argument::Companion(_) | Argument::Absent(_) => {}
        }
    }

    fn collect_extras(&mut self, terraform: &'static TerraformResource) {
        match terraform.naming {
            Naming::Said => {}
            Naming::App(_) | Naming::Own => self.arguments.extend(["name"]),
            Naming::BucketPrefix(_) => self.arguments.extend(["bucket_prefix"]),
            Naming::Prefix | Naming::CutPrefix(_) | Naming::OwnPrefix(_) => {
                self.arguments.extend(["name_prefix"]);
            }
        }
        let constants = terraform.constants.iter().map(|(name, _)| *name);
        self.arguments.extend(constants);
        self.arguments
            .extend(terraform.left_alone.map(|it| it.argument));
        self.arguments
            .extend(terraform.always.map(|it| it.argument));
        if terraform.timeout.is_some() {
            let timeouts = self.blocks.entry("timeouts").or_default();
            timeouts.arguments.extend(["create", "update", "delete"]);
        }
    }

    /// Finds what the schema requires and no row can say.
    fn check(&self, schema: Schema, at: &str, mistakes: &mut Vec<String>) {
        for name in schema.required_arguments() {
            if !self.arguments.contains(name) {
                mistakes.push(format!("{at} has no row for the argument `{name}`"));
            }
        }
        for name in schema.required_blocks() {
            if !self.blocks.contains_key(name) {
                mistakes.push(format!("{at} has no row for the block `{name}`"));
            }
        }
        for (name, inner) in &self.blocks {
            if let Some(schema) = schema.block(name) {
                inner.check(schema, &format!("{at}.{name}"), mistakes);
            }
        }
    }
}
