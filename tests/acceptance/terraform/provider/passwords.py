"""The provider hashicorp/random, of which there is `random_password`."""

import hashlib
import json
import string

from .account import Account
from .service import Provider
from .values import is_unknown, known_part, planned

# resource_password.go: what stands for an argument that is not given.
DEFAULTS = {
    **dict.fromkeys(("lower", "upper", "number", "numeric", "special"), True),
    **dict.fromkeys(("min_lower", "min_upper", "min_numeric", "min_special"), 0),
}
SPECIAL = "!@#$%&*()-_=+[]{}<>:?"
BCRYPT = "./" + string.ascii_letters + string.digits


class Random(Provider):
    """The provider, which nothing configures: a run begins when it is told so."""

    def __init__(self):
        super().__init__("random")
        self._account = Account()

    def configure(self, config):
        self._account = Account()
        return []

    def plan(self, type_name, block, proposed):
        value = planned(block, proposed)
        for name, default in DEFAULTS.items():
            if is_unknown(value[name]) and proposed[name] is None:
                value[name] = default
        return value

    def make(self, type_name, block, value, is_new):
        number = self._account.number(type_name, value)
        arguments = json.dumps(known_part(value), sort_keys=True)
        result = password(value, f"{arguments} {number}")
        made = {
            "id": "none",
            "result": result,
            "bcrypt_hash": "$2a$10$" + chosen(BCRYPT, 53, result),
        }
        known = {name: item for name, item in value.items() if not is_unknown(item)}
        return {**made, **known}, []


def password(arguments, seed):
    """random/string.go: the characters that there must be, any others, all shuffled."""
    characters = {
        "numeric": string.digits,
        "lower": string.ascii_lowercase,
        "upper": string.ascii_uppercase,
        "special": arguments["override_special"] or SPECIAL,
    }
    least = {kind: int(arguments[f"min_{kind}"]) for kind in characters}
    text = "".join(chosen(characters[kind], least[kind], seed + kind) for kind in least)
    others = "".join(characters[kind] for kind in characters if arguments[kind])
    text += chosen(others, int(arguments["length"]) - len(text), seed)
    order = digest(f"{seed} order", len(text))
    return "".join(character for _, character in sorted(zip(order, text, strict=True)))


def chosen(characters, length, seed):
    """A text of some of the characters; another one for each seed."""
    numbers = digest(seed, 2 * length)
    return "".join(
        characters[int.from_bytes(numbers[at : at + 2], "big") % len(characters)]
        for at in range(0, 2 * length, 2)
    )


def digest(text, length):
    return hashlib.shake_256(text.encode()).digest(length)
