//! The JSON syntax ("JSON Configuration Syntax" in Terraform's language documentation).

use serde_json::{Map, Value};

use super::{Block, Body, Meaning};

/// Key of a comment.
const COMMENT: &str = "//";

/// Reads a file that is like a configuration.
pub fn read(text: &str, like: &Body) -> Result<Body, String> {
    let root: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    body(&root, like, &[])
}

/// A body; `path` says which blocks it is in.
fn body(json: &Value, like: &Body, path: &[&str]) -> Result<Body, String> {
    let json = object(json)?;
    let mut read = Body::default();
    for (name, value) in json {
        if name == COMMENT {
            value.as_str().ok_or("a comment is no text")?;
        } else if like.blocks(name).next().is_some() {
            let alike: Vec<&Block> = like.blocks(name).collect();
            blocks(value, name, &[], &alike, path, &mut read.blocks)?;
        } else {
            let value = argument(value, How::of(path, name))?;
            read.arguments.insert(name.clone(), value);
        }
    }
    Ok(read)
}

/// The blocks below a keyword and some labels.
fn blocks(
    json: &Value,
    keyword: &str,
    labels: &[String],
    alike: &[&Block],
    path: &[&str],
    read: &mut Vec<Block>,
) -> Result<(), String> {
    let alike: Vec<&Block> = alike
        .iter()
        .filter(|block| block.labels.starts_with(labels))
        .copied()
        .collect();
    let Some(first) = alike.first() else {
        return Err(format!("there is no other {keyword} {labels:?}"));
    };
    if first.labels.len() > labels.len() {
        for (label, json) in object(json)? {
            let labels = [labels, std::slice::from_ref(label)].concat();
            blocks(json, keyword, &labels, &alike, path, read)?;
        }
        return Ok(());
    }
    let bodies = match json {
        Value::Array(bodies) => bodies.iter().collect(),
        one => vec![one],
    };
    for (index, json) in bodies.into_iter().enumerate() {
        let like = alike
            .get(index)
            .ok_or_else(|| format!("too many {keyword}"))?;
        let path = [path, &[keyword]].concat();
        read.push(Block {
            keyword: keyword.to_owned(),
            labels: labels.to_vec(),
            body: body(json, &like.body, &path)?,
        });
    }
    Ok(())
}

fn object(json: &Value) -> Result<&Map<String, Value>, String> {
    json.as_object().ok_or_else(|| format!("no object: {json}"))
}

/// What Terraform takes text for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// A template.
    Template,
    /// What it is.
    Plain,
    /// A word of the language, or a name.
    Word,
}

impl How {
    /// How Terraform reads an argument of a block.
    fn of(path: &[&str], name: &str) -> Self {
        match (path, name) {
            (["variable"], "type") | (_, "depends_on" | "ignore_changes") => Self::Word,
            (["variable" | "output"], "description") | (["variable"], "default") => Self::Plain,
            (["terraform", ..], _) => Self::Plain,
            _ => Self::Template,
        }
    }

    fn text(self, text: &str) -> Result<Meaning, String> {
        match self {
            Self::Template => Meaning::of_template(text),
            Self::Plain => Ok(Meaning::Text(text.to_owned())),
            Self::Word => Meaning::parse(text),
        }
    }
}

fn argument(json: &Value, how: How) -> Result<Meaning, String> {
    Ok(match json {
        Value::Null => Meaning::Null,
        Value::Bool(value) => Meaning::Bool(*value),
        Value::Number(number) => {
            let whole = number.as_i64().ok_or_else(|| format!("{number}"))?;
            Meaning::Int(whole.into())
        }
        Value::String(text) => how.text(text)?,
        Value::Array(items) => {
            let items = items.iter().map(|item| argument(item, how));
            Meaning::List(items.collect::<Result<_, _>>()?)
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let Meaning::Text(key) = how.text(key)? else {
                    return Err(format!("{key} is no key"));
                };
                Ok((key, argument(value, how)?))
            });
            Meaning::Table(entries.collect::<Result<_, String>>()?)
        }
    })
}
