"""ECS: services, and the mistakes for which ECS refuses one or never starts it."""

from .base import Created, Resource, only
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
            self._check_network(properties)

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

    def _check_network(self, properties):
        """Tasks without a way out cannot pull their image, so none ever starts."""
        network = properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration")
        if network is None:
            self.refuse("network mode awsvpc needs a network configuration")
        gateway = "igw-" if network.get("AssignPublicIp") == "ENABLED" else "nat-"
        for subnet_id in network["Subnets"]:
            if not any(
                target.startswith(gateway) for target in self._default_routes(subnet_id)
            ):
                self.refuse(
                    f"tasks in {subnet_id} have no way out: no route to {gateway}"
                )

    def _default_routes(self, subnet_id):
        """What 0.0.0.0/0 leads to in the subnet's route table."""
        tables = self.other("ec2").describe_route_tables(
            Filters=[{"Name": "association.subnet-id", "Values": [subnet_id]}]
        )["RouteTables"]
        for table in tables:
            for route in table["Routes"]:
                if route.get("DestinationCidrBlock") == "0.0.0.0/0":
                    yield route.get("GatewayId", route.get("NatGatewayId", ""))
