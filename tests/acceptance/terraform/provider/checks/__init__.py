"""What is refused: by the schema, by the provider's own checks, by AWS.

The real providers check more than their schemas say: patterns and ranges of values, and
which arguments need or exclude each other. These checks are the ones they make for what
ecsgen writes; where, stands beside each. A value not known yet is not checked.
"""

from . import (
    compute,
    edge,
    network,
    passwords,
    provider,
    requests,
    security,
    storage,
)
from .schema import of_schema

CONFIGURATION = {
    **compute.CHECKS,
    **edge.CHECKS,
    **network.CHECKS,
    **passwords.CHECKS,
    **security.CHECKS,
    **storage.CHECKS,
}


def of_provider(config, region):
    """What there is to say about the configuration of the provider aws itself."""
    for check in provider.CHECKS:
        yield from check({**config, "region": region})


def of_configuration(type_name, block, config):
    """What the provider has to say about a resource before anything is planned."""
    yield from of_schema(block, config)
    for check in CONFIGURATION.get(type_name, ()):
        yield from check(config)


def of_request(type_name, value):
    """What AWS has to say when it is asked to make the resource."""
    for check in requests.CHECKS.get(type_name, ()):
        yield from check(value)


__all__ = ["of_configuration", "of_provider", "of_request", "of_schema"]
