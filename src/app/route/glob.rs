//! Patterns of the load balancer: `*` stands for any characters, none among them, and `?` for one.

/// A pattern.
#[derive(Clone, Debug)]
pub(super) struct Glob(Vec<Token>);

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// This character.
    Char(char),
    /// One character.
    One,
    /// Any characters.
    Any,
}

impl Glob {
    /// A pattern in which case matters and everything stands for itself but `*` and `?`: that of a path.
    pub(super) fn exact(text: &str) -> Self {
        Self(text.chars().map(token).collect())
    }

    /// A pattern in which case does not matter, and a backslash takes the meaning of what follows: that of a header or a query.
    ///
    /// Elastic Load Balancing API, "HttpHeaderConditionConfig" and "QueryStringConditionConfig".
    pub(super) fn folded(text: &str) -> Self {
        let mut tokens = Vec::with_capacity(text.len());
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            tokens.push(match c {
                '\\' => Token::Char(chars.next().unwrap_or('\\').to_ascii_lowercase()),
                c => token(c.to_ascii_lowercase()),
            });
        }
        Self(tokens)
    }

    /// How many wildcards it has.
    pub(super) fn wildcards(&self) -> usize {
        let is_wildcard = |token: &&Token| !matches!(token, Token::Char(_));
        self.0.iter().filter(is_wildcard).count()
    }

    /// Whether there is a text that both match.
    pub(super) fn intersects(&self, other: &Self) -> bool {
        let (a, b) = (&self.0, &other.0);
        search(a.len(), b.len(), |i, j| match (a.get(i), b.get(j)) {
            (Some(Token::Any), Some(Token::Any)) => Steps::skip_either(),
            // Any characters: none, or whatever the other has there.
            (Some(Token::Any), other) => Steps::absorb_second(other.is_some()),
            (other, Some(Token::Any)) => Steps::absorb_first(other.is_some()),
            (Some(x), Some(y)) => Steps::both(x == y || *x == Token::One || *y == Token::One),
            _ => Steps::default(),
        })
    }

    /// Whether it matches every text that the other matches. It may be missed where wildcards of both stand side by side.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let (a, b) = (&self.0, &other.0);
        search(a.len(), b.len(), |i, j| match (a.get(i), b.get(j)) {
            (Some(Token::Any), other) => Steps::absorb_second(other.is_some()),
            (Some(x), Some(y)) if *y != Token::Any => Steps::both(x == y || *x == Token::One),
            _ => Steps::default(),
        })
    }
}

fn token(c: char) -> Token {
    match c {
        '*' => Token::Any,
        '?' => Token::One,
        c => Token::Char(c),
    }
}

/// Where to go from a place in two patterns: on in the first, in the second, in both.
#[derive(Default)]
struct Steps {
    first: bool,
    second: bool,
    both: bool,
}

impl Steps {
    fn skip_either() -> Self {
        Self {
            first: true,
            second: true,
            both: false,
        }
    }

    fn absorb_second(is_there: bool) -> Self {
        Self {
            first: true,
            second: is_there,
            both: false,
        }
    }

    fn absorb_first(is_there: bool) -> Self {
        Self {
            first: is_there,
            second: true,
            both: false,
        }
    }

    fn both(is_possible: bool) -> Self {
        Self {
            first: false,
            second: false,
            both: is_possible,
        }
    }
}

/// Whether the steps lead from the beginnings of two patterns to both their ends.
fn search(n: usize, m: usize, steps: impl Fn(usize, usize) -> Steps) -> bool {
    let mut seen = vec![false; (n + 1) * (m + 1)];
    let mut places = vec![(0, 0)];
    while let Some((i, j)) = places.pop() {
        if (i, j) == (n, m) {
            return true;
        }
        let Some(seen) = seen.get_mut(i * (m + 1) + j) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        let Steps {
            first,
            second,
            both,
        } = steps(i, j);
        places.extend(first.then_some((i + 1, j)));
        places.extend(second.then_some((i, j + 1)));
        places.extend(both.then_some((i + 1, j + 1)));
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        let mut chars = pattern.chars();
        match chars.next() {
            None => text.is_empty(),
            Some('*') => {
                let rest = chars.as_str();
                (0..=text.len()).any(|at| matches(rest, &text[at..]))
            }
            Some(c) => text
                .strip_prefix(|t| c == '?' || c == t)
                .is_some_and(|rest| matches(chars.as_str(), rest)),
        }
    }

    /// Every text of two letters up to a length. What two patterns of four share is no longer than eight.
    fn texts() -> Vec<String> {
        let mut texts = vec![String::new()];
        let mut last = texts.clone();
        for _ in 0..8 {
            last = last
                .iter()
                .flat_map(|text| ["a", "b"].map(|letter| format!("{text}{letter}")))
                .collect();
            texts.extend(last.clone());
        }
        texts
    }

    proptest! {
        #[test]
        fn patterns_intersect_as_trying_every_text_says(a in "[ab*?]{0,4}", b in "[ab*?]{0,4}") {
            let found = texts().iter().any(|text| matches(&a, text) && matches(&b, text));
            prop_assert_eq!(Glob::exact(&a).intersects(&Glob::exact(&b)), found);
            prop_assert_eq!(Glob::exact(&b).intersects(&Glob::exact(&a)), found);
        }

        #[test]
        fn a_pattern_that_covers_another_matches_all_its_texts(a in "[ab*?]{0,4}", b in "[ab*?]{0,4}") {
            if Glob::exact(&a).covers(&Glob::exact(&b)) {
                for text in texts() {
                    prop_assert!(!matches(&b, &text) || matches(&a, &text), "{}", text);
                }
            }
        }

        #[test]
        fn a_pattern_covers_a_text_if_it_matches_it(a in "[ab*?]{0,4}", text in "[ab]{0,6}") {
            prop_assert_eq!(Glob::exact(&a).covers(&Glob::exact(&text)), matches(&a, &text));
        }
    }

    #[test]
    fn paths_meet_where_a_request_can_be_for_both() {
        let meet = |a: &str, b: &str| Glob::exact(a).intersects(&Glob::exact(b));
        assert!(meet("/api/*", "/*/users"));
        assert!(meet("/*.png", "/images/*"));
        assert!(!meet("/api", "/api/*"));
        assert!(!meet("/API/*", "/api/*"));
        assert!(Glob::exact("/*").covers(&Glob::exact("/api/*")));
        assert!(!Glob::exact("/api/*").covers(&Glob::exact("/api*")));
    }

    #[test]
    fn case_and_escapes_of_headers() {
        let meet = |a: &str, b: &str| Glob::folded(a).intersects(&Glob::folded(b));
        assert!(meet("Chrome*", "CHROME/9"));
        assert!(!meet(r"\*", "a"));
        assert_eq!(Glob::folded(r"\*?").wildcards(), 1);
    }
}
