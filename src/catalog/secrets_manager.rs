//! AWS Secrets Manager.

use super::row::{reference, resource, types};
use crate::hcl::{Block, Expression};
use crate::model::Argument::{Is, Tags};
use crate::model::Attribute::Arn;
use crate::model::TerraformAttribute::Own;
use crate::model::{self, Caveat, Constant, Map, Naming, TerraformResource, Value};

types! {
    /// A secret value.
    SECRET = "AWS::SecretsManager::Secret", List, [reference(Arn, Own("arn"))],
        resource(TerraformResource {
            // Less what the provider puts after it, of the 512 characters of a name.
            naming: Naming::Prefix(486),
            // Terraform deletes it, but Secrets Manager keeps it for so long, and gives it back.
            retention: &[("recovery_window_in_days", Constant::Int(30))],
            companions: Some(generated_value),
            caveat: Some(Caveat {
                property: "GenerateSecretString",
                message: "Terraform keeps the value of a generated secret in its state",
                help: "let few read the state, and keep it encrypted; or create the secret yourself, and name it with `existing`",
            }),
            ..TerraformResource::new("aws_secretsmanager_secret", "Secret", &[
                ("Description", Is("description")),
                ("GenerateSecretString", model::Argument::Companion(&[
                    "PasswordLength",
                    "ExcludePunctuation",
                    "ExcludeCharacters",
                    "SecretStringTemplate",
                    "GenerateStringKey",
                ])),
                ("Tags", Tags),
            ])
        });
}

/// CloudFormation has the secret made up when it is created; Terraform has it made up by the same operation of Secrets Manager,
/// and puts it in.
fn generated_value(secret: &model::Companion<'_>) -> Vec<Block> {
    let Some(Value::Map(how)) = secret.resource.properties.get("GenerateSecretString") else {
        return Vec::new();
    };
    let name = secret.name;
    let at = &secret.resource.origin.path;
    let mut random = Block::new("data")
        .label("aws_secretsmanager_random_password")
        .label(name.to_owned())
        .comment(
            "a value made up by Secrets Manager: a new one each time, of which the first is kept",
        );
    for (property, argument) in [
        ("PasswordLength", "password_length"),
        ("ExcludePunctuation", "exclude_punctuation"),
        ("ExcludeCharacters", "exclude_characters"),
    ] {
        if let Some(value) = how.get(property) {
            random.set(argument, (secret.spell)(value));
        }
    }
    let value = format!("data.aws_secretsmanager_random_password.{name}.random_password");
    let value = in_template(how, Expression::reference(value));
    let version = Block::new("resource")
        .label("aws_secretsmanager_secret_version")
        .label(name.to_owned())
        .comment(format!(
            "{at}: the value of the secret; Terraform does not touch it again, so it can be rotated"
        ))
        .argument(
            "secret_id",
            Expression::reference(format!("aws_secretsmanager_secret.{name}.id")),
        )
        .argument("secret_string", value)
        .block(Block::new("lifecycle").argument(
            "ignore_changes",
            vec![Expression::Word("secret_string".into())],
        ));
    vec![random, version]
}

/// The value itself, or the JSON object that it stands in.
fn in_template(how: &Map, value: Expression) -> Expression {
    let (Some(Value::Str(template)), Some(Value::Str(key))) = (
        how.get("SecretStringTemplate"),
        how.get("GenerateStringKey"),
    ) else {
        return value;
    };
    let fields = Expression::Call("jsondecode", vec![Expression::Str(template.clone())]);
    let generated = Expression::Object(vec![(key.clone(), value)]);
    Expression::json(Expression::Call("merge", vec![fields, generated]))
}
