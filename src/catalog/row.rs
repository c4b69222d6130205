//! The short forms in which the rows of the catalog are written.

use crate::model::{
    Attribute, AttributeRow, CloudFormationAttribute, Terraform, TerraformAttribute,
    TerraformResource,
};

/// An attribute that CloudFormation gives as `Ref`.
pub(super) const fn reference(attribute: Attribute, terraform: TerraformAttribute) -> AttributeRow {
    AttributeRow {
        attribute,
        cloudformation: CloudFormationAttribute::Ref,
        terraform,
    }
}

/// An attribute that CloudFormation gives as `GetAtt`.
pub(super) const fn get_att(
    attribute: Attribute,
    name: &'static str,
    terraform: TerraformAttribute,
) -> AttributeRow {
    AttributeRow {
        attribute,
        cloudformation: CloudFormationAttribute::GetAtt(name),
        terraform,
    }
}

/// An attribute that CloudFormation gives as the first of a list.
pub(super) const fn first(
    attribute: Attribute,
    name: &'static str,
    terraform: TerraformAttribute,
) -> AttributeRow {
    AttributeRow {
        attribute,
        cloudformation: CloudFormationAttribute::First(name),
        terraform,
    }
}

/// A type that is a resource in Terraform too.
pub(super) const fn resource(resource: TerraformResource) -> Terraform {
    Terraform::Resource(resource)
}

/// Declares the types of an AWS service: `CONSTANT = "AWS::…", tagging, [attributes], what it is in Terraform`.
macro_rules! types {
    ($(
        $(#[doc = $doc:literal])+
        $constant:ident = $name:literal, $tagging:ident, [$($attribute:expr),* $(,)?], $terraform:expr;
    )+) => {
        $(
            $(#[doc = $doc])+
            pub static $constant: $crate::model::ResourceType = $crate::model::ResourceType {
                name: $name,
                attributes: &[$($attribute),*],
                tagging: $crate::model::Tagging::$tagging,
                terraform: $terraform,
            };
        )+

        /// Every type of the service that ecsgen emits.
        pub static TYPES: &[&$crate::model::ResourceType] = &[$(&$constant),+];
    };
}
pub(super) use types;
