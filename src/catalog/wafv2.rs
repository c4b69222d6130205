//! AWS WAF.

use super::row::{get_att, types};
use crate::model::Attribute::Arn;

types! {
    /// Rules about which requests come through.
    WEB_ACL = "AWS::WAFv2::WebACL", List, [get_att(Arn, "Arn")];
    /// What a web ACL guards.
    WEB_ACL_ASSOCIATION = "AWS::WAFv2::WebACLAssociation", None, [];
    /// Where a web ACL writes what it saw.
    LOGGING_CONFIGURATION = "AWS::WAFv2::LoggingConfiguration", None, [];
}
