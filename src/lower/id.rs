//! Logical ids: readable, and made of the names in the blueprint, so that they do not move. Only the rules and URLs of a service
//! with several are numbered.

use heck::ToUpperCamelCase;

/// The id of what `suffix` is to the part called `name`: `web` and `TargetGroup` make `WebTargetGroup`.
pub(super) fn of(name: &str, suffix: &str) -> String {
    let mut id = name.to_upper_camel_case();
    id.push_str(suffix);
    id
}

/// The id of the nth of several, from 0: the first has no number, so that it stays when others join it.
pub(super) fn nth(id: String, index: usize) -> String {
    match index {
        0 => id,
        _ => format!("{id}{}", index + 1),
    }
}

/// The id of what belongs to a domain name: `www.my-app.com` and `Record` make `WwwMyDashAppComRecord`. Hyphens are spelled out,
/// since names that differ in them are different names, which nobody can choose anew.
pub(super) fn of_host(host: &str, suffix: &str) -> String {
    let spelled = host.replace('*', "wildcard").replace('-', ".dash.");
    of(&spelled, suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_letters_and_digits() {
        assert_eq!(of("web-api", "Service"), "WebApiService");
        assert_eq!(of_host("a-b.example", "Record"), "ADashBExampleRecord");
        assert_eq!(
            of_host("*.example.com", "Record"),
            "WildcardExampleComRecord"
        );
        assert_eq!(nth("WebRule".to_owned(), 0), "WebRule");
        assert_eq!(nth("WebRule".to_owned(), 1), "WebRule2");
    }
}
