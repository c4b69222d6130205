//! `access_logs` and its like: what a load balancer writes to a bucket.

use super::decode::OneOf;
use super::parameter::Parameter;
use super::section::section;

section! {
    /// Where logs of a load balancer go. Amazon S3 charges for keeping them; delivering them is free.
    ///
    /// Without a `bucket` that is the stack's own: private, encrypted, with a folder for every kind of logs. It is kept when the
    /// stack is deleted: see "Buckets of logs" in `docs/network.md`.
    pub struct LoadBalancerLogs {
        /// A bucket that is there, in the stack's region and encrypted with SSE-S3: its name, or the parameter it comes from. It needs a
        /// policy that lets Elastic Load Balancing write to it, or the deploy fails; `docs/network.md` has the policy.
        bucket: OneOf<String, Parameter> {
            default: "a new bucket for all logs of the app",
            range: "3 to 63 lower-case letters, digits, hyphens and dots",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Folder in that `bucket`.
        prefix: String {
            default: "none",
            range: "1 to 255 letters, digits and `! - _ . * ' ( ) /`, with no `/` at the ends and without `AWSLogs`",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// How long the stack's own bucket keeps them.
        retention: String {
            default: "\"90d\"",
            range: "1 to 3,653 whole days",
            aws: "AWS::S3::Bucket LifecycleConfiguration",
        }
    }
}
