//! `[domain]`: the names the app answers to.

use super::decode::OneOf;
use super::parameter::Parameter;
use super::section::{choice, section};

section! {
    /// A Route 53 hosted zone. The names in it that services list as `hosts` get alias records, and a certificate.
    ///
    /// Of several, a name belongs to the one with the longest `zone` that it is in. Where a public and a private one have the same
    /// `zone`, names of internal load balancers are put into the private one, and all others into both: what is in the VPC asks
    /// only the private one.
    pub struct Domain {
        /// Domain name of the hosted zone.
        zone: String {
            default: "required",
            range: "a domain name",
            aws: "AWS::CertificateManager::Certificate DomainValidationOptions; AWS::Route53::HostedZone Name",
        }
        /// Id of the hosted zone, which exists already. Left out, it is a parameter of the stack.
        zone_id: OneOf<String, Parameter> {
            default: "stack parameter `HostedZoneId`; `PartnerHostedZoneId` for `[domains.partner]`",
            range: "`Z` and up to 31 capital letters and digits",
            aws: "AWS::Route53::RecordSet HostedZoneId",
        }
        /// Have the stack create the hosted zone. A public one is kept when the stack is deleted; its name servers are an output,
        /// and have to be entered where the domain above it is kept, or where it is registered. Until they are, no certificate
        /// for a name in it is issued, and the deploy waits. Where the domain above it is one of the blueprint, the stack does it.
        create: bool {
            default: "false",
            aws: "AWS::Route53::HostedZone HostedZoneConfig",
        }
        /// Whether only the VPC finds the names. A certificate for them is validated through the longest public domain of the
        /// blueprint that they are in, or given.
        private: bool {
            default: "false",
            aws: "AWS::Route53::HostedZone VPCs",
        }
        /// Whether the stack writes records into the zone. `false` if it may not, as for a zone of another account or provider:
        /// then outputs say where the names must point, and the deploy waits until somebody has created the records that prove
        /// them.
        records: bool {
            default: "true",
            aws: "AWS::Route53::RecordSet Name",
        }
        /// Log group that Route 53 writes every query for a name in the new zone into. It must be there, in us-east-1, and let
        /// Route 53 write into it.
        query_log: String {
            default: "none",
            range: "the ARN of a log group in us-east-1",
            aws: "AWS::Route53::HostedZone QueryLoggingConfig.CloudWatchLogsLogGroupArn",
        }
        /// How Route 53 chooses between stacks that answer to the same name. All of them must choose in the same way. A word, or a
        /// table that says this stack's part in it.
        routing: OneOf<Routing, RoutingPolicy> {
            default: "\"simple\"",
            aws: "AWS::Route53::RecordSet Region; AWS::Route53::RecordSet SetIdentifier",
        }
        /// Whether a name stops pointing to a load balancer when one of its services has no healthy task.
        evaluate_target_health: bool {
            default: "true",
            aws: "AWS::Route53::RecordSet AliasTarget.EvaluateTargetHealth",
        }
        /// Have Route 53 call the load balancer from all over the world, and take its names away from it while it does not answer,
        /// for stacks that share a name. `true`, or how. It is charged for, and its calls are requests to the first service with a
        /// name in the zone.
        health_check: OneOf<bool, NameHealthCheck> {
            default: "false",
            aws: "AWS::Route53::RecordSet HealthCheckId",
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
        /// each stack gets its share, by the parameter `RecordWeight`, 0 to 255
        Weighted = "weighted",
        /// one stack answers while it is healthy, and else the other: by the parameter `FailoverRole`, `PRIMARY` or `SECONDARY`
        Failover = "failover",
    }
}

section! {
    /// What part this stack has in the choice between stacks that answer to the same name: one of these. Route 53 has no multivalue
    /// answers for load balancers.
    pub struct RoutingPolicy {
        /// Its share of the callers is this of the sum of all weights. With 0 it gets none, unless all have 0.
        weighted: i64 {
            default: "none",
            range: "0 to 255",
            aws: "AWS::Route53::RecordSet Weight",
        }
        /// Whether it answers first, or when the first is not healthy.
        failover: FailoverRole {
            default: "none",
            aws: "AWS::Route53::RecordSet Failover",
        }
        /// Where the callers are that it answers to. Some stack should have `*`: callers from anywhere else.
        geolocation: Vec<String> {
            default: "none",
            range: "continents (`africa`, `antarctica`, `asia`, `europe`, `north-america`, `oceania`, `south-america`), countries (`DE`), states of the US (`US-CA`), and `*`",
            aws: "AWS::Route53::RecordSet GeoLocation",
        }
    }
}

choice! {
    /// When a stack answers to its names.
    pub enum FailoverRole {
        /// as long as it is healthy
        Primary = "primary",
        /// when the primary is not healthy
        Secondary = "secondary",
    }
}

section! {
    /// How Route 53 checks a load balancer.
    pub struct NameHealthCheck {
        /// What it asks for. Any answer from 200 to 399 will do.
        path: String {
            default: "\"/\"",
            range: "begins with `/`; at most 128 printable ASCII characters, without `*`, `?` and `\"`",
            aws: "AWS::Route53::HealthCheck HealthCheckConfig.ResourcePath",
        }
        /// Time between the calls of one of its checkers, of which there are many. The short one costs more, and cannot be changed
        /// in place.
        interval: CheckInterval {
            default: "\"30s\"",
            aws: "AWS::Route53::HealthCheck HealthCheckConfig.RequestInterval",
        }
        /// Calls in a row that fail, or succeed, before it believes it.
        failure_threshold: i64 {
            default: "3",
            range: "1 to 10",
            aws: "AWS::Route53::HealthCheck HealthCheckConfig.FailureThreshold",
        }
    }
}

choice! {
    /// Time between two calls of a checker of Route 53.
    pub enum CheckInterval {
        /// half a minute
        Standard = "30s",
        /// ten seconds
        Fast = "10s",
    }
}
