"""What the provider, and not Terraform, checks of the schema itself."""

from ..problem import Problem
from ..values import is_unknown


def of_schema(block, config, path=()):
    """Missing arguments, values for what AWS decides, and what is deprecated."""
    for name, attribute in block["attributes"].items():
        value, at = config[name], (*path, name)
        if value is None:
            if attribute.get("required"):
                yield Problem(f"the argument {name} is required, but null", at)
        elif not (attribute.get("required") or attribute.get("optional")):
            yield Problem(f"{name} is decided by AWS and cannot be set", at)
        elif attribute.get("deprecated"):
            yield Problem(f"the argument {name} is deprecated", at, is_warning=True)
    for name, nested in block["block_types"].items():
        for inner in blocks(config[name]):
            at = (*path, name)
            if nested["block"].get("deprecated"):
                yield Problem(f"the block {name} is deprecated", at, is_warning=True)
            yield from of_schema(nested["block"], inner, at)


def blocks(value):
    """Each known block of those under one name."""
    if value is None or is_unknown(value):
        return []
    return [
        item
        for item in (value if isinstance(value, list) else [value])
        if not is_unknown(item)
    ]
