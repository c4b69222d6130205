"""The firewalls of a deployed stack, read back from WAF."""


def test_a_load_balancer_has_a_firewall_if_asked_for(stack):
    acl_ids = {acl["Id"] for acl, _ in attached(stack)}
    own_ids = {item.split("|")[1] for item in stack.ids("AWS::WAFv2::WebACL")}
    assert acl_ids == own_ids
    wanted = [item for item in stack.app.load_balancers if item.waf]
    assert [expected.name for _, expected in attached(stack)] == [
        item.name for item in wanted
    ]


def test_the_firewall_has_the_rules(stack):
    for acl, expected in attached(stack):
        assert acl["DefaultAction"] == {"Allow": {}}
        groups, limits = [], []
        for rule in sorted(acl["Rules"], key=lambda rule: rule["Priority"]):
            statement = rule["Statement"]
            if "ManagedRuleGroupStatement" in statement:
                group = statement["ManagedRuleGroupStatement"]
                assert group["VendorName"] == "AWS"
                assert rule["OverrideAction"] == {"None": {}}, "blocks, not counts"
                groups.append(group["Name"])
            else:
                assert rule["Action"] == {"Block": {}}
                limits.append(statement["RateBasedStatement"]["Limit"])
            assert rule["VisibilityConfig"]["CloudWatchMetricsEnabled"] is True
        assert sorted(groups) == sorted(expected.waf["groups"])
        limit = expected.waf["rate_limit"]
        assert limits == ([limit] if limit else [])


def test_the_firewall_logs_to_a_group_of_its_own(stack):
    for acl, expected in attached(stack):
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
