//! `[secrets.…]`, and references to secrets.

use indexmap::IndexMap;

use super::arn::{is_arn_of, not_an_arn};
use super::name;
use super::quantity::{Field, integer};
use crate::blueprint::{self, OneOf, SecretSource};
use crate::diagnostic::{Diagnostics, Path, listed, nearest};

/// A secret of the app.
#[derive(Clone, Debug)]
pub struct Secret {
    /// What it is.
    pub description: String,
    /// Where its value comes from.
    pub origin: SecretOrigin,
    /// ARN of the customer key an existing secret is encrypted with.
    pub kms_key: Option<String>,
}

/// Where a secret's value comes from.
#[derive(Clone, Debug)]
pub enum SecretOrigin {
    /// The stack creates it with a random value.
    Generated {
        /// How many characters.
        length: i64,
        /// Whether punctuation may appear.
        punctuation: bool,
        /// Characters that may not appear.
        exclude: String,
        /// The JSON object it becomes a field of, and the name of that field.
        template: Option<(IndexMap<String, String>, String)>,
    },
    /// It exists under this name, in the account and region of the stack.
    Name(String),
    /// It exists; its ARN.
    Arn(String),
}

/// A reference to a secret or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretReference {
    /// Which.
    pub value: SecretValue,
    /// Key in its JSON object; `None` for the whole.
    pub key: Option<String>,
}

/// Which secret a reference means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretValue {
    /// An entry of [`App::secrets`](super::App::secrets).
    Declared(String),
    /// The ARN of a secret in Secrets Manager.
    SecretArn(String),
    /// The ARN of an SSM parameter.
    SsmArn(String),
    /// The name of an SSM parameter of this account and region.
    SsmName(String),
}

/// Resolves `[secrets]`.
pub(super) fn resolve(
    written: Option<&IndexMap<String, blueprint::Secret>>,
    app: &str,
    out: &mut Diagnostics,
) -> IndexMap<String, Secret> {
    let at = Path::of("secrets");
    name::distinct(written.iter().flat_map(|secrets| secrets.keys()), &at, out);
    let mut secrets = IndexMap::new();
    for (name, secret) in written.into_iter().flatten() {
        let at = at.key(name.clone());
        name::part(name, &at, out);
        secrets.insert(name.clone(), declared(name, secret, app, &at, out));
    }
    secrets
}

fn declared(
    name: &str,
    written: &blueprint::Secret,
    app: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Secret {
    let origin = match (&written.existing, &written.generate) {
        (Some(existing), None | Some(OneOf::First(false))) => existing_secret(existing, at, out),
        (Some(_), Some(_)) => {
            out.error(&at.key("generate"), "an existing secret is not generated")
                .help("keep either `existing` or `generate`");
            generated(&blueprint::Generate::default(), at, out)
        }
        (None, Some(OneOf::Second(how))) => generated(how, &at.key("generate"), out),
        (None, Some(OneOf::First(false))) => {
            out.error(
                at,
                format!("secret `{name}` is neither generated nor existing"),
            )
            .help("write `generate = true`, or `existing = \"name-or-arn\"`");
            generated(&blueprint::Generate::default(), at, out)
        }
        (None, None | Some(OneOf::First(true))) => {
            generated(&blueprint::Generate::default(), at, out)
        }
    };
    let is_generated = matches!(origin, SecretOrigin::Generated { .. });
    if let Some(key) = &written.kms_key {
        if is_generated {
            out.error(&at.key("kms_key"), "`kms_key` is for an existing secret")
                .help("leave it out: a generated secret is encrypted with the key AWS manages");
        } else if !is_arn_of(key, "kms", "key/") {
            out.error(&at.key("kms_key"), not_an_arn(key))
                .help("write the ARN of a KMS key: `arn:aws:kms:…:key/…`");
        }
    }
    let description = written.description.clone();
    if description.is_some() && !is_generated {
        out.error(
            &at.key("description"),
            "an existing secret has its description already",
        )
        .help("leave it out");
    }
    if let Some(text) = &description
        && text.chars().count() > 2048
    {
        // AWS Secrets Manager API, "CreateSecret": Description.
        out.error(
            &at.key("description"),
            "the description has more than 2,048 characters",
        )
        .help("choose a shorter one");
    }
    Secret {
        description: description.unwrap_or_else(|| format!("Secret {name} of {app}")),
        origin,
        kms_key: written.kms_key.clone(),
    }
}

fn existing_secret(existing: &str, at: &Path, out: &mut Diagnostics) -> SecretOrigin {
    let at = at.key("existing");
    if existing.starts_with("arn:") {
        if !is_arn_of(existing, "secretsmanager", "secret:") {
            out.error(&at, not_an_arn(existing))
                .help("write the ARN of a secret: `arn:aws:secretsmanager:…:secret:…`");
        }
        return SecretOrigin::Arn(existing.to_owned());
    }
    // AWS Secrets Manager API, "CreateSecret": Name.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"/_+=.@-".contains(&b);
    if existing.is_empty() || existing.len() > 512 || !existing.bytes().all(is_allowed) {
        out.error(
            &at,
            format!("`{}` is not the name of a secret", existing.escape_debug()),
        )
        .help("write 1 to 512 letters, digits and `/ _ + = . @ -`, or an ARN");
    }
    if has_secret_suffix(existing) {
        // AWS Secrets Manager API, "CreateSecret": do not end a name with a hyphen and six characters.
        out.error(
            &at,
            format!("`{existing}` could be a name, or a name with the six characters AWS adds"),
        )
        .help("write the secret's whole ARN, as `aws secretsmanager describe-secret` shows it");
    }
    SecretOrigin::Name(existing.to_owned())
}

/// Whether a name or an ARN ends as the ARN of a secret does: in a hyphen and the six characters AWS adds to a name (AWS Secrets
/// Manager user guide, "What's in a Secrets Manager secret?").
pub fn has_secret_suffix(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(_, suffix)| {
        suffix.len() == 6 && suffix.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

fn generated(how: &blueprint::Generate, at: &Path, out: &mut Diagnostics) -> SecretOrigin {
    // AWS Secrets Manager API, "GetRandomPassword": up to 4,096 characters, and as many excluded.
    const MOST: i64 = 4096;
    let field = Field {
        section: at,
        key: "length",
    };
    let exclude = how.exclude.clone().unwrap_or_default();
    if exclude.chars().count() > 4096 {
        out.error(
            &at.key("exclude"),
            "more than 4,096 characters are excluded",
        )
        .help("exclude fewer");
    }
    if exclude.chars().any(|c| !(' '..='~').contains(&c)) {
        out.error(
            &at.key("exclude"),
            "only characters that could be generated can be excluded",
        )
        .help("write printable ASCII characters");
    }
    let kept = ('!'..='~')
        .filter(|c| how.punctuation.unwrap_or(false) || c.is_ascii_alphanumeric())
        .filter(|c| !exclude.contains(*c))
        .count();
    if kept < 16 {
        out.error(
            &at.key("exclude"),
            format!("only {kept} characters are left to choose from"),
        )
        .help("exclude fewer, so that the secret cannot be guessed");
    }
    if let Some(key) = &how.key {
        if how.template.is_none() {
            out.error(&at.key("key"), "`key` goes with `template`")
                .help("write a `template`, as `{ username = \"app\" }`, or leave `key` out");
        }
        if key.is_empty() {
            out.error(&at.key("key"), "`key` is empty")
                .help("write the name of a field, as `\"password\"`");
        }
    }
    let key = how.key.clone().unwrap_or_else(|| "password".to_owned());
    if how.template.as_ref().is_some_and(|t| t.contains_key(&key)) {
        out.error(
            &at.key("template").key(key.clone()),
            format!("`{}` is the generated field", key.escape_debug()),
        )
        .help("leave it out of `template`, or choose another `key`");
    }
    SecretOrigin::Generated {
        length: integer(how.length, field, 8..=MOST, 32, out),
        punctuation: how.punctuation.unwrap_or(false),
        exclude,
        template: how.template.clone().map(|template| (template, key)),
    }
}

/// Resolves a reference to a secret: the name of a declared one, an ARN, or the long form.
pub(super) fn reference(
    written: &OneOf<String, SecretSource>,
    secrets: &IndexMap<String, Secret>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<SecretReference> {
    let source = match written {
        OneOf::First(text) => {
            return Some(SecretReference {
                value: secret_value(text, secrets, at, out)?,
                key: None,
            });
        }
        OneOf::Second(source) => source,
    };
    let value = match (&source.secret, &source.ssm) {
        (Some(text), None) => secret_value(text, secrets, &at.key("secret"), out)?,
        (None, Some(name)) => ssm_value(name, &at.key("ssm"), out)?,
        _ => {
            out.error(at, "a secret comes either from `secret` or from `ssm`")
                .help("write `{ secret = \"name-or-arn\" }` or `{ ssm = \"/name\" }`");
            return None;
        }
    };
    if let Some(key) = &source.key {
        check_json_key(key, &value, &at.key("key"), out);
    }
    Some(SecretReference {
        value,
        key: source.key.clone(),
    })
}

fn check_json_key(key: &str, value: &SecretValue, at: &Path, out: &mut Diagnostics) {
    if matches!(value, SecretValue::SsmArn(_) | SecretValue::SsmName(_)) {
        out.error(at, "an SSM parameter has no keys")
            .help("leave `key` out, or keep the value in Secrets Manager");
    }
    // ECS developer guide, "Pass Secrets Manager secrets through environment variables": the key stands between colons.
    if key.is_empty() || key.contains(':') || key.contains("${") {
        out.error(
            at,
            "`key` is the name of a field in the secret's JSON object, without colons and `${`",
        )
        .help("write a field\'s name, as `\"password\"`");
    }
}

fn secret_value(
    text: &str,
    secrets: &IndexMap<String, Secret>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<SecretValue> {
    if is_arn_of(text, "secretsmanager", "secret:") {
        return Some(SecretValue::SecretArn(text.to_owned()));
    }
    if is_arn_of(text, "ssm", "parameter/") {
        return Some(SecretValue::SsmArn(text.to_owned()));
    }
    if text.starts_with("arn:") {
        out.error(at, not_an_arn(text))
            .help("write the ARN of a secret in Secrets Manager or of an SSM parameter; what follows a secret's ARN after a colon is its `key`");
        return None;
    }
    if secrets.contains_key(text) {
        return Some(SecretValue::Declared(text.to_owned()));
    }
    if out.is_unreadable(&Path::of("secrets").key(text.to_owned())) {
        return None;
    }
    let diagnostic = out.error(at, format!("there is no secret `{}`", text.escape_debug()));
    if let Some(meant) = nearest(text, secrets.keys().map(String::as_str)) {
        diagnostic.label(format!("did you mean `{meant}`?"));
    }
    diagnostic.help(if text.starts_with('/') {
        format!(
            "an SSM parameter is written `{{ ssm = \"{}\" }}`",
            text.escape_debug()
        )
    } else if secrets.is_empty() {
        "declare it under `[secrets]`, or write an ARN".to_owned()
    } else {
        format!(
            "`[secrets]` has {}; an ARN is possible too",
            listed(secrets.keys(), "and")
        )
    });
    None
}

fn ssm_value(name: &str, at: &Path, out: &mut Diagnostics) -> Option<SecretValue> {
    // AWS Systems Manager API, "PutParameter": Name.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"_.-/".contains(&b);
    let path = name.strip_prefix('/').unwrap_or(name);
    let has_empty_part = path.split('/').any(str::is_empty);
    if has_empty_part || name.len() > 1011 || !name.bytes().all(is_allowed) {
        out.error(
            at,
            format!(
                "`{}` is not the name of an SSM parameter",
                name.escape_debug()
            ),
        )
        .help("write letters, digits and `. _ - /`; an ARN is written by itself, without `ssm`");
        return None;
    }
    Some(SecretValue::SsmName(name.to_owned()))
}
