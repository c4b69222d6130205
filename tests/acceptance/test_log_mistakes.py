"""Mistakes in what is logged, and where, are refused for the right reason."""

import json

import pytest

import mistakes
from conftest import REGION
from deployment import deploy, failure_reasons
from ecsgen import render
from paths import TESTS

BLUEPRINT = TESTS / "blueprints" / "logs.toml"
POLICY = "AWS::S3::BucketPolicy"
DENIED = "Access Denied for bucket"


def forgotten_policy(template):
    resources = template["Resources"]
    resources["LoadBalancer"]["DependsOn"].remove("LogBucketPolicy")
    # Whatever is there last is made first.
    resources["LogBucketPolicy"]["DependsOn"] = "LoadBalancer"


def folder_of_others(template):
    _, statement = mistakes.first(template, POLICY)["PolicyDocument"]["Statement"]
    del statement["Resource"][0]


def condition_that_is_never_met(template):
    _, statement = mistakes.first(template, POLICY)["PolicyDocument"]["Statement"]
    account = {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    statement["Condition"] = {"StringEquals": account}


def key_of_ones_own(template):
    bucket = mistakes.first(template, "AWS::S3::Bucket")
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    rule["ServerSideEncryptionByDefault"] = {"SSEAlgorithm": "aws:kms"}


def unknown_header(template):
    attributes = mistakes.first(template, mistakes.LISTENER)["ListenerAttributes"]
    attributes[0]["Key"] = "routing.http.response.powered_by.header_value"


def role_for_tasks(template):
    role = template["Resources"]["VpcFlowLogRole"]["Properties"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    statement["Principal"] = {"Service": "ecs-tasks.amazonaws.com"}


def role_without_power(template):
    role = template["Resources"]["VpcFlowLogRole"]["Properties"]
    (statement,) = role["Policies"][0]["PolicyDocument"]["Statement"]
    statement["Action"].remove("logs:PutLogEvents")


@pytest.mark.parametrize(
    ("mistake", "complaint"),
    [
        (forgotten_policy, DENIED),
        (folder_of_others, DENIED),
        (condition_that_is_never_met, DENIED),
        (key_of_ones_own, DENIED),
        (unknown_header, "is not recognized"),
        (role_for_tasks, "unable to assume the role"),
        (role_without_power, "may not logs:PutLogEvents"),
    ],
)
def test_the_local_aws_refuses(mistake, complaint, aws_in, tmp_path):
    template = render(BLUEPRINT, tmp_path / "template.json", "json")
    document = json.loads(template.read_text())
    mistake(document)
    template.write_text(json.dumps(document))
    aws = aws_in(REGION)
    stack = mistake.__name__.replace("_", "-")
    done = deploy(aws, template, stack, {})
    assert done.returncode != 0
    assert complaint in done.stderr + failure_reasons(aws, stack)
