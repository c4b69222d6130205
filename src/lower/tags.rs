//! Tags: the app's on every resource that takes tags, and names for what the console would only show the id of.

use crate::app::App;
use crate::model::{Key, Map, Pseudo, Stack, Tagging, Value, props};

/// The tag that names a resource in the console: the stack's name, and what the resource is to it.
pub(super) fn name(suffix: impl Into<Value>) -> Value {
    tag(Value::concat([
        Pseudo::StackName.into(),
        "-".into(),
        suffix.into(),
    ]))
}

/// The tag that names a resource there is one of in a stack: the stack's name.
pub(super) fn stack_name() -> Value {
    tag(Pseudo::StackName.into())
}

fn tag(value: Value) -> Value {
    [props! { "Key": "Name", "Value": value }].into()
}

/// Adds the app's tags to every resource that takes tags.
pub(super) fn apply(app: &App, stack: &mut Stack) {
    if app.tags.is_empty() {
        return;
    }
    let tags = app.tags.iter();
    stack.tags = tags.map(|(k, v)| (k.clone(), v.clone())).collect();
    for resource in stack.resources_mut() {
        let Some(property) = resource.kind.tagging.property() else {
            continue;
        };
        if resource.kind.tagging == Tagging::UserPoolTags {
            let table: Map = tags_of(app).collect();
            resource.properties.set(property, table);
            continue;
        }
        let mut tags = match resource.properties.get(property) {
            Some(Value::List(tags)) => tags.clone(),
            _ => Vec::new(),
        };
        for (key, value) in &app.tags {
            tags.push(props! { "Key": key.clone(), "Value": value.clone() }.into());
        }
        resource.properties.set(property, tags);
    }
}

fn tags_of(app: &App) -> impl Iterator<Item = (Key, Value)> {
    let tags = app.tags.iter();
    tags.map(|(key, value)| (key.clone().into(), value.clone().into()))
}
