//! AWS Certificate Manager.

use super::row::{reference, types};
use crate::model::Attribute::Arn;

types! {
    /// A TLS certificate.
    CERTIFICATE = "AWS::CertificateManager::Certificate", List, [reference(Arn)];
}
