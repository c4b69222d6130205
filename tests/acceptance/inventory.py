"""Everything there is in a region of the local AWS, to see what a stack leaves."""


def inventory(aws, zone_ids, elsewhere=None):
    """(kind, id) of everything that our templates can make.

    `elsewhere` is another region, in which CloudFront has its certificates.
    """
    found = {("CloudFront", item) for item in _cloudfront(aws)}
    if elsewhere:
        found |= {("elsewhere", item) for item in _elsewhere(elsewhere)}
    for kind, command, key in (
        ("VPC", ("ec2", "describe-vpcs"), "VpcId"),
        ("subnet", ("ec2", "describe-subnets"), "SubnetId"),
        ("gateway", ("ec2", "describe-internet-gateways"), "InternetGatewayId"),
        ("route table", ("ec2", "describe-route-tables"), "RouteTableId"),
        ("security group", ("ec2", "describe-security-groups"), "GroupId"),
        ("address", ("ec2", "describe-addresses"), "AllocationId"),
        ("NAT gateway", ("ec2", "describe-nat-gateways"), "NatGatewayId"),
        ("endpoint", ("ec2", "describe-vpc-endpoints"), "VpcEndpointId"),
        ("load balancer", ("elbv2", "describe-load-balancers"), "LoadBalancerArn"),
        ("target group", ("elbv2", "describe-target-groups"), "TargetGroupArn"),
        ("trust store", ("elbv2", "describe-trust-stores"), "TrustStoreArn"),
        ("certificate", ("acm", "list-certificates"), "CertificateArn"),
        ("flow log", ("ec2", "describe-flow-logs"), "FlowLogId"),
        ("hosted zone", ("route53", "list-hosted-zones"), "Id"),
        ("health check", ("route53", "list-health-checks"), "Id"),
        ("user pool", ("cognito-idp", "list-user-pools", "--max-results", "60"), "Id"),
        ("web ACL", ("wafv2", "list-web-acls", "--scope", "REGIONAL"), "ARN"),
        ("IP set", ("wafv2", "list-ip-sets", "--scope", "REGIONAL"), "ARN"),
        ("log group", ("logs", "describe-log-groups"), "logGroupName"),
        ("role", ("iam", "list-roles"), "RoleName"),
        ("secret", ("secretsmanager", "list-secrets"), "ARN"),
        ("export", ("cloudformation", "list-exports"), "Name"),
        ("stack", ("cloudformation", "describe-stacks"), "StackName"),
        ("scalable target", _scaling("describe-scalable-targets"), "ResourceId"),
        ("scaling policy", _scaling("describe-scaling-policies"), "PolicyARN"),
    ):
        found |= {
            (kind, item[key])
            for item in _only_list(aws.read(*command))
            # Deleted gateways and endpoints are listed for a while.
            if item.get("State") != "deleted"
        }
    found |= {("bucket", name) for name in _buckets(aws)}
    found |= {("logging", arn) for arn in _logged_acls(aws)}
    found |= {("task definition", arn) for arn in _task_definitions(aws)}
    found |= {("cluster", arn) for arn in _active_clusters(aws)}
    for zone_id in zone_ids:
        found |= {("record", zone_id, *name) for name in _records(aws, zone_id)}
    return found


def _scaling(operation):
    return ("application-autoscaling", operation, "--service-namespace", "ecs")


def _only_list(answer):
    lists = [value for value in answer.values() if isinstance(value, list)]
    assert len(lists) == 1, answer
    return lists[0]


def _logged_acls(aws):
    answer = aws.read("wafv2", "list-logging-configurations", "--scope", "REGIONAL")
    return [item["ResourceArn"] for item in answer["LoggingConfigurations"]]


def _buckets(aws):
    """Those of stacks: others hold templates that are too large to be sent."""
    names = [item["Name"] for item in aws.read("s3api", "list-buckets")["Buckets"]]
    return [name for name in names if not name.startswith("templates-")]


def _elsewhere(aws):
    """What CloudFront needs."""
    for item in _only_list(aws.read("acm", "list-certificates")):
        yield item["CertificateArn"]
    for item in _only_list(aws.read("cloudformation", "describe-stacks")):
        yield item["StackId"]


def _cloudfront(aws):
    """What it has, which is of no region."""
    for kind in ("distribution", "vpc-origin"):
        (answer,) = aws.read("cloudfront", f"list-{kind}s").values()
        for item in answer.get("Items", []):
            yield item["Id"]


def _task_definitions(aws):
    return aws.read("ecs", "list-task-definitions")["taskDefinitionArns"]


def _active_clusters(aws):
    """Deleted clusters are listed for a while, as inactive; so are services."""
    arns = aws.read("ecs", "list-clusters")["clusterArns"]
    if not arns:
        return []
    clusters = aws.read("ecs", "describe-clusters", "--clusters", *arns)["clusters"]
    return [item["clusterArn"] for item in clusters if item["status"] == "ACTIVE"]


def _records(aws, zone_id):
    answer = aws.read(
        "route53", "list-resource-record-sets", "--hosted-zone-id", zone_id
    )
    return [(item["Name"], item["Type"]) for item in answer["ResourceRecordSets"]]
