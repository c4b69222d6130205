"""What a blueprint promises of names: their domains, records and certificates."""

from dataclasses import dataclass

from units import pascal

CONTINENTS = {
    "africa": "AF",
    "antarctica": "AN",
    "asia": "AS",
    "europe": "EU",
    "north-america": "NA",
    "oceania": "OC",
    "south-america": "SA",
}


class Domain:
    """The expectations of one domain."""

    def __init__(self, name, table):
        self.name = name
        self._table = table
        self.zone = table["zone"]
        self.is_private = table.get("private", False)
        self.is_new = table.get("create", False)
        self.is_writable = table.get("records", True)
        self.evaluates_target_health = table.get("evaluate_target_health", True)
        self.query_log = table.get("query_log")
        self.prefix = "" if name == "default" else pascal(name)

    def contains(self, host):
        return f".{host}".endswith(f".{self.zone}")

    @property
    def health_check(self):
        """Path, interval and threshold, or None."""
        written = self._table.get("health_check", False)
        if written is False:
            return None
        settings = {} if written is True else written
        return {
            "ResourcePath": settings.get("path", "/"),
            "RequestInterval": int(settings.get("interval", "30s")[:-1]),
            "FailureThreshold": settings.get("failure_threshold", 3),
        }

    def turns(self, stack_name, region, parameters):
        """What tells each record of a name from those of other stacks."""
        routing = self._table.get("routing", "simple")
        identifier = f"{stack_name}-{region}"
        if routing == "simple":
            return [{}]
        if routing == "latency":
            return [{"SetIdentifier": region, "Region": region}]
        if routing == "weighted":
            routing = {"weighted": int(parameters[f"{self.prefix}RecordWeight"])}
        if routing == "failover":
            routing = {"failover": parameters[f"{self.prefix}FailoverRole"]}
        if "weighted" in routing:
            return [{"SetIdentifier": identifier, "Weight": routing["weighted"]}]
        if "failover" in routing:
            role = routing["failover"].upper()
            return [{"SetIdentifier": identifier, "Failover": role}]
        return [_turn(place, identifier) for place in routing["geolocation"]]


def _turn(place, identifier):
    if place in CONTINENTS:
        return _geo(f"{identifier}-{place}", ContinentCode=CONTINENTS[place])
    if place == "*":
        return _geo(f"{identifier}-elsewhere", CountryCode="*")
    country, _, state = place.partition("-")
    if state:
        named = f"{identifier}-us-{state.lower()}"
        return _geo(named, CountryCode=country, SubdivisionCode=state)
    return _geo(f"{identifier}-country-{country.lower()}", CountryCode=country)


def _geo(identifier, **location):
    return {"SetIdentifier": identifier, "GeoLocation": location}


class Domains:
    """All domains of a blueprint, and which of them a name belongs to."""

    def __init__(self, blueprint):
        one = {"default": blueprint["domain"]} if "domain" in blueprint else {}
        tables = {**one, **blueprint.get("domains", {})}
        self.all = [Domain(name, table) for name, table in tables.items()]

    def of(self, host, *, is_internal):
        """Those with the longest zone; of two, an internal name is in the private one."""
        around = [domain for domain in self.all if domain.contains(host)]
        longest = max((len(domain.zone) for domain in around), default=0)
        homes = [domain for domain in around if len(domain.zone) == longest]
        private = [domain for domain in homes if domain.is_private]
        return private if private and is_internal else homes

    def proof_of(self, host):
        public = [it for it in self.all if it.contains(host) and not it.is_private]
        return max(public, key=lambda domain: len(domain.zone))

    def above(self, domain):
        """The domain in which a new zone is delegated, or None."""
        around = [
            other
            for other in self.all
            if other.contains(domain.zone) and other.zone != domain.zone
        ]
        public = [other for other in around if not other.is_private]
        if domain.is_private or not domain.is_new or not public:
            return None
        return max(public, key=lambda other: len(other.zone))


@dataclass(frozen=True)
class New:
    """A certificate that the stack makes."""

    names: frozenset
    algorithm: str
    authority: str | None
    is_logged: bool


class Certificates:
    """The certificates of a load balancer."""

    def __init__(self, table, domains, hosts):
        self._table = table
        self._domains = domains
        self._hosts = hosts

    def expected(self, parameters):
        """ARNs of those that exist, and what the others are; the default first."""
        written = self._table.get("certificate", {})
        if isinstance(written, str) or "parameter" in written:
            own = [self._arn(written, parameters)]
        else:
            own = self._new(written, parameters)
        more = self._table.get("certificates", [])
        return own + [self._arn(item, parameters) for item in more]

    def besides(self, parameters):
        """The same of a listener that is there and has its own: none unless written."""
        written = self._table.get("certificate")
        if isinstance(written, dict) and "parameter" not in written:
            own = self._new(written, parameters)
        else:
            own = [] if written is None else [self._arn(written, parameters)]
        more = self._table.get("certificates", [])
        return own + [self._arn(item, parameters) for item in more]

    @property
    def public_names(self):
        """The names of the certificates that Amazon issues."""
        written = self._table.get("certificate", {})
        if isinstance(written, str) or written.keys() & {"parameter", "private_ca"}:
            return []
        return self._names(written)

    def _names(self, settings):
        return [*self._hosts, *settings.get("names", [])]

    @staticmethod
    def _arn(written, parameters):
        return written if isinstance(written, str) else parameters[written["parameter"]]

    def _new(self, settings, parameters):
        hosts = self._names(settings)

        def certificate(names, authority=None):
            return New(
                frozenset(names),
                settings.get("key_algorithm", "RSA_2048"),
                authority,
                settings.get("transparency_logging", True),
            )

        if "private_ca" in settings:
            return [certificate(hosts, parameters[settings["private_ca"]["parameter"]])]
        by_domain = {domain.name: [] for domain in self._domains.all}
        for host in hosts:
            by_domain[self._domains.proof_of(host).name].append(host)
        return [certificate(names) for names in by_domain.values() if names]
