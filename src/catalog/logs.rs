//! Amazon CloudWatch Logs.

use super::row::{get_att, reference, types};
use crate::model::Attribute::{Arn, Name};

types! {
    /// Where logs are kept.
    LOG_GROUP = "AWS::Logs::LogGroup", List, [reference(Name), get_att(Arn, "Arn")];
}
