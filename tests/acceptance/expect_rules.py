"""Who may reach whom, as a blueprint's `ingress` and `egress` say it.

A rule is `(peer, protocol, first port, last port)`; a peer is written as in the
blueprint: a range, an id, the name of a service, or `parameter:Name`.
"""


def inbound(service):
    """Who may reach a service besides its load balancer."""
    rules = {rule(entry, "from", service.port) for entry in _ingress(service)}
    for other in service.app.services.values():
        for entry in _egress(other) or ():
            if peer(entry, "to") == service.name:
                rules.add(with_peer(rule(entry, "to", service.port), other.name))
    return rules


def outbound(service):
    """Whom a service may reach; None if everybody."""
    entries = _egress(service)
    if entries is None:
        return None
    services = service.app.services
    rules = set()
    for entry in entries:
        callee = services.get(peer(entry, "to"))
        rules.add(rule(entry, "to", callee.port if callee else 443))
    for other in services.values():
        for entry in _ingress(other):
            if peer(entry, "from") == service.name:
                rules.add(with_peer(rule(entry, "from", other.port), other.name))
    return rules


def callers(balancer, default):
    """Who may call a load balancer."""
    if "ingress" not in balancer:
        return default
    return {peer(entry, "from") for entry in balancer["ingress"]}


def descriptions(entries):
    """The descriptions that are written."""
    return {
        entry["description"]
        for entry in entries
        if isinstance(entry, dict) and "description" in entry
    }


def written(service):
    """All entries, of both lists."""
    return [*_ingress(service), *(_egress(service) or ())]


def rule(entry, key, port):
    settings = entry if isinstance(entry, dict) else {}
    ports = str(settings.get("port", port)).split("-")
    protocol = settings.get("protocol", "tcp")
    return (peer(entry, key), protocol, int(ports[0]), int(ports[-1]))


def with_peer(flow, name):
    return (name, *flow[1:])


def peer(entry, key):
    who = entry[key] if isinstance(entry, dict) else entry
    return f"parameter:{who['parameter']}" if isinstance(who, dict) else who


def _ingress(service):
    return service.table.get("ingress", [])


def _egress(service):
    listed = service.table.get("egress", "all")
    return {"all": None, "none": []}[listed] if isinstance(listed, str) else listed
