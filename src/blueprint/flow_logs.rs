//! `flow_logs`: who talked to whom in the VPC.

use super::section::{choice, section};

section! {
    /// Records of the connections of every network interface in the VPC. AWS charges for each GB of them that is delivered, and for
    /// keeping them; to S3 it is about half of what CloudWatch Logs costs.
    ///
    /// What is changed here, but `retention`, replaces the flow log. AWS can refuse a second one with the same destination: then leave
    /// `flow_logs` out of one deploy.
    pub struct FlowLogs {
        /// Where the records go.
        destination: FlowLogDestination {
            default: "\"cloudwatch\"",
            aws: "AWS::EC2::FlowLog LogDestinationType",
        }
        /// How long they are kept. CloudWatch Logs knows certain numbers of days only.
        retention: String {
            default: "\"30d\" in CloudWatch Logs, \"90d\" in S3",
            range: "a number of days that CloudWatch Logs knows, or 1 to 3,653 whole days in S3",
            aws: "AWS::Logs::LogGroup RetentionInDays; AWS::S3::Bucket LifecycleConfiguration",
        }
        /// Which connections are recorded.
        traffic: FlowLogTraffic {
            default: "\"all\"",
            aws: "AWS::EC2::FlowLog TrafficType",
        }
        /// How long a connection is watched for one record, at most: with `"1m"` there are more of them.
        interval: String {
            default: "\"10m\"",
            range: "`1m` or `10m`",
            aws: "AWS::EC2::FlowLog MaxAggregationInterval",
        }
        /// The fields of a record, in order.
        format: String {
            default: "AWS's own: version 2, without what ECS adds",
            range: "names of fields as AWS writes them, `${srcaddr} ${dstaddr}`, with spaces between them",
            aws: "AWS::EC2::FlowLog LogFormat",
        }
    }
}

choice! {
    /// Where flow logs go.
    pub enum FlowLogDestination {
        /// a log group, in which they can be searched at once
        CloudWatch = "cloudwatch",
        /// the stack's bucket of logs
        S3 = "s3",
    }
}

choice! {
    /// Which connections flow logs record.
    pub enum FlowLogTraffic {
        /// all
        All = "all",
        /// those that security groups let through
        Accept = "accept",
        /// those that they do not
        Reject = "reject",
    }
}
