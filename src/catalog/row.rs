//! The short forms in which the rows of the catalog are written.

use crate::model::{Attribute, AttributeRow, CloudFormationAttribute};

/// An attribute that CloudFormation gives as `Ref`.
pub(super) const fn reference(attribute: Attribute) -> AttributeRow {
    AttributeRow {
        attribute,
        cloudformation: CloudFormationAttribute::Ref,
    }
}

/// An attribute that CloudFormation gives as `GetAtt`.
pub(super) const fn get_att(attribute: Attribute, name: &'static str) -> AttributeRow {
    AttributeRow {
        attribute,
        cloudformation: CloudFormationAttribute::GetAtt(name),
    }
}

/// Declares the types of an AWS service: `CONSTANT = "AWS::…", tagging, [attributes]`.
macro_rules! types {
    ($(
        $(#[doc = $doc:literal])+
        $constant:ident = $name:literal, $tagging:ident, [$($attribute:expr),* $(,)?];
    )+) => {
        $(
            $(#[doc = $doc])+
            pub static $constant: $crate::model::ResourceType = $crate::model::ResourceType {
                name: $name,
                attributes: &[$($attribute),*],
                tagging: $crate::model::Tagging::$tagging,
            };
        )+

        /// Every type of the service that ecsgen emits.
        pub static TYPES: &[&$crate::model::ResourceType] = &[$(&$constant),+];
    };
}
pub(super) use types;
