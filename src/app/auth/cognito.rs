//! User pools of Amazon Cognito.

use super::User;
use crate::app::arn::{is_arn_of, not_an_arn};
use crate::app::domain::HostName;
use crate::app::parameter::{Given, given};
use crate::app::quantity::{Field, integer};
use crate::blueprint::{self, Mfa, OneOf, Parameter};
use crate::diagnostic::{Diagnostics, Path};

/// A user pool.
#[derive(Clone, Debug)]
pub enum Cognito {
    /// A new one.
    New(UserPool),
    /// An existing one.
    Existing {
        /// Its ARN.
        user_pool: Given,
        /// Id of its client.
        client: Given,
        /// Its domain.
        domain: Given,
    },
}

/// A new user pool.
#[derive(Clone, Debug)]
pub struct UserPool {
    /// Whether a code is asked for.
    pub mfa: Mfa,
    /// Whether everyone can become a user.
    pub self_sign_up: bool,
    /// Fewest characters of a password.
    pub minimum_password_length: i64,
    /// Whether AWS refuses to delete it.
    pub deletion_protection: bool,
    /// What its domain begins with; `None` for the names of the stack and the entry, and the id of the account.
    pub domain_prefix: Option<String>,
    /// Names that callers come back to.
    pub hosts: Vec<HostName>,
}

/// Stands for the id of the account.
const ACCOUNT: &str = "000000000000";

/// Most characters of a prefix (Amazon Cognito API, "CreateUserPoolDomain"), and words it cannot have in it (Amazon Cognito
/// developer guide, "Using the Amazon Cognito domain").
const LONGEST_PREFIX: usize = 63;
const RESERVED: [&str; 3] = ["aws", "amazon", "cognito"];

/// Most URLs of a client (Amazon Cognito API, "CreateUserPoolClient").
const MOST_CALLBACKS: usize = 100;

/// Resolves a user pool.
pub(super) fn resolve(
    written: &blueprint::Cognito,
    name: &str,
    users: &[User<'_>],
    app: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Cognito {
    let parts = (&written.user_pool_arn, &written.client_id, &written.domain);
    if let (None, None, None) = parts {
        return Cognito::New(new(written, name, users, app, at, out));
    }
    report_new(written, at, out);
    let mut part = |key: &'static str,
                    value: &Option<OneOf<String, Parameter>>,
                    example: &str,
                    parameter: &str,
                    check: fn(&str, &Path, &mut Diagnostics)| match value {
        Some(value) => given(value, parameter, &at.key(key), check, out),
        None => {
            out.missing(at, key, &format!("{key} = \"{example}\""));
            Given::Literal(String::new())
        }
    };
    let pool = "arn:aws:cognito-idp:…:userpool/…";
    Cognito::Existing {
        user_pool: part("user_pool_arn", parts.0, pool, "UserPoolArn", check_pool),
        client: part("client_id", parts.1, "…", "UserPoolClientId", check_client),
        domain: part(
            "domain",
            parts.2,
            "my-users",
            "UserPoolDomain",
            check_domain,
        ),
    }
}

/// Reports what an existing pool has settled.
fn report_new(written: &blueprint::Cognito, at: &Path, out: &mut Diagnostics) {
    let fields = [
        ("mfa", written.mfa.is_some()),
        ("self_sign_up", written.self_sign_up.is_some()),
        (
            "minimum_password_length",
            written.minimum_password_length.is_some(),
        ),
        ("deletion_protection", written.deletion_protection.is_some()),
        ("domain_prefix", written.domain_prefix.is_some()),
    ];
    for (key, _) in fields.into_iter().filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` is settled by the existing user pool"),
        )
        .help(format!(
            "leave out `{key}`; or `user_pool_arn`, `client_id` and `domain`"
        ));
    }
}

fn check_pool(arn: &str, at: &Path, out: &mut Diagnostics) {
    if !is_arn_of(arn, "cognito-idp", "userpool/") {
        out.error(at, not_an_arn(arn))
            .help("write the ARN of a user pool: `arn:aws:cognito-idp:…:userpool/…`");
    }
}

fn check_client(id: &str, at: &Path, out: &mut Diagnostics) {
    // Amazon Cognito API, "UserPoolClientType": ClientId.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'+';
    if id.is_empty() || id.len() > 128 || !id.bytes().all(is_allowed) {
        out.error(
            at,
            format!("`{}` is not the id of a client", id.escape_debug()),
        )
        .help("write the id that the console shows for the app client, letters and digits");
    }
}

fn check_domain(domain: &str, at: &Path, out: &mut Diagnostics) {
    let is_allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(is_allowed)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if domain.len() > 253 || !domain.split('.').all(is_label) {
        out.error(
            at,
            format!(
                "`{}` is not the domain of a user pool",
                domain.escape_debug()
            ),
        )
        .help("write its prefix, as `\"my-users\"`, or its own name, as `\"login.example.com\"`");
    }
}

fn new(
    written: &blueprint::Cognito,
    name: &str,
    users: &[User<'_>],
    app: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> UserPool {
    let self_sign_up = written.self_sign_up.unwrap_or(false);
    if self_sign_up {
        out.warning(
            &at.key("self_sign_up"),
            "whoever has an e-mail address can become a user, and is let through",
        )
        .help("leave it out, and create users with `aws cognito-idp admin-create-user`");
    }
    let deletion_protection = written.deletion_protection.unwrap_or(true);
    if !deletion_protection {
        out.warning(
            &at.key("deletion_protection"),
            "the users are lost with the pool",
        )
        .help("leave it out, unless they can be created anew");
    }
    let prefix = &written.domain_prefix;
    // The stack is called as the app, unless it is called otherwise at the deploy.
    let made_up = || format!("{app}-{name}-{ACCOUNT}").replace('_', "-");
    let is_written = prefix.is_some();
    check_prefix(&prefix.clone().unwrap_or_else(made_up), is_written, at, out);
    UserPool {
        mfa: written.mfa.unwrap_or(Mfa::Optional),
        self_sign_up,
        // Amazon Cognito API, "PasswordPolicyType": to 99; fewer than 8 are none.
        minimum_password_length: integer(
            written.minimum_password_length,
            Field {
                section: at,
                key: "minimum_password_length",
            },
            8..=99,
            12,
            out,
        ),
        deletion_protection,
        domain_prefix: prefix.clone(),
        hosts: hosts(users, at, out),
    }
}

fn check_prefix(prefix: &str, is_written: bool, cognito: &Path, out: &mut Diagnostics) {
    let is_allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let problem = if prefix.len() > LONGEST_PREFIX {
        format!("it has more than {LONGEST_PREFIX} characters")
    } else if let Some(word) = RESERVED.iter().find(|word| prefix.contains(*word)) {
        format!("it has `{word}` in it, which AWS keeps for itself")
    } else if prefix.is_empty()
        || !prefix.bytes().all(is_allowed)
        || prefix.starts_with('-')
        || prefix.ends_with('-')
    {
        "it is not made of lower-case letters and digits, with hyphens between them".to_owned()
    } else {
        return;
    };
    let at = match is_written {
        true => cognito.key("domain_prefix"),
        false => cognito.clone(),
    };
    let message = format!(
        "`{}` cannot begin the domain of the user pool: {problem}",
        prefix.escape_debug()
    );
    out.error(&at, message).help(
        "write a `domain_prefix` that nobody else in the region has, as `\"my-company-staff\"`",
    );
}

/// The names that callers come back to after they have signed in: those of the rules, or of their load balancers.
fn hosts(users: &[User<'_>], at: &Path, out: &mut Diagnostics) -> Vec<HostName> {
    let mut hosts: Vec<HostName> = Vec::new();
    let mut reported: Vec<&Path> = Vec::new();
    for user in users {
        let own = &user.rule.conditions.hosts;
        if out.is_unreadable(&user.rule.at.key("hosts")) {
            continue;
        }
        if own.is_empty() && user.load_balancer.names.is_empty() {
            if !reported.contains(&&user.entry.at) {
                reported.push(&user.entry.at);
                out.error(
                    &user.entry.at,
                    "callers cannot come back from the user pool to what answers to every name",
                )
                .help("write the names it answers to as `hosts`");
            }
            continue;
        }
        let names = user.load_balancer.names.iter();
        for name in names.filter(|name| own.is_empty() || own.contains(&name.host)) {
            if hosts.contains(&name.host) || reported.contains(&&name.at) {
                continue;
            }
            if name.host.is_wildcard() {
                // Amazon Cognito developer guide, "Application-specific settings with app clients": no wildcards in callback URLs.
                reported.push(&name.at);
                out.error(
                    &name.at,
                    "callers cannot come back from the user pool to a wildcard",
                )
                .help("list the names, or use a provider of your own with `oidc`");
            } else {
                hosts.push(name.host.clone());
            }
        }
    }
    if hosts.len() > MOST_CALLBACKS {
        out.error(
            at,
            format!(
                "callers would come back to {} names of {MOST_CALLBACKS}",
                hosts.len()
            ),
        )
        .help("use an entry of `[auth]` for each part of the services");
    }
    hosts
}
