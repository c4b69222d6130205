//! What is left out of a generated secret: any characters in CloudFormation, but only punctuation in Terraform.

use super::configuration::resource;
use super::slots::{Sheet, most};
use crate::pipeline::{has_letters, is_kept_by_terraform};

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        "secrets.plain.generate.punctuation = true",
        r#"services.web.image = "nginx:1.29""#,
        "services.web.public_ip = true",
    ],
    slots: &[most(
        "secrets.<name>.generate.exclude",
        "secrets.plain.generate.exclude = {}",
        |template, text| {
            let secret = "/Resources/PlainSecret/Properties/GenerateSecretString";
            let excluded = template.at(&format!("{secret}/ExcludeCharacters"));
            excluded == text || (excluded.is_null() && text.is_empty())
        },
    )
    .in_terraform(|said, text| {
        let password = resource(said, "random_password", "plain");
        let special = password["override_special"].as_str().unwrap_or_default();
        let taken = |c: char| special.contains(c);
        (0..128_u8)
            .map(char::from)
            .filter(char::is_ascii_punctuation)
            .all(|c| taken(c) != text.contains(c))
    })],
    is_refused_by_terraform: |text| has_letters(text) || !is_kept_by_terraform(text),
};
