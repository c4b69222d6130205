//! Every place of the language where text can stand, and where in a template and a configuration it arrives.

use serde_json::Value;

use super::template::Template;

/// A place for text.
pub struct Slot {
    /// The field of the language; `<name>` is a name of the author's choice, `<key>` that name being the text itself.
    pub field: &'static str,
    /// Lines of a blueprint, with `{}` for the text.
    pub lines: &'static str,
    /// How much it takes.
    pub takes: Takes,
    /// Whether the text has arrived in CloudFormation.
    pub arrives: fn(&Template, &str) -> bool,
    /// Whether it has arrived in Terraform, if it takes the text.
    pub arrives_in_terraform: fn(&Value, &str) -> bool,
}

impl Slot {
    /// Says where the text arrives in a configuration.
    pub const fn in_terraform(mut self, arrives: fn(&Value, &str) -> bool) -> Self {
        self.arrives_in_terraform = arrives;
        self
    }
}

/// What a place takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Most texts.
    Most,
    /// Text of a certain form.
    Some,
    /// None that is naughty.
    None,
}

/// A blueprint with places for text.
pub struct Sheet {
    /// What stands in it besides, one line each; a place of the same key comes instead.
    pub base: &'static [&'static str],
    /// The places, all of which can hold text at once.
    pub slots: &'static [Slot],
    /// Whether Terraform cannot have a text that CloudFormation can.
    pub is_refused_by_terraform: fn(&str) -> bool,
}

/// A place that takes most texts.
pub const fn most(
    field: &'static str,
    lines: &'static str,
    arrives: fn(&Template, &str) -> bool,
) -> Slot {
    Slot {
        field,
        lines,
        takes: Takes::Most,
        arrives,
        arrives_in_terraform: |_, _| true,
    }
}

/// A place that takes text of a certain form.
pub const fn some(
    field: &'static str,
    lines: &'static str,
    arrives: fn(&Template, &str) -> bool,
) -> Slot {
    Slot {
        takes: Takes::Some,
        ..most(field, lines, arrives)
    }
}

/// A place that takes text of a certain form, for Terraform alone.
pub const fn terraform(
    field: &'static str,
    lines: &'static str,
    arrives: fn(&Value, &str) -> bool,
) -> Slot {
    some(field, lines, |_, _| true).in_terraform(arrives)
}

/// A place that takes no naughty text.
pub const fn none(field: &'static str, lines: &'static str) -> Slot {
    Slot {
        takes: Takes::None,
        ..most(field, lines, |_, _| false)
    }
}
