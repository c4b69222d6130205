"""ECS: services, and the mistakes for which ECS refuses one or never starts it."""

from .base import Created, Resource, only
from .ec2_ways import default_route, route_table, vpc_endpoints
from .elbv2_targets import load_balancers_of


class Service(Resource):
    type_name = "AWS::ECS::Service"
    service = "ecs"
    attributes = ("Name", "ServiceArn")
    name_property = "ServiceName"
    in_place = (
        "AvailabilityZoneRebalancing",
        "CapacityProviderStrategy",
        "DeploymentConfiguration",
        "DesiredCount",
        "EnableExecuteCommand",
        "HealthCheckGracePeriodSeconds",
        "LoadBalancers",
        "NetworkConfiguration",
        "TaskDefinition",
    )

    def create(self, properties):
        self._check(properties)
        # ECS demands a number; CloudFormation begins with one task.
        counted = {"DesiredCount": 1, **properties}
        service = self.call("CreateService", counted)["service"]
        arn = service["serviceArn"]
        return Created(arn, {"Name": service["serviceName"], "ServiceArn": arn})

    def update(self, live, properties, changed):
        self._check(properties)
        self.call(
            "UpdateService",
            only(properties, changed),
            cluster=properties["Cluster"],
            service=live.physical_id,
        )

    def delete(self, live):
        cluster = live.properties["Cluster"]
        self.client.delete_service(
            cluster=cluster, service=live.physical_id, force=True
        )

    def _check(self, properties):
        task = self.client.describe_task_definition(
            taskDefinition=properties["TaskDefinition"]
        )["taskDefinition"]
        balancers = properties.get("LoadBalancers", [])
        for balancer in balancers:
            self._check_load_balancer(balancer, task)
        if "HealthCheckGracePeriodSeconds" in properties and not balancers:
            self.refuse("a health check grace period needs a load balancer")
        if properties.get("EnableExecuteCommand") and "taskRoleArn" not in task:
            self.refuse("ECS Exec needs a task role")
        self._check_capacity(properties)
        self._check_deployment(properties)
        if task["networkMode"] == "awsvpc":
            self._check_network(properties, task)

    def _check_load_balancer(self, balancer, task):
        name, port = balancer["ContainerName"], int(balancer["ContainerPort"])
        containers = {item["name"]: item for item in task["containerDefinitions"]}
        if name not in containers:
            self.refuse(f"the container {name} does not exist in the task definition")
        mapped = [item["containerPort"] for item in containers[name]["portMappings"]]
        if port not in mapped:
            self.refuse(f"the container {name} does not expose port {port}")
        group = self.other("elbv2").describe_target_groups(
            TargetGroupArns=[balancer["TargetGroupArn"]]
        )["TargetGroups"][0]
        if task["networkMode"] == "awsvpc" and group["TargetType"] != "ip":
            self.refuse("awsvpc tasks need a target group of target type ip")
        if not load_balancers_of(group["TargetGroupArn"], self.other("elbv2")):
            self.refuse("the target group does not have an associated load balancer")

    def _check_capacity(self, properties):
        strategy = properties.get("CapacityProviderStrategy", [])
        if strategy and "LaunchType" in properties:
            self.refuse("a launch type and a capacity provider strategy exclude")
        cluster = self.client.describe_clusters(clusters=[properties["Cluster"]])
        if not cluster["clusters"]:
            self.refuse(f"there is no cluster {properties['Cluster']}")
        available = cluster["clusters"][0].get("capacityProviders", [])
        for item in strategy:
            if item["CapacityProvider"] not in available:
                self.refuse(
                    f"the capacity provider {item['CapacityProvider']} is not "
                    "associated with the cluster"
                )

    def _check_deployment(self, properties):
        configuration = properties.get("DeploymentConfiguration", {})
        minimum = int(configuration.get("MinimumHealthyPercent", 100))
        maximum = int(configuration.get("MaximumPercent", 200))
        if maximum <= minimum:
            self.refuse(f"with {minimum} % to {maximum} % no task can ever be replaced")
        is_rebalanced = properties.get("AvailabilityZoneRebalancing") == "ENABLED"
        if is_rebalanced and maximum <= 100:
            self.refuse("rebalancing needs a maximum percent above 100")

    def _check_network(self, properties, task):
        """Tasks that cannot get their image, logs or secrets never start."""
        network = properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration")
        if network is None:
            self.refuse("network mode awsvpc needs a network configuration")
        ec2 = self.other("ec2")
        self._check_groups(network)
        is_public = network.get("AssignPublicIp") == "ENABLED"
        gateway = "igw-" if is_public else "nat-"
        for subnet_id in network["Subnets"]:
            has_way_out = default_route(ec2, subnet_id).startswith(gateway)
            for service in needs(task, properties):
                problem = self._problem_with(service, subnet_id, network, has_way_out)
                if problem:
                    self.refuse(f"tasks in {subnet_id} {problem}")
            if not has_way_out and not all(map(is_in_ecr, task["containerDefinitions"])):
                self.refuse(
                    f"tasks in {subnet_id} have no way out: no route to {gateway}"
                )

    def _check_groups(self, network):
        """Tasks in groups of another network, or that nothing lets out, never start."""
        ec2 = self.other("ec2")
        ids = network["SecurityGroups"]
        if len(ids) > 5:
            self.refuse(f"awsvpc takes at most 5 security groups, not {len(ids)}")
        groups = ec2.describe_security_groups(GroupIds=ids)["SecurityGroups"]
        subnets = ec2.describe_subnets(SubnetIds=network["Subnets"])["Subnets"]
        if {item["VpcId"] for item in groups} != {item["VpcId"] for item in subnets}:
            self.refuse("security groups and subnets belong to different networks")
        if not any(
            lets_out(permission)
            for group in groups
            for permission in group["IpPermissionsEgress"]
        ):
            self.refuse("no security group lets tasks reach port 443 of anything")

    def _problem_with(self, service, subnet_id, network, has_way_out):
        """Why tasks do not reach an AWS service; its name leads to an endpoint."""
        ec2 = self.other("ec2")
        subnet = ec2.describe_subnets(SubnetIds=[subnet_id])["Subnets"][0]
        name = f"com.amazonaws.{self.region}.{service}"
        for endpoint in vpc_endpoints(ec2, subnet["VpcId"]):
            if endpoint["ServiceName"] != name:
                continue
            if endpoint["VpcEndpointType"] == "Gateway":
                table = route_table(ec2, subnet_id)
                if table and table["RouteTableId"] in endpoint["RouteTableIds"]:
                    return None
            elif endpoint["PrivateDnsEnabled"]:
                groups = [item["GroupId"] for item in endpoint["Groups"]]
                if not self._admits(groups, network["SecurityGroups"]):
                    return f"are not let into the endpoint of {service}"
                if not self._reaches(groups, network["SecurityGroups"]):
                    return f"are not let out to the endpoint of {service}"
                return None
        return None if has_way_out else f"have no way out: no endpoint of {service}"

    def _reaches(self, groups, callers):
        found = self.other("ec2").describe_security_groups(GroupIds=callers)
        for group in found["SecurityGroups"]:
            for permission in filter(lets_out, group["IpPermissionsEgress"]):
                targets = [item["GroupId"] for item in permission["UserIdGroupPairs"]]
                ranges = [item["CidrIp"] for item in permission["IpRanges"]]
                if set(targets) & set(groups) or "0.0.0.0/0" in ranges:
                    return True
        return False

    def _admits(self, groups, callers):
        found = self.other("ec2").describe_security_groups(GroupIds=groups)
        for group in found["SecurityGroups"]:
            for permission in group["IpPermissions"]:
                sources = [item["GroupId"] for item in permission["UserIdGroupPairs"]]
                first, last = permission.get("FromPort"), permission.get("ToPort")
                if first <= 443 <= last and set(sources) & set(callers):
                    return True
        return False


def is_in_ecr(container):
    return ".dkr.ecr." in container["image"].split("/")[0]


def needs(task, properties):
    """The AWS services that Fargate calls from a task's network to start it.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
    """
    for container in task["containerDefinitions"]:
        if is_in_ecr(container):
            yield from ("ecr.api", "ecr.dkr", "s3")
        if "logConfiguration" in container:
            yield "logs"
        for secret in container.get("secrets", []):
            is_secret = ":secretsmanager:" in secret["valueFrom"]
            yield "secretsmanager" if is_secret else "ssm"
        if "repositoryCredentials" in container:
            yield "secretsmanager"
    if properties.get("EnableExecuteCommand"):
        yield "ssmmessages"


def lets_out(permission):
    """Whether a permission leads to port 443 of anything but the task itself."""
    if permission["IpProtocol"] == "tcp":
        return permission["FromPort"] <= 443 <= permission["ToPort"]
    ranges = [item["CidrIp"] for item in permission.get("IpRanges", [])]
    return permission["IpProtocol"] == "-1" and ranges != ["127.0.0.1/32"]
