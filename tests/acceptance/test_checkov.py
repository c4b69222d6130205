"""Checkov's policies: exactly the known exceptions fail, each for a reason."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from conftest import REGION
from ecsgen import render_stacks
from expect import App
from judges import checkov
from paths import BLUEPRINTS


@dataclass(frozen=True)
class KnownFailure:
    """A check that fails on purpose, why, and for which apps."""

    check_id: str
    reason: str
    applies_to: Callable[[App], bool]


def is_public(app):
    return any(item.scheme == "internet-facing" for item in app.application_load_balancers)


def speaks_plain_http(app):
    return any(not item.is_https for item in app.load_balancers)


def has_wildcard(app):
    names = [
        name
        for item in app.load_balancers
        if item.is_https
        for name in item.certificates.public_names
    ]
    return any("*" in name for name in names)


def has_logs(app):
    return bool(firewalls(app)) or flows_to_log_group(app) or any(
        item.log_days for item in app.services.values()
    )


def firewalls(app):
    return [item.waf for item in app.load_balancers if item.waf]


def flows_to_log_group(app):
    return bool(app.flow_logs) and app.flow_logs["destination"] == "cloudwatch"


def has_log_bucket(app):
    return bool(app.log_folders)


def has_cloudfront(app):
    return app.cloudfront is not None


KNOWN_FAILURES = [
    KnownFailure(*row)
    for row in (
        ("CKV_AWS_2", "the blueprint asks for plain HTTP", speaks_plain_http),
        (
            "CKV_AWS_91",
            "access logs cost, and the blueprint does not ask for them",
            lambda app: any(
                item.logs["access_logs"] is None for item in app.load_balancers
            ),
        ),
        (
            "CKV_AWS_18",
            "logs of who reads logs would need a bucket, too",
            has_log_bucket,
        ),
        (
            "CKV_AWS_21",
            "logs are written once; old versions would outlive their retention",
            has_log_bucket,
        ),
        (
            "CKV_AWS_131",
            "the blueprint lets headers through that HTTP does not allow",
            lambda app: any(
                not item.table.get("drop_invalid_header_fields", True)
                for item in app.load_balancers
            ),
        ),
        ("CKV_AWS_68", "the blueprint asks for no firewall", has_cloudfront),
        ("CKV_AWS_86", "access logs need a bucket, which costs", has_cloudfront),
        ("CKV_AWS_103", "the blueprint asks for plain HTTP", speaks_plain_http),
        (
            "CKV_AWS_149",
            "secrets are encrypted with AWS's key; one's own costs",
            lambda app: app.generated_secrets,
        ),
        ("CKV_AWS_158", "logs are encrypted with AWS's key; one's own costs", has_logs),
        ("CKV_AWS_260", "port 80 redirects to HTTPS, or was asked for", is_public),
        (
            "CKV_AWS_65",
            "the blueprint turns Container Insights off",
            lambda app: app.insights == "disabled",
        ),
        ("CKV2_AWS_71", "the blueprint asks for a wildcard", has_wildcard),
        (
            "CKV_AWS_192",
            "the blueprint leaves out the rules with Log4j's",
            lambda app: any(
                "AWSManagedRulesKnownBadInputsRuleSet" not in waf["groups"]
                for waf in firewalls(app)
            ),
        ),
    )
]


@pytest.fixture(scope="module")
def failures(tmp_path_factory):
    """The failed checks of each blueprint; checkov takes its time to start."""
    directory = tmp_path_factory.mktemp("checkov")
    templates = {
        path: render_stacks(path, directory / path.stem) for path in BLUEPRINTS
    }
    found = checkov([one for several in templates.values() for one in several])
    return {
        path: set().union(*(found[template] for template in several))
        for path, several in templates.items()
    }


@pytest.mark.xdist_group("checkov")
def test_only_the_known_checks_fail(blueprint, failures):
    app = App(blueprint.read_text(), REGION)
    expected = {item.check_id for item in KNOWN_FAILURES if item.applies_to(app)}
    assert failures[blueprint] == expected
