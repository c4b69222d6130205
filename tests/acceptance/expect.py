"""What a blueprint promises, read straight from its TOML.

This knows the language and its documented defaults, and nothing of how ecsgen
works: what the tests read back from AWS is compared with this.
"""

import tomllib

from aws_cli import ACCOUNT_ID
from expect_balancer import LoadBalancer
from expect_names import Domains
from expect_network import Network
from expect_network_balancer import NetworkLoadBalancer, Port
from units import cpu_units, days, mebibytes, pascal, seconds

INSIGHTS = {"off": "disabled", "on": "enabled", "enhanced": "enhanced"}


class App:
    """The expectations of one blueprint in one region."""

    def __init__(self, text, region):
        self.blueprint = tomllib.loads(text)
        self.region = region
        self.services = {
            name: Service(name, table, self)
            for name, table in self.blueprint["services"].items()
        }

    def section(self, name):
        return self.blueprint.get(name, {})

    @property
    def tags(self):
        return self.section("tags")

    @property
    def network(self):
        return Network(self)

    @property
    def insights(self):
        return INSIGHTS[self.section("cluster").get("insights", "on")]

    @property
    def routed(self):
        """The services on a load balancer."""
        return [service for service in self.services.values() if service.load_balancer]

    @property
    def application_load_balancers(self):
        return [item for item in self.load_balancers if item.type == "application"]

    @property
    def load_balancers(self):
        """Those that the stack makes."""
        return [item for item in self.all_load_balancers if not item.existing]

    @property
    def all_load_balancers(self):
        """Those that services are behind."""
        tables = {"default": self.section("load_balancer")}
        tables |= self.section("load_balancers")
        types = {"application": LoadBalancer, "network": NetworkLoadBalancer}
        balancers = [
            types[table.get("type", "application")](name, table, self)
            for name, table in tables.items()
        ]
        return [balancer for balancer in balancers if balancer.services]

    def load_balancer_of(self, service):
        name = service.load_balancer
        (found,) = [it for it in self.all_load_balancers if it.name == name]
        return found

    @property
    def domains(self):
        return Domains(self.blueprint)

    @property
    def cloudfront(self):
        """The settings of CloudFront with defaults filled in, or None."""
        if "cloudfront" not in self.blueprint:
            return None
        written = self.section("cloudfront")
        kind, countries = next(
            iter(written.get("geo_restriction", {"": []}).items()), None
        )
        return {
            "price_class": "PriceClass_" + written.get("price_class", "all").title(),
            "tls": written.get("minimum_protocol_version", "TLSv1.2_2021"),
            "cache": written.get("cache", []),
            "headers": written.get("security_headers", False),
            "geo": ({"": "none", "allow": "whitelist", "deny": "blacklist"}[kind]),
            "countries": set(countries),
        }

    @property
    def origin(self):
        """The load balancer behind CloudFront."""
        (found,) = [item for item in self.load_balancers if item.is_behind_cloudfront]
        return found

    @property
    def flow_logs(self):
        """The settings with defaults filled in, or None."""
        written = self.section("network").get("flow_logs", False)
        if written is False:
            return None
        settings = {} if written is True else written
        destination = settings.get("destination", "cloudwatch")
        default = {"cloudwatch": "30d", "s3": "90d"}[destination]
        return {
            "destination": destination,
            "days": days(settings.get("retention", default)),
            "traffic": settings.get("traffic", "all").upper(),
            "interval": seconds(settings.get("interval", "10m")),
            "format": settings.get("format"),
        }

    @property
    def log_folders(self):
        """How many days each folder of the stack's own bucket keeps its logs."""
        folders = {}
        for balancer in self.load_balancers:
            folders |= balancer.log_folders
        if self.flow_logs and self.flow_logs["destination"] == "s3":
            folders["flow-logs"] = self.flow_logs["days"]
        return folders

    @property
    def generated_secrets(self):
        return {
            name: secret.get("generate", True)
            for name, secret in self.section("secrets").items()
            if "existing" not in secret
        }


class Service:
    """The expectations of one service."""

    def __init__(self, name, table, app):
        self.name = name
        self.table = table
        self.app = app

    @property
    def logical_prefix(self):
        return pascal(self.name)

    @property
    def port(self):
        return self.table.get("port")

    @property
    def load_balancer(self):
        """The name of the one in front of it, or None."""
        written = self.table.get("load_balancer", True)
        if written is True:
            written = "default"
        return (written or None) if self.port else None

    @property
    def is_requested(self):
        """Whether it gets requests from an Application Load Balancer."""
        balancers = self.app.all_load_balancers
        applications = {item.name for item in balancers if item.type == "application"}
        return self.load_balancer in applications

    @property
    def listeners(self):
        """The ports of a Network Load Balancer that lead to it."""
        if not self.load_balancer or self.is_requested:
            return []
        return [Port(it, self) for it in self.table.get("listeners", [{"port": self.port}])]

    @property
    def target_ports(self):
        """The ports of the container that a load balancer sends to."""
        if self.is_requested:
            return [self.port]
        return [listener.container_port for listener in self.listeners]

    @property
    def task_flows(self):
        """The transports and ports by which a load balancer reaches the tasks."""
        if not self.load_balancer:
            return set()
        flows = {flow for listener in self.listeners for flow in listener.task_flows}
        own = self.health_check_port
        if self.is_requested:
            flows = {("tcp", self.port), ("tcp", own)}
        elif own != self.port:
            flows.add(("tcp", own))
        return flows

    @property
    def mapped_ports(self):
        """The transport by which each port of the container is mapped."""
        by_udp = {it.container_port for it in self.listeners if it.protocol == "udp"}
        ports = {self.port, *self.target_ports} if self.port else set()
        return {port: "udp" if port in by_udp else "tcp" for port in ports}

    @property
    def urls(self):
        """The names and the beginnings of paths that callers use, in no order."""
        own = {key: self.table[key] for key in ("hosts", "paths") if key in self.table}
        routes = [own] if own else []
        routes += self.table.get("routes", {}).values()
        plain = [
            route
            for route in routes
            if not {"methods", "headers", "query", "source_ips"} & set(route)
        ]
        return {
            (host, _beginning(path))
            for route in plain
            for host in route.get("hosts", [None])
            for path in route.get("paths", [""])
            if host is None or "*" not in host
        }

    @property
    def protocol(self):
        return self.table.get("protocol", "http")

    @property
    def image(self):
        return self.image_with_tag(None)

    @property
    def image_parameter(self):
        """The stack parameter for the tag; an image with a digest has none."""
        return None if "@" in self.image else f"{self.logical_prefix}ImageTag"

    def image_with_tag(self, tag):
        """The image, with `tag` in the place of the blueprint's where given."""
        written = self.table["image"]
        if isinstance(written, dict) and "repository" in written:
            registry = f"{ACCOUNT_ID}.dkr.ecr.{self.app.region}.amazonaws.com"
            own_tag = written.get("tag", "latest")
            return f"{registry}/{written['repository']}:{tag or own_tag}"
        uri = written["uri"] if isinstance(written, dict) else written
        if "@" in uri:
            name, _, digest = uri.partition("@")
            return f"{_split_tag(name)[0]}@{digest}"
        name, own_tag = _split_tag(uri)
        return f"{name}:{tag or own_tag}"

    @property
    def credentials(self):
        written = self.table["image"]
        return written.get("credentials") if isinstance(written, dict) else None

    @property
    def cpu(self):
        return cpu_units(self.table.get("cpu", 256))

    @property
    def memory(self):
        return mebibytes(self.table.get("memory", 2 * self.cpu))

    @property
    def architecture(self):
        return self.table.get("architecture", "x86_64").upper()

    @property
    def environment(self):
        return self.table.get("environment", {})

    @property
    def secrets(self):
        return self.table.get("secrets", {})

    @property
    def stop_timeout(self):
        return seconds(self.table.get("stop_timeout", "30s"))

    @property
    def log_days(self):
        """How long logs are kept, or None where there are none."""
        written = self.table.get("logs", True)
        if written is False:
            return None
        settings = {} if written is True else written
        return days(settings.get("retention", "30d"))

    @property
    def container_health_check(self):
        written = self.table.get("container_health_check")
        if written is None:
            return None
        command = written["command"]
        if isinstance(command, str):
            command = ["CMD-SHELL", command]
        elif command[0] not in ("CMD", "CMD-SHELL"):
            command = ["CMD", *command]
        return {
            "command": command,
            "interval": seconds(written.get("interval", "30s")),
            "timeout": seconds(written.get("timeout", "5s")),
            "retries": written.get("retries", 3),
            "startPeriod": seconds(written.get("start_period", "0s")),
        }

    @property
    def health_check(self):
        """The load balancer's health check, in the words of its API."""
        written = self.table.get("health_check", {})
        if isinstance(written, str):
            written = {"path": written}
        is_grpc = self.protocol == "grpc"
        path = written.get("path", "/AWS.ALB/healthcheck" if is_grpc else "/")
        codes = written.get("codes", "12" if is_grpc else "200")
        port = written.get("port")
        return {
            "HealthCheckPath": path,
            "HealthCheckPort": str(port) if port else "traffic-port",
            "HealthCheckProtocol": "HTTP",
            "HealthCheckIntervalSeconds": seconds(written.get("interval", "15s")),
            "HealthCheckTimeoutSeconds": seconds(written.get("timeout", "5s")),
            "HealthyThresholdCount": written.get("healthy_threshold", 2),
            "UnhealthyThresholdCount": written.get("unhealthy_threshold", 3),
            "Matcher": {"GrpcCode" if is_grpc else "HttpCode": codes},
        }

    @property
    def health_check_port(self):
        written = self.table.get("health_check", {})
        own = None if isinstance(written, str) else written.get("port")
        return own or self.port

    @property
    def grace_period(self):
        written = self.table.get("health_check", {})
        settings = {} if isinstance(written, str) else written
        return seconds(settings.get("grace_period", "60s"))

    @property
    def target_group_attributes(self):
        delay = seconds(self.table.get("deregistration_delay", "60s"))
        algorithm = self.table.get("algorithm", "round-robin").replace("-", "_")
        is_mitigated = self.table.get("anomaly_mitigation", False)
        crosses = self.table.get("cross_zone", True)
        attributes = {
            "deregistration_delay.timeout_seconds": str(delay),
            "slow_start.duration_seconds": str(
                seconds(self.table.get("slow_start", "0s"))
            ),
            "load_balancing.algorithm.type": algorithm,
            "load_balancing.algorithm.anomaly_mitigation": (
                "on" if is_mitigated else "off"
            ),
            "load_balancing.cross_zone.enabled": (
                "use_load_balancer_configuration" if crosses else "false"
            ),
        }
        return attributes | self.health_attributes | self._stickiness_attributes

    @property
    def health_attributes(self):
        health = self.table.get("target_group_health", {})
        attributes = {}
        for what in ("dns_failover", "unhealthy_state_routing"):
            enough = health.get(what, {})
            prefix = f"target_group_health.{what}.minimum_healthy_targets"
            attributes[f"{prefix}.count"] = str(enough.get("count", 1))
            attributes[f"{prefix}.percentage"] = str(enough.get("percentage", "off"))
        return attributes

    @property
    def _stickiness_attributes(self):
        written = self.table.get("stickiness", False)
        if written is False:
            return {"stickiness.enabled": "false", "stickiness.type": "lb_cookie"}
        is_own = isinstance(written, dict)
        duration = written.get("duration", "1d") if is_own else written
        number = str(86400 if duration is True else seconds(duration))
        kind = "app_cookie" if is_own else "lb_cookie"
        attributes = {
            "stickiness.enabled": "true",
            "stickiness.type": kind,
            f"stickiness.{kind}.duration_seconds": number,
        }
        if is_own:
            attributes["stickiness.app_cookie.cookie_name"] = written["cookie"]
        return attributes

    @property
    def security_groups(self):
        """Those besides its own: ids, or `parameter:Name`."""
        written = self.table.get("security_groups", [])
        return {
            f"parameter:{item['parameter']}" if isinstance(item, dict) else item
            for item in written
        }

    @property
    def public_ip(self):
        network = self.app.network
        return "ENABLED" if network.has_public_address(self) else "DISABLED"

    @property
    def tier(self):
        """The kind of subnets that its tasks are in."""
        return self.app.network.tier_of(self)

    @property
    def desired_count(self):
        """ECS begins with one task where scaling has the say."""
        return self.table.get("desired_count", 1)

    @property
    def rebalancing(self):
        enabled = self.table.get("availability_zone_rebalancing", True)
        return "ENABLED" if enabled else "DISABLED"

    @property
    def execute_command(self):
        return self.table.get("execute_command", False)

    @property
    def permissions(self):
        return self.table.get("permissions", [])

    @property
    def deployment(self):
        written = self.table.get("deployment", {})
        return {
            "minimumHealthyPercent": written.get("minimum_healthy_percent", 100),
            "maximumPercent": written.get("maximum_percent", 200),
            "deploymentCircuitBreaker": {
                "enable": written.get("circuit_breaker", True),
                "rollback": written.get("rollback", True),
            },
        }

    @property
    def scaling(self):
        """(fewest, most) tasks and {metric: target}, or None."""
        written = self.table.get("scaling")
        if written is None:
            return None
        metrics = {
            "ECSServiceAverageCPUUtilization": written.get("cpu"),
            "ECSServiceAverageMemoryUtilization": written.get("memory"),
            "ALBRequestCountPerTarget": written.get("requests"),
        }
        return {
            "limits": (written.get("min", 1), written["max"]),
            "targets": {name: value for name, value in metrics.items() if value},
            "in": seconds(written.get("scale_in_cooldown", "300s")),
            "out": seconds(written.get("scale_out_cooldown", "60s")),
        }


def _split_tag(uri):
    """`registry:5000/name:tag` -> (`registry:5000/name`, `tag`)."""
    last_part = uri.rsplit("/", 1)[-1]
    if ":" not in last_part:
        return uri, "latest"
    name, _, tag = uri.rpartition(":")
    return name, tag


def _beginning(path):
    """`/api/*` -> `/api/`, and nothing of `/*`."""
    beginning = path.split("*")[0].split("?")[0]
    return "" if beginning == "/" else beginning
