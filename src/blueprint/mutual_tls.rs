//! `mutual_tls`: callers that show a certificate of their own.

use indexmap::IndexMap;

use super::decode::OneOf;
use super::parameter::Parameter;
use super::section::{choice, section};

section! {
    /// Who may call an HTTPS load balancer is said by certificates: each caller shows one. Services learn whose it is from headers,
    /// which begin with `X-Amzn-Mtls-`.
    pub struct MutualTls {
        /// What the load balancer does with the certificate of a caller. With `"verify"` it takes `ca_certificates` or `trust_store`.
        mode: MutualTlsMode {
            default: "\"verify\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener MutualAuthentication.Mode",
        }
        /// The authorities whose certificates are trusted: a file of certificates in PEM, of which a new trust store is made. It must be
        /// there before the deploy, and whoever deploys must be allowed to read it.
        ca_certificates: S3Object {
            default: "those of the `trust_store`",
            aws: "AWS::ElasticLoadBalancingV2::TrustStore CaCertificatesBundleS3Bucket",
        }
        /// An existing trust store, instead of `ca_certificates`: its ARN, or the parameter it comes from.
        trust_store: OneOf<String, Parameter> {
            default: "a new one with the `ca_certificates`",
            range: "the ARN of a trust store in the stack's region",
            aws: "AWS::ElasticLoadBalancingV2::Listener MutualAuthentication.TrustStoreArn",
        }
        /// Certificates that were withdrawn, by a name for each list: files in PEM or DER, as their authority publishes them. They are
        /// of the new trust store.
        revocation_lists: IndexMap<String, S3Object> {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::TrustStoreRevocation RevocationContents",
        }
        /// Whether certificates are trusted that are out of date.
        ignore_client_certificate_expiry: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::Listener MutualAuthentication.IgnoreClientCertificateExpiry",
        }
        /// Whether callers are told the names of the trusted authorities, so that those with several certificates know which to show.
        advertise_trust_store_ca_names: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::Listener MutualAuthentication.AdvertiseTrustStoreCaNames",
        }
    }
}

choice! {
    /// What a load balancer does with the certificates of callers.
    pub enum MutualTlsMode {
        /// callers without a certificate of a trusted authority are turned away
        Verify = "verify",
        /// everybody is let in, and the service must look at what was shown, in the header `X-Amzn-Mtls-Clientcert`
        Passthrough = "passthrough",
    }
}

section! {
    /// A file in Amazon S3.
    pub struct S3Object {
        /// The bucket, in the stack's region: its name, or the parameter it comes from.
        bucket: OneOf<String, Parameter> {
            default: "required",
            range: "3 to 63 lower-case letters, digits, hyphens and dots",
        }
        /// The file in it.
        key: String {
            default: "required",
            range: "1 to 1,024 bytes",
        }
        /// A version of the file, or the parameter it comes from. A new file under the same key is noticed only if this changes.
        version: OneOf<String, Parameter> {
            default: "the newest, when it is first read",
            range: "1 to 1,024 characters without spaces",
        }
    }
}
