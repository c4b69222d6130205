//! The blueprints of this repository, good and bad, with a few lines changed.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{language, nasty};
use crate::blueprints;

/// A change of a text, line by line.
#[derive(Clone, Debug)]
enum Change {
    Delete(Index),
    Duplicate(Index),
    Swap(Index, Index),
    /// The value of a line becomes another.
    Replace(Index, String),
    /// A line of a key and a value is put in.
    Insert(Index, String, String),
    /// The text ends within a line.
    CutOff(Index, Index),
}

/// A blueprint after one to three changes.
pub fn mutants() -> impl Strategy<Value = String> {
    let changes = prop::collection::vec(change(), 1..4);
    let original = prop_oneof![3 => select(blueprints::good()), 1 => select(blueprints::bad())];
    (original, changes).prop_map(|((_, text), changes)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for change in &changes {
            change.apply(&mut lines);
        }
        lines.join("\n") + "\n"
    })
}

fn change() -> impl Strategy<Value = Change> {
    let line = any::<Index>;
    prop_oneof![
        2 => line().prop_map(Change::Delete),
        1 => line().prop_map(Change::Duplicate),
        1 => (line(), line()).prop_map(|(a, b)| Change::Swap(a, b)),
        6 => (line(), nasty::value()).prop_map(|(at, value)| Change::Replace(at, value)),
        3 => (line(), language::key(), nasty::value())
            .prop_map(|(at, key, value)| Change::Insert(at, key, value)),
        1 => (line(), line()).prop_map(|(at, within)| Change::CutOff(at, within)),
    ]
}

impl Change {
    fn apply(&self, lines: &mut Vec<String>) {
        let count = lines.len();
        if count == 0 {
            return;
        }
        match self {
            Self::Delete(at) => {
                lines.remove(at.index(count));
            }
            Self::Duplicate(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
            Self::Swap(a, b) => lines.swap(a.index(count), b.index(count)),
            Self::Replace(at, value) => {
                let with_value = lines.iter_mut().filter(|line| line.contains(" = "));
                let mut with_value: Vec<&mut String> = with_value.collect();
                if with_value.is_empty() {
                    return;
                }
                let chosen = at.index(with_value.len());
                let line = with_value.swap_remove(chosen);
                line.truncate(line.find(" = ").unwrap_or_default());
                line.push_str(&format!(" = {value}"));
            }
            Self::Insert(at, key, value) => {
                lines.insert(at.index(count), format!("{key} = {value}"));
            }
            Self::CutOff(at, within) => {
                let last = at.index(count);
                lines.truncate(last + 1);
                let kept = within.index(lines[last].chars().count() + 1);
                lines[last] = lines[last].chars().take(kept).collect();
            }
        }
    }
}
