//! Flow logs of the VPC.

use super::log_bucket::{FLOW_LOGS, LogBucket};
use super::{arn, logs, role, tags};
use crate::app::{App, FlowLogDestination, FlowLogTraffic, FlowLogs};
use crate::catalog::{ec2, iam};
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, Pseudo, Resource, Stack, Value, props};

pub(super) fn lower(app: &App, vpc: Value, bucket: Option<&LogBucket>, stack: &mut Stack) {
    let Some(flow_logs) = &app.flow_logs else {
        return;
    };
    stack.section("Flow logs: who talked to whom");
    let at = Path::of("network").key("flow_logs");
    let traffic = match flow_logs.traffic {
        FlowLogTraffic::All => "ALL",
        FlowLogTraffic::Accept => "ACCEPT",
        FlowLogTraffic::Reject => "REJECT",
    };
    let mut properties = props! {
        "ResourceType": "VPC",
        "ResourceId": vpc,
        "TrafficType": traffic,
        "MaxAggregationInterval": flow_logs.interval,
        "LogFormat" ?: flow_logs.format.clone(),
    };
    let mut after = None;
    match flow_logs.destination {
        FlowLogDestination::CloudWatch => to_log_group(flow_logs, &at, &mut properties, stack),
        FlowLogDestination::S3 => {
            properties.set("LogDestinationType", "s3");
            if let Some(LogBucket { bucket, policy, .. }) = bucket {
                let folder = format!("/{FLOW_LOGS}/").into();
                properties.set("LogDestination", Value::concat([bucket.arn(), folder]));
                after = Some(policy);
            }
        }
    }
    properties.set("Tags", tags::stack_name());
    let origin = Origin::new(at, "records the connections of everything in the VPC");
    stack.add(Resource::new("VpcFlowLog", &ec2::FLOW_LOG, origin, properties).after(after));
}

fn to_log_group(flow_logs: &FlowLogs, at: &Path, properties: &mut Map, stack: &mut Stack) {
    let name = Value::concat(["/vpc/".into(), Pseudo::StackName.into()]);
    let group = logs::group(
        "VpcFlowLogGroup".to_owned(),
        name,
        flow_logs.retention,
        Origin::new(at.clone(), "keeps the flow logs"),
        stack,
    );
    let role = writer(&group, at, stack);
    properties.set("LogDestinationType", "cloud-watch-logs");
    // Without the `:*` that `GetAtt` puts at the end, as EC2 gives it back.
    let destination = arn::own("logs", ["log-group:".into(), group.name()]);
    properties.set("LogDestination", destination);
    properties.set("DeliverLogsPermissionArn", role.arn());
}

/// Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs", less what creates and lists log groups.
fn writer(group: &Handle, at: &Path, stack: &mut Stack) -> Handle {
    let actions = [
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
    ];
    let statement = role::allow("WriteFlowLogs", &actions, vec![group.arn()]);
    let source = arn::own("ec2", ["vpc-flow-log/*".into()]);
    let trust = role::trust("vpc-flow-logs.amazonaws.com", source);
    stack.add(Resource::new(
        "VpcFlowLogRole",
        &iam::ROLE,
        Origin::new(
            at.clone(),
            "what flow logs may do: write to their log group",
        ),
        props! {
            "AssumeRolePolicyDocument": role::document(vec![trust]),
            "Policies": [props! {
                "PolicyName": "write-flow-logs",
                "PolicyDocument": role::document(vec![statement]),
            }],
        },
    ))
}
