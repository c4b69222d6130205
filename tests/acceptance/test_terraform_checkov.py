"""Checkov's policies for Terraform: exactly the known exceptions fail.

Those that fail in a template fail here too; some policies exist for Terraform alone.
"""

import pytest

from conftest import REGION
from ecsgen import render
from expect import App
from judges import checkov_terraform
from paths import BLUEPRINTS
from test_checkov import (
    KNOWN_FAILURES,
    KnownFailure,
    firewalls,
    flows_to_log_group,
    has_cloudfront,
    has_log_bucket,
    speaks_plain_http,
)
from terraform.rendered import HCL

A_YEAR = 365


def makes_public_zone(app):
    return any(it.is_new and not it.is_private for it in app.domains.all)


def keeps_names_private(app):
    certificate = app.section("load_balancer").get("certificate", {})
    is_long = isinstance(certificate, dict)
    return is_long and not certificate.get("transparency_logging", True)


def is_routed(app):
    return any(service.is_requested for service in app.routed)


def makes_network(app):
    return not app.network.existing


def keeps_logs_briefly(app):
    kept = [service.log_days for service in app.services.values()]
    kept += [waf["log_days"] for waf in firewalls(app)]
    if flows_to_log_group(app):
        kept.append(app.flow_logs["days"])
    return any(days and days < A_YEAR for days in kept)


def has_task_on_port_80(app):
    return any(service.port == 80 for service in app.routed)


TERRAFORM_FAILURES = [
    KnownFailure(*row)
    for row in (
        (
            "CKV2_AWS_11",
            "flow logs cost, and the blueprint does not ask for them",
            lambda app: makes_network(app) and not app.flow_logs,
        ),
        ("CKV2_AWS_12", "nothing is in the VPC's default group", makes_network),
        ("CKV2_AWS_20", "the blueprint asks for plain HTTP", speaks_plain_http),
        (
            "CKV2_AWS_38",
            "DNSSEC needs a key in us-east-1, and a record in the domain above",
            makes_public_zone,
        ),
        (
            "CKV_AWS_234",
            "the blueprint keeps internal names out of public logs",
            keeps_names_private,
        ),
        (
            "CKV2_AWS_23",
            "the load balancer is there already, so that no resource is to be found",
            lambda app: len(app.load_balancers) < len(app.all_load_balancers),
        ),
        (
            "CKV2_AWS_28",
            "the blueprint asks for no firewall",
            lambda app: any(
                item.scheme == "internet-facing" and not item.waf
                for item in app.application_load_balancers
            ),
        ),
        (
            "CKV2_AWS_19",
            "checkov knows addresses of machines alone, and these are a load balancer's",
            lambda app: any(
                item.type == "network" and item.addresses is True
                for item in app.load_balancers
            ),
        ),
        (
            "CKV2_AWS_32",
            "checkov takes no policy that is named by its id",
            has_cloudfront,
        ),
        ("CKV2_AWS_47", "the blueprint asks for no firewall", has_cloudfront),
        (
            "CKV_AWS_305",
            "what is at the root is the business of a service",
            has_cloudfront,
        ),
        (
            "CKV_AWS_310",
            "there is one load balancer, in several availability zones",
            has_cloudfront,
        ),
        (
            "CKV2_AWS_57",
            "a program has to know how to take a rotated secret",
            lambda app: app.generated_secrets,
        ),
        ("CKV2_AWS_62", "nobody waits for a file of logs", has_log_bucket),
        (
            "CKV2_AWS_76",
            "it wants the list of anonymous addresses, which stops callers with a VPN",
            firewalls,
        ),
        ("CKV_AWS_144", "logs stay in the region they are of", has_log_bucket),
        (
            "CKV_AWS_145",
            "Elastic Load Balancing writes to no bucket with a key of one's own",
            has_log_bucket,
        ),
        (
            "CKV_AWS_150",
            "the blueprint does not ask for deletion protection",
            lambda app: any(not it.deletion_protection for it in app.load_balancers),
        ),
        (
            "CKV_AWS_152",
            "the blueprint keeps callers in their zone",
            lambda app: any(
                item.type == "network" and not item.table.get("cross_zone", True)
                for item in app.load_balancers
            ),
        ),
        (
            "CKV_AWS_260",
            "only the load balancer may call; checkov takes no source for any",
            has_task_on_port_80,
        ),
        (
            "CKV_AWS_333",
            "without NAT, a task gets its image by an address of its own",
            lambda app: any(
                item.public_ip == "ENABLED" for item in app.services.values()
            ),
        ),
        (
            "CKV_AWS_328",
            "the blueprint lets dangerous requests through",
            lambda app: any(
                item.table.get("desync_mitigation_mode") == "monitor"
                for item in app.load_balancers
            ),
        ),
        ("CKV_AWS_338", "the blueprint asks for shorter retention", keeps_logs_briefly),
        ("CKV_AWS_378", "TLS ends at the load balancer, inside the VPC", is_routed),
        (
            "CKV_AWS_394",
            "the names of new zones come after those of the others",
            makes_network,
        ),
    )
]


@pytest.fixture(scope="module")
def failures(tmp_path_factory):
    """The failed checks of each blueprint; checkov takes its time to start."""
    directory = tmp_path_factory.mktemp("checkov")
    places = {path: directory / path.stem for path in BLUEPRINTS}
    for path, place in places.items():
        render(path, place, HCL)
    found = checkov_terraform(directory)
    return {path: found[place] for path, place in places.items()}


@pytest.mark.xdist_group("terraform-checkov")
def redirects_by_default(app):
    """For Terraform, checkov takes any redirect for one to HTTPS."""
    plain = [item for item in app.load_balancers if not item.is_https]
    defaults = [item.table.get("default", {}) for item in plain]
    return bool(plain) and all("redirect" in default for default in defaults)


def test_only_the_known_checks_fail(blueprint, failures):
    app = App(blueprint.read_text(), REGION)
    known = [*KNOWN_FAILURES, *TERRAFORM_FAILURES]
    expected = {item.check_id for item in known if item.applies_to(app)}
    if redirects_by_default(app):
        expected.remove("CKV_AWS_2")
    assert failures[blueprint] == expected
