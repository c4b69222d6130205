//! What a blueprint can ask of CloudFormation but not of Terraform, and what is less safe there.

use indexmap::IndexMap;
use unicode_normalization::is_nfc;

use super::interface::{self, NAME, REGION, RESERVED};
use super::names;
use super::spelling::owner;
use crate::diagnostic::{Diagnostics, Path};
use crate::hcl::Block;
use crate::model::{Removal, Stack, Terraform, Value};

/// Looks at the stack itself.
pub(super) fn of_stack(stack: &Stack, out: &mut Diagnostics) {
    app_name(stack, out);
    variables(stack, out);
    for resource in stack.resources() {
        let path = &resource.origin.path;
        let mut changed = None;
        resource.walk(&mut |value| {
            changed = changed.or_else(|| changed_text(value));
            spelled(value, path, out);
        });
        if let Some(text) = changed {
            would_change(text, path, out);
        }
        let Terraform::Resource(kind) = &resource.kind.terraform else {
            if owner(resource).is_none() {
                no_form(resource.kind.name, path, out);
            }
            continue;
        };
        if let Some(caveat) = kind.caveat
            && let Some(value) = resource.properties.get(caveat.property)
        {
            match (caveat.impossible)(value) {
                Some((problem, help)) => out.error(path, problem).help(help),
                None => out.warning(path, caveat.message).help(caveat.help),
            };
        }
        let is_retained = matches!(resource.removal, Removal::Retain | Removal::RetainAlways);
        let has_form = !kind.retention.is_empty() || kind.protects_itself;
        if is_retained && !has_form {
            no_form(&format!("keeping {}", resource.kind.name), path, out);
        }
    }
    for output in &stack.outputs {
        output
            .value
            .walk(&mut |value| spelled(value, &output.path, out));
    }
}

/// Reports an attribute that its type has no row for.
fn spelled(value: &Value, path: &Path, out: &mut Diagnostics) {
    if let Value::Attribute(handle, attribute) = value
        && handle.kind().terraform(*attribute).is_none()
    {
        let what = format!("the attribute {attribute:?} of {}", handle.kind().name);
        no_form(&what, path, out);
    }
}

/// Reports what the catalog should have a row for.
pub(super) fn no_form(what: &str, path: &Path, out: &mut Diagnostics) {
    out.error(path, format!("{what} has no form in Terraform"))
        .help("this is a mistake of ecsgen: please report it; CloudFormation can be rendered");
}

/// The app's name is the default of a variable, and with it the name of some resources.
fn app_name(stack: &Stack, out: &mut Diagnostics) {
    let rule = interface::name_rule(stack);
    let name = &stack.app;
    let at = Path::of("name");
    if name.len() > rule.longest {
        out.error(&at, format!("`name` has {} characters", name.len()))
            .help(format!(
                "in Terraform the load balancer is called so, whose name has {} at most",
                rule.longest
            ));
    }
    // Behind `internal` too there may be a hyphen, and what tells load balancers apart.
    let is_reserved = format!("{name}-").starts_with(RESERVED);
    if rule.is_of_a_load_balancer && (name.ends_with('-') || is_reserved) {
        out.error(&at, format!("a load balancer cannot be called `{name}`"))
            .help(format!(
                "in Terraform it is called as the app: choose a name that is not `internal`, does not begin with `{RESERVED}`, and does not end with `-`"
            ));
    }
}

/// Parameters whose names are taken, or kept by Terraform ("Input Variables" in its language documentation).
fn variables(stack: &Stack, out: &mut Diagnostics) {
    const KEPT: [&str; 8] = [
        "source",
        "version",
        "providers",
        "count",
        "for_each",
        "lifecycle",
        "depends_on",
        "locals",
    ];
    let mut taken: IndexMap<String, &str> = IndexMap::new();
    for parameter in stack.asked() {
        let (id, name) = (&parameter.id, names::of_id(&parameter.id));
        let problem = if [NAME, REGION].contains(&name.as_str()) {
            Some("every configuration has one of that name".to_owned())
        } else if KEPT.contains(&name.as_str()) {
            Some("Terraform keeps that word for itself".to_owned())
        } else {
            taken
                .get(&name)
                .map(|other| format!("so does the parameter `{other}`"))
        };
        if let Some(problem) = problem {
            let message =
                format!("the parameter `{id}` becomes the variable `{name}`, and {problem}");
            out.error(&parameter.origin.path, message)
                .help("choose another name");
        }
        taken.insert(name, id.as_str());
    }
}

/// Looks at the blocks a stack has become: no two may have one address.
pub(super) fn of_blocks<'a>(
    stack: &Stack,
    blocks: impl Iterator<Item = &'a Block>,
    out: &mut Diagnostics,
) {
    let mut taken: IndexMap<(&str, String), ()> = IndexMap::new();
    // Those of variables have been looked at.
    for block in blocks.filter(|block| block.keyword != "variable") {
        let address = block.labels.join(".");
        if taken
            .insert((&block.keyword, address.clone()), ())
            .is_some()
        {
            let (_, name) = address.split_once('.').unwrap_or_default();
            let path = blamed(stack, name);
            out.error_at_key(
                &path,
                format!("two parts of the stack would be `{address}` in Terraform"),
            )
            .help("choose another name for one of the parts they belong to");
        }
    }
}

/// The part of the blueprint that the name of a resource comes from: the last whose resources are called so.
fn blamed(stack: &Stack, name: &str) -> Path {
    let is_called = |resource: &&crate::model::Resource| match &resource.kind.terraform {
        Terraform::Resource(kind) => names::of_resource(&resource.id, kind.noun) == name,
        Terraform::Part { .. } => false,
    };
    let resource = stack.resources().filter(is_called).last();
    resource.map_or_else(|| Path::of("services"), |r| r.origin.path.clone())
}

/// The text of a value, or a key of it, that Terraform would change.
fn changed_text(value: &Value) -> Option<&str> {
    match value {
        Value::Str(text) => (!is_normal(text)).then_some(text.as_ref()),
        Value::Map(map) => map.iter().map(|(key, _)| key).find(|key| !is_normal(key)),
        _ => None,
    }
}

/// Whether Terraform leaves a text as it is, alone and in a JSON document.
///
/// `jsonencode` has the document as one text, in which an accent can follow the last letter of an escape: `\n` or `\u003c`.
fn is_normal(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let json = serde_json::to_string(text).unwrap_or_default();
    let json = json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026");
    is_nfc(text) && is_nfc(&json)
}

/// "Types and Values" in Terraform's language documentation: strings are normalized.
fn would_change(text: &str, path: &Path, out: &mut Diagnostics) {
    const SHOWN: usize = 40;
    let shown: String = text.chars().take(SHOWN).collect();
    let end = if shown.len() < text.len() { "…" } else { "" };
    let message = format!(
        "Terraform would change the text `{}{end}`",
        shown.escape_debug()
    );
    out.error(path, message).help(
        "it keeps text in Unicode's form NFC: write an accented letter as one character, if there is one",
    );
}
