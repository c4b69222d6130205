//! `health_check` and `container_health_check`: how a task is found to be well.

use super::decode::OneOf;
use super::section::section;

section! {
    /// The load balancer's health check.
    ///
    /// The short form, a string, is its `path`.
    pub struct HealthCheck {
        /// Path of the request.
        path: String {
            default: "\"/\"; for gRPC \"/AWS.ALB/healthcheck\"",
            range: "begins with `/`, at most 1,024 characters",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckPath",
        }
        /// Port of the request.
        port: i64 {
            default: "the service's `port`",
            range: "1 to 65535",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckPort",
        }
        /// Status codes of a healthy answer: HTTP codes, or gRPC codes for a gRPC service.
        codes: String {
            default: "\"200\"; for gRPC \"12\", as a server answers to a method it does not have",
            range: "codes and ranges, `200,301` or `200-299`: HTTP 200 to 499, gRPC 0 to 99",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup Matcher",
        }
        /// Time between two requests.
        interval: String {
            default: "\"15s\"",
            range: "5 s to 300 s, more than `timeout`",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckIntervalSeconds",
        }
        /// How long an answer may take.
        timeout: String {
            default: "\"5s\"",
            range: "2 s to 120 s",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckTimeoutSeconds",
        }
        /// Good answers in a row that make a task healthy.
        healthy_threshold: i64 {
            default: "2",
            range: "2 to 10",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup HealthyThresholdCount",
        }
        /// Bad answers in a row that make a task unhealthy.
        unhealthy_threshold: i64 {
            default: "3",
            range: "2 to 10",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup UnhealthyThresholdCount",
        }
        /// How long a task that has just started is left alone by unhealthy answers.
        grace_period: String {
            default: "\"60s\"",
            range: "0 s to 2,147,483,647 s",
            aws: "AWS::ECS::Service HealthCheckGracePeriodSeconds",
        }
    }
}

section! {
    /// A command that ECS runs inside the container to see if it is well. The image must contain the command.
    pub struct ContainerHealthCheck {
        /// The command. A string is run by the container's shell; a list is run as it is, or begins with `CMD` or `CMD-SHELL`.
        command: OneOf<String, Vec<String>> {
            default: "required",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.HealthCheck.Command",
        }
        /// Time between two runs.
        interval: String {
            default: "\"30s\"",
            range: "5 s to 300 s, more than `timeout`",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.HealthCheck.Interval",
        }
        /// How long a run may take.
        timeout: String {
            default: "\"5s\"",
            range: "2 s to 60 s",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.HealthCheck.Timeout",
        }
        /// Failures in a row that make the container unhealthy.
        retries: i64 {
            default: "3",
            range: "1 to 10",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.HealthCheck.Retries",
        }
        /// How long failures do not count after the container has started.
        start_period: String {
            default: "\"0s\"",
            range: "0 s to 300 s",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.HealthCheck.StartPeriod",
        }
    }
}
