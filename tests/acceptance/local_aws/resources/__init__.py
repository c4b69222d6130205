"""The resource types that can be deployed here, one module per AWS service."""

from ..errors import TemplateError
from . import (
    acm,
    autoscaling,
    cloudfront,
    ec2_flow_logs,
    ec2_gateways,
    cognito,
    ec2_network,
    ec2_security,
    ecs,
    ecs_service,
    elbv2,
    elbv2_rules,
    elbv2_trust,
    iam,
    logs,
    route53,
    s3,
    secretsmanager,
    wafv2,
)
from .base import Resource

_MODULES = (
    acm,
    autoscaling,
    cloudfront,
    ec2_flow_logs,
    ec2_gateways,
    cognito,
    ec2_network,
    ec2_security,
    ecs,
    ecs_service,
    elbv2,
    elbv2_rules,
    elbv2_trust,
    iam,
    logs,
    route53,
    s3,
    secretsmanager,
    wafv2,
)


def _classes():
    for module in _MODULES:
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, Resource) and item.type_name:
                yield item


_BY_TYPE = {item.type_name: item for item in _classes()}


def resource_class(type_name):
    """The model of a resource type; a type without one is an error."""
    if type_name not in _BY_TYPE:
        raise TemplateError(f"Unrecognized resource type {type_name}")
    return _BY_TYPE[type_name]
