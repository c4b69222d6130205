"""A stack is made in a second region, changed, left alone and deleted.

All of it with the programs that ecsgen writes beside the templates.
"""

from changes import with_more_tasks
from deployment import delete_folder, failure_reasons, must_deploy_folder
from ecsgen import render, render_folder
from expect import App
from inventory import inventory
from readback import Stack
from surroundings import make_surroundings
from surroundings_balancers import state

REGION = "eu-west-1"
# Where CloudFront has its certificates.
CLOUDFRONT_REGION = "us-east-1"
NEW_TAG = "acceptance-2"
UNCHANGED = "No changes to deploy"


class Author:
    """Somebody who deploys one blueprint, again and again."""

    def __init__(self, blueprint, aws_in, directory):
        self.aws = aws = aws_in(REGION)
        self._elsewhere = aws_in(CLOUDFRONT_REGION)
        self.stack = f"{blueprint.stem}-{REGION}"
        self.surroundings = make_surroundings(_own_names(blueprint), aws)
        self._directory = directory
        self._folder = directory / "deploy"

    def deploy(self, text, parameters):
        """Deploy the blueprint `text`; returns what was printed and the stack."""
        blueprint = self._directory / "blueprint.toml"
        blueprint.write_text(text)
        render_folder(blueprint, self._folder)
        as_json = render(blueprint, self._directory / "template.json", "json")
        parameters = {**self.surroundings.parameters, **parameters}
        printed = must_deploy_folder(self.aws, self._folder, self.stack, parameters)
        app = App(text, REGION)
        return printed, Stack(self.aws, self.stack, app, self.surroundings, as_json)

    def inventory(self):
        zone_ids = self.surroundings.zone_ids.values()
        return inventory(self.aws, zone_ids, self._elsewhere)

    def existing_balancers(self):
        """All there is to know of load balancers that were there."""
        arns = self.surroundings.balancers.values()
        return [state(arn, self.aws) for arn in arns]

    def delete(self):
        return delete_folder(self.aws, self._folder, self.stack)


def _own_names(blueprint):
    """The blueprint; where CloudFront has its names, with others.

    In all the world there is one distribution for a name, and other tests have it.
    """
    text = blueprint.read_text()
    app = App(text, REGION)
    if app.cloudfront is None:
        return text
    for domain in app.domains.all:
        text = text.replace(domain.zone, f"again-{domain.zone}")
    return text


def test_a_stack_can_be_changed_and_leaves_nothing_behind(blueprint, aws_in, tmp_path):
    author = Author(blueprint, aws_in, tmp_path)
    text = author.surroundings.text
    before = author.inventory()
    balancers_before = author.existing_balancers()

    _, stack = author.deploy(text, {})
    kept = {("secret", arn) for arn in stack.ids("AWS::SecretsManager::Secret")}
    kept |= {("user pool", pool) for pool in stack.ids("AWS::Cognito::UserPool")}
    kept |= {("bucket", name) for name in stack.ids("AWS::S3::Bucket")}
    kept |= {
        ("hosted zone", f"/hostedzone/{stack.outputs[f'{domain.prefix}HostedZoneId']}")
        for domain in stack.app.domains.all
        if domain.is_new and not domain.is_private
    }
    check_new_tags(author, stack, text)
    changed_text = with_more_tasks(text)
    check_more_tasks(author, changed_text)
    check_nothing_to_do(author, changed_text)
    check_deletion(author, stack)

    left = author.inventory() - before
    assert left == kept
    assert before <= author.inventory()
    assert author.existing_balancers() == balancers_before


def check_new_tags(author, stack, text):
    """A parameter override deploys another version of each image."""
    services = stack.app.services.values()
    overrides = {
        service.image_parameter: NEW_TAG
        for service in services
        if service.image_parameter
    }
    before = {service.name: stack.task(service) for service in services}
    _, updated = author.deploy(text, overrides)
    for service in services:
        tag = NEW_TAG if service.image_parameter else None
        old, new = before[service.name], updated.task(service)
        assert new["containerDefinitions"][0]["image"] == service.image_with_tag(tag)
        is_new = old["taskDefinitionArn"] != new["taskDefinitionArn"]
        assert is_new == (tag is not None)


def check_more_tasks(author, text):
    """A changed blueprint changes the services and keeps the images."""
    _, stack = author.deploy(text, {})
    for service in stack.app.services.values():
        tag = NEW_TAG if service.image_parameter else None
        assert stack.container(service)["image"] == service.image_with_tag(tag)
        if service.scaling:
            assert service.scaling["limits"] in limits_of(stack)
        else:
            found = stack.services[service.name]["desiredCount"]
            assert found == service.desired_count


def limits_of(stack):
    answer = stack.aws.read(
        *("application-autoscaling", "describe-scalable-targets"),
        *("--service-namespace", "ecs"),
    )
    return [
        (item["MinCapacity"], item["MaxCapacity"])
        for item in answer["ScalableTargets"]
        if stack.cluster["clusterName"] in item["ResourceId"]
    ]


def check_nothing_to_do(author, text):
    printed, _ = author.deploy(text, {})
    assert UNCHANGED in printed


def check_deletion(author, stack):
    protected = [it for it in stack.app.load_balancers if it.deletion_protection]
    if protected:
        assert author.delete().returncode != 0
        assert "deletion protection" in failure_reasons(author.aws, author.stack)
    for item in protected:
        author.aws.read(
            *("elbv2", "modify-load-balancer-attributes"),
            *("--load-balancer-arn", stack.balancer(item)["LoadBalancerArn"]),
            *("--attributes", "Key=deletion_protection.enabled,Value=false"),
        )
    done = author.delete()
    assert done.returncode == 0, failure_reasons(author.aws, author.stack)
    assert author.delete().returncode == 0, "what is gone is passed over"
