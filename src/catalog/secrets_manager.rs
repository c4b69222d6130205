//! AWS Secrets Manager.

use super::row::{reference, types};
use crate::model::Attribute::Arn;

types! {
    /// A secret value.
    SECRET = "AWS::SecretsManager::Secret", List, [reference(Arn)];
}
