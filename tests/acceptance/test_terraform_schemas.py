"""The vendored schema of Terraform's provider is what its source says."""

import subprocess
import sys

from paths import ROOT


def test_the_vendored_schema_is_that_of_the_pinned_provider():
    tool = ROOT / "tools" / "extract-terraform-schema.py"
    done = subprocess.run(
        [sys.executable, tool, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
