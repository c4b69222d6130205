//! `[secrets.…]`, and the places a container takes them from.

use indexmap::IndexMap;

use super::decode::OneOf;
use super::section::section;

section! {
    /// A secret in AWS Secrets Manager. Its value never stands in the blueprint or the template.
    pub struct Secret {
        /// What the secret is.
        description: String {
            default: "a sentence that names the app",
            range: "at most 2,048 characters",
            aws: "AWS::SecretsManager::Secret Description",
        }
        /// Have the stack create the secret with a random value. `true`, or how.
        generate: OneOf<bool, Generate> {
            default: "true unless `existing`",
            aws: "AWS::SecretsManager::Secret GenerateSecretString",
        }
        /// Name or ARN of a secret that exists.
        existing: String {
            default: "none",
            range: "a name to 512 characters, or an ARN",
        }
        /// ARN of the customer KMS key an existing secret is encrypted with, if it is.
        kms_key: String {
            default: "none",
            range: "the ARN of a key",
        }
    }
}

section! {
    /// How a secret's value is generated.
    pub struct Generate {
        /// How many characters.
        length: i64 {
            default: "32",
            range: "8 to 4,096",
            aws: "AWS::SecretsManager::Secret GenerateSecretString.PasswordLength",
        }
        /// Whether punctuation may appear. Without it, the value survives URLs and shells.
        punctuation: bool {
            default: "false",
            aws: "AWS::SecretsManager::Secret GenerateSecretString.ExcludePunctuation",
        }
        /// Characters that may not appear.
        exclude: String {
            default: "\"\"",
            range: "at most 4,096 characters; for Terraform, punctuation only",
            aws: "AWS::SecretsManager::Secret GenerateSecretString.ExcludeCharacters",
        }
        /// Makes the secret a JSON object of these fields and the generated one, as databases want it: `{ username = "app" }`.
        template: IndexMap<String, String> {
            default: "none",
            aws: "AWS::SecretsManager::Secret GenerateSecretString.SecretStringTemplate",
        }
        /// Key of the generated value in the JSON object of `template`.
        key: String {
            default: "\"password\"",
            aws: "AWS::SecretsManager::Secret GenerateSecretString.GenerateStringKey",
        }
    }
}

section! {
    /// Where a container's secret comes from: `secret` or `ssm`.
    ///
    /// The short form, a string, is the name of an entry of `[secrets]`, or an ARN in Secrets Manager or SSM.
    pub struct SecretSource {
        /// Name of an entry of `[secrets]`, or the ARN of a secret.
        secret: String {
            default: "none",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Secrets.ValueFrom",
        }
        /// Key in the secret's JSON object. Left out, the whole value is taken.
        key: String {
            default: "none",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Secrets.ValueFrom",
        }
        /// Name of an SSM parameter of this account and region.
        ssm: String {
            default: "none",
            range: "letters, digits and `. _ - /`, to 1,011 characters",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Secrets.ValueFrom",
        }
    }
}
