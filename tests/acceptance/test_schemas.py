"""The vendored facts about AWS's resource types are what their source says."""

import subprocess
import sys

from paths import ROOT


def test_the_vendored_schemas_are_those_of_the_pinned_cfn_lint():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "extract-schemas.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
