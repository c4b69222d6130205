"""The load balancer of a deployed stack, read back from Elastic Load Balancing."""

from test_deploy_service import assert_in_all_subnets


def attributes_of(stack, kind, arn):
    answer = stack.aws.read(
        "elbv2", f"describe-{kind}-attributes", f"--{kind}-arn", arn
    )
    return {item["Key"]: item["Value"] for item in answer["Attributes"]}


def test_there_is_a_load_balancer_if_a_service_has_a_port(stack):
    assert len(stack.load_balancers) == (1 if stack.app.routed else 0)
    for balancer in stack.load_balancers:
        assert balancer["Type"] == "application"
        assert balancer["Scheme"] == stack.app.scheme
        zones = {zone["SubnetId"] for zone in balancer["AvailabilityZones"]}
        assert_in_all_subnets(stack, zones, stack.app.network.balancer_tier)


def test_the_load_balancer_has_its_attributes(stack):
    for balancer in stack.load_balancers:
        found = attributes_of(stack, "load-balancer", balancer["LoadBalancerArn"])
        expected = stack.app.load_balancer_attributes
        assert {key: found[key] for key in expected} == expected
        assert ("zonal_shift.config.enabled" in found) == (
            "zonal_shift.config.enabled" in expected
        )


def test_capacity_is_reserved_if_asked_for(stack):
    for balancer in stack.load_balancers:
        answer = stack.aws.read(
            *("elbv2", "describe-capacity-reservation"),
            *("--load-balancer-arn", balancer["LoadBalancerArn"]),
        )
        found = answer.get("MinimumLoadBalancerCapacity", {}).get("CapacityUnits")
        written = stack.app.section("load_balancer").get("minimum_capacity")
        assert found == written


def test_responses_have_the_headers(stack):
    for port, listener in stack.listeners.items():
        found = attributes_of(stack, "listener", listener["ListenerArn"])
        expected = stack.app.response_headers
        if port != stack.app.service_port:
            server = "routing.http.response.server.enabled"
            expected = {server: expected[server]}
        assert {key: found[key] for key in expected} == expected
        added = {key for key in found if key.startswith("routing.http.response.")}
        assert added == set(expected)


def test_the_listeners_are_those_of_the_protocol(stack):
    expected = stack.app.listener_ports if stack.app.routed else set()
    assert set(stack.listeners) == expected


def test_the_port_of_the_services_answers_404_to_unknown_names(stack):
    for port in {stack.app.service_port} & set(stack.listeners):
        listener = stack.listeners[port]
        assert listener["Protocol"] == ("HTTPS" if stack.app.is_https else "HTTP")
        (action,) = listener["DefaultActions"]
        assert action["Type"] == "fixed-response"
        assert action["FixedResponseConfig"]["StatusCode"] == "404"


def test_https_has_the_tls_policy_and_a_certificate_for_the_hosts(stack):
    for port in {443} & set(stack.listeners):
        listener = stack.listeners[port]
        assert listener["SslPolicy"] == stack.app.tls_policy
        (certificate,) = listener["Certificates"]
        arn = certificate["CertificateArn"]
        own = stack.ids("AWS::CertificateManager::Certificate")
        assert own == ([arn] if stack.app.makes_certificate else [])
        if stack.app.makes_certificate:
            answer = stack.aws.read(
                "acm", "describe-certificate", "--certificate-arn", arn
            )["Certificate"]
            assert set(answer["SubjectAlternativeNames"]) == stack.app.hosts


def test_plain_http_is_redirected_to_https(stack):
    if not stack.app.is_https:
        assert 443 not in stack.listeners
        return
    for port in {80} & set(stack.listeners):
        (action,) = stack.listeners[port]["DefaultActions"]
        assert action["Type"] == "redirect"
        redirect = action["RedirectConfig"]
        assert redirect["Protocol"] == "HTTPS"
        assert redirect["Port"] == "443"
        assert redirect["StatusCode"] == "HTTP_301"
        assert stack.rules(port) == []


def test_the_rules_of_each_service_are_for_its_hosts(stack):
    if not stack.app.routed:
        assert stack.listeners == {}
        return
    found = {}
    for rule in stack.rules(stack.app.service_port):
        (condition,) = rule["Conditions"]
        (action,) = rule["Actions"]
        assert action["Type"] == "forward"
        field, values = matched(condition)
        found.setdefault(action["TargetGroupArn"], (field, set()))[1].update(values)
    expected = {
        stack.target_group(service)["TargetGroupArn"]: (
            ("host-header", set(service.hosts))
            if service.hosts
            else ("path-pattern", {"/*"})
        )
        for service in stack.app.routed
    }
    assert found == expected


def matched(condition):
    """The field of a condition, and the values in either of their two places."""
    configuration = {
        "host-header": "HostHeaderConfig",
        "path-pattern": "PathPatternConfig",
    }[condition["Field"]]
    values = condition.get("Values") or condition[configuration]["Values"]
    return condition["Field"], set(values)


def test_rules_that_name_hosts_come_before_those_that_take_all(stack):
    for port in {stack.app.service_port} & set(stack.listeners):
        rules = sorted(stack.rules(port), key=lambda rule: int(rule["Priority"]))
        fields = [rule["Conditions"][0]["Field"] for rule in rules]
        assert fields == sorted(fields), "host-header sorts before path-pattern"


def test_the_target_group_checks_health_as_written(stack, service):
    if not service.is_routed:
        assert stack.services[service.name]["loadBalancers"] == []
        return
    group = stack.target_group(service)
    expected = {
        "TargetType": "ip",
        "Protocol": "HTTP",
        "ProtocolVersion": {"http": "HTTP1", "http2": "HTTP2", "grpc": "GRPC"}[
            service.protocol
        ],
        "Port": service.port,
        "VpcId": stack.vpc_id,
        **service.health_check,
    }
    # moto names a load balancer once for every rule that leads from it.
    balancers = set(group["LoadBalancerArns"])
    assert balancers == {stack.load_balancer["LoadBalancerArn"]}
    assert {key: group.get(key) for key in expected} == expected


def test_the_target_group_has_its_attributes(stack, service):
    for attachment in stack.services[service.name]["loadBalancers"]:
        found = attributes_of(stack, "target-group", attachment["targetGroupArn"])
        expected = service.target_group_attributes
        assert {key: found.get(key) for key in expected} == expected
