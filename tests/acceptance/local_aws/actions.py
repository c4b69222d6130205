"""The CloudFormation API, as far as `aws cloudformation deploy` and friends use it.

An action or a parameter that is not here is an error, never a no-op.
"""

from urllib.parse import urlsplit

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse, EmptyResult

from .clients import client
from .document import INLINE_BYTES, S3_BYTES, check_size
from .engine import Engine
from .errors import MissingCapabilities, TemplateError
from .plan import make_plan
from .stacks import Regions

REGIONS = Regions()

UPDATABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")

NO_CHANGES = (
    "The submitted information didn't contain changes. "
    "Submit different information to create a change set."
)


class ValidationError(ServiceException):
    """The answer to a request that is refused."""

    code = "ValidationError"


class InsufficientCapabilities(ServiceException):
    """The answer to a template that needs a capability nobody gave."""

    code = "InsufficientCapabilitiesException"


def answers(*accepted):
    """Make an action of a method: only `accepted` parameters, errors as AWS's."""

    def decorate(method):
        def action(self):
            try:
                unknown = sorted(set(self._get_params()) - set(accepted))
                if unknown:
                    raise TemplateError(f"parameters {unknown} are not supported here")
                result = method(self, self._region())
            except TemplateError as error:
                raise ValidationError(str(error)) from error
            except MissingCapabilities as error:
                raise InsufficientCapabilities(str(error)) from error
            return EmptyResult() if result is None else ActionResult(result)

        return action

    return decorate


class CloudFormationApi(BaseResponse):
    """Takes the place of moto's own CloudFormation."""

    def __init__(self):
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True

    def _region(self):
        return REGIONS[self.region]

    @answers(
        "StackName",
        "ChangeSetName",
        "ChangeSetType",
        "TemplateBody",
        "TemplateURL",
        "Parameters",
        "Capabilities",
        "Description",
        "Tags",
    )
    def create_change_set(self, region):
        if self._get_param("Tags"):
            raise TemplateError("stack tags are not supported here")
        name = self._get_param("StackName")
        kind = self._get_param("ChangeSetType")
        stack = region.find(name)
        if kind == "CREATE":
            stack = stack or region.add(name)
        elif stack is None or stack.status not in UPDATABLE:
            raise TemplateError(f"Stack {name} is not in a state to be updated")
        plan = self._plan(stack)
        _check_capabilities(plan, self._get_param("Capabilities", []))
        is_empty = kind == "UPDATE" and not plan.differs_from(stack.plan)
        change_set = region.add_change_set(
            name=self._get_param("ChangeSetName"),
            kind=kind,
            stack=stack,
            plan=plan,
            status="FAILED" if is_empty else "CREATE_COMPLETE",
            reason=NO_CHANGES if is_empty else "",
        )
        return {"Id": change_set.change_set_id, "StackId": stack.stack_id}

    def _plan(self, stack):
        given = {}
        for parameter in self._get_param("Parameters", []):
            name = parameter["ParameterKey"]
            if "ParameterValue" in parameter:
                given[name] = parameter["ParameterValue"]
            elif name in stack.plan.given:
                given[name] = stack.plan.given[name]
        text = self._template_text(stack.region)
        return make_plan(text, given, stack.pseudo_values(), stack.region)

    def _template_text(self, region):
        """The template, from the request or from where its URL leads in S3."""
        url = self._get_param("TemplateURL")
        if url is None:
            text = self._get_param("TemplateBody")
            check_size(text, INLINE_BYTES)
            return text
        bucket, key = urlsplit(url).path.removeprefix("/").split("/", 1)
        answer = client("s3", region).get_object(Bucket=bucket, Key=key)
        text = answer["Body"].read().decode()
        check_size(text, S3_BYTES)
        return text

    @answers("ChangeSetName", "StackName")
    def describe_change_set(self, region):
        change_set = region.change_set(self._get_param("ChangeSetName"))
        return {
            "ChangeSetId": change_set.change_set_id,
            "ChangeSetName": change_set.name,
            "StackId": change_set.stack.stack_id,
            "StackName": change_set.stack.name,
            "Status": change_set.status,
            "StatusReason": change_set.reason,
        }

    @answers("ChangeSetName", "StackName", "DisableRollback")
    def execute_change_set(self, region):
        if self._get_param("DisableRollback"):
            raise TemplateError("DisableRollback is not supported here")
        change_set = region.change_set(self._get_param("ChangeSetName"))
        if change_set.status != "CREATE_COMPLETE":
            raise TemplateError(f"ChangeSet [{change_set.name}] cannot be executed")
        engine = Engine(change_set.stack)
        if change_set.kind == "CREATE":
            engine.create(change_set.plan)
        else:
            engine.update(change_set.plan)
        region.forget_change_set(change_set)

    @answers("ChangeSetName", "StackName")
    def delete_change_set(self, region):
        region.forget_change_set(region.change_set(self._get_param("ChangeSetName")))

    @answers("StackName")
    def describe_stacks(self, region):
        name = self._get_param("StackName")
        stacks = [region.get(name)] if name else region.stacks()
        return {"Stacks": [_describe(stack) for stack in stacks]}

    @answers("StackName")
    def describe_stack_events(self, region):
        stack = region.get(self._get_param("StackName"))
        return {"StackEvents": stack.events[::-1]}

    @answers("StackName")
    def list_stack_resources(self, region):
        stack = region.get(self._get_param("StackName"))
        return {
            "StackResourceSummaries": [
                {
                    "LogicalResourceId": live.logical_id,
                    "PhysicalResourceId": live.physical_id,
                    "ResourceType": live.type_name,
                    "LastUpdatedTimestamp": stack.created,
                    "ResourceStatus": "CREATE_COMPLETE",
                }
                for live in stack.resources.values()
            ]
        }

    @answers("StackName")
    def get_template_summary(self, region):
        stack = region.get(self._get_param("StackName"))
        return {
            "Parameters": [
                {"ParameterKey": name, "ParameterType": declaration["Type"]}
                for name, declaration in stack.plan.declarations.items()
            ]
        }

    @answers("StackName")
    def delete_stack(self, region):
        stack = region.find(self._get_param("StackName"))
        if stack is None:
            return
        Engine(stack).delete()
        if stack.status == "DELETE_COMPLETE":
            stack.withdraw_exports()

    @answers()
    def list_exports(self, region):
        return {"Exports": list(region.exports.values())}


def _describe(stack):
    outputs = [
        {
            "OutputKey": name,
            "OutputValue": output["Value"],
            "Description": output.get("Description", ""),
            "ExportName": output.get("Export", {}).get("Name"),
        }
        for name, output in stack.outputs.items()
    ]
    given = stack.plan.given if stack.plan else {}
    return {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "CreationTime": stack.created,
        "StackStatus": stack.status,
        "StackStatusReason": stack.status_reason,
        "Outputs": outputs,
        "Parameters": [
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in given.items()
        ],
    }


def _check_capabilities(plan, given):
    """IAM resources need the caller's consent, named ones a stronger one."""
    iam = [
        resource
        for resource in plan.resources.values()
        if resource["Type"].startswith("AWS::IAM::")
    ]
    is_named = any("RoleName" in resource.get("Properties", {}) for resource in iam)
    if is_named and "CAPABILITY_NAMED_IAM" not in given:
        raise MissingCapabilities("Requires capabilities : [CAPABILITY_NAMED_IAM]")
    if iam and not {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"} & set(given):
        raise MissingCapabilities("Requires capabilities : [CAPABILITY_IAM]")
