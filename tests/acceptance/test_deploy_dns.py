"""The hosted zones, records and health checks of a deployed stack, read back from Route 53."""

from test_deploy_routes import (
    comparable,
    each,
    read_action,
    read_atoms,
    target_groups,
)

# All distributions are in this zone (Route 53 API, AliasTarget).
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"


def zone_id(stack, domain):
    if domain.is_new:
        return stack.outputs[f"{domain.prefix}HostedZoneId"]
    return stack.surroundings.zone_ids[domain.name]


def records(stack, domain):
    """Without those that every zone has."""
    answer = stack.aws.read(
        "route53",
        "list-resource-record-sets",
        *("--hosted-zone-id", zone_id(stack, domain)),
    )
    return [
        # Route 53 writes the asterisk of a wildcard as its octal code; moto does not.
        {**record, "Name": record["Name"].replace("\\052", "*")}
        for record in answer["ResourceRecordSets"]
        if record["Type"] != "SOA"
        and (record["Type"], record["Name"].removesuffix(".")) != ("NS", domain.zone)
    ]


def test_every_host_is_an_alias_of_its_load_balancer(stack):
    if not stack.app.domains.all:
        assert stack.ids("AWS::Route53::RecordSet") == []
    for domain in stack.app.domains.all:
        if not domain.is_writable:
            continue
        aliases = [dict(record) for record in aliases_in(stack, domain)]
        checks = {record.pop("HealthCheckId", None) for record in aliases}
        if aliases:
            assert (checks != {None}) == (domain.health_check is not None)
        assert in_order(aliases) == in_order(expected_records(stack, domain))


def aliases_in(stack, domain):
    return [record for record in records(stack, domain) if "AliasTarget" in record]


def in_order(records):
    return sorted(
        records, key=lambda it: (it["Name"], it["Type"], it.get("SetIdentifier", ""))
    )


def expected_records(stack, domain):
    parameters = stack.surroundings.parameters
    turns = domain.turns(stack.name, stack.app.region, parameters)
    return [
        {
            "Name": f"{host}.",
            "Type": kind,
            "AliasTarget": alias_of(stack, item, domain),
            **turn,
        }
        for item in stack.app.all_load_balancers
        for host in item.hosts_in(domain)
        for kind in item.record_types
        for turn in turns
    ]


def alias_of(stack, item, domain):
    if item.is_behind_cloudfront:
        return {
            "HostedZoneId": CLOUDFRONT_ZONE,
            "DNSName": stack.outputs["DistributionDomainName"],
            "EvaluateTargetHealth": False,
        }
    balancer = stack.balancer(item)
    return {
        "HostedZoneId": balancer["CanonicalHostedZoneId"],
        "DNSName": balancer["DNSName"],
        "EvaluateTargetHealth": domain.evaluates_target_health,
    }


def test_new_zones_are_delegated_where_the_app_can(stack):
    for domain in stack.app.domains.all:
        if not domain.is_writable:
            continue
        found = {
            record["Name"].removesuffix("."): {
                item["Value"] for item in record["ResourceRecords"]
            }
            for record in records(stack, domain)
            if record["Type"] == "NS"
        }
        assert found == {
            new.zone: set(stack.outputs[f"{new.prefix}NameServers"].split(","))
            for new in stack.app.domains.all
            if stack.app.domains.above(new) is not None
            and stack.app.domains.above(new).name == domain.name
        }


def test_new_zones_are_what_the_blueprint_says(stack):
    new = [domain for domain in stack.app.domains.all if domain.is_new]
    assert len(stack.ids("AWS::Route53::HostedZone")) == len(new)
    for domain in new:
        zone = stack.aws.read(
            "route53", "get-hosted-zone", "--id", zone_id(stack, domain)
        )
        assert zone["HostedZone"]["Name"].removesuffix(".") == domain.zone
        assert zone["HostedZone"]["Config"]["PrivateZone"] == domain.is_private
        if domain.is_private:
            vpc = {"VPCId": stack.vpc_id, "VPCRegion": stack.app.region}
            assert zone["VPCs"] == [vpc]
        else:
            told = stack.outputs[f"{domain.prefix}NameServers"].split(",")
            assert told == zone["DelegationSet"]["NameServers"]


def test_queries_are_logged_where_the_blueprint_says(stack):
    logging = stack.aws.read("route53", "list-query-logging-configs")
    for domain in stack.app.domains.all:
        if not domain.is_new:
            continue
        found = [
            item["CloudWatchLogsLogGroupArn"]
            for item in logging["QueryLoggingConfigs"]
            if item["HostedZoneId"] == zone_id(stack, domain)
        ]
        expected = [f"{domain.query_log}:*"] if domain.query_log else []
        assert found == expected


def checked(stack):
    """Each load balancer that Route 53 asks, and the domain that it asks it for."""
    return [
        (item, domain)
        for domain in stack.app.domains.all
        for item in stack.app.all_load_balancers
        if domain.health_check and item.hosts_in(domain)
    ]


def test_route_53_asks_each_load_balancer_by_its_own_name(stack):
    assert len(stack.ids("AWS::Route53::HealthCheck")) == len(checked(stack))
    for item, domain in checked(stack):
        names = {f"{host}." for host in item.hosts_in(domain)}
        aliases = aliases_in(stack, domain)
        (check_id,) = {it["HealthCheckId"] for it in aliases if it["Name"] in names}
        check = stack.aws.read(
            "route53", "get-health-check", "--health-check-id", check_id
        )["HealthCheck"]["HealthCheckConfig"]
        expected = {
            "Type": item.protocol.upper(),
            "FullyQualifiedDomainName": stack.balancer(item)["DNSName"],
            "Port": item.service_port,
            **domain.health_check,
        }
        assert {key: check[key] for key in expected} == expected


def test_what_route_53_asks_for_is_a_service(stack):
    """The rule leads where the first name in the domain leads."""
    for balancer, item in each(stack):
        listener = stack.listeners(balancer)[item.service_port]
        found = []
        for rule in stack.health_check_rules(listener):
            ((_, own), (_, path)) = sorted(read_atoms(rule).pop())
            assert own == balancer["DNSName"]
            # Among the rules for names in full.
            assert 500 <= int(rule["Priority"]) < 20_500
            found.append((path, comparable(read_action(rule))))
        expected = []
        for asked, domain in checked(stack):
            if asked.name == item.name:
                route = next(
                    route
                    for route in item.routes
                    if "forward" in route.table
                    and set(route.hosts) & item.hosts_in(domain)
                )
                action = route.action(target_groups(stack))
                path = domain.health_check["ResourcePath"]
                expected.append((path, comparable(action)))
        assert sorted(found) == sorted(expected)


def test_what_others_must_create_is_told(stack):
    expected = [
        alias_of(stack, item, domain)["DNSName"]
        for domain in stack.app.domains.all
        if not domain.is_writable
        for item in stack.app.all_load_balancers
        for _ in item.hosts_in(domain)
    ]
    told = [
        value for name, value in stack.outputs.items() if name.endswith("RecordTarget")
    ]
    assert sorted(told) == sorted(expected)
