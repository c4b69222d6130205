//! What is decided at a deploy.

use super::resource::{LogicalId, Origin};

/// A parameter of a stack.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub id: LogicalId,
    /// What it takes.
    pub kind: ParameterType,
    /// What it is for.
    pub description: String,
    /// Its value if none is given; without one, it must be given.
    pub default: Option<&'static str>,
    /// The regular expression its value must match, and what to say if it does not.
    pub pattern: Option<(&'static str, &'static str)>,
    /// Why it is there.
    pub origin: Origin,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// Text.
    String,
    /// The id of a hosted zone of the account.
    HostedZoneId,
    /// The id of a security group of the account.
    SecurityGroupId,
    /// The id of a VPC of the account and region.
    VpcId,
    /// The ids of subnets of the account and region.
    SubnetIds,
    /// A whole number.
    Number {
        /// The least it can be.
        least: i64,
        /// The most it can be.
        most: i64,
    },
}

/// A reference to a parameter of the same stack. Only adding the parameter to the stack gives one.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterHandle(LogicalId);

impl ParameterHandle {
    pub(super) fn to(parameter: &Parameter) -> Self {
        Self(parameter.id.clone())
    }

    /// The parameter's name in the stack.
    pub fn logical_id(&self) -> &LogicalId {
        &self.0
    }
}
