"""The load balancers of a deployed stack, read back from Elastic Load Balancing."""

from expect_names import New
from test_deploy_service import assert_in_all_subnets


def attributes_of(stack, kind, arn):
    answer = stack.aws.read(
        "elbv2", f"describe-{kind}-attributes", f"--{kind}-arn", arn
    )
    return {item["Key"]: item["Value"] for item in answer["Attributes"]}


def each(stack):
    return [(stack.balancer(item), item) for item in stack.app.load_balancers]


def each_application(stack):
    return [(balancer, it) for balancer, it in each(stack) if it.type == "application"]


def test_there_are_the_load_balancers_that_services_are_behind(stack):
    assert len(stack.load_balancers) == len(stack.app.load_balancers)
    for balancer, expected in each(stack):
        assert balancer["Type"] == expected.type
        assert balancer["Scheme"] == expected.scheme
        zones = {zone["SubnetId"] for zone in balancer["AvailabilityZones"]}
        assert_in_all_subnets(stack, zones, expected.tier)


def test_a_load_balancer_has_its_attributes(stack):
    for balancer, item in each(stack):
        found = attributes_of(stack, "load-balancer", balancer["LoadBalancerArn"])
        expected = item.attributes
        assert {key: found[key] for key in expected} == expected
        assert ("zonal_shift.config.enabled" in found) == (
            "zonal_shift.config.enabled" in expected
        )


def test_capacity_is_reserved_if_asked_for(stack):
    for balancer, expected in each(stack):
        answer = stack.aws.read(
            *("elbv2", "describe-capacity-reservation"),
            *("--load-balancer-arn", balancer["LoadBalancerArn"]),
        )
        found = answer.get("MinimumLoadBalancerCapacity", {}).get("CapacityUnits")
        assert found == expected.minimum_capacity


def test_responses_have_the_headers(stack):
    for balancer, item in each_application(stack):
        for port, listener in stack.listeners(balancer).items():
            check_headers(stack, port, listener, item)


def check_headers(stack, port, listener, item):
    found = attributes_of(stack, "listener", listener["ListenerArn"])
    expected = item.response_headers
    if port != item.service_port:
        server = "routing.http.response.server.enabled"
        expected = {server: expected[server]}
    assert {key: found[key] for key in expected} == expected
    added = {key for key in found if key.startswith("routing.http.response.")}
    assert added == set(expected)


def test_https_has_the_tls_policy_and_the_certificates(stack):
    made = stack.ids("AWS::CertificateManager::Certificate")
    used = set()
    for balancer, expected, port in [
        (*found, port) for found in each(stack) for port in found[1].tls_ports
    ]:
        listener = stack.listeners(balancer)[port]
        assert listener["SslPolicy"] == expected.tls_policy
        # moto lists the others here too.
        own = listener["Certificates"][0]["CertificateArn"]
        more = stack.aws.read(
            "elbv2",
            "describe-listener-certificates",
            *("--listener-arn", listener["ListenerArn"]),
        )["Certificates"]
        others = {item["CertificateArn"] for item in more} - {own}
        first, *rest = expected.certificates.expected(stack.surroundings.parameters)
        assert described(stack, own, made) == first
        assert {described(stack, arn, made) for arn in others} == set(rest)
        used |= {arn for arn in (own, *others) if arn in made}
    if len(stack.app.load_balancers) == len(stack.app.all_load_balancers):
        assert sorted(used) == sorted(made)


def described(stack, arn, made):
    """A certificate that is the stack's own, as it is expected; else its ARN."""
    if arn not in made:
        return arn
    found = stack.aws.read("acm", "describe-certificate", "--certificate-arn", arn)
    certificate = found["Certificate"]
    logging = certificate["Options"]["CertificateTransparencyLoggingPreference"]
    return New(
        frozenset(certificate["SubjectAlternativeNames"]),
        certificate["KeyAlgorithm"],
        certificate.get("CertificateAuthorityArn"),
        logging == "ENABLED",
    )


def test_the_target_group_checks_health_as_written(stack, service):
    if not service.load_balancer:
        assert stack.services[service.name]["loadBalancers"] == []
    if not service.is_requested:
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
    assert balancers == {stack.balancer_of(service)["LoadBalancerArn"]}
    assert {key: group.get(key) for key in expected} == expected


def test_the_target_group_has_its_attributes(stack, service):
    if not service.is_requested:
        return
    for attachment in stack.services[service.name]["loadBalancers"]:
        found = attributes_of(stack, "target-group", attachment["targetGroupArn"])
        expected = service.target_group_attributes
        assert {key: found.get(key) for key in expected} == expected
