"""Text of any kind comes out of a template as it went into the blueprint.

CloudFormation, the aws CLI and many other tools read YAML 1.1, where a careless word
turns into a boolean, a number or a date.  PyYAML is their reader; it exists twice, in
Python and in C, and the two are not of one mind about every character.
"""

import json
import re

import pytest
import yaml

from ecsgen import render

# What YAML 1.1 takes for something else than text.
WORDS = [
    *("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "", "=", "<<"),
    *("0", "-0", "+1", "00", "017", "0o17", "0x1F", "0b11", "1_000", "0_", "_1", "1."),
    *(".5", "-.5", "1e3", "1E+3", "1.5e-3", "685_230.15", ".inf", "-.INF", ".nan"),
    *("22:22", "1:1", "-1:30", "190:20:30", "190:20:30.15", "12:30:45.000"),
    *("2012-10-17", "2001-12-14t21:59:43.10-05:00", "2001-12-15 02:59:43.1 Z"),
]
# What means something to YAML, or to CloudFormation, where it stands.
SIGNS = [
    *("-", "- a", "?", "? a", ":", ": a", "a:", "a: b", "a :b", "#", "# a", "a #b"),
    *("a#b", "&a", "*a", "!a", "!!str a", "|", "| a", ">", "> a", "%", "%YAML 1.1"),
    *("---", "--- a", "...", "... a", "{", "}", "{}", "{a: b}", "[", "]", "[]", "[a]"),
    *(",", "a, b", "@a", "`a`", "'", "''", "'a'", "it's", '"', '""', '"a"', "\"'"),
    *("\\", "\\n", "a\\", "${A}", "${!A}", "${", "a${b", "${AWS::Region}", "{{ a }}"),
]
BLANKS = [
    *(" ", "  ", " a", "a ", "a  b", "\t", "\ta", "a\t", "\n", "\n\n", "a\n", "a\n\n"),
    *("\na", "\n a", "a\nb", "a\nb\n", "a\n\nb", " a\nb", "  a\n b\n", "a\n b", "\r"),
    *("a\n\tb", "a\n \nb", "a\n\t\nb", "a \nb", "a\n ", "a\n# b\n", "a\n---\nb"),
    *("a\n...\n", "a\r", "a\r\nb", "a\rb", "a: b\nc: d\n", "- a\n- b\n", "#!sh\na\n"),
]
# Control characters, line breaks of Unicode, the byte order mark, no characters at all,
# what cannot be seen, what is written from right to left, what takes two code units.
CHARACTERS = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA2)),
    *"\u00ad\u200b\u200e\u2028\u2029\u202e\u2060\u3000\ufeff\ufffd\ufffe\uffff",
    *"\ud7ff\ue000é\u0301ßİﬀ日ש½١\U00010000\U0001f600\U0010fffe\U0010ffff",
]
LONG = ["a" * 2000, "a b " * 500, "é " * 500, "a\n" * 500, "a: " * 500]

STRINGS = list(
    dict.fromkeys(
        [
            *(form for word in WORDS for form in (word, word.title(), word.upper())),
            *SIGNS,
            *BLANKS,
            *(form for c in CHARACTERS for form in (c, f"a{c}b", f"{c}a\n{c}b")),
            *LONG,
        ]
    )
)
BATCH = 40
BATCHES = [STRINGS[start : start + BATCH] for start in range(0, len(STRINGS), BATCH)]


def short_tags(base):
    """A loader that takes CloudFormation's short tags for what they are in JSON."""

    class Loader(base):
        pass

    def construct(loader, suffix, node):
        if isinstance(node, yaml.ScalarNode):
            argument = loader.construct_scalar(node)
        elif isinstance(node, yaml.SequenceNode):
            argument = loader.construct_sequence(node, deep=True)
        else:
            argument = loader.construct_mapping(node, deep=True)
        if suffix == "GetAtt":
            argument = argument.split(".", 1)
        return {suffix if suffix == "Ref" else f"Fn::{suffix}": argument}

    Loader.add_multi_constructor("!", construct)
    return Loader


LOADERS = [
    pytest.param(short_tags(yaml.SafeLoader), id="python"),
    pytest.param(short_tags(yaml.CSafeLoader), id="c"),
]


def quoted(text):
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def read_back(lines, loader, directory):
    """The template of a blueprint: what YAML and JSON agree on."""
    blueprint = directory / "blueprint.toml"
    blueprint.write_bytes("\n".join(['name = "strings"', *lines]).encode())
    in_yaml = render(blueprint, directory / "template.yaml")
    in_json = render(blueprint, directory / "template.json", "json")
    template = json.loads(in_json.read_bytes())
    assert yaml.load(in_yaml.read_bytes(), Loader=loader) == template
    return template


def service(name, *lines):
    common = ('image = "nginx:1.29"', "public_ip = true", "logs = false")
    return [f"services.{name}.{line}" for line in (*common, *lines)]


def container(template, name):
    task = template["Resources"][f"{name.title()}TaskDefinition"]
    return joined(task["Properties"]["ContainerDefinitions"][0])


def joined(value):
    """The same, texts that are joined from known parts being one text."""
    if isinstance(value, list):
        return [joined(item) for item in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["Fn::Join"]:
        separator, parts = value["Fn::Join"]
        if all(isinstance(part, str) for part in parts):
            return separator.join(parts)
    return {key: joined(item) for key, item in value.items()}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("strings", BATCHES)
def test_text_of_a_container_arrives(strings, loader, tmp_path):
    listed = ", ".join(quoted(text) for text in strings)
    named = [text for text in strings if text and not set(text) & {"=", "\0"}]
    lines = service(
        "web",
        f"command = [{listed}]",
        f"entry_point = [{listed}]",
        f"container_health_check.command = [{listed}]",
        *(f"environment.V{i} = {quoted(text)}" for i, text in enumerate(strings)),
        *(f"environment.{quoted(text)} = 'named'" for text in named),
    )
    found = container(read_back(lines, loader, tmp_path), "web")
    assert found["Command"] == strings
    assert found["EntryPoint"] == strings
    assert found["HealthCheck"]["Command"] == ["CMD", *strings]
    assert found["Environment"] == [
        *({"Name": f"V{i}", "Value": text} for i, text in enumerate(strings)),
        *({"Name": text, "Value": "named"} for text in named),
    ]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("strings", BATCHES)
def test_text_of_secrets_arrives(strings, loader, tmp_path):
    lines = service("web")
    for i, text in enumerate(strings):
        lines += [
            f"secrets.s{i}.description = {quoted(text)}",
            f"secrets.s{i}.generate.template = {{ {quoted(text)} = {quoted(text)} }}",
            f"secrets.s{i}.generate.key = {quoted(text + 'x')}",
        ]
    resources = joined(read_back(lines, loader, tmp_path)["Resources"])
    for i, text in enumerate(strings):
        properties = resources[f"S{i}Secret"]["Properties"]
        generated = properties["GenerateSecretString"]
        assert properties["Description"] == text
        assert json.loads(generated["SecretStringTemplate"]) == {text: text}
        assert generated["GenerateStringKey"] == text + "x"


@pytest.mark.parametrize("loader", LOADERS)
def test_text_of_services_arrives(loader, tmp_path):
    strings = [text for text in STRINGS if text and text not in LONG]
    for start in range(0, len(strings), BATCH):
        batch = list(enumerate(strings[start : start + BATCH]))
        lines = []
        for i, text in batch:
            lines += service(
                f"s{i}",
                f"user = {quoted(text)}",
                f"working_directory = {quoted('/' + text)}",
            )
        template = read_back(lines, loader, tmp_path)
        for i, text in batch:
            found = container(template, f"s{i}")
            assert found["User"] == text
            assert found["WorkingDirectory"] == "/" + text


@pytest.mark.parametrize("loader", LOADERS)
def test_text_of_tags_arrives(loader, tmp_path):
    allowed = re.compile(r"[\w .:/=+@-]{0,100}", re.ASCII)
    strings = [text for text in STRINGS if allowed.fullmatch(text)]
    for start in range(0, len(strings), BATCH):
        batch = strings[start : start + BATCH]
        lines = [f"tags.{quoted('k' + text)} = {quoted(text)}" for text in batch]
        template = read_back([*lines, *service("web")], loader, tmp_path)
        tags = template["Resources"]["Cluster"]["Properties"]["Tags"]
        assert tags == [{"Key": "k" + text, "Value": text} for text in batch]


@pytest.mark.parametrize("loader", LOADERS)
def test_the_description_arrives(loader, tmp_path):
    for text in STRINGS:
        if len(text.encode()) > 1000:
            continue
        lines = [f"description = {quoted(text)}", *service("web")]
        template = read_back(lines, loader, tmp_path)
        assert template["Description"] == f"strings: {text}"
