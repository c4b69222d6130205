"""The vendored schemas of Terraform's providers are what their sources say."""

import subprocess
import sys

from paths import ROOT


def test_the_vendored_schemas_are_those_of_the_pinned_providers():
    tool = ROOT / "tools" / "extract-terraform-schema.py"
    done = subprocess.run(
        [sys.executable, tool, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
