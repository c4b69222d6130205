//! What everything that belongs to one service has in common: its place in the blueprint, and the beginning of its ids.

use super::id;
use crate::app::Service;
use crate::diagnostic::Path;

/// A service that is being lowered.
pub(super) struct Scope<'a> {
    pub(super) service: &'a Service,
    /// Its place in the blueprint.
    pub(super) at: Path,
    prefix: String,
}

impl<'a> Scope<'a> {
    pub(super) fn of(service: &'a Service) -> Self {
        Self {
            service,
            at: Path::of("services").key(service.name.clone()),
            prefix: id::of(&service.name, ""),
        }
    }

    /// The name of the service.
    pub(super) fn name(&self) -> String {
        self.service.name.clone()
    }

    /// The id of what `suffix` is to the service.
    pub(super) fn id(&self, suffix: &str) -> String {
        [self.prefix.as_str(), suffix].concat()
    }
}
