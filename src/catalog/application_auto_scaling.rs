//! Application Auto Scaling.

use super::row::{reference, types};
use crate::model::Attribute::Id;

types! {
    /// What is scaled: here, the number of tasks of a service.
    SCALABLE_TARGET = "AWS::ApplicationAutoScaling::ScalableTarget", List, [reference(Id)];
    /// When it is scaled.
    SCALING_POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy", None, [];
}
