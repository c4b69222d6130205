//! AWS Identity and Access Management.

use super::row::{get_att, reference, types};
use crate::model::Attribute::{Arn, Name};

types! {
    /// What someone may do in AWS.
    ROLE = "AWS::IAM::Role", List, [reference(Name), get_att(Arn, "Arn")];
}
