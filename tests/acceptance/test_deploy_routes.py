"""The rules of a deployed stack: which requests go where, read back from AWS."""

from itertools import product

from expect_balancer import action, exactness

VALUES = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "source-ip": "SourceIpConfig",
    "http-header": "HttpHeaderConfig",
    "query-string": "QueryStringConfig",
}


def test_every_request_goes_where_the_blueprint_says(stack):
    for balancer, expected in each(stack):
        promised = {}
        for route in expected.routes:
            outcome = comparable(route.action(target_groups(stack)), route.transforms)
            for atom in route.atoms():
                assert atom not in promised, "two routes for the same requests"
                promised[atom] = outcome
        found = {}
        for rule in rules_of_services(stack, balancer, expected):
            outcome = comparable(read_action(rule), read_transforms(rule))
            for atom in read_atoms(rule):
                assert atom not in found, "two rules for the same requests"
                found[atom] = outcome
        assert found == promised


def test_rules_are_asked_in_the_order_that_is_documented(stack):
    for balancer, expected in each(stack):
        plain = {atom: route.is_plain for route in expected.routes for atom in route.atoms()}
        pinned = {
            atom: route.pin
            for route in expected.routes
            for atom in route.atoms()
            if route.pin
        }
        free = []
        for rule in rules_of_services(stack, balancer, expected):
            priority = int(rule["Priority"])
            atoms = read_atoms(rule)
            pins = {pinned.get(atom) for atom in atoms}
            if pins == {None}:
                orders = {exactness(atom, plain[atom]) for atom in atoms}
                assert len(orders) == 1, "one rule has one place"
                assert 500 <= priority < 49_900
                free.append((priority, orders.pop()))
            else:
                (pin,) = pins
                assert priority - pin in range(5)
        in_order = [order for _, order in sorted(free)]
        assert in_order == sorted(in_order)
        priorities = [number for number, _ in free]
        assert len(priorities) == len(set(priorities))


def test_what_no_rule_takes_gets_the_default(stack):
    for balancer, expected in each_new(stack):
        listener = stack.listeners(balancer)[expected.service_port]
        assert listener["Protocol"] == expected.protocol.upper()
        assert comparable(read_action(listener, "DefaultActions")) == comparable(
            expected.default_action
        )


def test_plain_http_is_redirected_to_https(stack):
    for balancer, expected in each_new(stack):
        listeners = stack.listeners(balancer)
        assert set(listeners) == expected.listener_ports
        # CloudFront does that by itself.
        if expected.is_https and not expected.is_behind_cloudfront:
            found = read_action(listeners[80], "DefaultActions")
            to_https = {"redirect": {"protocol": "https", "status": 301}}
            assert comparable(found) == comparable(action(to_https, None))
            assert stack.rules(listeners[80]) == []


def each(stack):
    return [
        (stack.balancer(item), item)
        for item in stack.app.all_load_balancers
        if item.type == "application"
    ]


def each_new(stack):
    return [(stack.balancer(item), item) for item in stack.app.application_load_balancers]


def target_groups(stack):
    """The target group of each service that has one, by the service's name."""
    return {
        service.name: stack.target_group(service)["TargetGroupArn"]
        for service in stack.app.routed
        if service.is_requested
    }


def rules_of_services(stack, balancer, expected):
    return stack.rules(stack.listeners(balancer)[expected.service_port])


def read_atoms(rule):
    """Each combination of one value for every condition of a rule."""
    conditions = []
    for condition in rule["Conditions"]:
        field = condition["Field"]
        config = condition[VALUES[field]]
        if field == "http-header":
            name = config["HttpHeaderName"]
            conditions.append([(field, name, value) for value in config["Values"]])
        elif field == "query-string":
            pairs = [(item.get("Key"), item["Value"]) for item in config["Values"]]
            conditions.append([(field, *pair) for pair in pairs])
        else:
            conditions.append([(field, value) for value in config["Values"]])
    return {frozenset(atom) for atom in product(*conditions)}


def read_action(item, key="Actions"):
    found = max(item[key], key=lambda action: int(action.get("Order", 1)))
    kind = found["Type"]
    if kind == "redirect":
        defaults = {
            "Protocol": "#{protocol}",
            "Port": "#{port}",
            "Host": "#{host}",
            "Path": "/#{path}",
            "Query": "#{query}",
        }
        return kind, defaults | found["RedirectConfig"]
    if kind == "fixed-response":
        answer = found["FixedResponseConfig"]
        parts = ("StatusCode", "ContentType", "MessageBody")
        return kind, tuple(answer.get(part) for part in parts)
    config = found.get("ForwardConfig", {})
    shares = {
        group["TargetGroupArn"]: group["Weight"]
        for group in config.get("TargetGroups", [])
    }
    sticky = config.get("TargetGroupStickinessConfig", {})
    duration = sticky["DurationSeconds"] if sticky.get("Enabled") else None
    return kind, (shares or {found["TargetGroupArn"]: 1}, duration)


def read_transforms(rule):
    found = {}
    for transform in rule.get("Transforms", []):
        (config,) = [item for key, item in transform.items() if key != "Type"]
        (rewrite,) = config["Rewrites"]
        found[transform["Type"]] = (rewrite["Regex"], rewrite["Replace"])
    return found


def comparable(found, transforms=None):
    return repr(found[0]), _sorted(found[1]), _sorted(transforms or {})


def _sorted(value):
    if isinstance(value, dict):
        return tuple(sorted((key, str(item)) for key, item in value.items()))
    if isinstance(value, tuple):
        return tuple(_sorted(item) for item in value)
    return value
