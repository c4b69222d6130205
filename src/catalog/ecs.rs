//! Amazon Elastic Container Service.

use super::row::{get_att, reference, types};
use crate::model::Attribute::{Arn, Name};

types! {
    /// Where services run.
    CLUSTER = "AWS::ECS::Cluster", List, [reference(Name), get_att(Arn, "Arn")];
    /// What capacity a cluster has.
    CLUSTER_CAPACITY_PROVIDER_ASSOCIATIONS = "AWS::ECS::ClusterCapacityProviderAssociations", None, [];
    /// What a task is made of.
    TASK_DEFINITION = "AWS::ECS::TaskDefinition", List, [reference(Arn)];
    /// Tasks that are kept running.
    SERVICE = "AWS::ECS::Service", List, [reference(Arn), get_att(Name, "Name")];
}
