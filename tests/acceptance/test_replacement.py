"""Changes that replace a target group, or what it hangs on, go through in one deploy.

A target group belongs to one load balancer.  AWS refuses a rule that would give it to
a second one as long as the first has a rule for it, and CloudFormation deletes the old
rules after it has made the new ones.
"""

import pytest

from deployment import deploy as deploy_command
from deployment import failure_reasons, must_deploy
from ecsgen import render
from inventory import inventory

REGION = "eu-central-1"
STACK = "moving"

BASE = """
name = "moving"
[load_balancer]
protocol = "http"
[load_balancers.other]
protocol = "http"
scheme = "internal"
[services.web]
image = "nginx:1.29"
port = 80
hosts = ["www.example.com"]
paths = ["/a/*"]
public_ip = true
[services.rest]
image = "nginx:1.29"
port = 80
public_ip = true
[services.third]
image = "nginx:1.29"
port = 80
load_balancer = "other"
public_ip = true
"""

SCHEME_CHANGED = BASE.replace(
    "[load_balancer]\n", '[load_balancer]\nscheme = "internal"\n'
)
WEB = '[services.web]\nimage = "nginx:1.29"\n'

# Each change is made to what the one before it has left, and everything but the first
# of them leaves some replaced target group behind that has to go.
CHANGES = {
    "port": ("port = 80\nhosts", "port = 8080\nhosts"),
    "scheme": ("[load_balancer]\n", '[load_balancer]\nscheme = "internal"\n'),
    "load balancer": (WEB, WEB + 'load_balancer = "other"\n'),
    "scheme of the other": ('scheme = "internal"\n[services', "[services"),
    "load balancer and port": (
        WEB + 'load_balancer = "other"\nport = 8080',
        WEB + "port = 9090",
    ),
    "no load balancer": (
        'port = 80\nload_balancer = "other"',
        "port = 80\nload_balancer = false",
    ),
    "scheme back": ('[load_balancer]\nscheme = "internal"\n', "[load_balancer]\n"),
    "paths": ('paths = ["/a/*"]', 'paths = ["/b/c/*", "/a/*"]'),
}


NETWORK = """
name = "ports"
[load_balancer]
type = "network"
[services.first]
image = "nginx:1.29"
port = 80
public_ip = true
listeners = [{ port = 8000 }, { port = 81 }]
[services.second]
image = "nginx:1.29"
port = 90
public_ip = true
health_check = { port = 8080 }
"""
# As `CHANGES`, for a Network Load Balancer; some take more than one place.
NETWORK_CHANGES = {
    "protocol": [("{ port = 81 }", '{ port = 81, protocol = "tcp_udp" }')],
    "container port": [("{ port = 8000 }", "{ port = 8000, container_port = 8080 }")],
    "port": [("{ port = 8000, c", "{ port = 80, c")],
    "services that trade ports": [
        ('{ port = 81, protocol = "tcp_udp" }', "{ port = 90 }"),
        ("port = 90\npublic", "port = 90\nlisteners = [{ port = 81 }]\npublic"),
    ],
    "addresses": [('"network"\n', '"network"\nelastic_ips = true\n')],
    "scheme": [("elastic_ips = true\n", 'scheme = "internal"\n')],
    "type": [
        ('type = "network"\n', 'protocol = "http"\n'),
        ("listeners = [{ port = 80, container_port = 8080 }, { port = 90 }]\n", ""),
        ("listeners = [{ port = 81 }]\n", 'paths = ["/second"]\n'),
    ],
}


@pytest.fixture
def deploy(aws_in, tmp_path):
    aws = aws_in(REGION)

    def run(text):
        blueprint = tmp_path / "blueprint.toml"
        blueprint.write_text(text)
        template = render(blueprint, tmp_path / "template.yaml")
        must_deploy(aws, template, STACK, {})
        return aws

    yield run
    aws.run("cloudformation", "delete-stack", "--stack-name", STACK)


def test_what_has_to_be_replaced_is_replaced_in_one_deploy(deploy):
    aws = deploy(BASE)
    text = BASE
    for name, (old, new) in CHANGES.items():
        assert text.count(old) == 1, name
        text = text.replace(old, new)
        groups = kinds(aws, "target group")
        deploy(text)
        assert len(kinds(aws, "target group")) <= len(groups), f"{name} leaves a group"
    assert len(kinds(aws, "load balancer")) == 1


def test_what_a_port_leads_to_is_replaced_in_one_deploy(deploy):
    aws = deploy(NETWORK)
    text = NETWORK
    for name, places in NETWORK_CHANGES.items():
        for old, new in places:
            assert text.count(old) == 1, name
            text = text.replace(old, new)
        deploy(text)
        assert len(kinds(aws, "load balancer")) == 1, name
    assert len(kinds(aws, "target group")) == 2


def test_a_target_group_moves_where_its_load_balancer_does(deploy):
    """That of a service whose load balancer is replaced is replaced, and no other."""
    aws = deploy(BASE)
    before = group_names(aws)
    deploy(SCHEME_CHANGED)
    after = group_names(aws)
    kept = before & after
    assert len(kept) == 1
    assert "Third" in kept.pop()


def test_a_target_group_that_stayed_would_be_refused(aws_in, tmp_path):
    """Were it the same on both load balancers, as it would be under one logical id."""
    aws = aws_in(REGION)
    stack, template = f"{STACK}-not", tmp_path / "template.yaml"
    blueprint = tmp_path / "blueprint.toml"
    blueprint.write_text(BASE)
    must_deploy(aws, render(blueprint, template), stack, {})
    blueprint.write_text(SCHEME_CHANGED)
    changed = render(blueprint, template).read_text()
    assert "WebInDefaultTargetGroup" in changed
    template.write_text(changed.replace("InDefaultTargetGroup", "TargetGroup"))
    assert deploy_command(aws, template, stack, {}).returncode != 0
    assert "belongs to another load balancer" in failure_reasons(aws, stack)


def kinds(aws, kind):
    """Those of the stack: other tests leave load balancers that others share."""
    found = {item for found, item in inventory(aws, ()) if found == kind}
    return {arn for arn in found if f"/{STACK}-" in arn}


def group_names(aws):
    answer = aws.read("elbv2", "describe-target-groups")
    return {group["TargetGroupName"] for group in answer["TargetGroups"]}
