"""Deliberate mistakes in a configuration in HCL, each with what has to be noticed."""

import re
from dataclasses import dataclass

MAIN, OUTPUTS, VARIABLES = "main.tf", "outputs.tf", "variables.tf"


@dataclass(frozen=True)
class Slip:
    """One mistake: texts replaced in a block, and the properties that differ then."""

    name: str
    file: str
    edits: tuple
    noticed: tuple

    def make(self, directory):
        path = directory / self.file
        text = path.read_text()
        for header, old, new in self.edits:
            text = _edited(text, header, old, new)
        path.write_text(text)


def _edited(text, header, old, new):
    """`text` with `old` replaced in one block; `None` is the whole block."""
    block = re.search(rf"^{re.escape(header)} {{\n.*?^}}\n", text, re.M | re.S)
    assert block, f"there is no {header}"
    if old is None:
        changed = ""
    else:
        assert old in block[0], f"{header} has no {old}"
        changed = block[0].replace(old, new)
    return text[: block.start()] + changed + text[block.end() :]


def resource(kind, name):
    return f'resource "{kind}" "{name}"'


PASSWORD = resource("random_password", "database_password")
SERVICE = resource("aws_ecs_service", "web")
TASK = resource("aws_ecs_task_definition", "web")

# In blueprints/iploc8.toml; no two of them are in the same property.
SLIPS = [
    Slip(
        "wrong port",
        MAIN,
        (
            (
                resource("aws_vpc_security_group_ingress_rule", "web"),
                "to_port                      = 5000",
                "to_port                      = 5001",
            ),
        ),
        (("WebIngress", "ToPort"),),
    ),
    Slip(
        "wrong subnet",
        MAIN,
        (
            (
                resource("aws_route_table_association", "public_subnet2"),
                "aws_subnet.public_2",
                "aws_subnet.public_1",
            ),
        ),
        (
            ("PublicSubnet2Routes", "SubnetId"),
            ("PublicSubnet2Routes", "waits for aws_subnet"),
        ),
    ),
    Slip(
        "swapped CIDR blocks",
        MAIN,
        (
            (resource("aws_subnet", "public_1"), "10.0.128.0/20", "10.0.144.0/20"),
            (resource("aws_subnet", "public_2"), "10.0.144.0/20", "10.0.128.0/20"),
        ),
        (("PublicSubnet1", "CidrBlock"), ("PublicSubnet2", "CidrBlock")),
    ),
    Slip(
        "missing action",
        MAIN,
        (
            (
                resource("aws_iam_role_policy", "web_execution"),
                ', "logs:PutLogEvents"',
                "",
            ),
        ),
        (
            (
                "WebExecutionRole",
                "Policies[0].PolicyDocument.Statement[0].Action[1]",
            ),
        ),
    ),
    Slip(
        "wrong priority",
        MAIN,
        ((resource("aws_lb_listener_rule", "web"), "17021", "17022"),),
        (("WebListenerRule", "Priority"),),
    ),
    Slip(
        "no path of the health check",
        MAIN,
        (
            (
                resource("aws_lb_target_group", "web"),
                '    path                = "/healthcheck"\n',
                "",
            ),
        ),
        (("WebTargetGroup", "HealthCheckPath"),),
    ),
    Slip(
        "no waiting for the listener rule",
        MAIN,
        ((SERVICE, "    aws_lb_listener_rule.web,\n", ""),),
        (("WebService", "waits for aws_lb_listener_rule"),),
    ),
    Slip(
        "scaling undone",
        MAIN,
        ((SERVICE, "    ignore_changes = [desired_count]\n", ""),),
        (("WebService", "DesiredCount.is_kept"),),
    ),
    Slip(
        "a number as text",
        MAIN,
        ((TASK, "containerPort = 5000", 'containerPort = "5000"'),),
        (
            (
                "WebTaskDefinition",
                "ContainerDefinitions[0].PortMappings[0].ContainerPort",
            ),
        ),
    ),
    Slip(
        "wrong role",
        MAIN,
        ((TASK, "aws_iam_role.web_task.arn", "aws_iam_role.web_execution.arn"),),
        (
            ("WebTaskDefinition", "TaskRoleArn"),
            ("WebTaskDefinition", "waits for aws_iam_role"),
        ),
    ),
    Slip(
        "an argument too many",
        MAIN,
        (
            (
                resource("aws_lb", "main"),
                "  ip_address_type  ",
                '  customer_owned_ipv4_pool = "pool"\n  ip_address_type  ',
            ),
        ),
        (("LoadBalancer", "aws_lb.customer_owned_ipv4_pool"),),
    ),
    Slip(
        "a resource too few",
        MAIN,
        ((resource("aws_wafv2_web_acl_association", "main"), None, ""),),
        (("WebAclAssociation", ""),),
    ),
    Slip(
        "wrong tag",
        MAIN,
        (
            (
                resource("aws_route_table", "public"),
                '"${var.name}-public"',
                '"${var.name}-private"',
            ),
        ),
        (("PublicRoutes", "Tags[Name]"),),
    ),
    Slip(
        "password without a digit",
        MAIN,
        ((PASSWORD, "  min_numeric = 1\n", ""),),
        (
            (
                "DatabasePasswordSecret",
                "GenerateSecretString.RequireEachIncludedType.numeric",
            ),
        ),
    ),
    Slip(
        "password with punctuation",
        MAIN,
        ((PASSWORD, "= false", "= true"),),
        (("DatabasePasswordSecret", "GenerateSecretString.ExcludePunctuation"),),
    ),
    Slip(
        "redirect before there is HTTPS",
        MAIN,
        ((resource("aws_lb_listener", "http"), "aws_lb_listener.https", ""),),
        (("HttpListener", "waits for aws_lb_listener"),),
    ),
    Slip(
        "wrong output",
        OUTPUTS,
        (('output "vpc_id"', "aws_vpc.main.id", "aws_vpc.main.arn"),),
        (("VpcId", "Value"),),
    ),
    Slip(
        "other pattern of a variable",
        VARIABLES,
        (('variable "web_image_tag"', "{0,127}", "{0,27}"),),
        (("WebImageTag", "AllowedPattern"),),
    ),
]
