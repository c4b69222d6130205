"""Deliberate mistakes in a configuration, by the step that must refuse them.

They prove that a clean verdict means something. A mistake replaces the first match of a
pattern in a file; `complaint` is what has to be said about it.
"""

from dataclasses import dataclass

FORMAT = "fmt"
INIT = "init"
VALIDATE = "validate"
PLAN = "plan"
APPLY = "apply"
ECS_API = "the ECS API"
SETTLE = "a second plan"


@dataclass(frozen=True)
class Mutation:
    """One mistake."""

    step: str
    name: str
    complaint: str
    pattern: str
    replacement: str
    file: str = "main.tf"


MISTAKES = {
    FORMAT: [
        ("misaligned", "main.tf", "  internal  +=", "  internal ="),
        ("unclosed block", "Unclosed configuration block", r"\n}\n+\Z", "\n"),
    ],
    INIT: [
        (
            "wrong type of a variable",
            "not compatible with the variable's type constraint",
            r'(variable "web_image_tag" \{.*?type +=) string',
            r"\1 number",
            "variables.tf",
        ),
        (
            "unknown provider",
            "hashicorp/awss was not found",
            "hashicorp/aws",
            "hashicorp/awss",
            "versions.tf",
        ),
        (
            "older provider",
            "no available releases match",
            r">= 6\.25, < 7\.0",
            "~> 5.0",
            "versions.tf",
        ),
        (
            "older provider of passwords",
            "no available releases match",
            r">= 3\.6, < 4\.0",
            "~> 2.0",
            "versions.tf",
        ),
    ],
    VALIDATE: [
        (
            "unknown type",
            "Invalid resource type",
            'resource "aws_ecs_cluster"',
            'resource "aws_ecs_clusters"',
        ),
        ("misspelt argument", "Unsupported argument", "desired_count ", "desired_cnt "),
        (
            "misspelt block",
            "Unsupported block type",
            "deployment_circuit_breaker {",
            "circuit_breaker {",
        ),
        (
            "misspelt argument of a block",
            "Unsupported argument",
            "assign_public_ip",
            "assign_public_ips",
        ),
        ("missing argument", "Missing required argument", r"  family +=[^\n]*\n", ""),
        (
            "missing block",
            "Insufficient default_action blocks",
            r"  default_action \{.*?\n  \}\n",
            "",
        ),
        (
            "block twice",
            "Too many runtime_platform blocks",
            r"(  runtime_platform \{.*?\n  \}\n)",
            r"\1\n\1",
        ),
        (
            "null for what is required",
            "the argument family is required, but null",
            r"(  family +=)[^\n]*",
            r"\1 null",
        ),
        (
            "value of AWS's choice",
            "arn is decided by AWS",
            '(resource "aws_ecs_cluster" "main" {\n)',
            '\\1  arn = "x"\n',
        ),
        (
            "wrong type",
            "Incorrect attribute value type",
            r"  cpu +=[^\n]*",
            "  cpu = [512]",
        ),
        (
            "text for a number",
            "a number is required",
            "retention_in_days = 30",
            'retention_in_days = "a month"',
        ),
        (
            "missing resource",
            "Reference to undeclared resource",
            r"aws_iam_role\.web_task\.arn",
            "aws_iam_role.task.arn",
        ),
        (
            "missing attribute",
            "Unsupported attribute",
            r"aws_lb\.main\.dns_name",
            "aws_lb.main.dnsname",
        ),
        (
            "missing variable",
            "Reference to undeclared input variable",
            r"var\.web_image_tag",
            "var.image_tag",
        ),
        (
            "circle",
            "Cycle:",
            r'cidr_block +="? *"10\.0\.0\.0/16"',
            "cidr_block = aws_route.public_default.id",
        ),
        (
            "deprecated attribute",
            "eprecated",
            r"data\.aws_region\.current\.region",
            "data.aws_region.current.name",
        ),
        (
            "deprecated block",
            "the block inline_policy is deprecated",
            '(resource "aws_iam_role" "web_task" {\n)',
            "\\1  inline_policy {}\n\n",
        ),
        ("wrong word", "'SERVICES' is not one of", '"SERVICE"', '"SERVICES"'),
        (
            "long prefix",
            "'web-service-' has not between 0 and 6 characters",
            '"web-"',
            '"web-service-"',
        ),
        (
            "name and prefix",
            "only one of name, name_prefix can be given",
            '(  name_prefix +=) "web-"',
            r'\1 "web-"\n  name = "web"',
        ),
        (
            "reserved name",
            "must not match",
            '(resource "aws_lb" "main" {\n  name +=) var.name',
            r'\1 "internal-x"',
        ),
        (
            "short password",
            "the length must be at least 3",
            r"(  length +=) 32",
            r"\1 2",
        ),
        (
            "password of no length",
            "length: 0 is not between 1",
            r"(  length +=) 32",
            r"\1 0",
        ),
        (
            "letters for punctuation",
            "is not punctuation",
            r"  special +=[^\n]*\n",
            '  special = true\n  override_special = "a!"\n',
        ),
        (
            "punctuation all the same",
            "min_special makes no sense without special",
            r"(  special +=[^\n]*\n)",
            r"\1  min_special = 1\n",
        ),
        (
            "deprecated argument",
            "the argument number is deprecated",
            r"(  special +=[^\n]*\n)",
            r"\1  number = true\n",
        ),
        (
            "two sources",
            "only one of cidr_ipv4",
            r"(  cidr_ipv4 [^\n]*\n)",
            '\\1  cidr_ipv6 = "::/0"\n',
        ),
        ("no source", "one of cidr_ipv4, cidr_ipv6", r"  cidr_ipv4 [^\n]*\n", ""),
        (
            "range that is none",
            "'0.0.0.0/99' is not a valid CIDR block",
            r'(  cidr_ipv4 +=) "0\.0\.0\.0/0"',
            r'\1 "0.0.0.0/99"',
        ),
        (
            "range with an address of a host",
            "has host bits set",
            r'"10\.0\.128\.0/20"',
            '"10.0.128.1/20"',
        ),
        (
            "ARN that is none",
            "'web' is an invalid ARN",
            r"(  execution_role_arn +=)[^\n]*",
            r'\1 "web"',
        ),
        (
            "policy that is no JSON",
            "contains an invalid JSON policy",
            r"  policy = jsonencode\(.*?\n  \}\)\n",
            '  policy = "{"\n',
        ),
        (
            "containers that are no JSON",
            "container_definitions is invalid",
            r"  container_definitions = jsonencode\(.*?\n  \]\)\n",
            '  container_definitions = "[{]"\n',
        ),
        (
            "days that are no retention",
            "31 is not one of",
            "retention_in_days = 30",
            "retention_in_days = 31",
        ),
        (
            "hasty health check",
            "3 is not between 5 and 300",
            r"(\n  health_check \{.*? interval +=)[^\n]*",
            r"\1 3",
        ),
        (
            "forward to nothing",
            "action: forward needs",
            r"(    type +=) \"forward\"\n[^\n]*\n",
            '\\1 "forward"\n',
        ),
        (
            "record with alias and address",
            "only one of alias, records",
            r"(\n  alias \{)",
            '\n  records = ["192.0.2.1"]\n\\1',
        ),
    ],
    PLAN: [
        (
            "sensitive output",
            "Output refers to sensitive values",
            r"aws_secretsmanager_secret\.database_password\.arn",
            "aws_secretsmanager_secret_version.database_password.secret_string",
            "outputs.tf",
        ),
        (
            "password in an output",
            "Output refers to sensitive values",
            r"aws_secretsmanager_secret\.database_password\.arn",
            "random_password.database_password.result",
            "outputs.tf",
        ),
        (
            "keys not known in a plan",
            "Invalid for_each argument",
            r"trimprefix\(option.domain_name, ",
            "trimprefix(option.resource_record_name, ",
        ),
        ("zone that is not there", "Invalid index", r"names\[1\]", "names[9]"),
        (
            "refused value of a variable",
            "Invalid value for variable",
            'default     = "iploc8"',
            'default     = "8"',
            "variables.tf",
        ),
        (
            "name that security groups cannot have",
            "must not begin with sg-",
            'default     = "iploc8"',
            'default     = "sg-1"',
            "variables.tf",
        ),
        (
            "region that is none",
            "'null' does not match",
            r"region = var\.region",
            'region = "null"',
            "versions.tf",
        ),
    ],
    APPLY: [
        (
            "protocol without ports",
            "from_port is needed with tcp",
            r"  from_port [^\n]*\n",
            "",
        ),
        (
            "HTTPS without certificate",
            "a certificate goes with HTTPS",
            r"(protocol +=\s\"HTTPS\"[^}]*?)  certificate_arn +=[^\n]*\n",
            r"\1",
        ),
        (
            "slow health check",
            "the timeout must be below the interval",
            r"(\n  health_check \{.*? timeout +=)[^\n]*",
            r"\1 15",
        ),
        (
            "taken name",
            "there is another aws_cloudwatch_log_group",
            r'"/ecs/\$\{var\.name\}/web"',
            '"aws-waf-logs-${var.name}"',
        ),
    ],
    ECS_API: [
        (
            "key of Terraform in a container",
            'Unknown parameter in containerDefinitions[0]: "port_mappings"',
            "portMappings",
            "port_mappings",
        ),
        (
            "text for a number in a container",
            "Invalid type for parameter containerDefinitions[0]",
            "containerPort = 5000",
            'containerPort = "5000"',
        ),
    ],
    SETTLE: [
        (
            "time in a description",
            "aws_secretsmanager_secret.database_password",
            '(resource "aws_secretsmanager_secret" .*?  description +=)[^\n]*',
            r"\1 timestamp()",
        ),
    ],
}
MUTATIONS = [Mutation(step, *row) for step, rows in MISTAKES.items() for row in rows]
