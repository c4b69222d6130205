//! A resource of a stack, and references to it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::kind::{Attribute, ResourceType};
use super::map::Map;
use super::value::Value;
use crate::diagnostic::Path;

/// The name of a part of a stack within it: letters and digits, 1 to 255.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogicalId {
    text: Arc<str>,
    is_chosen: bool,
}

impl LogicalId {
    /// An id that is made of words, each beginning with a capital, or with a digit if it comes first.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self {
            text: id.into(),
            is_chosen: false,
        }
    }

    /// An id that the user chose, however it is written.
    pub fn chosen(id: impl Into<Arc<str>>) -> Self {
        Self {
            text: id.into(),
            is_chosen: true,
        }
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is the user's own.
    pub fn is_chosen(&self) -> bool {
        self.is_chosen
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Where a part of a stack comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The place in the blueprint that caused it.
    pub path: Path,
    /// Why it exists, in a sentence without a full stop.
    pub why: Cow<'static, str>,
}

impl Origin {
    /// Says where a part comes from.
    pub fn new(path: Path, why: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path,
            why: why.into(),
        }
    }
}

/// What becomes of a resource when it leaves the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is deleted.
    Delete,
    /// It is deleted with its stack, but kept when another one takes its place: a later stack uses it until it is told of the
    /// other.
    KeepReplaced,
    /// It is kept, unless it was created by the very deployment that failed.
    Retain,
    /// It is kept even then: there is something in it at once, or it is protected, so that it could not be deleted.
    RetainAlways,
}

/// A resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its name in the stack.
    pub id: LogicalId,
    /// What it is.
    pub kind: &'static ResourceType,
    /// Its properties.
    pub properties: Map,
    /// What must exist before it, besides what its properties refer to.
    pub depends_on: Vec<LogicalId>,
    /// What becomes of it when it leaves the stack.
    pub removal: Removal,
    /// The region it is in, if that is not the region of everything else.
    pub region: Option<&'static str>,
    /// Why it is there.
    pub origin: Origin,
}

impl Resource {
    /// A resource that is deleted with its stack and waits for nothing but what its properties refer to.
    pub fn new(
        id: impl Into<Arc<str>>,
        kind: &'static ResourceType,
        origin: Origin,
        properties: Map,
    ) -> Self {
        Self {
            id: LogicalId::new(id),
            kind,
            properties,
            depends_on: Vec::new(),
            removal: Removal::Delete,
            region: None,
            origin,
        }
    }

    /// Shows every value in its properties, in order.
    pub fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a Value)) {
        self.properties
            .iter()
            .for_each(|(_, value)| value.walk(see));
    }

    /// Says what becomes of it.
    pub fn removed(mut self, removal: Removal) -> Self {
        self.removal = removal;
        self
    }

    /// Makes it wait for others.
    pub fn after<'a>(mut self, others: impl IntoIterator<Item = &'a Handle>) -> Self {
        self.depends_on
            .extend(others.into_iter().map(|other| other.id.clone()));
        self
    }

    /// Keeps it whatever becomes of the stack: what AWS puts into it at once is in the way of deleting it, or it is protected.
    pub fn kept_always(mut self) -> Self {
        self.removal = Removal::RetainAlways;
        self
    }

    /// Keeps it when it leaves the stack.
    pub fn retained(mut self) -> Self {
        self.removal = Removal::Retain;
        self
    }
}

/// A reference to a resource of the same stack. Only adding the resource to the stack gives one, so what it refers to exists.
#[derive(Clone)]
pub struct Handle {
    id: LogicalId,
    kind: &'static ResourceType,
}

impl Handle {
    /// A reference to a resource that is being added.
    pub(super) fn to(resource: &Resource) -> Self {
        Self {
            id: resource.id.clone(),
            kind: resource.kind,
        }
    }

    /// The resource's name in the stack.
    pub fn logical_id(&self) -> &LogicalId {
        &self.id
    }

    /// What the resource is.
    pub fn kind(&self) -> &'static ResourceType {
        self.kind
    }

    /// One of its attributes.
    pub fn get(&self, attribute: Attribute) -> Value {
        Value::Attribute(self.clone(), attribute)
    }

    /// Its id.
    pub fn id(&self) -> Value {
        self.get(Attribute::Id)
    }

    /// Its ARN.
    pub fn arn(&self) -> Value {
        self.get(Attribute::Arn)
    }

    /// Its name.
    pub fn name(&self) -> Value {
        self.get(Attribute::Name)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.id)
    }
}

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
