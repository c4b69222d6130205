"""Mistakes: each function makes one in a good template, rendered as JSON and loaded."""

import copy

LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
SERVICE = "AWS::ECS::Service"
TASK = "AWS::ECS::TaskDefinition"
ASSOCIATIONS = "AWS::ECS::ClusterCapacityProviderAssociations"
RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
ROLE = "AWS::IAM::Role"
ROUTE = "AWS::EC2::Route"
RECORD = "AWS::Route53::RecordSet"
CERTIFICATE = "AWS::CertificateManager::Certificate"
WEB_ACL = "AWS::WAFv2::WebACL"
SCALABLE_TARGET = "AWS::ApplicationAutoScaling::ScalableTarget"


def all_of(template, type_name):
    """The resources of a type, by logical id; there must be one."""
    found = {
        logical_id: resource
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == type_name
    }
    assert found, f"there is no {type_name}"
    return found


def first(template, type_name):
    """The properties of the first resource of a type."""
    return next(iter(all_of(template, type_name).values()))["Properties"]


def container(template):
    return first(template, TASK)["ContainerDefinitions"][0]


def attachment(template):
    return first(template, SERVICE)["LoadBalancers"][0]


def https_listener(template):
    (found,) = [
        resource["Properties"]
        for resource in all_of(template, LISTENER).values()
        if resource["Properties"]["Protocol"] == "HTTPS"
    ]
    return found


def unknown_property(template):
    first(template, SERVICE)["DesiredCounts"] = 2


def unknown_nested_property(template):
    container(template)["LogConfigurations"] = {}


def unknown_type(template):
    template["Resources"]["Mesh"] = {"Type": "AWS::ECS::Mesh", "Properties": {}}


def wrong_enum(template):
    first(template, SERVICE)["PropagateTags"] = "EVERYTHING"


def missing_required(template):
    del container(template)["Image"]


def bad_ref(template):
    first(template, SERVICE)["Cluster"] = {"Ref": "NoSuchCluster"}


def bad_attribute(template):
    attachment(template)["TargetGroupArn"] = {"Fn::GetAtt": ["Cluster", "NoSuch"]}


def impossible_size(template):
    first(template, TASK)["Cpu"] = "256"
    first(template, TASK)["Memory"] = "8192"


def one_subnet(template):
    subnets = first(template, LOAD_BALANCER)["Subnets"]
    del subnets[1:]


def https_without_certificate(template):
    del https_listener(template)["Certificates"]


def missing_certificate(template):
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/no-such-certificate"
    https_listener(template)["Certificates"] = [{"CertificateArn": arn}]


def unknown_tls_policy(template):
    https_listener(template)["SslPolicy"] = "ELBSecurityPolicy-TLS13-1-2-Rse"


def wrong_container(template):
    attachment(template)["ContainerName"] = "wbe"


def unmapped_port(template):
    attachment(template)["ContainerPort"] = 4999


def instance_targets(template):
    first(template, TARGET_GROUP)["TargetType"] = "instance"


def target_group_without_listener(template):
    """The service no longer waits for the rule that gives its group a balancer."""
    rules = all_of(template, RULE)
    for resource in all_of(template, SERVICE).values():
        depends_on = resource["DependsOn"]
        resource["DependsOn"] = [name for name in depends_on if name not in rules]


def no_gateway(template):
    """The load balancer no longer waits for the gateway."""
    for resource in all_of(template, LOAD_BALANCER).values():
        del resource["DependsOn"]


def no_capacity_provider(template):
    first(template, ASSOCIATIONS)["CapacityProviders"] = ["FARGATE_SPOT"]
    first(template, ASSOCIATIONS)["DefaultCapacityProviderStrategy"] = []


def no_execution_role(template):
    del first(template, TASK)["ExecutionRoleArn"]


def missing_secret(template):
    arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf"
    container(template)["Secrets"] = [{"Name": "NONE", "ValueFrom": arn}]


def missing_log_group(template):
    container(template)["LogConfiguration"]["Options"]["awslogs-group"] = "/no/such"


def unsaid_capability(template):
    first(template, ROLE)["RoleName"] = "custom-name"


def circle(template):
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::ECS::Cluster":
            resource["DependsOn"] = [
                name
                for name, other in template["Resources"].items()
                if other["Type"] == SERVICE
            ]


def taken_priority(template):
    rule = next(iter(all_of(template, RULE).values()))
    template["Resources"]["SecondRule"] = copy.deepcopy(rule)


def shared_target_group(template):
    """A second load balancer forwards to the same target group."""
    resources = template["Resources"]
    balancer = next(iter(all_of(template, LOAD_BALANCER).values()))
    resources["SecondBalancer"] = copy.deepcopy(balancer)
    resources["SecondListener"] = {
        "Type": LISTENER,
        "Properties": {
            "LoadBalancerArn": {"Ref": "SecondBalancer"},
            "Port": 80,
            "Protocol": "HTTP",
            "DefaultActions": copy.deepcopy(first(template, RULE)["Actions"]),
        },
    }


def scaling_of_nothing(template):
    name = {"Fn::Sub": "service/${Cluster}/no-such-service"}
    first(template, SCALABLE_TARGET)["ResourceId"] = name


def upside_down_scaling(template):
    first(template, SCALABLE_TARGET)["MinCapacity"] = 99


def alias_of_nothing(template):
    first(template, RECORD)["AliasTarget"]["DNSName"] = "no-such-balancer.example.com"


def foreign_name(template):
    first(template, RECORD)["Name"] = "www.example.org"


def foreign_certificate(template):
    certificate = first(template, CERTIFICATE)
    certificate["DomainName"] = "www.example.org"
    certificate["DomainValidationOptions"][0]["DomainName"] = "www.example.org"


def no_way_out(template):
    """Nothing leads out of the tasks' subnets."""
    routes = all_of(template, ROUTE)
    for logical_id in routes:
        del template["Resources"][logical_id]
    for resource in template["Resources"].values():
        depends_on = resource.get("DependsOn", [])
        if isinstance(depends_on, list):
            kept = [name for name in depends_on if name not in routes]
            resource["DependsOn"] = kept
    gateways = list(all_of(template, "AWS::EC2::VPCGatewayAttachment"))
    for resource in all_of(template, LOAD_BALANCER).values():
        resource["DependsOn"] += gateways


def overlapping_subnets(template):
    for resource in all_of(template, "AWS::EC2::Subnet").values():
        resource["Properties"]["CidrBlock"] = first(template, "AWS::EC2::Subnet")[
            "CidrBlock"
        ]


def powerless_role(template):
    """No role may do anything: the tasks cannot get their secrets."""
    for resource in all_of(template, ROLE).values():
        resource["Properties"].pop("Policies", None)


def wrong_trust(template):
    for resource in all_of(template, ROLE).values():
        document = resource["Properties"]["AssumeRolePolicyDocument"]
        document["Statement"][0]["Principal"]["Service"] = "ecs.amazonaws.com"


def slow_health_check(template):
    group = first(template, TARGET_GROUP)
    group["HealthCheckTimeoutSeconds"] = group["HealthCheckIntervalSeconds"]


def unknown_rule_group(template):
    statement = first(template, WEB_ACL)["Rules"][0]["Statement"]
    statement["ManagedRuleGroupStatement"]["Name"] = "AWSManagedRulesCommonRules"


def wildcard_log_destination(template):
    """The ARN as Fn::GetAtt gives it, which WAF does not take."""
    destinations = first(template, "AWS::WAFv2::LoggingConfiguration")
    (group,) = [
        name
        for name, resource in all_of(template, "AWS::Logs::LogGroup").items()
        if "aws-waf-logs-" in str(resource["Properties"]["LogGroupName"])
    ]
    destinations["LogDestinationConfigs"] = [{"Fn::GetAtt": [group, "Arn"]}]
