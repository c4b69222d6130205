"""Differences that have to be, each with its reason."""

from dataclasses import dataclass

from .rows import matched

ANYTHING = "*"


@dataclass(frozen=True)
class Explained:
    """Differences of a kind, at a path; `None` is a side that says nothing.

    In `path`, stars are what they are in the rows of the table.
    """

    kind: str
    path: str
    cloudformation: str | None
    terraform: str | None
    reason: str

    def explains(self, difference):
        return (
            self.kind in (ANYTHING, difference.kind)
            and matched(self.path, difference.path) is not None
            and _is(self.cloudformation, difference.cloudformation)
            and _is(self.terraform, difference.terraform)
        )


def _is(expected, value):
    if expected == ANYTHING:
        return value is not None
    return value == expected


def only_terraform(kind, path, reason, value=ANYTHING):
    return Explained(kind, path, None, value, reason)


def only_cloudformation(kind, path, reason, value=ANYTHING):
    return Explained(kind, path, value, None, reason)


BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
BUCKET = "AWS::S3::Bucket"
CHECK = "AWS::Route53::HealthCheck"
ZONE = "AWS::Route53::HostedZone"
CERTIFICATE = "AWS::CertificateManager::Certificate"
MORE = "AWS::ElasticLoadBalancingV2::ListenerCertificate"
EGRESS = "AWS::EC2::SecurityGroupEgress"
GROUP = "AWS::EC2::SecurityGroup"
INGRESS = "AWS::EC2::SecurityGroupIngress"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
REVOCATION = "AWS::ElasticLoadBalancingV2::TrustStoreRevocation"
ROLE = "AWS::IAM::Role"
ROUTES = "AWS::EC2::SubnetRouteTableAssociation"
RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
SECRET = "AWS::SecretsManager::Secret"
SERVICE = "AWS::ECS::Service"
SUBNET = "AWS::EC2::Subnet"
TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
TASK = "AWS::ECS::TaskDefinition"
USER_POOL = "AWS::Cognito::UserPool"

IN_ORDER = "Terraform knows of both stacks, and deletes the old one last"
NAME = "CloudFormation makes up a name; the provider's own would not tell the app"
FIRST = "CloudFormation always makes the new one before it deletes the old one"
FACT = "what CloudFormation knows as a pseudo parameter"
VARIABLE = "what CloudFormation is told with the stack"
RULE_TAGS = "the provider tags rules as well; CloudFormation cannot"
RULES = "rules of a group do not wait for each other"
DUMMY = (
    "CloudFormation needs a rule so that EC2 does not add its own, which allows all; "
    "the provider removes that one itself"
)
STEADY = "CloudFormation always waits for a service, for hours"
ROLLBACK = "CloudFormation fails by itself when ECS rolls a deployment back"
RETAINED = "the provider cannot keep it; it is recoverable for as long as AWS allows"
FULL = "Terraform does not delete a bucket with anything in it"
OTHERS = "the provider cannot keep it; what others have put into it does"
PROTECTED = "Terraform stops at what AWS refuses to delete"
NO_NULL = "parameters of CloudFormation are never null"

EXPLAINED = [
    # Names, and what comes of them.
    only_terraform("AWS::ECS::Cluster", "aws_ecs_cluster.name", NAME),
    only_terraform(SERVICE, "aws_ecs_service.name", NAME),
    only_terraform("AWS::ElasticLoadBalancingV2::LoadBalancer", "aws_lb.name", NAME),
    only_terraform("AWS::WAFv2::WebACL", "aws_wafv2_web_acl.name", NAME),
    only_terraform("AWS::WAFv2::IPSet", "aws_wafv2_ip_set.name_prefix", NAME),
    only_terraform(USER_POOL, "aws_cognito_user_pool.name", NAME),
    only_terraform(
        "AWS::Cognito::UserPoolClient", "aws_cognito_user_pool_client.name", NAME
    ),
    # AWS refuses to delete it either way; that would stop CloudFormation halfway.
    only_cloudformation(USER_POOL, "DeletionPolicy", PROTECTED, "Retain"),
    only_cloudformation(USER_POOL, "UpdateReplacePolicy", PROTECTED, "Retain"),
    only_terraform(ROLE, "aws_iam_role.name_prefix", NAME),
    only_terraform(GROUP, "aws_security_group.name_prefix", NAME),
    only_terraform(TARGET_GROUP, "aws_lb_target_group.name_prefix", NAME),
    only_terraform(SECRET, "aws_secretsmanager_secret.name_prefix", NAME),
    Explained(
        "AWS::ElasticLoadBalancingV2::TrustStore",
        "Name",
        ANYTHING,
        ANYTHING,
        "what tells stacks apart is a part of their ids, or made of the app's name",
    ),
    # What is replaced, when, and for how long one waits.
    *(
        only_terraform(kind, f"{name}.lifecycle.create_before_destroy", FIRST, "true")
        for kind, name in (
            (CERTIFICATE, "aws_acm_certificate"),
            (CHECK, "aws_route53_health_check"),
            (MORE, "aws_lb_listener_certificate"),
            (GROUP, "aws_security_group"),
            ("AWS::WAFv2::IPSet", "aws_wafv2_ip_set"),
            (ROUTES, "aws_route_table_association"),
            (RULE, "aws_lb_listener_rule"),
            (SUBNET, "aws_subnet"),
            (TARGET_GROUP, "aws_lb_target_group"),
            (TASK, "aws_ecs_task_definition"),
            (REVOCATION, "aws_lb_trust_store_revocation"),
        )
    ),
    only_terraform(SERVICE, "aws_ecs_service.wait_for_steady_state", STEADY, "true"),
    *(
        only_terraform(SERVICE, f"aws_ecs_service.timeouts.{step}", STEADY, "60m")
        for step in ("create", "update", "delete")
    ),
    only_terraform(
        SERVICE, "aws_ecs_service.lifecycle.postcondition", ROLLBACK, "true"
    ),
    # Certificates that a later stack uses until it is told of another.
    only_cloudformation(CERTIFICATE, "DeletionPolicy", IN_ORDER, "Delete"),
    only_cloudformation(CERTIFICATE, "UpdateReplacePolicy", IN_ORDER, "Retain"),
    only_terraform(
        "AWS::WAFv2::WebACL",
        "Rules[*].Statement.ManagedRuleGroupStatement.Version",
        "the provider tells which version AWS has taken",
    ),
    # Secrets.
    only_cloudformation(SECRET, "DeletionPolicy", RETAINED, "RetainExceptOnCreate"),
    only_cloudformation(SECRET, "UpdateReplacePolicy", RETAINED, "Retain"),
    only_terraform(
        SECRET, "aws_secretsmanager_secret.recovery_window_in_days", RETAINED, "30"
    ),
    only_terraform(
        SECRET,
        "aws_secretsmanager_secret_version.lifecycle.ignore_changes.secret_string",
        "CloudFormation does not look at the value again",
        "true",
    ),
    *(
        only_cloudformation(
            ROLE,
            f"waits for {part}",
            "a policy names the secret, not its value; the task definition waits",
        )
        for part in ("random_password", "aws_secretsmanager_secret_version")
    ),
    # Logs, and headers.
    only_terraform(BUCKET, "aws_s3_bucket.bucket_prefix", NAME),
    only_cloudformation(BUCKET, "DeletionPolicy", FULL, "Retain"),
    only_cloudformation(BUCKET, "UpdateReplacePolicy", FULL, "Retain"),
    only_terraform(BUCKET, "aws_s3_bucket.force_destroy", FULL, "false"),
    *(
        only_cloudformation(
            BALANCER,
            f"LoadBalancerAttributes[{kind}.s3.enabled]",
            "the provider turns off what there is no block for",
            "false",
        )
        for kind in ("access_logs", "connection_logs", "health_check_logs")
    ),
    only_cloudformation(
        LISTENER,
        "ListenerAttributes[routing.http.response.*.header_value]",
        "the provider does not send what is empty",
        "",
    ),
    only_cloudformation(
        "AWS::EC2::FlowLog",
        "ResourceType",
        "in Terraform the name of the argument says it",
        "VPC",
    ),
    # Security groups.
    only_cloudformation(
        GROUP, "SecurityGroupEgress[127.0.0.1/32].IpProtocol", DUMMY, "-1"
    ),
    only_cloudformation(
        GROUP, "SecurityGroupEgress[127.0.0.1/32].CidrIp", DUMMY, "127.0.0.1/32"
    ),
    only_cloudformation(GROUP, "SecurityGroupEgress[127.0.0.1/32].Description", DUMMY),
    only_cloudformation(INGRESS, "waits for aws_vpc_security_group_egress_rule", RULES),
    only_cloudformation(EGRESS, "waits for aws_vpc_security_group_egress_rule", RULES),
    only_terraform(
        INGRESS, "aws_vpc_security_group_ingress_rule.tags_all.**", RULE_TAGS
    ),
    only_terraform(EGRESS, "aws_vpc_security_group_egress_rule.tags_all.**", RULE_TAGS),
    only_terraform(GROUP, "aws_vpc_security_group_egress_rule.tags_all.**", RULE_TAGS),
    # What one side says with other means.
    only_cloudformation(
        REVOCATION,
        "RevocationContents[0].RevocationType",
        "there is one kind",
        "CRL",
    ),
    only_terraform(
        ANYTHING,
        "Tags[App]",
        "CloudFormation tags with the stack's name by itself",
    ),
    *(
        only_terraform(
            kind,
            f"{property_name}[App]",
            "CloudFormation does not tag what Route 53 has",
        )
        for kind, property_name in ((ZONE, "HostedZoneTags"), (CHECK, "HealthCheckTags"))
    ),
    *(
        only_cloudformation(
            kind,
            "waits for aws_route53_query_log",
            "names do not wait for the log of who asks for them",
        )
        for kind in (CERTIFICATE, "AWS::Route53::RecordSet")
    ),
    only_cloudformation(ZONE, "DeletionPolicy", OTHERS, "RetainExceptOnCreate"),
    only_cloudformation(ZONE, "UpdateReplacePolicy", OTHERS, "Retain"),
    only_terraform(ZONE, "aws_route53_zone.force_destroy", OTHERS, "false"),
    only_terraform(
        USER_POOL,
        "UserPoolTags.App",
        "CloudFormation tags with the stack's name by itself",
    ),
    only_cloudformation(
        RULE,
        "Conditions[*].Field",
        "in Terraform the name of the block says it",
    ),
    only_terraform(
        CERTIFICATE,
        "aws_route53_record.ttl",
        "CloudFormation chooses it itself",
        "60",
    ),
    only_terraform(
        CERTIFICATE,
        "aws_route53_record.allow_overwrite",
        "two names can have one proof, and so can the app in another region",
        "true",
    ),
    # What is asked and told.
    *(
        only_terraform(f"data.{name}", "", FACT)
        for name in (
            "aws_availability_zones",
            "aws_caller_identity",
            "aws_partition",
            "aws_ec2_managed_prefix_list",
            "aws_region",
        )
    ),
    only_terraform(
        "data.aws_secretsmanager_secret_version",
        "",
        "what CloudFormation reads by a dynamic reference",
    ),
    only_terraform("var.name", "**", VARIABLE),
    *(
        only_terraform("var.region", path, VARIABLE)
        for path in ("Description", "Type", "nullable", "validations[]")
    ),
    only_terraform("var.region", "Default", VARIABLE, "nothing"),
    only_terraform("var.region", "Default", "the blueprint may say it", "us-east-1"),
    only_terraform("Parameter", "nullable", NO_NULL, "false"),
    Explained(
        "Parameter",
        "Type",
        "AWS::EC2::SecurityGroup::Id",
        "String",
        "Terraform has no type for it, so a pattern says it",
    ),
    *(
        only_terraform(
            "Parameter", key, "CloudFormation looks the group up instead", value
        )
        for key, value in (
            ("AllowedPattern", "sg-([0-9a-f]{8}|[0-9a-f]{17})"),
            ("ConstraintDescription", "the id of a security group: sg-..."),
        )
    ),
    Explained(
        "Parameter",
        "Type",
        "AWS::Route53::HostedZone::Id",
        "String",
        "Terraform has no type for it, so a pattern says it",
    ),
    only_terraform(
        "Parameter",
        "AllowedPattern",
        "instead of CloudFormation's type for the id of a zone",
        "Z[A-Z0-9]{1,31}",
    ),
    only_terraform(
        "Parameter",
        "ConstraintDescription",
        "instead of CloudFormation's type for the id of a zone",
        "the id of a hosted zone: Z...",
    ),
    Explained(
        "Parameter",
        "Type",
        "AWS::EC2::VPC::Id",
        "String",
        "Terraform has no type for it, so a pattern says it",
    ),
    only_terraform(
        "Parameter",
        "AllowedPattern",
        "instead of CloudFormation's type for the id of a VPC",
        "vpc-[0-9a-f]+",
    ),
    only_terraform(
        "Parameter",
        "ConstraintDescription",
        "instead of CloudFormation's type for the id of a VPC",
        "the id of a VPC: vpc-...",
    ),
    Explained(
        "Parameter",
        "Type",
        "List<AWS::EC2::Subnet::Id>",
        "List(string)",
        "Terraform has no type for them, so a pattern says it",
    ),
    only_terraform(
        "Parameter",
        "validations[]",
        "instead of CloudFormation's type for the ids of subnets",
        "private_subnet_ids must be ids of subnets: subnet-...",
    ),
    only_cloudformation("Output", "Export.Name", "Terraform has no exports"),
    only_cloudformation("Template", "AWSTemplateFormatVersion", "of the format"),
    only_cloudformation("Template", "Description", "Terraform has no place for it"),
]


def unexplained(differences):
    return [
        difference
        for difference in differences
        if not any(entry.explains(difference) for entry in EXPLAINED)
    ]


def unused(differences):
    return [
        entry
        for entry in EXPLAINED
        if not any(entry.explains(difference) for difference in differences)
    ]
