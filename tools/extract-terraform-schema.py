#!/usr/bin/env python3
"""Extract the schema of the Terraform resources that ecsgen emits.

Usage: extract-terraform-schema.py [--check]

Reads the pinned packages `cdktf-cdktf-provider-aws` and `-random`, which are generated
from the schemas of the providers hashicorp/aws and hashicorp/random, and writes
`tests/acceptance/terraform/schema.json`: for every resource type and data source that
ecsgen's code names, its arguments, attributes and blocks, laid out as by
`terraform providers schema -json`, and the same for what configures the provider aws;
nothing configures the other. With --check nothing is written; the exit status is 1 if
the vendored file differs from what this script gives.

A package holds a TypeScript class for every type and every block. A line above each
member says whether it is required, optional or computed; its getter, what type it has.
"""

import base64
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "tests" / "acceptance" / "terraform" / "schema.json"
WHEELS = ROOT / ".venv" / "terraform" / "wheels"

# The providers; the names of their types begin with theirs.
PROVIDERS = ("aws", "random")

# What the packages do not say; where it is said, in the providers' source.
SENSITIVE = {
    # secretsmanager/secret_version.go
    "aws_secretsmanager_secret_version.secret_string",
    "aws_secretsmanager_secret_version.secret_binary",
    "aws_secretsmanager_secret_version.secret_string_wo",
    # secretsmanager/secret_version_data_source.go
    "data.aws_secretsmanager_secret_version.secret_string",
    "data.aws_secretsmanager_secret_version.secret_binary",
    # elbv2/listener.go, elbv2/listener_rule.go
    "aws_lb_listener.default_action.authenticate_oidc.client_secret",
    "aws_lb_listener_rule.action.authenticate_oidc.client_secret",
    # resource_password.go
    "random_password.bcrypt_hash",
    "random_password.result",
}
# Types of which we emit the resource and the data source.
BOTH = {"aws_secretsmanager_secret_version"}
# Blocks with names like those of types.
BLOCKS = {"aws_managed_rules_bot_control_rule_set"}
# What we emit as data sources, though there are resources of the same name.
DATA_SOURCES = {"aws_ec2_managed_prefix_list"}
WRITE_ONLY = {"aws_secretsmanager_secret_version.secret_string_wo"}
DEPRECATED = {
    # meta/region_data_source.go: there is `region`
    "data.aws_region.name",
    # iam/role.go: there are resources for both
    "aws_iam_role.inline_policy",
    "aws_iam_role.managed_policy_arns",
    # resource_password.go: there is `numeric`
    "random_password.number",
}
MOST_ITEMS = {
    # provider/sdkv2/provider.go
    "provider.default_tags": 1,
    # ecs/service.go, ecs/task_definition.go
    "aws_ecs_service.ordered_placement_strategy": 5,
    "aws_ecs_service.placement_constraints": 10,
    "aws_ecs_task_definition.placement_constraints": 10,
    # elbv2/listener.go, elbv2/listener_rule.go
    "aws_lb_listener.default_action.forward.target_group": 5,
    "aws_lb_listener_rule.action.forward.target_group": 5,
    "aws_lb_listener_rule.transform": 2,
    # wafv2/web_acl_logging_configuration.go
    "aws_wafv2_web_acl_logging_configuration.redacted_fields": 100,
}
# Left out: an argument for the address of each of AWS's services, none of which we set.
UNUSED = {"provider.endpoints"}


def block(attributes=None, blocks=None, least=0):
    """A block that stands at most once, as the schema has it."""
    inner = {"attributes": attributes or {}, "block_types": blocks or {}}
    written = {"block": inner, "nesting_mode": "list", "max_items": 1}
    return {**written, "min_items": least} if least else written


TEXT = {"type": "string", "required": True}
OPTIONAL_TEXT = {"type": "string", "optional": True}
NUMBER = {"type": "number", "required": True}
OPTIONAL_NUMBER = {"type": "number", "optional": True}
FORWARDED_IP = block({"fallback_behavior": TEXT, "header_name": TEXT})
COUNTRIES = {"type": ["list", "string"], "required": True}
GEO_MATCH = block(
    {"country_codes": COUNTRIES}, {"forwarded_ip_config": FORWARDED_IP}
)
RULE_ACTION_OVERRIDE = {
    "block": {
        "attributes": {"name": TEXT},
        "block_types": {"action_to_use": block(blocks={"count": block()}, least=1)},
    },
    "nesting_mode": "list",
    "max_items": 100,
}
BOT_CONTROL = block(
    {
        "enable_machine_learning": {"type": "bool", "optional": True},
        "inspection_level": TEXT,
    }
)
# Statements can contain statements, so the package has no structure for them; here are
# the kinds that ecsgen writes (wafv2/schemas.go).
HAND_WRITTEN = {
    "aws_wafv2_web_acl.rule.statement": block(
        blocks={
            "geo_match_statement": GEO_MATCH,
            "ip_set_reference_statement": block({"arn": TEXT}),
            "managed_rule_group_statement": block(
                {
                    "name": TEXT,
                    "vendor_name": TEXT,
                    "version": {"type": "string", "optional": True, "computed": True},
                },
                {
                    "managed_rule_group_configs": {
                        "block": {
                            "attributes": {},
                            "block_types": {
                                "aws_managed_rules_bot_control_rule_set": BOT_CONTROL
                            },
                        },
                        "nesting_mode": "list",
                    },
                    "rule_action_override": RULE_ACTION_OVERRIDE,
                },
            ),
            "not_statement": block(
                blocks={
                    "statement": block(
                        blocks={"geo_match_statement": GEO_MATCH}, least=1
                    )
                }
            ),
            "rate_based_statement": block(
                {
                    "aggregate_key_type": OPTIONAL_TEXT,
                    "evaluation_window_sec": OPTIONAL_NUMBER,
                    "limit": NUMBER,
                },
                {"forwarded_ip_config": FORWARDED_IP},
            ),
        },
        least=1,
    ),
}

CLASS = re.compile(
    r"^export class (\w+) extends cdktf\.(\w+) \{\n(.*?)^\}", re.M | re.S
)
INTERFACE = re.compile(r"^export interface (\w+)[^\n]*\{\n(.*?)^\}", re.M | re.S)
# `name block` in the comment above a member of an interface.
BLOCK_NAME = re.compile(r"^  \* (\w+) block$", re.M)
MEMBER = re.compile(
    r"^  // (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n(.*?)"
    r"(?=^  // \w+ - computed: |^  // =|\Z)",
    re.M | re.S,
)
NESTED = re.compile(r'private _\w+ = new (\w+)\(this, "\w+"(, true)?')
MAP_OF = re.compile(r"private _\w+ = new cdktf\.(\w+)Map\(this, ")
GETTER = re.compile(r"this\.get(String|Number|Boolean|)(List|Map|)Attribute\('")
DECLARED = re.compile(r"private _\w+\?: (\w+)(\[\])?")
HCL = re.compile(
    r"^ +(\w+): \{\n +value: [^\n]*\n +isBlock: \w+,\n"
    r' +type: "(\w+)",\n +storageClassType: "(string|number|boolean)?',
    re.M,
)
# A member of an interface: its name in Terraform, and whether it can be left out.
DECLARATION = re.compile(r"#(\w+) \w+#\w+\}(?:(?!\*/).)*\*/\s+readonly \w+(\??):", re.S)
PRIMITIVES = {"String": "string", "Number": "number", "Boolean": "bool", "": "string"}
# The forms of a nested class, by what it extends: what to take from its name.
FORMS = {"ComplexObject": "OutputReference", "ComplexList": "List"}


class Source:
    """The generated TypeScript of one type."""

    def __init__(self, text):
        self.classes = {name: (base, body) for name, base, body in CLASS.findall(text)}
        self.interfaces = dict(INTERFACE.findall(text))
        self._text = text

    def schema(self):
        """The block of the type as a whole."""
        (name,) = [
            name
            for name, (base, _) in self.classes.items()
            if base in ("TerraformResource", "TerraformDataSource", "TerraformProvider")
        ]
        spelling = self._text[self._text.index("synthesizeHclAttributes") :]
        return self._block(name, self._blocks_in(f"{name}Config"), kinds_in(spelling))

    def _blocks_in(self, interface):
        """The names of the members of an interface that are blocks."""
        return set(BLOCK_NAME.findall(self.interfaces.get(interface, "")))

    def _block(self, class_name, blocks, kinds):
        """A block: `blocks` are the names of those in it, `kinds` says more of each."""
        attributes, block_types = {}, {}
        for name, *flags, body in MEMBER.findall(self.classes[class_name][1]):
            computed, optional, required = (flag == "true" for flag in flags)
            nested = NESTED.search(body)
            if nested and (name in blocks or name == "timeouts"):
                inner = self._nested(nested, kinds.get(name))
                if required:
                    inner["min_items"] = 1
                block_types[name] = inner
            elif name in blocks:
                block_types[name] = self._declared(body)
            else:
                said = {
                    "required": required,
                    "optional": optional,
                    "computed": computed,
                }
                attributes[name] = {
                    "type": (
                        self._object(nested)
                        if nested
                        else attribute_type(body, kinds.get(name))
                    ),
                    **{key: True for key, value in said.items() if value},
                }
        return {"attributes": attributes, "block_types": block_types}

    def _nested(self, nested, kind):
        stem, is_list = self._form(nested)
        inner = self._block(
            f"{stem}OutputReference", self._blocks_in(stem), self._kinds_of(stem)
        )
        if is_list:
            return {"block": inner, "nesting_mode": "set" if nested[2] else "list"}
        if kind in (None, ("struct", "")):
            return {"block": inner, "nesting_mode": "single"}
        return {"block": inner, "nesting_mode": kind[0], "max_items": 1}

    def _declared(self, body):
        """A block without a class, from its interface; None if it has not even that."""
        stem = DECLARED.search(body)[1]
        if stem not in self.interfaces:
            return None
        attributes = {}
        kinds = self._kinds_of(stem)
        for name, can_be_left_out in DECLARATION.findall(self.interfaces[stem]):
            kind, primitive = kinds[name]
            primitive = PRIMITIVES[primitive.capitalize()]
            attributes[name] = {
                "type": primitive if kind == "simple" else [kind, primitive],
                "optional" if can_be_left_out else "required": True,
            }
        inner = {"attributes": attributes, "block_types": {}}
        return {"block": inner, "nesting_mode": "list"}

    def _form(self, nested):
        """The stem of the name of a nested class, and whether it is a list."""
        base = self.classes[nested[1]][0]
        return nested[1].removesuffix(FORMS[base]), base == "ComplexList"

    def _kinds_of(self, stem):
        """What the function that spells a structure says of its members."""
        function = f"export function {stem[0].lower()}{stem[1:]}ToHclTerraform("
        return kinds_in(self._text.partition(function)[2].partition("\n}\n")[0])

    def _object(self, nested):
        """The type of an attribute whose parts have names."""
        stem, is_list = self._form(nested)
        inner = self._block(f"{stem}OutputReference", set(), {})
        assert not inner["block_types"], stem
        parts = {name: item["type"] for name, item in inner["attributes"].items()}
        if not is_list:
            return ["object", parts]
        return ["set" if nested[2] else "list", ["object", parts]]


def kinds_in(spelling):
    """For each member its kind (simple, list, set, map, struct), and of what it is."""
    return {name: (kind, item) for name, kind, item in HCL.findall(spelling)}


def attribute_type(body, kind):
    """The type of an attribute, from its getter or else from its declaration."""
    if found := MAP_OF.search(body):
        return ["map", PRIMITIVES[found[1]]]
    if found := GETTER.search(body):
        primitive = PRIMITIVES[found[1]]
        if not found[2]:
            return primitive
        is_set = "Fn.tolist(" in body
        return ["set" if is_set else found[2].lower(), primitive]
    found = DECLARED.search(body)
    assert found, body
    primitive = PRIMITIVES[found[1].capitalize()]
    return [kind[0], primitive] if found[2] else primitive


def emitted_names(provider):
    """Every string in ecsgen's code that is the name of a type of the provider."""
    files = [
        *(ROOT / "src" / "catalog").glob("*.rs"),
        *(ROOT / "src" / "render" / "terraform").glob("**/*.rs"),
    ]
    names = set()
    for path in files:
        names.update(re.findall(rf'"({provider}_[a-z0-9_]+)"', path.read_text()))
    return sorted(names - BLOCKS)


def package(provider):
    """The TypeScript package in the wheel, and the name and version of the wheel."""
    (wheel,) = WHEELS.glob(f"cdktf_cdktf_provider_{provider}-*.whl")
    with zipfile.ZipFile(wheel) as files:
        (inner,) = [name for name in files.namelist() if name.endswith(".jsii.tgz")]
        return io.BytesIO(files.read(inner)), "-".join(wheel.name.split("-")[:2])


def read_sources(archive, names):
    """The source of each of the files `lib/NAME/index.js` that exists, by NAME."""
    wanted = {f"package/lib/{name}/index.js": name for name in names}
    found = {}
    with tarfile.open(fileobj=archive, mode="r|gz") as files:
        for file in files:
            if file.name in wanted:
                text = files.extractfile(file).read().decode()
                found[wanted[file.name]] = typescript(text)
    return found


def typescript(javascript):
    """The source that the source map at the end of the file holds."""
    _, _, encoded = javascript.rpartition(
        "sourceMappingURL=data:application/json;base64,"
    )
    return json.loads(base64.b64decode(encoded))["sourcesContent"][0]


def add_what_is_known(path, schema):
    """Add to a block what the package does not say; leave out what is unused."""
    attributes, blocks = schema["attributes"], schema["block_types"]
    for name, item in attributes.items():
        at = f"{path}.{name}"
        for key, places in (
            ("sensitive", SENSITIVE),
            ("write_only", WRITE_ONLY),
            ("deprecated", DEPRECATED),
        ):
            if at in places:
                item[key] = True
    for name in list(blocks):
        at = f"{path}.{name}"
        if at in UNUSED:
            del blocks[name]
            continue
        if blocks[name] is None:
            blocks[name] = HAND_WRITTEN[at]
        if at in MOST_ITEMS:
            blocks[name]["max_items"] = MOST_ITEMS[at]
        if at in DEPRECATED:
            blocks[name]["block"]["deprecated"] = True
        add_what_is_known(at, blocks[name]["block"])


def extract():
    """The whole document."""
    document = {"sources": [], "resource_schemas": {}, "data_source_schemas": {}}
    settings = {name: add_provider(name, document) for name in PROVIDERS}
    document["provider"] = {"block": settings.pop("aws")}
    # There is nothing to know about the others.
    assert not any(any(schema.values()) for schema in settings.values()), settings
    return document


def add_provider(provider, document):
    """Add a provider's types to the document; returns the block that configures it."""
    stems = {
        name: name.removeprefix(f"{provider}_").replace("_", "-")
        for name in emitted_names(provider)
    }
    archive, wheel = package(provider)
    document["sources"].append(wheel)
    kinds = ("", f"data-{provider}-")
    candidates = [f"{kind}{stem}" for kind in kinds for stem in stems.values()]
    sources = read_sources(archive, ["provider", *candidates])
    for name, stem in stems.items():
        # Some names are those of a resource and of a data source; we emit the resource, but for a few.
        found = [
            (section, source, path)
            for section, source, path in (
                ("resource_schemas", stem, name),
                ("data_source_schemas", f"data-{provider}-{stem}", f"data.{name}"),
            )
            if source in sources
        ]
        if name in DATA_SOURCES:
            found = [item for item in found if item[0] == "data_source_schemas"]
        if not found:
            sys.exit(f"{name} is no resource type and no data source of {wheel}")
        for section, source, path in found if name in BOTH else found[:1]:
            schema = Source(sources[source]).schema()
            add_what_is_known(path, schema)
            document[section][name] = {"block": schema}
    settings = Source(sources["provider"]).schema()
    del settings["attributes"]["alias"]  # Terraform's own
    add_what_is_known("provider", settings)
    return settings


def is_short(value):
    """Whether a value stands on one line: an attribute, or what is not nested."""
    if not isinstance(value, dict) or not value:
        return True
    # Where there is an attribute of the name `type`, this is the map of them all.
    return isinstance(value.get("type"), (str, list))


def lines(value, indent=""):
    """JSON with a line for each attribute, so that differences can be read."""
    if is_short(value):
        return json.dumps(value, sort_keys=True)
    inner = indent + " "
    items = [
        f"{inner}{json.dumps(key)}: {lines(value[key], inner)}" for key in sorted(value)
    ]
    return "{\n" + ",\n".join(items) + f"\n{indent}}}"


def main():
    text = lines(extract()) + "\n"
    if "--check" in sys.argv[1:]:
        if not OUTPUT.exists() or OUTPUT.read_text() != text:
            sys.exit(f"{OUTPUT.name} is not what this script gives: run `make schemas`")
        return
    OUTPUT.write_text(text)
    print(f"{OUTPUT.relative_to(ROOT)}: {len(text)} bytes")


if __name__ == "__main__":
    main()
