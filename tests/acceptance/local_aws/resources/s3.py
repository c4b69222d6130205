"""S3: buckets, and who may do what with them."""

import json
import re

from ..bucket_policies import check_policy
from .base import Created, Resource, is_true, only

# A property -> the operation that sets it, and the one that takes it back.
FEATURES = {
    "BucketEncryption": ("PutBucketEncryption", "DeleteBucketEncryption"),
    "LifecycleConfiguration": (
        "PutBucketLifecycleConfiguration",
        "DeleteBucketLifecycle",
    ),
    "OwnershipControls": ("PutBucketOwnershipControls", "DeleteBucketOwnershipControls"),
    "PublicAccessBlockConfiguration": ("PutPublicAccessBlock", "DeletePublicAccessBlock"),
}
# How CloudFormation calls the parts of a lifecycle rule.
RULE = {"Id": ("ID",), "Prefix": ("Filter", "Prefix"), "ExpirationInDays": ("Expiration", "Days")}
BUCKET_NAME = re.compile(r"(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class Bucket(Resource):
    type_name = "AWS::S3::Bucket"
    service = "s3"
    attributes = ("Arn", "DomainName", "RegionalDomainName")
    name_property = "BucketName"
    name_limit = 63
    in_place = (*FEATURES, "Tags")

    def made_up_name(self):
        return super().made_up_name().lower()

    def create(self, properties):
        unmodelled = sorted(set(properties) - {"BucketName", *self.in_place})
        if unmodelled:
            self.refuse(f"unknown property {unmodelled}, or one without a model here")
        name = properties["BucketName"]
        if not BUCKET_NAME.fullmatch(name):
            self.refuse(f"the specified bucket {name!r} is not valid")
        place = {}
        if self.region != "us-east-1":
            place["CreateBucketConfiguration"] = {"LocationConstraint": self.region}
        self.client.create_bucket(Bucket=name, **place)
        self.made_id = name
        for feature in only(properties, FEATURES):
            self._put(name, feature, properties[feature])
        self._put_tags(name, properties)
        return Created(
            name,
            {
                "Arn": f"arn:aws:s3:::{name}",
                "DomainName": f"{name}.s3.amazonaws.com",
                "RegionalDomainName": f"{name}.s3.{self.region}.amazonaws.com",
            },
        )

    def _put(self, name, feature, value):
        operation, _ = FEATURES[feature]
        if feature == "BucketEncryption":
            argument = ("ServerSideEncryptionConfiguration", self._encryption(value))
        elif feature == "LifecycleConfiguration":
            argument = (feature, self._lifecycle(value))
        else:
            argument = (feature, value)
        self.call(operation, dict([argument]), Bucket=name)

    def _encryption(self, value):
        rules = self._only_key(value, "ServerSideEncryptionConfiguration")
        default = "ServerSideEncryptionByDefault"
        return {
            "Rules": [{f"Apply{default}": self._only_key(rule, default)} for rule in rules]
        }

    def _only_key(self, value, key):
        if set(value) != {key}:
            self.refuse(f"unknown property among {sorted(value)}; known is {key}")
        return value[key]

    def _lifecycle(self, value):
        return {"Rules": [self._rule(rule) for rule in self._only_key(value, "Rules")]}

    def _rule(self, rule):
        translated = {}
        for key, item in rule.items():
            *outer, last = RULE.get(key, (key,))
            place = translated
            for part in outer:
                place = place.setdefault(part, {})
            place[last] = item
        # A rule without a prefix is for everything.
        translated.setdefault("Filter", {"Prefix": ""})
        if not {"Expiration", "AbortIncompleteMultipartUpload"} & set(translated):
            self.refuse("a lifecycle rule must do something")
        return translated

    def _put_tags(self, name, properties):
        tags = self.tag_map(properties)
        if tags:
            tag_set = [{"Key": key, "Value": tags[key]} for key in tags]
            self.client.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_set})

    def update(self, live, properties, changed):
        name = live.physical_id
        for feature in changed & set(FEATURES):
            if feature in properties:
                self._put(name, feature, properties[feature])
            else:
                self.call(FEATURES[feature][1], {}, Bucket=name)
        if "Tags" in changed:
            self.client.delete_bucket_tagging(Bucket=name)
            self._put_tags(name, properties)

    def delete(self, live):
        self.client.delete_bucket(Bucket=live.physical_id)


class BucketPolicy(Resource):
    type_name = "AWS::S3::BucketPolicy"
    service = "s3"
    in_place = ("PolicyDocument",)

    def create(self, properties):
        name = properties["Bucket"]
        self._put(name, properties["PolicyDocument"])
        return Created(name)

    def _put(self, name, document):
        reason = check_policy(document, name)
        if reason:
            self.refuse(f"MalformedPolicyDocument: {reason}")
        blocked = self.client.get_public_access_block(Bucket=name)
        if is_true(blocked["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]):
            for statement in document["Statement"]:
                if statement["Effect"] == "Allow" and statement["Principal"] == "*":
                    self.refuse("public policies are blocked by the bucket")
        self.client.put_bucket_policy(Bucket=name, Policy=json.dumps(document))

    def update(self, live, properties, changed):
        self._put(live.physical_id, properties["PolicyDocument"])

    def delete(self, live):
        self.client.delete_bucket_policy(Bucket=live.physical_id)
