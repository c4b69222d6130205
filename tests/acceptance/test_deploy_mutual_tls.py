"""Which certificates of callers a deployed stack trusts, read back from Elastic Load Balancing."""

import re

from surroundings_trust import BUNDLE, mutual_tls_of
from test_deploy_balancer import each

NAME = re.compile("([a-z0-9]+-)+[0-9a-f]{8}")
LINES = len(BUNDLE.splitlines())


def test_https_asks_for_certificates_as_written(stack):
    for balancer, expected in each(stack):
        for port, listener in stack.listeners(balancer).items():
            found = dict(listener.get("MutualAuthentication", {}))
            arn = found.pop("TrustStoreArn", None)
            assert found == (expected.mutual_tls if port == 443 else {})
            if arn:
                check_trust_store(stack, arn, expected.table["mutual_tls"])


def check_trust_store(stack, arn, written):
    if "trust_store" in written:
        given = stack.surroundings.parameters[written["trust_store"]["parameter"]]
        assert arn == given
        return
    assert arn in stack.ids("AWS::ElasticLoadBalancingV2::TrustStore")
    (store,) = stack.aws.read(
        *("elbv2", "describe-trust-stores", "--trust-store-arns", arn)
    )["TrustStores"]
    lists = written.get("revocation_lists", {})
    assert NAME.fullmatch(store["Name"])
    assert store["NumberOfCaCertificates"] == LINES
    assert store["TotalRevokedEntries"] == LINES * len(lists)


def test_there_are_the_trust_stores_and_lists_that_are_written(stack):
    written = mutual_tls_of(stack.app.blueprint)
    own = [item for item in written if "ca_certificates" in item]
    lists = sum(len(item.get("revocation_lists", {})) for item in own)
    assert len(stack.ids("AWS::ElasticLoadBalancingV2::TrustStore")) == len(own)
    found = stack.ids("AWS::ElasticLoadBalancingV2::TrustStoreRevocation")
    assert len(found) == lists
