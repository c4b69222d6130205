"""Terraform itself takes the configurations, and both formats mean the same."""

import pytest

from terraform.rendered import FORMATS, HCL, JSON

# Arguments that the provider still takes but advises against, besides those it calls
# deprecated: rules and policies have resources of their own.
ADVISED_AGAINST = {
    "aws_security_group": {"ingress", "egress"},
    "aws_iam_role": {"inline_policy", "managed_policy_arns"},
    "aws_route_table": {"route"},
}


def test_it_is_formatted(rendered):
    assert rendered.life(HCL).configuration.unformatted() == ""


@pytest.mark.parametrize("output_format", FORMATS)
def test_it_is_planned_without_a_warning(rendered, output_format):
    plan = rendered.life(output_format).plan
    assert plan["complete"]
    actions = [item["change"]["actions"] for item in plan["resource_changes"]]
    assert actions
    assert all(action == ["create"] for action in actions)


def test_both_formats_are_the_same_configuration(rendered):
    assert meaning(rendered.life(JSON).plan) == meaning(rendered.life(HCL).plan)


def meaning(plan):
    """What is the same in each plan of a configuration, in whatever format."""
    attributes = sorted(map(str, plan["relevant_attributes"]))
    return comparable({**plan, "relevant_attributes": attributes})


def comparable(value):
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: comparable(item)
        for key, item in value.items()
        if not is_incidental(key, item)
    }


def is_incidental(key, value):
    # An expression in JSON is a constant by Terraform, and shown as it is written.
    is_spelling = key == "constant_value" and "${" in str(value)
    return is_spelling or key == "timestamp"


def test_nothing_is_used_that_the_provider_advises_against(rendered):
    module = rendered.life(HCL).plan["configuration"]["root_module"]
    for resource in module["resources"]:
        used = set(resource.get("expressions", {}))
        assert not used & ADVISED_AGAINST.get(resource["type"], set())
