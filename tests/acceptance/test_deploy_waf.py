"""The firewalls of a deployed stack, read back from WAF."""

import firewall


def test_a_load_balancer_has_a_firewall_if_asked_for(stack):
    acl_ids = {acl["Id"] for acl, _ in attached(stack)}
    own_ids = {item.split("|")[1] for item in stack.ids("AWS::WAFv2::WebACL")}
    existing = {expected.web_acl(stack.surroundings.parameters) for _, expected in attached(stack)}
    assert acl_ids == own_ids | (existing - {None})
    wanted = [item for item in stack.app.load_balancers if item.has_firewall]
    assert [expected.name for _, expected in attached(stack)] == [
        item.name for item in wanted
    ]


def test_the_firewall_has_the_rules(stack):
    for acl, expected in own(stack):
        assert acl["DefaultAction"] == {"Allow": {}}
        rules = firewall.told(acl, lambda arn: addresses(stack, arn))
        assert rules == expected.waf["rules"]
        for rule in acl["Rules"]:
            assert rule["VisibilityConfig"]["CloudWatchMetricsEnabled"] is True


def addresses(stack, arn):
    """What is in a set of addresses."""
    name, set_id = arn.split("/")[-2:]
    answer = stack.aws.read(
        "wafv2",
        "get-ip-set",
        *("--name", name),
        *("--scope", "REGIONAL"),
        *("--id", set_id),
    )
    return set(answer["IPSet"]["Addresses"])


def test_the_firewall_logs_to_a_group_of_its_own(stack):
    for acl, expected in own(stack):
        answer = stack.aws.read(
            "wafv2", "get-logging-configuration", "--resource-arn", acl["ARN"]
        )
        (arn,) = answer["LoggingConfiguration"]["LogDestinationConfigs"]
        name = f"aws-waf-logs-{stack.name}"
        if expected.name != "default":
            name += f"-{expected.name}"
        assert arn.split(":log-group:")[1] == name
        assert stack.log_group(name)["retentionInDays"] == expected.waf["log_days"]


def attached(stack):
    """The web ACLs that stand before load balancers, and what is expected of these."""
    found = []
    for expected in stack.app.load_balancers:
        answer = stack.aws.read(
            "wafv2",
            "get-web-acl-for-resource",
            *("--resource-arn", stack.balancer(expected)["LoadBalancerArn"]),
        )
        if "WebACL" in answer:
            found.append((answer["WebACL"], expected))
    return found


def own(stack):
    """Those that the stack has made."""
    return [(acl, expected) for acl, expected in attached(stack) if expected.waf]
