"""What is planned can be made, is then left alone, and can be deleted."""

import json

import pytest

from conftest import REGION
from expect import App
from judges import ecs_api
from terraform.rendered import FORMATS, HCL


@pytest.mark.parametrize("output_format", FORMATS)
def test_it_is_made_and_left_alone_and_deleted(rendered, output_format):
    life = rendered.life(output_format)
    planned = {item["address"] for item in resources(life.plan["planned_values"])}
    assert planned
    assert {item["address"] for item in resources(life.state["values"])} >= planned
    assert life.configuration.changes() == []
    life.configuration.destroy()
    assert "values" not in life.configuration.state()


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_password_is_printed(rendered, output_format):
    life = rendered.life(output_format)
    passwords = [
        item["values"]["result"]
        for item in resources(life.state["values"])
        if item["type"] == "random_password"
    ]
    app = App(rendered.blueprint.read_text(), REGION)
    assert len(passwords) == len(app.generated_secrets)
    printed = json.dumps(life.configuration.messages)
    assert "id_value" in printed
    for password in passwords:
        assert json.dumps(password)[1:-1] not in printed


def test_container_definitions_are_those_of_the_ecs_api(rendered):
    assert ecs_api(rendered.life(HCL).state) == ""


def resources(values):
    return values["root_module"]["resources"]
