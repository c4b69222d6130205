"""The blueprints that everything is tested with, and a local AWS to deploy them to."""

import pytest

from aws_cli import Aws
from deployment import must_deploy_folder
from ecsgen import render, render_folder
from expect import App
from local_server import running_server
from paths import BINARY, BLUEPRINTS
from readback import Stack
from surroundings import make_surroundings
from terraform.cli import Terraform
from terraform.rendered import Rendered

REGION = "us-east-1"


def pytest_configure():
    if not BINARY.exists():
        raise pytest.UsageError(f"{BINARY} is missing: run `make build`")
    if not BLUEPRINTS:
        raise pytest.UsageError("there are no blueprints to test")


def pytest_generate_tests(metafunc):
    """Run a test for every blueprint, or for every service of every blueprint.

    Tests of a deployed `stack`, or of a `rendered` Terraform configuration, stay on one
    worker per blueprint: they share it.
    """
    names = metafunc.fixturenames
    if "service_name" in names:
        cases = [
            pytest.param(path, name, id=f"{path.stem}-{name}", marks=_together(path))
            for path in BLUEPRINTS
            for name in App(path.read_text(), REGION).services
        ]
        metafunc.parametrize(
            ("stack", "service_name"), cases, indirect=["stack"], scope="session"
        )
    elif "stack" in names:
        cases = [
            pytest.param(path, id=path.stem, marks=_together(path))
            for path in BLUEPRINTS
        ]
        metafunc.parametrize("stack", cases, indirect=True, scope="session")
    elif "rendered" in names:
        cases = [
            pytest.param(path, id=path.stem, marks=_together(path, "terraform"))
            for path in BLUEPRINTS
        ]
        metafunc.parametrize("rendered", cases, indirect=True, scope="session")
    elif "blueprint" in names:
        cases = [pytest.param(path, id=path.stem) for path in BLUEPRINTS]
        metafunc.parametrize("blueprint", cases)


def _together(path, what="stack"):
    return pytest.mark.xdist_group(f"{what}-{path.stem}")


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory):
    """The URL of this worker's local AWS."""
    with running_server(tmp_path_factory.mktemp("local-aws")) as url:
        yield url


@pytest.fixture(scope="session")
def aws_in(local_aws, tmp_path_factory):
    """The aws CLI in a region, as a function of the region."""
    empty_file = tmp_path_factory.mktemp("aws") / "empty"
    empty_file.touch()
    clients = {}

    def get(region):
        if region not in clients:
            clients[region] = Aws(local_aws, region, empty_file)
        return clients[region]

    return get


@pytest.fixture(scope="session")
def stack(request, aws_in, tmp_path_factory):
    """A blueprint, deployed; for tests that only look at it."""
    path = request.param
    aws = aws_in(REGION)
    surroundings = make_surroundings(path.read_text(), aws)
    directory = tmp_path_factory.mktemp(path.stem)
    blueprint = directory / path.name
    blueprint.write_text(surroundings.text)
    folder = render_folder(blueprint, directory / "deploy")
    must_deploy_folder(aws, folder, path.stem, surroundings.parameters)
    app = App(surroundings.text, REGION)
    as_json = render(blueprint, directory / "template.json", "json")
    return Stack(aws, path.stem, app, surroundings, as_json)


@pytest.fixture(scope="session")
def terraform(tmp_path_factory):
    """The terraform command."""
    command = Terraform(tmp_path_factory.mktemp("terraform"))
    yield command
    command.close()


@pytest.fixture(scope="session")
def rendered(request, terraform, tmp_path_factory):
    """A blueprint as Terraform configurations."""
    path = request.param
    directory = tmp_path_factory.mktemp(f"terraform-{path.stem}")
    return Rendered(terraform, path, directory)


@pytest.fixture
def service(stack, service_name):
    """The expectations of one service of the deployed blueprint."""
    return stack.app.services[service_name]
