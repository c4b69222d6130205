"""What a deployed stack turned into, asked from AWS.

Things are found the way AWS connects them (service -> task definition -> role), and
not by logical ids, so that a resource which exists but is not in use is not found.
"""

import json
from functools import cached_property


class Stack:
    """A deployed stack, seen through the aws CLI; nothing in it changes any more."""

    def __init__(self, aws, name, app, surroundings, template):
        self.aws = aws
        self.name = name
        self.app = app
        self.surroundings = surroundings
        self._template = template

    def ids(self, type_name):
        """The physical ids of the stack's resources of one type."""
        return [
            item["PhysicalResourceId"]
            for item in self.resources
            if item["ResourceType"] == type_name
        ]

    def only_id(self, type_name):
        (physical_id,) = self.ids(type_name)
        return physical_id

    def physical_id(self, logical_id):
        (found,) = [
            item["PhysicalResourceId"]
            for item in self.resources
            if item["LogicalResourceId"] == logical_id
        ]
        return found

    @cached_property
    def template_json(self):
        """The template, for the few things that AWS does not tell back."""
        return json.loads(self._template.read_text())

    def template_resource(self, logical_id):
        return self.template_json["Resources"][logical_id]["Properties"]

    @cached_property
    def resources(self):
        answer = self.aws.read(
            "cloudformation", "list-stack-resources", "--stack-name", self.name
        )
        return answer["StackResourceSummaries"]

    @cached_property
    def outputs(self):
        answer = self.aws.read(
            "cloudformation", "describe-stacks", "--stack-name", self.name
        )
        outputs = answer["Stacks"][0]["Outputs"]
        return {item["OutputKey"]: item["OutputValue"] for item in outputs}

    @cached_property
    def vpc_id(self):
        """The stack's own VPC, or the existing one that its services are in."""
        own = self.ids("AWS::EC2::VPC")
        if own:
            return own[0]
        service = next(iter(self.services.values()))
        network = service["networkConfiguration"]["awsvpcConfiguration"]
        answer = self.aws.read(
            "ec2", "describe-subnets", "--subnet-ids", network["subnets"][0]
        )
        return answer["Subnets"][0]["VpcId"]

    @cached_property
    def subnets(self):
        """Those that the stack made."""
        answer = self.aws.read("ec2", "describe-subnets", *self._in_vpc())
        made = self.ids("AWS::EC2::Subnet")
        return [item for item in answer["Subnets"] if item["SubnetId"] in made]

    @cached_property
    def ipv6_ranges(self):
        """Those of the VPC."""
        (vpc,) = self.aws.read("ec2", "describe-vpcs", "--vpc-ids", self.vpc_id)["Vpcs"]
        found = vpc.get("Ipv6CidrBlockAssociationSet", [])
        return {item["Ipv6CidrBlock"] for item in found}

    @cached_property
    def route_tables(self):
        """By the id of the subnet that has it."""
        answer = self.aws.read("ec2", "describe-route-tables", *self._in_vpc())
        return {
            association["SubnetId"]: table
            for table in answer["RouteTables"]
            for association in table["Associations"]
            if "SubnetId" in association
        }

    def default_route(self, subnet_id):
        """What 0.0.0.0/0 leads to, or nothing."""
        for route in self.route_tables[subnet_id]["Routes"]:
            if route.get("DestinationCidrBlock") == "0.0.0.0/0":
                return route.get("NatGatewayId") or route.get("GatewayId")
        return None

    def tier_of(self, subnet_id):
        """What a subnet is, by where its traffic goes."""
        target = self.default_route(subnet_id) or "none"
        tiers = {"igw": "public", "nat": "private", "none": "isolated"}
        return tiers[target.split("-")[0]]

    def existing_subnets(self, tier):
        """What the blueprint or a parameter says of the subnets that are there."""
        written = self.app.network.existing[f"{tier}_subnets"]
        if isinstance(written, dict):
            told = self.surroundings.parameters[written["parameter"]]
            return set(told.split(","))
        return {item["id"] if isinstance(item, dict) else item for item in written}

    @cached_property
    def nat_gateways(self):
        found = self.ids("AWS::EC2::NatGateway")
        if not found:
            return []
        answer = self.aws.read(
            "ec2", "describe-nat-gateways", "--nat-gateway-ids", *found
        )
        return answer["NatGateways"]

    @cached_property
    def endpoints(self):
        """The VPC's endpoints, by the end of their name."""
        answer = self.aws.read("ec2", "describe-vpc-endpoints", *self._in_vpc())
        prefix = f"com.amazonaws.{self.aws.region}."
        return {
            item["ServiceName"].removeprefix(prefix): item
            for item in answer["VpcEndpoints"]
            if item["State"] != "deleted"
        }

    @cached_property
    def security_groups(self):
        """By id; without the default group, which every VPC has."""
        groups = self.aws.read("ec2", "describe-security-groups", *self._in_vpc())
        return {
            group["GroupId"]: group
            for group in groups["SecurityGroups"]
            if group["GroupName"] != "default"
        }

    def _in_vpc(self):
        return ("--filters", f"Name=vpc-id,Values={self.vpc_id}")

    @cached_property
    def cluster(self):
        name = self.only_id("AWS::ECS::Cluster")
        answer = self.aws.read(
            "ecs",
            "describe-clusters",
            *("--clusters", name),
            *("--include", "SETTINGS", "TAGS"),
        )
        return answer["clusters"][0]

    @cached_property
    def services(self):
        """By the name that the blueprint gives them."""
        cluster = self.cluster["clusterName"]
        found = {}
        for service in self.app.services.values():
            name = self.outputs[f"{service.logical_prefix}ServiceName"]
            answer = self.aws.read(
                "ecs",
                "describe-services",
                *("--cluster", cluster),
                *("--services", name),
                *("--include", "TAGS"),
            )
            (found[service.name],) = answer["services"]
        return found

    def task(self, service):
        arn = self.services[service.name]["taskDefinition"]
        answer = self.aws.read(
            "ecs", "describe-task-definition", "--task-definition", arn
        )
        return answer["taskDefinition"]

    def container(self, service):
        (container,) = self.task(service)["containerDefinitions"]
        return container

    def task_security_group(self, service):
        network = self.services[service.name]["networkConfiguration"]
        # The first is its own; others come from outside.
        group_id = network["awsvpcConfiguration"]["securityGroups"][0]
        return self.security_groups[group_id]

    def target_group(self, service):
        (attachment,) = self.services[service.name]["loadBalancers"]
        answer = self.aws.read(
            "elbv2",
            "describe-target-groups",
            *("--target-group-arns", attachment["targetGroupArn"]),
        )
        return answer["TargetGroups"][0]

    @cached_property
    def load_balancers(self):
        """All of the stack's load balancers."""
        arns = self.ids("AWS::ElasticLoadBalancingV2::LoadBalancer")
        if not arns:
            return []
        answer = self.aws.read(
            "elbv2", "describe-load-balancers", "--load-balancer-arns", *arns
        )
        return answer["LoadBalancers"]

    def balancer(self, expected):
        """The load balancer that the stack gives out as an expected one, or is told of."""
        if expected.existing:
            return self._existing_balancer(expected.name)
        arn = self.outputs[f"{expected.logical_prefix}LoadBalancerArn"]
        (found,) = [it for it in self.load_balancers if it["LoadBalancerArn"] == arn]
        return found

    def _existing_balancer(self, name):
        arn = self.surroundings.balancers[name]
        answer = self.aws.read(
            "elbv2", "describe-load-balancers", "--load-balancer-arns", arn
        )
        return answer["LoadBalancers"][0]

    def balancer_of(self, service):
        """The load balancer that a service is to be behind."""
        return self.balancer(self.app.load_balancer_of(service))

    def listeners(self, balancer):
        """By port."""
        answer = self.aws.read(
            "elbv2",
            "describe-listeners",
            *("--load-balancer-arn", balancer["LoadBalancerArn"]),
        )
        return {item["Port"]: item for item in answer["Listeners"]}

    def rules(self, listener):
        """The stack's rules of a listener, but not its default."""
        answer = self.aws.read(
            "elbv2",
            "describe-rules",
            *("--listener-arn", listener["ListenerArn"]),
        )
        rules = [rule for rule in answer["Rules"] if not rule["IsDefault"]]
        if listener["LoadBalancerArn"] in self.surroundings.balancers.values():
            own = self.ids("AWS::ElasticLoadBalancingV2::ListenerRule")
            rules = [rule for rule in rules if rule["RuleArn"] in own]
        return [rule for rule in rules if not self._is_health_check(rule)]

    def health_check_rules(self, listener):
        """The rules for the load balancer's own name, by which Route 53 asks it."""
        answer = self.aws.read(
            "elbv2", "describe-rules", "--listener-arn", listener["ListenerArn"]
        )
        return [rule for rule in answer["Rules"] if self._is_health_check(rule)]

    def _is_health_check(self, rule):
        balancers = map(self.balancer, self.app.all_load_balancers)
        own = [[balancer["DNSName"]] for balancer in balancers]
        return any(
            condition.get("HostHeaderConfig", {}).get("Values") in own
            for condition in rule["Conditions"]
        )

    def log_group(self, name):
        answer = self.aws.read(
            "logs", "describe-log-groups", "--log-group-name-prefix", name
        )
        (group,) = [
            item for item in answer["logGroups"] if item["logGroupName"] == name
        ]
        return group

    def role_statements(self, role_arn):
        """The statements of all inline policies of a role."""
        name = role_arn.split("/")[-1]
        names = self.aws.read("iam", "list-role-policies", "--role-name", name)
        statements = []
        for policy in names["PolicyNames"]:
            answer = self.aws.read(
                "iam",
                "get-role-policy",
                *("--role-name", name),
                *("--policy-name", policy),
            )
            statements += answer["PolicyDocument"]["Statement"]
        return statements
