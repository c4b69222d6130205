"""What AWS would answer, made up: the same for the same arguments, and no value twice.

Ids, names and ARNs have AWS's form. Each contains a digest of the resource's type, its
arguments and the attribute, so that a value found anywhere tells what it came from.
"""

import hashlib
import json

from .names import (
    ACCOUNT_ID,
    ARNS,
    ATTRIBUTE_PREFIXES,
    ID_IS_AN_ARGUMENT,
    ID_IS_A_UUID,
    ID_IS_THE_ARN,
    ID_PREFIXES,
    NAME_PREFIXES,
    NAMES,
)
from .values import in_blocks, is_known, is_unknown, known_part


class Resource:
    """One resource: `value` is its planned value, with what AWS decides not known.

    `number` tells it from others of the same type with the same arguments.
    """

    def __init__(self, type_name, value, region, number):
        self._type = type_name
        self._value = value
        # A resource may say that it is in another region.
        own_region = value.get("region")
        self._region = own_region if isinstance(own_region, str) else region
        arguments = json.dumps(known_part(value), sort_keys=True)
        self._seed = f"{type_name} {arguments} {number}"
        self._name = self._make_name()
        self._id = self._make_id()

    def filled(self, block):
        """The value with all that was unknown made up."""
        return self._fill(block, self._value)

    def _fill(self, block, value):
        result = in_blocks(block, value, self._fill)
        for name, attribute in block["attributes"].items():
            if is_unknown(result[name]):
                result[name] = self._attribute(name, attribute["type"])
            elif not is_known(result[name]):
                result[name] = self._fill_inside(name, result[name])
        for name in block["block_types"]:
            if is_unknown(result[name]):
                result[name] = []
        return result

    def _fill_inside(self, name, value):
        """A list or map some parts of which are unknown: these are always texts."""
        if name == "domain_validation_options":
            return self._validation_options()
        if isinstance(value, dict):
            return {key: self._fill_inside(key, item) for key, item in value.items()}
        if isinstance(value, list):
            return [
                self._fill_inside(f"{name}{number}", item)
                for number, item in enumerate(value)
            ]
        return self._text(name) if is_unknown(value) else value

    def _attribute(self, name, kind):
        if name == "domain_validation_options":
            return self._validation_options()
        if name == "name_servers":
            return [f"ns-{number}.{self._digest(name)}.example" for number in range(4)]
        if kind == "string":
            return self._text(name)
        if kind == "number":
            return 1
        if kind == "bool":
            return False
        return {} if kind[0] == "map" else []

    def _text(self, name):
        special = getattr(self, f"_{self._type}_{name}", None) or getattr(
            self, f"_any_{name}", None
        )
        if special:
            return special()
        if name in NAMES:
            return self._name
        if name in ATTRIBUTE_PREFIXES:
            return f"{ATTRIBUTE_PREFIXES[name]}-{self._digest(name)}"
        return f"{name.replace('_', '-')}-{self._digest(name)}"

    def _digest(self, attribute, length=17):
        whole = hashlib.sha256(f"{self._seed} {attribute}".encode()).hexdigest()
        return whole[:length]

    def _uuid(self):
        text = self._digest("arn", 32)
        parts = (text[:8], text[8:12], text[12:16], text[16:20], text[20:])
        return "-".join(parts)

    def _make_name(self):
        for argument in NAMES:
            if isinstance(self._value.get(argument), str):
                return self._value[argument]
        for argument in NAME_PREFIXES:
            prefix = self._value.get(argument)
            if isinstance(prefix, str):
                # As long as the time and the counter that the real provider puts there.
                return prefix + self._digest("name", 26)
        short = self._type.removeprefix("aws_").replace("_", "-")
        return f"{short}-{self._digest('name')}"

    def _make_id(self):
        argument = self._value.get(ID_IS_AN_ARGUMENT.get(self._type))
        if isinstance(argument, str):
            return argument
        if self._type in ID_IS_THE_ARN:
            return self._any_arn()
        prefix = ID_PREFIXES.get(self._type)
        if prefix:
            return f"{prefix}-{self._digest('id')}"
        return self._uuid() if self._type in ID_IS_A_UUID else self._name

    def _any_id(self):
        return self._id

    def _any_arn(self):
        path = ARNS[self._type].format(
            region=self._region,
            account=ACCOUNT_ID,
            name=self._name,
            id=getattr(self, "_id", None),
            uuid=self._uuid(),
            long=self._digest("arn", 16),
            six=self._digest("arn", 6),
            short=self._digest("arn", 34),
            number=1,
            cluster=self._end_of("cluster", "cluster/"),
            balancer=self._end_of("load_balancer_arn", "loadbalancer/app/"),
            listener=self._end_of("listener_arn", "listener/app/"),
        )
        return f"arn:aws:{path}"

    def _end_of(self, argument, after):
        """What an ARN among the arguments ends with."""
        arn = self._value.get(argument)
        return arn.rpartition(after)[2] if isinstance(arn, str) else ""

    def _any_region(self):
        return self._region

    def _any_owner_id(self):
        return ACCOUNT_ID

    def _any_name_prefix(self):
        return ""

    def _any_security_group_rule_id(self):
        return self._id

    def _validation_options(self):
        return [validation_option(domain) for domain in domains(self._value)]

    def _aws_eip_allocation_id(self):
        return self._id

    def _aws_eip_public_ip(self):
        number = int(self._digest("public_ip", 4), 16)
        return f"203.0.{number >> 8}.{number & 255}"

    def _aws_vpc_ipv6_cidr_block(self):
        if not self._value.get("assign_generated_ipv6_cidr_block"):
            return ""
        number = self._digest("ipv6_cidr_block", 6)
        return f"2001:db8:{number[:4]}:{number[4:]}00::/56"

    def _aws_ecs_task_definition_arn_without_revision(self):
        return self._any_arn().rpartition(":")[0]

    def _aws_iam_role_unique_id(self):
        return f"AROA{self._digest('unique_id').upper()}"

    def _aws_lb_arn_suffix(self):
        return self._any_arn().partition("loadbalancer/")[2]

    def _aws_lb_dns_name(self):
        number = int(self._digest("dns_name", 8), 16)
        return f"{self._name}-{number}.{self._region}.elb.amazonaws.com"

    def _aws_lb_zone_id(self):
        return f"Z{self._digest('zone_id').upper()}"

    def _aws_lb_target_group_arn_suffix(self):
        return self._any_arn().rpartition(":")[2]

    def _aws_secretsmanager_secret_version_arn(self):
        return self._value["secret_id"]

    def _aws_route53_record_fqdn(self):
        return self._value["name"]


def domains(certificate):
    """The names in a certificate, each once."""
    others = certificate["subject_alternative_names"]
    others = [] if others is None or is_unknown(others) else others
    return list(dict.fromkeys([certificate["domain_name"], *others]))


def validation_option(domain):
    """The record that proves a domain to be one's own: one for `a.b` and `*.a.b`."""
    bare = domain.removeprefix("*.")
    name, value = (
        hashlib.sha256(f"{part} {bare}".encode()).hexdigest()[:32]
        for part in ("name", "value")
    )
    return {
        "domain_name": domain,
        "resource_record_name": f"_{name}.{bare}.",
        "resource_record_type": "CNAME",
        "resource_record_value": f"_{value}.acm-validations.aws.",
    }
