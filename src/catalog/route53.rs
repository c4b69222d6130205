//! Amazon Route 53.

use super::row::types;

types! {
    /// A name and what it points to.
    RECORD_SET = "AWS::Route53::RecordSet", None, [];
}
