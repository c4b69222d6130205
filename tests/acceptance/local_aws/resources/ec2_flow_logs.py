"""EC2: flow logs."""

import re

from ..bucket_policies import allows
from ..clients import ACCOUNT_ID
from ..permissions import allows as role_allows
from ..permissions import trusts
from .base import Created, Resource, without
from .ec2_network import tag_specifications

WRITER = "vpc-flow-logs.amazonaws.com"
SENDER = "delivery.logs.amazonaws.com"
S3_ARN = re.compile(r"arn:aws:s3:::([a-z0-9.-]+)(?:/(.+/))?")
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
FIELDS = {
    *("version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport"),
    *("dstport", "protocol", "packets", "bytes", "start", "end", "action"),
    *("log-status", "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type"),
    *("pkt-srcaddr", "pkt-dstaddr", "region", "az-id", "sublocation-type"),
    *("sublocation-id", "pkt-src-aws-service", "pkt-dst-aws-service"),
    *("flow-direction", "traffic-path", "ecs-cluster-arn", "ecs-cluster-name"),
    *("ecs-container-instance-arn", "ecs-container-instance-id", "ecs-container-id"),
    *("ecs-second-container-id", "ecs-service-name", "ecs-task-definition-arn"),
    *("ecs-task-arn", "ecs-task-id", "reject-reason"),
}


class FlowLog(Resource):
    type_name = "AWS::EC2::FlowLog"
    service = "ec2"
    attributes = ("Id",)

    def create(self, properties):
        for field in properties.get("LogFormat", "").split():
            if not (field.startswith("${") and field[2:-1] in FIELDS):
                self.refuse(f"unknown field {field} in the log format")
        if properties["LogDestinationType"] == "s3":
            self._check_bucket(properties)
        else:
            self._check_log_group(properties)
        answer = self.call(
            "CreateFlowLogs",
            without(properties, "ResourceId", "Tags"),
            ResourceIds=[properties["ResourceId"]],
            TagSpecifications=tag_specifications("vpc-flow-log", properties),
        )
        for failure in answer.get("Unsuccessful", []):
            self.refuse(failure["Error"]["Message"])
        (flow_log_id,) = answer["FlowLogIds"]
        return Created(flow_log_id, {"Id": flow_log_id})

    def _check_bucket(self, properties):
        if "DeliverLogsPermissionArn" in properties:
            self.refuse("DeliverLogsPermissionArn is not for S3")
        match = S3_ARN.fullmatch(properties["LogDestination"])
        if not match:
            self.refuse(f"LogDestination: {properties['LogDestination']} is not valid")
        bucket, folder = match[1], match[2] or ""
        context = {
            "aws:SecureTransport": "true",
            "aws:SourceAccount": ACCOUNT_ID,
            "aws:SourceArn": f"arn:aws:logs:{self.region}:{ACCOUNT_ID}:*",
        }
        arn = f"arn:aws:s3:::{bucket}"
        file = f"{arn}/{folder}AWSLogs/{ACCOUNT_ID}/vpcflowlogs/{self.region}/2026/log.gz"
        written = {**context, "s3:x-amz-acl": "bucket-owner-full-control"}
        may_look = allows(bucket, SENDER, "s3:GetBucketAcl", arn, context, self.region)
        may_write = allows(bucket, SENDER, "s3:PutObject", file, written, self.region)
        if not (may_look and may_write):
            self.refuse(f"Access Denied for LogDestination: {bucket}")

    def _check_log_group(self, properties):
        prefix = f"arn:aws:logs:{self.region}:{ACCOUNT_ID}:log-group:"
        destination = properties["LogDestination"]
        name = destination.removeprefix(prefix)
        groups = self.other("logs").describe_log_groups(logGroupNamePrefix=name)
        if name not in [group["logGroupName"] for group in groups["logGroups"]]:
            self.refuse(f"LogDestination: {destination} does not exist")
        role = properties["DeliverLogsPermissionArn"]
        if not trusts(role, WRITER, self.region):
            self.refuse("unable to assume the role DeliverLogsPermissionArn")
        for action in ("CreateLogStream", "DescribeLogStreams", "PutLogEvents"):
            stream = f"{destination}:log-stream:eni-1"
            if not role_allows(role, f"logs:{action}", stream, self.region):
                self.refuse(f"DeliverLogsPermissionArn may not logs:{action}")

    def delete(self, live):
        self.client.delete_flow_logs(FlowLogIds=[live.physical_id])
