//! Tokens that a load balancer validates.

use indexmap::IndexMap;

use super::url;
use crate::blueprint::{self, ClaimFormat, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// Which tokens are good.
#[derive(Clone, Debug)]
pub struct Jwt {
    /// Who issues them.
    pub issuer: String,
    /// Where the keys are that they are signed with.
    pub jwks_endpoint: String,
    /// What else they must say.
    pub claims: Vec<Claim>,
}

/// What a token must say.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its name.
    pub name: String,
    /// How the token has it.
    pub format: ClaimFormat,
    /// The values.
    pub values: Vec<String>,
}

/// Elastic Load Balancing API, "JwtValidationActionConfig" and "JwtValidationActionAdditionalClaim".
const LONGEST: usize = 256;
const MOST_CLAIMS: usize = 10;
const MOST_VALUES: usize = 10;
const VALIDATED_ANYWAY: [&str; 4] = ["exp", "iss", "nbf", "iat"];

/// Resolves which tokens are good.
pub(super) fn resolve(written: &blueprint::Jwt, at: &Path, out: &mut Diagnostics) -> Jwt {
    match &written.issuer {
        Some(issuer) => check_text(issuer, &at.key("issuer"), out),
        None => {
            out.missing(at, "issuer", "issuer = \"https://login.example.com\"");
        }
    }
    match &written.jwks_endpoint {
        Some(endpoint) => {
            let at = at.key("jwks_endpoint");
            url::check(endpoint, &at, out);
            if endpoint.len() > LONGEST {
                out.error(&at, format!("the URL has more than {LONGEST} characters"))
                    .help("AWS takes no longer one");
            }
        }
        None => {
            out.missing(
                at,
                "jwks_endpoint",
                "jwks_endpoint = \"https://login.example.com/.well-known/jwks.json\"",
            );
        }
    }
    if written.claims.is_none() && !out.is_unreadable(&at.key("claims")) {
        out.warning(
            at,
            "a token that the issuer gave to another app is let through too",
        )
        .help("say who the token must be for, as `claims = { aud = \"shop\" }`");
    }
    Jwt {
        issuer: written.issuer.clone().unwrap_or_default(),
        jwks_endpoint: written.jwks_endpoint.clone().unwrap_or_default(),
        claims: claims(written.claims.as_ref(), &at.key("claims"), out),
    }
}

fn claims(
    written: Option<&IndexMap<String, OneOf<String, blueprint::Claim>>>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<Claim> {
    let Some(written) = written else {
        return Vec::new();
    };
    if written.is_empty() || written.len() > MOST_CLAIMS {
        out.error(at, format!("there are {} claims", written.len()))
            .help(format!("name 1 to {MOST_CLAIMS}, or leave `claims` out"));
    }
    let claims = written.iter();
    claims
        .map(|(name, written)| {
            let at = at.key(name.clone());
            if VALIDATED_ANYWAY.contains(&name.as_str()) {
                out.error_at_key(&at, format!("`{name}` is looked at anyway"))
                    .help("leave it out");
            }
            let is_word = |b: u8| b.is_ascii_graphic();
            if name.is_empty()
                || name.len() > LONGEST
                || !name.bytes().all(is_word)
                || name.contains("{{")
            {
                out.error_at_key(
                    &at,
                    format!("`{}` cannot be the name of a claim", name.escape_debug()),
                )
                .help("write printable ASCII, without spaces");
            }
            claim(name, written, &at, out)
        })
        .collect()
}

fn claim(
    name: &str,
    written: &OneOf<String, blueprint::Claim>,
    at: &Path,
    out: &mut Diagnostics,
) -> Claim {
    let (format, values, at) = match written {
        OneOf::First(value) => (ClaimFormat::SingleString, vec![value.clone()], at.clone()),
        OneOf::Second(claim) => {
            if claim.values.is_none() {
                out.missing(at, "values", "values = [\"…\"]");
            }
            (
                claim.format.unwrap_or(ClaimFormat::SingleString),
                claim.values.clone().unwrap_or_default(),
                at.key("values"),
            )
        }
    };
    for value in &values {
        check_text(value, &at, out);
    }
    let most = match format {
        ClaimFormat::SingleString => 1,
        ClaimFormat::SpaceSeparatedValues | ClaimFormat::StringArray => MOST_VALUES,
    };
    let is_missing = values.is_empty() && matches!(written, OneOf::Second(c) if c.values.is_none());
    if !is_missing && !(1..=most).contains(&values.len()) {
        out.error(&at, format!("there are {} values", values.len()))
            .help(match most {
                1 => "write one, or the `format` that the token has several in".to_owned(),
                most => format!("write 1 to {most}"),
            });
    }
    Claim {
        name: name.to_owned(),
        format,
        values,
    }
}

fn check_text(text: &str, at: &Path, out: &mut Diagnostics) {
    let is_plain = text.bytes().all(|b| b.is_ascii_graphic());
    if text.is_empty() || text.len() > LONGEST || !is_plain || text.contains("{{") {
        out.error(
            at,
            format!("`{}` cannot be what a token says", text.escape_debug()),
        )
        .help(format!(
            "write 1 to {LONGEST} printable ASCII characters, without spaces"
        ));
    }
}
