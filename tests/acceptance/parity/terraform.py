"""A configuration that was applied: what it wrote, and what became of it."""

import re
from dataclasses import dataclass

from .leaves import leaves

# The attributes by which one resource is known to another.
IDENTITIES = ("arn", "id", "dns_name", "zone_id", "arn_suffix", "fqdn")
# What has an id only because Terraform wants one.
ANONYMOUS = {"random_password"}
EXPRESSION = {"constant_value", "references"}
BOUNDS = re.compile(r"^floor\((\S+)\) == \1 && \1 >= (?P<least>\d+) && \1 <= (?P<most>\d+)$")
PATTERN = re.compile(r'can\(regex\("((?:[^"\\]|\\.)*)", var\.\w+\)\)')


@dataclass
class Resource:
    """One resource, or data source."""

    address: str
    type: str
    name: str
    index: str
    # What the configuration writes, with the values that it has.
    arguments: dict
    # Everything, with what AWS decides.
    values: dict
    # The addresses of all that Terraform makes before.
    waits_for: set
    depends_on: set

    @property
    def is_data(self):
        return self.type.startswith("data.")

    @property
    def configured_at(self):
        """The address without the key of an instance."""
        return f"{self.type}.{self.name}"

    @property
    def leaves(self):
        written = dict(self.arguments)
        if self.values.get("tags_all"):
            written["tags_all"] = self.values["tags_all"]
        written.pop("tags", None)
        found = leaves(written)
        found["id"] = self.values.get("id")
        if self.index is not None:
            found["index"] = self.index
        return found


class State:
    """What Terraform made of a configuration."""

    def __init__(self, plan, state, settings):
        self._module = plan["configuration"]["root_module"]
        self._state = state["values"]
        self._settings = settings
        configured = {item["address"]: item for item in self._module["resources"]}
        found = [self._resource(item, configured) for item in self._made()]
        self.resources = {item.address: item for item in found}

    def _made(self):
        return self._state["root_module"]["resources"]

    def _resource(self, made, configured):
        is_data = made["mode"] == "data"
        kind = f"data.{made['type']}" if is_data else made["type"]
        address = f"{kind}.{made['name']}"
        expressions = configured[address].get("expressions", {})
        arguments = written(made["values"], expressions)
        lifecycle = self._settings.lifecycles.get(address)
        if lifecycle:
            arguments["lifecycle"] = lifecycle
        return Resource(
            made["address"],
            kind,
            made["name"],
            made.get("index"),
            arguments,
            made["values"],
            set(made.get("depends_on", [])),
            set(configured[address].get("depends_on", [])),
        )

    def named(self, kind, name):
        """All instances of a resource."""
        address = f"{kind}.{name}"
        return [
            item for item in self.resources.values() if item.configured_at == address
        ]

    def variables(self):
        """By name, in CloudFormation's words."""
        return {
            name: _parameter(name, declared, self._settings.variables[name])
            for name, declared in self._module.get("variables", {}).items()
        }

    def outputs(self):
        """By name; a list is what CloudFormation would have to make of it."""
        declared = self._module.get("outputs", {})
        return {
            name: {
                "Description": declared[name].get("description"),
                "Value": _joined(output["value"]),
            }
            for name, output in self._state.get("outputs", {}).items()
            # CloudFormation says in its events which records somebody has to create.
            if not name.endswith("certificate_records")
        }

    def legible(self, text):
        """The text with addresses in the place of what was made up for them."""
        identities = {
            item.values[name]: f"<{item.address}.{name}>"
            for item in self.resources.values()
            for name in reversed(IDENTITIES)
            if not (item.is_data or item.type in ANONYMOUS)
            and isinstance(item.values.get(name), str)
            and item.values[name] not in item.arguments.values()
        }
        longest_first = sorted(map(re.escape, identities), key=len, reverse=True)
        pattern = "|".join(longest_first)
        return re.sub(pattern, lambda match: identities[match[0]], text)


def written(values, expressions):
    """The values of those arguments that the configuration writes."""
    return {
        name: _written(values[name], expression)
        for name, expression in expressions.items()
        # A block that only others of the same set have is an empty list.
        if values[name] is not None and (values[name] or not is_blocks(expression))
    }


def _written(value, expression):
    if is_blocks(expression):
        union = _union(expression)
        return [written(item, union) for item in value]
    if expression.keys() <= EXPRESSION:
        return value
    return written(value, expression)


def is_blocks(expression):
    return isinstance(expression, list)


def _union(blocks):
    """What any of the blocks writes: a set of blocks has an order of its own."""
    union = {}
    for block in blocks:
        for name, expression in block.items():
            if is_blocks(expression):
                union[name] = union.get(name, []) + expression
            else:
                union.setdefault(name, expression)
    return union


def _joined(value):
    return ",".join(value) if isinstance(value, list) else value


def _parameter(name, declared, settings):
    parameter = {"Description": declared.get("description")}
    parameter["Type"] = settings["type"].capitalize()
    if "default" in declared:
        parameter["Default"] = declared["default"]
    parameter["nullable"] = settings["nullable"]
    for rule in settings["validations"]:
        bounds = BOUNDS.search(rule["condition"])
        if bounds:
            parameter["MinValue"], parameter["MaxValue"] = bounds["least"], bounds["most"]
            continue
        pattern = PATTERN.fullmatch(rule["condition"])
        said = rule["error_message"].removeprefix(f"{name} must be ")
        if pattern and said != rule["error_message"]:
            parameter["AllowedPattern"] = _whole(pattern[1])
            parameter["ConstraintDescription"] = said
        else:
            parameter.setdefault("validations", []).append(rule["error_message"])
    return parameter


def _whole(pattern):
    """CloudFormation looks at the whole of a value without being told."""
    match = re.fullmatch(r"\^\((.*)\)\$", pattern.replace("\\\\", "\\"))
    return match[1] if match else f"part of it: {pattern}"
