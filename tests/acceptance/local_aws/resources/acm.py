"""Certificate Manager."""

from .base import Created, Resource, without
from .route53 import ELSEWHERE, zone_name

# A certificate covers at most this many names before AWS raises the quota.
NAMES = 10
# The keys of the certificates that ACM issues by itself.
ALGORITHMS = ("RSA_2048", "EC_prime256v1", "EC_secp384r1")
LOGGING = "CertificateTransparencyLoggingPreference"
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
        if "CertificateAuthorityArn" in properties:
            self._check_authority(properties)
        else:
            self._check_validation(names, properties)
            algorithm = properties.get("KeyAlgorithm", "RSA_2048")
            if algorithm not in ALGORITHMS:
                self.refuse(f"ACM issues no public certificate with {algorithm}")
        request = without(properties, "DomainValidationOptions", LOGGING)
        if LOGGING in properties:
            request["Options"] = {LOGGING: properties[LOGGING]}
        arn = self.call("RequestCertificate", request)["CertificateArn"]
        return Created(arn, {"CertificateArn": arn})

    def _check_authority(self, properties):
        """A private certificate is issued at once, with a key that fits."""
        for name in ("ValidationMethod", "DomainValidationOptions", LOGGING):
            if name in properties:
                self.refuse(f"{name} is not for private certificates")
        authority = self.other("acm-pca").describe_certificate_authority(
            CertificateAuthorityArn=properties["CertificateAuthorityArn"]
        )["CertificateAuthority"]
        own = authority["CertificateAuthorityConfiguration"]["KeyAlgorithm"]
        wanted = properties.get("KeyAlgorithm", "RSA_2048")
        if own.split("_")[0] != wanted.split("_")[0]:
            self.refuse(f"an authority with {own} does not sign {wanted}")

    def _check_validation(self, names, properties):
        """CloudFormation waits for the validation: it must be able to do it itself.

        It does so by writing a record for each name into the zone given for it;
        without a zone the deployment hangs until somebody writes the records.  Those
        who keep a zone that is somebody else's do so at once.
        """
        if properties.get("ValidationMethod") != "DNS":
            self.refuse("without DNS validation, somebody has to answer an e-mail")
        if "DomainValidationOptions" not in properties:
            names = [name for name in names if not self._is_proven_elsewhere(name)]
        zones = {}
        for option in properties.get("DomainValidationOptions", []):
            if set(option) != {"DomainName", "HostedZoneId"}:
                self.refuse(f"a validation option has a name and a zone: {option}")
            zones[option["DomainName"]] = option["HostedZoneId"]
        for name in names:
            if name not in zones:
                self.refuse(f"no hosted zone to validate {name} in")
            zone = zone_name(zones[name], self.region)
            if self._is_private(zones[name]):
                self.refuse(f"ACM does not find {name} in a private zone")
            bare = name.removeprefix("*.")
            if bare != zone and not bare.endswith("." + zone):
                self.refuse(f"{name} cannot be validated in the zone {zone}")

    def _is_private(self, zone_id):
        zone = self.other("route53").get_hosted_zone(Id=zone_id)["HostedZone"]
        return zone["Config"]["PrivateZone"]

    def _is_proven_elsewhere(self, name):
        zones = self.other("route53").list_hosted_zones()["HostedZones"]
        return any(
            zone["Config"].get("Comment", "").startswith(ELSEWHERE)
            and f".{name}.".endswith("." + zone["Name"].removesuffix(".") + ".")
            for zone in zones
        )

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
                more = elb.describe_listener_certificates(
                    ListenerArn=listener["ListenerArn"]
                )
                for certificate in more["Certificates"]:
                    yield certificate["CertificateArn"]
        answer = self.other("cloudfront").list_distributions()
        for distribution in answer["DistributionList"].get("Items", []):
            yield distribution["ViewerCertificate"].get("ACMCertificateArn")
