//! The last look at a stack before it is rendered.
//!
//! [`stacks`] finds what the blueprint caused but no single part of it could show: names that collide, limits of AWS. It also
//! holds every resource against AWS's own schema, so that a mistake of ecsgen is reported here and not by AWS. [`template`] knows
//! the limits of CloudFormation, which are no concern of other targets.

mod cycles;
mod group_rules;
mod identity;
mod limits;
mod priorities;
mod quotas;
mod schema;
mod sizes;

pub use limits::template;
pub use schema::{Violation, violations};

use crate::diagnostic::Diagnostics;
use crate::model::{Stack, Stacks};

/// A look at one thing.
type Check = fn(&Stack, &mut Diagnostics);

/// Every look, in order.
const CHECKS: [Check; 7] = [
    identity::check,
    cycles::check,
    schema::check,
    priorities::check,
    sizes::check,
    quotas::check,
    group_rules::check,
];

/// Looks at everything in every stack.
pub fn stacks(stacks: &Stacks, out: &mut Diagnostics) {
    stacks.iter().for_each(|one| stack(one, out));
}

/// Looks at everything in a stack.
pub fn stack(stack: &Stack, out: &mut Diagnostics) {
    for check in CHECKS {
        check(stack, out);
    }
}
