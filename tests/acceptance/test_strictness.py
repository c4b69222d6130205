"""The local AWS takes no property that it does not know, wherever it stands.

Into every map of every kind of resource that our templates have, a key is put that
cannot be right.  A deployment that succeeds then would mean that misspelt properties
can go unnoticed there.
"""

import copy
import json
import uuid

from conftest import REGION
from ecsgen import render
from local_aws.conditions import every_branch
from local_aws.dependencies import dependencies
from paths import BLUEPRINTS
from surroundings import make_surroundings

BOGUS = "Bogus"
# Maps whose keys are the author's.
FREE_FORM = [("AWS::Cognito::UserPool", ("UserPoolTags",))]


def test_no_resource_takes_an_unknown_property(aws_in, tmp_path):
    aws = aws_in(REGION)
    tried = set()
    accepted = []
    for blueprint in BLUEPRINTS:
        # A load balancer that may not be deleted would be in the way of the next.
        text = blueprint.read_text().replace(
            "deletion_protection = true", "deletion_protection = false"
        )
        surroundings = make_surroundings(text, aws)
        own_copy = tmp_path / blueprint.name
        own_copy.write_text(surroundings.text)
        rendered = render(own_copy, tmp_path / "template.json", "json")
        template = json.loads(rendered.read_text())
        parameters = {**surroundings.parameters, **from_elsewhere(template, aws)}
        for logical_id, path in maps_of(template):
            kind = (template["Resources"][logical_id]["Type"], names_of(path))
            if kind in tried:
                continue
            tried.add(kind)
            mutated = with_bogus_key(needed_for(template, logical_id), logical_id, path)
            if is_accepted(aws, mutated, parameters):
                accepted.append(kind)
    assert accepted == FREE_FORM
    assert tried


def maps_of(template):
    """Where each map is that is not a function: (logical id, path)."""
    for logical_id, resource in template["Resources"].items():
        for path in paths_of(resource["Properties"], ()):
            yield logical_id, path


def paths_of(value, path):
    if isinstance(value, dict):
        if not is_function(value):
            yield path
            for key, item in value.items():
                yield from paths_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths_of(item, (*path, index))


def is_function(value):
    return any(key == "Ref" or key.startswith("Fn::") for key in value)


def names_of(path):
    """The path without its indexes: one item of a list stands for all."""
    return tuple(part for part in path if isinstance(part, str))


def needed_for(template, logical_id):
    """The part of the template that one resource needs."""
    resources = template["Resources"]
    needed, to_see = set(), [logical_id]
    while to_see:
        name = to_see.pop()
        needed.add(name)
        found = dependencies(every_branch(resources[name]), set(resources))
        to_see += found - needed
    kept = {name: item for name, item in resources.items() if name in needed}
    return {**template, "Resources": kept, "Outputs": {}}


def with_bogus_key(template, logical_id, path):
    mutated = copy.deepcopy(template)
    target = mutated["Resources"][logical_id]["Properties"]
    for part in path:
        target = target[part]
    target[BOGUS] = "x"
    return mutated


def from_elsewhere(template, aws):
    """What the stack in us-east-1 and AWS would tell."""
    wanted = template.get("Parameters", {})
    if "EdgeCertificateArn" not in wanted:
        return {}
    resources = template["Resources"].values()
    (names,) = (
        item["Properties"]["DistributionConfig"]["Aliases"]
        for item in resources
        if item["Type"] == "AWS::CloudFront::Distribution"
    )
    answer = aws.read(
        *("acm", "request-certificate", "--region", "us-east-1"),
        *("--domain-name", names[0], "--subject-alternative-names", *names),
    )
    return {
        "EdgeCertificateArn": answer["CertificateArn"],
        "CloudFrontPrefixListId": "pl-3b927c52",
    }


def is_accepted(aws, template, parameters):
    """Whether the template deploys; if not, the bogus key must be the reason."""
    stack = f"strict-{uuid.uuid4().hex[:8]}"
    given = [
        {"ParameterKey": name, "ParameterValue": value}
        for name, value in parameters.items()
    ]
    status, output, errors = aws.attempt(
        *("cloudformation", "create-change-set", "--change-set-type", "CREATE"),
        *("--stack-name", stack, "--change-set-name", stack),
        *("--template-body", json.dumps(template)),
        *("--parameters", json.dumps(given)),
        *("--capabilities", "CAPABILITY_IAM"),
    )
    if status != 0:
        assert BOGUS in errors
        return False
    change_set = json.loads(output)["Id"]
    aws.read("cloudformation", "execute-change-set", "--change-set-name", change_set)
    answer = aws.read("cloudformation", "describe-stacks", "--stack-name", stack)
    reached = answer["Stacks"][0]
    aws.read("cloudformation", "delete-stack", "--stack-name", stack)
    if reached["StackStatus"] == "CREATE_COMPLETE":
        return True
    assert reached["StackStatus"] == "ROLLBACK_COMPLETE"
    # IAM does not say what is wrong with a policy.
    reason = reached["StackStatusReason"]
    assert BOGUS in reason or "MalformedPolicyDocument" in reason
    return False
