"""Where things are in this repository."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "acceptance"
BINARY = ROOT / "target" / "release" / "ecsgen"

# The examples for users, and ours for what no example should show.
BLUEPRINTS = [
    *sorted((ROOT / "blueprints").glob("*.toml")),
    *sorted((TESTS / "blueprints").glob("*.toml")),
]

# The tools of the environment that runs these tests, and those of the others.
AWS_TOOLS = Path(sys.prefix) / "bin"
CHECKOV = ROOT / ".venv" / "checkov" / "bin" / "checkov"
TERRAFORM_PYTHON = ROOT / ".venv" / "terraform" / "bin" / "python"
