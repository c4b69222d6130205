//! What parts of a stack are called in Terraform.

use heck::ToSnakeCase as _;

use crate::model::{LogicalId, NameRule, Resource, Value};

/// The name of a resource of a type whose ids end in `noun`: `WebTaskDefinition` is `web`, `Vpc` is `main`, `WebListenerRule2` is
/// `web_2`.
pub(super) fn of_resource(id: &LogicalId, noun: &str) -> String {
    let text = id.as_str();
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &text[words.len()..];
    match words.strip_suffix(noun) {
        None => snake_case(text),
        Some(rest) => {
            let mut name = match rest {
                "" => "main".to_owned(),
                rest => snake_case(rest),
            };
            if !number.is_empty() {
                name.push('_');
                name.push_str(number);
            }
            name
        }
    }
}

/// What follows the app's name in that of a resource that is called as the app: nothing for `main`, `-partner` for `partner`, and
/// what its variant is called.
pub(super) fn behind_app(resource: &Resource, name: &str, rule: NameRule) -> String {
    let own = match name {
        "main" => String::new(),
        name => format!("-{}", name.replace('_', "-")),
    };
    let is = |variant: &crate::model::Variant| matches!(resource.properties.get(variant.property), Some(Value::Str(word)) if word == variant.word);
    match rule.variant.filter(is) {
        None => own,
        Some(variant) => own + variant.suffix,
    }
}

/// The name of a variable or an output.
pub(super) fn of_id(id: &LogicalId) -> String {
    let text = id.as_str();
    if id.is_chosen() {
        return text.to_snake_case();
    }
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    match &text[words.len()..] {
        "" => snake_case(words),
        number => format!("{}_{number}", snake_case(words)),
    }
}

/// Each capital begins a word, so that no two ids become one name: `ABService` and `AbService` are of `a-b` and `ab`.
fn snake_case(id: &str) -> String {
    let mut name = String::with_capacity(id.len() + 4);
    for (index, c) in id.chars().enumerate() {
        // No name begins with a digit.
        let begins_a_word = match index {
            0 => c.is_ascii_digit(),
            _ => c.is_ascii_uppercase(),
        };
        if begins_a_word {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(id: &str, noun: &str) -> String {
        of_resource(&LogicalId::new(id), noun)
    }

    #[test]
    fn names_do_not_repeat_the_type() {
        assert_eq!(name("Vpc", "Vpc"), "main");
        assert_eq!(name("PublicSubnet2", "Subnet"), "public_2");
        assert_eq!(name("WebListenerRule", "ListenerRule"), "web");
        assert_eq!(name("WebListenerRule2", "ListenerRule"), "web_2");
        assert_eq!(name("Web2ListenerRule", "ListenerRule"), "web2");
        assert_eq!(name("1passwordComRecord", "Record"), "_1password_com");
    }

    #[test]
    fn names_differ_as_ids_do() {
        assert_eq!(name("ABService", "Service"), "a_b");
        assert_eq!(name("AbService", "Service"), "ab");
    }

    #[test]
    fn what_the_user_chose_is_read_as_people_write() {
        assert_eq!(of_id(&LogicalId::chosen("MyCertARN")), "my_cert_arn");
        assert_eq!(of_id(&LogicalId::new("WebImageTag")), "web_image_tag");
        assert_eq!(of_id(&LogicalId::new("WebUrl2")), "web_url_2");
    }
}
