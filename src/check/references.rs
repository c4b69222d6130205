//! References: every resource and parameter that is named is there, and has the attribute that is asked for.
//!
//! Nothing a blueprint says can break these; they are here so that a mistake in lowering cannot leave the house.

use indexmap::IndexSet;

use crate::diagnostic::{Diagnostics, Path};
use crate::model::{Map, Stack, Value};

pub(super) fn check(stack: &Stack, out: &mut Diagnostics) {
    let known: IndexSet<&str> = stack.resources().map(|r| r.id.as_str()).collect();
    let parameters: IndexSet<&str> = stack.parameters.iter().map(|p| p.id.as_str()).collect();
    let mut checker = Checker {
        known: &known,
        parameters: &parameters,
        out,
    };
    for resource in stack.resources() {
        checker.map(&resource.properties, &resource.origin.path);
        for id in &resource.depends_on {
            checker.exists(id.as_str(), &resource.origin.path);
        }
    }
    for output in &stack.outputs {
        checker.value(&output.value, &output.path);
    }
}

struct Checker<'a> {
    known: &'a IndexSet<&'a str>,
    parameters: &'a IndexSet<&'a str>,
    out: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn map(&mut self, map: &Map, at: &Path) {
        for (_, value) in map.iter() {
            self.value(value, at);
        }
    }

    fn value(&mut self, value: &Value, at: &Path) {
        match value {
            Value::Bool(_) | Value::Int(_) | Value::Str(_) => {}
            Value::Pseudo(_) | Value::AvailabilityZone(_) => {}
            Value::Map(map) => self.map(map, at),
            Value::List(values) | Value::Concat(values) | Value::Join(_, values) => {
                for value in values {
                    self.value(value, at);
                }
            }
            Value::Attribute(handle, attribute) => {
                self.exists(handle.id.as_str(), at);
                if handle.kind.cloudformation(*attribute).is_none() {
                    let name = handle.kind.name;
                    self.mistake(at, format!("`{name}` has no attribute {attribute:?}"));
                }
            }
            Value::Parameter(id) => self.is_parameter(id.as_str(), at),
            Value::IfGiven {
                parameter,
                given,
                empty,
            } => {
                self.is_parameter(parameter.as_str(), at);
                self.value(given, at);
                self.value(empty, at);
            }
        }
    }

    fn exists(&mut self, id: &str, at: &Path) {
        if !self.known.contains(id) {
            self.mistake(at, format!("the stack has no resource `{id}`"));
        }
    }

    fn is_parameter(&mut self, id: &str, at: &Path) {
        if !self.parameters.contains(id) {
            self.mistake(at, format!("the stack has no parameter `{id}`"));
        }
    }

    fn mistake(&mut self, at: &Path, message: String) {
        self.out.error(at, message).help(super::schema::OUR_MISTAKE);
    }
}
