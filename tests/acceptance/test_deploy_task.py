"""The task definitions of a deployed stack, read back from ECS."""


def test_the_task_has_its_size_and_platform(stack, service):
    task = stack.task(service)
    assert task["cpu"] == str(service.cpu)
    assert task["memory"] == str(service.memory)
    assert task["networkMode"] == "awsvpc"
    assert task["requiresCompatibilities"] == ["FARGATE"]
    assert task["runtimePlatform"] == {
        "cpuArchitecture": service.architecture,
        "operatingSystemFamily": "LINUX",
    }


def test_the_container_runs_the_image(stack, service):
    container = stack.container(service)
    assert container["image"] == service.image
    assert container["essential"] is True
    credentials = container.get("repositoryCredentials", {})
    found = credentials.get("credentialsParameter")
    if service.credentials is None:
        assert found is None
    else:
        assert found == secret_arn(stack, service.credentials)


def test_the_container_maps_its_port(stack, service):
    mappings = stack.container(service)["portMappings"]
    found = {item["containerPort"]: item["protocol"] for item in mappings}
    assert found == service.mapped_ports
    assert len(found) == len(mappings)
    for mapping in mappings:
        if service.listeners:
            assert "appProtocol" not in mapping
        else:
            assert mapping.get("appProtocol", "http") == service.protocol


def test_the_container_is_started_as_written(stack, service):
    container = stack.container(service)
    table = service.table
    assert container.get("command") == table.get("command")
    assert container.get("entryPoint") == table.get("entry_point")
    assert container.get("user") == table.get("user")
    assert container.get("workingDirectory") == table.get("working_directory")
    assert container.get("stopTimeout", 30) == service.stop_timeout
    assert container.get("readonlyRootFilesystem", False) == table.get(
        "read_only_root_filesystem", False
    )
    assert container.get("privileged", False) is False


def test_the_container_has_its_health_check(stack, service):
    found = stack.container(service).get("healthCheck")
    expected = service.container_health_check
    assert (found is None) == (expected is None)
    if expected is not None:
        # A start period of zero is the same as none.
        assert {"startPeriod": 0, **found} == expected


def test_the_container_has_its_environment(stack, service):
    found = stack.container(service)["environment"]
    assert {item["name"]: item["value"] for item in found} == service.environment


def test_the_container_has_its_secrets(stack, service):
    found = {
        item["name"]: item["valueFrom"]
        for item in stack.container(service).get("secrets", [])
    }
    expected = {
        name: value_from(stack, source) for name, source in service.secrets.items()
    }
    assert found == expected


def value_from(stack, source):
    """What ECS is told about a secret, in whichever way the blueprint says it."""
    if not isinstance(source, dict):
        return secret_arn(stack, source)
    if "ssm" in source:
        name = "/" + source["ssm"].removeprefix("/")
        return f"arn:aws:ssm:{stack.app.region}:123456789012:parameter{name}"
    arn = secret_arn(stack, source["secret"])
    return f"{arn}:{source['key']}::" if "key" in source else arn


def secret_arn(stack, reference):
    """The ARN of a secret of the blueprint, of an existing one, or as it is given."""
    existing = stack.app.section("secrets").get(reference, {}).get("existing")
    if existing is None and reference in stack.app.generated_secrets:
        return stack.physical_id(generated_secret_id(stack, reference))
    name = existing or reference
    if name.startswith("arn:"):
        return name
    # Without the random suffix, which the author of a blueprint may not know.
    return f"arn:aws:secretsmanager:{stack.app.region}:123456789012:secret:{name}"


def generated_secret_id(stack, name):
    """Secrets have no connection to follow: this one is found by its logical id."""
    prefix = "".join(part.capitalize() for part in name.split("-"))
    (logical_id,) = [
        item["LogicalResourceId"]
        for item in stack.resources
        if item["ResourceType"] == "AWS::SecretsManager::Secret"
        and item["LogicalResourceId"].startswith(prefix)
    ]
    return logical_id


def test_the_container_logs_to_a_group_of_its_own(stack, service):
    configuration = stack.container(service).get("logConfiguration")
    if service.log_days is None:
        assert configuration is None
        return
    assert configuration["logDriver"] == "awslogs"
    group = f"/ecs/{stack.name}/{service.name}"
    assert configuration["options"]["awslogs-group"] == group
    assert configuration["options"]["awslogs-region"] == stack.app.region
    assert stack.log_group(group)["retentionInDays"] == service.log_days
