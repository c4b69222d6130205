"""Properties and arguments as one flat map: where each value stands, and its text."""

import json

# What is JSON text in Terraform. Inside, order and the type of a value matter.
DOCUMENTS = {
    "AssumeRolePolicyDocument",
    "ContainerDefinitions",
    "PolicyDocument",
    "SecretStringTemplate",
    "assume_role_policy",
    "container_definitions",
    "policy",
}
# Lists in which things are found by what they are called, not by where they stand.
NAMED_BY = {
    "ClusterSettings": "Name",
    "DomainValidationOptions": "DomainName",
    "Rules": "Name",
    "SecurityGroupEgress": "CidrIp",
    "rule": "name",
    "setting": "name",
}
PAIR = {"Key", "Value"}
# Blocks of Terraform that say what `Field` says in CloudFormation.
FIELDS = {
    "host_header": "host-header",
    "http_header": "http-header",
    "http_request_method": "http-request-method",
    "path_pattern": "path-pattern",
    "query_string": "query-string",
    "source_ip": "source-ip",
}


def _condition(item):
    """What a condition of a rule is about, in either's words."""
    if "Field" in item:
        header = item.get("HttpHeaderConfig", {}).get("HttpHeaderName", "")
        pairs = item.get("QueryStringConfig", {}).get("Values", [])
        return _about(item["Field"], header, pairs)
    ((block, content),) = [(key, value) for key, value in item.items() if value]
    header = content[0].get("http_header_name", "") if block == "http_header" else ""
    pairs = content if block == "query_string" else []
    return _about(FIELDS[block], header, pairs)


def _about(field, header, pairs):
    return ",".join([field, header, *sorted(map(_pair, pairs))])


def _pair(item):
    key, value = (item.get(k) or item.get(k.lower()) or "" for k in ("Key", "Value"))
    return f"{key}={value}"


# Lists that are sets in Terraform: what tells their items apart.
LABELS = {
    "Conditions": _condition,
    "condition": _condition,
    "Values": _pair,
    "query_string": _pair,
    "TargetGroups": lambda item: text(item["Weight"]),
    "target_group": lambda item: text(item["weight"]),
    "LoadBalancers": lambda item: text(item["TargetGroupArn"]),
    "load_balancer": lambda item: text(item["target_group_arn"]),
    "SubnetMappings": lambda item: text(item["SubnetId"]),
    "subnet_mapping": lambda item: text(item["subnet_id"]),
    "Transforms": lambda item: item["Type"],
    "transform": lambda item: item["type"],
}
# Texts that stand for the characters in them.
CHARACTERS = {"ExcludeCharacters"}


def leaves(value, path=""):
    """{path: text} of all values in `value`; the path of one is like `a.b[0].c`."""
    return dict(_leaves(value, path)) if value != {} else {}


def _leaves(value, path):
    name = path.rpartition(".")[2]
    if name in DOCUMENTS:
        document = json.loads(value) if isinstance(value, str) else value
        yield from _document_leaves(document, path)
    elif name in CHARACTERS:
        yield path, characters(value)
    elif isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value):
            if name in LABELS:
                yield from _leaves(item, f"{path}[{LABELS[name](item)}]")
            elif item.keys() == PAIR:
                yield f"{path}[{item['Key']}]", text(item["Value"])
            else:
                label = item.get(NAMED_BY.get(name), number)
                yield from _leaves(item, f"{path}[{label}]")
    elif isinstance(value, list):
        # Ids, names and addresses: AWS and Terraform keep them in any order.
        yield f"{path}[]", " ".join(sorted(map(text, value)))
    else:
        yield path, text(value)


def _document_leaves(value, path):
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _document_leaves(item, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for number, item in enumerate(value):
            yield from _document_leaves(item, f"{path}[{number}]")
    else:
        yield path, json.dumps(value)


def characters(value):
    """A set of characters, as text."""
    return "".join(sorted(set(value)))


def text(value):
    """A value as both sides write it: `"80"` is 80, and 50.0 is 50."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
