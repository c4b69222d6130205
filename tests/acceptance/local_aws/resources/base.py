"""What every resource type has in common."""

import secrets
from dataclasses import dataclass, field

from botocore import xform_name

from ..clients import client
from ..errors import ResourceError
from ..shapes import to_input


@dataclass(frozen=True)
class Live:
    """A resource that exists.

    `declared` is what the template says, `properties` the same plus the name that
    was made up where the template gives none.
    """

    logical_id: str
    type_name: str
    physical_id: str
    attributes: dict
    declared: dict
    properties: dict
    deletion_policy: str = "Delete"
    replace_policy: str = "Delete"


@dataclass(frozen=True)
class Created:
    """What making a resource gives: the value of Ref, and those of Fn::GetAtt."""

    physical_id: str
    attributes: dict = field(default_factory=dict)


class Resource:
    """How one resource type becomes API calls.

    A subclass says which `attributes` Fn::GetAtt knows and which properties it can
    change `in_place`; any other change is either a replacement, where AWS's schema
    says so, or an error that asks for this model to be extended.
    """

    type_name = ""
    service = ""
    attributes = ()
    in_place = ()
    # The property that names the resource, made up when the template leaves it out.
    name_property = None
    name_limit = 255
    name_is_unique = True

    def __init__(self, stack_name, region, logical_id):
        self.stack_name = stack_name
        self.region = region
        self.logical_id = logical_id
        # What a `create` that fails half-way has made already.
        self.made_id = None

    def create(self, properties):
        """Make the resource and return its `Created`.

        If that takes several calls, `made_id` is set to the physical id after the
        first, so that a failure of a later one leaves nothing behind.
        """
        raise NotImplementedError

    def update(self, live, properties, changed):
        """Change the properties named in `changed`, all of which are `in_place`."""
        raise NotImplementedError

    def delete(self, live):
        """Delete the resource."""
        raise NotImplementedError

    @property
    def client(self):
        return client(self.service, self.region)

    def other(self, service):
        """The client of another service, to look up what a property points at."""
        return client(service, self.region)

    def call(self, operation, properties, **parameters):
        """Call `operation` with template properties and, as they are, parameters.

        Every property must have a counterpart in the operation's input.
        """
        model = self.client.meta.service_model.operation_model(operation)
        converted = to_input(model.input_shape, properties, self.label)
        return getattr(self.client, xform_name(operation))(**converted, **parameters)

    @property
    def label(self):
        return f"{self.logical_id} ({self.type_name})"

    def refuse(self, reason):
        raise ResourceError(f"{self.label}: {reason}")

    def tag_map(self, properties):
        """The tags as a map, which is how a few services want them."""
        for tag in properties.get("Tags", []):
            if set(tag) != {"Key", "Value"}:
                self.refuse(f"a tag has a key and a value: {tag}")
        return {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}

    def made_up_name(self):
        suffix = "-" + secrets.token_hex(6).upper()
        stem = f"{self.stack_name}-{self.logical_id}"
        return stem[: self.name_limit - len(suffix)].rstrip("-") + suffix


def without(properties, *names):
    """The properties but those that a model handles by itself."""
    return {key: value for key, value in properties.items() if key not in names}


def only(properties, names):
    """Those of the properties that are named."""
    return {key: value for key, value in properties.items() if key in names}


def is_true(value):
    """Templates may say `true` or "true"."""
    return str(value).lower() == "true"
