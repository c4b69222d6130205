"""The records of a deployed stack, read back from Route 53."""

# All distributions are in this zone (Route 53 API, AliasTarget).
CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"


def test_every_host_is_an_alias_of_its_load_balancer(stack):
    if stack.surroundings.zone_id is None:
        assert stack.ids("AWS::Route53::RecordSet") == []
        return
    answer = stack.aws.read(
        "route53",
        "list-resource-record-sets",
        *("--hosted-zone-id", stack.surroundings.zone_id),
    )
    # Route 53 writes the asterisk of a wildcard as its octal code; moto does not.
    records = [
        {**record, "Name": record["Name"].replace("\\052", "*")}
        for record in answer["ResourceRecordSets"]
        if record["Type"] not in ("NS", "SOA")
    ]
    expected = [
        expected_record(stack, host, kind)
        for host, item in stack.app.records.items()
        for kind in item.record_types
    ]
    in_order = sorted(records, key=lambda record: (record["Name"], record["Type"]))
    assert in_order == sorted(expected, key=lambda item: (item["Name"], item["Type"]))


def expected_record(stack, host, kind):
    item = stack.app.records[host]
    if item.is_behind_cloudfront:
        return {
            "Name": f"{host}.",
            "Type": kind,
            "AliasTarget": {
                "HostedZoneId": CLOUDFRONT_ZONE,
                "DNSName": stack.outputs["DistributionDomainName"],
                "EvaluateTargetHealth": False,
            },
        }
    balancer = stack.balancer(item)
    record = {
        "Name": f"{host}.",
        "Type": kind,
        "AliasTarget": {
            "HostedZoneId": balancer["CanonicalHostedZoneId"],
            "DNSName": balancer["DNSName"],
            "EvaluateTargetHealth": stack.app.evaluates_target_health,
        },
    }
    if stack.app.is_latency_routed:
        region = stack.app.region
        record |= {"SetIdentifier": region, "Region": region}
    return record
