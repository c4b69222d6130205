"""What the rows of the table are made of."""

import json
import re
import string
from dataclasses import dataclass
from itertools import pairwise

from .leaves import characters

WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
WILDCARD = re.compile(r"\*\*|\*")
BLANK = re.compile(r"\*\*|\*|\{(\w+)\}")


@dataclass(frozen=True)
class Part:
    """A Terraform resource that is a CloudFormation resource, or a part of one.

    `name` is made of the name that the CloudFormation resource has in Terraform.
    """

    type: str
    rows: dict
    name: str

    def name_for(self, name):
        return name_of_part(name, self.name)


def name_of_part(name, pattern):
    """What is `web_x` for `web` is `x` for `main`, where the pattern is `{}|x`."""
    return pattern.replace("{}|", "" if name == "main" else f"{name}_").format(name)


def part(type_name, table, special=None, name="{}"):
    """A part of which the rows are written as a table, and some as functions."""
    return Part(type_name, read_rows(table) | (special or {}), name)


def read_rows(table):
    """{argument: property}; a line that is indented is inside the one above it."""
    lines = [line for line in table.splitlines() if line.strip()]
    rows, outer = {}, []
    for line, next_line in pairwise([*lines, ""]):
        outer = [(depth, pair) for depth, pair in outer if depth < _depth(line)]
        outer.append((_depth(line), line.split()))
        if _depth(next_line) <= _depth(line):
            argument, path = zip(*(pair for _, pair in outer), strict=True)
            rows[".".join(argument)] = ".".join(path)
    return rows


def _depth(line):
    return len(line) - len(line.lstrip())


class Kind:
    """A type of CloudFormation resource, of one part in Terraform or of more.

    `word` is what logical ids of the type have in them, besides a name.  `attributes`
    are what `Ref` and `Fn::GetAtt` give, of the first part's attributes.  `when_absent`
    is what AWS makes of a property that is left out, where it is not what the provider
    would make of it.
    """

    def __init__(self, word, *parts, attributes=None, when_absent=None):
        self._word = word
        self.parts = parts
        self.attributes = attributes or {}
        self.when_absent = when_absent or {}

    def name_of(self, logical_id):
        """`WebListenerRule2` is `web_2`; what has no name of its own is `main`."""
        before, _, after = logical_id.rpartition(self._word)
        return "_".join(filter(None, map(snake_case, (before, after)))) or "main"


def snake_case(name):
    return WORD.sub("_", name).lower()


def output_name(logical_id):
    """`WebUrl2` is `web_url_2`."""
    return re.sub(r"(?<=[a-z])(?=\d+$)", "_", snake_case(logical_id))


def matched(pattern, path):
    """What the stars of a pattern stand for in a path, or None."""
    stars = {"*": r"([^\]]*)", "**": "(.*)"}
    parts = WILDCARD.split(pattern)
    regex = re.escape(parts[0])
    for star, part in zip(WILDCARD.findall(pattern), parts[1:], strict=True):
        regex += stars[star] + re.escape(part)
    match = re.fullmatch(regex, path)
    return match and list(match.groups())


def filled(pattern, stars, arguments):
    """A pattern with its stars and `{arguments}` replaced."""
    remaining = iter(stars)

    def fill(match):
        return arguments[match[1]] if match[1] else next(remaining)

    return BLANK.sub(fill, pattern)


@dataclass(frozen=True)
class Context:
    """Where an argument stands: for rows that need more than its value."""

    resource: object
    main: object
    state: object


def own(attribute):
    """The argument ties a part to the resource: it is this attribute of its first."""
    return lambda value, where: {} if value == where.main.values[attribute] else None


def outbound(key):
    """A rule in a group; the one for IPv6 comes second and is called by its place."""

    def row(value, where):
        name = where.resource.arguments.get("cidr_ipv4") or 1
        return {f"SecurityGroupEgress[{name}].{key}": value}

    return row


def spelled(path, words):
    """Another word for the same."""
    return lambda value, _: {path: words.get(value, value)}


def token_mfa(value, _):
    """A block of its own for one of the factors."""
    return {"EnabledMfas[]": "SOFTWARE_TOKEN_MFA"} if value == "true" else None


def besides(argument, path):
    """The list; one that has nothing but the other argument is as good as none."""

    def row(value, where):
        return {} if value == where.resource.arguments[argument] else {path: value}

    return row


def count(*path):
    """How many there are in a list, of which the API wants to be told."""

    def row(value, where):
        counted = where.resource.arguments
        for name in path:
            counted = counted[name]
            counted = counted[0] if isinstance(counted[0], dict) else counted
        return {} if value == str(len(counted)) else None

    return row


def matcher(value, where):
    """What a health check expects, by what it speaks."""
    is_grpc = where.resource.arguments.get("protocol_version") == "GRPC"
    return {"Matcher.GrpcCode" if is_grpc else "Matcher.HttpCode": value}


def cookie_duration(value, where):
    """How long a cookie is good, by whose it is."""
    kind = where.resource.leaves["stickiness[0].type"]
    return {f"TargetGroupAttributes[stickiness.{kind}.duration_seconds]": value}


SCALABLE_TARGET = "{resource_id}|{scalable_dimension}|{service_namespace}"


def scalable_target(_value, where):
    """CloudFormation gives the three parts of the target's key in one."""
    return {"ScalingTargetId": SCALABLE_TARGET.format_map(where.resource.arguments)}


def _proven(where):
    """What ACM asks for the names of an instance: a name and its wildcard have one proof."""
    return [
        option
        for option in where.main.values["domain_validation_options"]
        if option["domain_name"].removeprefix("*.") == where.resource.index
    ]


def proven(field):
    """The argument is that of every name which the instance proves; of the index, the name."""

    def row(value, where):
        names = [option["domain_name"] for option in _proven(where)]
        return {
            f"DomainValidationOptions[{name}].{field}": name if field == "DomainName" else value
            for name in names
        }

    return row


def proof(attribute):
    """The argument is the proof that ACM asks for, for the names of the instance."""

    def row(value, where):
        asked = {option[attribute] for option in _proven(where)}
        return {} if asked == {value} else None

    return row


PROOFS = "{}|certificate_validation"


def all_proofs(value, where):
    name = name_of_part(where.main.name, PROOFS)
    records = where.state.named("aws_route53_record", name)
    names = {record.values["fqdn"] for record in records}
    return {} if set(value.split()) == names else None


# Secrets Manager, GetRandomPassword: ExcludePunctuation.
PUNCTUATION = string.punctuation
GENERATED = "GenerateSecretString"


def excluded(value, _):
    """CloudFormation says which punctuation there is not, not which there is."""
    others = characters(set(PUNCTUATION) - set(value))
    return {f"{GENERATED}.ExcludeCharacters": others} if others else {}


def generated(value, where):
    """The password, or JSON with it in one of the fields."""
    (source,) = where.state.named("random_password", where.resource.name)
    password = source.values["result"]
    if value == password:
        return {}
    fields = json.loads(value)
    keys = [key for key, item in fields.items() if item == password]
    if len(keys) != 1:
        return None
    del fields[keys[0]]
    template = {
        f"{GENERATED}.SecretStringTemplate.{key}": json.dumps(item)
        for key, item in fields.items()
    }
    return {f"{GENERATED}.GenerateStringKey": keys[0], **template}
