"""Text is refused, or comes out of a template as it went into the blueprint.

CloudFormation, the aws CLI and many other tools read YAML 1.1, where a careless word
turns into a boolean, a number or a date.  PyYAML is their reader; it exists twice, in
Python and in C, and the two are not of one mind about every character.
"""

import json
import re
import subprocess

import pytest
import yaml

from ecsgen import render
from paths import BINARY

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
# A batch has something of everything.
BATCHES = [STRINGS[start::10] for start in range(10)]


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


class Blueprint:
    """A blueprint with a text a line, some of which may be refused."""

    ERROR = re.compile(r"^error[^\n]*\n *--> [^\n]*:(\d+):\d+$", re.MULTILINE)

    def __init__(self):
        self.lines = ['name = "strings"']
        self.texts = {}

    def write(self, *lines):
        self.lines += lines

    def try_text(self, line, text):
        """A line with a text in it, and that text, if it turns out to be taken."""
        self.texts[len(self.lines)] = text
        self.lines.append(line)
        return len(self.lines) - 1

    def service(self, name):
        common = ('image = "nginx:1.29"', "public_ip = true", "logs = false")
        self.write(*(f"services.{name}.{line}" for line in common))

    def taken(self, numbers):
        return [self.texts[number] for number in numbers if number in self.texts]

    def read_back(self, loader, directory):
        """The template: what YAML and JSON agree on."""
        path = directory / "blueprint.toml"
        tried = len(self.texts)
        while errors := self._errors(path):
            for number in errors:
                del self.texts[number]
                self.lines[number] = ""
        assert len(self.texts) > tried / 5, "hardly anything is taken"
        in_yaml = render(path, directory / "template.yaml")
        in_json = render(path, directory / "template.json", "json")
        template = json.loads(in_json.read_bytes())
        assert yaml.load(in_yaml.read_bytes(), Loader=loader) == template
        return joined(template)

    def _errors(self, path):
        """The numbers of the lines that are refused, from 0."""
        path.write_bytes("\n".join(self.lines).encode())
        done = subprocess.run(
            [BINARY, "check", path], capture_output=True, text=True, check=False
        )
        lines = {int(number) - 1 for number in self.ERROR.findall(done.stderr)}
        assert done.returncode == (2 if lines else 0), done.stderr
        return lines


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


def container(template, name):
    task = template["Resources"][f"{name.title()}TaskDefinition"]
    return task["Properties"]["ContainerDefinitions"][0]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("strings", BATCHES)
def test_text_of_a_container_arrives(strings, loader, tmp_path):
    blueprint = Blueprint()
    blueprint.service("web")
    lists = {}
    for key in ("command", "entry_point"):
        blueprint.write(f"services.web.{key} = [")
        lists[key] = [blueprint.try_text(f"{quoted(text)},", text) for text in strings]
        blueprint.write("]")
    # This list is refused as a whole.
    checked = [text for text in strings if "\0" not in text]
    words = ", ".join(map(quoted, checked))
    blueprint.write(f"services.web.container_health_check.command = [{words}]")
    values = [
        blueprint.try_text(f"services.web.environment.V{i} = {quoted(text)}", text)
        for i, text in enumerate(strings)
    ]
    names = [
        blueprint.try_text(f"services.web.environment.{quoted(text)} = 'named'", text)
        for text in strings
    ]
    found = container(blueprint.read_back(loader, tmp_path), "web")
    assert found["Command"] == blueprint.taken(lists["command"])
    assert found["EntryPoint"] == blueprint.taken(lists["entry_point"])
    assert found["HealthCheck"]["Command"] == ["CMD", *checked]
    variables = found["Environment"]
    by_name = [item["Value"] for item in variables if item["Value"] != "named"]
    assert by_name == blueprint.taken(values)
    by_value = [item["Name"] for item in variables if item["Value"] == "named"]
    assert by_value == blueprint.taken(names)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("strings", BATCHES)
def test_text_of_secrets_arrives(strings, loader, tmp_path):
    blueprint = Blueprint()
    blueprint.service("web")
    places = {}
    for i, text in enumerate(strings):
        secret = f"secrets.s{i}"
        fields = {
            "description": f"{secret}.description = {quoted(text)}",
            "template": f"{secret}.generate.template.{quoted(text)} = {quoted(text)}",
            "key": f"{secret}.generate.key = {quoted(text + 'x')}",
        }
        blueprint.write(f"{secret}.generate.template.other = 'other'")
        places[f"S{i}Secret"] = {
            field: blueprint.try_text(line, text) for field, line in fields.items()
        }
    resources = blueprint.read_back(loader, tmp_path)["Resources"]
    for name, lines in places.items():
        properties = resources[name]["Properties"]
        generated = properties["GenerateSecretString"]
        template = json.loads(generated["SecretStringTemplate"])
        for text in blueprint.taken([lines["description"]]):
            assert properties["Description"] == text
        for text in blueprint.taken([lines["template"]]):
            assert template == {"other": "other", text: text}
        for text in blueprint.taken([lines["key"]]):
            assert generated["GenerateStringKey"] == text + "x"


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("strings", BATCHES)
def test_text_of_services_arrives(strings, loader, tmp_path):
    blueprint = Blueprint()
    places = {}
    for i, text in enumerate(strings):
        blueprint.service(f"s{i}")
        user = f"services.s{i}.user = {quoted(text)}"
        directory = f"services.s{i}.working_directory = {quoted('/' + text)}"
        places[f"s{i}"] = {
            "User": blueprint.try_text(user, text),
            "WorkingDirectory": blueprint.try_text(directory, "/" + text),
        }
    template = blueprint.read_back(loader, tmp_path)
    for name, lines in places.items():
        for field, line in lines.items():
            for text in blueprint.taken([line]):
                assert container(template, name)[field] == text


@pytest.mark.parametrize("loader", LOADERS)
def test_text_of_tags_arrives(loader, tmp_path):
    allowed = re.compile(r"[\w .:/=+@-]{0,100}", re.ASCII)
    strings = [text for text in STRINGS if allowed.fullmatch(text)]
    most = 40
    for start in range(0, len(strings), most):
        blueprint = Blueprint()
        blueprint.service("web")
        lines = [
            blueprint.try_text(f"tags.{quoted('k' + text)} = {quoted(text)}", text)
            for text in strings[start : start + most]
        ]
        template = blueprint.read_back(loader, tmp_path)
        tags = template["Resources"]["Cluster"]["Properties"]["Tags"]
        taken = blueprint.taken(lines)
        assert tags == [{"Key": "k" + text, "Value": text} for text in taken]


@pytest.mark.parametrize("loader", LOADERS)
def test_the_description_arrives(loader, tmp_path):
    taken = 0
    for text in STRINGS:
        blueprint = Blueprint()
        blueprint.service("web")
        # So that there is something to take even if the description is refused.
        blueprint.try_text("services.web.user = 'a'", "a")
        blueprint.try_text("services.web.working_directory = '/a'", "/a")
        line = blueprint.try_text(f"description = {quoted(text)}", text)
        template = blueprint.read_back(loader, tmp_path)
        for text in blueprint.taken([line]):
            assert template["Description"] == f"strings: {text}"
            taken += 1
    assert taken > len(STRINGS) / 2
