//! The two forms a part of the blueprint is declared in: `section!`, a table with known keys, and `choice!`, one of a few words.
//!
//! A declaration is the one home of a field: from it come the Rust type, its reading from TOML, its setter in the Rust DSL, and
//! its row in the reference.

/// A field's name as it is written in TOML: `type` of `r#type`.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(rest) => rest,
            Err(_) => name,
        },
        _ => name,
    }
}

/// Declares a table with known keys, all of which may be left out as far as its shape goes.
///
/// After each field's type stand its default as TOML (or words), the allowed values if its type does not say them, and the AWS
/// property it becomes.
macro_rules! section {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $(
                $(#[doc = $field_doc:literal])+
                $field:ident: $type:ty {
                    default: $default:literal
                    $(, range: $range:literal)?
                    $(, aws: $aws:literal)?
                    $(,)?
                }
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: Option<$type>,)+
        }

        impl $name {
            /// The section with nothing written in it.
            pub fn new() -> Self {
                <Self as Default>::default()
            }

            $(
                $(#[doc = $field_doc])+
                pub fn $field(mut self, value: impl $crate::blueprint::IntoField<$type>) -> Self {
                    self.$field = Some(value.into_field());
                    self
                }
            )+

            /// The names of the fields that are written.
            #[allow(dead_code, reason = "few sections are asked")]
            pub(crate) fn written(&self) -> Vec<&'static str> {
                [$(($crate::blueprint::section::plain(stringify!($field)), self.$field.is_some())),+]
                    .into_iter()
                    .filter_map(|(name, is_written)| is_written.then_some(name))
                    .collect()
            }

            /// The declaration of one of its own fields.
            fn field(name: &str) -> &'static $crate::blueprint::FieldShape {
                let fields = Self::SHAPE.fields;
                fields.iter().find(|field| field.name == name).unwrap_or(&fields[0])
            }

            const SHAPE: $crate::blueprint::SectionShape = $crate::blueprint::SectionShape {
                name: stringify!($name),
                doc: concat!($($doc, "\n"),+),
                fields: &[$(
                    $crate::blueprint::FieldShape {
                        name: $crate::blueprint::section::plain(stringify!($field)),
                        doc: concat!($($field_doc, "\n"),+),
                        shape: <$type as $crate::blueprint::Decode>::shape,
                        default: $default,
                        range: concat!($($range)?),
                        aws: concat!($($aws)?),
                    },
                )+],
            };
        }

        impl $crate::blueprint::Decode for $name {
            fn shape() -> $crate::blueprint::Shape {
                $crate::blueprint::Shape::Section(&Self::SHAPE)
            }

            fn decode(
                value: &toml::de::DeValue<'_>,
                at: &$crate::diagnostic::Path,
                out: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                use $crate::blueprint::decode;
                use $crate::blueprint::section::plain;
                let table = decode::expect_table(value, &Self::shape(), at, out)?;
                let mut section = Self::new();
                for (key, value) in table.iter() {
                    match key.get_ref().as_ref() {
                        $(name if name == plain(stringify!($field)) => {
                            section.$field = decode::field(value, at, Self::field(name), out);
                        })+
                        unknown => decode::unknown_key(unknown, Self::SHAPE.fields, at, out),
                    }
                }
                Some(section)
            }

            fn accepts(value: &toml::de::DeValue<'_>) -> bool {
                value.is_table()
            }
        }
    };
}

/// Declares a value that is one of a few words.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $($(#[doc = $word_doc:literal])+ $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $word_doc])+ $variant,)+
        }

        impl $name {
            const WORDS: &'static [(&'static str, &'static str)] =
                &[$(($word, concat!($($word_doc),+))),+];
        }

        impl $crate::blueprint::Decode for $name {
            fn shape() -> $crate::blueprint::Shape {
                $crate::blueprint::Shape::Choice(Self::WORDS)
            }

            fn decode(
                value: &toml::de::DeValue<'_>,
                at: &$crate::diagnostic::Path,
                out: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                let word = <String as $crate::blueprint::Decode>::decode(value, at, out)?;
                match word.as_str() {
                    $($word => Some(Self::$variant),)+
                    _ => {
                        $crate::blueprint::decode::unknown_word(&word, Self::WORDS, at, out);
                        None
                    }
                }
            }

            fn accepts(value: &toml::de::DeValue<'_>) -> bool {
                value.is_str()
            }
        }
    };
}

pub(crate) use {choice, section};
