"""ECS: clusters and task definitions."""

import re

from .. import permissions
from ..clients import ACCOUNT_ID
from .base import Created, Resource, only, without

# CPU units -> the memory sizes in MiB that Fargate offers with them.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
FARGATE_MEMORY = {
    256: (512, 1024, 2048),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
    8192: range(16384, 61440 + 1, 4096),
    16384: range(32768, 122880 + 1, 8192),
    32768: (61440, 122880, 249856),
}

ECR_IMAGE = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com"
    r"/(?P<repository>[^:@]+)[:@].+"
)
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
AWSLOGS_OPTIONS = {
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-group",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream-prefix",
    "max-buffer-size",
    "mode",
}
TASKS_PRINCIPAL = "ecs-tasks.amazonaws.com"


class Cluster(Resource):
    type_name = "AWS::ECS::Cluster"
    service = "ecs"
    attributes = ("Arn",)
    name_property = "ClusterName"
    in_place = ("ClusterSettings",)

    def create(self, properties):
        cluster = self.call("CreateCluster", _as_api(properties))["cluster"]
        return Created(cluster["clusterName"], {"Arn": cluster["clusterArn"]})

    def update(self, live, properties, changed):
        settings = _as_api(only(properties, self.in_place))
        self.call("UpdateCluster", settings, cluster=live.physical_id)

    def delete(self, live):
        arns = self.client.list_services(cluster=live.physical_id)["serviceArns"]
        services = []
        if arns:
            services = self.client.describe_services(
                cluster=live.physical_id, services=arns
            )["services"]
        if any(service["status"] == "ACTIVE" for service in services):
            self.refuse("the cluster contains services")
        self.client.delete_cluster(cluster=live.physical_id)


def _as_api(properties):
    """`ClusterSettings` is the one property whose name differs from the API's."""
    renamed = without(properties, "ClusterSettings")
    if "ClusterSettings" in properties:
        renamed["Settings"] = properties["ClusterSettings"]
    return renamed


class ClusterCapacityProviderAssociations(Resource):
    type_name = "AWS::ECS::ClusterCapacityProviderAssociations"
    service = "ecs"
    in_place = ("CapacityProviders", "DefaultCapacityProviderStrategy")

    def create(self, properties):
        self._check(properties)
        self.call("PutClusterCapacityProviders", properties)
        return Created(properties["Cluster"])

    def _check(self, properties):
        providers = properties.get("CapacityProviders", [])
        for item in properties["DefaultCapacityProviderStrategy"]:
            if item["CapacityProvider"] not in providers:
                self.refuse(f"{item['CapacityProvider']} is not associated")

    def update(self, live, properties, changed):
        self.create(properties)

    def delete(self, live):
        self.client.put_cluster_capacity_providers(
            cluster=live.physical_id,
            capacityProviders=[],
            defaultCapacityProviderStrategy=[],
        )


class TaskDefinition(Resource):
    type_name = "AWS::ECS::TaskDefinition"
    service = "ecs"
    attributes = ("TaskDefinitionArn",)
    name_property = "Family"
    # A new task definition of the same family is a new revision.
    name_is_unique = False

    def create(self, properties):
        if "FARGATE" in properties.get("RequiresCompatibilities", []):
            self._check_fargate(properties)
        for name in ("ExecutionRoleArn", "TaskRoleArn"):
            if name in properties:
                self._check_role(properties[name])
        for container in properties["ContainerDefinitions"]:
            self._check_container(container, properties.get("ExecutionRoleArn"))
        task = self.call("RegisterTaskDefinition", properties)["taskDefinition"]
        arn = task["taskDefinitionArn"]
        return Created(arn, {"TaskDefinitionArn": arn})

    def delete(self, live):
        self.client.deregister_task_definition(taskDefinition=live.physical_id)

    def _check_fargate(self, properties):
        if properties.get("NetworkMode") != "awsvpc":
            self.refuse("Fargate only supports network mode awsvpc")
        cpu, memory = int(properties["Cpu"]), int(properties["Memory"])
        if memory not in FARGATE_MEMORY.get(cpu, ()):
            self.refuse(f"no Fargate configuration exists for {cpu} and {memory}")
        for container in properties["ContainerDefinitions"]:
            if container.get("Privileged"):
                self.refuse("Fargate does not run privileged containers")
            for mapping in container.get("PortMappings", []):
                port = mapping["ContainerPort"]
                if str(mapping.get("HostPort", port)) != str(port):
                    self.refuse("with awsvpc, a host port equals its container port")

    def _check_role(self, arn):
        if not permissions.trusts(arn, TASKS_PRINCIPAL, self.region):
            self.refuse(f"ECS is unable to assume the role {arn}")

    def _check_container(self, container, execution_role):
        """Whatever ECS needs to start the container must exist and be permitted."""
        for action, resource in self._needs(container):
            if execution_role is None:
                self.refuse(f"{action} needs an execution role")
            if not permissions.allows(execution_role, action, resource, self.region):
                self.refuse(f"the execution role may not {action} {resource}")

    def _needs(self, container):
        """(action, resource) for all that the execution role is used for."""
        yield from self._image_needs(container)
        yield from self._log_needs(container.get("LogConfiguration"))
        names = set()
        for secret in container.get("Secrets", []):
            names.add(secret["Name"])
            yield self._secret_need(secret["ValueFrom"])
        both = names & {item["Name"] for item in container.get("Environment", [])}
        if both:
            self.refuse(f"{sorted(both)} are both in environment and in secrets")

    def _image_needs(self, container):
        image = ECR_IMAGE.fullmatch(container["Image"])
        if image:
            yield "ecr:GetAuthorizationToken", "*"
            account, region = image["account"], image["region"]
            repository = (
                f"arn:aws:ecr:{region}:{account}:repository/{image['repository']}"
            )
            for action in (
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
            ):
                yield action, repository
        if "RepositoryCredentials" in container:
            credentials = container["RepositoryCredentials"]
            yield self._secret_need(credentials["CredentialsParameter"])

    def _log_needs(self, configuration):
        if configuration is None or configuration["LogDriver"] != "awslogs":
            return
        options = configuration["Options"]
        unknown = sorted(set(options) - AWSLOGS_OPTIONS)
        if unknown:
            self.refuse(f"awslogs has no options {unknown}")
        group = options["awslogs-group"]
        if options.get("awslogs-region") != self.region:
            self.refuse(f"the logs go to {options.get('awslogs-region')}")
        if "awslogs-stream-prefix" not in options:
            self.refuse("on Fargate, awslogs needs awslogs-stream-prefix")
        found = self.other("logs").describe_log_groups(logGroupNamePrefix=group)
        if group not in [item["logGroupName"] for item in found["logGroups"]]:
            self.refuse(f"The specified log group does not exist: {group}")
        arn = f"arn:aws:logs:{self.region}:{ACCOUNT_ID}:log-group:{group}"
        yield "logs:CreateLogStream", f"{arn}:log-stream:any"
        yield "logs:PutLogEvents", f"{arn}:log-stream:any"

    def _secret_need(self, value_from):
        """A secret (`arn:…:secret:name-suffix:key:stage:version`) or a parameter."""
        parts = value_from.split(":")
        if parts[2:3] == ["ssm"] or not value_from.startswith("arn:"):
            return "ssm:GetParameters", self._parameter(value_from)
        if parts[2] != "secretsmanager" or len(parts) not in (7, 10):
            self.refuse(f"not a secret: {value_from}")
        arn = ":".join(parts[:7])
        if parts[4] == ACCOUNT_ID:
            # The answer's ARN also has the suffix that a partial ARN leaves out.
            arn = self.other("secretsmanager").describe_secret(SecretId=arn)["ARN"]
        return "secretsmanager:GetSecretValue", arn

    def _parameter(self, value_from):
        name = value_from.split(":parameter", 1)[-1]
        self.other("ssm").get_parameter(Name=name)
        path = name if name.startswith("/") else f"/{name}"
        return f"arn:aws:ssm:{self.region}:{ACCOUNT_ID}:parameter{path}"
