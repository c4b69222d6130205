"""Passwords: hashicorp/random."""

import string

from ..problem import Problem
from ..values import is_unknown
from .rules import argument, between, given

PARTS = ("min_upper", "min_lower", "min_numeric", "min_special")
MOST_INTEGER = 2**63 - 1


def holds_its_parts(config):
    """resource_password.go: the length is AtLeastSumOf its parts."""
    known = [config[name] for name in ("length", *PARTS) if config[name] is not None]
    if any(map(is_unknown, known)):
        return
    least = sum(config[name] or 0 for name in PARTS)
    if config["length"] is not None and config["length"] < least:
        yield Problem(f"the length must be at least {least}", ("length",))


def distinct_punctuation(value):
    """The provider takes anything, and cuts what is not ASCII in pieces."""
    if not set(value) <= set(string.punctuation) or len(set(value)) < len(value):
        return f"{value!r} is not punctuation, each character once"
    return None


def special_if_allowed(config):
    """The provider puts in as many as there must be, even if there may be none."""
    if config["special"] is False:
        for name in given(config, ("min_special", "override_special")):
            yield Problem(f"{name} makes no sense without special", (name,))


CHECKS = {
    "random_password": (
        argument("length", between(1, MOST_INTEGER)),
        *(argument(part, between(0, MOST_INTEGER)) for part in PARTS),
        holds_its_parts,
        argument("override_special", distinct_punctuation),
        special_if_allowed,
    ),
}
