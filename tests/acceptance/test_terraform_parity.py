"""CloudFormation and Terraform are told the same: parity/ says how that is known."""

import pytest

from parity.deployed import CHOSEN, DEFAULTS, differences
from parity.explained import unexplained, unused
from parity.slips import SLIPS
from paths import BLUEPRINTS, ROOT
from terraform.rendered import HCL, JSON

# One worker, for the last word on the explained differences takes all blueprints.
pytestmark = pytest.mark.xdist_group("parity")

# With the defaults, and with everything chosen.
WAYS = ((HCL, DEFAULTS), (HCL, CHOSEN), (JSON, CHOSEN))

# A blueprint with all that the slips change: HTTPS, a scaled service, logs, a firewall.
SLIPPING = ROOT / "blueprints" / "iploc8.toml"


@pytest.fixture(scope="module")
def found(terraform, tmp_path_factory):
    """The differences of a blueprint, rendered and deployed in one of the ways."""
    known = {}

    def get(*blueprint_and_way):
        if blueprint_and_way not in known:
            directory = tmp_path_factory.mktemp("parity")
            known[blueprint_and_way] = differences(
                terraform, *blueprint_and_way, directory
            )
        return known[blueprint_and_way]

    return get


@pytest.fixture(scope="module")
def after_slips(terraform, tmp_path_factory):
    """What is noticed of all slips, made at the same time."""

    def slip(directory):
        for each in SLIPS:
            each.make(directory)

    directory = tmp_path_factory.mktemp("slips")
    noticed = unexplained(differences(terraform, SLIPPING, WAYS[0], directory, slip))
    return {(difference.subject, difference.path) for difference in noticed}


@pytest.mark.parametrize(
    "way", [pytest.param(way, id=f"{way[0]}-{way[1].name}") for way in WAYS]
)
def test_both_are_told_the_same(blueprint, way, found):
    left = unexplained(found(blueprint, way))
    assert left == [], "\n".join(map(str, left))


def test_every_explanation_is_needed(found):
    everything = [
        difference
        for blueprint in BLUEPRINTS
        for way in WAYS
        for difference in found(blueprint, way)
    ]
    assert everything
    assert unused(everything) == []


@pytest.mark.parametrize("slip", [pytest.param(slip, id=slip.name) for slip in SLIPS])
def test_a_slip_is_noticed(slip, after_slips):
    assert set(slip.noticed) <= after_slips


def test_nothing_but_the_slips_is_noticed(after_slips):
    assert after_slips == {where for slip in SLIPS for where in slip.noticed}
