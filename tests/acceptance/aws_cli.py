"""The real aws CLI, pointed at the local AWS.

Deployments run the installed `aws` command.  Reading back takes many small calls,
for which the same CLI is driven in this process: starting Python each time would
take longer than all else.
"""

import contextlib
import io
import json
import os
import subprocess

from awscli.clidriver import create_clidriver

from paths import AWS_TOOLS

ACCOUNT_ID = "123456789012"


class Aws:
    """The CLI in one region."""

    def __init__(self, url, region, empty_file):
        self.region = region
        # Nothing of the machine's own AWS set-up may get in.
        self._environment = {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": region,
            "AWS_CONFIG_FILE": str(empty_file),
            "AWS_SHARED_CREDENTIALS_FILE": str(empty_file),
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
        }
        with _environment(self._environment):
            self._driver = create_clidriver()

    def run(self, *arguments):
        """Run the `aws` command and return its completed process."""
        return subprocess.run(
            [AWS_TOOLS / "aws", *arguments],
            env={**os.environ, **self._environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def run_program(self, program, *arguments, **environment):
        """Run a program that calls `aws`, and return its completed process."""
        path = f"{AWS_TOOLS}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [program, *arguments],
            env={**os.environ, "PATH": path, **self._environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def read(self, *arguments):
        """The JSON answer to a command that must succeed."""
        status, output, errors = self.attempt(*arguments)
        assert status == 0, f"aws {' '.join(arguments)}: {errors}"
        return json.loads(output or "{}")

    def attempt(self, *arguments):
        """The exit status, the output and the errors of a command."""
        output, errors = io.StringIO(), io.StringIO()
        with (
            _environment(self._environment),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(errors),
        ):
            status = self._driver.main([*arguments, "--output", "json"])
        return status, output.getvalue(), errors.getvalue()


@contextlib.contextmanager
def _environment(variables):
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
