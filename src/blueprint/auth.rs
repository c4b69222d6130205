//! `[auth.…]`: who is let through a load balancer.

use indexmap::IndexMap;

use super::decode::OneOf;
use super::parameter::Parameter;
use super::secrets::SecretSource;
use super::section::{choice, section};

section! {
    /// How a load balancer makes sure who is calling, before a request reaches a service. One of `oidc`, `cognito` and `jwt`.
    ///
    /// It is in force where a service says so: `auth = "staff"`. It needs HTTPS, and a load balancer that reaches the provider on
    /// port 443: an internal one needs a NAT gateway. What comes to the tasks past the load balancer has not been looked at.
    pub struct Auth {
        /// Callers sign in at a provider that speaks OpenID Connect, in the browser.
        oidc: Oidc {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig",
        }
        /// Callers sign in at an Amazon Cognito user pool, in the browser: `true` for a new one, or the long form.
        cognito: OneOf<bool, Cognito> {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig",
        }
        /// Callers send a signed token: for programs, which do not sign in.
        jwt: Jwt {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.JwtValidationConfig",
        }
        /// What the load balancer asks the provider for. Not for `jwt`; neither are the fields below.
        scope: String {
            default: "\"openid\"",
            range: "words with a space between them, `openid` among them",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.Scope; AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.Scope; AWS::Cognito::UserPoolClient AllowedOAuthScopes",
        }
        /// What is done with a request whose caller has not signed in.
        on_unauthenticated: OnUnauthenticated {
            default: "\"authenticate\"",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.OnUnauthenticatedRequest; AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.OnUnauthenticatedRequest",
        }
        /// Name of the cookie that says who has signed in.
        session_cookie: String {
            default: "`AWSELBAuthSessionCookie-` and the name of the entry, so that no entry takes the cookie of another",
            range: "1 to 100 letters, digits, `-` and `_`",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.SessionCookieName; AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.SessionCookieName",
        }
        /// After how long callers have to sign in again.
        session_timeout: String {
            default: "\"12h\"",
            range: "1 s to 604,800 s",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.SessionTimeout; AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.SessionTimeout",
        }
    }
}

choice! {
    /// What is done with a request whose caller has not signed in.
    pub enum OnUnauthenticated {
        /// the caller is sent to sign in
        Authenticate = "authenticate",
        /// it goes to the service, which has to look for itself
        Allow = "allow",
        /// it is answered with 401: for calls that no browser can be sent on from
        Deny = "deny",
    }
}

section! {
    /// A provider that speaks OpenID Connect. It must know `https://<host>/oauth2/idpresponse` for every name it is used for.
    ///
    /// The endpoints can be left out for Google, Auth0, Okta and Microsoft Entra, whose issuer says where they are. Others tell
    /// at `<issuer>/.well-known/openid-configuration`.
    pub struct Oidc {
        /// Who issues the tokens, as the provider itself writes it.
        issuer: String {
            default: "required",
            range: "an HTTPS URL",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.Issuer",
        }
        /// Where browsers are sent to sign in.
        authorization_endpoint: String {
            default: "that of a known issuer",
            range: "an HTTPS URL",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.AuthorizationEndpoint",
        }
        /// Where the load balancer gets tokens.
        token_endpoint: String {
            default: "that of a known issuer",
            range: "an HTTPS URL, on port 443",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.TokenEndpoint",
        }
        /// Where the load balancer asks who has signed in.
        user_info_endpoint: String {
            default: "that of a known issuer",
            range: "an HTTPS URL, on port 443",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.UserInfoEndpoint",
        }
        /// Id of the app at the provider.
        client_id: String {
            default: "required",
            range: "1 to 256 printable ASCII characters without spaces",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.ClientId",
        }
        /// Where the secret of the app at the provider is kept: an existing secret of `[secrets]`, an ARN in Secrets Manager, or
        /// the long form with its `key`.
        ///
        /// The template has a reference that CloudFormation follows at a deploy. When the secret changes, CloudFormation follows
        /// it only if the rule changes too: give the changed secret another name. Terraform reads it at every run, and keeps it
        /// in its state.
        client_secret: OneOf<String, SecretSource> {
            default: "required",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.ClientSecret",
        }
    }
}

section! {
    /// An Amazon Cognito user pool: a new one with a client and a page to sign in at, or an existing one by its `user_pool_arn`,
    /// `client_id` and `domain`. Cognito charges by active users.
    ///
    /// A new pool is kept when it leaves the stack, as it has the users; Terraform stops before it, as AWS refuses to delete it.
    pub struct Cognito {
        /// Whether a code of an authenticator app is asked for besides the password.
        mfa: Mfa {
            default: "\"optional\"",
            aws: "AWS::Cognito::UserPool MfaConfiguration",
        }
        /// Whether everyone can become a user. Left out, administrators create users.
        self_sign_up: bool {
            default: "false",
            aws: "AWS::Cognito::UserPool AdminCreateUserConfig.AllowAdminCreateUserOnly",
        }
        /// Fewest characters of a password, which has capitals, small letters, digits and symbols.
        minimum_password_length: i64 {
            default: "12",
            range: "8 to 99",
            aws: "AWS::Cognito::UserPool Policies.PasswordPolicy.MinimumLength",
        }
        /// Whether AWS refuses to delete the pool. If this is set to `false`, the pool and its users are deleted with the stack.
        deletion_protection: bool {
            default: "true",
            aws: "AWS::Cognito::UserPool DeletionProtection",
        }
        /// What the address of the page to sign in at begins with. Nobody else in the region may have it. Left out, the name of the
        /// stack must be short and without capitals.
        domain_prefix: String {
            default: "names of the stack and the entry, and the id of the account",
            range: "1 to 63 lower-case letters, digits and hyphens, without `aws`, `amazon` and `cognito`",
            aws: "AWS::Cognito::UserPoolDomain Domain",
        }
        /// ARN of an existing user pool, or the parameter it comes from.
        user_pool_arn: OneOf<String, Parameter> {
            default: "a new user pool",
            range: "the ARN of a user pool",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.UserPoolArn",
        }
        /// Id of a client of the existing pool, one with a secret; or the parameter it comes from.
        client_id: OneOf<String, Parameter> {
            default: "a new client",
            range: "1 to 128 letters, digits, `_` and `+`",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.UserPoolClientId",
        }
        /// Domain of the existing pool: its prefix, or the whole of its own; or the parameter it comes from.
        domain: OneOf<String, Parameter> {
            default: "a new domain",
            range: "a prefix or a domain name",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateCognitoConfig.UserPoolDomain",
        }
    }
}

choice! {
    /// Whether a code of an authenticator app is asked for.
    pub enum Mfa {
        /// never
        Off = "off",
        /// of users who have set it up
        Optional = "optional",
        /// of everyone
        Required = "required",
    }
}

section! {
    /// Tokens (JWT) that the load balancer validates: their signature by RS256, their issuer, and that they are in force.
    pub struct Jwt {
        /// Who issues the tokens: their `iss`.
        issuer: String {
            default: "required",
            range: "1 to 256 printable ASCII characters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.JwtValidationConfig.Issuer",
        }
        /// Where the keys are that tokens are signed with. Everyone must be able to get them there.
        jwks_endpoint: String {
            default: "required",
            range: "an HTTPS URL to 256 characters, on port 443",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.JwtValidationConfig.JwksEndpoint",
        }
        /// What else tokens must say, by name: `{ aud = "shop" }`. Without it, a token for another app of the issuer is good too.
        claims: IndexMap<String, OneOf<String, Claim>> {
            default: "none",
            range: "at most 10; not `iss`, `exp`, `nbf` and `iat`, which are looked at anyway",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.JwtValidationConfig.AdditionalClaims",
        }
    }
}

section! {
    /// What a token must say.
    pub struct Claim {
        /// How the token has it.
        format: ClaimFormat {
            default: "\"single-string\"",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.JwtValidationConfig.AdditionalClaims.Format",
        }
        /// The values it must have.
        values: Vec<String> {
            default: "required",
            range: "1 to 10, to 256 characters; one if it is a single string",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions.JwtValidationConfig.AdditionalClaims.Values",
        }
    }
}

choice! {
    /// How a token has a claim.
    pub enum ClaimFormat {
        /// as text
        SingleString = "single-string",
        /// as text with spaces between the values, like `scope`
        SpaceSeparatedValues = "space-separated-values",
        /// as a list
        StringArray = "string-array",
    }
}
