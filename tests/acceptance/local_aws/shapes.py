"""Template properties -> the input of an AWS API operation, strictly.

botocore ships the input shape of every AWS operation: its members, types, enums,
lengths and patterns.  CloudFormation spells a member with a capital first letter
(`awsvpcConfiguration` is `AwsvpcConfiguration`) and is otherwise the same, so the
shape tells whether a property exists and whether its value can be right.  (Whether
all required members are there is checked by botocore itself when it makes the call.)
"""

import re
from functools import cache

import regex

from .errors import ResourceError


def to_input(shape, value, path):
    """Convert `value`, found at `path` in a template, to what `shape` describes."""
    converted = _CONVERTERS[shape.type_name](shape, value, path)
    _check_limits(shape, converted, path)
    return converted


def _structure(shape, value, path):
    if not isinstance(value, dict):
        raise ResourceError(f"{path}: expected a map, found {value!r}")
    members = {name[0].upper() + name[1:]: name for name in shape.members}
    converted = {}
    for key, item in value.items():
        if key not in members:
            known = ", ".join(sorted(members))
            raise ResourceError(f"{path}: unknown property {key}; known are {known}")
        member = members[key]
        converted[member] = to_input(shape.members[member], item, f"{path}/{key}")
    return converted


def _list(shape, value, path):
    if not isinstance(value, list):
        raise ResourceError(f"{path}: expected a list, found {value!r}")
    return [
        to_input(shape.member, item, f"{path}/{index}")
        for index, item in enumerate(value)
    ]


def _map(shape, value, path):
    if not isinstance(value, dict):
        raise ResourceError(f"{path}: expected a map, found {value!r}")
    return {
        key: to_input(shape.value, item, f"{path}/{key}") for key, item in value.items()
    }


def _string(shape, value, path):
    return to_string(value, path)


def _integer(shape, value, path):
    text = to_string(value, path)
    if not re.fullmatch(r"-?\d+", text):
        raise ResourceError(f"{path}: expected a whole number, found {value!r}")
    return int(text)


def _float(shape, value, path):
    try:
        return float(to_string(value, path))
    except ValueError:
        raise ResourceError(f"{path}: expected a number, found {value!r}") from None


def _boolean(shape, value, path):
    text = to_string(value, path)
    if text not in ("true", "false"):
        raise ResourceError(f"{path}: expected true or false, found {value!r}")
    return text == "true"


def _blob(shape, value, path):
    return to_string(value, path).encode()


def to_string(value, path):
    """CloudFormation lets scalars stand for each other; nothing else is a string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise ResourceError(f"{path}: expected a single value, found {value!r}")


_CONVERTERS = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "integer": _integer,
    "long": _integer,
    "float": _float,
    "double": _float,
    "boolean": _boolean,
    "blob": _blob,
}


def _check_limits(shape, value, path):
    enum = shape.metadata.get("enum")
    if enum and value not in enum:
        raise ResourceError(f"{path}: {value!r} is not one of {', '.join(enum)}")
    size = value if isinstance(value, (int, float)) else len(value)
    if size < shape.metadata.get("min", size):
        raise ResourceError(f"{path}: {value!r} is below {shape.metadata['min']}")
    if size > shape.metadata.get("max", size):
        raise ResourceError(f"{path}: {value!r} is above {shape.metadata['max']}")
    pattern = shape.metadata.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        raise ResourceError(f"{path}: {value!r} does not match {pattern}")


@cache
def _compiled(pattern):
    """AWS writes its patterns for Java.

    The `regex` module knows Java's classes such as `\\p{L}`; what is left is the
    range of characters beyond 16 bits, which Java spells as pairs of surrogates.
    """
    pairs = r"\uD800\uDC00-\uDBFF\uDFFF"
    return regex.compile(pattern.replace(pairs, r"\U00010000-\U0010FFFF"))
