"""The vendored schemas: for Terraform as messages, for us as they stand."""

import json
from pathlib import Path

from .protocol import message

FILE = Path(__file__).resolve().parents[1] / "schema.json"
NESTING = {"single": 1, "list": 2, "set": 3}
ATTRIBUTE_FLAGS = (
    *("required", "optional", "computed", "sensitive", "deprecated", "write_only"),
)
NO_ARGUMENTS = {"attributes": {}, "block_types": {}}


class Schemas:
    """The blocks of a provider, its resource types and its data sources."""

    def __init__(self, name):
        document = json.loads(FILE.read_text(encoding="utf-8"))
        own = document["provider"]["block"]
        self.provider = own if name == "aws" else NO_ARGUMENTS
        self.resources = _blocks(document["resource_schemas"], name)
        self.data_sources = _blocks(document["data_source_schemas"], name)

    def reply(self):
        """All of it, as Terraform wants it."""
        reply = message("SchemaReply")()
        reply.provider.block.CopyFrom(_block(self.provider))
        for name, block in self.resources.items():
            reply.resource_schemas[name].block.CopyFrom(_block(block))
        for name, block in self.data_sources.items():
            reply.data_source_schemas[name].block.CopyFrom(_block(block))
        return reply


def _blocks(schemas, provider):
    return {
        name: schema["block"]
        for name, schema in schemas.items()
        if name.startswith(f"{provider}_")
    }


def _block(block):
    written = message("Block")(deprecated=block.get("deprecated", False))
    for name, attribute in block["attributes"].items():
        written.attributes.add(
            name=name,
            type=json.dumps(attribute["type"]).encode(),
            **{flag: attribute.get(flag, False) for flag in ATTRIBUTE_FLAGS},
        )
    for name, nested in block["block_types"].items():
        written.block_types.add(
            type_name=name,
            block=_block(nested["block"]),
            nesting=NESTING[nested["nesting_mode"]],
            min_items=nested.get("min_items", 0),
            max_items=nested.get("max_items", 0),
        )
    return written
