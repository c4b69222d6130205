//! Values in `environment` that look like secrets. What is found is never repeated in the message.

/// Why a variable looks like a secret, if it does: by the form of its value, or by its name.
pub(super) fn suspicion(name: &str, value: &str) -> Option<String> {
    if let Some(kind) = known_token(value) {
        return Some(format!("its value looks like {kind}"));
    }
    if is_harmless(value) {
        return None;
    }
    secret_word(name).map(|word| format!("its name says `{word}`"))
}

/// Forms that secrets of well-known services have.
fn known_token(value: &str) -> Option<&'static str> {
    const PREFIXES: [(&str, usize, &str); 14] = [
        ("ghp_", 36, "a GitHub token"),
        ("gho_", 36, "a GitHub token"),
        ("ghs_", 36, "a GitHub token"),
        ("github_pat_", 22, "a GitHub token"),
        ("glpat-", 20, "a GitLab token"),
        ("xoxb-", 20, "a Slack token"),
        ("xoxp-", 20, "a Slack token"),
        ("sk_live_", 16, "a Stripe key"),
        ("rk_live_", 16, "a Stripe key"),
        ("AIza", 35, "a Google API key"),
        ("SG.", 40, "a SendGrid key"),
        ("npm_", 36, "an npm token"),
        ("hvs.", 24, "a Vault token"),
        ("sk-", 32, "an API key"),
    ];
    let is_token = |rest: &str, length: usize| {
        rest.len() >= length
            && rest
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
    };
    for (prefix, length, kind) in PREFIXES {
        if value
            .strip_prefix(prefix)
            .is_some_and(|rest| is_token(rest, length))
        {
            return Some(kind);
        }
    }
    let is_key_id = |key: &str| {
        key.len() == 20
            && key
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    if (value.starts_with("AKIA") || value.starts_with("ASIA")) && is_key_id(value) {
        return Some("an AWS access key");
    }
    if value.contains("-----BEGIN ") && value.contains("PRIVATE KEY") {
        return Some("a private key");
    }
    if is_json_web_token(value) {
        return Some("a JSON web token");
    }
    has_password_in_url(value).then_some("an address with a password in it")
}

fn is_json_web_token(value: &str) -> bool {
    let parts: Vec<&str> = value.split('.').collect();
    parts.len() == 3 && parts[0].starts_with("eyJ") && parts[1].starts_with("eyJ")
}

/// `scheme://user:password@host`.
fn has_password_in_url(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((user, _)) = authority.rsplit_once('@') else {
        return false;
    };
    let password = user.split_once(':').map_or("", |(_, password)| password);
    !scheme.contains(char::is_whitespace) && !password.is_empty() && !password.starts_with('$')
}

/// Values that are no secret whatever their variable is called: switches, numbers, durations, paths, references.
fn is_harmless(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_number = value.parse::<f64>().is_ok();
    let is_duration = value
        .strip_suffix(['s', 'm', 'h', 'd'])
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    let is_switch = matches!(
        lower.as_str(),
        "" | "true"
            | "false"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "none"
            | "null"
            | "enabled"
            | "disabled"
    );
    let is_reference =
        value.starts_with("arn:") || value.starts_with('/') || value.starts_with("${");
    is_switch || is_duration || is_reference || (is_number && value.len() < 6)
}

/// The word at the end of a variable's name that promises a secret, unless a word before it says it is only about one.
fn secret_word(name: &str) -> Option<&'static str> {
    const SECRET: [&str; 15] = [
        "PASSWORD",
        "PASSWD",
        "PASSPHRASE",
        "PASS",
        "PWD",
        "SECRET",
        "TOKEN",
        "APIKEY",
        "API_KEY",
        "PRIVATE_KEY",
        "ACCESS_KEY",
        "SECRET_KEY",
        "ENCRYPTION_KEY",
        "CREDENTIAL",
        "CREDENTIALS",
    ];
    const ABOUT: [&str; 10] = [
        "ENABLE",
        "DISABLE",
        "USE",
        "HAS",
        "IS",
        "REQUIRE",
        "MAX",
        "MIN",
        "PUBLIC",
        "PUBLISHABLE",
    ];
    let mut words = words(name);
    // DB_PASSWORD_2
    while words
        .last()
        .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))
    {
        words.pop();
    }
    if words.iter().any(|word| ABOUT.contains(&word.as_str())) {
        return None;
    }
    let ends_with = |secret: &&str| {
        let parts: Vec<&str> = secret.split('_').collect();
        let end = words.len().saturating_sub(parts.len());
        words.len() >= parts.len() && words[end..].iter().eq(parts)
    };
    SECRET.into_iter().find(ends_with).or_else(|| {
        // MYSQL_ROOTPASSWORD, dbpassword
        let last = words.last()?;
        ["PASSWORD", "SECRET", "TOKEN"]
            .into_iter()
            .find(|secret| last.ends_with(secret))
    })
}

/// `DB_PASSWORD`, `db-password` and `dbPassword` as `DB`, `PASSWORD`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in name.chars() {
        let begins_word = after_lower && c.is_uppercase();
        if !c.is_alphanumeric() || begins_word {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_uppercase());
        }
        after_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_secrets() {
        for (name, value) in [
            ("MYSQL_ROOT_PASSWORD", "your_password"),
            ("DB_PASS", "hunter2"),
            ("dbPassword", "hunter2"),
            ("STRIPE_API_KEY", "abc"),
            ("SESSION_SECRET", "x9!"),
            ("URL_SIGNING_SECRET", "x9!"),
            ("DB_PASSWORD_2", "x9!"),
            ("MYSQL_ROOTPASSWORD", "root"),
            ("ANYTHING", "AKIAIOSFODNN7EXAMPLE"),
            ("DATABASE", "postgres://app:s3cret@db.example:5432/app"),
            ("X", "-----BEGIN RSA PRIVATE KEY-----\nabc"),
            ("TOKEN", "eyJhbGciOi.eyJzdWIiOi.abc"),
        ] {
            assert!(suspicion(name, value).is_some(), "{name}");
        }
    }

    #[test]
    fn leaves_the_rest_alone() {
        for (name, value) in [
            ("LOG_LEVEL", "info"),
            ("PASSWORD_FILE", "/run/secrets/db"),
            ("TOKEN_TTL", "3600"),
            ("SECRET_NAME", "prod/db"),
            ("PASSWORD", "/run/secrets/db"),
            ("ENABLE_TOKEN", "yes please"),
            ("STRIPE_PUBLISHABLE_KEY", "pk_live_x"),
            ("COMPASS", "north"),
            ("DATABASE_URL", "postgres://db.example:5432/app"),
            ("KEYBOARD", "qwerty"),
            ("BYPASS", "everything"),
            ("TOKEN_COUNT", "\u{80}"),
            ("PASSWORD_RESET_LINK", "somewhere"),
            ("TOKEN_ISSUER", "login.example.com"),
        ] {
            assert_eq!(suspicion(name, value), None, "{name}");
        }
    }
}
