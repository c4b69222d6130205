"""The judges are awake: they reject deliberate mistakes, and clean up after them."""

import json

import pytest

from conftest import REGION
from deployment import deploy, failure_reasons
from ecsgen import render
from inventory import inventory
from judges import cfn_lint, cloudformation_validate
from mutations import DEPLOY, LINT, MUTATIONS, VALIDATE
from paths import ROOT
from surroundings import make_surroundings

# A blueprint with all that the mutations change: HTTPS, a scaled service, logs.
BLUEPRINT = ROOT / "blueprints" / "iploc8.toml"


@pytest.fixture(scope="module")
def surroundings(aws_in):
    return make_surroundings(BLUEPRINT.read_text(), aws_in(REGION))


@pytest.fixture
def template(surroundings, tmp_path):
    """A good template: a file, to be changed and written again."""
    blueprint = tmp_path / BLUEPRINT.name
    blueprint.write_text(surroundings.text)
    return render(blueprint, tmp_path / "template.json", "json")


def judged_by(judge):
    return [
        pytest.param(mutation, id=mutation.name.replace(" ", "-"))
        for mutation in MUTATIONS
        if judge in mutation.noticed_by
    ]


def apply(mutation, template):
    """Make the mistake in the template file."""
    document = json.loads(template.read_text())
    before = json.dumps(document)
    mutation.mutate(document)
    assert json.dumps(document) != before, "the mutation changed nothing"
    template.write_text(json.dumps(document))


@pytest.mark.parametrize("mutation", judged_by(LINT))
def test_cfn_lint_notices(mutation, template):
    apply(mutation, template)
    assert cfn_lint(template) != []


@pytest.mark.parametrize("mutation", judged_by(VALIDATE))
def test_cloudformation_validate_notices(mutation, template):
    apply(mutation, template)
    assert cloudformation_validate(template) != []


@pytest.mark.parametrize("mutation", judged_by(DEPLOY))
def test_the_local_aws_refuses(mutation, template, surroundings, aws_in):
    apply(mutation, template)
    aws = aws_in(REGION)
    before = inventory(aws, surroundings.zone_ids.values())
    stack = mutation.name.replace(" ", "-")
    done = deploy(aws, template, stack, surroundings.parameters)
    assert done.returncode != 0
    assert mutation.complaint in done.stderr + failure_reasons(aws, stack)
    # What was made before the mistake was noticed is gone again.
    assert inventory(aws, surroundings.zone_ids.values()) - before == {("stack", stack)}
