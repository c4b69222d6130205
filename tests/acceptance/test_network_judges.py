"""The local AWS refuses networks in which tasks could never start."""

import json

import pytest

from conftest import REGION
from deployment import deploy, failure_reasons
from ecsgen import render
from paths import TESTS
from surroundings import make_surroundings


def closed_endpoints(resources):
    """Nobody lets the tasks into the endpoints."""
    remove(resources, "WebEndpointIngress")


def missing_endpoint(resources):
    remove(resources, "EcrDkrEndpoint")


def missing_gateway_endpoint(resources):
    remove(resources, "S3Endpoint")


def misspelt_endpoint(resources):
    endpoint = resources["LogsEndpoint"]["Properties"]
    endpoint["ServiceName"] = {"Fn::Sub": "com.amazonaws.${AWS::Region}.log"}


def endpoint_of_no_table(resources):
    """An endpoint that is a route takes no subnets."""
    endpoint = resources["S3Endpoint"]["Properties"]
    endpoint["SubnetIds"] = [{"Ref": "IsolatedSubnet1"}]


def hasty_tasks(resources):
    """The service does not wait for its routes."""
    for logical_id in list(resources):
        if logical_id.startswith("PrivateDefaultRoute"):
            remove(resources, logical_id)


def nat_gateway_in_the_dark(resources):
    """A NAT gateway in a private subnet has no way to the internet itself."""
    gateway = resources["PublicNatGateway1"]["Properties"]
    gateway["SubnetId"] = {"Ref": "PrivateSubnet1"}


def remove(resources, logical_id):
    del resources[logical_id]
    for resource in resources.values():
        depends_on = resource.get("DependsOn", [])
        if isinstance(depends_on, list):
            kept = [name for name in depends_on if name != logical_id]
            resource["DependsOn"] = kept


@pytest.mark.parametrize(
    ("name", "mutate", "complaint"),
    [
        ("isolated", closed_endpoints, "are not let into the endpoint of"),
        ("isolated", missing_endpoint, "no endpoint of ecr.dkr"),
        ("isolated", missing_gateway_endpoint, "no endpoint of s3"),
        ("isolated", misspelt_endpoint, "does not exist"),
        ("isolated", endpoint_of_no_table, "SubnetIds is not for a gateway"),
        ("private", hasty_tasks, "have no way out"),
        ("private", nat_gateway_in_the_dark, "no route to an internet gateway"),
    ],
)
def test_the_local_aws_refuses(name, mutate, complaint, aws_in, tmp_path):
    path = TESTS / "blueprints" / f"{name}.toml"
    aws = aws_in(REGION)
    surroundings = make_surroundings(path.read_text(), aws)
    own_copy = tmp_path / path.name
    own_copy.write_text(surroundings.text)
    template = render(own_copy, tmp_path / "template.json", "json")
    document = json.loads(template.read_text())
    mutate(document["Resources"])
    template.write_text(json.dumps(document))
    stack = f"network-{mutate.__name__.replace('_', '-')}"
    done = deploy(aws, template, stack, surroundings.parameters)
    assert done.returncode != 0
    assert complaint in done.stderr + failure_reasons(aws, stack)
