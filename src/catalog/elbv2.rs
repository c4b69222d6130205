//! Elastic Load Balancing.

use super::row::{get_att, reference, types};
use crate::model::Attribute::{Arn, DnsName, FullName, HostedZoneId};

types! {
    /// A load balancer.
    LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer", List, [
        reference(Arn),
        get_att(DnsName, "DNSName"),
        get_att(HostedZoneId, "CanonicalHostedZoneID"),
        get_att(FullName, "LoadBalancerFullName"),
    ];
    /// Tasks that share the requests of a service.
    TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup", List, [
        reference(Arn),
        get_att(FullName, "TargetGroupFullName"),
    ];
    /// A port a load balancer listens on.
    LISTENER = "AWS::ElasticLoadBalancingV2::Listener", List, [reference(Arn)];
    /// Which requests go where.
    LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule", List, [reference(Arn)];
}
