//! Who is let through a load balancer: the action of a rule that comes before all others, and the user pools that users sign in at.

use indexmap::IndexMap;

use super::id;
use super::parameter::{self, Kind};
use super::secrets::Secrets;
use crate::app::{
    App, Auth, AuthKind, Claim, ClaimFormat, Cognito, Entry, Jwt, Mfa, Oidc, OnUnauthenticated,
    Session, UserPool,
};
use crate::catalog::cognito;
use crate::model::{
    Handle, Map, Origin, ParameterType, Pseudo, Resource, SecretString, Stack, Value, props,
};

/// What rules do first, by the name of the entry of `[auth]`.
pub(super) struct Auths<'a>(IndexMap<&'a str, Map>);

impl Auths<'_> {
    /// The actions of a rule: `last` for everyone, or for those whom an entry of `[auth]` lets through.
    pub(super) fn actions(&self, auth: Option<&Entry>, mut last: Map) -> Vec<Map> {
        let Some(entry) = auth else {
            return vec![last];
        };
        let Some(first) = self.0.get(entry.name.as_str()) else {
            // Every name has been resolved; were one not, nobody would be let through.
            return vec![nobody()];
        };
        let mut first = first.clone();
        first.set("Order", 1);
        last.set("Order", 2);
        vec![first, last]
    }
}

fn nobody() -> Map {
    props! {
        "Type": "fixed-response",
        "FixedResponseConfig": props! {
            "StatusCode": "403",
            "ContentType": "text/plain",
            "MessageBody": "Forbidden",
        },
    }
}

pub(super) fn lower<'a>(app: &'a App, secrets: &Secrets, stack: &mut Stack) -> Auths<'a> {
    let entries = app.auth.iter();
    let actions = entries.map(|(name, auth)| (name.as_str(), action(auth, secrets, stack)));
    Auths(actions.collect())
}

fn action(auth: &Auth, secrets: &Secrets, stack: &mut Stack) -> Map {
    match &auth.kind {
        AuthKind::Oidc(oidc, session) => props! {
            "Type": "authenticate-oidc",
            "AuthenticateOidcConfig": with_session(provider(auth, oidc, secrets), session),
        },
        AuthKind::Cognito(pool, session) => props! {
            "Type": "authenticate-cognito",
            "AuthenticateCognitoConfig": with_session(user_pool(auth, pool, session, stack), session),
        },
        AuthKind::Jwt(jwt) => props! {
            "Type": "jwt-validation",
            "JwtValidationConfig": tokens(jwt),
        },
    }
}

fn with_session(mut config: Map, session: &Session) -> Map {
    config.set("Scope", session.scope.clone());
    config.set("SessionCookieName", session.cookie.clone());
    config.set("SessionTimeout", session.timeout);
    let word = match session.on_unauthenticated {
        OnUnauthenticated::Authenticate => "authenticate",
        OnUnauthenticated::Allow => "allow",
        OnUnauthenticated::Deny => "deny",
    };
    config.set("OnUnauthenticatedRequest", word);
    config
}

fn provider(auth: &Auth, oidc: &Oidc, secrets: &Secrets) -> Map {
    let secret = SecretString {
        name: id::of(&auth.name, ""),
        secret: secrets.secret_id(&oidc.client_secret.value),
        key: oidc.client_secret.key.clone(),
        path: auth.at.key("oidc").key("client_secret"),
    };
    props! {
        "Issuer": oidc.issuer.clone(),
        "AuthorizationEndpoint": oidc.endpoints.authorization.clone(),
        "TokenEndpoint": oidc.endpoints.token.clone(),
        "UserInfoEndpoint": oidc.endpoints.user_info.clone(),
        "ClientId": oidc.client_id.clone(),
        "ClientSecret": Value::Secret(Box::new(secret)),
    }
}

fn tokens(jwt: &Jwt) -> Map {
    let claim = |claim: &Claim| {
        let format = match claim.format {
            ClaimFormat::SingleString => "single-string",
            ClaimFormat::SpaceSeparatedValues => "space-separated-values",
            ClaimFormat::StringArray => "string-array",
        };
        props! { "Name": claim.name.clone(), "Format": format, "Values": claim.values.clone() }
    };
    let claims: Vec<Map> = jwt.claims.iter().map(claim).collect();
    props! {
        "Issuer": jwt.issuer.clone(),
        "JwksEndpoint": jwt.jwks_endpoint.clone(),
        "AdditionalClaims" ?: (!claims.is_empty()).then_some(claims),
    }
}

static USER_POOL_ARN: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of a user pool",
    pattern: Some((
        "arn:aws[a-z-]*:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/.+",
        "the ARN of a user pool: arn:aws:cognito-idp:...:userpool/...",
    )),
    why: "the user pool is of the region the stack is deployed to",
};
static CLIENT_ID: Kind = Kind {
    kind: ParameterType::String,
    description: "Id of a client of the user pool, one with a secret",
    pattern: Some(("[A-Za-z0-9_+]{1,128}", "letters, digits, _ and +")),
    why: "the user pool is of the region the stack is deployed to",
};
static DOMAIN: Kind = Kind {
    kind: ParameterType::String,
    description: "Domain of the user pool: its prefix, or the whole of its own",
    pattern: Some((
        "[a-z0-9.-]{1,253}",
        "lower-case letters, digits, dots and hyphens",
    )),
    why: "the user pool is of the region the stack is deployed to",
};

fn user_pool(auth: &Auth, pool: &Cognito, session: &Session, stack: &mut Stack) -> Map {
    let at = auth.at.key("cognito");
    let (arn, client, domain) = match pool {
        Cognito::New(pool) => {
            let (pool, client, domain) = new_pool(auth, pool, session, stack);
            (pool.arn(), client.id(), domain.name())
        }
        Cognito::Existing {
            user_pool,
            client,
            domain,
        } => (
            parameter::value(user_pool, &USER_POOL_ARN, at.key("user_pool_arn"), stack),
            parameter::value(client, &CLIENT_ID, at.key("client_id"), stack),
            parameter::value(domain, &DOMAIN, at.key("domain"), stack),
        ),
    };
    props! { "UserPoolArn": arn, "UserPoolClientId": client, "UserPoolDomain": domain }
}

fn new_pool(
    auth: &Auth,
    pool: &UserPool,
    session: &Session,
    stack: &mut Stack,
) -> (Handle, Handle, Handle) {
    stack.section(format!("Users who sign in as {}", auth.name));
    let at = auth.at.key("cognito");
    let resource = Resource::new(
        id::of(&auth.name, "UserPool"),
        &cognito::USER_POOL,
        Origin::new(at.clone(), "the users, and how they prove who they are"),
        pool_properties(pool),
    );
    // What AWS refuses to delete would stop the deletion of the whole stack, also after a first deploy that fails.
    let handle = stack.add(match pool.deletion_protection {
        true => resource.kept_always(),
        false => resource,
    });
    let callbacks = pool.hosts.iter();
    let callbacks: Vec<Value> = callbacks
        // Application Load Balancers user guide, "Authenticate users": where callers come back to.
        .map(|host| format!("https://{host}/oauth2/idpresponse").into())
        .collect();
    let scopes = session.scope.split(' ').map(str::to_owned);
    let client = stack.add(Resource::new(
        id::of(&auth.name, "UserPoolClient"),
        &cognito::USER_POOL_CLIENT,
        Origin::new(at.clone(), "lets the load balancer ask who has signed in"),
        props! {
            "UserPoolId": handle.id(),
            "GenerateSecret": true,
            "AllowedOAuthFlowsUserPoolClient": true,
            "AllowedOAuthFlows": ["code"],
            "AllowedOAuthScopes": scopes.collect::<Vec<_>>(),
            "CallbackURLs": callbacks,
            "SupportedIdentityProviders": ["COGNITO"],
            // Whoever guesses is not told which users there are.
            "PreventUserExistenceErrors": "ENABLED",
        },
    ));
    let domain = match &pool.domain_prefix {
        Some(prefix) => prefix.clone().into(),
        None => Value::concat([
            Pseudo::StackName.into(),
            format!("-{}-", auth.name.replace('_', "-")).into(),
            Pseudo::AccountId.into(),
        ]),
    };
    let domain = stack.add(Resource::new(
        id::of(&auth.name, "UserPoolDomain"),
        &cognito::USER_POOL_DOMAIN,
        Origin::new(at.key("domain_prefix"), "where users sign in"),
        props! { "UserPoolId": handle.id(), "Domain": domain },
    ));
    (handle, client, domain)
}

fn pool_properties(pool: &UserPool) -> Map {
    let mfa = match pool.mfa {
        Mfa::Off => "OFF",
        Mfa::Optional => "OPTIONAL",
        Mfa::Required => "ON",
    };
    let protection = match pool.deletion_protection {
        true => "ACTIVE",
        false => "INACTIVE",
    };
    let by_email = props! { "Name": "verified_email", "Priority": 1 };
    let password = props! {
        "MinimumLength": pool.minimum_password_length,
        "RequireLowercase": true,
        "RequireUppercase": true,
        "RequireNumbers": true,
        "RequireSymbols": true,
        "TemporaryPasswordValidityDays": 7,
    };
    props! {
        "UsernameAttributes": ["email"],
        "AutoVerifiedAttributes": ["email"],
        "UsernameConfiguration": props! { "CaseSensitive": false },
        "MfaConfiguration": mfa,
        // A code by text message costs, and can be intercepted.
        "EnabledMfas" ?: (pool.mfa != Mfa::Off).then_some(["SOFTWARE_TOKEN_MFA"]),
        "Policies": props! { "PasswordPolicy": password },
        "AdminCreateUserConfig": props! { "AllowAdminCreateUserOnly": !pool.self_sign_up },
        "AccountRecoverySetting": props! { "RecoveryMechanisms": [by_email] },
        "DeletionProtection": protection,
    }
}
