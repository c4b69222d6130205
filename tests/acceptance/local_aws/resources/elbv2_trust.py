"""Elastic Load Balancing: which certificates of callers are trusted."""

from .base import Created, Resource, without


class TrustStore(Resource):
    type_name = "AWS::ElasticLoadBalancingV2::TrustStore"
    service = "elbv2"
    attributes = ("NumberOfCaCertificates", "Status", "TrustStoreArn")
    bundle = (
        "CaCertificatesBundleS3Bucket",
        "CaCertificatesBundleS3Key",
        "CaCertificatesBundleS3ObjectVersion",
    )
    in_place = bundle

    def create(self, properties):
        # CreateTrustStore makes up no name.
        if "Name" not in properties:
            self.refuse("a trust store needs a name")
        (store,) = self.call("CreateTrustStore", properties)["TrustStores"]
        arn = store["TrustStoreArn"]
        return Created(
            arn,
            {
                "TrustStoreArn": arn,
                "Status": store["Status"],
                "NumberOfCaCertificates": store["NumberOfCaCertificates"],
            },
        )

    def update(self, live, properties, changed):
        self.call(
            "ModifyTrustStore",
            without(properties, "Name", "Tags"),
            TrustStoreArn=live.physical_id,
        )

    def delete(self, live):
        self.client.delete_trust_store(TrustStoreArn=live.physical_id)


class TrustStoreRevocation(Resource):
    type_name = "AWS::ElasticLoadBalancingV2::TrustStoreRevocation"
    service = "elbv2"
    attributes = ("RevocationId",)

    def create(self, properties):
        contents = properties["RevocationContents"]
        if len(contents) != 1:
            self.refuse("one list can be given to each resource")
        (added,) = self.call("AddTrustStoreRevocations", properties)[
            "TrustStoreRevocations"
        ]
        found = str(added["RevocationId"])
        return Created(f"{found}|{properties['TrustStoreArn']}", {"RevocationId": found})

    def delete(self, live):
        found, _, arn = live.physical_id.partition("|")
        self.client.remove_trust_store_revocations(
            TrustStoreArn=arn, RevocationIds=[int(found)]
        )
