"""Terraform's command line, on a copy of a configuration.

Nothing of the machine's own set-up gets in, nothing goes over the network, and the
state stays in the copy, whatever backend the configuration names.
"""

import json
import platform
import re
import shutil
import subprocess

from paths import TERRAFORM_PYTHON, TESTS

VERSIONS = {"hashicorp/aws": "6.25.0", "hashicorp/random": "3.6.0"}
MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(TESTS)}
OVERRIDE = 'terraform {\n  backend "local" {}\n}\n'
FAILED, CHANGES = 1, 2


class TerraformError(Exception):
    """Terraform refused, or warned: `command` is what it was asked to do."""

    def __init__(self, command, problems):
        super().__init__(f"terraform {command}:\n" + "\n".join(problems))
        self.command = command


class Terraform:
    """The command, set up in a directory of its own, with its providers for all runs.

    Terraform would start its providers several times for each command, which takes
    longer than all else. Only `init` looks at them as they would be installed.
    """

    def __init__(self, directory):
        self._settings = directory / "terraformrc"
        mirror = directory / "mirror"
        self._settings.write_text(
            "provider_installation {\n"
            f'  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n'
            "}\n"
        )
        self._reattach = "{}"
        machine = f"{platform.system().lower()}_{MACHINES[platform.machine()]}"
        for full_name in self._full_names(directory):
            _, _, provider = full_name.partition("/")
            version = VERSIONS[provider]
            place = mirror / full_name / version / machine
            place.mkdir(parents=True)
            file = f"terraform-provider-{place.parts[-3]}_v{version}"
            (place / file).touch(mode=0o755)
        self._providers = subprocess.Popen(
            [TERRAFORM_PYTHON, "-m", "terraform.provider"],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            text=True,
        )
        addresses = json.loads(self._providers.stdout.readline())
        self._reattach = json.dumps(
            {
                provider: {
                    "Protocol": "grpc",
                    "ProtocolVersion": 6,
                    "Pid": self._providers.pid,
                    "Test": True,
                    "Addr": {"Network": "tcp", "String": address},
                }
                for provider, address in addresses.items()
            }
        )

    def _full_names(self, directory):
        """The providers' names with their host, as Terraform completes them."""
        asking = directory / "asking"
        asking.mkdir()
        required = "".join(
            f'    p{number} = {{ source = "{provider}" }}\n'
            for number, provider in enumerate(VERSIONS)
        )
        text = f"terraform {{\n  required_providers {{\n{required}  }}\n}}\n"
        (asking / "main.tf").write_text(text)
        told = self.run(asking, "providers").stdout
        return re.findall(r"provider\[([^]]+)\]", told)

    def close(self):
        """Stop the providers."""
        self._providers.terminate()
        self._providers.communicate(timeout=10)

    def run(self, directory, command, *arguments):
        """Run a command in a directory, and return the completed process."""
        reattach = (
            {} if command == "init" else {"TF_REATTACH_PROVIDERS": self._reattach}
        )
        return subprocess.run(
            [TERRAFORM_PYTHON, "-m", "terraform.command", command, *arguments],
            cwd=directory,
            env={
                **ENVIRONMENT,
                "HOME": str(directory),
                "TF_CLI_CONFIG_FILE": str(self._settings),
                "TF_IN_AUTOMATION": "1",
                "CHECKPOINT_DISABLE": "1",
                **reattach,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


class Configuration:
    """A configuration, copied into a fresh directory to be worked on.

    `variables` are the values of those variables that have no default.
    """

    def __init__(self, terraform, source, directory, variables=None):
        # All that it has said while planning, applying and destroying.
        self.messages = []
        self._terraform = terraform
        self._directory = directory
        shutil.copytree(source, directory)
        given = json.dumps(variables or {})
        self._write("acceptance.auto.tfvars.json", given)

    def unformatted(self):
        """What `terraform fmt` would change, as a diff."""
        done = self._run("fmt", "-check", "-recursive", "-diff")
        return done.stdout + done.stderr

    def init(self):
        """Get the configuration ready; state is kept here from now on."""
        self._write("acceptance_override.tf", OVERRIDE)
        self._must("init", "-input=false")

    def validate(self):
        """Check it without values of variables; warnings count as failures."""
        done = self._run("validate", "-json")
        found = json.loads(done.stdout)["diagnostics"]
        if found:
            raise TerraformError("validate", list(map(describe, found)))

    def plan(self):
        """Make a plan, and return it as `terraform show -json` has it."""
        self._plan()
        return self._show("plan")

    def apply(self):
        """Carry out the plan, and return the state that follows."""
        self._messages("apply", "-input=false", "-json", "plan")
        return self.state()

    def state(self):
        """The state, as `terraform show -json` has it."""
        return self._show()

    def changes(self):
        """What a new plan would change: resources and outputs."""
        if self._plan() != CHANGES:
            return []
        plan = self._show("plan")
        changes = {item["address"]: item["change"] for item in plan["resource_changes"]}
        changes.update(plan["output_changes"])
        return [name for name, item in changes.items() if item["actions"] != ["no-op"]]

    def destroy(self):
        """Delete everything."""
        self._messages("destroy", "-input=false", "-auto-approve", "-json")

    def _show(self, *what):
        return json.loads(self._must("show", "-json", *what).stdout)

    def _plan(self):
        return self._messages(
            "plan", "-input=false", "-detailed-exitcode", "-json", "-out=plan"
        )

    def _messages(self, *arguments):
        """Run a command that prints messages; warnings count as failures."""
        done = self._run(*arguments)
        # Not splitlines(): what is a line break to Python may stand in a message.
        messages = [json.loads(line) for line in done.stdout.split("\n") if line]
        self.messages += messages
        found = [item["diagnostic"] for item in messages if "diagnostic" in item]
        if found or done.returncode == FAILED:
            raise TerraformError(arguments[0], [*map(describe, found), done.stderr])
        return done.returncode

    def _must(self, *arguments):
        done = self._run(*arguments)
        if done.returncode != 0:
            raise TerraformError(arguments[0], [done.stdout + done.stderr])
        return done

    def _run(self, command, *arguments):
        return self._terraform.run(self._directory, command, "-no-color", *arguments)

    def _write(self, name, text):
        (self._directory / name).write_text(text)


def describe(diagnostic):
    """A diagnostic in a line, with where it stands."""
    place = ""
    if "range" in diagnostic:
        start = diagnostic["range"]["start"]
        place = f"{diagnostic['range']['filename']}:{start['line']}: "
    detail = diagnostic.get("detail") or ""
    return f"{place}{diagnostic['severity']}: {diagnostic['summary']}: {detail}"
