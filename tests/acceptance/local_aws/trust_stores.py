"""The API of trust stores, and of listeners that look at the certificates of callers.

moto has none of it.
"""

import secrets

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult
from moto.elbv2.responses import ELBV2Response

from .clients import ACCOUNT_ID, client

# By region and ARN.
TRUST_STORES = {}


class NotFound(ServiceException):
    code = "TrustStoreNotFound"


class NameTaken(ServiceException):
    code = "DuplicateTrustStoreName"


class InUse(ServiceException):
    code = "TrustStoreInUse"


class FileNotFound(ServiceException):
    code = "CaCertificatesBundleNotFound"


class RevocationNotFound(ServiceException):
    code = "RevocationIdNotFound"


class InvalidConfiguration(ServiceException):
    code = "InvalidConfigurationRequest"


def install():
    """Put them into the imported moto."""
    for action in (
        create_trust_store,
        modify_trust_store,
        describe_trust_stores,
        delete_trust_store,
        add_trust_store_revocations,
        describe_trust_store_revocations,
        remove_trust_store_revocations,
    ):
        setattr(ELBV2Response, action.__name__, action)
    for name in ("create_listener", "modify_listener"):
        setattr(ELBV2Response, name, _with_callers(getattr(ELBV2Response, name)))


def create_trust_store(self):
    name = self._get_param("Name")
    stores = TRUST_STORES.setdefault(self.region, {})
    if any(store["Name"] == name for store in stores.values()):
        raise NameTaken(f"A trust store is called {name} already")
    path = f"truststore/{name}/{secrets.token_hex(8)}"
    arn = f"arn:aws:elasticloadbalancing:{self.region}:{ACCOUNT_ID}:{path}"
    stores[arn] = store = {
        "Name": name,
        "TrustStoreArn": arn,
        "Status": "ACTIVE",
        "NumberOfCaCertificates": _certificates(self),
        "TotalRevokedEntries": 0,
        "revocations": {},
    }
    return ActionResult({"TrustStores": [_shown(store)]})


def modify_trust_store(self):
    store = _find(self)
    store["NumberOfCaCertificates"] = _certificates(self)
    return ActionResult({"TrustStores": [_shown(store)]})


def describe_trust_stores(self):
    stores = TRUST_STORES.get(self.region, {})
    arns = self._get_param("TrustStoreArns") or list(stores)
    if missing := set(arns) - set(stores):
        raise NotFound(f"There is no trust store {missing}")
    return ActionResult({"TrustStores": [_shown(stores[arn]) for arn in arns]})


def delete_trust_store(self):
    arn = _find(self)["TrustStoreArn"]
    for balancer in self.elbv2_backend.load_balancers.values():
        for listener in balancer.listeners.values():
            said = getattr(listener, "mutual_authentication", None) or {}
            if said.get("TrustStoreArn") == arn:
                raise InUse(f"{listener.arn} uses the trust store")
    del TRUST_STORES[self.region][arn]
    return EmptyResult()


def add_trust_store_revocations(self):
    store = _find(self)
    added = []
    for content in self._get_param("RevocationContents"):
        revocation_id = str(len(store["revocations"]) + secrets.randbelow(10**6) + 1)
        entries = _lines(content["S3Bucket"], content["S3Key"], content, self.region)
        store["revocations"][revocation_id] = revocation = {
            "TrustStoreArn": store["TrustStoreArn"],
            "RevocationId": revocation_id,
            "RevocationType": content["RevocationType"],
            "NumberOfRevokedEntries": entries,
        }
        added.append(revocation)
    return ActionResult({"TrustStoreRevocations": added})


def describe_trust_store_revocations(self):
    found = list(_find(self)["revocations"].values())
    return ActionResult({"TrustStoreRevocations": found})


def remove_trust_store_revocations(self):
    revocations = _find(self)["revocations"]
    for revocation_id in self._get_param("RevocationIds"):
        if str(revocation_id) not in revocations:
            raise RevocationNotFound(f"There is no revocation {revocation_id}")
        del revocations[str(revocation_id)]
    return EmptyResult()


def _find(self):
    arn = self._get_param("TrustStoreArn")
    stores = TRUST_STORES.get(self.region, {})
    if arn not in stores:
        raise NotFound(f"There is no trust store {arn}")
    return stores[arn]


def _shown(store):
    revoked = (item["NumberOfRevokedEntries"] for item in store["revocations"].values())
    shown = {key: value for key, value in store.items() if key != "revocations"}
    return shown | {"TotalRevokedEntries": sum(revoked)}


def _certificates(self):
    """How many there are in the file."""
    asked = {"S3ObjectVersion": self._get_param("CaCertificatesBundleS3ObjectVersion")}
    bucket = self._get_param("CaCertificatesBundleS3Bucket")
    key = self._get_param("CaCertificatesBundleS3Key")
    return _lines(bucket, key, asked, self.region)


def _lines(bucket, key, asked, region):
    """The lines of a file: one stands for a certificate here."""
    version = asked.get("S3ObjectVersion")
    versioned = {"VersionId": version} if version else {}
    s3 = client("s3", region)
    try:
        found = s3.get_object(Bucket=bucket, Key=key, **versioned)
    except s3.exceptions.ClientError as error:
        raise FileNotFound(f"s3://{bucket}/{key}: {error}") from None
    return len(found["Body"].read().splitlines())


def _with_callers(forgetful):
    """A listener keeps what it was told where it is told nothing."""

    def remember(self):
        said = self._get_param("MutualAuthentication")
        _check(said, self.region)
        result = forgetful(self)
        (listener,) = result.result["Listeners"]
        if said is not None:
            listener.mutual_authentication = said
        return result

    return remember


def _check(said, region):
    if said is None:
        return
    if said["Mode"] not in ("off", "passthrough", "verify"):
        raise InvalidConfiguration(f"There is no mode {said['Mode']}")
    if (said["Mode"] == "verify") != ("TrustStoreArn" in said):
        raise InvalidConfiguration("verify needs a trust store, and it alone has one")
    if said["Mode"] != "verify" and set(said) != {"Mode"}:
        raise InvalidConfiguration(f"{said['Mode']} takes nothing else: {said}")
    arn = said.get("TrustStoreArn")
    if arn and arn not in TRUST_STORES.get(region, {}):
        raise NotFound(f"There is no trust store {arn}")
