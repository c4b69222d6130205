//! A template as its readers see it.

use serde_json::{Map, Value};

use crate::yaml;

/// A template, with all text put together that is made of parts.
pub struct Template(Value);

impl Template {
    /// Reads both forms, which must say the same.
    pub fn read(yaml: &str, json: &str) -> Result<Self, String> {
        let json: Value =
            serde_json::from_str(json).map_err(|error| format!("break the JSON: {error}"))?;
        let yaml = yaml::read(yaml).map_err(|error| format!("break the YAML: {error}"))?;
        match yaml == json {
            true => Ok(Self(put_together(json)?)),
            false => Err("are something else in YAML than in JSON".to_owned()),
        }
    }

    /// What a JSON pointer points to.
    pub fn at(&self, pointer: &str) -> &Value {
        self.0.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The list that a JSON pointer points to.
    pub fn list(&self, pointer: &str) -> &[Value] {
        self.at(pointer).as_array().map_or(&[], Vec::as_slice)
    }

    /// The properties of all resources of a type.
    pub fn all(&self, kind: &str) -> impl Iterator<Item = &Value> {
        let resources = self.at("/Resources").as_object().expect("resources");
        resources
            .values()
            .filter(move |resource| resource["Type"] == kind)
            .map(|resource| &resource["Properties"])
    }
}

/// JSON with the text of every `Fn::Sub` and `Fn::Join` put together; a reference in it stands as its name between angle
/// brackets.
fn put_together(value: Value) -> Result<Value, String> {
    match value {
        Value::Array(items) => items.into_iter().map(put_together).collect(),
        Value::Object(entries) => {
            if let Some(Value::String(text)) = entries.get("Fn::Sub") {
                return substituted(text).map(Value::String);
            }
            if let Some([Value::String(separator), Value::Array(items)]) =
                pair(&entries, "Fn::Join")
            {
                let items: Vec<String> = items.iter().map(joined).collect::<Result<_, _>>()?;
                return Ok(items.join(separator).into());
            }
            let entries = entries
                .into_iter()
                .map(|(key, value)| Ok((key, put_together(value)?)));
            entries.collect::<Result<_, _>>().map(Value::Object)
        }
        scalar => Ok(scalar),
    }
}

/// The two arguments of a function.
fn pair<'v>(entries: &'v Map<String, Value>, function: &str) -> Option<&'v [Value; 2]> {
    entries
        .get(function)?
        .as_array()?
        .as_slice()
        .try_into()
        .ok()
}

/// An item of an `Fn::Join`, as text.
fn joined(item: &Value) -> Result<String, String> {
    let item = put_together(item.clone())?;
    if let Value::String(text) = item {
        return Ok(text);
    }
    // A part of something that is known at a deploy, and has no text of the blueprint's in it.
    if item.get("Fn::Select").is_some() {
        return Ok("<selected>".to_owned());
    }
    let resource = item["Ref"].as_str().or(item["Fn::GetAtt"][0].as_str());
    let resource = resource.ok_or_else(|| format!("join {item}"))?;
    Ok(format!("<{resource}>"))
}

/// CloudFormation template reference, "Fn::Sub": `${Name}` is a reference, `${!Literal}` stands for the text `${Literal}`.
fn substituted(text: &str) -> Result<String, String> {
    let mut result = String::new();
    let mut rest = text;
    while let Some((literal, name, after)) = split_at_placeholder(rest) {
        result.push_str(literal);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == ':' || c == '.';
        match name.strip_prefix('!') {
            Some(literal) => result.push_str(&format!("${{{literal}}}")),
            None if name.chars().all(is_name) => result.push_str(&format!("<{name}>")),
            None => return Err(format!("make a reference to {name:?}")),
        }
        rest = after;
    }
    Ok(result + rest)
}

/// The text before the first placeholder, what is between its braces, and the text after it.
fn split_at_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = text.split_once("${")?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}
