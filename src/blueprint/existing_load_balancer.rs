//! `[load_balancer.existing]`: a load balancer that is there already.

use super::decode::OneOf;
use super::load_balancer::{IpAddressType, ListenerProtocol, Scheme};
use super::parameter::Parameter;
use super::section::section;

section! {
    /// A load balancer that is there already, whose listener the services put their rules on.
    ///
    /// Every service behind it says which requests are its own: its listener has a default action that stays as it is. The numbers of
    /// rules follow from the app's name as well as from theirs. If one is another's nevertheless, the deploy fails, and a `priority`
    /// must be pinned. Another load balancer gets another name, as `[load_balancers.second.existing]`.
    pub struct ExistingLoadBalancer {
        /// ARN of the listener, or the parameter it comes from.
        listener: OneOf<String, Parameter> {
            default: "required",
            range: "the ARN of a listener of an Application Load Balancer",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule ListenerArn",
        }
        /// Security group of the load balancer, or the parameter it comes from. The tasks let in what comes from it; it must itself
        /// let out to them on their `port` and on that of their health checks.
        security_group: OneOf<String, Parameter> {
            default: "required",
            range: "`sg-` and 8 or 17 hexadecimal digits",
            aws: "AWS::EC2::SecurityGroupIngress SourceSecurityGroupId",
        }
        /// What the listener speaks. What is told of addresses takes it that it does so on 443 or 80.
        protocol: ListenerProtocol { default: "\"https\"" }
        /// Who can reach it: names of an internal one go into private domains.
        scheme: Scheme { default: "\"internet-facing\"" }
        /// By which addresses it is reached: which records its names get.
        ip: IpAddressType { default: "\"ipv4\"" }
        /// Its name in DNS, or the parameter that comes from: where the records of `hosts` point.
        dns_name: OneOf<String, Parameter> {
            default: "required if `hosts` are in a domain",
            range: "a domain name",
            aws: "AWS::Route53::RecordSet AliasTarget.DNSName",
        }
        /// Hosted zone of that name, or the parameter it comes from: the one of AWS that the load balancer tells, not that of a domain.
        hosted_zone_id: OneOf<String, Parameter> {
            default: "required if `hosts` get records in a domain",
            range: "the id of a hosted zone",
            aws: "AWS::Route53::RecordSet AliasTarget.HostedZoneId",
        }
        /// The end of its ARN, or the parameter that comes from: how CloudWatch calls it, whose count of `requests` scales services.
        full_name: OneOf<String, Parameter> {
            default: "taken from `listener`, where that is an ARN",
            range: "`app/`, its name, `/` and its id",
            aws: "AWS::ApplicationAutoScaling::ScalingPolicy TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel",
        }
    }
}
