"""What a blueprint promises of its load balancers: requests, and who gets them.

A rule takes a request if all its conditions hold, each of which has values of which
one must.  So what rules promise together is a set of atoms: one value of each
condition.  How they are divided among rules does not matter.
"""

import ipaddress
from itertools import product

import firewall
from expect_names import Certificates
from units import days, seconds

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
RESPONSE_HEADERS = (
    *("strict_transport_security", "content_security_policy", "x_frame_options"),
    *("x_content_type_options", "access_control_allow_origin"),
    *("access_control_allow_methods", "access_control_allow_headers"),
    *("access_control_allow_credentials", "access_control_expose_headers"),
    "access_control_max_age",
)
NOT_FOUND = {"status": 404, "body": "Not found"}
# What services without names, paths and routes ask for.
EVERYTHING = {"paths": ["/*"]}
LAST = 50_000


class LoadBalancer:
    """The expectations of one load balancer that services are behind."""

    type = "application"

    def __init__(self, name, table, app):
        self.name = name
        self.table = table
        self.app = app
        self.services = [item for item in app.routed if item.load_balancer == name]

    @property
    def logical_prefix(self):
        return "" if self.name == "default" else self.name.title().replace("-", "")

    @property
    def existing(self):
        """What is said of one that is there, or None."""
        return self.table.get("existing")

    @property
    def _listens(self):
        """The table that says who reaches it, and how."""
        return self.existing or self.table

    @property
    def is_behind_cloudfront(self):
        return self.name == "default" and self.app.cloudfront is not None

    @property
    def scheme(self):
        if self.is_behind_cloudfront:
            return "internal"
        return self._listens.get("scheme", "internet-facing")

    @property
    def tier(self):
        """The kind of subnets that it is in."""
        return self.app.network.balancer_tier(self.scheme)

    @property
    def is_https(self):
        return self._listens.get("protocol", "https") == "https"

    @property
    def protocol(self):
        return "https" if self.is_https else "http"

    @property
    def listener_ports(self):
        if self.is_behind_cloudfront:
            return {443}
        return {443, 80} if self.is_https else {80}

    @property
    def caller_flows(self):
        """The transports and ports by which it is called."""
        return {("tcp", port) for port in self.listener_ports}

    @property
    def tls_ports(self):
        return [443] if self.is_https else []

    @property
    def service_port(self):
        """The listener port on which the services answer."""
        return 443 if self.is_https else 80

    @property
    def ip_address_type(self):
        is_dualstack = self.app.network.is_dualstack and not self.existing
        return self._listens.get("ip", "dualstack" if is_dualstack else "ipv4")

    @property
    def record_types(self):
        """The types of the records of each name."""
        if self.is_behind_cloudfront:
            return ["A", "AAAA"]
        types = {
            "ipv4": ["A"],
            "dualstack": ["A", "AAAA"],
            "dualstack-without-public-ipv4": ["AAAA"],
        }
        return types[self.ip_address_type]

    @property
    def tls_policy(self):
        return self.table.get("tls_policy", TLS_POLICY)

    @property
    def mutual_tls(self):
        """As its API says it, less the trust store."""
        written = self.table.get("mutual_tls")
        if written is None or "mode" in written:
            return {"Mode": (written or {"mode": "off"})["mode"]}
        advertises = written.get("advertise_trust_store_ca_names", False)
        ignores = written.get("ignore_client_certificate_expiry", False)
        return {
            "Mode": "verify",
            "IgnoreClientCertificateExpiry": ignores,
            "AdvertiseTrustStoreCaNames": "on" if advertises else "off",
        }

    @property
    def idle_timeout(self):
        return seconds(self.table.get("idle_timeout", "60s"))

    @property
    def deletion_protection(self):
        return self.table.get("deletion_protection", False)

    @property
    def certificates(self):
        return Certificates(self.table, self.app.domains, self.hosts)

    def homes(self, host):
        """The domains that its records of a name go into."""
        is_hidden = self.scheme == "internal" and not self.is_behind_cloudfront
        return self.app.domains.of(host, is_internal=is_hidden)

    def hosts_in(self, domain):
        """The names of which there are records in a domain."""
        return {
            host
            for host in self.hosts
            if domain.name in {home.name for home in self.homes(host)}
        }

    @property
    def waf(self):
        """The settings of the stack's own firewall with defaults filled in, or None."""
        return firewall.promised(self.table.get("waf", False))

    @property
    def has_firewall(self):
        return bool(self.table.get("waf", False))

    def web_acl(self, parameters):
        """The id of the web ACL that is there already, or None."""
        waf = self.table.get("waf", False)
        if not isinstance(waf, dict) or "existing" not in waf:
            return None
        return parameters[waf["existing"]["parameter"]].split("/")[-1]

    @property
    def attributes(self):
        """By the names of its API, as text; not those of logs."""
        attributes = {
            "idle_timeout.timeout_seconds": self.idle_timeout,
            "client_keep_alive.seconds": seconds(
                self.table.get("client_keep_alive", "3600s")
            ),
            "routing.http.desync_mitigation_mode": self.table.get(
                "desync_mitigation_mode", "defensive"
            ),
            "routing.http.xff_header_processing.mode": self.table.get(
                "xff_header_processing", "append"
            ),
            "deletion_protection.enabled": str(self.deletion_protection).lower(),
        }
        for key, field, default in (
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
            attributes[key] = str(self.table.get(field, default)).lower()
        if "zonal_shift" in self.table:
            on = str(self.table["zonal_shift"]).lower()
            attributes["zonal_shift.config.enabled"] = on
        return {key: str(value) for key, value in attributes.items()}

    @property
    def minimum_capacity(self):
        return self.table.get("minimum_capacity")

    @property
    def logs(self):
        """Settings by kind of logs; None for those that there are not."""
        found = {}
        for kind in ("access_logs", "connection_logs", "health_check_logs"):
            written = self.table.get(kind, False)
            settings = {} if written is True else written
            found[kind] = None if written is False else settings
        return found

    def log_folder(self, kind):
        """Where logs of a kind are in the stack's own bucket."""
        folder = kind.replace("_", "-")
        return folder if self.name == "default" else f"{self.name}-{folder}"

    @property
    def log_folders(self):
        """How many days each of its folders in the stack's bucket keeps its logs."""
        return {
            self.log_folder(kind): days(settings.get("retention", "90d"))
            for kind, settings in self.logs.items()
            if settings is not None and "bucket" not in settings
        }

    @property
    def response_headers(self):
        """The attributes of the listener that answers, and their values."""
        written = self.table.get("headers")
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
    def hosts(self):
        return {host for route in self.routes for host in route.hosts}

    @property
    def default_action(self):
        """What the listener itself does, in the words of its API."""
        written = self.table.get("default", {"respond": NOT_FOUND})
        if isinstance(written, str):
            written = {"respond": NOT_FOUND}
        return action(written, None)

    def gives_the_rest_to(self, service):
        """Whether a service gets whatever nobody else asks for."""
        routes = self.table.get("routes", {}).values()
        is_named = any(service.name in route.get("forward", {}) for route in routes)
        asks = any(key in service.table for key in ("hosts", "paths", "routes"))
        return not is_named and not asks and self.table.get("default") != service.name

    @property
    def routes(self):
        """All that requests are divided by."""
        own = self.table.get("routes", {})
        default = self.table.get("default")
        routes = []
        for service in self.services:
            to_it = {"forward": {service.name: 1}, "auth": service.table.get("auth")}
            table = service.table
            conditions = {
                key: table[key] for key in ("hosts", "paths") if key in table
            }
            keyed = table.get("routes", {})
            if self.gives_the_rest_to(service):
                conditions = EVERYTHING
            if conditions:
                routes.append(self._route(conditions | to_it, table.get("priority")))
            routes += [
                self._route(to_it | route, route.get("priority"))
                for route in keyed.values()
            ]
        for route in own.values():
            (auth,) = {
                service.table.get("auth")
                for service in self.services
                if service.name in route.get("forward", {}) and "auth" not in route
            } or {route.get("auth")}
            routes.append(self._route(route | {"auth": auth}, route.get("priority")))
        if isinstance(default, str):
            (service,) = [item for item in self.services if item.name == default]
            to_it = {"forward": {default: 1}, "auth": service.table.get("auth")}
            routes.append(self._route(EVERYTHING | to_it, LAST))
        return routes

    def _route(self, table, pin):
        name = table.get("auth") or None
        entry = self.app.section("auth")[name] if name else None
        return Route(table, pin, entry and (name, entry))


class Route:
    """Requests, what becomes of them, and how early they are asked for."""

    def __init__(self, table, pin, auth):
        self.table = table
        self.pin = pin
        # (name, entry of `[auth]`) that says who is let through, or None.
        self.auth = auth

    @property
    def hosts(self):
        return self.table.get("hosts", [])

    @property
    def is_plain(self):
        others = ("methods", "headers", "query", "source_ips")
        return not any(key in self.table for key in others)

    def atoms(self):
        """Each combination of one value for every condition."""
        query = self.table.get("query", {})
        if isinstance(query, list):
            query = {None: query}
        conditions = [
            [("host-header", value) for value in self.hosts],
            [("path-pattern", value) for value in self.table.get("paths", [])],
            [("http-request-method", value) for value in self.table.get("methods", [])],
            [
                ("source-ip", str(ipaddress.ip_network(value)))
                for value in self.table.get("source_ips", [])
            ],
            *(
                [("http-header", name, value) for value in values]
                for name, values in self.table.get("headers", {}).items()
            ),
            *(
                [("query-string", key, value) for value in values]
                for key, values in query.items()
            ),
        ]
        return {frozenset(atom) for atom in product(*filter(None, conditions))}

    def action(self, target_groups):
        return action(self.table, target_groups)

    @property
    def transforms(self):
        """Changes of requests: {kind: (expression, replacement)}."""
        kinds = {"host": "host-header-rewrite", "path": "url-rewrite"}
        return {
            kinds[part]: (change["regex"], change["replace"])
            for part, change in self.table.get("rewrite", {}).items()
        }


def action(written, target_groups):
    """What becomes of requests, comparable to what `read_action` makes of AWS's answer."""
    if "redirect" in written:
        return ("redirect", _redirect(written["redirect"]))
    if "respond" in written:
        answer = written["respond"]
        content_type = answer.get("content_type", "text/plain")
        status = str(answer["status"])
        return ("fixed-response", (status, content_type, answer.get("body")))
    shares = {target_groups[name]: weight for name, weight in written["forward"].items()}
    if len(shares) == 1:
        return ("forward", (dict.fromkeys(shares, 1), None))
    sticky = written.get("stickiness")
    return ("forward", (shares, sticky and seconds(sticky)))


def _redirect(written):
    protocol = written.get("protocol")
    port = written.get("port", {"https": 443, "http": 80, None: None}[protocol])
    return {
        "Protocol": protocol.upper() if protocol else "#{protocol}",
        "Port": str(port) if port else "#{port}",
        "Host": written.get("host", "#{host}"),
        "Path": written.get("path", "/#{path}"),
        "Query": written.get("query", "#{query}"),
        "StatusCode": f"HTTP_{written.get('status', 302)}",
    }


def exactness(atom, is_plain):
    """The order in which the documents say that rules are asked; less is earlier."""
    values = {condition[0]: condition[1] for condition in atom}
    host, path = values.get("host-header"), values.get("path-pattern")
    if host is None:
        host_class = (2, 0)
    elif host.startswith("*"):
        host_class = (1, -min(host.count(".") + 1, 10))
    else:
        host_class = (0, 0)
    if path in (None, "*", "/*"):
        level = 0
    else:
        segments = [part for part in path.split("/") if part]
        level = 1 + sum(not {"*", "?"} & set(part) for part in segments)
    return (*host_class, -min(level, 6), is_plain)
