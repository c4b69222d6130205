"""What data sources tell."""

import json

from .names import ACCOUNT_ID

ZONES = "abcd"
# Fields of secrets that blueprints name.
FIELDS = ("password", "username")


def read(type_name, arguments, region):
    """The attributes of a data source, besides its arguments."""
    if type_name == "aws_secretsmanager_secret_version":
        return secret(arguments)
    region = arguments.get("region") or region
    return {
        "aws_availability_zones": zones,
        "aws_caller_identity": caller,
        "aws_ec2_managed_prefix_list": prefix_list,
        "aws_partition": partition,
        "aws_region": this_region,
    }[type_name](region)


def zones(region):
    return {
        "id": region,
        "region": region,
        "group_names": [region],
        "names": [f"{region}{letter}" for letter in ZONES],
        "zone_ids": [f"{region}-az{number}" for number in range(1, len(ZONES) + 1)],
    }


def caller(_region):
    return {
        "id": ACCOUNT_ID,
        "account_id": ACCOUNT_ID,
        "arn": f"arn:aws:iam::{ACCOUNT_ID}:user/acceptance",
        "user_id": "AIDAACCEPTANCE",
    }


def prefix_list(region):
    return {
        "id": "pl-3b927c52",
        "arn": f"arn:aws:ec2:{region}:aws:prefix-list/pl-3b927c52",
        "address_family": "IPv4",
        "entries": [],
        "filter": [],
        "max_entries": 0,
        "owner_id": "AWS",
        "region": region,
        "tags": {},
        "version": 0,
    }


def partition(_region):
    return {
        "id": "aws",
        "partition": "aws",
        "dns_suffix": "amazonaws.com",
        "reverse_dns_prefix": "com.amazonaws",
    }


def this_region(region):
    return {
        "id": region,
        "region": region,
        "name": region,
        "description": "made up",
        "endpoint": f"ec2.{region}.amazonaws.com",
    }


def secret(arguments):
    """In each field of a secret is how CloudFormation would refer to it."""
    secret_id = arguments["secret_id"]
    whole = f"resolve:secretsmanager:{secret_id}"
    fields = {
        name: "{{" + f"{whole}:SecretString:{name}" + "}}" for name in FIELDS
    }
    return {
        "id": f"{secret_id}|AWSCURRENT",
        "arn": f"arn:aws:secretsmanager:us-east-1:{ACCOUNT_ID}:secret:made-up-AbCdEf",
        "created_date": "2025-01-01T00:00:00Z",
        "secret_string": json.dumps(fields),
        "secret_binary": "",
        "version_id": "0123",
        "version_stage": "AWSCURRENT",
        "version_stages": ["AWSCURRENT"],
    }
