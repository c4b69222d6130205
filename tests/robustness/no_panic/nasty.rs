//! Values of every type of TOML, of the kind that programs trip over.

use proptest::prelude::*;
use proptest::sample::select;

use crate::toml_text::basic_string;

/// As they stand behind `key =`.
const VALUES: &[&str] = &[
    // Strings: empty, blank, many lines, outside ASCII, control characters, text of other languages.
    r#""""#,
    r#"" ""#,
    r#""\n""#,
    r#""a\nb\n\n""#,
    r#""\u0000""#,
    r#""\u001b[31m""#,
    r#""\u202e""#,
    r#""\U0010FFFF""#,
    r#""é""#,
    r#""日本語""#,
    r#""👩‍👩‍👧""#,
    r#""${AWS::Region}""#,
    r#""{{ 7 * 7 }}""#,
    r#""yes""#,
    r#""-""#,
    r#"".""#,
    r#""/""#,
    r#"":""#,
    r#""*""#,
    r#""--- |""#,
    r#""arn:aws:s3:::x""#,
    r#""10.0.0.0/16""#,
    r#""9223372036854775807d""#,
    r#""99999999999999999999s""#,
    r#""1e309 GB""#,
    r#""NaN vCPU""#,
    r#""-0.5 vCPU""#,
    "'''\n'''",
    "\"\"\"\n\n\"\"\"",
    // Whole numbers.
    "0",
    "-1",
    "1",
    "65536",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "0xFFFFFFFFFFFFFFFF",
    "0o7",
    "0b1",
    "1_000",
    // Other scalars.
    "1.5",
    "-0.0",
    "1e999",
    "inf",
    "nan",
    "true",
    "false",
    "1979-05-27T07:32:00Z",
    "1979-05-27",
    "07:32",
    // Lists and tables.
    "[]",
    "[[]]",
    "[\"\"]",
    "[1, \"a\", true]",
    "[{}]",
    "{}",
    "{ a = {} }",
    "{ \"\" = \"\" }",
    "{ a.b.c = [1979-05-27] }",
    // No value.
    "",
    "=",
    "\"",
];

/// A value of any type.
pub fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(VALUES).prop_map(str::to_owned),
        1 => string(),
        1 => any::<i64>().prop_map(|number| number.to_string()),
    ]
}

/// Any text, as a string.
pub fn string() -> impl Strategy<Value = String> {
    "(?s).{0,20}".prop_map(|text| basic_string(&text))
}
