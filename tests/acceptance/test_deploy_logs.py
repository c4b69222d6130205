"""What a deployed stack logs, and where, read back from its services."""

import json

from aws_cli import ACCOUNT_ID
from test_deploy_balancer import attributes_of, each

ELB = "logdelivery.elasticloadbalancing.amazonaws.com"
DELIVERY = "delivery.logs.amazonaws.com"
ALL_BLOCKED = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}


def bucket_of(stack):
    """The name of the stack's own bucket; there is one if anything goes there."""
    names = stack.ids("AWS::S3::Bucket")
    assert len(names) == (1 if stack.app.log_folders else 0)
    return names[0] if names else None


def read_bucket(stack, command, bucket):
    return stack.aws.read("s3api", command, "--bucket", bucket)


def test_the_bucket_is_private_and_encrypted(stack):
    bucket = bucket_of(stack)
    if not bucket:
        assert stack.ids("AWS::S3::BucketPolicy") == []
        return
    blocked = read_bucket(stack, "get-public-access-block", bucket)
    assert blocked["PublicAccessBlockConfiguration"] == ALL_BLOCKED
    owned = read_bucket(stack, "get-bucket-ownership-controls", bucket)
    (rule,) = owned["OwnershipControls"]["Rules"]
    assert rule == {"ObjectOwnership": "BucketOwnerEnforced"}
    answer = read_bucket(stack, "get-bucket-encryption", bucket)
    (rule,) = answer["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


def test_the_bucket_keeps_logs_for_so_long(stack):
    bucket = bucket_of(stack)
    if not bucket:
        return
    rules = read_bucket(stack, "get-bucket-lifecycle-configuration", bucket)["Rules"]
    assert all(rule["Status"] == "Enabled" for rule in rules)
    kept = {rule["Filter"]["Prefix"]: rule["Expiration"]["Days"] for rule in rules}
    assert len(kept) == len(rules)
    folders = stack.app.log_folders
    assert kept.pop("") == max(folders.values()), "also of what is no longer logged"
    for folder, days in folders.items():
        assert kept.pop(f"{folder}/", max(folders.values())) == days
    assert kept == {}
    (everything,) = [rule for rule in rules if rule["Filter"]["Prefix"] == ""]
    aborted = everything["AbortIncompleteMultipartUpload"]
    assert aborted == {"DaysAfterInitiation": 7}


def test_only_the_senders_may_write_to_the_bucket(stack):
    bucket = bucket_of(stack)
    if not bucket:
        return
    answer = read_bucket(stack, "get-bucket-policy", bucket)
    arn = f"arn:aws:s3:::{bucket}"
    refused, *allowed = json.loads(answer["Policy"])["Statement"]
    assert (refused["Effect"], refused["Principal"]) == ("Deny", "*")
    assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert set(refused["Resource"]) == {arn, f"{arn}/*"}
    written = set()
    for statement in allowed:
        assert statement["Effect"] == "Allow"
        sender = statement["Principal"]["Service"]
        if sender == DELIVERY:
            check_source(statement["Condition"], stack.aws.region)
        if statement["Action"] == "s3:PutObject":
            written |= {(sender, resource) for resource in statement["Resource"]}
        else:
            assert (sender, statement["Resource"]) == (DELIVERY, arn)
    delivered = {"flow-logs"}
    for item in stack.app.load_balancers:
        if item.type == "network":
            delivered |= set(item.log_folders)
    assert written == {
        (
            DELIVERY if folder in delivered else ELB,
            f"{arn}/{folder}/AWSLogs/{ACCOUNT_ID}/*",
        )
        for folder in stack.app.log_folders
    }


def check_source(condition, region):
    assert condition["StringEquals"]["aws:SourceAccount"] == ACCOUNT_ID
    source = f"arn:aws:logs:{region}:{ACCOUNT_ID}:*"
    assert condition["ArnLike"] == {"aws:SourceArn": source}


def test_a_load_balancer_logs_what_it_is_told_to(stack):
    for balancer, expected in each(stack):
        found = attributes_of(stack, "load-balancer", balancer["LoadBalancerArn"])
        for kind, settings in expected.logs.items():
            is_on = found[f"{kind}.s3.enabled"]
            assert is_on == ("false" if settings is None else "true")
            if settings is None:
                continue
            bucket, prefix = bucket_of(stack), expected.log_folder(kind)
            if "bucket" in settings:
                bucket, prefix = settings["bucket"], settings.get("prefix", "")
                if isinstance(bucket, dict):
                    bucket = stack.surroundings.parameters[bucket["parameter"]]
            assert found[f"{kind}.s3.bucket"] == bucket
            assert found.get(f"{kind}.s3.prefix", "") == prefix


def test_the_network_has_flow_logs_if_asked_for(stack):
    answer = stack.aws.read(
        *("ec2", "describe-flow-logs"),
        *("--filter", f"Name=resource-id,Values={stack.vpc_id}"),
    )
    expected = stack.app.flow_logs
    assert len(answer["FlowLogs"]) == (1 if expected else 0)
    for found in answer["FlowLogs"]:
        assert found["TrafficType"] == expected["traffic"]
        assert found["MaxAggregationInterval"] == expected["interval"]
        if expected["format"]:
            assert found["LogFormat"] == expected["format"]
        if expected["destination"] == "s3":
            assert found["LogDestinationType"] == "s3"
            folder = f"arn:aws:s3:::{bucket_of(stack)}/flow-logs/"
            assert found["LogDestination"] == folder
        else:
            check_log_group(stack, found, expected)


def check_log_group(stack, found, expected):
    """It goes to a log group, by a role that can do nothing else."""
    assert found["LogDestinationType"] == "cloud-watch-logs"
    name = found["LogDestination"].partition(":log-group:")[2]
    assert name == f"/vpc/{stack.name}"
    assert stack.log_group(name)["retentionInDays"] == expected["days"]
    arn = found["DeliverLogsPermissionArn"]
    role_name = arn.split("/")[-1]
    role = stack.aws.read("iam", "get-role", "--role-name", role_name)["Role"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "vpc-flow-logs.amazonaws.com"}
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT_ID}
    (statement,) = stack.role_statements(arn)
    assert statement["Resource"] == [f"{found['LogDestination']}:*"]
    assert set(statement["Action"]) == {
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
    }
