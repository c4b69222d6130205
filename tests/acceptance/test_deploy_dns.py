"""The records of a deployed stack, read back from Route 53."""


def test_every_host_is_an_alias_of_the_load_balancer(stack):
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
    expected = [expected_record(stack, host) for host in sorted(stack.app.records)]
    assert sorted(records, key=lambda record: record["Name"]) == expected


def expected_record(stack, host):
    record = {
        "Name": f"{host}.",
        "Type": "A",
        "AliasTarget": {
            "HostedZoneId": stack.load_balancer["CanonicalHostedZoneId"],
            "DNSName": stack.load_balancer["DNSName"],
            "EvaluateTargetHealth": stack.app.evaluates_target_health,
        },
    }
    if stack.app.is_latency_routed:
        region = stack.app.region
        record |= {"SetIdentifier": region, "Region": region}
    return record
