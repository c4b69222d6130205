"""What a deployment is asked to reach: a checked template and its order."""

from dataclasses import dataclass

from . import document, parameters
from .conditions import decide, every_branch
from .dependencies import creation_order
from .errors import TemplateError
from .intrinsics import Scope, references
from .resources import resource_class
from .schemas import facts

PSEUDO_PARAMETERS = {
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
}


@dataclass(frozen=True)
class Plan:
    """A template with its parameters resolved and its conditions decided."""

    text: str
    declarations: dict
    given: dict
    values: dict
    resources: dict
    outputs: dict
    order: list

    def differs_from(self, other):
        """Whether deploying this after `other` could change anything."""
        return self._essence() != other._essence()

    def _essence(self):
        mentioned = {name for name, _ in references([self.resources, self.outputs])}
        used = {name: self.values[name] for name in mentioned & set(self.values)}
        return self.resources, self.outputs, used


def make_plan(text, given, pseudo_values, region):
    """Check everything that can be checked before the first resource is made."""
    template = document.parse(text)
    declarations = template.get("Parameters", {})
    _check_resources(template, region)
    _check_references(template)
    values = {**pseudo_values, **parameters.resolve(declarations, given, region)}
    decided = decide(template, Scope(region, values))
    return Plan(
        text=text,
        declarations=declarations,
        given=given,
        values=values,
        resources=decided["Resources"],
        outputs=decided["Outputs"],
        order=creation_order(decided["Resources"]),
    )


def _check_resources(template, region):
    for logical_id, resource in template["Resources"].items():
        type_name = resource["Type"]
        resource_class(type_name)
        known = facts(type_name, region)
        names = set(resource.get("Properties", {}))
        unknown = sorted(names - known.writable)
        if unknown:
            raise TemplateError(
                f"{logical_id} ({type_name}): unsupported property {unknown}"
            )
        missing = sorted(known.required - names)
        if missing:
            raise TemplateError(
                f"{logical_id} ({type_name}): required property {missing} is missing"
            )


def _check_references(template):
    """Every name that is referred to exists, whichever way the conditions go."""
    resources = template["Resources"]
    parameters_ = set(template.get("Parameters", {})) | PSEUDO_PARAMETERS
    sections = [every_branch(resources), every_branch(template.get("Outputs", {}))]
    for name, attribute in references(sections):
        if attribute is None and name in parameters_:
            continue
        if name not in resources:
            raise TemplateError(f"Unresolved resource dependencies [{name}]")
        if attribute is None:
            continue
        type_name = resources[name]["Type"]
        if attribute not in resource_class(type_name).attributes:
            raise TemplateError(
                f"Template error: resource {name} does not support attribute type "
                f"{attribute} in Fn::GetAtt"
            )
