"""Template text -> a template whose form is right.

Everything that CloudFormation refuses about a template without looking at a single
resource's properties is refused here: sections, attributes, limits, duplicates.
"""

import re

import yaml

from .errors import TemplateError

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
INLINE_BYTES = 51_200
S3_BYTES = 1_000_000
LIMITS = {"Resources": 500, "Parameters": 200, "Outputs": 200, "Mappings": 200}
DESCRIPTION_BYTES = 1024

# Sections that exist in CloudFormation but that no template of ours uses
# (Transform, Rules, Mappings, Hooks) are errors rather than half supported.
SECTIONS = {
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Conditions",
    "Resources",
    "Outputs",
}
RESOURCE_ATTRIBUTES = {
    "Type",
    "Properties",
    "DependsOn",
    "Condition",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "Metadata",
}
DELETION_POLICIES = {"Delete", "Retain", "RetainExceptOnCreate"}
REPLACE_POLICIES = {"Delete", "Retain"}
OUTPUT_ATTRIBUTES = {"Value", "Description", "Export", "Condition"}


def parse(text):
    """The template as plain maps, lists and scalars, or a `TemplateError`."""
    try:
        template = yaml.load(text, Loader=_TemplateLoader)
    except yaml.YAMLError as error:
        raise TemplateError(f"Template format error: {error}") from error
    _check_sections(template)
    for logical_id, resource in template["Resources"].items():
        _check_resource(logical_id, resource)
    for name, output in template.get("Outputs", {}).items():
        _check_output(name, output)
    return template


def check_size(text, limit):
    """What is given in a request may be less than what is taken from S3."""
    if len(text.encode()) > limit:
        raise TemplateError(f"the template is longer than {limit} bytes")


class _TemplateLoader(yaml.SafeLoader):
    """YAML 1.1 with CloudFormation's short tags, without duplicate keys.

    JSON is read by it too, as CloudFormation itself does.
    """

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if not isinstance(key, str):
                raise TemplateError(f"Template format error: the key {key!r}")
            if keys.count(key) > 1:
                raise TemplateError(f"Template format error: duplicate key {key}")
        return super().construct_mapping(node, deep=True)

    def construct_short_tag(self, suffix, node):
        """`!Sub text` is `{"Fn::Sub": text}`, and so on for every function."""
        if isinstance(node, yaml.ScalarNode):
            argument = self.construct_scalar(node)
        elif isinstance(node, yaml.SequenceNode):
            argument = self.construct_sequence(node, deep=True)
        else:
            argument = self.construct_mapping(node, deep=True)
        if suffix == "GetAtt" and isinstance(argument, str):
            argument = argument.split(".", 1)
        prefix = "" if suffix in ("Ref", "Condition") else "Fn::"
        return {prefix + suffix: argument}

    def construct_timestamp(self, node):
        """A bare date is only ever meant as the template's format version."""
        return self.construct_scalar(node)


_TemplateLoader.add_multi_constructor("!", _TemplateLoader.construct_short_tag)
_TemplateLoader.add_constructor(
    "tag:yaml.org,2002:timestamp", _TemplateLoader.construct_timestamp
)


def _check_sections(template):
    if not isinstance(template, dict):
        raise TemplateError("Template format error: not a map")
    _refuse_unknown("the template", template, SECTIONS)
    if template.get("AWSTemplateFormatVersion") != "2010-09-09":
        raise TemplateError("Template format error: AWSTemplateFormatVersion")
    if len(template.get("Description", "").encode()) > DESCRIPTION_BYTES:
        raise TemplateError("Template format error: Description is too long")
    if not template.get("Resources"):
        raise TemplateError("Template format error: no Resources")
    for section, limit in LIMITS.items():
        if len(template.get(section, {})) > limit:
            raise TemplateError(f"Template format error: over {limit} {section}")


def _check_resource(logical_id, resource):
    _check_name(logical_id)
    _refuse_unknown(logical_id, resource, RESOURCE_ATTRIBUTES)
    if "Type" not in resource:
        raise TemplateError(f"Template format error: {logical_id} has no Type")
    for attribute, allowed in (
        ("DeletionPolicy", DELETION_POLICIES),
        ("UpdateReplacePolicy", REPLACE_POLICIES),
    ):
        if resource.get(attribute, "Delete") not in allowed:
            raise TemplateError(f"{logical_id}: {attribute} {resource[attribute]!r}")


def _check_output(name, output):
    _check_name(name)
    _refuse_unknown(name, output, OUTPUT_ATTRIBUTES)
    if "Value" not in output:
        raise TemplateError(f"Template format error: output {name} has no Value")
    if "Export" in output:
        _refuse_unknown(f"{name}/Export", output["Export"], {"Name"})


def _check_name(name):
    if not re.fullmatch(r"[A-Za-z0-9]{1,255}", name):
        raise TemplateError(f"Template format error: {name} is not alphanumeric")


def _refuse_unknown(what, mapping, known):
    unknown = sorted(set(mapping) - known)
    if unknown:
        raise TemplateError(f"Template format error: {what} has {', '.join(unknown)}")
