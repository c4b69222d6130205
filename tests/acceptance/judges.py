"""The third parties that say whether a template is right."""

import json
import subprocess
from pathlib import Path

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


def checkov(templates):
    """For each template, the ids of its failed checks; none may be without checks."""
    done = subprocess.run(
        [
            *(CHECKOV, "--framework", "cloudformation"),
            *(part for template in templates for part in ("--file", template)),
            # Without --skip-download it looks for guidelines on the internet.
            *("--compact", "--skip-download", "--output", "json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads(done.stdout)["results"]
    assert results["parsing_errors"] == []
    checked = results["passed_checks"] + results["failed_checks"]
    paths = {Path(check["file_abs_path"]) for check in checked}
    assert paths == set(templates)
    return {
        template: {
            check["check_id"]
            for check in results["failed_checks"]
            if Path(check["file_abs_path"]) == template
        }
        for template in templates
    }
