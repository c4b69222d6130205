//! Files in Amazon S3.

use super::log_bucket::check_name;
use super::parameter::{Given, given};
use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// A file in a bucket that is there.
#[derive(Clone, Debug)]
pub struct S3Object {
    /// The name of the bucket.
    pub bucket: Given,
    /// The file in it.
    pub key: String,
    /// A version of it; else the newest.
    pub version: Option<Given>,
    /// Where it stands in the blueprint.
    pub at: Path,
}

impl Default for S3Object {
    fn default() -> Self {
        Self {
            bucket: Given::Literal(String::new()),
            key: String::new(),
            version: None,
            at: Path::root(),
        }
    }
}

/// Resolves a file.
pub(super) fn resolve(written: &blueprint::S3Object, at: &Path, out: &mut Diagnostics) -> S3Object {
    let bucket = match &written.bucket {
        Some(bucket) => given(bucket, "Bucket", &at.key("bucket"), check_name, out),
        None => {
            out.missing(at, "bucket", "bucket = \"my-bucket\"");
            S3Object::default().bucket
        }
    };
    if let Some(key) = &written.key {
        check_key(key, &at.key("key"), out);
    } else {
        out.missing(at, "key", "key = \"file.pem\"");
    }
    let version = written
        .version
        .as_ref()
        .map(|version| given(version, "Version", &at.key("version"), check_version, out));
    S3Object {
        bucket,
        key: written.key.clone().unwrap_or_default(),
        version,
        at: at.clone(),
    }
}

/// Amazon S3 user guide, "Naming Amazon S3 objects".
fn check_key(key: &str, at: &Path, out: &mut Diagnostics) {
    if !(1..=1024).contains(&key.len()) || key.chars().any(char::is_control) {
        out.error(
            at,
            format!("`{}` is not the key of a file", key.escape_debug()),
        )
        .help("write what stands behind `s3://BUCKET/`: 1 to 1,024 bytes");
    }
}

/// Amazon S3 user guide, "How S3 Versioning works", version IDs.
fn check_version(version: &str, at: &Path, out: &mut Diagnostics) {
    if !(1..=1024).contains(&version.len()) || !version.bytes().all(|b| b.is_ascii_graphic()) {
        out.error(
            at,
            format!("`{}` is not the version of a file", version.escape_debug()),
        )
        .help("write its version id, as `aws s3api head-object` shows it");
    }
}
