//! How Terraform spells values.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::resource::companions;
use super::{names, secrets};
use crate::hcl::Expression;
use crate::model::{
    Attribute, Handle, JsonKeys, LogicalId, Map, ParameterHandle, Pseudo, Resource, ResourceType,
    Stack, Terraform, TerraformAttribute, TerraformResource, Value,
};

/// Knows what every resource of a stack is in Terraform.
pub(super) struct Speller<'a> {
    stack: &'a Stack,
    resources: IndexMap<&'a str, &'a Resource>,
}

/// The data source of a managed prefix list.
pub(super) const PREFIX_LIST: &str = "aws_ec2_managed_prefix_list";

/// A Terraform resource.
pub(super) struct Address {
    pub(super) kind: &'static TerraformResource,
    pub(super) name: String,
}

impl Address {
    /// The address of a resource that has one of its own.
    pub(super) fn of(id: &LogicalId, kind: &'static ResourceType) -> Option<Self> {
        match &kind.terraform {
            Terraform::Resource(kind) => Some(Self {
                kind,
                name: names::of_resource(id, kind.noun),
            }),
            Terraform::Part { .. } => None,
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.kind.name, self.name)
    }
}

impl<'a> Speller<'a> {
    pub(super) fn new(stack: &'a Stack) -> Self {
        let resources = stack.resources().map(|r| (r.id.as_str(), r));
        Self {
            stack,
            resources: resources.collect(),
        }
    }

    /// The resource that holds what this id is of: itself, or the one it is a part of.
    pub(super) fn holder(&self, id: &LogicalId) -> Option<&'a Resource> {
        let resource = *self.resources.get(id.as_str())?;
        match owner(resource) {
            Some(owner) => self.resources.get(owner.logical_id().as_str()).copied(),
            None => Some(resource),
        }
    }

    /// A value.
    pub(super) fn value(&self, value: &Value) -> Expression {
        match value {
            Value::Bool(value) => Expression::Bool(*value),
            Value::Int(number) => Expression::Int(*number),
            Value::Str(text) => Expression::Str(text.clone()),
            Value::List(items) => Expression::List(items.iter().map(|v| self.value(v)).collect()),
            Value::Map(map) => self.object(map),
            Value::Attribute(handle, attribute) => self.attribute(handle, *attribute),
            Value::Parameter(parameter) => self.parameter(parameter),
            Value::IfGiven(choice) => {
                let is_given = [self.parameter(&choice.parameter), "".into()];
                Expression::Conditional(Box::new([
                    Expression::Equal(Box::new(is_given), false),
                    self.value(&choice.given),
                    self.value(&choice.empty),
                ]))
            }
            Value::Pseudo(pseudo) => Expression::reference(fact(*pseudo)),
            Value::StackToken => {
                let hash = Expression::Call("sha256", vec![Expression::reference("var.name")]);
                let arguments = vec![hash, Expression::Int(0), Expression::Int(8)];
                Expression::Call("substr", arguments)
            }
            Value::AvailabilityZone(index) => Expression::reference(format!(
                "data.aws_availability_zones.available.names[{index}]"
            )),
            Value::Ipv6Subnet(range, index) => {
                let arguments = vec![
                    self.value(range),
                    Expression::Int(8),
                    Expression::Int(i64::from(*index)),
                ];
                Expression::Call("cidrsubnet", arguments)
            }
            Value::Concat(parts) => {
                let mut pieces = Vec::with_capacity(parts.len());
                self.concat(parts, &mut pieces);
                template(pieces)
            }
            Value::Secret(secret) => secrets::value(secret),
        }
    }

    fn parameter(&self, parameter: &ParameterHandle) -> Expression {
        let id = parameter.logical_id();
        match self.stack.source(id) {
            Some(_) => Expression::reference(format!("data.{PREFIX_LIST}.{}.id", names::of_id(id))),
            None => Expression::reference(format!("var.{}", names::of_id(id))),
        }
    }

    /// Another argument of the resource that a value refers to.
    pub(super) fn sibling(&self, value: &Value, argument: &str) -> Expression {
        match value {
            Value::Attribute(handle, _) => own(handle.logical_id(), handle.kind(), argument),
            other => self.value(other),
        }
    }

    /// An attribute of a resource, by its name in Terraform.
    pub(super) fn own(&self, resource: &Resource, attribute: &str) -> Expression {
        own(&resource.id, resource.kind, attribute)
    }

    fn attribute(&self, handle: &Handle, attribute: Attribute) -> Expression {
        let spelled = handle.kind().terraform(attribute);
        // A test of all blueprints finds an attribute that its type has no row for.
        let (Some(spelled), Some(address)) =
            (spelled, Address::of(handle.logical_id(), handle.kind()))
        else {
            return Expression::Null;
        };
        match spelled {
            TerraformAttribute::Own(name) => Expression::reference(format!("{address}.{name}")),
            TerraformAttribute::Ending(name, end) => Expression::Template(vec![
                Expression::reference(format!("{address}.{name}")),
                end.into(),
            ]),
            TerraformAttribute::Of(kind, name, own) => {
                let resource = self.resources.get(handle.logical_id().as_str());
                Expression::reference(match resource.and_then(|resource| companions(resource)) {
                    Some(_) => format!("{kind}.{}.{name}", address.name),
                    None => format!("{address}.{own}"),
                })
            }
        }
    }

    fn object(&self, map: &Map) -> Expression {
        let entries = map.iter();
        Expression::Object(
            entries
                .map(|(key, value)| (key.to_owned().into(), self.value(value)))
                .collect(),
        )
    }

    /// A value that goes into JSON text.
    pub(super) fn json(&self, value: &Value, keys: JsonKeys) -> Expression {
        let JsonKeys::Camel(free_form) = keys else {
            return self.value(value);
        };
        match value {
            Value::List(items) => items
                .iter()
                .map(|v| self.json(v, keys))
                .collect::<Vec<_>>()
                .into(),
            Value::Map(map) => {
                let entries = map.iter().map(|(key, value)| {
                    let value = match free_form.contains(&key) {
                        true => self.value(value),
                        false => self.json(value, keys),
                    };
                    (Cow::Owned(camel_case(key)), value)
                });
                Expression::Object(entries.collect())
            }
            other => self.value(other),
        }
    }

    fn concat(&self, parts: &[Value], pieces: &mut Vec<Expression>) {
        for part in parts {
            match part {
                Value::Concat(parts) => self.concat(parts, pieces),
                other => pieces.push(self.value(other)),
            }
        }
    }
}

/// The resource that a resource is a part of in Terraform.
pub(super) fn owner(resource: &Resource) -> Option<&Handle> {
    let Terraform::Part { of, .. } = &resource.kind.terraform else {
        return None;
    };
    match resource.properties.get(of) {
        Some(Value::Attribute(owner, _)) => Some(owner),
        _ => None,
    }
}

fn own(id: &LogicalId, kind: &'static ResourceType, attribute: &str) -> Expression {
    match Address::of(id, kind) {
        Some(address) => Expression::reference(format!("{address}.{attribute}")),
        None => Expression::Null,
    }
}

fn fact(pseudo: Pseudo) -> &'static str {
    match pseudo {
        Pseudo::Partition => "data.aws_partition.current.partition",
        Pseudo::Region => "data.aws_region.current.region",
        Pseudo::AccountId => "data.aws_caller_identity.current.account_id",
        Pseudo::StackName => "var.name",
        Pseudo::UrlSuffix => "data.aws_partition.current.dns_suffix",
    }
}

/// Text of pieces, of which some may be templates themselves.
fn template(pieces: Vec<Expression>) -> Expression {
    let mut parts: Vec<Expression> = Vec::with_capacity(pieces.len());
    let flat = pieces.into_iter().flat_map(|piece| match piece {
        Expression::Template(inner) => inner,
        other => vec![other],
    });
    for piece in flat {
        match (parts.last_mut(), piece) {
            (Some(Expression::Str(text)), Expression::Str(more)) => {
                text.to_mut().push_str(&more);
            }
            (_, piece) => parts.push(piece),
        }
    }
    match parts.pop() {
        // Text by itself is no template.
        Some(only @ Expression::Str(_)) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Expression::Template(parts)
        }
    }
}

/// `ReadonlyRootFilesystem` is `readonlyRootFilesystem` in the ECS API.
fn camel_case(key: &str) -> String {
    let mut rest = key.chars();
    let first = rest.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(rest).collect()
}
