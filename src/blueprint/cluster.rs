//! `[cluster]`: the ECS cluster.

use super::section::{choice, section};

section! {
    /// The ECS cluster the services run on, with the capacity providers `FARGATE` and `FARGATE_SPOT`.
    pub struct Cluster {
        /// What CloudWatch Container Insights collects. It is charged for by metric.
        insights: Insights {
            default: "\"on\"",
            aws: "AWS::ECS::Cluster ClusterSettings",
        }
    }
}

choice! {
    /// What CloudWatch Container Insights collects.
    pub enum Insights {
        /// nothing
        Off = "off",
        /// metrics by cluster and service
        On = "on",
        /// metrics down to task and container
        Enhanced = "enhanced",
    }
}
