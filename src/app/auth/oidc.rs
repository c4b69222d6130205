//! Providers of OpenID Connect.

use indexmap::IndexMap;

use super::url;
use crate::app::secrets::{Secret, SecretOrigin, SecretReference, SecretValue, reference};
use crate::blueprint::{self, OneOf, SecretSource};
use crate::diagnostic::{Diagnostics, Path};

/// A provider of OpenID Connect.
#[derive(Clone, Debug)]
pub struct Oidc {
    /// Who issues the tokens.
    pub issuer: String,
    /// Where it is asked for what.
    pub endpoints: Endpoints,
    /// Id of the app.
    pub client_id: String,
    /// Secret of the app, in Secrets Manager.
    pub client_secret: SecretReference,
}

/// Where a provider is asked for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Where browsers sign in.
    pub authorization: String,
    /// Where tokens are to be had.
    pub token: String,
    /// Where it is said who has signed in.
    pub user_info: String,
}

/// Resolves a provider; `None` if something is missing, which has been reported.
pub(super) fn resolve(
    written: &blueprint::Oidc,
    secrets: &IndexMap<String, Secret>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Oidc> {
    if let Some(issuer) = &written.issuer {
        url::check(issuer, &at.key("issuer"), out);
    } else {
        out.missing(at, "issuer", "issuer = \"https://login.example.com\"");
    }
    let known = written.issuer.as_deref().and_then(known_endpoints);
    let mut endpoint = |key: &'static str, own: &Option<String>, known: Option<&String>| {
        match (own, known) {
            (Some(url), _) => {
                url::check(url, &at.key(key), out);
                Some(url.clone())
            }
            (None, Some(known)) => Some(known.clone()),
            // Without an issuer it is not known whether it has to be written.
            (None, None) if written.issuer.is_none() => None,
            (None, None) => {
                let example = format!("{key} = \"https://…\"");
                if let Some(diagnostic) = out.missing(at, key, &example) {
                    diagnostic.help(
                        "write what the provider tells at `<issuer>/.well-known/openid-configuration`",
                    );
                }
                None
            }
        }
    };
    let known = known.as_ref();
    let authorization = endpoint(
        "authorization_endpoint",
        &written.authorization_endpoint,
        known.map(|k| &k.authorization),
    );
    let token = endpoint(
        "token_endpoint",
        &written.token_endpoint,
        known.map(|k| &k.token),
    );
    let user_info = endpoint(
        "user_info_endpoint",
        &written.user_info_endpoint,
        known.map(|k| &k.user_info),
    );
    let client_id = client_id(written.client_id.as_ref(), at, out);
    let client_secret = client_secret(written.client_secret.as_ref(), secrets, at, out);
    Some(Oidc {
        issuer: written.issuer.clone()?,
        endpoints: Endpoints {
            authorization: authorization?,
            token: token?,
            user_info: user_info?,
        },
        client_id: client_id?,
        client_secret: client_secret?,
    })
}

fn client_id(written: Option<&String>, at: &Path, out: &mut Diagnostics) -> Option<String> {
    let Some(id) = written else {
        out.missing(at, "client_id", "client_id = \"…\"");
        return None;
    };
    let is_plain = id.bytes().all(|b| b.is_ascii_graphic());
    if id.is_empty() || id.len() > 256 || !is_plain || id.contains("{{") {
        let message = format!("`{}` cannot be the id of a client", id.escape_debug());
        out.error(&at.key("client_id"), message).help(
            "write the id that the provider has given the app: printable ASCII, without spaces",
        );
    }
    Some(id.clone())
}

fn client_secret(
    written: Option<&OneOf<String, SecretSource>>,
    secrets: &IndexMap<String, Secret>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<SecretReference> {
    let Some(written) = written else {
        out.missing(at, "client_secret", "client_secret = \"my-secret\"");
        return None;
    };
    let at = at.key("client_secret");
    let reference = reference(written, secrets, &at, out)?;
    match &reference.value {
        SecretValue::SsmArn(_) | SecretValue::SsmName(_) => {
            // CloudFormation user guide, "Get a secure string value from Systems Manager Parameter Store": supported properties.
            out.error(
                &at,
                "CloudFormation takes the secret of a client from Secrets Manager only",
            )
            .help("keep it there, declare it under `[secrets]` with `existing`, and name it here");
        }
        SecretValue::Declared(name) => {
            let origin = secrets.get(name).map(|secret| &secret.origin);
            if let Some(SecretOrigin::Generated { .. }) = origin {
                out.error(&at, format!("`{name}` is made up by AWS, and this one is the provider's to give"))
                    .help("create a secret with the value the provider gave you, and name it with `existing`");
            }
        }
        SecretValue::SecretArn(_) => {}
    }
    let is_plain = |key: &String| {
        key.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
    };
    if !reference.key.as_ref().is_none_or(is_plain) {
        out.error(
            &at.key("key"),
            "what refers to a field of the secret cannot have such a name in it",
        )
        .help("name the field in letters, digits and `_ . -`");
    }
    Some(reference)
}

/// The endpoints of issuers that are known to have them at the same place always.
fn known_endpoints(issuer: &str) -> Option<Endpoints> {
    let at = |authorization: &str, token: &str, user_info: &str| {
        Some(Endpoints {
            authorization: authorization.to_owned(),
            token: token.to_owned(),
            user_info: user_info.to_owned(),
        })
    };
    let below = |base: &str, authorization: &str, token: &str, user_info: &str| {
        at(
            &format!("{base}{authorization}"),
            &format!("{base}{token}"),
            &format!("{base}{user_info}"),
        )
    };
    if issuer == "https://accounts.google.com" {
        // https://accounts.google.com/.well-known/openid-configuration
        return at(
            "https://accounts.google.com/o/oauth2/v2/auth",
            "https://oauth2.googleapis.com/token",
            "https://openidconnect.googleapis.com/v1/userinfo",
        );
    }
    let rest = issuer.strip_prefix("https://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let is_below = |domains: &[&str]| domains.iter().any(|domain| host.ends_with(domain));
    if is_below(&[".auth0.com"]) && path.is_empty() && issuer.ends_with('/') {
        // Auth0, "Authentication API": the issuer ends in a slash.
        return below(issuer, "authorize", "oauth/token", "userinfo");
    }
    if is_below(&[".okta.com", ".oktapreview.com", ".okta-emea.com"]) {
        // Okta, "OpenID Connect & OAuth 2.0 API": of the organization, or of one of its authorization servers.
        return match path.split('/').collect::<Vec<_>>()[..] {
            [""] if !issuer.ends_with('/') => below(
                issuer,
                "/oauth2/v1/authorize",
                "/oauth2/v1/token",
                "/oauth2/v1/userinfo",
            ),
            ["oauth2", server] if !server.is_empty() => {
                below(issuer, "/v1/authorize", "/v1/token", "/v1/userinfo")
            }
            _ => None,
        };
    }
    if host == "login.microsoftonline.com" {
        // Microsoft identity platform, "OpenID Connect on the Microsoft identity platform".
        let tenant = path.strip_suffix("/v2.0")?;
        let base = format!("https://{host}/{tenant}/oauth2/v2.0");
        return at(
            &format!("{base}/authorize"),
            &format!("{base}/token"),
            "https://graph.microsoft.com/oidc/userinfo",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_issuers_have_their_endpoints() {
        let token = |issuer| known_endpoints(issuer).map(|endpoints| endpoints.token);
        for (issuer, expected) in [
            (
                "https://accounts.google.com",
                Some("https://oauth2.googleapis.com/token"),
            ),
            (
                "https://shop.eu.auth0.com/",
                Some("https://shop.eu.auth0.com/oauth/token"),
            ),
            (
                "https://shop.okta.com",
                Some("https://shop.okta.com/oauth2/v1/token"),
            ),
            (
                "https://shop.okta.com/oauth2/default",
                Some("https://shop.okta.com/oauth2/default/v1/token"),
            ),
            (
                "https://login.microsoftonline.com/0a1b/v2.0",
                Some("https://login.microsoftonline.com/0a1b/oauth2/v2.0/token"),
            ),
            // As the provider does not write it, it would not be the issuer of any token.
            ("https://shop.eu.auth0.com", None),
            ("https://shop.okta.com/", None),
            ("https://login.microsoftonline.com/0a1b", None),
            ("https://login.example.com", None),
        ] {
            assert_eq!(token(issuer).as_deref(), expected, "{issuer}");
        }
    }
}
