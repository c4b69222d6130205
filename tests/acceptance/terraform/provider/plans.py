"""What a plan says of a resource, including what the real provider knows beforehand."""

from .made_up import domains
from .values import UNKNOWN, is_known, is_unknown, planned


def plan(type_name, block, proposed, region, default_tags):
    """The planned value of a resource."""
    value = planned(block, proposed)
    if is_unknown(value.get("region")):
        value["region"] = region
    if "tags_all" in value:
        value["tags_all"] = all_tags(value["tags"], default_tags)
    if type_name == "aws_acm_certificate":
        plan_certificate(value)
    return value


def all_tags(tags, default_tags):
    if not is_known(tags):
        return UNKNOWN
    return {**default_tags, **(tags or {})}


def plan_certificate(value):
    """The names are known, the records that prove them are not."""
    names = (value["domain_name"], value["subject_alternative_names"])
    if is_unknown(value["subject_alternative_names"]) and is_known(names[0]):
        value["subject_alternative_names"] = [names[0]]
    if is_unknown(value["domain_validation_options"]) and is_known(names[0]):
        value["domain_validation_options"] = [
            {
                "domain_name": domain,
                "resource_record_name": UNKNOWN,
                "resource_record_type": UNKNOWN,
                "resource_record_value": UNKNOWN,
            }
            for domain in domains(value)
        ]
