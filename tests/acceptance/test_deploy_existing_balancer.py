"""Load balancers that were there before the stack, read back with what it brought."""

import pytest
from surroundings_balancers import DEFAULT_ACTION, OTHERS_PRIORITY
from test_deploy_balancer import described
from test_deploy_security import NOWHERE, flows, group_of

MADE_OF_IT = {
    "AWS::EC2::SecurityGroupEgress",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
}


@pytest.fixture
def shared(stack):
    """(load balancer, its one listener, expectations) of each that was there."""
    found = []
    for item in stack.app.all_load_balancers:
        if item.existing:
            balancer = stack.balancer(item)
            (listener,) = stack.listeners(balancer).values()
            found.append((balancer, listener, item))
    if not found:
        pytest.skip("the stack makes its own")
    return found


def all_rules(stack, listener):
    arn = listener["ListenerArn"]
    return stack.aws.read("elbv2", "describe-rules", "--listener-arn", arn)["Rules"]


def test_nothing_is_made_beside_a_load_balancer_that_is_there(stack, shared):
    if not stack.app.load_balancers:
        types = {item["ResourceType"] for item in stack.resources}
        assert not types & MADE_OF_IT


def test_rules_and_the_default_action_of_others_stay(stack, shared):
    for _, listener, _ in shared:
        own = stack.ids("AWS::ElasticLoadBalancingV2::ListenerRule")
        rules = all_rules(stack, listener)
        others = [rule for rule in rules if rule["RuleArn"] not in own]
        assert {rule["Priority"] for rule in others} == {
            "default",
            str(OTHERS_PRIORITY),
        }
        for rule in others:
            assert rule["Actions"] == [DEFAULT_ACTION]
        assert listener["DefaultActions"] == [DEFAULT_ACTION]
        assert len(rules) > len(others)


def test_the_listener_has_the_certificates_besides_its_own(stack, shared):
    made = stack.ids("AWS::CertificateManager::Certificate")
    used = set()
    for _, listener, item in shared:
        answer = stack.aws.read(
            *("elbv2", "describe-listener-certificates"),
            *("--listener-arn", listener["ListenerArn"]),
        )
        own = listener.get("Certificates", [])[:1]
        arns = {item["CertificateArn"] for item in answer["Certificates"]}
        arns -= {certificate["CertificateArn"] for certificate in own}
        expected = set()
        if item.is_https:
            expected = set(item.certificates.besides(stack.surroundings.parameters))
        assert {described(stack, arn, made) for arn in arns} == expected
        used |= arns & set(made)
    assert used == set(made)


def test_the_group_of_the_load_balancer_stays_as_it_was(stack, shared):
    for balancer, _, _ in shared:
        group = group_of(stack, balancer)
        assert group["IpPermissions"] == []
        found = flows(group["IpPermissionsEgress"])
        assert found - {NOWHERE} == {("0.0.0.0/0", "-1", None, None)}
