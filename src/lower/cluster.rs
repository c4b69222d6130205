//! The ECS cluster and its capacity.

use crate::app::{App, Insights};
use crate::catalog::ecs;
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, Resource, Stack, props};

/// What other parts need of the cluster.
pub(super) struct Cluster {
    pub(super) cluster: Handle,
    /// Without this association the cluster has no capacity; with it gone, no service can be deleted.
    pub(super) capacity: Handle,
}

pub(super) fn lower(app: &App, stack: &mut Stack) -> Cluster {
    let at = Path::of("cluster");
    stack.section("Cluster: where the services run");
    let insights = match app.insights {
        Insights::Off => "disabled",
        Insights::On => "enabled",
        Insights::Enhanced => "enhanced",
    };
    let cluster = stack.add(Resource::new(
        "Cluster",
        &ecs::CLUSTER,
        Origin::new(
            at.clone(),
            "the cluster, and what Container Insights collects of it",
        ),
        props! {
            "ClusterSettings": [props! { "Name": "containerInsights", "Value": insights }],
        },
    ));
    let capacity = stack.add(Resource::new(
        "ClusterCapacity",
        &ecs::CLUSTER_CAPACITY_PROVIDER_ASSOCIATIONS,
        Origin::new(
            at,
            "the services run on Fargate; Fargate Spot is there for what may be interrupted",
        ),
        props! {
            "Cluster": cluster.name(),
            "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
            "DefaultCapacityProviderStrategy": [strategy()],
        },
    ));
    Cluster { cluster, capacity }
}

/// All tasks on Fargate.
pub(super) fn strategy() -> Map {
    props! { "CapacityProvider": "FARGATE", "Weight": 1 }
}
