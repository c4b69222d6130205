"""A template with its functions evaluated, as CloudFormation would."""

import ipaddress
import re
from dataclasses import dataclass
from itertools import islice

ACCOUNT_ID = "123456789012"
PLACEHOLDER = re.compile(r"\$\{([^}]+)\}")
STACK_ARN = f"arn:aws:cloudformation:us-east-1:{ACCOUNT_ID}:stack"
STACK_UUID = "5a1c37d0-0b1f-4c56-9d6c-2f8e4d1b7a90"


@dataclass
class Resource:
    """One resource, and the logical ids of those that it needs."""

    type: str
    properties: dict
    settings: dict
    references: set
    depends_on: set


class Template:
    """A template deployed with some parameters.

    `attribute(logical_id, name)` tells what a resource answers; `Ref` is a name, too.
    `sources` are, by parameter, the resources of other stacks that it comes from.
    """

    def __init__(self, document, stack_name, region, parameters, attribute, sources):
        self.document = document
        self._attribute = attribute
        self._region = region
        self._names = {
            name: parameter["Default"]
            for name, parameter in document.get("Parameters", {}).items()
            if "Default" in parameter
        }
        self._names |= parameters
        self._names |= {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::Partition": "aws",
            "AWS::Region": region,
            "AWS::StackId": f"{STACK_ARN}/{stack_name}/{STACK_UUID}",
            "AWS::StackName": stack_name,
            "AWS::URLSuffix": "amazonaws.com",
        }
        self._sources = sources
        self._references = set()

    def resources(self):
        """By logical id."""
        return {
            logical_id: self._resource(dict(written))
            for logical_id, written in self.document["Resources"].items()
        }

    def outputs(self):
        return self._evaluate(self.document.get("Outputs", {}))

    def sources_of_outputs(self):
        """By output, the resources that it is about."""
        found = {}
        for name, output in self.document.get("Outputs", {}).items():
            self._references = set()
            self._evaluate(output)
            found[name] = self._references
        return found

    def _resource(self, written):
        self._references = set()
        depends_on = written.pop("DependsOn", [])
        return Resource(
            written.pop("Type"),
            self._evaluate(written.pop("Properties", {})),
            written,
            self._references,
            {depends_on} if isinstance(depends_on, str) else set(depends_on),
        )

    def _evaluate(self, value):
        if isinstance(value, list):
            return [self._evaluate(item) for item in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name in FUNCTIONS:
                return FUNCTIONS[name](self, argument)
        assert not any(name.startswith("Fn::") for name in value), value
        return {name: self._evaluate(item) for name, item in value.items()}

    def _ref(self, name):
        self._references |= self._sources.get(name, set())
        return self._names[name] if name in self._names else self._ask(name, "Ref")

    def _get_attribute(self, argument):
        parts = argument.split(".", 1) if isinstance(argument, str) else argument
        return self._ask(*parts)

    def _ask(self, logical_id, name):
        self._references.add(logical_id)
        return self._attribute(logical_id, name)

    def _sub(self, argument):
        def found(match):
            name = match[1]
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            return str(self._get_attribute(name) if "." in name else self._ref(name))

        assert isinstance(argument, str), "Fn::Sub with variables of its own"
        return PLACEHOLDER.sub(found, argument)

    def _join(self, argument):
        separator, parts = argument
        return separator.join(map(str, self._evaluate(parts)))

    def _select(self, argument):
        index, values = argument
        return self._evaluate(values)[int(index)]

    def _cidr(self, argument):
        """The parts of a range; the last argument is how many bits are left to each."""
        block, count, bits = self._evaluate(argument)
        whole = ipaddress.ip_network(block)
        parts = whole.subnets(new_prefix=whole.max_prefixlen - int(bits))
        return [str(part) for part in islice(parts, int(count))]

    def _zones(self, _argument):
        return [self._region + letter for letter in "abcd"]

    def _split(self, argument):
        delimiter, text = self._evaluate(argument)
        return text.split(delimiter)

    def _if(self, argument):
        condition, yes, no = argument
        return self._evaluate(yes if self._holds(condition) else no)

    def _holds(self, condition):
        return self._evaluate(self.document["Conditions"][condition])

    def _equals(self, argument):
        first, second = self._evaluate(argument)
        return first == second

    def _not(self, argument):
        (condition,) = self._evaluate(argument)
        return not condition


FUNCTIONS = {
    "Ref": Template._ref,
    "Fn::Cidr": Template._cidr,
    "Fn::Equals": Template._equals,
    "Fn::GetAZs": Template._zones,
    "Fn::GetAtt": Template._get_attribute,
    "Fn::If": Template._if,
    "Fn::Join": Template._join,
    "Fn::Not": Template._not,
    "Fn::Select": Template._select,
    "Fn::Split": Template._split,
    "Fn::Sub": Template._sub,
}
