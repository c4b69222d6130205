"""Random passwords, as Secrets Manager makes them up."""

import hashlib
import json

from .values import known_part


def password(arguments, reading):
    """A random password; another one at each reading, as AWS does it."""
    alphabet = [
        chr(code)
        for code in range(0x20 if arguments.get("include_space") else 0x21, 0x7F)
        if not _is_excluded(chr(code), arguments)
    ]
    seed = f"{json.dumps(known_part(arguments), sort_keys=True)} {reading}"
    length = int(arguments.get("password_length") or 32)
    digest = hashlib.shake_256(seed.encode()).digest(2 * length)
    numbers = (
        int.from_bytes(digest[i : i + 2], "big") for i in range(0, 2 * length, 2)
    )
    return "".join(alphabet[number % len(alphabet)] for number in numbers)


def _is_excluded(character, arguments):
    kinds = (
        ("exclude_lowercase", character.islower()),
        ("exclude_uppercase", character.isupper()),
        ("exclude_numbers", character.isdigit()),
        ("exclude_punctuation", not (character.isalnum() or character == " ")),
    )
    return character in (arguments.get("exclude_characters") or "") or any(
        applies and arguments.get(option) for option, applies in kinds
    )
