"""Templates are without a fault in the eyes of two linters."""

import pytest

from ecsgen import render
from judges import cfn_lint, cloudformation_validate

FORMATS = ("yaml", "json")


@pytest.mark.parametrize("template_format", FORMATS)
def test_cfn_lint_finds_nothing(blueprint, template_format, tmp_path):
    template = render(
        blueprint, tmp_path / f"template.{template_format}", template_format
    )
    assert cfn_lint(template) == []


@pytest.mark.parametrize("template_format", FORMATS)
def test_cloudformation_validate_finds_nothing(blueprint, template_format, tmp_path):
    template = render(
        blueprint, tmp_path / f"template.{template_format}", template_format
    )
    assert cloudformation_validate(template) == []
