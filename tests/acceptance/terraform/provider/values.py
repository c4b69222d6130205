"""Values as Terraform sends them; some are not known yet."""

import json

import msgpack

from .protocol import message

UNKNOWN = msgpack.ExtType(0, b"\x00")


def decode(value):
    """A value from a message."""
    if value.msgpack:
        return msgpack.unpackb(value.msgpack, raw=False, strict_map_key=False)
    return json.loads(value.json) if value.json else None


def encode(value):
    """A value for a message."""
    return message("Value")(msgpack=msgpack.packb(value))


def is_unknown(value):
    return isinstance(value, msgpack.ExtType)


def is_known(value):
    """Whether a value is known, with all that is in it."""
    if isinstance(value, dict):
        return all(map(is_known, value.values()))
    if isinstance(value, list):
        return all(map(is_known, value))
    return not is_unknown(value)


def known_part(value):
    """The value without what is unknown or null."""
    if isinstance(value, dict):
        kept = {key: known_part(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None}
    if isinstance(value, list):
        return [known_part(item) for item in value]
    return None if is_unknown(value) else value


def in_blocks(block, value, change):
    """`value` with each block within it changed: `change(its schema, its value)`."""
    changed = dict(value)
    for name, nested in block["block_types"].items():
        inner = changed[name]
        if inner is None or is_unknown(inner):
            continue
        if nested["nesting_mode"] == "single":
            changed[name] = change(nested["block"], inner)
        else:
            changed[name] = [
                item if is_unknown(item) else change(nested["block"], item)
                for item in inner
            ]
    return changed


def planned(block, value):
    """What a plan says of a value: what AWS decides is not known yet."""
    result = in_blocks(block, value, planned)
    for name, attribute in block["attributes"].items():
        if attribute.get("write_only"):
            result[name] = None
        elif attribute.get("computed") and result[name] is None:
            result[name] = UNKNOWN
    return result
