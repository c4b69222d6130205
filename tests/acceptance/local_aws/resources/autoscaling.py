"""Application Auto Scaling."""

from .base import Created, Resource, without
from .elbv2_targets import load_balancers_of


class ScalableTarget(Resource):
    type_name = "AWS::ApplicationAutoScaling::ScalableTarget"
    service = "application-autoscaling"
    attributes = ("Id",)
    in_place = ("MinCapacity", "MaxCapacity")

    def create(self, properties):
        self._register(properties)
        target_id = "|".join(
            properties[name]
            for name in ("ResourceId", "ScalableDimension", "ServiceNamespace")
        )
        return Created(target_id, {"Id": target_id})

    def _register(self, properties):
        self._check(properties)
        self.call(
            "RegisterScalableTarget",
            without(properties, "Tags"),
            Tags=self.tag_map(properties),
        )

    def _check(self, properties):
        if int(properties["MinCapacity"]) > int(properties["MaxCapacity"]):
            self.refuse("MinCapacity is greater than MaxCapacity")
        kind, cluster, service = properties["ResourceId"].split("/")
        found = self.other("ecs").describe_services(cluster=cluster, services=[service])
        active = [item["status"] for item in found["services"]] == ["ACTIVE"]
        if kind != "service" or not active:
            self.refuse(f"ECS service doesn't exist: {properties['ResourceId']}")

    def update(self, live, properties, changed):
        self._register(properties)

    def delete(self, live):
        self.client.deregister_scalable_target(
            ServiceNamespace=live.properties["ServiceNamespace"],
            ResourceId=live.properties["ResourceId"],
            ScalableDimension=live.properties["ScalableDimension"],
        )


class ScalingPolicy(Resource):
    type_name = "AWS::ApplicationAutoScaling::ScalingPolicy"
    service = "application-autoscaling"
    attributes = ("Arn",)
    in_place = ("TargetTrackingScalingPolicyConfiguration",)

    def create(self, properties):
        arn = self._put(properties)
        return Created(arn, {"Arn": arn})

    def _put(self, properties):
        self._check_label(properties)
        return self.call(
            "PutScalingPolicy",
            without(properties, "ScalingTargetId"),
            **_target(properties),
        )["PolicyARN"]

    def _check_label(self, properties):
        """Requests per target are counted per target group of a load balancer."""
        configuration = properties.get("TargetTrackingScalingPolicyConfiguration", {})
        metric = configuration.get("PredefinedMetricSpecification", {})
        is_request_count = (
            metric.get("PredefinedMetricType") == "ALBRequestCountPerTarget"
        )
        if not is_request_count:
            return
        elb = self.other("elbv2")
        groups = elb.describe_target_groups()["TargetGroups"]
        labels = {
            balancer.split(":loadbalancer/")[1] + "/" + group.split(":")[-1]
            for group in (item["TargetGroupArn"] for item in groups)
            for balancer in load_balancers_of(group, elb)
        }
        if metric.get("ResourceLabel") not in labels:
            self.refuse(f"no such target group: {metric.get('ResourceLabel')}")

    def update(self, live, properties, changed):
        self._put(properties)

    def delete(self, live):
        self.client.delete_scaling_policy(
            PolicyName=live.properties["PolicyName"], **_target(live.properties)
        )


def _target(properties):
    """The three parts that Ref of a scalable target is made of."""
    resource_id, dimension, namespace = properties["ScalingTargetId"].split("|")
    return {
        "ResourceId": resource_id,
        "ScalableDimension": dimension,
        "ServiceNamespace": namespace,
    }
