"""The program under test."""

import subprocess

from paths import BINARY


def render_folder(blueprint, folder):
    """Render all stacks of `blueprint`, and the programs that deploy and delete them."""
    command = [BINARY, "render", blueprint, "-o", f"{folder}/"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def render(blueprint, template, template_format="yaml"):
    """Render `blueprint` into the file `template` and return that file."""
    command = [BINARY, "render", blueprint, "--format", template_format]
    done = subprocess.run(
        [*command, "-o", template], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return template
