//! `image`: what a container runs, in its long form.

use super::decode::OneOf;
use super::secrets::SecretSource;
use super::section::section;

section! {
    /// A container image: either a `repository` of this account, or a `uri`.
    ///
    /// The short form, a string, is a `uri`.
    pub struct Image {
        /// Name of an ECR repository of this account, in the region the stack is deployed to.
        repository: String {
            default: "none",
            range: "2 to 256 lower-case letters, digits and `. _ - /`",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Image",
        }
        /// Tag in the `repository`. `<Service>ImageTag`, a parameter of the stack, overrides it at a deploy.
        tag: String {
            default: "\"latest\"",
            range: "1 to 128 letters, digits and `. _ -`",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Image",
        }
        /// An image in any registry, as `docker pull` takes it. `<Service>ImageTag`, a parameter of the stack, overrides its tag.
        uri: String {
            default: "none",
            range: "at most 255 characters",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Image",
        }
        /// Secret with the `username` and `password` of a private registry: a name from `[secrets]`, or an ARN.
        credentials: OneOf<String, SecretSource> {
            default: "none",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.RepositoryCredentials.CredentialsParameter",
        }
    }
}
