"""The messages of Terraform's plugin protocol 6, as far as they are used here.

Numbers and types are the protocol's; the names are ours. The classes are made when the
module is imported, so there is no generated code.
"""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

# For each field its number and its type; a list is repeated, a set is a map from text.
MESSAGES = {
    "Value": {"msgpack": (1, "bytes"), "json": (2, "bytes")},
    "Step": {
        "attribute_name": (1, "string"),
        "key": (2, "string"),
        "index": (3, "int64"),
    },
    "Path": {"steps": (1, ["Step"])},
    "Diagnostic": {
        "severity": (1, "int32"),
        "summary": (2, "string"),
        "detail": (3, "string"),
        "attribute": (4, "Path"),
    },
    "Attribute": {
        "name": (1, "string"),
        "type": (2, "bytes"),
        "required": (4, "bool"),
        "optional": (5, "bool"),
        "computed": (6, "bool"),
        "sensitive": (7, "bool"),
        "deprecated": (9, "bool"),
        "write_only": (11, "bool"),
    },
    "Block": {
        "attributes": (2, ["Attribute"]),
        "block_types": (3, ["NestedBlock"]),
        "deprecated": (6, "bool"),
    },
    "NestedBlock": {
        "type_name": (1, "string"),
        "block": (2, "Block"),
        "nesting": (3, "int32"),
        "min_items": (4, "int64"),
        "max_items": (5, "int64"),
    },
    "Schema": {"version": (1, "int64"), "block": (2, "Block")},
    "Empty": {},
    "SchemaReply": {
        "provider": (1, "Schema"),
        "resource_schemas": (2, {"Schema"}),
        "data_source_schemas": (3, {"Schema"}),
    },
    "ValidateProviderRequest": {"config": (1, "Value")},
    "ValidateProviderReply": {"diagnostics": (2, ["Diagnostic"])},
    "ValidateRequest": {"type_name": (1, "string"), "config": (2, "Value")},
    "ValidateReply": {"diagnostics": (1, ["Diagnostic"])},
    "ConfigureRequest": {"config": (2, "Value")},
    "RawState": {"json": (1, "bytes")},
    "UpgradeRequest": {"type_name": (1, "string"), "raw_state": (3, "RawState")},
    "UpgradeReply": {"state": (1, "Value")},
    "ReadRequest": {"type_name": (1, "string"), "state": (2, "Value")},
    "ReadReply": {"state": (1, "Value")},
    "PlanRequest": {
        "type_name": (1, "string"),
        "prior_state": (2, "Value"),
        "proposed": (3, "Value"),
        "config": (4, "Value"),
    },
    "PlanReply": {"planned": (1, "Value"), "diagnostics": (4, ["Diagnostic"])},
    "ApplyRequest": {
        "type_name": (1, "string"),
        "prior_state": (2, "Value"),
        "planned": (3, "Value"),
    },
    "ApplyReply": {"state": (1, "Value"), "diagnostics": (3, ["Diagnostic"])},
    "DataRequest": {"type_name": (1, "string"), "config": (2, "Value")},
    "DataReply": {"state": (1, "Value"), "diagnostics": (2, ["Diagnostic"])},
    "StopReply": {"error": (1, "string")},
}
# The calls that Terraform makes: what they take and what they return.
CALLS = {
    "GetProviderSchema": ("Empty", "SchemaReply"),
    "ValidateProviderConfig": ("ValidateProviderRequest", "ValidateProviderReply"),
    "ValidateResourceConfig": ("ValidateRequest", "ValidateReply"),
    "ValidateDataResourceConfig": ("ValidateRequest", "ValidateReply"),
    "ConfigureProvider": ("ConfigureRequest", "ValidateReply"),
    "UpgradeResourceState": ("UpgradeRequest", "UpgradeReply"),
    "ReadResource": ("ReadRequest", "ReadReply"),
    "PlanResourceChange": ("PlanRequest", "PlanReply"),
    "ApplyResourceChange": ("ApplyRequest", "ApplyReply"),
    "ReadDataSource": ("DataRequest", "DataReply"),
    "StopProvider": ("Empty", "StopReply"),
}
PACKAGE = "tfplugin6"
_FIELD = descriptor_pb2.FieldDescriptorProto


def _describe():
    # With the older syntax, a field that is zero but set is sent as such.
    file = descriptor_pb2.FileDescriptorProto(
        name="plugin.proto", package=PACKAGE, syntax="proto2"
    )
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            _add_field(message, field, number, kind)
    return file


def _add_field(message, name, number, kind):
    label = _FIELD.LABEL_OPTIONAL
    if isinstance(kind, list | set):
        label = _FIELD.LABEL_REPEATED
        (item,) = kind
        kind = _add_entry(message, name, item) if isinstance(kind, set) else item
    field = message.field.add(name=name, number=number, label=label)
    primitive = getattr(_FIELD, f"TYPE_{kind.upper()}", None)
    if primitive is None:
        field.type = _FIELD.TYPE_MESSAGE
        field.type_name = f".{PACKAGE}.{kind}"
    else:
        field.type = primitive


def _add_entry(message, name, kind):
    """A map's entry, a message within the message."""
    entry = f"{name.title().replace('_', '')}Entry"
    inner = message.nested_type.add(name=entry)
    inner.options.map_entry = True
    _add_field(inner, "key", 1, "string")
    _add_field(inner, "value", 2, kind)
    return f"{message.name}.{entry}"


_POOL = descriptor_pool.DescriptorPool()
_POOL.Add(_describe())
_CLASSES = {
    name: message_factory.GetMessageClass(
        _POOL.FindMessageTypeByName(f"{PACKAGE}.{name}")
    )
    for name in MESSAGES
}


def message(name):
    """The class of a message."""
    return _CLASSES[name]
