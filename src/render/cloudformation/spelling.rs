//! How CloudFormation spells a stack: `Ref`, `GetAtt`, `Sub` and the rest.

use std::borrow::Cow;

use super::document::Document;
use crate::model::{
    CloudFormationAttribute, LogicalId, Map, Output, Parameter, ParameterType, Pseudo, Removal,
    Resource, SecretString, Stack, Value,
};

/// The whole template.
pub(super) fn template(stack: &Stack) -> Document<'_> {
    let mut entries = vec![
        entry("AWSTemplateFormatVersion", VERSION.into()),
        entry("Description", stack.description.as_str().into()),
    ];
    let parameters: Vec<_> = stack.parameters.iter().map(parameter_entry).collect();
    let conditions: Vec<_> = conditions(stack).map(condition_entry).collect();
    let resources: Vec<_> = stack.resources().map(resource_entry).collect();
    let outputs: Vec<_> = stack.outputs.iter().map(output_entry).collect();
    for (name, part) in [
        ("Parameters", parameters),
        ("Conditions", conditions),
        ("Resources", resources),
        ("Outputs", outputs),
    ] {
        if !part.is_empty() {
            entries.push(entry(name, Document::Map(part)));
        }
    }
    Document::Map(entries)
}

/// The only version of the format there is (CloudFormation user guide, "Template format version").
pub(super) const VERSION: &str = "2010-09-09";

type Entry<'a> = (Cow<'a, str>, Document<'a>);

fn entry<'a>(key: &'a str, value: Document<'a>) -> Entry<'a> {
    (Cow::Borrowed(key), value)
}

/// A parameter of the template.
pub(super) fn parameter_entry(parameter: &Parameter) -> Entry<'_> {
    let kind = match parameter.kind {
        ParameterType::String => "String",
        ParameterType::HostedZoneId => "AWS::Route53::HostedZone::Id",
        ParameterType::SecurityGroupId => "AWS::EC2::SecurityGroup::Id",
        ParameterType::VpcId => "AWS::EC2::VPC::Id",
        ParameterType::SubnetIds => "List<AWS::EC2::Subnet::Id>",
        ParameterType::Number { .. } => "Number",
    };
    let mut entries = vec![
        entry("Type", kind.into()),
        entry("Description", parameter.description.as_str().into()),
    ];
    if let Some(default) = parameter.default {
        entries.push(entry("Default", default.into()));
    }
    if let ParameterType::Number { least, most } = parameter.kind {
        entries.push(entry("MinValue", Document::Int(least)));
        entries.push(entry("MaxValue", Document::Int(most)));
    }
    if let Some((pattern, problem)) = parameter.pattern {
        entries.push(entry("AllowedPattern", pattern.into()));
        entries.push(entry("ConstraintDescription", problem.into()));
    }
    entry(parameter.id.as_str(), Document::Map(entries))
}

/// The parameters that something depends on being given.
pub(super) fn conditions(stack: &Stack) -> impl Iterator<Item = &LogicalId> {
    // Such parameters are those that may be left empty.
    let may_be_empty = stack.parameters.iter().filter(|p| p.default == Some(""));
    may_be_empty.map(|parameter| &parameter.id)
}

/// The condition that a parameter was given.
pub(super) fn condition_entry(parameter: &LogicalId) -> Entry<'_> {
    let reference = Document::function("Ref", parameter.as_str().into());
    let is_empty = Document::function("Equals", Document::List(vec![reference, "".into()]));
    let is_given = Document::function("Not", Document::List(vec![is_empty]));
    (Cow::Owned(condition_name(parameter)), is_given)
}

fn condition_name(parameter: &LogicalId) -> String {
    format!("Has{parameter}")
}

/// A resource of the template.
pub(super) fn resource_entry(resource: &Resource) -> Entry<'_> {
    let mut entries = vec![entry("Type", resource.kind.name.into())];
    match resource.depends_on.as_slice() {
        [] => {}
        [one] => entries.push(entry("DependsOn", one.as_str().into())),
        several => {
            let ids = several.iter().map(|id| id.as_str().into()).collect();
            entries.push(entry("DependsOn", Document::List(ids)));
        }
    }
    let when_deleted = match resource.removal {
        Removal::Delete => None,
        Removal::KeepReplaced => Some("Delete"),
        Removal::Retain => Some("RetainExceptOnCreate"),
        Removal::RetainAlways => Some("Retain"),
    };
    if let Some(when_deleted) = when_deleted {
        entries.push(entry("DeletionPolicy", when_deleted.into()));
        entries.push(entry("UpdateReplacePolicy", "Retain".into()));
    }
    if !resource.properties.is_empty() {
        entries.push(entry("Properties", map(&resource.properties)));
    }
    entry(resource.id.as_str(), Document::Map(entries))
}

/// An output of the template.
pub(super) fn output_entry(output: &Output) -> Entry<'_> {
    let mut entries = vec![
        entry("Description", output.description.as_str().into()),
        entry("Value", output_value(&output.value)),
    ];
    if output.is_exported {
        let name = Document::function("Sub", format!("${{AWS::StackName}}-{}", output.id).into());
        entries.push(entry("Export", Document::Map(vec![entry("Name", name)])));
    }
    entry(output.id.as_str(), Document::Map(entries))
}

/// An output is text, so a list has commas in it.
fn output_value(output: &Value) -> Document<'_> {
    match output {
        Value::List(items) => join(",", items),
        Value::Attribute(_, attribute) if attribute.is_list() => {
            Document::function("Join", Document::List(vec![",".into(), value(output)]))
        }
        other => value(other),
    }
}

fn map(properties: &Map) -> Document<'_> {
    Document::Map(
        properties
            .iter()
            .map(|(key, v)| entry(key, value(v)))
            .collect(),
    )
}

/// A value of the model.
fn value(value: &Value) -> Document<'_> {
    match value {
        Value::Bool(value) => Document::Bool(*value),
        Value::Int(number) => Document::Int(*number),
        Value::Str(text) => plain(text),
        Value::List(items) => Document::List(items.iter().map(self::value).collect()),
        Value::Map(properties) => map(properties),
        Value::Attribute(handle, attribute) => {
            let id = handle.logical_id().as_str();
            match handle.kind().cloudformation(*attribute) {
                Some(CloudFormationAttribute::GetAtt(name)) => {
                    Document::function("GetAtt", format!("{id}.{name}").into())
                }
                Some(CloudFormationAttribute::First(name)) => {
                    let list = Document::function("GetAtt", format!("{id}.{name}").into());
                    select(0, list)
                }
                // A type without the attribute is caught by a test of all blueprints.
                Some(CloudFormationAttribute::Ref) | None => Document::function("Ref", id.into()),
            }
        }
        Value::Parameter(parameter) => {
            Document::function("Ref", parameter.logical_id().as_str().into())
        }
        Value::IfGiven(choice) => Document::function(
            "If",
            Document::List(vec![
                condition_name(choice.parameter.logical_id()).into(),
                self::value(&choice.given),
                self::value(&choice.empty),
            ]),
        ),
        Value::Pseudo(pseudo) => Document::function("Ref", pseudo_name(*pseudo).into()),
        Value::StackToken => stack_token(),
        Value::AvailabilityZone(index) => {
            let zones = Document::function("GetAZs", "".into());
            select(*index, zones)
        }
        Value::Ipv6Subnet(range, index) => {
            // CloudFormation user guide, "Fn::Cidr": at most 256 parts, here of 64 bits each.
            let parts = vec![self::value(range), Document::Int(256), Document::Int(64)];
            select(*index, Document::function("Cidr", Document::List(parts)))
        }
        Value::Concat(parts) => concat(parts),
        Value::Secret(secret) => dynamic_reference(secret),
    }
}

/// What CloudFormation replaces by what is in a secret, when it needs it (CloudFormation user guide, "Get a secret or secret
/// value from Secrets Manager").
fn dynamic_reference(secret: &SecretString) -> Document<'_> {
    let key = secret.key.as_deref().unwrap_or_default();
    let around = |text: &str| match key {
        "" => format!("{{{{resolve:secretsmanager:{text}}}}}"),
        key => format!("{{{{resolve:secretsmanager:{text}:SecretString:{key}}}}}"),
    };
    let substituted = |text: &str| Document::function("Sub", around(text).into());
    match value(&secret.secret) {
        Document::Str(text) => around(&text).into(),
        Document::Function(name, argument) => match (name, *argument) {
            ("Sub", Document::Str(text)) => substituted(&text),
            (_, Document::Str(reference)) => substituted(&format!("${{{reference}}}")),
            (name, other) => Document::function(name, other),
        },
        other => other,
    }
}

fn select(index: u8, list: Document<'_>) -> Document<'_> {
    let parts = vec![Document::Int(i64::from(index)), list];
    Document::function("Select", Document::List(parts))
}

/// The beginning of the UUID with which the stack's id ends.
fn stack_token<'a>() -> Document<'a> {
    let split = |by: &'static str, text: Document<'a>| {
        Document::function("Split", Document::List(vec![by.into(), text]))
    };
    let id = Document::function("Ref", "AWS::StackId".into());
    select(0, split("-", select(2, split("/", id))))
}

fn pseudo_name(pseudo: Pseudo) -> &'static str {
    match pseudo {
        Pseudo::Partition => "AWS::Partition",
        Pseudo::Region => "AWS::Region",
        Pseudo::AccountId => "AWS::AccountId",
        Pseudo::StackName => "AWS::StackName",
        Pseudo::UrlSuffix => "AWS::URLSuffix",
    }
}

/// Text put together from parts: plain where all of them are, a `Sub` where all can stand in one, a `Join` elsewhere.
fn concat(parts: &[Value]) -> Document<'_> {
    if let [one] = parts {
        return value(one);
    }
    let mut text = String::new();
    let mut has_references = false;
    for part in parts {
        if let Value::Str(part) = part {
            text.push_str(&literal(part));
            continue;
        }
        let reference = match value(part) {
            Document::Function("Ref" | "GetAtt", argument) => match *argument {
                Document::Str(name) => name,
                _ => return join("", parts),
            },
            _ => return join("", parts),
        };
        text.push_str("${");
        text.push_str(&reference);
        text.push('}');
        has_references = true;
    }
    if has_references {
        Document::function("Sub", text.into())
    } else {
        unsubstituted(&text.replace("${!", "${"))
    }
}

/// Text that is known now.
fn plain(text: &str) -> Document<'_> {
    if text.contains("${") {
        unsubstituted(text)
    } else {
        text.into()
    }
}

/// Text with a `${` in it that is no reference.
///
/// Readers take it for a `Sub` that was forgotten, and a `Sub` without references for one that is not needed; so it is put
/// together from two halves that mean nothing.
fn unsubstituted<'a>(text: &str) -> Document<'a> {
    let mut parts: Vec<Document<'a>> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, after) = rest.split_at(at + 1);
        parts.push(before.to_owned().into());
        rest = after;
    }
    if parts.is_empty() {
        return text.to_owned().into();
    }
    parts.push(rest.to_owned().into());
    Document::function(
        "Join",
        Document::List(vec!["".into(), Document::List(parts)]),
    )
}

/// Text as it stands within a `Sub` that has references, where `${!` is `${`.
fn literal(text: &str) -> Cow<'_, str> {
    if text.contains("${") {
        Cow::Owned(text.replace("${", "${!"))
    } else {
        Cow::Borrowed(text)
    }
}

fn join<'a>(separator: &'static str, parts: &'a [Value]) -> Document<'a> {
    let parts = Document::List(parts.iter().map(value).collect());
    Document::function("Join", Document::List(vec![separator.into(), parts]))
}
