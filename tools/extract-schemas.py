#!/usr/bin/env python3
"""Extract the facts of the AWS resource schemas that ecsgen embeds.

Usage: extract-schemas.py [--check]

Reads AWS's resource schemas as they ship in the pinned cfn-lint package (its
`data/schemas`, licence MIT-0) and writes `src/catalog/schemas.json`: for every
type named in a row of `src/catalog/*.rs`, what can be checked about its
properties. Prose (descriptions, titles, examples) and what a template does not
touch (handlers, permissions) are left out. With --check nothing is written; the
exit status is 1 if the vendored file differs from what this script gives.
"""

import json
import re
import sys
from importlib import metadata
from pathlib import Path

import cfnlint

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "catalog" / "schemas.json"
SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas"

# Keywords that constrain a value. `format` is left out: cfn-lint's formats are
# names of its own rules ("AWS::EC2::VPC.Id"), which constrain references only; and
# `if`, which only AWS::Cognito::UserPoolDomain has, and cfn-lint itself looks at.
CONSTRAINTS = {
    "$ref", "type", "enum", "const", "pattern", "minLength", "maxLength",
    "minimum", "maximum", "multipleOf", "minItems", "maxItems", "uniqueItems",
    "items", "properties", "patternProperties", "additionalProperties",
    "required", "dependentRequired", "dependencies", "minProperties", "maxProperties",
    "allOf", "anyOf", "oneOf", "not",
}
# Keywords with a schema, a list of schemas or a map of schemas as their value.
NESTED = {"items", "additionalProperties", "not"}
NESTED_LISTS = {"allOf", "anyOf", "oneOf"}
NESTED_MAPS = {"properties", "patternProperties", "definitions"}
# Facts about a type as a whole: what replaces it, what AWS fills in, its tags.
TYPE_FACTS = {
    "createOnlyProperties", "conditionalCreateOnlyProperties", "readOnlyProperties",
    "writeOnlyProperties", "primaryIdentifier", "definitions",
}


def constraints(schema):
    """The constraining part of a (sub)schema."""
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key in sorted(schema.keys() & CONSTRAINTS):
        value = schema[key]
        if key in NESTED:
            value = constraints(value)
        elif key in NESTED_LISTS:
            value = [constraints(item) for item in value]
        elif key in NESTED_MAPS:
            value = {name: constraints(item) for name, item in sorted(value.items())}
        kept[key] = value
    return kept


def facts(schema):
    """What is kept of the schema of a type."""
    kept = constraints(schema)
    for key in sorted(schema.keys() & TYPE_FACTS):
        if key == "definitions":
            kept[key] = {name: constraints(d) for name, d in sorted(schema[key].items())}
        else:
            kept[key] = sorted(schema[key])
    return kept


def emitted_types():
    """Every resource type that a catalog row names."""
    names = set()
    for path in sorted((ROOT / "src" / "catalog").glob("*.rs")):
        names.update(re.findall(r'"(AWS::\w+::\w+)"', path.read_text()))
    return sorted(names)


def main():
    provider = json.loads((SCHEMAS / "providers" / "us-east-1.json").read_text())
    version = json.loads((SCHEMAS / "version.json").read_text())
    types = {}
    for name in emitted_types():
        digest = provider[name]
        schema = json.loads((SCHEMAS / "resources" / f"{digest}.json").read_text())
        types[name] = facts(schema)
    document = {
        "source": f"cfn-lint {metadata.version('cfn-lint')}, data/schemas",
        "version": version,
        "types": types,
    }
    # One type a line: a new release of AWS's schemas gives a diff that can be read.
    lines = [
        f"{json.dumps(name)}: {json.dumps(schema, separators=(',', ':'), sort_keys=True)}"
        for name, schema in types.items()
    ]
    head = json.dumps({k: document[k] for k in ("source", "version")}, sort_keys=True)
    text = head[:-1] + ', "types": {\n' + ",\n".join(lines) + "\n}}\n"
    if "--check" in sys.argv[1:]:
        if not OUTPUT.exists() or OUTPUT.read_text() != text:
            sys.exit(f"{OUTPUT.name} is not what this script gives: run `make schemas`")
        return
    OUTPUT.write_text(text)
    print(f"{OUTPUT.relative_to(ROOT)}: {len(types)} types, {len(text)} bytes")


if __name__ == "__main__":
    main()
