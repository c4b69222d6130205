//! `permissions`: what a container may do in AWS.

use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// A statement of a task role.
#[derive(Clone, Debug)]
pub struct Permission {
    /// Actions.
    pub actions: Vec<String>,
    /// ARNs of resources, or `*`.
    pub resources: Vec<String>,
}

/// Resolves `permissions`.
pub(super) fn resolve(
    written: Option<&Vec<blueprint::Permission>>,
    service: &Path,
    out: &mut Diagnostics,
) -> Vec<Permission> {
    let at = service.key("permissions");
    let statements = written.into_iter().flatten().enumerate();
    statements
        .map(|(i, statement)| {
            let at = at.index(i);
            let actions = items(
                &statement.actions,
                "actions",
                "actions = [\"s3:GetObject\"]",
                &at,
                out,
            );
            for (i, action) in actions.iter().enumerate() {
                check_action(action, &at.key("actions").index(i), out);
            }
            let resources = items(
                &statement.resources,
                "resources",
                "resources = [\"arn:aws:s3:::my-bucket/*\"]",
                &at,
                out,
            );
            for (i, resource) in resources.iter().enumerate() {
                check_resource(resource, &at.key("resources").index(i), out);
            }
            Permission { actions, resources }
        })
        .collect()
}

fn items(
    written: &Option<Vec<String>>,
    key: &'static str,
    example: &str,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<String> {
    match written {
        Some(items) if !items.is_empty() => items.clone(),
        Some(_) => {
            out.error(&at.key(key), format!("`{key}` is empty"))
                .help(format!("write `{example}`"));
            Vec::new()
        }
        None => {
            out.missing(at, key, example);
            Vec::new()
        }
    }
}

/// IAM user guide, "IAM JSON policy elements: Action".
fn check_action(action: &str, at: &Path, out: &mut Diagnostics) {
    let well_formed = action.split_once(':').is_some_and(|(service, name)| {
        !service.is_empty()
            && !name.is_empty()
            && service
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'*')
    });
    if !well_formed {
        out.error(at, format!("`{}` is not an action", action.escape_debug()))
            .help("write a service and an action, as `\"s3:GetObject\"`");
    } else if action.ends_with(":*") {
        out.warning(
            at,
            format!("`{action}` allows everything the service can do"),
        )
        .help("name the actions the container needs");
    }
}

fn check_resource(resource: &str, at: &Path, out: &mut Diagnostics) {
    if resource == "*" {
        out.warning(at, "the statement holds for every resource of the account")
            .help("name the ARNs the container needs");
        return;
    }
    let is_arn = resource.starts_with("arn:")
        && resource.matches(':').count() >= 5
        && resource.bytes().all(|b| b.is_ascii_graphic());
    if !is_arn {
        out.error(at, format!("`{}` is not an ARN", resource.escape_debug()))
            .help("write an ARN, as `\"arn:aws:s3:::my-bucket/*\"`");
    }
}
