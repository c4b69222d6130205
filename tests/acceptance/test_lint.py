"""Templates are without a fault in the eyes of two linters."""

import pytest

from ecsgen import render_stacks
from judges import cfn_lint, cloudformation_validate

FORMATS = ("yaml", "json")


@pytest.mark.parametrize("template_format", FORMATS)
def test_cfn_lint_finds_nothing(blueprint, template_format, tmp_path):
    for template in render_stacks(blueprint, tmp_path / "stacks", template_format):
        assert cfn_lint(template) == []


@pytest.mark.parametrize("template_format", FORMATS)
def test_cloudformation_validate_finds_nothing(blueprint, template_format, tmp_path):
    for template in render_stacks(blueprint, tmp_path / "stacks", template_format):
        assert cloudformation_validate(template) == []
