//! What becomes of requests that a rule takes.
//!
//! Elastic Load Balancing API, "RedirectActionConfig", "FixedResponseActionConfig", "ForwardActionConfig".

use crate::app::quantity::{Field, integer};
use crate::blueprint::{self, ContentType, RedirectProtocol};
use crate::diagnostic::{Diagnostics, Path, listed};

/// What becomes of requests.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Services share them.
    Forward {
        /// The services, with their weights.
        shares: Vec<(String, i64)>,
        /// Seconds a caller stays with one of them.
        stickiness: Option<i64>,
    },
    /// The caller is sent elsewhere.
    Redirect(Redirect),
    /// The load balancer answers.
    Respond(Respond),
}

impl Action {
    /// All requests go to one service.
    pub(in crate::app) fn to(service: &str) -> Self {
        Self::Forward {
            shares: vec![(service.to_owned(), 1)],
            stickiness: None,
        }
    }
}

/// Where a caller is sent. What is left out is that of the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Redirect {
    /// `HTTP` or `HTTPS`.
    pub protocol: Option<&'static str>,
    /// The port.
    pub port: Option<i64>,
    /// The name.
    pub host: Option<String>,
    /// The path.
    pub path: Option<String>,
    /// The query.
    pub query: Option<String>,
    /// 301 or 302.
    pub status: i64,
}

/// A fixed answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Respond {
    /// The code.
    pub status: i64,
    /// The text.
    pub body: Option<String>,
    /// What the text is.
    pub content_type: &'static str,
}

/// What is known of the requests that are redirected.
pub(in crate::app) struct From<'a> {
    pub(in crate::app) is_https: bool,
    /// The only name they are for, if there is one.
    pub(in crate::app) host: Option<&'a str>,
}

/// Resolves a redirect.
pub(in crate::app) fn redirect(
    written: &blueprint::Redirect,
    from: &From<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Redirect {
    let protocol = written.protocol.map(|protocol| match protocol {
        RedirectProtocol::Http => "HTTP",
        RedirectProtocol::Https => "HTTPS",
    });
    if protocol == Some("HTTP") && from.is_https {
        out.error(
            &at.key("protocol"),
            "a load balancer sends nobody from HTTPS to HTTP",
        )
        .help("leave `protocol` out");
    }
    let status = written.status.unwrap_or(302);
    if !matches!(status, 301 | 302) {
        out.error(
            &at.key("status"),
            format!("a redirect cannot have the status {status}"),
        )
        .help("write 302, or 301 for good");
    }
    let port = written.port.map(|port| {
        let field = Field {
            section: at,
            key: "port",
        };
        integer(Some(port), field, 1..=65535, port, out)
    });
    let redirect = Redirect {
        protocol,
        // The port of the request would go with another protocol otherwise.
        port: port.or(match protocol {
            Some("HTTPS") => Some(443),
            Some(_) => Some(80),
            None => None,
        }),
        host: text(written.host.as_deref(), "host", at, out),
        path: text(written.path.as_deref(), "path", at, out),
        query: text(written.query.as_deref(), "query", at, out),
        status,
    };
    check_loop(&redirect, from, at, out);
    redirect
}

/// A redirect must change something besides the query.
fn check_loop(redirect: &Redirect, from: &From<'_>, at: &Path, out: &mut Diagnostics) {
    let (protocol, port) = if from.is_https {
        ("HTTPS", 443)
    } else {
        ("HTTP", 80)
    };
    let host = redirect.host.as_deref();
    let stays = redirect.protocol.is_none_or(|it| it == protocol)
        && redirect.port.is_none_or(|it| it == port)
        && (matches!(host, None | Some("#{host}")) || host == from.host)
        && matches!(redirect.path.as_deref(), None | Some("/#{path}"));
    let keys = ["host", "path", "port", "protocol"];
    let is_unread = keys.iter().any(|key| out.is_unreadable(&at.key(*key)));
    if stays && !is_unread {
        out.error(at, "this sends callers back to where they are, for ever")
            .help("change the `host`, the `path`, the `port` or the `protocol`");
    }
}

fn text(
    written: Option<&str>,
    key: &'static str,
    section: &Path,
    out: &mut Diagnostics,
) -> Option<String> {
    let text = written?;
    let at = section.key(key);
    // The query may have all of them.
    let keywords: &[&str] = match key {
        "host" => &["#{host}"],
        "path" => &["#{host}", "#{path}", "#{port}"],
        _ => &["#{protocol}", "#{host}", "#{port}", "#{path}", "#{query}"],
    };
    let rest = keywords
        .iter()
        .fold(text.to_owned(), |text, keyword| text.replace(keyword, "x"));
    let shown = text.escape_debug();
    let fewest = usize::from(key != "query");
    let is_visible = rest.bytes().all(|b| b.is_ascii_graphic()) && !rest.contains("{{resolve:");
    if !(fewest..=128).contains(&text.len()) || !is_visible {
        out.error(&at, format!("`{shown}` cannot be the {key} of a redirect"))
            .help("write at most 128 visible characters, without spaces");
    } else if rest.contains("#{") {
        out.error(
            &at,
            format!("`{shown}` has a keyword that a {key} cannot have"),
        )
        .help(format!("it can have {}", listed(keywords, "and")));
    } else if key == "path" && !text.starts_with('/') {
        out.error(&at, format!("the path `{shown}` does not begin with `/`"))
            .label(format!("did you mean `/{shown}`?"));
    } else if key == "host"
        && !rest
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
    {
        out.error(&at, format!("`{shown}` is not a domain name"))
            .help("write a name alone, as `www.example.com`");
    } else if key == "query" && text.starts_with('?') {
        out.error(&at, "the query begins with `?`")
            .help("leave the `?` out: the load balancer puts it there");
    }
    Some(text.to_owned())
}

/// Resolves a fixed answer.
pub(in crate::app) fn respond(
    written: &blueprint::Respond,
    at: &Path,
    out: &mut Diagnostics,
) -> Respond {
    if written.status.is_none() {
        out.missing(at, "status", "status = 404");
    }
    let status = written.status.unwrap_or(404);
    if !matches!(status, 200..=299 | 400..=599) {
        out.error(
            &at.key("status"),
            format!("an answer cannot have the status {status}"),
        )
        .help("write 200 to 299 or 400 to 599; to send callers elsewhere, `redirect`");
    }
    if let Some(body) = &written.body {
        if body.len() > 1024 {
            out.error(
                &at.key("body"),
                format!("the text has {} bytes", body.len()),
            )
            .help("AWS takes 1,024: have a service answer");
        }
        if body.contains("{{resolve:") {
            out.error(
                &at.key("body"),
                "CloudFormation would put what this refers to into the answer",
            )
            .help("leave `{{resolve:` out");
        }
        if body.contains('\0') {
            out.error(
                &at.key("body"),
                "an answer cannot have a NUL character in it",
            )
            .help("leave it out");
        }
    }
    Respond {
        status,
        body: written.body.clone(),
        content_type: match written.content_type.unwrap_or(ContentType::Plain) {
            ContentType::Plain => "text/plain",
            ContentType::Css => "text/css",
            ContentType::Html => "text/html",
            ContentType::JavaScript => "application/javascript",
            ContentType::Json => "application/json",
        },
    }
}
