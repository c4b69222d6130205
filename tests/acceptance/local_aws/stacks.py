"""The stacks of an account, and what is remembered of each."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .clients import ACCOUNT_ID
from .errors import TemplateError


@dataclass
class Stack:
    """One stack: what it is made of, how it got there and what it tells others."""

    name: str
    region: str
    stack_id: str
    exports: dict
    status: str = "REVIEW_IN_PROGRESS"
    status_reason: str = ""
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    plan: object = None
    resources: dict = field(default_factory=dict)
    outputs: dict = field(default_factory=dict)
    events: list = field(default_factory=list)

    def pseudo_values(self):
        return {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::Partition": "aws",
            "AWS::Region": self.region,
            "AWS::StackId": self.stack_id,
            "AWS::StackName": self.name,
            "AWS::URLSuffix": "amazonaws.com",
        }

    def record_stack(self, status, reason=""):
        self.status = status
        self.status_reason = reason
        self._record(
            self.name, "AWS::CloudFormation::Stack", self.stack_id, status, reason
        )

    def record(self, live, status, reason=""):
        self._record(live.logical_id, live.type_name, live.physical_id, status, reason)

    def record_pending(self, logical_id, type_name, status, reason=""):
        """An event of a resource that has no physical id yet."""
        self._record(logical_id, type_name, "", status, reason)

    def _record(self, logical_id, type_name, physical_id, status, reason):
        self.events.append(
            {
                "StackId": self.stack_id,
                "EventId": str(uuid.uuid4()),
                "StackName": self.name,
                "LogicalResourceId": logical_id,
                "PhysicalResourceId": physical_id,
                "ResourceType": type_name,
                "Timestamp": datetime.now(UTC),
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
            }
        )

    def publish(self, outputs):
        """Take over evaluated outputs, and their exports if nobody else has them."""
        exports = {
            output["Export"]["Name"]: output["Value"]
            for output in outputs.values()
            if "Export" in output
        }
        for name in exports:
            owner = self.exports.get(name, {}).get("ExportingStackId", self.stack_id)
            if owner != self.stack_id:
                raise TemplateError(f"Export {name} is already exported by {owner}")
        self.withdraw_exports()
        for name, value in exports.items():
            self.exports[name] = {
                "ExportingStackId": self.stack_id,
                "Name": name,
                "Value": value,
            }
        self.outputs = outputs

    def withdraw_exports(self):
        mine = [
            name
            for name, export in self.exports.items()
            if export["ExportingStackId"] == self.stack_id
        ]
        for name in mine:
            del self.exports[name]


@dataclass
class ChangeSet:
    """A plan that waits to be executed, or the news that there is nothing to do."""

    change_set_id: str
    name: str
    kind: str
    stack: Stack
    plan: object
    status: str
    reason: str = ""


class Region:
    """The stacks of one region."""

    def __init__(self, name):
        self.name = name
        self.exports = {}
        self._stacks = {}
        self._change_sets = {}

    def stacks(self):
        """Those that exist; a deleted stack is only found by its id."""
        return [
            stack
            for stack in self._stacks.values()
            if stack.status != "DELETE_COMPLETE"
        ]

    def find(self, name_or_id):
        if name_or_id in self._stacks:
            return self._stacks[name_or_id]
        for stack in self.stacks():
            if stack.name == name_or_id:
                return stack
        return None

    def get(self, name_or_id):
        stack = self.find(name_or_id)
        if stack is None:
            raise TemplateError(f"Stack with id {name_or_id} does not exist")
        return stack

    def add(self, name):
        stack = Stack(name, self.name, self._arn("stack", name), self.exports)
        self._stacks[stack.stack_id] = stack
        return stack

    def add_change_set(self, **fields):
        arn = self._arn("changeSet", fields["name"])
        self._change_sets[arn] = ChangeSet(change_set_id=arn, **fields)
        return self._change_sets[arn]

    def change_set(self, name_or_id):
        for change_set in reversed(self._change_sets.values()):
            if name_or_id in (change_set.change_set_id, change_set.name):
                return change_set
        raise TemplateError(f"ChangeSet [{name_or_id}] does not exist")

    def forget_change_set(self, change_set):
        del self._change_sets[change_set.change_set_id]

    def _arn(self, kind, name):
        return (
            f"arn:aws:cloudformation:{self.name}:{ACCOUNT_ID}:"
            f"{kind}/{name}/{uuid.uuid4()}"
        )


class Regions(dict):
    """Regions come into being when they are first asked for."""

    def __missing__(self, name):
        self[name] = Region(name)
        return self[name]
