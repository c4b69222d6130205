//! `[terraform]`: where the state is, and how the provider finds AWS.

use super::arn::is_arn_of;
use super::log_bucket;
use super::quantity::is_digits;
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// What is settled of Terraform itself.
#[derive(Clone, Debug, Default)]
pub struct Terraform {
    /// Where the state is kept; `None` for a local file.
    pub backend: Option<Backend>,
    /// How the provider finds AWS.
    pub provider: Provider,
}

/// Where the state is kept.
#[derive(Clone, Debug)]
pub enum Backend {
    /// In an S3 bucket.
    S3(S3Backend),
    /// In HCP Terraform, or Terraform Enterprise.
    Cloud {
        /// The organization.
        organization: String,
        /// The workspace.
        workspace: String,
        /// The host, if it is not HashiCorp's.
        hostname: Option<String>,
    },
}

/// State in an S3 bucket.
#[derive(Clone, Debug)]
pub struct S3Backend {
    /// The bucket.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// Key of the object.
    pub key: String,
    /// Whether there is a lock file beside it.
    pub use_lockfile: bool,
    /// ARN of the key it is encrypted with.
    pub kms_key_id: Option<String>,
    /// The profile that reaches it.
    pub profile: Option<String>,
}

/// How the provider finds AWS.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    /// The region.
    pub region: Option<String>,
    /// The profile.
    pub profile: Option<String>,
    /// The only accounts it works in; empty for any.
    pub allowed_account_ids: Vec<String>,
    /// ARN of the role it takes.
    pub assume_role: Option<String>,
}

/// Resolves `[terraform]`.
pub(super) fn resolve(
    written: Option<&blueprint::Terraform>,
    app: &str,
    out: &mut Diagnostics,
) -> Terraform {
    let at = Path::of("terraform");
    let backend = written.and_then(|written| written.backend.as_ref());
    let provider = written.and_then(|written| written.provider.as_ref());
    Terraform {
        backend: backend.and_then(|written| self::backend(written, app, &at.key("backend"), out)),
        provider: provider
            .map(|written| self::provider(written, &at.key("provider"), out))
            .unwrap_or_default(),
    }
}

fn backend(
    written: &blueprint::Backend,
    app: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Backend> {
    match (&written.s3, &written.cloud) {
        (Some(_), Some(_)) => {
            out.error_at_key(at, "the state cannot be in two places")
                .help("write `s3` or `cloud`");
            None
        }
        (Some(written), None) => s3(written, app, &at.key("s3"), out),
        (None, Some(written)) => cloud(written, app, &at.key("cloud"), out),
        (None, None) => {
            if !out.is_unreadable(&at.key("s3")) && !out.is_unreadable(&at.key("cloud")) {
                out.error_at_key(at, format!("`{at}` does not say where"))
                    .help("write `s3` or `cloud`, or leave it out for a local file");
            }
            None
        }
    }
}

fn s3(
    written: &blueprint::S3Backend,
    app: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Backend> {
    if written.bucket.is_none() {
        out.missing(at, "bucket", "bucket = \"my-terraform-state\"");
    }
    if written.region.is_none() {
        out.missing(at, "region", "region = \"eu-west-1\"");
    }
    let use_lockfile = written.use_lockfile.unwrap_or(true);
    if !use_lockfile {
        out.warning(
            &at.key("use_lockfile"),
            "two deploys at once can destroy the state",
        )
        .help("leave it out: with Terraform 1.10, a lock file keeps the second one waiting");
    }
    let default_key = || format!("{app}/terraform.tfstate");
    Some(Backend::S3(S3Backend {
        bucket: checked(written.bucket.as_ref(), &at.key("bucket"), &BUCKET, out)
            .unwrap_or_default(),
        region: checked(written.region.as_ref(), &at.key("region"), &REGION, out)
            .unwrap_or_default(),
        key: checked(written.key.as_ref(), &at.key("key"), &KEY, out).unwrap_or_else(default_key),
        use_lockfile,
        kms_key_id: checked(
            written.kms_key_id.as_ref(),
            &at.key("kms_key_id"),
            &KMS_KEY,
            out,
        ),
        profile: checked(written.profile.as_ref(), &at.key("profile"), &PROFILE, out),
    }))
}

fn cloud(
    written: &blueprint::Cloud,
    app: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Backend> {
    if written.organization.is_none() {
        out.missing(at, "organization", "organization = \"my-organization\"");
    }
    let organization = written.organization.as_ref();
    Some(Backend::Cloud {
        organization: checked(organization, &at.key("organization"), &ORGANIZATION, out)
            .unwrap_or_default(),
        workspace: checked(
            written.workspace.as_ref(),
            &at.key("workspace"),
            &ORGANIZATION,
            out,
        )
        .unwrap_or_else(|| app.to_owned()),
        hostname: checked(
            written.hostname.as_ref(),
            &at.key("hostname"),
            &HOSTNAME,
            out,
        ),
    })
}

fn provider(written: &blueprint::Provider, at: &Path, out: &mut Diagnostics) -> Provider {
    let accounts = written.allowed_account_ids.clone().unwrap_or_default();
    if written.allowed_account_ids.is_some() && accounts.is_empty() {
        let at = at.key("allowed_account_ids");
        out.error(&at, format!("`{at}` allows no account"))
            .help("name an account, or leave it out for any");
    }
    for (index, account) in accounts.iter().enumerate() {
        check(
            account,
            &at.key("allowed_account_ids").index(index),
            &ACCOUNT,
            out,
        );
    }
    Provider {
        region: checked(written.region.as_ref(), &at.key("region"), &REGION, out),
        profile: checked(written.profile.as_ref(), &at.key("profile"), &PROFILE, out),
        allowed_account_ids: accounts,
        assume_role: checked(
            written.assume_role.as_ref(),
            &at.key("assume_role"),
            &ROLE,
            out,
        ),
    }
}

/// What a text must be.
struct Rule {
    /// What it is the name of.
    what: &'static str,
    holds: fn(&str) -> bool,
    help: &'static str,
}

static BUCKET: Rule = Rule {
    what: "the name of a bucket",
    holds: log_bucket::is_bucket_name,
    help: "write 3 to 63 lower-case letters, digits, hyphens and dots",
};

/// Terraform's language documentation, "Backend Type: s3": no `/` at the ends; Amazon S3 user guide, "Naming Amazon S3 objects":
/// the characters that are safe.
static KEY: Rule = Rule {
    what: "the key of an object",
    holds: |text| {
        (1..=1024).contains(&text.len())
            && !text.starts_with('/')
            && !text.ends_with('/')
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!-_.*'()/".contains(&b))
    },
    help: "write 1 to 1,024 letters, digits and `! - _ . * ' ( ) /`, with no `/` at the ends",
};

/// "AWS Regions" in the reference guide of AWS SDKs and tools: `us-east-1`, `us-gov-west-1`.
static REGION: Rule = Rule {
    what: "the code of a region",
    holds: |text| {
        let mut parts = text.split('-');
        let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
        let number = parts.next_back().unwrap_or_default();
        !number.is_empty() && is_digits(number) && parts.clone().count() >= 2 && parts.all(is_word)
    },
    help: "write it as AWS does: `\"eu-west-1\"`",
};

static PROFILE: Rule = Rule {
    what: "the name of a profile",
    holds: |text| {
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"_.@+=,:/-".contains(&b);
        !text.is_empty() && text.bytes().all(is_allowed)
    },
    help: "write the name of a profile of `~/.aws/config`: letters, digits and `_ . @ + = , : / -`",
};

/// AWS KMS API, "KeyMetadata": keys have UUIDs, those of several regions `mrk-` and 32 digits.
static KMS_KEY: Rule = Rule {
    what: "the ARN of a key",
    holds: |text| {
        let key = text.rsplit_once("key/").map_or("", |(_, key)| key);
        let is_id = |id: &str| id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        let has_id = match key.strip_prefix("mrk-") {
            Some(id) => id.len() == 32 && is_id(id),
            None => key.len() == 36 && is_id(key),
        };
        has_id && is_arn_of(text, "kms", "key/")
    },
    help: "write `arn:aws:kms:…:…:key/…`",
};

static ROLE: Rule = Rule {
    what: "the ARN of a role",
    holds: |text| is_arn_of(text, "iam", "role/"),
    help: "write `arn:aws:iam::…:role/…`",
};

static ACCOUNT: Rule = Rule {
    what: "the id of an account",
    holds: |text| text.len() == 12 && is_digits(text),
    help: "write its 12 digits, in quotes",
};

/// HCP Terraform, "Workspaces API": letters, digits, hyphens and underscores.
static ORGANIZATION: Rule = Rule {
    what: "the name of an organization or a workspace",
    holds: |text| {
        (1..=90).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    },
    help: "write 1 to 90 letters, digits, hyphens and underscores",
};

static HOSTNAME: Rule = Rule {
    what: "the name of a host",
    holds: |text| {
        let is_label = |label: &str| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        text.contains('.') && text.split('.').all(is_label)
    },
    help: "write a domain name: `\"app.terraform.io\"`",
};

fn checked(
    written: Option<&String>,
    at: &Path,
    rule: &Rule,
    out: &mut Diagnostics,
) -> Option<String> {
    let text = written?;
    check(text, at, rule, out);
    Some(text.clone())
}

fn check(text: &str, at: &Path, rule: &Rule, out: &mut Diagnostics) {
    if !(rule.holds)(text) {
        out.error(
            at,
            format!("`{}` is not {}", text.escape_debug(), rule.what),
        )
        .help(rule.help);
    }
}
