"""Which Terraform resources are which CloudFormation resource, in its own words."""

from dataclasses import dataclass, field

from .correspondence import KINDS, VPC_IPV6_RANGE
from .rows import Context, filled, matched

# What rows may ask for besides arguments.
NO_ARGUMENTS = ("id", "index")


@dataclass(eq=False)
class Pair:
    """A CloudFormation resource, and what it is in Terraform: nothing, or parts.

    `found` is what the arguments of the parts are in CloudFormation.  Those that are
    nothing there are called by their type and name.
    """

    logical_id: str
    resource: object
    kind: object
    parts: list
    found: dict = field(default_factory=dict)

    @property
    def main(self):
        """What the resource itself is."""
        return self.parts[0]


def kind_of(resource):
    """What a resource is in the table; of one type, two kinds are told apart there."""
    is_ipv6 = "AmazonProvidedIpv6CidrBlock" in resource.properties
    return VPC_IPV6_RANGE if is_ipv6 else KINDS[resource.type]


class Pairs:
    """All pairs of a deployment, by logical id, and what is left on both sides."""

    def __init__(self, resources, state):
        self._state = state
        self.unknown = {
            logical_id: resource
            for logical_id, resource in resources.items()
            if resource.type not in KINDS
        }
        self.by_id = {
            logical_id: self._pair(logical_id, resource)
            for logical_id, resource in resources.items()
            if logical_id not in self.unknown
        }
        self._owners = {}
        for pair in self.by_id.values():
            for address in {item.configured_at for item in pair.parts}:
                self._owners.setdefault(address, []).append(pair)
        self.left = []
        for item in state.resources.values():
            owners = self.owners(item.configured_at)
            if owners:
                self._translate(item, owners)
            else:
                self.left.append(item)

    def owners(self, address):
        """Whose part a Terraform resource is: it can be that of two."""
        return self._owners.get(address, [])

    def _pair(self, logical_id, resource):
        kind = kind_of(resource)
        name = kind.name_of(logical_id)
        parts = [
            self._state.named(part.type, part.name_for(name)) for part in kind.parts
        ]
        # Without what it is itself, what is left of it are not its parts.
        found = sum(parts, []) if parts[0] else []
        return Pair(logical_id, resource, kind, found)

    def _translate(self, item, owners):
        for path, value in item.leaves.items():
            is_told = False
            for pair in owners:
                told = self._told(item, path, value, pair)
                is_told |= told is not None
                for place, text in (told or {}).items():
                    # Two arguments that are one property have to say the same.
                    is_told &= pair.found.setdefault(place, text) == text
            if not is_told and path not in NO_ARGUMENTS:
                owners[0].found[f"{item.type}.{path}"] = value

    def _told(self, item, path, value, pair):
        """What one argument is in CloudFormation, or None if there is no row for it."""
        rows = next(part.rows for part in pair.kind.parts if part.type == item.type)
        for pattern, row in rows.items():
            stars = matched(pattern, path)
            if stars is None:
                continue
            if callable(row):
                return row(value, Context(item, pair.main, self._state))
            return {filled(row, stars, item.leaves): value}
        return None


def attribute_of(document, state):
    """What `Ref` and `Fn::GetAtt` give: the attributes of what Terraform made."""

    def get(logical_id, name):
        kind = KINDS.get(document["Resources"][logical_id]["Type"])
        found = kind and state.named(kind.parts[0].type, kind.name_of(logical_id))
        if not found:
            return f"<{logical_id}.{name}>"
        assert name in kind.attributes, f"the table has no {name} of {logical_id}"
        values, spelled = found[0].values, kind.attributes[name]
        if isinstance(spelled, list):
            return [item.format_map(values) for item in spelled]
        # A list is the whole of an attribute.
        whole = values.get(spelled.strip("{}"))
        return whole if isinstance(whole, list) else spelled.format_map(values)

    return get
