//! What waits for what: nothing may wait for itself, or no target could say where to begin.

use indexmap::{IndexMap, IndexSet};

use crate::diagnostic::{Diagnostics, listed};
use crate::model::{Resource, Stack, Value};

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    let waits: IndexMap<&str, (&Resource, IndexSet<&str>)> = stack
        .resources()
        .map(|resource| (resource.id.as_str(), (resource, waits_for(resource))))
        .collect();
    // What waits for nothing can be made, and then what waits for nothing else; what is never reached is in a cycle or behind one.
    let mut made: IndexSet<&str> = IndexSet::with_capacity(waits.len());
    loop {
        let before = made.len();
        for (id, (_, others)) in &waits {
            // A reference to what is not there is none of this check's business.
            let is_ready = |other: &&str| made.contains(other) || !waits.contains_key(other);
            if !made.contains(id) && others.iter().all(is_ready) {
                made.insert(id);
            }
        }
        if made.len() == before {
            break;
        }
    }
    let mut stuck = waits.iter().filter(|(id, _)| !made.contains(*id));
    if let Some((first, (resource, _))) = stuck.next() {
        let all = std::iter::once(first).chain(stuck.map(|(id, _)| id));
        let message = format!("{} wait for each other", listed(all, "and"));
        out.error(&resource.origin.path, message)
            .help("this is a mistake of ecsgen: please report it, with the blueprint");
    }
}

fn waits_for(resource: &Resource) -> IndexSet<&str> {
    let mut others: IndexSet<&str> = resource.depends_on.iter().map(|id| id.as_str()).collect();
    resource.walk(&mut |value| {
        if let Value::Attribute(handle, _) = value {
            others.insert(handle.logical_id().as_str());
        }
    });
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::ec2;
    use crate::diagnostic::Path;
    use crate::model::{Map, Origin};

    #[test]
    fn nothing_waits_for_itself() {
        let resource = |id: &str| {
            let origin = Origin::new(Path::root(), "a test");
            Resource::new(id, &ec2::VPC, origin, Map::new())
        };
        let mut stack = Stack::new("a", "a");
        let a = stack.add(resource("A"));
        let b = stack.add(resource("B").after([&a]));
        let mut out = Diagnostics::new();
        check(&stack, &mut out);
        assert!(!out.has_errors());
        stack.wait(&a, &b);
        check(&stack, &mut out);
        let message = out.iter().next().map(|it| it.message.clone());
        assert_eq!(message.as_deref(), Some("`A` and `B` wait for each other"));
    }
}
