"""The two sides next to each other: all that differs."""

from dataclasses import dataclass

from .leaves import leaves
from .pairs import Pairs
from .rows import output_name, snake_case

COMPARED = ("Parameters", "Conditions", "Resources", "Outputs")


@dataclass(frozen=True)
class Difference:
    """`kind` is a type, or what else is compared; a side that says nothing is None."""

    subject: str
    kind: str
    path: str
    cloudformation: str | None
    terraform: str | None

    def map(self, change):
        """The same, with both sides changed."""
        sides = (self.cloudformation, self.terraform)
        changed = [side if side is None else change(side) for side in sides]
        return Difference(self.subject, self.kind, self.path, *changed)

    def __str__(self):
        sides = f"{self.cloudformation!r} but in Terraform {self.terraform!r}"
        return f"{self.subject} ({self.kind}) {self.path}: {sides}"


def compare(template, state):
    """All differences between a template and what Terraform made."""
    pairs = Pairs(template.resources(), state)
    return [
        *_left(pairs),
        *(found for pair in pairs.by_id.values() for found in _properties(pair)),
        *(found for pair in pairs.by_id.values() for found in _order(pair, pairs)),
        *_parameters(template, state),
        *_outputs(template, state),
        *_rest(template),
    ]


def _left(pairs):
    """What is on one side only."""
    for logical_id, resource in pairs.unknown.items():
        yield Difference(logical_id, resource.type, "", "a type", None)
    for pair in pairs.by_id.values():
        if not pair.parts:
            kind = pair.resource.type
            yield Difference(pair.logical_id, kind, "", "a resource", None)
    for item in pairs.left:
        yield Difference(item.address, item.type, "", None, "a resource")


def _properties(pair):
    if not pair.parts:
        return
    said = leaves(pair.resource.properties) | leaves(pair.resource.settings)
    for name, values in pair.kind.when_absent.items():
        if name not in said:
            said |= values
    yield from _sides(pair.logical_id, pair.resource.type, said, pair.found)


def _order(pair, pairs):
    """What CloudFormation makes first, Terraform makes first: all parts of it."""
    if not pair.parts:
        return
    subject = (pair.logical_id, pair.resource.type)
    own = {item.configured_at for item in pair.parts}
    by_any_part = set.union(*(item.waits_for for item in pair.parts))
    needed = pair.resource.depends_on | pair.resource.references
    for logical_id in sorted(needed & pairs.by_id.keys()):
        is_said = logical_id in pair.resource.depends_on
        waits_for = pair.main.waits_for if is_said else by_any_part
        for item in pairs.by_id[logical_id].parts:
            if item.configured_at not in waits_for | own:
                yield Difference(*subject, f"waits for {item.type}", logical_id, None)
    for address in sorted(set.union(*(item.depends_on for item in pair.parts))):
        owners = {owner.logical_id for owner in pairs.owners(address)}
        if not owners & needed:
            yield Difference(*subject, "waits for", None, address)


def _parameters(template, state):
    variables = state.variables()
    for name, parameter in template.document.get("Parameters", {}).items():
        variable = variables.pop(snake_case(name), {})
        yield from _sides(name, "Parameter", leaves(parameter), leaves(variable))
    for name, variable in variables.items():
        yield from _sides(f"var.{name}", f"var.{name}", {}, leaves(variable))


def _outputs(template, state):
    made = state.outputs()
    for name, output in template.outputs().items():
        found = made.pop(output_name(name), {})
        yield from _sides(name, "Output", leaves(output), leaves(found))
    for name, output in made.items():
        yield from _sides(f"output.{name}", "Output", {}, leaves(output))


def _rest(template):
    for name, section in template.document.items():
        if name not in COMPARED:
            yield from _sides(name, "Template", leaves(section, name), {})


def _sides(subject, kind, cloudformation, terraform):
    for path in {**cloudformation, **terraform}:
        sides = (cloudformation.get(path), terraform.get(path))
        if sides[0] != sides[1]:
            yield Difference(subject, kind, path, *sides)
