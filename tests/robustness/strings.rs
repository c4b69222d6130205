//! Strings that programs trip over: the big list of them, and those that YAML and CloudFormation have of their own.

/// All of them.
pub fn all() -> Vec<String> {
    let short = naughty_strings::BLNS.iter().chain(TRAPS).copied();
    let long = ["a", "é", "a b ", "a\n"].map(|text| text.repeat(500));
    short.map(str::to_owned).chain(long).collect()
}

#[rustfmt::skip]
const TRAPS: &[&str] = &[
    // What YAML 1.1 reads as something other than text.
    "y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
    "true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL", "~",
    "0", "-0", "+1", "00", "007", "0o17", "017", "0x1F", "0X1f", "0b1010", "1_000", "0_", "_1", "1e3", "1E+3", "1.", ".5", "-.5",
    "1.5e-3", "685_230.15", "190:20:30", "190:20:30.15", "22:22", "1:1", "-1:30", "12:30:45.000",
    ".inf", "-.inf", "+.INF", ".Inf", ".nan", ".NaN", ".NAN", "nan", "inf",
    "2001-12-15", "2001-12-15T02:59:43.1Z", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "2012-10-17",
    "=", "<<", ".", "..", "-", "+", "+-", "1-", "1:", ":1", "0.0.0.0", "10.0.0.0/16", "1 000", "1,000",
    // Signs of YAML.
    "- a", "-a", "? a", "?a", ": a", ":a", "a: b", "a:b", "a:", "a :", "a #b", "a#b", "#a", "# a", "&a", "*a", "*", "!a", "!!str a", "!Ref A",
    "|", "| a", "|-\n a", ">", "> a", "%", "%YAML 1.1", "---", "--- a", "...", "... a", "....", "{", "}", "{}", "{a: b}", "[", "]", "[]", "[a]",
    ",", "a, b", "@a", "`a`", "'", "''", "'a'", "it's", "\"", "\"a\"", "\"'", "\\", "\\n", "a\\", "\"\\'",
    // Blanks and line breaks.
    "", " ", "  ", " a", "a ", "a  b", "\t", "\ta", "a\t", "a\tb", "\n", "\n\n", "a\n", "a\n\n", "a\n\n\n", "\na", "\n a", "a\nb", "a\nb\n",
    "a\n\nb", " a\nb", "  a\n b\n", "a\n b", "a\n\tb", "\ta\nb", "a\n \nb", "a\n\t\nb", "a \nb", "a\n ", "a\n  \n", "a\r", "a\r\nb", "a\rb", "\r\n",
    "a\n# b\n", "a\n---\nb", "a\n...\n", "a: b\nc: d\n", "- a\n- b\n", "#!/bin/sh\nexec \"$@\"\n",
    "\u{85}", "a\u{85}b", "a\n\u{85}b", "\u{2028}", "a\u{2028}b", "\u{2029}", "a\n\u{2029}b", "\u{a0}", "\u{a0}a\u{a0}", "\u{3000}a", "\u{b}", "\u{c}",
    // Characters that YAML or JSON cannot hold as they are, or that look like others.
    "\u{0}", "a\u{0}b", "\u{1}", "\u{7}", "\u{8}", "\u{1b}[31m", "\u{1f}", "\u{7f}", "\u{80}", "\u{9f}", "\u{ad}", "\u{feff}", "\u{feff}a", "a\u{feff}b",
    "\u{200b}", "\u{200e}", "\u{202e}a", "\u{2060}", "\u{d7ff}", "\u{e000}", "\u{fffd}", "\u{fffe}", "\u{ffff}", "\u{10000}", "\u{1f600}", "\u{10ffff}",
    "é", "e\u{301}", "\u{301}", "a\n\u{303}", "<\u{302}", "\u{1f}\u{302}", "ß", "İ", "ﬀ", "日本語", "١٢٣", "½", "a日", "日a", "\u{1f469}\u{200d}\u{1f467}",
    // Signs of CloudFormation and of the layout of its templates.
    "${A}", "${AWS::Region}", "${!A}", "${", "${!", "a${b", "${a${b}", "$", "$$", "${}", "$${A}", "{{", "}}", "{{ 7 * 7 }}", "{% raw %}", "{# a #}",
    "{\"Ref\": \"A\"}", "Fn::Sub", "AWS::NoValue", "arn:aws:s3:::a", "/", "//", "/a", "/a b", "/é", "/${A}", "/%7B%7B", "/#a", "/: a",
];
