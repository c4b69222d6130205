//! AWS Secrets Manager.

use super::row::{reference, resource, types};
use crate::hcl::{Block, Expression};
use crate::model::Argument::{Is, Tags};
use crate::model::Attribute::Arn;
use crate::model::TerraformAttribute::Own;
use crate::model::{
    self, Caveat, Companions, Constant, Map, Naming, Provider, TerraformResource, Value,
};

types! {
    /// A secret value.
    SECRET = "AWS::SecretsManager::Secret", List, [reference(Arn, Own("arn"))],
        resource(TerraformResource {
            naming: Naming::Prefix,
            // Terraform deletes it, but Secrets Manager keeps it for so long, and gives it back.
            retention: &[("recovery_window_in_days", Constant::Int(30))],
            companions: Some(Companions {
                property: "GenerateSecretString",
                blocks: generated_value,
                told: None,
                provider: Some(Provider { name: "random", version: ">= 3.6, < 4.0" }),
            }),
            caveat: Some(Caveat {
                property: "GenerateSecretString",
                message: "Terraform keeps the value of a generated secret in its state",
                help: "let few read the state, and keep it encrypted; or create the secret yourself, and name it with `existing`",
                impossible: excludes_letters,
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

/// What Secrets Manager takes for punctuation (Secrets Manager API, "GetRandomPassword").
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// CloudFormation has Secrets Manager make up the value when the secret is created. The data source for the same is no good: it
/// has the value as its id, which Terraform prints.
fn generated_value(secret: &model::Companion<'_>) -> Vec<Block> {
    let Some(Value::Map(how)) = secret.resource.properties.get("GenerateSecretString") else {
        return Vec::new();
    };
    let name = secret.name;
    let at = &secret.resource.origin.path;
    let value = Expression::reference(format!("random_password.{name}.result"));
    let version = Block::new("resource")
        .label("aws_secretsmanager_secret_version")
        .label(name.to_owned())
        .comment(format!(
            "{at}: the value of the secret, which Terraform then leaves alone"
        ))
        .argument(
            "secret_id",
            Expression::reference(format!("aws_secretsmanager_secret.{name}.id")),
        )
        .argument("secret_string", in_template(how, value))
        .block(Block::new("lifecycle").argument(
            "ignore_changes",
            vec![Expression::Word("secret_string".into())],
        ));
    vec![password(secret, how), version]
}

/// With a character of every kind, as Secrets Manager does it.
fn password(secret: &model::Companion<'_>, how: &Map) -> Block {
    let at = &secret.resource.origin.path;
    let mut password = Block::new("resource")
        .label("random_password")
        .label(secret.name.to_owned())
        .comment(format!("{at}: a value made up once"));
    if let Some(length) = how.get("PasswordLength") {
        password.set("length", (secret.spell)(length));
    }
    for kind in ["min_lower", "min_upper", "min_numeric"] {
        password.set(kind, 1);
    }
    let special = special_characters(how);
    password.set("special", !special.is_empty());
    if !special.is_empty() {
        password.set("override_special", special);
        password.set("min_special", 1);
    }
    password
}

fn special_characters(how: &Map) -> String {
    if how.get("ExcludePunctuation") == Some(&Value::Bool(true)) {
        return String::new();
    }
    let excluded = excluded_characters(how);
    PUNCTUATION
        .chars()
        .filter(|c| !excluded.contains(*c))
        .collect()
}

fn excluded_characters(how: &Map) -> &str {
    match how.get("ExcludeCharacters") {
        Some(Value::Str(excluded)) => excluded,
        _ => "",
    }
}

/// The provider `random` can leave out punctuation only.
fn excludes_letters(how: &Value) -> Option<(&'static str, &'static str)> {
    let Value::Map(how) = how else {
        return None;
    };
    let has_letters = excluded_characters(how).contains(|c: char| c.is_ascii_alphanumeric());
    has_letters.then_some((
        "Terraform cannot leave letters or digits out of a generated secret",
        "exclude punctuation only; or create the secret yourself, and name it with `existing`",
    ))
}

/// The value itself, or the JSON object that it stands in.
fn in_template(how: &Map, value: Expression) -> Expression {
    let (Some(Value::Str(template)), Some(Value::Str(key))) = (
        how.get("SecretStringTemplate"),
        how.get("GenerateStringKey"),
    ) else {
        return value;
    };
    let fields: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(template).unwrap_or_default();
    let mut entries: Vec<_> = fields
        .into_iter()
        .map(|(name, field)| (name.into(), text(field)))
        .collect();
    entries.push((key.clone(), value));
    Expression::json(Expression::Object(entries))
}

fn text(field: serde_json::Value) -> Expression {
    match field {
        serde_json::Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}
