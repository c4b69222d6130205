"""Which files are written, and that they are the same each time."""

import subprocess

import pytest

from ecsgen import render
from paths import BINARY
from terraform.rendered import FORMATS, HCL, JSON
from test_terraform_plan import meaning

FILES = {
    HCL: {"main.tf", "outputs.tf", "variables.tf", "versions.tf"},
    JSON: {"main.tf.json"},
}


def contents(directory):
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.mark.parametrize("output_format", FORMATS)
def test_files_have_their_names(rendered, output_format):
    assert set(contents(rendered.files(output_format))) == FILES[output_format]


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_second_render_gives_the_same_bytes(blueprint, output_format, tmp_path):
    directory = tmp_path / "configuration"
    first = contents(render(blueprint, directory, output_format))
    second = contents(render(blueprint, directory, output_format))
    assert first == second


def printed(blueprint, output_format):
    command = [BINARY, "render", blueprint, "--format", output_format]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_what_is_printed_in_hcl_means_the_same_as_the_files(rendered, tmp_path):
    main = tmp_path / "main.tf"
    main.write_bytes(printed(rendered.blueprint, HCL))
    configuration = rendered.configuration("printed", tmp_path)
    configuration.init()
    configuration.validate()
    assert meaning(configuration.plan()) == meaning(rendered.life(HCL).plan)


def test_what_is_printed_in_json_is_the_file(blueprint, tmp_path):
    (text,) = contents(render(blueprint, tmp_path / "files", JSON)).values()
    assert printed(blueprint, JSON) == text
