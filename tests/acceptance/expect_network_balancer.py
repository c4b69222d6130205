"""What a blueprint promises of its Network Load Balancers: ports, and who is behind them."""

from expect_balancer import LoadBalancer
from units import seconds

TARGET_PROTOCOLS = {"tcp": "TCP", "tls": "TCP", "udp": "UDP", "tcp_udp": "TCP_UDP"}
TRANSPORTS = {
    "tcp": {"tcp"},
    "tls": {"tcp"},
    "udp": {"udp"},
    "tcp_udp": {"tcp", "udp"},
}


class NetworkLoadBalancer(LoadBalancer):
    """The expectations of one Network Load Balancer that services are behind."""

    type = "network"
    is_behind_cloudfront = False

    @property
    def attributes(self):
        """By the names of its API, as text; not those of logs."""
        attributes = {
            "load_balancing.cross_zone.enabled": self.table.get("cross_zone", True),
            "deletion_protection.enabled": self.deletion_protection,
        }
        if "zonal_shift" in self.table:
            attributes["zonal_shift.config.enabled"] = self.table["zonal_shift"]
        return {key: str(value).lower() for key, value in attributes.items()}

    @property
    def logs(self):
        return {"access_logs": super().logs["access_logs"]}

    @property
    def hosts(self):
        return {
            host
            for service in self.services
            for host in service.table.get("hosts", [])
        }

    @property
    def ports(self):
        """What is promised of each port, by its number."""
        return {port.number: port for it in self.services for port in it.listeners}

    @property
    def caller_flows(self):
        return {flow for port in self.ports.values() for flow in port.caller_flows}

    @property
    def tls_ports(self):
        return [port.number for port in self.ports.values() if port.protocol == "tls"]

    @property
    def addresses(self):
        """`True` for new ones, those that are there, or None."""
        return self.table.get("elastic_ips", False) or None


class Port:
    """A port of a load balancer that leads to a service."""

    def __init__(self, table, service):
        self.service = service
        self.number = table["port"]
        self.protocol = table.get("protocol", "tcp")
        self.container_port = table.get("container_port", service.port)
        self._target = table.get("target_protocol", "tcp")

    @property
    def transports(self):
        return TRANSPORTS[self.protocol]

    @property
    def caller_flows(self):
        return {(transport, self.number) for transport in self.transports}

    @property
    def task_flows(self):
        return {(transport, self.container_port) for transport in self.transports}

    @property
    def target_protocol(self):
        return "TLS" if self._target == "tls" else TARGET_PROTOCOLS[self.protocol]

    @property
    def health_check(self):
        """In the words of its API."""
        written = self.service.table.get("health_check", {})
        if isinstance(written, str):
            written = {"path": written}
        port = written.get("port")
        check = {
            "HealthCheckProtocol": "HTTP" if "path" in written else "TCP",
            "HealthCheckPort": str(port) if port else "traffic-port",
            "HealthCheckIntervalSeconds": seconds(written.get("interval", "15s")),
            "HealthCheckTimeoutSeconds": seconds(written.get("timeout", "5s")),
            "HealthyThresholdCount": written.get("healthy_threshold", 2),
            "UnhealthyThresholdCount": written.get("unhealthy_threshold", 3),
        }
        if "path" in written:
            check["HealthCheckPath"] = written["path"]
            check["Matcher"] = {"HttpCode": written.get("codes", "200")}
        return check

    @property
    def attributes(self):
        """Of its target group; None for those that its protocol does not have."""
        table = self.service.table
        has_udp = "udp" in self.transports
        crosses = table.get("cross_zone", "use_load_balancer_configuration")
        attributes = {
            "deregistration_delay.timeout_seconds": seconds(
                table.get("deregistration_delay", "60s")
            ),
            "deregistration_delay.connection_termination.enabled": table.get(
                "connection_termination", has_udp
            ),
            "load_balancing.cross_zone.enabled": crosses,
            "preserve_client_ip.enabled": table.get("preserve_client_ip", False),
            "proxy_protocol_v2.enabled": table.get("proxy_protocol_v2", False),
            "stickiness.type": "source_ip",
            "stickiness.enabled": table.get("stickiness", False),
            **self.service.health_attributes,
        }
        if has_udp:
            attributes["preserve_client_ip.enabled"] = None
            attributes["proxy_protocol_v2.enabled"] = None
        if self.target_protocol == "TLS":
            attributes["stickiness.type"] = None
        return {
            key: value if value is None else str(value).lower()
            for key, value in attributes.items()
        }
