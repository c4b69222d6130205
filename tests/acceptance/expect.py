"""What a blueprint promises, read straight from its TOML.

This knows the language and its documented defaults, and nothing of how ecsgen
works: what the tests read back from AWS is compared with this.
"""

import tomllib

from aws_cli import ACCOUNT_ID
from expect_network import Network
from units import cpu_units, days, mebibytes, seconds

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
MANAGED_RULES = {
    "common": "AWSManagedRulesCommonRuleSet",
    "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
    "ip-reputation": "AWSManagedRulesAmazonIpReputationList",
    "anonymous-ip": "AWSManagedRulesAnonymousIpList",
    "sql": "AWSManagedRulesSQLiRuleSet",
    "linux": "AWSManagedRulesLinuxRuleSet",
}
DEFAULT_RULES = ["common", "known-bad-inputs", "ip-reputation"]
RESPONSE_HEADERS = (
    *("strict_transport_security", "content_security_policy", "x_frame_options"),
    *("x_content_type_options", "access_control_allow_origin"),
    *("access_control_allow_methods", "access_control_allow_headers"),
    *("access_control_allow_credentials", "access_control_expose_headers"),
    "access_control_max_age",
)
INSIGHTS = {"off": "disabled", "on": "enabled", "enhanced": "enhanced"}


def pascal(name):
    """`api-worker` -> `ApiWorker`, as in logical ids and outputs."""
    return "".join(part.capitalize() for part in name.replace("_", "-").split("-"))


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
        """The services on the load balancer."""
        return [service for service in self.services.values() if service.is_routed]

    @property
    def scheme(self):
        if self.cloudfront is not None:
            return "internal"
        return self.section("load_balancer").get("scheme", "internet-facing")

    @property
    def is_https(self):
        return self.section("load_balancer").get("protocol", "https") == "https"

    @property
    def listener_ports(self):
        if self.cloudfront is not None:
            return {443}
        return {443, 80} if self.is_https else {80}

    @property
    def service_port(self):
        """The listener port on which the services answer."""
        return 443 if self.is_https else 80

    @property
    def ip_address_type(self):
        default = "dualstack" if self.network.is_dualstack else "ipv4"
        return self.section("load_balancer").get("ip", default)

    @property
    def record_types(self):
        """The types of the records of each name."""
        types = {
            "ipv4": ["A"],
            "dualstack": ["A", "AAAA"],
            "dualstack-without-public-ipv4": ["AAAA"],
        }
        return types[self.ip_address_type]

    @property
    def tls_policy(self):
        return self.section("load_balancer").get("tls_policy", TLS_POLICY)

    @property
    def idle_timeout(self):
        return seconds(self.section("load_balancer").get("idle_timeout", "60s"))

    @property
    def deletion_protection(self):
        return self.section("load_balancer").get("deletion_protection", False)

    @property
    def makes_certificate(self):
        return self.is_https and "certificate" not in self.section("load_balancer")

    @property
    def hosts(self):
        return {host for service in self.routed for host in service.hosts}

    @property
    def records(self):
        """The names that get an alias record: those in the zone of `[domain]`."""
        return self.hosts if "domain" in self.blueprint else set()

    @property
    def is_latency_routed(self):
        return self.section("domain").get("routing", "simple") == "latency"

    @property
    def evaluates_target_health(self):
        return self.section("domain").get("evaluate_target_health", True)

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
    def waf(self):
        """The firewall's settings with defaults filled in, or None."""
        written = self.section("load_balancer").get("waf", False)
        if written is False:
            return None
        settings = {} if written is True else written
        return {
            "groups": [
                MANAGED_RULES[name] for name in settings.get("managed", DEFAULT_RULES)
            ],
            "rate_limit": settings.get("rate_limit"),
            "log_days": days(settings.get("log_retention", "30d")),
        }

    @property
    def load_balancer_attributes(self):
        """By the names of its API, as text; not those of logs."""
        written = self.section("load_balancer")
        attributes = {
            "idle_timeout.timeout_seconds": self.idle_timeout,
            "client_keep_alive.seconds": seconds(
                written.get("client_keep_alive", "3600s")
            ),
            "routing.http.desync_mitigation_mode": written.get(
                "desync_mitigation_mode", "defensive"
            ),
            "routing.http.xff_header_processing.mode": written.get(
                "xff_header_processing", "append"
            ),
        }
        for key, field, default in (
            ("deletion_protection.enabled", "deletion_protection", False),
            (
                "routing.http.drop_invalid_header_fields.enabled",
                "drop_invalid_header_fields",
                True,
            ),
            ("routing.http2.enabled", "http2", True),
            (
                "routing.http.preserve_host_header.enabled",
                "preserve_host_header",
                False,
            ),
            ("routing.http.xff_client_port.enabled", "xff_client_port", False),
            (
                "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
                "tls_version_and_cipher_headers",
                False,
            ),
            ("waf.fail_open.enabled", "waf_fail_open", False),
        ):
            attributes[key] = str(written.get(field, default)).lower()
        if "zonal_shift" in written:
            on = str(written["zonal_shift"]).lower()
            attributes["zonal_shift.config.enabled"] = on
        return {key: str(value) for key, value in attributes.items()}

    @property
    def load_balancer_logs(self):
        """Settings by kind of logs; None for those that there are not."""
        found = {}
        for kind in ("access_logs", "connection_logs", "health_check_logs"):
            written = self.section("load_balancer").get(kind, False)
            settings = {} if written is True else written
            is_off = written is False or not self.routed
            found[kind] = None if is_off else settings
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
        folders = {
            kind.replace("_", "-"): days(settings.get("retention", "90d"))
            for kind, settings in self.load_balancer_logs.items()
            if settings is not None and "bucket" not in settings
        }
        if self.flow_logs and self.flow_logs["destination"] == "s3":
            folders["flow-logs"] = self.flow_logs["days"]
        return folders

    @property
    def response_headers(self):
        """The attributes of the listener that answers, and their values."""
        written = self.section("load_balancer").get("headers")
        server = str((written or {}).get("server", False)).lower()
        attributes = {"routing.http.response.server.enabled": server}
        for name in RESPONSE_HEADERS if written is not None else ():
            value = written.get(name, "")
            if name == "strict_transport_security" and value is True:
                value = "max-age=31536000"
            elif name == "access_control_max_age" and value:
                value = str(seconds(value))
            value = "true" if value is True else value or ""
            attributes[f"routing.http.response.{name}.header_value"] = value
        return attributes

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
    def is_routed(self):
        """Whether a load balancer is in front of it."""
        return bool(self.port) and self.table.get("load_balancer", True) is not False

    @property
    def hosts(self):
        return self.table.get("hosts", [])

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
        stickiness = self.table.get("stickiness", False)
        attributes = {
            "deregistration_delay.timeout_seconds": str(delay),
            "stickiness.enabled": "true" if stickiness else "false",
            "stickiness.type": "lb_cookie",
            "slow_start.duration_seconds": str(
                seconds(self.table.get("slow_start", "0s"))
            ),
        }
        if stickiness:
            duration = 86400 if stickiness is True else seconds(stickiness)
            attributes["stickiness.lb_cookie.duration_seconds"] = str(duration)
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
