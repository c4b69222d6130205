//! `headers`: what is changed in the headers of responses.

use super::Draft;
use crate::app::quantity::{Field, seconds};
use crate::blueprint::{self, ListenerProtocol, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// What is changed in the headers of responses.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    /// Headers and their values; those without a value are left as they are. Nothing if no header is spoken of.
    pub added: Vec<(ResponseHeader, Option<String>)>,
    /// Whether the load balancer says what it is.
    pub server: bool,
}

/// A header that a load balancer can add to responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseHeader {
    /// `Strict-Transport-Security`
    StrictTransportSecurity,
    /// `Content-Security-Policy`
    ContentSecurityPolicy,
    /// `X-Frame-Options`
    XFrameOptions,
    /// `X-Content-Type-Options`
    XContentTypeOptions,
    /// `Access-Control-Allow-Origin`
    AccessControlAllowOrigin,
    /// `Access-Control-Allow-Methods`
    AccessControlAllowMethods,
    /// `Access-Control-Allow-Headers`
    AccessControlAllowHeaders,
    /// `Access-Control-Allow-Credentials`
    AccessControlAllowCredentials,
    /// `Access-Control-Expose-Headers`
    AccessControlExposeHeaders,
    /// `Access-Control-Max-Age`
    AccessControlMaxAge,
}

/// A year, and nothing about names that may not speak HTTPS.
const A_YEAR: &str = "max-age=31536000";

/// Resolves the headers of responses.
pub(super) fn resolve(draft: &Draft<'_>, out: &mut Diagnostics) -> Headers {
    use ResponseHeader as H;
    let Some(written) = &draft.written.headers else {
        return Headers::default();
    };
    let at = &draft.at.key("headers");
    let mut text = |header, key, value: &Option<String>| {
        let value = value.clone();
        if let Some(value) = &value {
            check(value, &at.key(key), out);
        }
        (header, value)
    };
    let mut added = vec![
        text(
            H::ContentSecurityPolicy,
            "content_security_policy",
            &written.content_security_policy,
        ),
        text(
            H::XFrameOptions,
            "x_frame_options",
            &written.x_frame_options,
        ),
        text(
            H::XContentTypeOptions,
            "x_content_type_options",
            &written.x_content_type_options,
        ),
        text(
            H::AccessControlAllowOrigin,
            "access_control_allow_origin",
            &written.access_control_allow_origin,
        ),
        text(
            H::AccessControlAllowMethods,
            "access_control_allow_methods",
            &written.access_control_allow_methods,
        ),
        text(
            H::AccessControlAllowHeaders,
            "access_control_allow_headers",
            &written.access_control_allow_headers,
        ),
        text(
            H::AccessControlExposeHeaders,
            "access_control_expose_headers",
            &written.access_control_expose_headers,
        ),
    ];
    check_words(written, at, out);
    let is_credentialed = written.access_control_allow_credentials == Some(true);
    added.insert(0, (H::StrictTransportSecurity, hsts(draft, out)));
    added.push((
        H::AccessControlAllowCredentials,
        is_credentialed.then(|| "true".to_owned()),
    ));
    added.push((H::AccessControlMaxAge, max_age(written, at, out)));
    Headers {
        added,
        server: written.server.unwrap_or(false),
    }
}

/// Application Load Balancers user guide, "HTTP header modification", limitations.
fn check(value: &str, at: &Path, out: &mut Diagnostics) {
    const SPECIAL: &str = r"_ :;.,\/'?!(){}[]@<>=-+*#&`|~^%";
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || SPECIAL.contains(c);
    if let Some(bad) = value.chars().find(|c| !is_allowed(*c)) {
        out.error(
            at,
            format!("a load balancer cannot send `{}` in a header", shown(bad)),
        )
        .help(format!(
            "AWS takes letters, digits, spaces and `{}`",
            SPECIAL.replacen(' ', "", 1)
        ));
    } else if value.trim().is_empty() || value.len() > 1024 {
        out.error(
            at,
            format!("a header cannot have {} characters", value.len()),
        )
        .help("write 1 to 1,024 characters, or leave it out");
    }
}

/// A character as it is, if it can be seen.
fn shown(c: char) -> String {
    match c {
        '"' => c.to_string(),
        _ => c.escape_debug().to_string(),
    }
}

/// Headers that know a few words only.
fn check_words(written: &blueprint::Headers, at: &Path, out: &mut Diagnostics) {
    let mut one_of = |key, value: &Option<String>, words: &[&str]| {
        let Some(value) = value else { return };
        if !value.is_empty() && !words.contains(&value.as_str()) {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            out.error(
                &at.key(key),
                format!("`{}` means nothing in this header", value.escape_debug()),
            )
            .help(format!("write {}", words.join(" or ")));
        }
    };
    one_of(
        "x_frame_options",
        &written.x_frame_options,
        &["DENY", "SAMEORIGIN"],
    );
    one_of(
        "x_content_type_options",
        &written.x_content_type_options,
        &["nosniff"],
    );
    let Some(origin) = &written.access_control_allow_origin else {
        return;
    };
    let at_origin = at.key("access_control_allow_origin");
    if origin == "*" && written.access_control_allow_credentials == Some(true) {
        // Fetch standard, "CORS protocol and credentials".
        out.error(
            &at_origin,
            "browsers send credentials to no app that lets every origin in",
        )
        .help("name one origin, or leave `access_control_allow_credentials` out");
    } else if !is_origin(origin) {
        out.error(
            &at_origin,
            format!("`{}` is not an origin", origin.escape_debug()),
        )
        .help("write one, without a path: `\"https://app.example.com\"`; or `\"*\"` for all");
    }
}

/// `https://app.example.com:8443`, `*` or `null`.
fn is_origin(text: &str) -> bool {
    if text == "*" || text == "null" {
        return true;
    }
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    host.is_some_and(|host| {
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b);
        !host.is_empty() && host.bytes().all(is_allowed)
    })
}

/// RFC 6797: `max-age` must be there, and plain HTTP must not say it.
fn hsts(draft: &Draft<'_>, out: &mut Diagnostics) -> Option<String> {
    let at = draft.at.key("headers").key("strict_transport_security");
    let headers = draft.written.headers.as_ref()?;
    let value = match headers.strict_transport_security.as_ref()? {
        OneOf::First(false) => return None,
        OneOf::First(true) => A_YEAR.to_owned(),
        OneOf::Second(value) => value.clone(),
    };
    check(&value, &at, out);
    let mut directives = value.split(';').map(str::trim);
    let has_age = directives.any(|directive| {
        let age = directive.strip_prefix("max-age=");
        age.is_some_and(|age| !age.is_empty() && age.bytes().all(|b| b.is_ascii_digit()))
    });
    if !has_age {
        out.error(
            &at,
            format!("`{}` does not say for how long", value.escape_debug()),
        )
        .help("write `\"max-age=31536000\"`, and other directives behind it");
    }
    if draft.written.protocol == Some(ListenerProtocol::Http) {
        out.error_at_key(
            &at,
            "`strict_transport_security` is for HTTPS, but `protocol` is `http`",
        )
        .help("leave out one of the two");
    }
    Some(value)
}

fn max_age(written: &blueprint::Headers, at: &Path, out: &mut Diagnostics) -> Option<String> {
    let field = Field {
        section: at,
        key: "access_control_max_age",
    };
    let age = written.access_control_max_age.as_deref()?;
    Some(seconds(Some(age), field, 0..=86_400, 0, out).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path() {
        for origin in ["*", "null", "https://a.example", "http://localhost:3000"] {
            assert!(is_origin(origin), "{origin}");
        }
        for other in ["", "a.example", "https://", "https://a.example/", "ftp://a"] {
            assert!(!is_origin(other), "{other}");
        }
    }
}
