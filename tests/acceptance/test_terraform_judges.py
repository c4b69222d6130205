"""The judges of Terraform configurations are awake: they refuse deliberate mistakes."""

import re
import shutil

import pytest

from judges import ecs_api
from paths import ROOT
from terraform.cli import TerraformError
from terraform.mutations import (
    APPLY,
    ECS_API,
    FORMAT,
    MUTATIONS,
    PLAN,
    SETTLE,
    VALIDATE,
)
from terraform.rendered import HCL, Rendered

# A blueprint with all that the mutations change: HTTPS, a firewall, a secret, logs.
BLUEPRINT = ROOT / "blueprints" / "iploc8.toml"
PLANNED = (PLAN, APPLY, ECS_API, SETTLE)
APPLIED = (APPLY, ECS_API, SETTLE)


@pytest.fixture(scope="module")
def good(terraform, tmp_path_factory):
    """A configuration without mistakes."""
    return Rendered(terraform, BLUEPRINT, tmp_path_factory.mktemp("judges"))


@pytest.fixture
def mutant(mutation, good, tmp_path):
    """The configuration with the mistake in it."""
    source = tmp_path / "source"
    shutil.copytree(good.files(HCL), source)
    file = source / mutation.file
    text, count = re.subn(
        mutation.pattern,
        mutation.replacement,
        file.read_text(),
        count=1,
        flags=re.DOTALL,
    )
    assert count == 1, "the mutation changed nothing"
    file.write_text(text)
    return good.configuration(tmp_path.name, source)


@pytest.mark.parametrize(
    "mutation",
    [pytest.param(item, id=item.name.replace(" ", "-")) for item in MUTATIONS],
)
def test_they_notice(mutation, mutant):
    assert mutation.complaint in complaints(mutant, mutation.step)


def complaints(configuration, step):
    """What the step has to say; the steps before it must have nothing to say."""
    if step == FORMAT:
        return configuration.unformatted()
    try:
        configuration.init()
        if step == VALIDATE:
            configuration.validate()
        if step in PLANNED:
            configuration.plan()
        if step in APPLIED:
            state = configuration.apply()
    except TerraformError as error:
        assert error.command == step, error
        return str(error)
    if step == ECS_API:
        return ecs_api(state)
    if step == SETTLE:
        return " ".join(configuration.changes())
    return "nothing"
