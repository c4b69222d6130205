"""The cluster and the services of a deployed stack, read back from ECS."""


def test_the_cluster_has_insights_and_fargate(stack):
    settings = {item["name"]: item["value"] for item in stack.cluster["settings"]}
    assert settings == {"containerInsights": stack.app.insights}
    assert set(stack.cluster["capacityProviders"]) == {"FARGATE", "FARGATE_SPOT"}


def test_the_service_runs_on_fargate_as_often_as_wanted(stack, service):
    found = stack.services[service.name]
    assert found["status"] == "ACTIVE"
    assert "launchType" not in found
    (strategy,) = found["capacityProviderStrategy"]
    assert strategy["capacityProvider"] == "FARGATE"
    assert strategy["weight"] == 1
    assert found["desiredCount"] == service.desired_count
    assert found["availabilityZoneRebalancing"] == service.rebalancing


def test_the_service_is_in_all_subnets_of_its_kind(stack, service):
    found = stack.services[service.name]["networkConfiguration"]
    network = found["awsvpcConfiguration"]
    assert_in_all_subnets(stack, network["subnets"], service.tier)
    assert network["assignPublicIp"] == service.public_ip
    own, *others = network["securityGroups"]
    assert own in stack.security_groups
    parameters = stack.surroundings.parameters
    expected = {
        parameters.get(item.removeprefix("parameter:"), item)
        for item in service.security_groups
    }
    assert set(others) == expected


def assert_in_all_subnets(stack, subnets, tier):
    """All that the stack made of that kind, or those that were there before."""
    made = {item["SubnetId"] for item in stack.subnets}
    expected = {item for item in made if stack.tier_of(item) == tier}
    if stack.app.network.existing:
        expected = stack.existing_subnets(tier)
    assert set(subnets) == expected


def test_the_service_is_deployed_safely(stack, service):
    found = stack.services[service.name]["deploymentConfiguration"]
    expected = service.deployment
    assert {key: found.get(key) for key in expected} == expected


def test_the_service_is_on_the_load_balancer_if_it_is_behind_one(stack, service):
    found = stack.services[service.name]
    ports = [item["containerPort"] for item in found["loadBalancers"]]
    assert ports == service.target_ports
    grace_period = service.grace_period if service.load_balancer else None
    assert found.get("healthCheckGracePeriodSeconds") == grace_period


def test_exec_is_enabled_only_where_asked_for(stack, service):
    found = stack.services[service.name].get("enableExecuteCommand", False)
    assert found == service.execute_command


def test_scaling_owns_the_number_of_tasks(stack, service):
    """A count in the template would undo the scaling at every deploy."""
    properties = stack.template_resource(f"{service.logical_prefix}Service")
    assert ("DesiredCount" in properties) == (service.scaling is None)
