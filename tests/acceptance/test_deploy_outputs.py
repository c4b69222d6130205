"""The outputs of a deployed stack, and the tags of all that it made."""

import re
from urllib.parse import urlsplit

from local_aws.schemas import facts


def test_the_outputs_tell_where_things_are(stack):
    expected = {"ClusterName": stack.cluster["clusterName"]}
    is_new = not stack.app.network.existing
    expected["VpcId"] = stack.vpc_id if is_new else None
    for item in stack.app.load_balancers:
        balancer, prefix = stack.balancer(item), item.logical_prefix
        zone_id = balancer["CanonicalHostedZoneId"]
        expected[f"{prefix}LoadBalancerDnsName"] = balancer["DNSName"]
        expected[f"{prefix}LoadBalancerHostedZoneId"] = zone_id
        (group_id,) = balancer["SecurityGroups"]
        expected[f"{prefix}LoadBalancerSecurityGroupId"] = group_id
        if item.type == "network":
            expected[f"{prefix}ListenerArn"] = None
            continue
        listener = stack.listeners(balancer)[item.service_port]
        expected[f"{prefix}ListenerArn"] = listener["ListenerArn"]
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
    found = {
        value
        for key, value in stack.outputs.items()
        if re.fullmatch(rf"{prefix}Url\d*", key)
    }
    possible = expected_urls(stack, service)
    assert found <= possible
    # Of several paths of one name, one is said.
    assert {urlsplit(url).netloc for url in found} == {
        urlsplit(url).netloc for url in possible
    }


def expected_urls(stack, service):
    if not service.is_requested:
        return set()
    balancer = stack.app.load_balancer_of(service)
    own_name = stack.balancer(balancer)["DNSName"]
    urls = service.urls
    if balancer.gives_the_rest_to(service):
        urls = {(None, "")}
    return {f"{balancer.protocol}://{host or own_name}{path}" for host, path in urls}


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
