//! Which VPC endpoint an action of IAM goes through.

/// How an AWS service is reached from within a VPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Through the endpoint of this service.
    Endpoint(&'static str),
    /// The action is no call of an API, so it needs none.
    NoCall,
    /// No endpoint is known.
    Unknown,
}

/// The endpoint of an action, `s3:GetObject`.
///
/// AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink", and each service's page in the "Service
/// Authorization Reference" for the prefixes of its actions.
pub(super) fn way_of(action: &str) -> Way {
    let (prefix, name) = action.split_once(':').unwrap_or((action, ""));
    if NO_CALLS
        .iter()
        .any(|(service, start)| *service == prefix && name.starts_with(start))
    {
        return Way::NoCall;
    }
    let special = PARTS
        .iter()
        .find(|(service, start, _)| *service == prefix && name.starts_with(start));
    let usual = SERVICES.iter().find(|(service, _)| *service == prefix);
    match (special, usual) {
        (Some((.., endpoint)), _) | (None, Some((_, endpoint))) => Way::Endpoint(endpoint),
        (None, None) => Way::Unknown,
    }
}

/// Services that a list of endpoints may name, as far as they are known here.
pub(super) fn known_endpoints() -> impl Iterator<Item = &'static str> {
    let usual = SERVICES.iter().map(|(_, endpoint)| *endpoint);
    let parts = PARTS.iter().map(|(.., endpoint)| *endpoint);
    usual.chain(parts).chain(["ecr.dkr", "ssmmessages"])
}

/// What a permission allows at a database or a file system, not in an API.
const NO_CALLS: [(&str, &str); 2] = [("rds-db", "connect"), ("elasticfilesystem", "Client")];

/// Actions that have an endpoint of their own: the prefix, how their names begin, the endpoint.
const PARTS: [(&str, &str, &str); 11] = [
    ("appconfig", "GetLatestConfiguration", "appconfigdata"),
    ("appconfig", "StartConfigurationSession", "appconfigdata"),
    ("bedrock", "Invoke", "bedrock-runtime"),
    ("bedrock", "ApplyGuardrail", "bedrock-runtime"),
    ("dynamodb", "DescribeStream", "dynamodb-streams"),
    ("dynamodb", "GetRecords", "dynamodb-streams"),
    ("dynamodb", "GetShardIterator", "dynamodb-streams"),
    ("dynamodb", "ListStreams", "dynamodb-streams"),
    ("sagemaker", "InvokeEndpoint", "sagemaker.runtime"),
    (
        "servicediscovery",
        "DiscoverInstances",
        "data-servicediscovery",
    ),
    ("states", "StartSyncExecution", "sync-states"),
];

/// The prefix of a service's actions, and its endpoint.
const SERVICES: [(&str, &str); 50] = [
    ("acm-pca", "acm-pca"),
    ("appconfig", "appconfig"),
    ("aps", "aps-workspaces"),
    ("athena", "athena"),
    ("autoscaling", "autoscaling"),
    ("batch", "batch"),
    ("bedrock", "bedrock"),
    ("cloudformation", "cloudformation"),
    ("cloudwatch", "monitoring"),
    ("codebuild", "codebuild"),
    ("cognito-idp", "cognito-idp"),
    ("comprehend", "comprehend"),
    ("dynamodb", "dynamodb"),
    ("ec2", "ec2"),
    ("ecr", "ecr.api"),
    ("ecs", "ecs"),
    ("elasticfilesystem", "elasticfilesystem"),
    ("elasticloadbalancing", "elasticloadbalancing"),
    ("events", "events"),
    ("firehose", "kinesis-firehose"),
    ("glue", "glue"),
    ("kafka", "kafka"),
    ("kinesis", "kinesis-streams"),
    ("kms", "kms"),
    ("lakeformation", "lakeformation"),
    ("lambda", "lambda"),
    ("logs", "logs"),
    ("mq", "mq"),
    ("polly", "polly"),
    ("rds", "rds"),
    ("rds-data", "rds-data"),
    ("redshift", "redshift"),
    ("redshift-data", "redshift-data"),
    ("rekognition", "rekognition"),
    ("s3", "s3"),
    ("sagemaker", "sagemaker.api"),
    ("secretsmanager", "secretsmanager"),
    ("servicediscovery", "servicediscovery"),
    ("ses", "email"),
    ("sns", "sns"),
    ("sqs", "sqs"),
    ("ssm", "ssm"),
    ("ssmmessages", "ssmmessages"),
    ("states", "states"),
    ("sts", "sts"),
    ("textract", "textract"),
    ("transcribe", "transcribe"),
    ("translate", "translate"),
    ("verifiedpermissions", "verifiedpermissions"),
    ("xray", "xray"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_go_through_the_endpoint_of_their_service() {
        for (action, way) in [
            ("s3:GetObject", Way::Endpoint("s3")),
            ("cloudwatch:PutMetricData", Way::Endpoint("monitoring")),
            ("dynamodb:GetItem", Way::Endpoint("dynamodb")),
            ("dynamodb:GetRecords", Way::Endpoint("dynamodb-streams")),
            ("states:StartExecution", Way::Endpoint("states")),
            ("rds-db:connect", Way::NoCall),
            ("route53:ChangeResourceRecordSets", Way::Unknown),
        ] {
            assert_eq!(way_of(action), way, "{action}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_says_a_thing_once() {
        assert!(SERVICES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
