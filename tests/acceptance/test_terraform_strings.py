"""Text comes out of Terraform as it went into the blueprint, or is refused.

HashiCorp's own parsers and evaluator are the judges: what a plan or a state says is
compared with what was written. Terraform turns all text into Unicode's form NFC, also
the text that `jsonencode` makes; what would be changed by that is refused.
"""

import json
import subprocess
import unicodedata

import pytest

from ecsgen import render
from paths import BINARY
from terraform.cli import Configuration
from terraform.rendered import FORMATS
from test_strings import BATCHES, Blueprint, quoted

# What means something to Terraform: templates, their escapes, heredocs, comments.
TERRAFORM = [
    *(
        "${x}",
        "%{if}",
        "$${",
        "$$${",
        "%%{",
        "%%%{",
        "$${x}",
        "%%{x}",
        "$",
        "$$",
        "$$$",
    ),
    *(
        "%",
        "%%",
        "${",
        "%{",
        "a${",
        "$ {",
        "%{ if true }a%{ endif }",
        "${jsonencode(1)}",
    ),
    *(
        "${var.name}",
        "${path.module}",
        "~}",
        "${~ x ~}",
        '${"${x}"}',
        "\\${x}",
        "$\\{x}",
    ),
    *(
        "<<EOT",
        "<<-EOT\na\nEOT\n",
        "EOT",
        "a\nEOT\nb",
        "//",
        "/* a */",
        "a // b",
        "null",
    ),
    *("\\u0041", "\\U0001F600", "\\x41", "\\t", '\\"', "jsonencode([])", "each.value"),
    *("<a>&b", "\u2028\u2029", "${\n}", "%{\n", "$\n{", "\r\n${x}\r\n", "a" * 5000),
]
# Accents written apart, letters of Hangul written apart, signs that are letters.
OTHER_FORMS = [
    *(
        "e\u0301",
        "\u1112\u1161\u11ab",
        "\u2126",
        "\u212b",
        "q\u0323\u0307x\u0307\u0323",
    ),
]
# What has another form as JSON: there `\n` ends in a letter, which takes an accent.
OTHER_FORMS_AS_JSON = ["a\n\u0301b", "\t\u0323", "\x1e\u0301", "<\u0327", ">\u0301"]


def is_kept(text):
    """Whether Terraform leaves a text as it is, and its JSON too."""
    as_json = json.dumps(text, ensure_ascii=False)
    for character in "<>&":
        as_json = as_json.replace(character, f"\\u{ord(character):04x}")
    return all(unicodedata.is_normalized("NFC", form) for form in (text, as_json))


class TerraformBlueprint(Blueprint):
    """A blueprint with texts, as Terraform has them."""

    def planned(self, terraform, output_format, directory):
        """The planned resources by address, after what is refused has been left out."""
        configuration = self._ready(terraform, output_format, directory)
        return by_address(configuration.plan()["planned_values"])

    def made(self, terraform, output_format, directory):
        """The same, once they are made."""
        configuration = self._ready(terraform, output_format, directory)
        configuration.plan()
        return by_address(configuration.apply()["values"])

    def _ready(self, terraform, output_format, directory):
        path = directory / "blueprint.toml"
        while errors := self._errors(path):
            for number in errors:
                del self.texts[number]
                self.lines[number] = ""
        files = render(path, directory / "files", output_format)
        configuration = Configuration(terraform, files, directory / "copy")
        configuration.init()
        configuration.validate()
        return configuration


def by_address(values):
    resources = values["root_module"]["resources"]
    return {item["address"]: item["values"] for item in resources}


@pytest.mark.parametrize("output_format", FORMATS)
def test_text_of_a_container_arrives(terraform, output_format, tmp_path):
    blueprint = TerraformBlueprint()
    batches = [*BATCHES, TERRAFORM]
    places = [
        write_container(blueprint, f"s{i}", list(filter(is_kept, batch)))
        for i, batch in enumerate(batches)
    ]
    resources = blueprint.planned(terraform, output_format, tmp_path)
    for i, lines in enumerate(places):
        task = resources[f"aws_ecs_task_definition.s{i}"]
        (found,) = json.loads(task["container_definitions"])
        taken = {place: blueprint.taken(numbers) for place, numbers in lines.items()}
        assert min(map(len, taken.values())) > len(batches[i]) / 2
        assert found["command"] == taken["command"]
        assert found["entryPoint"] == taken["entry_point"]
        variables = found["environment"]
        by_name = [item["value"] for item in variables if item["value"] != "named"]
        assert by_name == taken["values"]
        by_value = [item["name"] for item in variables if item["value"] == "named"]
        assert by_value == taken["names"]


def write_container(blueprint, name, strings):
    """A service with each text in four places; the numbers of their lines, by place."""
    blueprint.service(name)
    lines = {}
    for key in ("command", "entry_point"):
        blueprint.write(f"services.{name}.{key} = [")
        lines[key] = [blueprint.try_text(f"{quoted(text)},", text) for text in strings]
        blueprint.write("]")
    variable = f"services.{name}.environment"
    lines["values"] = [
        blueprint.try_text(f"{variable}.V{i} = {quoted(text)}", text)
        for i, text in enumerate(strings)
    ]
    lines["names"] = [
        blueprint.try_text(f"{variable}.{quoted(text)} = 'named'", text)
        for text in strings
    ]
    return lines


@pytest.mark.parametrize("output_format", FORMATS)
def test_text_of_secrets_arrives(terraform, output_format, tmp_path):
    blueprint = TerraformBlueprint()
    blueprint.service("web")
    strings = list(filter(is_kept, [*BATCHES[0], *TERRAFORM]))
    places = {}
    for i, text in enumerate(strings):
        secret = f"secrets.s{i}"
        key = f"{secret}.generate.template.{quoted(text)}"
        blueprint.write(f"{secret}.generate.template.other = 'other'")
        places[f"s{i}"] = {
            "description": blueprint.try_text(
                f"{secret}.description = {quoted(text)}", text
            ),
            "template": blueprint.try_text(f"{key} = {quoted(text)}", text),
        }
    # Where a password is in it, a value is not known before.
    resources = blueprint.made(terraform, output_format, tmp_path)
    for name, lines in places.items():
        description = resources[f"aws_secretsmanager_secret.{name}"]["description"]
        for text in blueprint.taken([lines["description"]]):
            assert description == text
        version = resources[f"aws_secretsmanager_secret_version.{name}"]
        value = json.loads(version["secret_string"])
        for text in blueprint.taken([lines["template"]]):
            assert value.keys() == {"other", "password", text}
            assert value[text] == text


@pytest.mark.parametrize("output_format", FORMATS)
def test_text_of_tags_arrives(terraform, output_format, tmp_path):
    blueprint = TerraformBlueprint()
    blueprint.service("web")
    strings = [
        "",
        " ",
        "a b",
        "0",
        "true",
        "null",
        "1e3",
        "-",
        ":",
        "=",
        "@",
        "é",
        "日本",
    ]
    lines = [
        blueprint.try_text(f"tags.{quoted('k' + text)} = {quoted(text)}", text)
        for text in strings
    ]
    resources = blueprint.planned(terraform, output_format, tmp_path)
    tags = resources["aws_ecs_cluster.main"]["tags_all"]
    taken = blueprint.taken(lines)
    assert len(taken) > len(strings) / 2
    assert tags.items() >= {"k" + text: text for text in taken}.items()


# Lines that hold a text, by where it ends up.
IN_JSON = {
    "command": "services.web.command = [{}]",
    "environment": "services.web.environment.V = {}",
    "name of a variable": "services.web.environment.{} = 'named'",
}
ELSEWHERE = {"description": "secrets.made.description = {}"}
REFUSED = [
    pytest.param(line, text, id=f"{place}-{ascii(text)}")
    for lines, texts in (
        (IN_JSON, [*OTHER_FORMS, *OTHER_FORMS_AS_JSON]),
        (ELSEWHERE, OTHER_FORMS),
    )
    for place, line in lines.items()
    for text in texts
]


@pytest.mark.parametrize(("line", "text"), REFUSED)
def test_text_that_terraform_would_change_is_refused(line, text, tmp_path):
    assert not is_kept(text)
    blueprint = tmp_path / "blueprint.toml"
    lines = [
        'name = "forms"',
        "secrets.made.generate = true",
        'services.web.image = "nginx:1.29"',
        "services.web.public_ip = true",
        line.format(quoted(text)),
    ]
    blueprint.write_text("\n".join(lines), encoding="utf-8")
    assert exit_status(blueprint, "yaml") == 0
    for output_format in FORMATS:
        assert exit_status(blueprint, output_format) == 2


def exit_status(blueprint, output_format):
    command = [BINARY, "render", blueprint, "--format", output_format]
    return subprocess.run(command, capture_output=True, check=False).returncode
