"""What a configuration says that `terraform show` does not tell.

That is the lifecycle of resources, and the types and validations of variables. They are
read from the files, which need no full parser: `terraform fmt` has indented them.
"""

import json
import re

NAMED = re.compile(r'"([^"]*)"')
ARGUMENT = re.compile(r"(\w+) += (.*)")


class Settings:
    """`lifecycles` by address, and `variables` by name."""

    def __init__(self, directory):
        files = sorted(directory.glob("*.tf"))
        read = [_from_hcl(file.read_text()) for file in files]
        read += [
            _from_json(json.loads(file.read_text()))
            for file in sorted(directory.glob("*.tf.json"))
        ]
        self.lifecycles = {}
        self.variables = {}
        for lifecycles, variables in read:
            self.lifecycles |= lifecycles
            self.variables |= variables


def _from_hcl(text):
    lifecycles, variables = {}, {}
    for kind, names, body in _blocks(text, ""):
        if kind == "resource":
            lifecycle = [_body(inner, 2) for _, inner in _named(body, 1, "lifecycle")]
            lifecycles[".".join(names)] = _lifecycle(*lifecycle)
        elif kind == "variable":
            validations = [
                _body(inner, 2) for _, inner in _named(body, 1, "validation")
            ]
            variables[names[0]] = _variable(_body(body, 1), validations)
    return lifecycles, variables


def _from_json(document):
    lifecycles = {
        f"{kind}.{name}": _lifecycle(*_listed(resource.get("lifecycle")))
        for kind, resources in document["resource"].items()
        for name, resource in resources.items()
    }
    variables = {
        name: _variable(variable, _listed(variable.get("validation")))
        for name, variable in document["variable"].items()
    }
    return lifecycles, variables


def _listed(blocks):
    """Where JSON has one block or a list of them."""
    if blocks is None:
        return []
    return blocks if isinstance(blocks, list) else [blocks]


def _blocks(text, indent):
    """Kind, labels and body of the blocks at one level of indentation."""
    pattern = rf'^{indent}(\w+)((?: "[^"]*")*) {{\n(.*?)^{indent}}}$'
    for kind, labels, body in re.findall(pattern, text, re.M | re.S):
        yield kind, NAMED.findall(labels), body


def _named(body, level, name):
    return [
        (kind, inner) for kind, _, inner in _blocks(body, "  " * level) if kind == name
    ]


def _body(body, level):
    """The arguments of a block, and the blocks in it, which are only there or not."""
    indent = "  " * level
    lines = [line.removeprefix(indent) for line in body.splitlines()]
    found = dict(match.groups() for match in map(ARGUMENT.fullmatch, lines) if match)
    return found | {kind: True for kind, _, _ in _blocks(body, indent)}


def _lifecycle(written=None):
    """`ignore_changes` by argument, everything else as it is written."""
    found = dict(written or {})
    ignored = found.pop("ignore_changes", [])
    if isinstance(ignored, str):
        ignored = re.findall(r"\w+", ignored)
    result = {name: _plain(value) for name, value in found.items()}
    if ignored:
        result["ignore_changes"] = dict.fromkeys(ignored, "true")
    return result


def _variable(written, validations):
    rules = [
        {name: _plain(rule[name]) for name in ("condition", "error_message")}
        for rule in validations
    ]
    return {
        "type": _plain(written["type"]),
        "nullable": _plain(written.get("nullable", "true")),
        "validations": rules,
    }


def _plain(value):
    """A text without its quotes, an expression without its `${}`."""
    if isinstance(value, dict):
        return "true"
    if not isinstance(value, str):
        return json.dumps(value)
    if value.startswith("${"):
        return value[2:-1]
    return json.loads(value) if value.startswith('"') else value
