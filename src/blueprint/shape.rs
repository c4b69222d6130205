//! What the blueprint's types look like, as data: for error messages and for the reference.

/// The shape of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// One of a few words, each with its meaning.
    Choice(&'static [(&'static str, &'static str)]),
    /// A list of values of one shape.
    List(Box<Shape>),
    /// A table keyed by names its author chooses.
    Map(Box<Shape>),
    /// A table with known keys.
    Section(&'static SectionShape),
    /// A short and a long form.
    OneOf(Box<Shape>, Box<Shape>),
}

/// The shape of a table with known keys.
#[derive(Debug, PartialEq)]
pub struct SectionShape {
    /// The name of its Rust type.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its keys.
    pub fields: &'static [FieldShape],
}

/// One key of a section.
pub struct FieldShape {
    /// The key.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What it takes.
    pub shape: fn() -> Shape,
    /// The value it has when it is left out, as TOML; or words where it is no constant.
    pub default: &'static str,
    /// What values are allowed; empty if its shape says it all.
    pub range: &'static str,
    /// The AWS property it becomes; empty if it becomes none by itself.
    pub aws: &'static str,
}

impl FieldShape {
    /// A value it can have: its default, if that is a string, a number or a list.
    pub fn example(&self) -> Option<&'static str> {
        let first = self.default.chars().next()?;
        let is_value = first == '"' || first == '[' || first.is_ascii_digit();
        (is_value && !self.default.contains(';')).then_some(self.default)
    }
}

impl std::fmt::Debug for FieldShape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for FieldShape {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.doc == other.doc
    }
}

impl Shape {
    /// The shape in the words of an error message.
    pub fn in_words(&self) -> String {
        match self {
            Self::String | Self::Choice(_) => "a string".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::List(item) => match **item {
                Self::String => "a list of strings".to_owned(),
                _ => "a list".to_owned(),
            },
            Self::Map(_) | Self::Section(_) => "a table".to_owned(),
            Self::OneOf(a, b) => format!("{} or {}", a.in_words(), b.in_words()),
        }
    }

    /// The sections that can be written inside this shape, outermost first.
    pub fn sections(&self) -> Vec<&'static SectionShape> {
        match self {
            Self::Section(section) => vec![section],
            Self::List(item) | Self::Map(item) => item.sections(),
            Self::OneOf(a, b) => [a.sections(), b.sections()].concat(),
            _ => Vec::new(),
        }
    }
}
