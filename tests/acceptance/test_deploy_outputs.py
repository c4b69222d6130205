"""The outputs of a deployed stack, and the tags of all that it made."""

from local_aws.schemas import facts


def test_the_outputs_tell_where_things_are(stack):
    expected = {"ClusterName": stack.cluster["clusterName"]}
    is_new = not stack.app.network.existing
    expected["VpcId"] = stack.vpc_id if is_new else None
    for balancer in stack.load_balancers:
        expected["LoadBalancerDnsName"] = balancer["DNSName"]
        expected["LoadBalancerHostedZoneId"] = balancer["CanonicalHostedZoneId"]
    assert {key: stack.outputs.get(key) for key in expected} == expected
    for tier in ("public", "private", "isolated"):
        told = stack.outputs.get(f"{tier.capitalize()}SubnetIds", "")
        made = [subnet["SubnetId"] for subnet in stack.subnets]
        expected = {subnet for subnet in made if stack.tier_of(subnet) == tier}
        assert set(filter(None, told.split(","))) == expected


def test_a_service_is_found_by_its_outputs(stack, service):
    prefix = service.logical_prefix
    name = stack.services[service.name]["serviceName"]
    assert stack.outputs[f"{prefix}ServiceName"] == name
    log_group = f"/ecs/{stack.name}/{service.name}" if service.log_days else None
    assert stack.outputs.get(f"{prefix}LogGroupName") == log_group
    assert stack.outputs.get(f"{prefix}Url") == expected_url(stack, service)


def expected_url(stack, service):
    if not service.is_routed:
        return None
    host = next(
        (host for host in service.hosts if "*" not in host),
        stack.load_balancer["DNSName"],
    )
    return f"{'https' if stack.app.is_https else 'http'}://{host}"


def test_everything_that_takes_tags_has_them(stack):
    untagged = []
    for logical_id, resource in stack.template_json["Resources"].items():
        known = facts(resource["Type"], stack.app.region)
        if "Tags" not in known.writable:
            continue
        tags = {
            tag["Key"]: tag["Value"] for tag in resource["Properties"].get("Tags", [])
        }
        if {key: tags.get(key) for key in stack.app.tags} != stack.app.tags:
            untagged.append(logical_id)
    assert untagged == []
