//! A place in the blueprint, as its author would name it: `services.web.port`.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A key of a table.
    Key(Cow<'static, str>),
    /// An item of a list, from 0.
    Index(usize),
}

/// A place in the blueprint. Cheap to clone and to extend: paths share their beginnings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Option<Arc<Step>>);

#[derive(Debug, PartialEq, Eq)]
struct Step {
    parent: Path,
    segment: Segment,
}

impl Path {
    /// The blueprint as a whole.
    pub fn root() -> Self {
        Self(None)
    }

    /// The path of a top-level key.
    pub fn of(key: impl Into<Cow<'static, str>>) -> Self {
        Self::root().key(key)
    }

    /// Whether this is the blueprint as a whole.
    pub fn is_root(&self) -> bool {
        self.0.is_none()
    }

    /// The path of a key in the table at this path.
    pub fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.step(Segment::Key(key.into()))
    }

    /// The path of an item in the list at this path.
    pub fn index(&self, index: usize) -> Self {
        self.step(Segment::Index(index))
    }

    /// The steps from the root to this place.
    pub fn segments(&self) -> Vec<&Segment> {
        let mut segments = Vec::new();
        let mut path = self;
        while let Some(step) = &path.0 {
            segments.push(&step.segment);
            path = &step.parent;
        }
        segments.reverse();
        segments
    }

    fn step(&self, segment: Segment) -> Self {
        Self(Some(Arc::new(Step {
            parent: self.clone(),
            segment,
        })))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.segments().into_iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) => {
                    if i > 0 {
                        f.write_str(".")?;
                    }
                    if is_bare_key(key) {
                        f.write_str(key)?;
                    } else {
                        write!(f, "{key:?}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether TOML lets a key stand without quotes.
fn is_bare_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_its_author_would_name_it() {
        let path = Path::of("services").key("web").key("hosts").index(1);
        assert_eq!(path.to_string(), "services.web.hosts[1]");
        assert_eq!(Path::of("tags").key("a b").to_string(), "tags.\"a b\"");
    }
}
