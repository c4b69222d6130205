//! `[domain]`: the names the app answers to.

use super::section::{choice, section};

section! {
    /// An existing Route 53 hosted zone. The names in it that services list as `hosts` get a certificate and alias records.
    pub struct Domain {
        /// Domain name of the hosted zone.
        zone: String {
            default: "required",
            range: "a domain name",
            aws: "AWS::CertificateManager::Certificate DomainValidationOptions",
        }
        /// Id of the hosted zone. Left out, it is a parameter of the stack, `HostedZoneId`.
        zone_id: String {
            default: "stack parameter `HostedZoneId`",
            range: "`Z` and up to 31 capital letters and digits",
            aws: "AWS::Route53::RecordSet HostedZoneId",
        }
        /// How Route 53 chooses between stacks that answer to the same name.
        routing: Routing {
            default: "\"simple\"",
            aws: "AWS::Route53::RecordSet Region; AWS::Route53::RecordSet SetIdentifier",
        }
        /// Whether a name stops pointing to a load balancer when one of its services has no healthy task.
        evaluate_target_health: bool {
            default: "true",
            aws: "AWS::Route53::RecordSet AliasTarget.EvaluateTargetHealth",
        }
    }
}

choice! {
    /// How Route 53 chooses between stacks that answer to the same name.
    pub enum Routing {
        /// one stack answers
        Simple = "simple",
        /// the stack in the region nearest to the caller answers; deploy the same template in every region
        Latency = "latency",
    }
}
