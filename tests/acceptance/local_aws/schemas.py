"""Facts about resource types from AWS's own resource schemas.

cfn-lint ships the schemas that AWS publishes.  Two facts decide what an update
does and are too easy to get wrong by hand: which properties a type has, and which
of them cannot change without making the resource anew.
"""

import json
from functools import cache
from importlib.resources import files

from .errors import TemplateError

_SCHEMAS = files("cfnlint") / "data" / "schemas"


@cache
def facts(type_name, region):
    """The facts on one type, or a `TemplateError` where the region lacks it."""
    provider = _provider(region)
    if type_name not in provider:
        raise TemplateError(f"Unrecognized resource type {type_name} in {region}")
    path = _SCHEMAS / "resources" / f"{provider[type_name]}.json"
    return Facts(json.loads(path.read_text()))


@cache
def _provider(region):
    return json.loads((_SCHEMAS / "providers" / f"{region}.json").read_text())


class Facts:
    """What is known of one resource type."""

    def __init__(self, schema):
        self.required = set(schema.get("required", []))
        read_only = _top_level(schema.get("readOnlyProperties", []))
        self.writable = set(schema["properties"]) - read_only
        self.create_only = _top_level(schema.get("createOnlyProperties", []))
        # Most resources are replaced by making the new one first.  Of some there can
        # only be one, so the old one has to go before.
        strategy = schema.get("replacementStrategy", "create_then_delete")
        self.is_deleted_first = strategy == "delete_then_create"


def _top_level(pointers):
    """`/properties/Name` names a property; deeper pointers only a part of one."""
    parts = [pointer.split("/") for pointer in pointers]
    return {part[2] for part in parts if len(part) == 3}
