"""A blueprint as a Terraform configuration, taken through its life step by step."""

import json
from functools import cached_property

from ecsgen import render
from terraform.cli import Configuration

HCL, JSON = "terraform", "terraform-json"
FORMATS = (HCL, JSON)

# What a user would write for those variables that have no default.
VARIABLES = {
    "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/0123-4567",
    "authority_arn": (
        "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/0123-4567"
    ),
    "authorities_version": "0123.def",
    "backup_failover_role": "SECONDARY",
    "first_hosted_zone_id": "Z0123456789FIRST",
    "health_check_log_bucket": "example-logs",
    "web_acl_arn": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/0123-4567",
    "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
    "inner_listener_arn": (
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/inner/"
        "60dc6c495c0c9188/e2f7dc8efc522ab2"
    ),
    "inside_hosted_zone_id": "Z0123456789INSIDE",
    "listener_arn": (
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/"
        "50dc6c495c0c9188/f2f7dc8efc522ab2"
    ),
    "load_balancer_dns_name": "shared-1234567890.us-east-1.elb.amazonaws.com",
    "load_balancer_full_name": "app/shared/50dc6c495c0c9188",
    "load_balancer_group_id": "sg-0123456789abcdef2",
    "load_balancer_zone_id": "Z35SXDOTRQ7X7K",
    "office_group_id": "sg-0123456789abcdef0",
    "revoked": "example-revoked",
    "shops_version": "0123.abc",
    "trust_store_arn": (
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/a/0123456789abcdef"
    ),
    "other_certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/4567-0123",
    "private_subnet_ids": ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    "record_weight": "30",
    "second_address": "eipalloc-0123456789abcdef1",
    "share_hosted_zone_id": "Z0123456789SHARE",
    "shared_group_id": "sg-0123456789abcdef1",
    "vpc_id": "vpc-0123456789abcdef0",
    "world_zone_id": "Z0123456789WORLD",
}


def required_variables(directory):
    """The values of the variables without default of a configuration in JSON."""
    declared = {}
    for file in directory.glob("*.tf.json"):
        declared.update(json.loads(file.read_text()).get("variable", {}))
    return {
        name: VARIABLES[name]
        for name, variable in declared.items()
        if "default" not in variable
    }


class Rendered:
    """A blueprint in both formats, for tests that only look at what comes of it."""

    def __init__(self, terraform, blueprint, directory):
        self._terraform = terraform
        self.blueprint = blueprint
        self._directory = directory
        self._lives = {}

    def files(self, output_format):
        """What ecsgen writes."""
        directory = self._directory / output_format
        if not directory.exists():
            render(self.blueprint, directory, output_format)
        return directory

    def configuration(self, name, source):
        """A fresh copy of a configuration, with the values that the blueprint asks."""
        variables = required_variables(self.files(JSON))
        directory = self._directory / name
        return Configuration(self._terraform, source, directory, variables)

    def life(self, output_format):
        """The one copy of this format that is planned and applied."""
        if output_format not in self._lives:
            name = f"life-{output_format}"
            files = self.files(output_format)
            self._lives[output_format] = Life(self.configuration(name, files))
        return self._lives[output_format]


class Life:
    """A configuration on its way; each step is taken once, when it is asked for."""

    def __init__(self, configuration):
        self.configuration = configuration

    @cached_property
    def plan(self):
        """The first plan, found without a warning."""
        self.configuration.init()
        self.configuration.validate()
        return self.configuration.plan()

    @cached_property
    def state(self):
        """What exists when the plan has been carried out."""
        assert self.plan["applyable"]
        return self.configuration.apply()
