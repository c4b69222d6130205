//! Properties, in the order they were set.

use std::borrow::Cow;

use super::value::Value;

/// A key of a [`Map`]: mostly the literal name of a property.
pub type Key = Cow<'static, str>;

/// Properties, in the order they were set, which does not make two maps differ. They are few, so a list serves best.
#[derive(Clone, Debug, Default)]
pub struct Map(Vec<(Key, Value)>);

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Map {
    /// No properties yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// No properties yet, but room for so many.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// Sets a property, replacing what it was.
    pub fn set(&mut self, key: impl Into<Key>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(k, _)| *k == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// Sets a property that is not set yet.
    pub(crate) fn push(&mut self, key: &'static str, value: impl Into<Value>) {
        debug_assert!(self.get(key).is_none(), "{key} is set twice");
        self.0.push((Key::Borrowed(key), value.into()));
    }

    /// A property.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// All properties, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(k, v)| (k.as_ref(), v))
    }

    /// How many properties there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Key, Value)> for Map {
    fn from_iter<T: IntoIterator<Item = (Key, Value)>>(entries: T) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.set(key, value);
        }
        map
    }
}

/// Properties, in the order they are written. After `?:` stands an `Option`: `None` sets nothing.
macro_rules! props {
    (@into $map:ident) => {};
    (@into $map:ident $key:literal ?: $value:expr $(, $($rest:tt)*)?) => {
        if let Some(value) = $value {
            $map.push($key, value);
        }
        $($crate::model::props!(@into $map $($rest)*);)?
    };
    (@into $map:ident $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $map.push($key, $value);
        $($crate::model::props!(@into $map $($rest)*);)?
    };
    (@count) => { 0 };
    (@count $key:literal ?: $value:expr $(, $($rest:tt)*)?) => {
        1 $(+ $crate::model::props!(@count $($rest)*))?
    };
    (@count $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        1 $(+ $crate::model::props!(@count $($rest)*))?
    };
    ($($properties:tt)*) => {{
        let mut map = $crate::model::Map::with_capacity(
            $crate::model::props!(@count $($properties)*)
        );
        $crate::model::props!(@into map $($properties)*);
        map
    }};
}
pub(crate) use props;
