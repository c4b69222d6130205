//! Patterns of AWS's schemas, which are written for Java and JavaScript.

/// A pattern as the oracle reads it, which is JavaScript. Two things are Java's alone: `\Z`, the end of the text, which is taken
/// to be the very end and not before a last line break; and `\p{Print}`, the printable characters of ASCII.
pub fn for_oracle(pattern: &str) -> String {
    pattern.replace("\\Z", "$").replace("\\p{Print}", "[ -~]")
}

/// A pattern for making text that matches it, in the syntax of the crate `regex`, without anchors. It need not be exact: what is
/// made by it is judged like everything else.
pub fn for_generator(pattern: &str) -> String {
    let mut made = String::new();
    let mut in_class = false;
    let pattern = for_oracle(pattern);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).collect();
                    made.push_str(&format!("\\u{{{digits}}}"));
                }
                Some(escaped) => made.push_str(&class(escaped, in_class)),
                None => {}
            },
            '[' if in_class => made.push_str("\\["),
            '[' | ']' => {
                in_class = c == '[';
                made.push(c);
            }
            '^' if !made.ends_with('[') => {}
            '$' if !in_class => {}
            other => made.push(other),
        }
    }
    made
}

/// What follows a backslash: a class of characters, within another or by itself, or a character that means itself.
fn class(escaped: char, in_class: bool) -> String {
    let characters = match escaped {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        's' => " \t",
        'S' => "!-~",
        other => return format!("\\{other}"),
    };
    match in_class {
        true => characters.to_owned(),
        false => format!("[{characters}]"),
    }
}
