"""CloudFront in front of a deployed stack, read back from its API."""

from test_deploy_security import cloudfront_addresses, group_of, sources

# "Use managed cache policies" and the like in the CloudFront developer guide.
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
AS_THE_ORIGIN_SAYS = "4cc15a8a-d715-48a4-82b8-cc0b614638fe"
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
ALL_METHODS = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}


def distributions(stack):
    """The distributions of the stack: one or none."""
    ids = stack.ids("AWS::CloudFront::Distribution")
    assert len(ids) == (0 if stack.app.cloudfront is None else 1)
    return [
        stack.aws.read("cloudfront", "get-distribution", "--id", found)["Distribution"]
        for found in ids
    ]


def test_it_is_as_the_blueprint_says(stack):
    for distribution in distributions(stack):
        found = distribution["DistributionConfig"]
        wanted = stack.app.cloudfront
        geo = found["Restrictions"]["GeoRestriction"]
        assert found["Enabled"] and found["IsIPV6Enabled"]
        assert found["HttpVersion"] == "http2and3"
        assert set(found["Aliases"]["Items"]) == stack.app.origin.hosts
        assert found["PriceClass"] == wanted["price_class"]
        assert found["ViewerCertificate"]["MinimumProtocolVersion"] == wanted["tls"]
        assert found["ViewerCertificate"]["SSLSupportMethod"] == "sni-only"
        assert geo["RestrictionType"] == wanted["geo"]
        assert set(geo.get("Items", [])) == wanted["countries"]


def test_only_what_is_named_is_cached(stack):
    for distribution in distributions(stack):
        found = distribution["DistributionConfig"]
        policies = {"*": found["DefaultCacheBehavior"]["CachePolicyId"]}
        behaviors = found.get("CacheBehaviors", {}).get("Items", [])
        paths = [behavior["PathPattern"] for behavior in behaviors]
        policies |= {item["PathPattern"]: item["CachePolicyId"] for item in behaviors}
        assert paths == stack.app.cloudfront["cache"]
        expected = dict.fromkeys(paths, AS_THE_ORIGIN_SAYS)
        assert policies == {"*": CACHING_DISABLED, **expected}


def test_requests_arrive_whole_and_encrypted(stack):
    headers = {True: SECURITY_HEADERS, False: None}
    for distribution in distributions(stack):
        found = distribution["DistributionConfig"]
        cached = found.get("CacheBehaviors", {}).get("Items", [])
        for behavior in (found["DefaultCacheBehavior"], *cached):
            assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"
            assert set(behavior["AllowedMethods"]["Items"]) == ALL_METHODS
            assert behavior["OriginRequestPolicyId"] == ALL_VIEWER
            policy = headers[stack.app.cloudfront["headers"]]
            assert behavior.get("ResponseHeadersPolicyId") == policy


def test_it_has_its_own_way_to_the_load_balancer(stack):
    for distribution in distributions(stack):
        (origin,) = distribution["DistributionConfig"]["Origins"]["Items"]
        vpc_origin = stack.aws.read(
            "cloudfront",
            "get-vpc-origin",
            *("--id", origin["VpcOriginConfig"]["VpcOriginId"]),
        )["VpcOrigin"]["VpcOriginEndpointConfig"]
        balancer = stack.balancer(stack.app.origin)
        assert origin["DomainName"] == balancer["DNSName"]
        assert vpc_origin["Arn"] == balancer["LoadBalancerArn"]
        assert vpc_origin["OriginProtocolPolicy"] == "https-only"
        assert vpc_origin["OriginSslProtocols"]["Items"] == ["TLSv1.2"]


def test_nobody_else_can_call(stack):
    for _ in distributions(stack):
        callers = sources(group_of(stack, stack.balancer(stack.app.origin)))
        assert callers == {(cloudfront_addresses(stack), "tcp", 443, 443)}


def test_its_certificate_is_a_stack_of_its_own(stack):
    for distribution in distributions(stack):
        certificate = distribution["DistributionConfig"]["ViewerCertificate"]
        arn = certificate["ACMCertificateArn"]
        described = stack.aws.read(
            "cloudformation",
            "describe-stacks",
            *("--stack-name", f"{stack.name}-edge"),
        )["Stacks"][0]
        (output,) = described["Outputs"]
        assert output["OutputKey"] == "EdgeCertificateArn"
        assert output["OutputValue"] == arn
        answer = stack.aws.read(
            "acm", "describe-certificate", "--certificate-arn", arn
        )["Certificate"]
        assert set(answer["SubjectAlternativeNames"]) == stack.app.origin.hosts
