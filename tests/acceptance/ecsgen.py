"""The program under test."""

import subprocess

from paths import BINARY


def render_folder(blueprint, folder, template_format="yaml"):
    """Render all stacks of `blueprint`, and the programs beside them."""
    command = [BINARY, "render", blueprint, "--format", template_format]
    command += ["-o", f"{folder}/"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def render_stacks(blueprint, folder, template_format="yaml"):
    """The templates of all stacks of `blueprint`, rendered into `folder`."""
    rendered = render_folder(blueprint, folder, template_format)
    return sorted(rendered.glob(f"*.{template_format}"))


def render(blueprint, template, template_format="yaml"):
    """Render `blueprint` into the file `template` and return that file."""
    command = [BINARY, "render", blueprint, "--format", template_format]
    done = subprocess.run(
        [*command, "-o", template], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return template
