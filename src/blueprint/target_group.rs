//! How the load balancer chooses among the tasks of a service.

use super::section::{choice, section};

choice! {
    /// How the load balancer chooses the task for a request.
    pub enum Algorithm {
        /// each in turn
        RoundRobin = "round-robin",
        /// the one with the fewest requests in progress
        LeastOutstandingRequests = "least-outstanding-requests",
        /// at random
        WeightedRandom = "weighted-random",
    }
}

section! {
    /// Keeps each caller on one task, by a cookie that the container sets.
    pub struct Stickiness {
        /// Name of the container's cookie.
        cookie: String {
            default: "required",
            range: "1 to 128 characters of a cookie's name; not `AWSALB`, `AWSALBAPP` and `AWSALBTG`",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// How long.
        duration: String {
            default: "\"1d\"",
            range: "1 s to 7 days",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
    }
}

section! {
    /// How few healthy tasks there may be in an availability zone before the load balancer does something about it.
    pub struct TargetGroupHealth {
        /// When the zone's address is taken out of DNS. Not less than `unhealthy_state_routing`.
        dns_failover: HealthyTargets {
            default: "with no healthy task",
        }
        /// When requests go to all tasks, the unhealthy ones too.
        unhealthy_state_routing: HealthyTargets {
            default: "with no healthy task",
        }
    }
}

section! {
    /// The fewest healthy tasks that are enough, in numbers, in percent or both.
    pub struct HealthyTargets {
        /// In numbers.
        count: i64 {
            default: "1",
            range: "1 to 1,000",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// In percent.
        percentage: i64 {
            default: "none",
            range: "1 to 100",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
    }
}
