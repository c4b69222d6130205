//! `[terraform]`: what concerns Terraform alone.

use super::section::section;

section! {
    /// What concerns Terraform alone, and CloudFormation not at all.
    pub struct Terraform {
        /// Where the state is kept.
        backend: Backend { default: "a file in the folder of the configuration" }
        /// How the AWS provider finds its region, its account and its credentials.
        provider: Provider { default: "as the environment says" }
    }
}

section! {
    /// Where Terraform keeps its state: one of these. Another kind of backend can be written by hand, into a file of its own beside
    /// the rendered ones.
    pub struct Backend {
        /// An object in an S3 bucket.
        s3: S3Backend { default: "none" }
        /// HCP Terraform, or Terraform Enterprise.
        cloud: Cloud { default: "none" }
    }
}

section! {
    /// State in an S3 bucket, encrypted. The bucket has to be there already.
    pub struct S3Backend {
        /// Name of the bucket.
        bucket: String { default: "required", range: "3 to 63 lower-case letters, digits, hyphens and dots" }
        /// Region of the bucket.
        region: String { default: "required", range: "the code of a region" }
        /// Key of the object.
        key: String {
            default: "the app's name and `/terraform.tfstate`",
            range: "1 to 1,024 letters, digits and `! - _ . * ' ( ) /`, with no `/` at its ends",
        }
        /// Whether a lock file beside the state keeps two from changing it at once. It takes Terraform 1.10.
        use_lockfile: bool { default: "true" }
        /// The customer KMS key the state is encrypted with.
        kms_key_id: String { default: "none", range: "the ARN of a key" }
        /// The profile of the shared AWS configuration that reaches the bucket.
        profile: String { default: "none", range: "letters, digits and `_ . @ + = , : / -`" }
    }
}

section! {
    /// State in HCP Terraform, or Terraform Enterprise.
    pub struct Cloud {
        /// Name of the organization.
        organization: String { default: "required", range: "letters, digits, hyphens and underscores" }
        /// Name of the workspace.
        workspace: String {
            default: "the app's name",
            range: "1 to 90 letters, digits, hyphens and underscores",
        }
        /// Name of the host.
        hostname: String { default: "HashiCorp's", range: "a domain name" }
    }
}

section! {
    /// How the AWS provider finds its region, its account and its credentials.
    pub struct Provider {
        /// The region, unless the variable `region` says another.
        region: String { default: "that of the environment or the profile", range: "the code of a region" }
        /// The profile of the shared AWS configuration.
        profile: String { default: "none", range: "letters, digits and `_ . @ + = , : / -`" }
        /// The only accounts it works in: a deploy to another one is refused.
        allowed_account_ids: Vec<String> { default: "any", range: "at least one id of 12 digits" }
        /// ARN of the role it takes.
        assume_role: String { default: "none", range: "the ARN of a role" }
    }
}
