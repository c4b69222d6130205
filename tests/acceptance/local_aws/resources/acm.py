"""Certificate Manager."""

from .base import Created, Resource, without
from .route53 import zone_name

# A certificate covers at most this many names before AWS raises the quota.
NAMES = 10
# The limit of an X.509 common name, which is what the first name becomes.
FIRST_NAME_LENGTH = 64


class Certificate(Resource):
    type_name = "AWS::CertificateManager::Certificate"
    service = "acm"
    attributes = ("CertificateArn",)

    def create(self, properties):
        names = [
            properties["DomainName"],
            *properties.get("SubjectAlternativeNames", []),
        ]
        if len(set(names)) > NAMES:
            self.refuse(f"{len(set(names))} names; the quota is {NAMES}")
        if len(names[0]) > FIRST_NAME_LENGTH:
            self.refuse(f"the first name is longer than {FIRST_NAME_LENGTH}")
        self._check_validation(names, properties)
        arn = self.call(
            "RequestCertificate", without(properties, "DomainValidationOptions")
        )["CertificateArn"]
        return Created(arn, {"CertificateArn": arn})

    def _check_validation(self, names, properties):
        """CloudFormation waits for the validation: it must be able to do it itself.

        It does so by writing a record for each name into the zone given for it;
        without a zone the deployment hangs until somebody writes the records.
        """
        if properties.get("ValidationMethod") != "DNS":
            self.refuse("without DNS validation, somebody has to answer an e-mail")
        zones = {}
        for option in properties.get("DomainValidationOptions", []):
            if set(option) != {"DomainName", "HostedZoneId"}:
                self.refuse(f"a validation option has a name and a zone: {option}")
            zones[option["DomainName"]] = option["HostedZoneId"]
        for name in names:
            if name not in zones:
                self.refuse(f"no hosted zone to validate {name} in")
            zone = zone_name(zones[name], self.region)
            bare = name.removeprefix("*.")
            if bare != zone and not bare.endswith("." + zone):
                self.refuse(f"{name} cannot be validated in the zone {zone}")

    def delete(self, live):
        if live.physical_id in self._used_certificates():
            self.refuse("the certificate is still in use")
        self.client.delete_certificate(CertificateArn=live.physical_id)

    def _used_certificates(self):
        """moto remembers the first use of a certificate and not its end."""
        elb = self.other("elbv2")
        for balancer in elb.describe_load_balancers()["LoadBalancers"]:
            listeners = elb.describe_listeners(
                LoadBalancerArn=balancer["LoadBalancerArn"]
            )["Listeners"]
            for listener in listeners:
                for certificate in listener.get("Certificates", []):
                    yield certificate["CertificateArn"]
        answer = self.other("cloudfront").list_distributions()
        for distribution in answer["DistributionList"].get("Items", []):
            yield distribution["ViewerCertificate"].get("ACMCertificateArn")
