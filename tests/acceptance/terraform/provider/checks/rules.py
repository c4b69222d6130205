"""The words in which checks are written.

A check takes the configuration of a resource and yields problems. `argument` applies
tests to the values at a path of names; a test returns what is wrong with a value.
"""

import ipaddress
import json
import re

from ..problem import Problem
from ..values import is_unknown

NOTHING = (None, "", [])


def argument(path, *tests):
    """Every known value at the path passes the tests."""
    names = path.split(".")

    def check(config):
        for value in values_at(config, names):
            for test in tests:
                complaint = test(value)
                if complaint:
                    yield Problem(f"{path}: {complaint}", (names[0],))

    return check


def values_at(value, names):
    """The values at a path; a list on the way stands for each of its items."""
    if value is None or is_unknown(value):
        return
    if isinstance(value, list):
        for item in value:
            yield from values_at(item, names)
    elif names:
        yield from values_at(value[names[0]], names[1:])
    else:
        yield value


def at_most_one(*names):
    """The arguments exclude each other."""

    def check(config):
        if len(given(config, names)) > 1:
            yield Problem(f"only one of {', '.join(names)} can be given", names[:1])

    return check


def exactly_one(*names):
    """One of the arguments is needed, and excludes the others."""

    def check(config):
        yield from at_most_one(*names)(config)
        if not given(config, names) and not any(
            is_unknown(config[name]) for name in names
        ):
            yield Problem(f"one of {', '.join(names)} is needed")

    return check


def needs(name, *others):
    """An argument makes no sense without the others."""

    def check(config):
        if given(config, [name]):
            for other in others:
                if config[other] in NOTHING:
                    yield Problem(f"{name} needs {other}", (name,))

    return check


def given(config, names):
    """The names of those arguments that have a known value."""
    return [
        name
        for name in names
        if not is_unknown(config[name]) and config[name] not in NOTHING
    ]


def one_of(*words):
    return lambda value: (
        None
        if value in words
        else f"{value!r} is not one of {', '.join(map(str, words))}"
    )


def between(least, most):
    """A number, which some arguments take as text."""

    def test(value):
        is_number = re.fullmatch(r"-?\d+(\.\d+)?", str(value))
        if is_number and least <= float(value) <= most:
            return None
        return f"{value} is not between {least} and {most}"

    return test


def length(least, most):
    return lambda value: (
        None
        if least <= len(value.encode()) <= most
        else f"{value!r} has not between {least} and {most} characters"
    )


def matching(pattern):
    return lambda value: (
        None if re.search(pattern, value) else f"{value!r} does not match {pattern}"
    )


def not_matching(pattern):
    return lambda value: (
        f"{value!r} must not match {pattern}" if re.search(pattern, value) else None
    )


def arn(value):
    """verify.ValidARN: six parts, of which region and account may be empty."""
    pattern = (
        r"arn:aws[\w-]*:[\w.-]+:([a-z]{2}(-[a-z]+)+-\d)?:(\d{12}|aws[\w-]*|)?:\S.*"
    )
    if value and not re.fullmatch(pattern, value, re.DOTALL):
        return f"{value!r} is an invalid ARN"
    return None


def network_of(version):
    """A range of addresses, written with its first address."""

    def test(value):
        try:
            network = ipaddress.ip_network(value)
        except ValueError as error:
            return f"{value!r} is not a valid CIDR block: {error}"
        if network.version != version or "/" not in value:
            return f"{value!r} is not a valid IPv{version} CIDR block"
        return None

    return test


def json_text(value):
    """validation.StringIsJSON."""
    try:
        json.loads(value)
    except ValueError as error:
        return f"contains an invalid JSON: {error}"
    return None


def policy(value):
    """verify.ValidIAMPolicyJSON: a JSON object, no key twice."""
    try:
        document = json.loads(value, object_pairs_hook=without_duplicates)
    except ValueError as error:
        return f"contains an invalid JSON policy: {error}"
    if not isinstance(document, dict):
        return "contains an invalid JSON policy: not a JSON object"
    return None


def without_duplicates(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate JSON key")
    return found
