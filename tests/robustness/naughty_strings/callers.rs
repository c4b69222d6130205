//! Load balancers that know their callers by certificates.

use serde_json::Value;

use super::configuration::resource;
use super::slots::{Sheet, most, none, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

const BASE: [&str; 7] = [
    r#"name = "naughty""#,
    r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
    r#"load_balancer.mutual_tls.ca_certificates.bucket = "authorities""#,
    r#"load_balancer.mutual_tls.ca_certificates.key = "all.pem""#,
    r#"services.web.image = "nginx:1.29""#,
    "services.web.port = 80",
    "services.web.public_ip = true",
];

pub const SHEETS: &[Sheet] = &[FILES, BUCKETS, VERSIONS, TRUST_STORE];

/// Files by their names.
const FILES: Sheet = Sheet {
    base: &BASE,
    slots: &[
        none(
            "load_balancer.mutual_tls.mode",
            "load_balancer.mutual_tls.mode = {}",
        ),
        none(
            "load_balancer.mutual_tls.trust_store",
            "load_balancer.mutual_tls.trust_store = {}",
        ),
        some(
            "load_balancer.mutual_tls.ca_certificates.bucket",
            "load_balancer.mutual_tls.ca_certificates.bucket = {}",
            |template, text| store(template, "CaCertificatesBundleS3Bucket") == text,
        )
        .in_terraform(|said, text| store_of(said, "ca_certificates_bundle_s3_bucket") == text),
        most(
            "load_balancer.mutual_tls.ca_certificates.key",
            "load_balancer.mutual_tls.ca_certificates.key = {}",
            |template, text| store(template, "CaCertificatesBundleS3Key") == text,
        )
        .in_terraform(|said, text| store_of(said, "ca_certificates_bundle_s3_key") == text),
        some(
            "load_balancer.mutual_tls.ca_certificates.version",
            "load_balancer.mutual_tls.ca_certificates.version = {}",
            |template, text| store(template, "CaCertificatesBundleS3ObjectVersion") == text,
        )
        .in_terraform(|said, text| {
            store_of(said, "ca_certificates_bundle_s3_object_version") == text
        }),
        some(
            "load_balancer.mutual_tls.revocation_lists.<key>",
            "load_balancer.mutual_tls.revocation_lists.{} = { bucket = \"authorities\", key = \"keyed.crl\" }",
            |template, _| {
                template
                    .at("/Resources")
                    .as_object()
                    .is_some_and(|all| all.values().any(|it| content(it)["S3Key"] == "keyed.crl"))
            },
        ),
        some(
            "load_balancer.mutual_tls.revocation_lists.<name>.bucket",
            "load_balancer.mutual_tls.revocation_lists.fixed = { bucket = {}, key = \"a\" }",
            |template, text| list(template)["S3Bucket"] == text,
        )
        .in_terraform(|said, text| list_of(said, "bucket") == text),
        most(
            "load_balancer.mutual_tls.revocation_lists.<name>.key",
            "load_balancer.mutual_tls.revocation_lists.key = { bucket = \"authorities\", key = {} }",
            |template, text| {
                let place = "/Resources/KeyTrustStoreRevocation";
                content(template.at(place))["S3Key"] == text
            },
        ),
        some(
            "load_balancer.mutual_tls.revocation_lists.<name>.version",
            "load_balancer.mutual_tls.revocation_lists.version = { bucket = \"authorities\", key = \"a\", version = {} }",
            |template, text| {
                let place = "/Resources/VersionTrustStoreRevocation";
                content(template.at(place))["S3ObjectVersion"] == text
            },
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

/// Buckets that are given at the deploy.
const BUCKETS: Sheet = Sheet {
    base: &BASE,
    slots: &[
        some(
            "load_balancer.mutual_tls.ca_certificates.bucket.parameter",
            "load_balancer.mutual_tls.ca_certificates.bucket = { parameter = {} }",
            is_parameter,
        ),
        some(
            "load_balancer.mutual_tls.revocation_lists.<name>.bucket.parameter",
            "load_balancer.mutual_tls.revocation_lists.fixed = { bucket = { parameter = {} }, key = \"a\" }",
            is_parameter,
        ),
    ],
    is_refused_by_terraform: |_| false,
};

/// Versions that are given at the deploy.
const VERSIONS: Sheet = Sheet {
    base: &BASE,
    slots: &[
        some(
            "load_balancer.mutual_tls.ca_certificates.version.parameter",
            "load_balancer.mutual_tls.ca_certificates.version = { parameter = {} }",
            is_parameter,
        ),
        some(
            "load_balancer.mutual_tls.revocation_lists.<name>.version.parameter",
            "load_balancer.mutual_tls.revocation_lists.fixed = { bucket = \"authorities\", key = \"a\", version = { parameter = {} } }",
            is_parameter,
        ),
    ],
    is_refused_by_terraform: |_| false,
};

/// A trust store that is given at the deploy.
const TRUST_STORE: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        r#"load_balancer.mutual_tls.mode = "verify""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.port = 80",
        "services.web.public_ip = true",
        r#"load_balancer.mutual_tls.trust_store.parameter = "There""#,
    ],
    slots: &[some(
        "load_balancer.mutual_tls.trust_store.parameter",
        "load_balancer.mutual_tls.trust_store.parameter = {}",
        is_parameter,
    )],
    is_refused_by_terraform: |_| false,
};

fn is_parameter(template: &Template, text: &str) -> bool {
    template.at("/Parameters").get(text).is_some()
}

fn store<'t>(template: &'t Template, property: &str) -> &'t Value {
    template.at(&format!("/Resources/TrustStore/Properties/{property}"))
}

fn store_of<'s>(said: &'s Value, argument: &str) -> &'s Value {
    &resource(said, "aws_lb_trust_store", "main")[argument]
}

fn list(template: &Template) -> &Value {
    content(template.at("/Resources/FixedTrustStoreRevocation"))
}

fn content(revocation: &Value) -> &Value {
    &revocation["Properties"]["RevocationContents"][0]
}

fn list_of<'s>(said: &'s Value, argument: &str) -> &'s Value {
    let argument = format!("revocations_s3_{argument}");
    &resource(said, "aws_lb_trust_store_revocation", "fixed")[argument]
}
