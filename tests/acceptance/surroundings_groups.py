"""Security groups that are there before the stack, as a blueprint names them."""

import re

GROUP_ID = re.compile(r"\bsg-[0-9a-f]{17}\b")
LISTS = (("ingress", "from"), ("egress", "to"), ("security_groups", None))


def existing_groups(blueprint, text, vpc_id, aws):
    """The text with ids of groups made here, and the parameters that take others."""
    made = {}

    def group(name):
        if name not in made:
            answer = aws.read(
                *("ec2", "create-security-group", "--vpc-id", vpc_id),
                *("--group-name", f"existing-{name.removeprefix('sg-')}"),
                *("--description", "existing"),
            )
            made[name] = answer["GroupId"]
        return made[name]

    text = GROUP_ID.sub(lambda found: group(found[0]), text)
    parameters = {name: group(name) for name in set(named_by_parameters(blueprint))}
    return text, parameters


def named_by_parameters(blueprint):
    """The parameters that stand for a group."""
    parts = [*blueprint["services"].values(), *load_balancers(blueprint)]
    for part in parts:
        for key, who in LISTS:
            for entry in listed(part.get(key, [])):
                value = entry.get(who) if who and isinstance(entry, dict) else entry
                if isinstance(value, dict):
                    yield value["parameter"]
    for existing in existing_balancers(blueprint).values():
        group = existing["security_group"]
        if isinstance(group, dict):
            yield group["parameter"]


def load_balancers(blueprint):
    """What is written of each."""
    return list(named_balancers(blueprint).values())


def named_balancers(blueprint):
    """The same, by name."""
    default = blueprint.get("load_balancer", {})
    return {"default": default, **blueprint.get("load_balancers", {})}


def existing_balancers(blueprint):
    """What is written of those that are there, by name."""
    return {
        name: balancer["existing"]
        for name, balancer in named_balancers(blueprint).items()
        if "existing" in balancer
    }


def listed(value):
    return value if isinstance(value, list) else []
