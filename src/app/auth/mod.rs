//! `[auth.…]`: who is let through a load balancer.

mod cognito;
mod jwt;
mod oidc;
mod reach;
mod url;

pub use cognito::{Cognito, UserPool};
pub use jwt::{Claim, Jwt};
pub use oidc::Oidc;

use indexmap::IndexMap;

use super::load_balancer::{LoadBalancer, Rule};
use super::name;
use super::network::Network;
use super::quantity::{Field, seconds};
use super::secrets::Secret;
use crate::blueprint::{self, OnUnauthenticated, OneOf};
use crate::diagnostic::{Diagnostics, Path, listed, nearest};

/// How a load balancer makes sure who is calling.
#[derive(Clone, Debug)]
pub struct Auth {
    /// Its name.
    pub name: String,
    /// Where it stands in the blueprint.
    pub at: Path,
    /// What callers do.
    pub kind: AuthKind,
}

/// What callers do so that it is known who they are.
#[derive(Clone, Debug)]
pub enum AuthKind {
    /// They sign in at a provider of OpenID Connect.
    Oidc(Oidc, Session),
    /// They sign in at a user pool.
    Cognito(Cognito, Session),
    /// They send a token.
    Jwt(Jwt),
}

/// What follows when callers sign in.
#[derive(Clone, Debug)]
pub struct Session {
    /// What the provider is asked for.
    pub scope: String,
    /// The cookie.
    pub cookie: String,
    /// Seconds after which they sign in again.
    pub timeout: i64,
    /// What is done with those who have not.
    pub on_unauthenticated: OnUnauthenticated,
}

/// An entry of `[auth]` that something names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where it is named.
    pub at: Path,
}

/// What is said of who is let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// Nothing.
    Unsaid,
    /// Everyone, in so many words.
    Everyone,
    /// Those whom an entry lets through.
    Entry(Entry),
}

impl Guard {
    /// The entry, unless everyone is let through.
    pub(super) fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Unsaid | Self::Everyone => None,
            Self::Entry(entry) => Some(entry),
        }
    }

    /// What another one says, if this says nothing.
    pub(super) fn or(&self, other: &Self) -> Self {
        match self {
            Self::Unsaid => other.clone(),
            said => said.clone(),
        }
    }
}

/// What entries are resolved among.
pub(super) struct Around<'a> {
    pub(super) app: &'a str,
    pub(super) secrets: &'a IndexMap<String, Secret>,
    pub(super) load_balancers: &'a IndexMap<String, LoadBalancer>,
    pub(super) network: &'a Network,
}

/// A rule that lets through whom an entry lets through.
struct User<'a> {
    load_balancer: &'a LoadBalancer,
    rule: &'a Rule,
    entry: &'a Entry,
}

/// What `auth` of a section says, of the entries that are known; of a wrong name nothing more is said.
pub(super) fn guard(
    written: Option<&OneOf<bool, String>>,
    known: &[&str],
    section: &Path,
    out: &mut Diagnostics,
) -> Guard {
    let at = section.key("auth");
    let name = match written {
        None if out.is_unreadable(&at) => return Guard::Everyone,
        None => return Guard::Unsaid,
        Some(OneOf::First(false)) => return Guard::Everyone,
        Some(OneOf::First(true)) => {
            out.error(&at, "it is not said who is let through")
                .help("write the name of an entry of `[auth]`");
            return Guard::Everyone;
        }
        Some(OneOf::Second(name)) => name,
    };
    if known.contains(&name.as_str()) {
        let name = name.clone();
        return Guard::Entry(Entry { name, at });
    }
    let section = Path::of("auth");
    if out.is_unreadable(&section) || out.is_unreadable(&section.key(name.clone())) {
        return Guard::Everyone;
    }
    let message = format!("there is no entry `{}` in `[auth]`", name.escape_debug());
    let diagnostic = out.error(&at, message);
    if let Some(meant) = nearest(name, known.iter().copied()) {
        diagnostic.label(format!("did you mean `{meant}`?"));
    }
    diagnostic.help(match known {
        [] => "declare it, as `[auth.staff]`".to_owned(),
        known => format!("`[auth]` has {}", listed(known, "and")),
    });
    Guard::Everyone
}

/// Resolves those entries of `[auth]` that something names, by name.
pub(super) fn resolve(
    written: Option<&IndexMap<String, blueprint::Auth>>,
    around: &Around<'_>,
    out: &mut Diagnostics,
) -> IndexMap<String, Auth> {
    let at = Path::of("auth");
    name::distinct(written.into_iter().flat_map(IndexMap::keys), &at, out);
    let mut resolved = IndexMap::new();
    for (name, written) in written.into_iter().flatten() {
        let at = at.key(name.clone());
        name::part(name, &at, out);
        let users = users(name, around.load_balancers);
        let kind = kind(name, written, &users, around, &at, out);
        if users.is_empty() && !out.has_errors() {
            out.warning(&at, format!("nothing asks for `{at}`"))
                .help(format!(
                    "write `auth = \"{name}\"` into a service, or leave this out"
                ));
        }
        if let (Some(kind), false) = (kind, users.is_empty()) {
            let auth = Auth {
                name: name.clone(),
                at,
                kind,
            };
            resolved.insert(name.clone(), auth);
        }
    }
    reach::check(&resolved, around, out);
    resolved
}

/// The rules that name an entry.
fn users<'a>(name: &str, load_balancers: &'a IndexMap<String, LoadBalancer>) -> Vec<User<'a>> {
    let mut users = Vec::new();
    for load_balancer in load_balancers.values() {
        for rule in &load_balancer.rules {
            if let Some(entry) = rule.auth.as_ref().filter(|entry| entry.name == name) {
                users.push(User {
                    load_balancer,
                    rule,
                    entry,
                });
            }
        }
    }
    users
}

fn kind(
    name: &str,
    written: &blueprint::Auth,
    users: &[User<'_>],
    around: &Around<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<AuthKind> {
    let cognito = match &written.cognito {
        None | Some(OneOf::First(false)) => None,
        Some(OneOf::First(true)) => Some(blueprint::Cognito::default()),
        Some(OneOf::Second(cognito)) => Some(cognito.clone()),
    };
    match (&written.oidc, cognito, &written.jwt) {
        (Some(oidc), None, None) => {
            let oidc = oidc::resolve(oidc, around.secrets, &at.key("oidc"), out);
            Some(AuthKind::Oidc(oidc?, session(name, written, at, out)))
        }
        (None, Some(cognito), None) => {
            let cognito =
                cognito::resolve(&cognito, name, users, around.app, &at.key("cognito"), out);
            Some(AuthKind::Cognito(cognito, session(name, written, at, out)))
        }
        (None, None, Some(jwt)) => {
            report_session_of_jwt(written, at, out);
            Some(AuthKind::Jwt(jwt::resolve(jwt, &at.key("jwt"), out)))
        }
        (None, None, None) => {
            let is_unread = ["oidc", "cognito", "jwt"]
                .iter()
                .any(|key| out.is_unreadable(&at.key(*key)));
            if !is_unread {
                out.error_at_key(
                    at,
                    format!("`{at}` does not say how it is made sure who is calling"),
                )
                .help("write `oidc = { … }`, `cognito = true` or `jwt = { … }`");
            }
            None
        }
        _ => {
            out.error_at_key(
                at,
                format!("`{at}` has several ways to make sure who is calling"),
            )
            .help("keep one of `oidc`, `cognito` and `jwt`, and make another entry for another");
            None
        }
    }
}

fn session(name: &str, written: &blueprint::Auth, at: &Path, out: &mut Diagnostics) -> Session {
    let on_unauthenticated = written
        .on_unauthenticated
        .unwrap_or(OnUnauthenticated::Authenticate);
    if on_unauthenticated == OnUnauthenticated::Allow {
        out.warning(
            &at.key("on_unauthenticated"),
            "requests of callers who have not signed in reach the service",
        )
        .help("leave it out, unless the service itself looks who has signed in");
    }
    Session {
        scope: scope(written.scope.as_deref(), at, out),
        cookie: cookie(written.session_cookie.as_deref(), name, at, out),
        // Elastic Load Balancing API, "AuthenticateOidcActionConfig": SessionTimeout, 7 days at most.
        timeout: seconds(
            written.session_timeout.as_deref(),
            Field {
                section: at,
                key: "session_timeout",
            },
            1..=604_800,
            43_200,
            out,
        ),
        on_unauthenticated,
    }
}

fn scope(written: Option<&str>, auth: &Path, out: &mut Diagnostics) -> String {
    let scope = written.unwrap_or("openid");
    let at = auth.key("scope");
    // RFC 6749, "Access Token Scope".
    let is_allowed = |b: u8| b.is_ascii_graphic() && b != b'"' && b != b'\\';
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_allowed);
    if !scope.split(' ').all(is_word) || scope.contains("{{") {
        out.error(&at, format!("`{}` is no scope", scope.escape_debug()))
            .help("write words with a space between them, as `\"openid email\"`");
    } else if !scope.split(' ').any(|word| word == "openid") {
        out.error(
            &at,
            "without `openid` the provider does not say who has signed in",
        )
        .help(format!("write `\"openid {scope}\"`"));
    }
    scope.to_owned()
}

fn cookie(written: Option<&str>, name: &str, auth: &Path, out: &mut Diagnostics) -> String {
    let Some(cookie) = written else {
        return format!("AWSELBAuthSessionCookie-{name}");
    };
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if cookie.is_empty() || cookie.len() > 100 || !cookie.bytes().all(is_allowed) {
        let message = format!(
            "`{}` cannot be the name of the cookie",
            cookie.escape_debug()
        );
        out.error(&auth.key("session_cookie"), message)
            .help("write 1 to 100 letters, digits, `-` and `_`");
    }
    cookie.to_owned()
}

fn report_session_of_jwt(written: &blueprint::Auth, at: &Path, out: &mut Diagnostics) {
    let fields = [
        ("scope", written.scope.is_some()),
        ("on_unauthenticated", written.on_unauthenticated.is_some()),
        ("session_cookie", written.session_cookie.is_some()),
        ("session_timeout", written.session_timeout.is_some()),
    ];
    for (key, _) in fields.into_iter().filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` is of callers who sign in, not of tokens"),
        )
        .help(format!("leave out `{key}`"));
    }
}
