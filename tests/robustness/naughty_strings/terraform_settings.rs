//! What a blueprint settles of Terraform itself. No naughty text is the code of a region, the id of an account or an ARN.

use serde_json::Value;

use super::slots::{Sheet, none, some, terraform};
use crate::pipeline::is_kept_by_terraform;

/// State in an S3 bucket.
pub const S3: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.public_ip = true",
        r#"terraform.backend.s3.bucket = "state""#,
        r#"terraform.backend.s3.region = "eu-west-1""#,
    ],
    slots: &[
        // Here, since a parameter that another field has takes something else.
        some(
            "load_balancer.certificate.private_ca.parameter",
            "load_balancer.certificate.private_ca.parameter = {}\nservices.own.image = \"nginx:1.29\"\nservices.own.port = 80\nservices.own.public_ip = true\nservices.own.hosts = [\"own.example.com\"]",
            |template, text| template.at("/Parameters").get(text).is_some(),
        )
        .in_terraform(|said, _| said["variable"].as_object().is_some_and(|it| it.len() > 2)),
        terraform(
            "terraform.backend.s3.bucket",
            "terraform.backend.s3.bucket = {}",
            |said, text| s3(said, "bucket") == text,
        ),
        none(
            "terraform.backend.s3.region",
            "terraform.backend.s3.region = {}",
        ),
        terraform(
            "terraform.backend.s3.key",
            "terraform.backend.s3.key = {}",
            |said, text| s3(said, "key") == text,
        ),
        none(
            "terraform.backend.s3.kms_key_id",
            "terraform.backend.s3.kms_key_id = {}",
        ),
        terraform(
            "terraform.backend.s3.profile",
            "terraform.backend.s3.profile = {}",
            |said, text| s3(said, "profile") == text,
        ),
        none(
            "terraform.provider.region",
            "terraform.provider.region = {}",
        ),
        terraform(
            "terraform.provider.profile",
            "terraform.provider.profile = {}",
            |said, text| said["provider"]["aws"]["profile"] == text,
        ),
        none(
            "terraform.provider.allowed_account_ids",
            "terraform.provider.allowed_account_ids = [{}]",
        ),
        none(
            "terraform.provider.assume_role",
            "terraform.provider.assume_role = {}",
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

/// State in HCP Terraform.
pub const CLOUD: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.public_ip = true",
        r#"terraform.backend.cloud.organization = "example""#,
    ],
    slots: &[
        terraform(
            "terraform.backend.cloud.organization",
            "terraform.backend.cloud.organization = {}",
            |said, text| cloud(said)["organization"] == text,
        ),
        terraform(
            "terraform.backend.cloud.workspace",
            "terraform.backend.cloud.workspace = {}",
            |said, text| cloud(said)["workspaces"][0]["name"] == text,
        ),
        terraform(
            "terraform.backend.cloud.hostname",
            "terraform.backend.cloud.hostname = {}",
            |said, text| cloud(said)["hostname"] == text,
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

fn s3<'s>(said: &'s Value, setting: &str) -> &'s Value {
    &said["terraform"][0]["backend"]["s3"][setting]
}

fn cloud(said: &Value) -> &Value {
    &said["terraform"][0]["cloud"][0]
}
