//! Changes of an instance that its schema may not allow.

use proptest::prelude::*;
use proptest::test_runner::TestRng;
use serde_json::{Value, json};

/// Changes something somewhere in an object.
pub fn spoil(object: &mut Value, rng: &mut TestRng) {
    let pointers = pointers(object);
    let pointer = &pointers[rng.random_range(0..pointers.len())];
    let is_root = pointer.is_empty();
    if let Some(value) = object.pointer_mut(pointer) {
        change(value, is_root, rng);
    }
}

/// Every place of a value, as JSON pointers.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut below = |step: String, value: &Value| {
        found.extend(
            pointers(value)
                .into_iter()
                .map(|rest| format!("/{step}{rest}")),
        );
    };
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                below(name.replace('~', "~0").replace('/', "~1"), value);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                below(index.to_string(), value);
            }
        }
        _ => {}
    }
    found
}

fn change(value: &mut Value, is_root: bool, rng: &mut TestRng) {
    if !is_root && rng.random_bool(0.15) {
        *value = other_type(rng);
        return;
    }
    let choice = rng.random_range(0..4);
    match value {
        Value::Object(entries) => {
            let name = entries
                .keys()
                .nth(rng.random_range(0..=entries.len()))
                .cloned();
            match (choice, name) {
                (0, _) => {
                    entries.insert("Unknown".to_owned(), json!("a"));
                }
                (_, Some(name)) => {
                    entries.shift_remove(&name);
                }
                (_, None) => entries.clear(),
            }
        }
        Value::Array(items) => match (choice, items.first().cloned()) {
            (0, _) => items.clear(),
            (1, Some(item)) => items.push(turned(item)),
            (2, Some(item)) => items.extend(vec![item; 120]),
            _ => {
                items.pop();
            }
        },
        Value::String(text) => match choice {
            0 => text.clear(),
            1 => *text = text.repeat(300),
            2 => text.push_str(["\n", "\r", "é", "!", " ", "/"][rng.random_range(0..6)]),
            _ => {
                text.pop();
            }
        },
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            let others = [
                -1,
                0,
                1,
                number.saturating_sub(1),
                number.saturating_add(1),
                number.saturating_mul(2),
                i64::MAX,
                i64::MIN,
            ];
            *value = others[rng.random_range(0..others.len())].into();
        }
        Value::Bool(flag) => *flag = !*flag,
        Value::Null => {}
    }
}

/// The same value, its properties in another order.
fn turned(value: Value) -> Value {
    match value {
        Value::Object(entries) => Value::Object(entries.into_iter().rev().collect()),
        other => other,
    }
}

fn other_type(rng: &mut TestRng) -> Value {
    let others = [
        json!("a"),
        json!("1"),
        json!("true"),
        json!(1),
        json!(true),
        json!([]),
        json!(["a"]),
        json!({}),
        json!({ "a": "b" }),
    ];
    others[rng.random_range(0..others.len())].clone()
}
