"""The third parties that say whether a template is right."""

import json
import subprocess
from pathlib import Path

import botocore.session
from botocore.validate import ParamValidator
from cfnlint.api import lint_file
from cfnlint.config import ManualArgs
from cloudformation_validate import CelEngine

from paths import CHECKOV

REGIONS = ("us-east-1", "eu-west-1")
HARMLESS = "INFO"


def cfn_lint(template):
    """All that cfn-lint has to say, warnings included."""
    return lint_file(template, ManualArgs(regions=list(REGIONS)))


def cloudformation_validate(template):
    """The findings of AWS's validator that are at least warnings."""
    report = CelEngine().validate_template(str(template))
    return [
        f"{_name(item.severity)} {item.rule_id} {item.message}"
        for item in report.diagnostics
        if _name(item.severity) != HARMLESS
    ]


def _name(severity):
    return str(getattr(severity, "name", severity)).upper()


def ecs_api(state):
    """What the ECS API finds in the container definitions of a Terraform state.

    The provider does not look for unknown keys there, and would drop them.
    """
    ecs = botocore.session.get_session().get_service_model("ecs")
    shape = ecs.operation_model("RegisterTaskDefinition").input_shape
    tasks = [
        item["values"]
        for item in state["values"]["root_module"]["resources"]
        if item["type"] == "aws_ecs_task_definition"
    ]
    assert tasks
    definitions = [json.loads(task["container_definitions"]) for task in tasks]
    return "".join(
        ParamValidator()
        .validate({"family": "any", "containerDefinitions": containers}, shape)
        .generate_report()
        for containers in definitions
    )


def checkov(templates):
    """For each template, the ids of its failed checks; none may be without checks."""
    results = _checkov(
        "cloudformation",
        *(part for template in templates for part in ("--file", template)),
    )
    return _failures(results, {template: template for template in templates})


def checkov_terraform(directory):
    """The same for Terraform configurations, which are the folders of a directory."""
    no_downloads = ("--download-external-modules", "false")
    results = _checkov("terraform", "--directory", directory, *no_downloads)
    places = {file: file.parent for file in directory.glob("*/*")}
    return _failures(results, places)


def _checkov(framework, *arguments):
    done = subprocess.run(
        [
            *(CHECKOV, "--framework", framework, *arguments),
            # Without --skip-download it looks for guidelines on the internet.
            *("--compact", "--skip-download", "--output", "json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads(done.stdout)["results"]
    assert results["parsing_errors"] == []
    return results


def _failures(results, places):
    """The ids of failed checks, by the place that each file belongs to."""
    checked = results["passed_checks"] + results["failed_checks"]
    failures = {places[Path(check["file_abs_path"])]: set() for check in checked}
    assert failures.keys() == set(places.values())
    for check in results["failed_checks"]:
        failures[places[Path(check["file_abs_path"])]].add(check["check_id"])
    return failures
