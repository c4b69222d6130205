"""The programs beside the templates refuse what they cannot do before they begin.

That they deploy and delete is seen by `test_lifecycle.py`.
"""

import subprocess

import pytest

from deployment import deploy_folder
from ecsgen import render_folder
from paths import ROOT

ZONE = "HostedZoneId=Z0123456789ABCDEFGHIJ"


@pytest.fixture
def folder(tmp_path):
    return render_folder(ROOT / "blueprints" / "iploc8.toml", tmp_path / "deploy")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "HostedZoneId is missing"),
        (["HostedZoneId="], "what is to be done with HostedZoneId=?"),
        (["WebImageTag=2"], "HostedZoneId is missing"),
        ([ZONE, "WebImageTags=2"], "there is no parameter WebImageTags"),
        ([ZONE, "WebImageTag"], "what is to be done with WebImageTag?"),
        ([ZONE, "--region"], "what is to be done with --region?"),
    ],
)
def test_wrong_arguments_are_explained(folder, arguments, problem):
    done = _run(folder / "deploy.sh", *arguments)
    assert done.returncode == 2
    assert f"deploy.sh: {problem}\n" in done.stderr
    assert "usage: ./deploy.sh HostedZoneId=... [NAME=VALUE ...]" in done.stderr


def test_help_is_no_mistake(folder):
    done = _run(folder / "deploy.sh", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  WebImageTag: Tag of the image of web" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["--help"], ["a", "b"], [""]])
def test_nothing_is_deleted_that_is_not_named(folder, arguments):
    done = _run(folder / "teardown.sh", *arguments)
    assert done.returncode == 2
    assert "usage: ./teardown.sh STACK_NAME" in done.stderr


def test_a_large_template_wants_a_bucket(tmp_path):
    everything = ROOT / "tests" / "acceptance" / "blueprints" / "everything.toml"
    folder = render_folder(everything, tmp_path / "deploy")
    done = _run(folder / "deploy.sh", "HealthCheckLogBucket=logs")
    assert done.returncode == 2
    assert "S3_BUCKET is not set" in done.stderr


def test_a_failed_deploy_fails(folder, aws_in):
    """The zone does not exist, so AWS refuses the records in it."""
    done = deploy_folder(
        aws_in("eu-west-1"), folder, "no-zone", dict([ZONE.split("=")])
    )
    assert done.returncode not in (0, 2)


def _run(program, *arguments):
    """Run a program that must not get as far as calling `aws`."""
    return subprocess.run(
        [program, *arguments],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
