"""The scaling of a deployed stack, read back from Application Auto Scaling."""


def describe(stack, kind, service):
    name = stack.services[service.name]["serviceName"]
    answer = stack.aws.read(
        "application-autoscaling",
        f"describe-{kind}",
        *("--service-namespace", "ecs"),
    )
    (items,) = [value for value in answer.values() if isinstance(value, list)]
    resource_id = f"service/{stack.cluster['clusterName']}/{name}"
    return [item for item in items if item["ResourceId"] == resource_id]


def test_the_limits_are_those_of_the_blueprint(stack, service):
    targets = describe(stack, "scalable-targets", service)
    limits = [(item["MinCapacity"], item["MaxCapacity"]) for item in targets]
    assert limits == ([service.scaling["limits"]] if service.scaling else [])


def test_each_metric_has_its_target_and_cooldowns(stack, service):
    expected = {}
    if service.scaling:
        cooldowns = (service.scaling["in"], service.scaling["out"])
        expected = {
            metric: (target, *cooldowns)
            for metric, target in service.scaling["targets"].items()
        }
    found = {}
    for policy in describe(stack, "scaling-policies", service):
        assert policy["PolicyType"] == "TargetTrackingScaling"
        tracking = policy["TargetTrackingScalingPolicyConfiguration"]
        metric = tracking["PredefinedMetricSpecification"]["PredefinedMetricType"]
        found[metric] = (
            tracking["TargetValue"],
            tracking["ScaleInCooldown"],
            tracking["ScaleOutCooldown"],
        )
    assert found == expected


def test_requests_are_counted_at_the_target_group_of_the_service(stack, service):
    for policy in describe(stack, "scaling-policies", service):
        tracking = policy["TargetTrackingScalingPolicyConfiguration"]
        label = tracking["PredefinedMetricSpecification"].get("ResourceLabel")
        expected = None
        if "ALBRequestCountPerTarget" in str(tracking):
            balancer = stack.balancer_of(service)["LoadBalancerArn"]
            group = stack.target_group(service)["TargetGroupArn"]
            expected = f"{balancer.split('loadbalancer/')[1]}/{group.split(':')[-1]}"
        assert label == expected
