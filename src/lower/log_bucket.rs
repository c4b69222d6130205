//! The bucket for everything of the app that is logged to Amazon S3: one, with a folder for each kind of logs, so that another
//! kind adds nothing but its folder.

use super::{arn, role};
use crate::app::{App, FlowLogDestination, LogDestination};
use crate::catalog::s3;
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, Pseudo, Resource, Stack, Value, props};

/// Where flow logs are in the bucket.
pub(super) const FLOW_LOGS: &str = "flow-logs";

/// The bucket.
pub(super) struct LogBucket {
    pub(super) bucket: Handle,
    /// Who may write to it. Until it is there, AWS refuses to log.
    pub(super) policy: Handle,
    /// The first place in the blueprint that asks for it.
    pub(super) at: Path,
}

/// Who writes to the bucket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sender {
    LoadBalancers,
    NetworkLoadBalancers,
    FlowLogs,
}

/// One kind of logs.
struct Folder {
    name: String,
    sender: Sender,
    /// Days it is kept.
    retention: i64,
    /// The place in the blueprint that asks for it.
    at: Path,
}

/// The bucket, if anything is logged to it.
pub(super) fn lower(app: &App, stack: &mut Stack) -> Option<LogBucket> {
    let folders = folders(app);
    let at = folders.first()?.at.clone();
    stack.section("Logs: the bucket they are kept in");
    let bucket = stack.add(
        Resource::new(
            "LogBucket",
            &s3::BUCKET,
            Origin::new(
                at.clone(),
                "keeps logs, each kind for as long as the blueprint says",
            ),
            props! {
                "PublicAccessBlockConfiguration": props! {
                    "BlockPublicAcls": true,
                    "BlockPublicPolicy": true,
                    "IgnorePublicAcls": true,
                    "RestrictPublicBuckets": true,
                },
                "OwnershipControls": props! {
                    "Rules": [props! { "ObjectOwnership": "BucketOwnerEnforced" }],
                },
                // Elastic Load Balancing writes to no bucket that is encrypted with a key of one's own ("Enable access logs").
                "BucketEncryption": props! {
                    "ServerSideEncryptionConfiguration": [props! {
                        "ServerSideEncryptionByDefault": props! { "SSEAlgorithm": "AES256" },
                    }],
                },
                "LifecycleConfiguration": props! {
                    "Rules": lifecycle(&folders),
                },
            },
        )
        // Elastic Load Balancing puts a file into it when it is told to log.
        .kept_always(),
    );
    let policy = stack.add(Resource::new(
        "LogBucketPolicy",
        &s3::BUCKET_POLICY,
        Origin::new(
            at.clone(),
            "lets those write to it whose logs it keeps, and nobody else",
        ),
        props! {
            "Bucket": bucket.name(),
            "PolicyDocument": role::document(statements(&bucket, &folders)),
        },
    ));
    Some(LogBucket { bucket, policy, at })
}

fn folders(app: &App) -> Vec<Folder> {
    let mut folders = Vec::new();
    if let Some(logs) = &app.flow_logs
        && logs.destination == FlowLogDestination::S3
    {
        folders.push(Folder {
            name: FLOW_LOGS.to_owned(),
            sender: Sender::FlowLogs,
            retention: logs.retention,
            at: Path::of("network").key("flow_logs"),
        });
    }
    for load_balancer in app.load_balancers.values() {
        for logs in &load_balancer.logs {
            if let Some(LogDestination::Own { retention }) = logs.to {
                folders.push(Folder {
                    name: load_balancer.log_folder(logs.kind),
                    sender: match load_balancer.is_network() {
                        true => Sender::NetworkLoadBalancers,
                        false => Sender::LoadBalancers,
                    },
                    retention,
                    at: load_balancer.at.key(logs.kind.key()),
                });
            }
        }
    }
    folders
}

/// Everything goes with the logs that are kept longest, so that those which are turned off go too; some go sooner.
fn lifecycle(folders: &[Folder]) -> Vec<Map> {
    let longest = folders.iter().map(|folder| folder.retention).max();
    let longest = longest.unwrap_or_default();
    let mut everything = expiration("everything".to_owned(), String::new(), longest);
    everything.set(
        "AbortIncompleteMultipartUpload",
        props! { "DaysAfterInitiation": 7 },
    );
    let sooner = folders.iter().filter(|folder| folder.retention < longest);
    let sooner = sooner.map(|folder| {
        let prefix = format!("{}/", folder.name);
        expiration(folder.name.clone(), prefix, folder.retention)
    });
    std::iter::once(everything).chain(sooner).collect()
}

fn expiration(id: String, prefix: String, days: i64) -> Map {
    props! {
        "Id": id,
        "Status": "Enabled",
        "Prefix": prefix,
        "ExpirationInDays": days,
    }
}

fn statements(bucket: &Handle, folders: &[Folder]) -> Vec<Map> {
    let everything = Value::concat([bucket.arn(), "/*".into()]);
    let mut statements = vec![props! {
        "Sid": "DenyPlainHttp",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket.arn(), everything],
        "Condition": props! { "Bool": props! { "aws:SecureTransport": "false" } },
    }];
    let of = |sender| {
        let folders = folders.iter().filter(move |folder| folder.sender == sender);
        folders
            .map(|folder| {
                Value::concat([
                    bucket.arn(),
                    format!("/{}/AWSLogs/", folder.name).into(),
                    Pseudo::AccountId.into(),
                    "/*".into(),
                ])
            })
            .collect::<Vec<_>>()
    };
    let load_balancers = of(Sender::LoadBalancers);
    if !load_balancers.is_empty() {
        // Application Load Balancers user guide, "Enable access logs": the account in the path is what keeps others out; the
        // service is said to send no condition keys.
        statements.push(props! {
            "Sid": "WriteLoadBalancerLogs",
            "Effect": "Allow",
            "Principal": props! { "Service": "logdelivery.elasticloadbalancing.amazonaws.com" },
            "Action": "s3:PutObject",
            "Resource": load_balancers,
        });
    }
    let deliveries = [
        ("WriteFlowLogs", of(Sender::FlowLogs)),
        (
            "WriteNetworkLoadBalancerLogs",
            of(Sender::NetworkLoadBalancers),
        ),
    ];
    let deliveries = deliveries.into_iter().filter(|(_, to)| !to.is_empty());
    let mut deliveries: Vec<Map> = deliveries.map(|(sid, to)| delivery(sid, to)).collect();
    if !deliveries.is_empty() {
        deliveries.push(look_at(bucket));
    }
    statements.extend(deliveries);
    statements
}

const DELIVERY: &str = "delivery.logs.amazonaws.com";

/// Amazon VPC user guide, "Amazon S3 bucket permissions for flow logs"; Network Load Balancers user guide, "Enable access logs".
fn delivery(sid: &'static str, folders: Vec<Value>) -> Map {
    let owned = props! {
        "aws:SourceAccount": Pseudo::AccountId,
        "s3:x-amz-acl": "bucket-owner-full-control",
    };
    props! {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": props! { "Service": DELIVERY },
        "Action": "s3:PutObject",
        "Resource": folders,
        "Condition": props! { "StringEquals": owned, "ArnLike": delivery_source() },
    }
}

fn look_at(bucket: &Handle) -> Map {
    let account = props! { "aws:SourceAccount": Pseudo::AccountId };
    props! {
        "Sid": "LookAtBucket",
        "Effect": "Allow",
        "Principal": props! { "Service": DELIVERY },
        "Action": ["s3:GetBucketAcl", "s3:ListBucket"],
        "Resource": bucket.arn(),
        "Condition": props! { "StringEquals": account, "ArnLike": delivery_source() },
    }
}

fn delivery_source() -> Map {
    props! { "aws:SourceArn": arn::own("logs", ["*".into()]) }
}
