//! Who is let through a load balancer.

use serde_json::Value;

use super::slots::{Sheet, none, some};
use super::template::Template;
use crate::pipeline::is_kept_by_terraform;

const BASE: &[&str] = &[
    r#"name = "naughty""#,
    r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
    r#"secrets.there.existing = "there""#,
    r#"auth.oidc.oidc.issuer = "https://login.example.com""#,
    r#"auth.oidc.oidc.authorization_endpoint = "https://login.example.com/a""#,
    r#"auth.oidc.oidc.token_endpoint = "https://login.example.com/b""#,
    r#"auth.oidc.oidc.user_info_endpoint = "https://login.example.com/c""#,
    r#"auth.oidc.oidc.client_id = "shop""#,
    r#"auth.oidc.oidc.client_secret.secret = "there""#,
    r#"auth.users.cognito.mfa = "off""#,
    r#"auth.there.cognito.user_pool_arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a""#,
    r#"auth.there.cognito.client_id = "abc""#,
    r#"auth.there.cognito.domain = "shop""#,
    r#"auth.tokens.jwt.issuer = "https://login.example.com""#,
    r#"auth.tokens.jwt.jwks_endpoint = "https://login.example.com/keys""#,
    r#"auth.tokens.jwt.claims.aud = "shop""#,
    r#"auth.tokens.jwt.claims.long.values = ["a"]"#,
    r#"services.oidc.image = "nginx:1.29""#,
    "services.oidc.port = 80",
    "services.oidc.public_ip = true",
    r#"services.oidc.hosts = ["a.example.com"]"#,
    r#"services.oidc.auth = "oidc""#,
    r#"services.users.image = "nginx:1.29""#,
    "services.users.port = 80",
    "services.users.public_ip = true",
    r#"services.users.hosts = ["b.example.com"]"#,
    r#"services.users.auth = "users""#,
    r#"services.there.image = "nginx:1.29""#,
    "services.there.port = 80",
    "services.there.public_ip = true",
    r#"services.there.hosts = ["c.example.com"]"#,
    r#"services.there.auth = "there""#,
    r#"services.tokens.image = "nginx:1.29""#,
    "services.tokens.port = 80",
    "services.tokens.public_ip = true",
    r#"services.tokens.hosts = ["d.example.com"]"#,
    r#"services.tokens.auth = "tokens""#,
    r#"services.bare.image = "nginx:1.29""#,
    "services.bare.port = 80",
    "services.bare.public_ip = true",
    r#"services.bare.hosts = ["f.example.com"]"#,
    r#"services.any.image = "nginx:1.29""#,
    "services.any.port = 80",
    "services.any.public_ip = true",
    r#"services.any.hosts = ["e.example.com"]"#,
];

pub const SHEET: Sheet = Sheet {
    base: BASE,
    slots: &[
        some(
            "auth.<key>",
            "auth.{}.jwt.issuer = \"other\"\nauth.{}.jwt.jwks_endpoint = \"https://login.example.com/keys\"\nservices.any.auth = {}",
            |template, _| first(template, "Any")["JwtValidationConfig"]["Issuer"] == "other",
        ),
        // Without `openid` there is no scope.
        none("auth.<name>.scope", "auth.oidc.scope = {}"),
        some(
            "auth.<name>.session_cookie",
            "auth.oidc.session_cookie = {}",
            |template, text| oidc(template)["SessionCookieName"] == text,
        ),
        none(
            "auth.<name>.session_timeout",
            "auth.oidc.session_timeout = {}",
        ),
        none(
            "auth.<name>.on_unauthenticated",
            "auth.oidc.on_unauthenticated = {}",
        ),
        none("auth.<name>.oidc.issuer", "auth.oidc.oidc.issuer = {}"),
        none(
            "auth.<name>.oidc.authorization_endpoint",
            "auth.oidc.oidc.authorization_endpoint = {}",
        ),
        none(
            "auth.<name>.oidc.token_endpoint",
            "auth.oidc.oidc.token_endpoint = {}",
        ),
        none(
            "auth.<name>.oidc.user_info_endpoint",
            "auth.oidc.oidc.user_info_endpoint = {}",
        ),
        some(
            "auth.<name>.oidc.client_id",
            "auth.oidc.oidc.client_id = {}",
            |template, text| oidc(template)["ClientId"] == text,
        ),
        none(
            "auth.<name>.oidc.client_secret",
            "auth.short.oidc.client_secret = {}",
        ),
        none(
            "auth.<name>.oidc.client_secret.secret",
            "auth.named.oidc.client_secret.secret = {}",
        ),
        some(
            "auth.<name>.oidc.client_secret.key",
            "auth.oidc.oidc.client_secret.key = {}",
            |template, text| {
                oidc(template)["ClientSecret"]
                    == format!("{{{{resolve:secretsmanager:there:SecretString:{text}}}}}")
            },
        ),
        none(
            "auth.<name>.oidc.client_secret.ssm",
            "auth.stored.oidc.client_secret.ssm = {}",
        ),
        // One of its words is among the strings.
        some(
            "auth.<name>.cognito.mfa",
            "auth.users.cognito.mfa = {}",
            |template, text| {
                let mfa = template.at("/Resources/UsersUserPool/Properties/MfaConfiguration");
                *mfa == text.to_uppercase()
            },
        ),
        some(
            "auth.<name>.cognito.domain_prefix",
            "auth.users.cognito.domain_prefix = {}",
            |template, text| {
                template.at("/Resources/UsersUserPoolDomain/Properties/Domain") == text
            },
        ),
        none(
            "auth.<name>.cognito.user_pool_arn",
            "auth.pool.cognito.user_pool_arn = {}",
        ),
        some(
            "auth.<name>.cognito.user_pool_arn.parameter",
            "auth.there.cognito.user_pool_arn.parameter = {}",
            |template, text| cognito(template)["UserPoolArn"]["Ref"] == text,
        ),
        some(
            "auth.<name>.cognito.client_id",
            "auth.there.cognito.client_id = {}",
            |template, text| cognito(template)["UserPoolClientId"] == text,
        ),
        some(
            "auth.<name>.cognito.domain",
            "auth.there.cognito.domain = {}",
            |template, text| cognito(template)["UserPoolDomain"] == text,
        ),
        some(
            "auth.<name>.jwt.issuer",
            "auth.tokens.jwt.issuer = {}",
            |template, text| jwt(template)["Issuer"] == text,
        ),
        none(
            "auth.<name>.jwt.jwks_endpoint",
            "auth.tokens.jwt.jwks_endpoint = {}",
        ),
        some(
            "auth.<name>.jwt.claims.<key>",
            r#"auth.tokens.jwt.claims.{} = "a""#,
            |template, text| claims(template).any(|claim| claim["Name"] == text),
        ),
        some(
            "auth.<name>.jwt.claims.<name>",
            "auth.tokens.jwt.claims.aud = {}",
            |template, text| claims(template).any(|claim| claim["Values"][0] == text),
        ),
        none(
            "auth.<name>.jwt.claims.<name>.format",
            "auth.tokens.jwt.claims.long.format = {}",
        ),
        some(
            "auth.<name>.jwt.claims.<name>.values",
            "auth.tokens.jwt.claims.long.values = [{}]",
            |template, text| claims(template).any(|claim| claim["Values"][0] == text),
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

pub const CLIENT: Sheet = Sheet {
    base: BASE,
    slots: &[
        none("services.<name>.auth", "services.bare.auth = {}"),
        none(
            "services.<name>.routes.<name>.auth",
            "services.bare.routes.a = { paths = [\"/a\"], auth = {} }",
        ),
        none(
            "load_balancer.routes.<name>.auth",
            "load_balancer.routes.a = { paths = [\"/a\"], respond = { status = 404 }, auth = {} }",
        ),
        some(
            "auth.<name>.cognito.client_id.parameter",
            "auth.there.cognito.client_id.parameter = {}",
            |template, text| cognito(template)["UserPoolClientId"]["Ref"] == text,
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

pub const DOMAIN: Sheet = Sheet {
    base: BASE,
    slots: &[some(
        "auth.<name>.cognito.domain.parameter",
        "auth.there.cognito.domain.parameter = {}",
        |template, text| cognito(template)["UserPoolDomain"]["Ref"] == text,
    )],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};

/// What the rule of a service does first.
fn first<'t>(template: &'t Template, service: &str) -> &'t Value {
    let path = format!("/Resources/{service}ListenerRule/Properties/Actions/0");
    template.at(&path)
}

fn oidc(template: &Template) -> &Value {
    &first(template, "Oidc")["AuthenticateOidcConfig"]
}

fn cognito(template: &Template) -> &Value {
    &first(template, "There")["AuthenticateCognitoConfig"]
}

fn jwt(template: &Template) -> &Value {
    &first(template, "Tokens")["JwtValidationConfig"]
}

fn claims(template: &Template) -> impl Iterator<Item = &Value> {
    jwt(template)["AdditionalClaims"]
        .as_array()
        .into_iter()
        .flatten()
}
