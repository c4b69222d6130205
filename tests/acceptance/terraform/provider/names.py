"""What AWS's ids and ARNs look like, for the types that ecsgen writes."""

ACCOUNT_ID = "123456789012"

# What ids begin with that are a word and a number.
ID_PREFIXES = {
    "aws_egress_only_internet_gateway": "eigw",
    "aws_eip": "eipalloc",
    "aws_flow_log": "fl",
    "aws_internet_gateway": "igw",
    "aws_nat_gateway": "nat",
    "aws_route": "r-rtb",
    "aws_route_table": "rtb",
    "aws_route_table_association": "rtbassoc",
    "aws_security_group": "sg",
    "aws_subnet": "subnet",
    "aws_vpc": "vpc",
    "aws_vpc_endpoint": "vpce",
    "aws_vpc_ipv4_cidr_block_association": "vpc-cidr-assoc",
    "aws_vpc_security_group_egress_rule": "sgr",
    "aws_vpc_security_group_ingress_rule": "sgr",
}
# The same for computed attributes that are the id of something else.
ATTRIBUTE_PREFIXES = {
    "default_network_acl_id": "acl",
    "default_route_table_id": "rtb",
    "default_security_group_id": "sg",
    "dhcp_options_id": "dopt",
    "main_route_table_id": "rtb",
    "network_interface_id": "eni",
    "vpc_id": "vpc",
}
# ARNs after the partition; the id of most of these types is the ARN.
ARNS = {
    "aws_acm_certificate": "acm:{region}:{account}:certificate/{uuid}",
    "aws_appautoscaling_policy": (
        "autoscaling:{region}:{account}:scalingPolicy:{uuid}:policyName/{name}"
    ),
    "aws_appautoscaling_target": (
        "application-autoscaling:{region}:{account}:scalable-target/{short}"
    ),
    "aws_cloudwatch_log_group": "logs:{region}:{account}:log-group:{name}",
    "aws_cloudfront_distribution": "cloudfront::{account}:distribution/{id}",
    "aws_cloudfront_vpc_origin": "cloudfront::{account}:vpcorigin/{id}",
    "aws_cognito_user_pool": "cognito-idp:{region}:{account}:userpool/{id}",
    "aws_ecs_cluster": "ecs:{region}:{account}:cluster/{name}",
    "aws_ecs_service": "ecs:{region}:{account}:service/{cluster}/{name}",
    "aws_ecs_task_definition": "ecs:{region}:{account}:task-definition/{name}:{number}",
    "aws_eip": "ec2:{region}:{account}:elastic-ip/{id}",
    "aws_flow_log": "ec2:{region}:{account}:vpc-flow-log/{id}",
    "aws_iam_role": "iam::{account}:role/{name}",
    "aws_internet_gateway": "ec2:{region}:{account}:internet-gateway/{id}",
    "aws_lb": "elasticloadbalancing:{region}:{account}:loadbalancer/app/{name}/{long}",
    "aws_lb_listener": (
        "elasticloadbalancing:{region}:{account}:listener/app/{balancer}/{long}"
    ),
    "aws_lb_listener_rule": (
        "elasticloadbalancing:{region}:{account}:listener-rule/app/{listener}/{long}"
    ),
    "aws_route53_health_check": "route53:::healthcheck/{id}",
    "aws_route53_query_log": "route53:::queryloggingconfig/{id}",
    "aws_route53_zone": "route53:::hostedzone/{id}",
    "aws_lb_trust_store": "elasticloadbalancing:{region}:{account}:truststore/{name}/{long}",
    "aws_lb_target_group": (
        "elasticloadbalancing:{region}:{account}:targetgroup/{name}/{long}"
    ),
    "aws_route_table": "ec2:{region}:{account}:route-table/{id}",
    "aws_s3_bucket": "s3:::{name}",
    "aws_secretsmanager_secret": (
        "secretsmanager:{region}:{account}:secret:{name}-{six}"
    ),
    "aws_security_group": "ec2:{region}:{account}:security-group/{id}",
    "aws_subnet": "ec2:{region}:{account}:subnet/{id}",
    "aws_vpc": "ec2:{region}:{account}:vpc/{id}",
    "aws_vpc_endpoint": "ec2:{region}:{account}:vpc-endpoint/{id}",
    "aws_vpc_security_group_egress_rule": (
        "ec2:{region}:{account}:security-group-rule/{id}"
    ),
    "aws_vpc_security_group_ingress_rule": (
        "ec2:{region}:{account}:security-group-rule/{id}"
    ),
    "aws_wafv2_ip_set": "wafv2:{region}:{account}:regional/ipset/{name}/{uuid}",
    "aws_wafv2_web_acl": "wafv2:{region}:{account}:regional/webacl/{name}/{uuid}",
}
ID_IS_THE_ARN = {
    "aws_acm_certificate",
    "aws_ecs_cluster",
    "aws_ecs_service",
    "aws_lb",
    "aws_lb_listener",
    "aws_lb_listener_rule",
    "aws_lb_target_group",
    "aws_lb_trust_store",
    "aws_secretsmanager_secret",
}
ID_IS_A_UUID = {"aws_wafv2_ip_set", "aws_wafv2_web_acl"}
# The argument that is the id as well.
ID_IS_AN_ARGUMENT = {
    "aws_acm_certificate_validation": "certificate_arn",
    "aws_appautoscaling_policy": "name",
    "aws_appautoscaling_target": "resource_id",
    "aws_cloudwatch_log_group": "name",
    "aws_cognito_user_pool_domain": "domain",
    "aws_ecs_cluster_capacity_providers": "cluster_name",
    "aws_ecs_task_definition": "family",
    "aws_wafv2_web_acl_logging_configuration": "resource_arn",
}
NAMES = ("name", "family", "bucket")
NAME_PREFIXES = ("name_prefix", "bucket_prefix")
