"""Clients for the APIs of this very server.

Resources are made by calling the service APIs over HTTP, exactly as CloudFormation
does, and not by reaching into moto's objects: what the APIs refuse is refused here.
"""

from functools import cache

import boto3
from botocore.config import Config

ACCOUNT_ID = "123456789012"

_endpoint = None


def use_endpoint(url):
    """Say where this server listens; must be called before the first `client`."""
    global _endpoint
    _endpoint = url


@cache
def client(service, region):
    """The client of `service` in `region`; made once, since making one is slow."""
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=_endpoint,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(retries={"total_max_attempts": 1}),
    )
