//! What a configuration asks, and what it tells: variables and outputs.

use super::names;
use super::resource;
use super::spelling::Speller;
use crate::hcl::{Block, Expression, For};
use crate::model::{NameRule, Naming, Parameter, ParameterType, Stack, Terraform};

/// Variables that every configuration has.
pub(super) const NAME: &str = "name";
pub(super) const REGION: &str = "region";

/// The variables of a stack.
pub(super) fn variables(stack: &Stack) -> Vec<Block> {
    let mut variables = vec![name(stack), region(stack)];
    variables.extend(stack.asked().map(variable));
    variables
}

/// What stands for the name of the stack.
fn name(stack: &Stack) -> Block {
    let NameRule {
        longest,
        is_of_a_load_balancer,
        variant: _,
    } = name_rule(stack);
    let (pattern, end) = match is_of_a_load_balancer {
        true => (
            format!("^[a-zA-Z]([a-zA-Z0-9-]{{0,{}}}[a-zA-Z0-9])?$", longest - 2),
            ", and not end with a hyphen",
        ),
        false => (format!("^[a-zA-Z][a-zA-Z0-9-]{{0,{}}}$", longest - 1), ""),
    };
    let message = format!(
        "The name must have 1 to {longest} letters, digits and hyphens, begin with a letter{end}."
    );
    let what = "Name of the deployment: names of its resources begin with it, and a tag says it";
    let mut block = declaration(NAME, what)
        .argument("type", Expression::Word("string".into()))
        .argument("default", Expression::Verbatim(stack.app.clone().into()))
        .argument("nullable", false)
        .block(validation(matches(NAME, &pattern), message));
    // Names of security groups go on with a hyphen.
    block.add(not_beginning(
        "sg-",
        &format!("\"${{var.{NAME}}}-\""),
        "a security group",
    ));
    if is_of_a_load_balancer {
        block.add(not_beginning(
            RESERVED,
            &format!("\"${{var.{NAME}}}-\""),
            "a load balancer",
        ));
    }
    block
}

/// Elastic Load Balancing API, "CreateLoadBalancer".
pub(super) const RESERVED: &str = "internal-";

fn not_beginning(reserved: &str, name: &str, what: &str) -> Block {
    let condition = Expression::reference(format!("!startswith({name}, \"{reserved}\")"));
    validation(
        condition,
        format!("The name of {what} must not begin with {reserved}."),
    )
}

/// What the name of the app must obey so that everything can be called by it.
pub(super) fn name_rule(stack: &Stack) -> NameRule {
    let rules = stack
        .resources()
        .filter_map(|resource| match &resource.kind.terraform {
            Terraform::Resource(kind) => match kind.naming {
                Naming::App(rule) => {
                    let name = names::of_resource(&resource.id, kind.noun);
                    let longest = rule
                        .longest
                        .saturating_sub(names::behind_app(resource, &name, rule).len());
                    Some(NameRule { longest, ..rule })
                }
                _ => None,
            },
            Terraform::Part { .. } => None,
        });
    // A stack's name has 128 characters at most (CloudFormation, "CreateStack").
    let any = NameRule {
        longest: 128,
        is_of_a_load_balancer: false,
        variant: None,
    };
    rules.fold(any, |a, b| NameRule {
        longest: a.longest.min(b.longest),
        is_of_a_load_balancer: a.is_of_a_load_balancer || b.is_of_a_load_balancer,
        variant: None,
    })
}

fn region(stack: &Stack) -> Block {
    let default = match &stack.terraform.provider.region {
        Some(region) => Expression::Verbatim(region.clone().into()),
        None => Expression::Null,
    };
    let is_null = [
        Expression::reference(format!("var.{REGION}")),
        Expression::Null,
    ];
    let holds = Expression::Conditional(Box::new([
        Expression::Equal(Box::new(is_null), true),
        true.into(),
        matches(REGION, "^[a-z]+(-[a-z]+)+-[0-9]+$"),
    ]));
    let what = "Region to deploy to; if it is null, the one of the environment or the profile";
    declaration(REGION, what)
        .argument("type", Expression::Word("string".into()))
        .argument("default", default)
        .block(validation(
            holds,
            "The region must be a code like eu-west-1.".to_owned(),
        ))
}

fn variable(parameter: &Parameter) -> Block {
    let name = names::of_id(&parameter.id);
    let mut block = declaration(&name, &parameter.description)
        .comment(format!(
            "{}: {}",
            parameter.origin.path, parameter.origin.why
        ))
        .argument("type", kind(parameter.kind));
    if let Some(default) = parameter.default {
        block.set("default", Expression::Verbatim(default.into()));
    }
    block.set("nullable", false);
    if let ParameterType::Number { least, most } = parameter.kind {
        let is_within = format!(
            "floor(var.{name}) == var.{name} && var.{name} >= {least} && var.{name} <= {most}"
        );
        block.add(validation(
            Expression::reference(is_within),
            format!("{name} must be a whole number from {least} to {most}"),
        ));
    }
    if let Some((pattern, problem)) = rule(parameter) {
        let value = Expression::reference(format!("var.{name}"));
        let pattern = format!("^({pattern})$");
        let condition = match parameter.kind {
            ParameterType::SubnetIds => all_match(value, &pattern),
            _ => value_matches(value, &pattern),
        };
        block.add(validation(condition, format!("{name} must be {problem}")));
    }
    block
}

/// What a variable takes.
fn kind(kind: ParameterType) -> Expression {
    match kind {
        ParameterType::String
        | ParameterType::HostedZoneId
        | ParameterType::SecurityGroupId
        | ParameterType::VpcId => Expression::Word("string".into()),
        ParameterType::SubnetIds => Expression::Word("list(string)".into()),
        ParameterType::Number { .. } => Expression::Word("number".into()),
    }
}

/// The regular expression that a value, or each value of a list, must match, and what to say if it does not.
fn rule(parameter: &Parameter) -> Option<(&'static str, &'static str)> {
    match parameter.kind {
        // Route 53 API, "HostedZone": up to 32 characters.
        ParameterType::HostedZoneId => Some(("Z[A-Z0-9]{1,31}", "the id of a hosted zone: Z...")),
        // EC2 user guide, "Resource IDs".
        ParameterType::SecurityGroupId => Some((
            "sg-([0-9a-f]{8}|[0-9a-f]{17})",
            "the id of a security group: sg-...",
        )),
        ParameterType::VpcId => Some(("vpc-[0-9a-f]+", "the id of a VPC: vpc-...")),
        ParameterType::SubnetIds => Some(("subnet-[0-9a-f]+", "ids of subnets: subnet-...")),
        ParameterType::String | ParameterType::Number { .. } => parameter.pattern,
    }
}

fn declaration(name: &str, description: &str) -> Block {
    let description = Expression::Verbatim(description.to_owned().into());
    Block::new("variable")
        .label(name.to_owned())
        .argument("description", description)
}

fn validation(condition: Expression, message: String) -> Block {
    Block::new("validation")
        .argument("condition", condition)
        .argument("error_message", message)
}

fn matches(variable: &str, pattern: &str) -> Expression {
    value_matches(Expression::reference(format!("var.{variable}")), pattern)
}

fn value_matches(value: Expression, pattern: &str) -> Expression {
    let found = Expression::Call("regex", vec![pattern.to_owned().into(), value]);
    Expression::Call("can", vec![found])
}

fn all_match(list: Expression, pattern: &str) -> Expression {
    const ID: &str = "id";
    let each = For {
        element: ID,
        list,
        value: value_matches(Expression::reference(ID.to_owned()), pattern),
        key: None,
    };
    Expression::Call("alltrue", vec![Expression::ForEach(Box::new(each))])
}

/// The outputs of a stack.
pub(super) fn outputs(stack: &Stack, speller: &Speller<'_>) -> Vec<Block> {
    let outputs = stack.outputs.iter().map(|output| {
        let description = Expression::Verbatim(output.description.clone().into());
        Block::new("output")
            .label(names::of_id(&output.id))
            .argument("description", description)
            .argument("value", speller.value(&output.value))
    });
    outputs.chain(resource::told(stack, speller)).collect()
}
