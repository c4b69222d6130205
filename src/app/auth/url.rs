//! Addresses of a provider.

use crate::diagnostic::{Diagnostics, Path};

/// What there is to say about an HTTPS URL; `None` if nothing.
pub(super) fn problem(text: &str) -> Option<&'static str> {
    let rest = match text.strip_prefix("https://") {
        Some(rest) => rest,
        None => return Some("it does not begin with `https://`"),
    };
    // Neither a dynamic reference nor a template can be written in these.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b);
    if !text.bytes().all(is_allowed) {
        return Some("it has characters that no URL has");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    if name.is_empty() || !name.bytes().all(is_name) {
        return Some("it has no host");
    }
    (port != "443").then_some("its port is not 443, where the load balancer may go")
}

/// Reports what is wrong with an HTTPS URL.
pub(super) fn check(text: &str, at: &Path, out: &mut Diagnostics) {
    if let Some(problem) = problem(text) {
        let message = format!("`{}` cannot be used: {problem}", text.escape_debug());
        out.error(at, message)
            .help("write an HTTPS URL, as `\"https://login.example.com/oauth2/token\"`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_of_https_on_its_port() {
        for good in [
            "https://login.example.com",
            "https://login.example.com:443/a?b=c",
            "https://example.com/a/b/",
        ] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in [
            "",
            "http://example.com",
            "https://",
            "https:///path",
            "https://example.com:8443/",
            "https://user@example.com/",
            "https://example.com/{{resolve:ssm:x}}",
            "https://exämple.com",
            "https://example.com/a b",
        ] {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }
}
