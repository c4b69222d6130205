"""Buckets, and flow logs."""

from ..problem import Problem
from ..values import is_unknown
from .rules import argument, arn, at_most_one, exactly_one, length, one_of, policy

BUCKET_NAME = length(0, 63)


def filtered(config):
    """s3/bucket_lifecycle_configuration.go: a rule without a filter is a warning."""
    for rule in [] if is_unknown(config["rule"]) else config["rule"]:
        if not rule["filter"] and rule["prefix"] in (None, ""):
            yield Problem("no filter in a lifecycle rule", ("rule",), is_warning=True)


def for_cloudwatch(config):
    """EC2, CreateFlowLogs: a role is for CloudWatch Logs, and only for that."""
    kind = config["log_destination_type"] or "cloud-watch-logs"
    if not is_unknown(kind) and not is_unknown(config["iam_role_arn"]):
        if (kind == "cloud-watch-logs") != bool(config["iam_role_arn"]):
            yield Problem("a role goes with cloud-watch-logs", ("iam_role_arn",))


CHECKS = {
    # s3/bucket.go; the provider puts 26 characters behind a prefix
    "aws_s3_bucket": (
        argument("bucket", BUCKET_NAME),
        argument("bucket_prefix", length(0, 63 - 26)),
        at_most_one("bucket", "bucket_prefix"),
    ),
    # s3/bucket_lifecycle_configuration.go
    "aws_s3_bucket_lifecycle_configuration": (
        argument("bucket", BUCKET_NAME),
        argument("rule.id", length(1, 255)),
        argument("rule.status", one_of("Disabled", "Enabled")),
        filtered,
    ),
    # s3/bucket_ownership_controls.go
    "aws_s3_bucket_ownership_controls": (
        argument(
            "rule.object_ownership",
            one_of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"),
        ),
    ),
    # s3/bucket_policy.go
    "aws_s3_bucket_policy": (argument("policy", policy),),
    # s3/bucket_server_side_encryption_configuration.go
    "aws_s3_bucket_server_side_encryption_configuration": (
        argument(
            "rule.apply_server_side_encryption_by_default.sse_algorithm",
            one_of("AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"),
        ),
    ),
    # ec2/vpc_flow_log.go
    "aws_flow_log": (
        argument("iam_role_arn", arn),
        argument("log_destination", arn),
        argument(
            "log_destination_type",
            one_of("cloud-watch-logs", "kinesis-data-firehose", "s3"),
        ),
        argument("max_aggregation_interval", one_of(60, 600)),
        argument("traffic_type", one_of("ACCEPT", "ALL", "REJECT")),
        exactly_one(
            "eni_id",
            "regional_nat_gateway_id",
            "subnet_id",
            "transit_gateway_attachment_id",
            "transit_gateway_id",
            "vpc_id",
        ),
        for_cloudwatch,
    ),
}
