//! Small pieces of the sentences in diagnostics.

/// The number with its noun, in the plural where it needs one: `1 task`, `3 tasks`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// The items in back quotes, with a conjunction before the last: `` `a`, `b` or `c` ``.
pub fn listed<T: std::fmt::Display>(
    items: impl IntoIterator<Item = T>,
    conjunction: &str,
) -> String {
    let quoted: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// The candidate most like `word`, if any is like it enough to be what was meant: a slip of the pen away, or its beginning.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SLIPS: usize = 3;
    const ALIKE: f64 = 0.8;
    let word = word.to_lowercase();
    let likeness = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        let alike = strsim::jaro_winkler(&word, &candidate);
        let is_slip = strsim::damerau_levenshtein(&word, &candidate) <= SLIPS && alike >= ALIKE;
        let is_beginning = word.len() >= 3 && candidate.starts_with(&word);
        (is_slip || is_beginning).then_some(alike)
    };
    candidates
        .into_iter()
        .filter_map(|candidate| Some((likeness(candidate)?, candidate)))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(["a"], "or"), "`a`");
        assert_eq!(listed(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert_eq!(counted(1, "error"), "1 error");
        assert_eq!(counted(0, "error"), "0 errors");
    }

    #[test]
    fn suggests_only_what_is_alike() {
        let keys = ["health_check", "hosts", "port"];
        assert_eq!(nearest("helth_check", keys), Some("health_check"));
        assert_eq!(nearest("PORT", keys), Some("port"));
        assert_eq!(nearest("health", keys), Some("health_check"));
        assert_eq!(nearest("zebra", keys), None);
    }
}
