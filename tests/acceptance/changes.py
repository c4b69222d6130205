"""A changed copy of a blueprint, as its author might edit it."""

import json
import tomllib


def with_more_tasks(text):
    """The blueprint with one more task, or one more at most, for each service."""
    blueprint = tomllib.loads(text)
    for service in blueprint["services"].values():
        if "scaling" in service:
            service["scaling"]["max"] += 1
        else:
            service["desired_count"] = service.get("desired_count", 1) + 1
    return _toml(blueprint)


def with_another_host(text, service, host):
    """The blueprint with one more name for a service."""
    blueprint = tomllib.loads(text)
    blueprint["services"][service]["hosts"].append(host)
    return _toml(blueprint)


def _toml(blueprint):
    """TOML with one line for each top-level key; tables become inline tables."""
    return "".join(f"{_key(key)} = {_value(item)}\n" for key, item in blueprint.items())


def _value(value):
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # Strings, numbers and booleans are spelled alike in TOML and JSON.
    return json.dumps(value, ensure_ascii=False)


def _key(key):
    return json.dumps(key, ensure_ascii=False)
