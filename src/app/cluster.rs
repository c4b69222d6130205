//! `[cluster]`.

use crate::blueprint::{Cluster, Insights};

/// What Container Insights collects.
pub(super) fn resolve(written: Option<&Cluster>) -> Insights {
    written
        .and_then(|cluster| cluster.insights)
        .unwrap_or(Insights::On)
}
