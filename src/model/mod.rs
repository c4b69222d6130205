//! The intermediate resource model: stacks of resources, in CloudFormation's vocabulary but with target-neutral references.
//!
//! Types and properties are named as in AWS's resource schemas, so that they can be checked against them. A reference is an
//! attribute of a resource, never a `Ref` or a `GetAtt`; composed text is a `Concat`, never a `Sub`. How a target spells these is
//! the renderer's business.

mod kind;
mod map;
mod output;
mod parameter;
mod resource;
mod stack;
mod stacks;
mod terraform;
mod value;

pub use kind::{
    Attribute, AttributeRow, CloudFormationAttribute, ResourceType, Tagging, TerraformAttribute,
};
pub(crate) use map::props;
pub use map::{Key, Map};
pub use output::Output;
pub use parameter::{Parameter, ParameterHandle, ParameterType};
pub use resource::{Handle, LogicalId, Origin, Removal, Resource};
pub use stack::{Section, Stack};
pub use stacks::{Handover, Import, Source, Stacks};
pub use terraform::{
    Always, Apart, Argument, ArgumentRow, Backend, Caveat, Companion, Companions, Constant,
    JsonKeys, LeftAlone, NameRule, Naming, Postcondition, Provider, ProviderSettings, REGION,
    S3Backend, Terraform, TerraformResource, TerraformSettings, Variant,
};
pub use value::{IfGiven, Pseudo, SecretString, Value};
