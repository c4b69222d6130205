"""Attributes of load balancers and listeners: moto takes any value for them."""

import re

from botocore.exceptions import ClientError
from moto.s3.models import s3_backends

from ..bucket_policies import allows
from ..clients import ACCOUNT_ID, client

DELIVERY = "delivery.logs.amazonaws.com"
SENDER = "logdelivery.elasticloadbalancing.amazonaws.com"
# The service says nothing about itself, as far as the documentation of AWS goes.
CONTEXT = {"aws:SecureTransport": "true"}
TEST_FILES = {
    "access_logs": "ELBAccessLogTestFile",
    "connection_logs": "ELBConnectionLogTestFile",
    "health_check_logs": "ELBHealthCheckLogTestFile",
}

SWITCH = "true|false"
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
LOAD_BALANCER = {
    "client_keep_alive.seconds": r"\d{2,6}",
    "deletion_protection.enabled": SWITCH,
    "idle_timeout.timeout_seconds": r"\d{1,4}",
    "routing.http.desync_mitigation_mode": "monitor|defensive|strictest",
    "routing.http.drop_invalid_header_fields.enabled": SWITCH,
    "routing.http.preserve_host_header.enabled": SWITCH,
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": SWITCH,
    "routing.http.xff_client_port.enabled": SWITCH,
    "routing.http.xff_header_processing.mode": "append|preserve|remove",
    "routing.http2.enabled": SWITCH,
    "waf.fail_open.enabled": SWITCH,
    "zonal_shift.config.enabled": SWITCH,
    **{f"{kind}.s3.enabled": SWITCH for kind in TEST_FILES},
    **{f"{kind}.s3.bucket": "[a-z0-9.-]{3,63}" for kind in TEST_FILES},
    **{f"{kind}.s3.prefix": "(?!/)(?!.*AWSLogs).*(?<!/)" for kind in TEST_FILES},
}
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
HEADER = r"[a-zA-Z0-9_ :;.,\\/'?!(){}\[\]@<>=\-+*#&`|~^%]{0,1024}"
LISTENER = {
    "routing.http.response.server.enabled": SWITCH,
    **{
        f"routing.http.response.{name}.header_value": HEADER
        for name in (
            "access_control_allow_credentials",
            "access_control_allow_headers",
            "access_control_allow_methods",
            "access_control_allow_origin",
            "access_control_expose_headers",
            "access_control_max_age",
            "content_security_policy",
            "strict_transport_security",
            "x_content_type_options",
            "x_frame_options",
        )
    },
}


def wrong_value(attributes, known):
    """What is wrong with a list of attributes, or None."""
    for attribute in attributes:
        if set(attribute) != {"Key", "Value"}:
            return f"unknown property of an attribute: {sorted(attribute)}"
        key, value = attribute["Key"], attribute["Value"]
        if key not in known:
            return f"attribute key {key!r} is not recognized"
        if not re.fullmatch(known[key], value):
            return f"attribute value {value!r} is not valid for {key}"
    return None


def start_logging(attributes, region, is_network=False):
    """Write a test file for each kind of logs; a reason if that is not allowed."""
    values = {item["Key"]: item["Value"] for item in attributes}
    for kind, file in TEST_FILES.items():
        if values.get(f"{kind}.s3.enabled") != "true":
            continue
        bucket = values.get(f"{kind}.s3.bucket")
        if not bucket:
            return f"{kind} need a bucket"
        prefix = values.get(f"{kind}.s3.prefix", "")
        path = f"{prefix}/" if prefix else ""
        key = f"{path}AWSLogs/{ACCOUNT_ID}/{file}"
        reason = refusal(bucket, key, region, is_network)
        if reason:
            return reason
        # Not over HTTP as everything else here: the bucket may ask for TLS.
        s3_backends[ACCOUNT_ID]["aws"].put_object(bucket, key, b"")
    return None


def refusal(bucket, key, region, is_network=False):
    """Why Elastic Load Balancing cannot write to a bucket, or None."""
    s3 = client("s3", region)
    denied = f"Access Denied for bucket: {bucket}. Please check S3bucket permission"
    try:
        place = s3.get_bucket_location(Bucket=bucket)["LocationConstraint"]
    except ClientError:
        return denied
    if (place or "us-east-1") != region:
        return f"the bucket {bucket} is not in {region}"
    if _encryption(bucket, s3) != "AES256":
        return denied
    arn = f"arn:aws:s3:::{bucket}/{key}"
    if is_network:
        if not delivery_may_write(bucket, arn, region):
            return denied
    elif not allows(bucket, SENDER, "s3:PutObject", arn, CONTEXT, region):
        return denied
    return None


def delivery_may_write(bucket, arn, region):
    """Whether logs of a Network Load Balancer can be delivered.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
    """
    told = {
        **CONTEXT,
        "aws:SourceAccount": ACCOUNT_ID,
        "aws:SourceArn": f"arn:aws:logs:{region}:{ACCOUNT_ID}:*",
    }
    own = f"arn:aws:s3:::{bucket}"
    written = {**told, "s3:x-amz-acl": "bucket-owner-full-control"}
    may_look = allows(bucket, DELIVERY, "s3:GetBucketAcl", own, told, region)
    return may_look and allows(bucket, DELIVERY, "s3:PutObject", arn, written, region)


def _encryption(bucket, s3):
    """With S3's own keys if nobody says otherwise, which moto does not know."""
    try:
        answer = s3.get_bucket_encryption(Bucket=bucket)
    except ClientError:
        return "AES256"
    (rule,) = answer["ServerSideEncryptionConfiguration"]["Rules"]
    return rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"]
