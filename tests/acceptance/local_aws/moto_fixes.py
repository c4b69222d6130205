"""Where moto's answers are not like AWS's, and our tests would notice."""

import secrets

from moto.core.utils import camelcase_to_underscores
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.route53 import models as route53

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
    route53.create_route53_zone_id = _zone_id


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


def _zone_id(**_parameters):
    """The id of a hosted zone begins with a Z, by which ecsgen knows one."""
    return "Z" + secrets.token_hex(10).upper()
