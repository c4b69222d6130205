"""What goes wrong behind a load balancer that others use stops the deploy, and harms nobody."""

import pytest

from deployment import deploy as deploy_command
from deployment import failure_reasons, must_deploy
from ecsgen import render
from paths import ROOT
from surroundings import make_surroundings
from surroundings_balancers import OTHERS_PRIORITY, state

REGION = "eu-central-1"
BLUEPRINT = ROOT / "tests" / "acceptance" / "blueprints" / "shared-balancer.toml"
HOSTS = 'hosts = ["app.example.com"]'
NEW = "[services.new]\nimage = \"nginx:1.29\"\nport = 80\nhosts = [\"new.example.com\"]\n"


@pytest.fixture
def author(aws_in, tmp_path, request):
    """Deploys changes of one blueprint: a function of its text."""
    aws = aws_in(REGION)
    surroundings = make_surroundings(BLUEPRINT.read_text(), aws)
    name = f"shared-{request.node.name.replace('_', '-')[:40]}"

    class Author:
        text = surroundings.text
        parameters = surroundings.parameters
        stack = name

        @staticmethod
        def template(text):
            blueprint = tmp_path / "blueprint.toml"
            blueprint.write_text(text)
            return render(blueprint, tmp_path / "template.yaml")

        @staticmethod
        def balancers():
            return [state(arn, aws) for arn in surroundings.balancers.values()]

        @staticmethod
        def refused(template, **parameters):
            assert Author.attempted(template, **parameters).returncode != 0
            return failure_reasons(aws, name)

        @staticmethod
        def attempted(template, **parameters):
            given = {**surroundings.parameters, **parameters}
            return deploy_command(aws, template, name, given)

        @staticmethod
        def deployed(template):
            must_deploy(aws, template, name, surroundings.parameters)

    yield Author
    aws.run("cloudformation", "delete-stack", "--stack-name", name)


def test_a_priority_of_somebody_else_is_refused(author):
    pinned = author.text.replace(HOSTS, f"{HOSTS}\npriority = {OTHERS_PRIORITY}")
    assert pinned != author.text
    before = author.balancers()
    assert "is currently in use" in author.refused(author.template(pinned))
    assert author.balancers() == before


def test_a_failed_update_leaves_what_was_there(author):
    author.deployed(author.template(author.text))
    before = author.balancers()
    changed = f"{author.text}\n{NEW}priority = {OTHERS_PRIORITY}\n"
    assert "is currently in use" in author.refused(author.template(changed))
    assert author.balancers() == before


def test_the_name_of_another_load_balancer_is_refused(author):
    given = {"LoadBalancerFullName": "app/another/50dc6c495c0c9188"}
    reasons = author.refused(author.template(author.text), **given)
    assert "no such target group: app/another/" in reasons


def test_the_dns_name_of_no_load_balancer_is_refused(author):
    given = {"LoadBalancerDnsName": "nobody-1.eu-central-1.elb.amazonaws.com"}
    reasons = author.refused(author.template(author.text), **given)
    assert "nobody-1" in reasons


def test_a_load_balancer_is_not_taken_for_its_listener(author):
    listener = author.parameters["ListenerArn"]
    arn = listener.replace(":listener/", ":loadbalancer/").rpartition("/")[0]
    done = author.attempted(author.template(author.text), ListenerArn=arn)
    assert done.returncode != 0
    assert "ListenerArn" in done.stderr
