//! Templates in YAML, as their readers see them.

use serde_json::{Map, Value};
use serde_yaml::Value as Yaml;

/// Reads YAML; CloudFormation's short tags become what they stand for in JSON.
pub fn read(text: &str) -> Result<Value, String> {
    let yaml: Yaml = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    long_form(yaml)
}

fn long_form(yaml: Yaml) -> Result<Value, String> {
    match yaml {
        Yaml::Sequence(items) => items.into_iter().map(long_form).collect(),
        Yaml::Mapping(entries) => entries
            .into_iter()
            .map(|(key, value)| match key {
                Yaml::String(key) => Ok((key, long_form(value)?)),
                other => Err(format!("{other:?} is a key")),
            })
            .collect::<Result<_, _>>()
            .map(Value::Object),
        Yaml::Tagged(tagged) => {
            let name = tagged.tag.to_string();
            let name = name.trim_start_matches('!');
            Ok(function(name, long_form(tagged.value)?))
        }
        scalar => serde_json::to_value(scalar).map_err(|error| error.to_string()),
    }
}

/// An intrinsic function in JSON.
pub fn function(name: &str, argument: Value) -> Value {
    let (name, argument) = match (name, argument) {
        ("Ref" | "Condition", argument) => (name.to_owned(), argument),
        ("GetAtt", Value::String(path)) => {
            let parts = path.splitn(2, '.').map(Value::from).collect();
            ("Fn::GetAtt".to_owned(), Value::Array(parts))
        }
        (_, argument) => (format!("Fn::{name}"), argument),
    };
    Value::Object(Map::from_iter([(name, argument)]))
}
