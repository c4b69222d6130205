"""The CloudFront API, as far as distributions and VPC origins go.

moto's own forgets what it does not know, VPC origins among it. This one remembers
what it is told, in the form in which the API gives it back.
"""

import copy
import secrets
from datetime import datetime, timezone

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse, EmptyResult

from .clients import ACCOUNT_ID

# CloudFront is the same in all regions.
DISTRIBUTIONS = {}
VPC_ORIGINS = {}

ETAG = "E1"


class InvalidArgument(ServiceException):
    code = "InvalidArgument"


class NoSuchResource(ServiceException):
    code = "EntityNotFound"


class InUse(ServiceException):
    code = "CannotDeleteEntityWhileInUse"


class CnameTaken(ServiceException):
    code = "CNAMEAlreadyExists"


class NotDisabled(ServiceException):
    code = "DistributionNotDisabled"


class CloudFrontApi(BaseResponse):
    """Takes the place of moto's own CloudFront."""

    def __init__(self):
        super().__init__(service_name="cloudfront")
        self.automated_parameter_parsing = True

    def _get_action(self):
        # Paths are told apart without their queries.
        action = super()._get_action()
        with_tags = action == "CreateDistribution" and "WithTags" in self.querystring
        return "CreateDistributionWithTags" if with_tags else action

    def create_distribution_with_tags(self):
        given = self._get_param("DistributionConfigWithTags")
        config = given["DistributionConfig"]
        distribution_id = "E" + secrets.token_hex(6).upper()
        _check_distribution(config, distribution_id)
        DISTRIBUTIONS[distribution_id] = distribution = {
            "Id": distribution_id,
            "ARN": f"arn:aws:cloudfront::{ACCOUNT_ID}:distribution/{distribution_id}",
            "Status": "Deployed",
            "LastModifiedTime": _now(),
            "InProgressInvalidationBatches": 0,
            "DomainName": f"d{secrets.token_hex(7)}.cloudfront.net",
            "DistributionConfig": copy.deepcopy(config),
        }
        return ActionResult({"Distribution": distribution, "ETag": ETAG})

    def update_distribution(self):
        distribution = _find(DISTRIBUTIONS, self._get_param("Id"))
        config = self._get_param("DistributionConfig")
        _check_distribution(config, distribution["Id"])
        distribution["DistributionConfig"] = copy.deepcopy(config)
        return ActionResult({"Distribution": distribution, "ETag": ETAG})

    def get_distribution(self):
        distribution = _find(DISTRIBUTIONS, self._get_param("Id"))
        return ActionResult({"Distribution": distribution, "ETag": ETAG})

    def list_distributions(self):
        items = [
            {**item, **item["DistributionConfig"]} for item in DISTRIBUTIONS.values()
        ]
        return ActionResult({"DistributionList": _page(items)})

    def delete_distribution(self):
        distribution = _find(DISTRIBUTIONS, self._get_param("Id"))
        if distribution["DistributionConfig"]["Enabled"]:
            raise NotDisabled("The distribution is still enabled")
        del DISTRIBUTIONS[distribution["Id"]]
        return EmptyResult()

    def create_vpc_origin(self):
        origin_id = "vo_" + secrets.token_hex(11)
        VPC_ORIGINS[origin_id] = origin = {
            "Id": origin_id,
            "Arn": f"arn:aws:cloudfront::{ACCOUNT_ID}:vpcorigin/{origin_id}",
            "AccountId": ACCOUNT_ID,
            "Status": "Deployed",
            "CreatedTime": _now(),
            "LastModifiedTime": _now(),
            "VpcOriginEndpointConfig": self._get_param("VpcOriginEndpointConfig"),
        }
        return ActionResult({"VpcOrigin": origin, "ETag": ETAG})

    def update_vpc_origin(self):
        origin = _find(VPC_ORIGINS, self._get_param("Id"))
        origin["VpcOriginEndpointConfig"] = self._get_param("VpcOriginEndpointConfig")
        return ActionResult({"VpcOrigin": origin, "ETag": ETAG})

    def get_vpc_origin(self):
        origin = _find(VPC_ORIGINS, self._get_param("Id"))
        return ActionResult({"VpcOrigin": origin, "ETag": ETAG})

    def list_vpc_origins(self):
        items = [
            {**item, "OriginEndpointArn": item["VpcOriginEndpointConfig"]["Arn"]}
            for item in VPC_ORIGINS.values()
        ]
        return ActionResult({"VpcOriginList": _page(items)})

    def delete_vpc_origin(self):
        origin = _find(VPC_ORIGINS, self._get_param("Id"))
        for distribution in DISTRIBUTIONS.values():
            if origin["Id"] in _vpc_origins(distribution["DistributionConfig"]):
                raise InUse(f"{distribution['Id']} uses the VPC origin")
        del VPC_ORIGINS[origin["Id"]]
        return ActionResult({"VpcOrigin": origin, "ETag": ETAG})


def _check_distribution(config, distribution_id):
    for origin_id in _vpc_origins(config):
        _find(VPC_ORIGINS, origin_id)
    origins = [origin["Id"] for origin in config["Origins"]["Items"]]
    behaviors = config.get("CacheBehaviors", {}).get("Items", [])
    for behavior in (config["DefaultCacheBehavior"], *behaviors):
        if behavior["TargetOriginId"] not in origins:
            raise InvalidArgument(f"no origin {behavior['TargetOriginId']}")
    patterns = [behavior["PathPattern"] for behavior in behaviors]
    if len(set(patterns)) != len(patterns):
        raise InvalidArgument(f"path patterns are repeated: {patterns}")
    for other in DISTRIBUTIONS.values():
        taken = set(_aliases(config)) & set(_aliases(other["DistributionConfig"]))
        if taken and other["Id"] != distribution_id:
            raise CnameTaken(f"{taken} are names of {other['Id']} already")


def _vpc_origins(config):
    return [
        origin["VpcOriginConfig"]["VpcOriginId"]
        for origin in config["Origins"]["Items"]
        if "VpcOriginConfig" in origin
    ]


def _aliases(config):
    return config.get("Aliases", {}).get("Items", [])


def _find(known, key):
    if key not in known:
        raise NoSuchResource(f"{key} does not exist")
    return known[key]


def _page(items):
    return {
        "Marker": "",
        "MaxItems": 100,
        "IsTruncated": False,
        "Quantity": len(items),
        "Items": items,
    }


def _now():
    return datetime.now(timezone.utc)
