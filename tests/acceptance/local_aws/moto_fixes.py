"""Where moto's answers are not like AWS's, and our tests would notice."""

import secrets

from moto.acm.models import CertBundle
from moto.acm.responses import AWSCertificateManagerResponse
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.ec2.models.flow_logs import FlowLogsBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2 import models as elbv2
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response
from moto.route53 import models as route53

TOKENS = "jwt-validation"
# Parameters of CreateService that moto accepts and drops.
FORGOTTEN = (
    "availabilityZoneRebalancing",
    "capacityProviderStrategy",
    "deploymentConfiguration",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
)


def install():
    """Put the fixes into the imported moto."""
    _make_services_remember()
    _make_balancers_without_public_ipv4()
    _make_rules_remember()
    _make_certificates_remember()
    _know_tokens()
    route53.create_route53_zone_id = _zone_id
    FakeLoadBalancer.VALID_ATTRS |= {
        "health_check_logs.s3.bucket",
        "health_check_logs.s3.prefix",
    }
    _make_load_balancers_remember_capacity()
    _make_listeners_change_to_any_protocol()
    _make_flow_logs_find_their_destination()


def _make_services_remember():
    """Make CreateService store what can be read back; UpdateService does already.

    moto's answers are built from the attributes of its service object.
    """
    forgetful = EC2ContainerServiceResponse.create_service

    def create_service(self):
        result = forgetful(self)
        service = result.result["service"]
        for parameter in FORGOTTEN:
            value = self._get_param(parameter)
            if value is not None:
                setattr(service, camelcase_to_underscores(parameter), value)
        # moto says EC2 unless told otherwise; with a capacity provider strategy
        # there is no launch type.
        service.launch_type = self._get_param("launchType")
        return result

    EC2ContainerServiceResponse.create_service = create_service


def _know_tokens():
    """Let rules validate tokens, which moto has not heard of."""
    elbv2.ALLOWED_ACTIONS.append(TOKENS)
    validate = elbv2.ELBv2Backend._validate_actions

    def known_actions(self, actions):
        validate(self, [action for action in actions if action.type != TOKENS])

    elbv2.ELBv2Backend._validate_actions = known_actions


def _make_balancers_without_public_ipv4():
    """Make CreateLoadBalancer take the youngest kind of addresses."""
    kind = "dualstack-without-public-ipv4"
    narrow = ELBv2Backend.create_load_balancer

    def create_load_balancer(self, *, ip_address_type="ipv4", **arguments):
        known = "dualstack" if ip_address_type == kind else ip_address_type
        balancer = narrow(self, ip_address_type=known, **arguments)
        balancer.ip_address_type = ip_address_type
        return balancer

    ELBv2Backend.create_load_balancer = create_load_balancer


def _make_rules_remember():
    """Make CreateRule and ModifyRule store transforms, of which moto knows nothing."""
    for name in ("create_rule", "modify_rule"):
        setattr(ELBV2Response, name, _with_transforms(getattr(ELBV2Response, name)))


def _with_transforms(forgetful):
    def remember(self):
        result = forgetful(self)
        (rule,) = result.result["Rules"]
        transforms = self._get_param("Transforms")
        if transforms is not None or self._get_param("ResetTransforms"):
            rule.transforms = transforms or []
        return result

    return remember


def _make_certificates_remember():
    """Have DescribeCertificate tell the key that RequestCertificate was asked for."""
    request, describe = (
        AWSCertificateManagerResponse.request_certificate,
        CertBundle.describe,
    )

    def request_certificate(self):
        answer = request(self)
        certificate = self.acm_backend.get_certificate(answer.result["CertificateArn"])
        certificate.asked_algorithm = self._get_param("KeyAlgorithm")
        return answer

    def describe_certificate(self):
        answer = describe(self)
        asked = getattr(self, "asked_algorithm", None)
        if asked:
            answer["Certificate"]["KeyAlgorithm"] = asked
        return answer

    AWSCertificateManagerResponse.request_certificate = request_certificate
    CertBundle.describe = describe_certificate


def _zone_id(**_parameters):
    """The id of a hosted zone begins with a Z, by which ecsgen knows one."""
    return "Z" + secrets.token_hex(10).upper()


def _make_load_balancers_remember_capacity():
    """moto cannot reserve any, and says that all is provisioned."""

    def modify_capacity_reservation(self):
        balancer = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
        balancer.capacity = self._get_params()["MinimumLoadBalancerCapacity"]
        return ActionResult({"MinimumLoadBalancerCapacity": balancer.capacity})

    def describe_capacity_reservation(self):
        balancer = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
        capacity = getattr(balancer, "capacity", None)
        found = {"MinimumLoadBalancerCapacity": capacity} if capacity else {}
        state = {"CapacityReservationState": [{"State": {"Code": "provisioned"}}]}
        return ActionResult(found | state)

    ELBV2Response.modify_capacity_reservation = modify_capacity_reservation
    ELBV2Response.describe_capacity_reservation = describe_capacity_reservation


def _make_flow_logs_find_their_destination():
    """moto takes the folder for a part of the bucket's name, and no log group's ARN."""
    original = FlowLogsBackend.create_flow_logs

    def create_flow_logs(self, **asked):
        destination = asked["log_destination"]
        if asked["log_destination_type"] == "s3":
            asked["log_destination"] = destination.partition("/")[0]
        elif destination:
            asked["log_group_name"] = destination.partition(":log-group:")[2]
        made, failed = original(self, **asked)
        for flow_log in made:
            flow_log.log_destination = destination
        return made, failed

    FlowLogsBackend.create_flow_logs = create_flow_logs


def _make_listeners_change_to_any_protocol():
    """Make ModifyListener take the protocols of Network Load Balancers, as CreateListener does."""
    strict = ELBv2Backend.modify_listener
    alike = {"TLS": "HTTPS", "UDP": "TCP", "TCP_UDP": "TCP"}

    def modify_listener(self, arn, port=None, protocol=None, *others, **named):
        known = alike.get(protocol, protocol)
        listener = strict(self, arn, port, known, *others, **named)
        if protocol is not None:
            listener.protocol = protocol
        return listener

    ELBv2Backend.modify_listener = modify_listener
