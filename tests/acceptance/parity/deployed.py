"""A blueprint deployed in both ways, and what differs then."""

import tomllib
from dataclasses import dataclass

from ecsgen import render
from terraform.cli import Configuration
from terraform.rendered import VARIABLES

from .comparison import compare
from .pairs import attribute_of
from .rows import snake_case
from .settings import Settings
from .terraform import State
from .whole import Whole, documents, together


@dataclass(frozen=True)
class Choice:
    """What is chosen when deploying: nothing but what has to be, or everything."""

    name: str
    stack_name: str | None
    region: str
    everything: bool

    def parameters(self, template):
        """The values of CloudFormation's parameters."""
        return {
            name: VARIABLES.get(snake_case(name), "chosen")
            for name, parameter in template.get("Parameters", {}).items()
            if self.everything or "Default" not in parameter
        }

    def variables(self, parameters):
        """The same for Terraform, which has two more."""
        values = {snake_case(name): value for name, value in parameters.items()}
        if self.everything:
            values |= {"name": self.stack_name, "region": self.region}
        return values


DEFAULTS = Choice("defaults", None, "us-east-1", everything=False)
CHOSEN = Choice("chosen", "chosen-name", "eu-west-1", everything=True)


def differences(terraform, blueprint, way, directory, edit=None):
    """All differences, legible; `edit` may change the files of the configuration."""
    output_format, choice = way
    stacks = documents(blueprint, directory)
    document = together(stacks)
    source = render(blueprint, directory / "source", output_format)
    if edit:
        edit(source)
    parameters = choice.parameters(document)
    variables = choice.variables(parameters)
    configuration = Configuration(terraform, source, directory / "applied", variables)
    configuration.init()
    state = State(configuration.plan(), configuration.apply(), Settings(source))
    template = Whole(
        stacks,
        document,
        choice.stack_name or tomllib.loads(blueprint.read_text())["name"],
        choice.region,
        parameters,
        attribute_of(document, state),
    )
    return [difference.map(state.legible) for difference in compare(template, state)]
