"""What a blueprint promises of the firewall, and what WAF tells of one, in one form.

A rule is a verdict and what it is about: `("Block", ("addresses", {...}))`.
"""

import ipaddress

from units import days, seconds

GROUPS = {
    "common": "AWSManagedRulesCommonRuleSet",
    "admin-protection": "AWSManagedRulesAdminProtectionRuleSet",
    "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
    "ip-reputation": "AWSManagedRulesAmazonIpReputationList",
    "anonymous-ip": "AWSManagedRulesAnonymousIpList",
    "sql": "AWSManagedRulesSQLiRuleSet",
    "linux": "AWSManagedRulesLinuxRuleSet",
    "unix": "AWSManagedRulesUnixRuleSet",
    "windows": "AWSManagedRulesWindowsRuleSet",
    "php": "AWSManagedRulesPHPRuleSet",
    "wordpress": "AWSManagedRulesWordPressRuleSet",
    "bot-control": "AWSManagedRulesBotControlRuleSet",
}
DEFAULT_GROUPS = ["common", "known-bad-inputs", "ip-reputation"]
BOT_CONTROL = [{"AWSManagedRulesBotControlRuleSet": {"InspectionLevel": "COMMON"}}]


def promised(written):
    """The settings of `waf` with defaults filled in, or None for no firewall."""
    if written is False:
        return None
    settings = {} if written is True else written
    if "existing" in settings:
        return None
    rules = _promised_rules(settings)
    return {
        "rules": rules,
        "groups": [what[1] for _, what in rules if what[0] == "group"],
        "log_days": days(settings.get("log_retention", "30d")),
    }


def _promised_rules(settings):
    verdict = "Count" if settings.get("count") else "Block"
    rules = [
        *(("Allow", item) for item in _families(settings.get("allow", []))),
        *((verdict, item) for item in _families(settings.get("block", []))),
    ]
    for kind, codes in settings.get("countries", {}).items():
        rules.append((verdict, ("countries", kind, set(codes))))
    if "rate_limit" in settings:
        rules.append((verdict, _promised_limit(settings["rate_limit"])))
    for group in settings.get("managed", DEFAULT_GROUPS):
        long = {"group": group} if isinstance(group, str) else group
        counted = settings.get("count") or long.get("count")
        rules.append(("Count" if counted else "None", _promised_group(long)))
    return rules


def _families(addresses):
    ranges = [ipaddress.ip_network(item) for item in addresses]
    for version in (4, 6):
        own = {str(item) for item in ranges if item.version == version}
        if own:
            yield ("addresses", own)


def _promised_limit(written):
    long = written if isinstance(written, dict) else {"limit": written}
    window = seconds(long.get("window", "5m"))
    return ("limit", long["limit"], window, long.get("forwarded_ip_header"))


def _promised_group(long):
    return (
        "group",
        GROUPS[long["group"]],
        long.get("version"),
        set(long.get("count_rules", [])),
    )


def told(acl, addresses_of):
    """The rules of a web ACL; `addresses_of` gives those of a set by its ARN."""
    rules = sorted(acl["Rules"], key=lambda rule: rule["Priority"])
    return [(_verdict(rule), _about(rule["Statement"], addresses_of)) for rule in rules]


def _verdict(rule):
    is_group = "ManagedRuleGroupStatement" in rule["Statement"]
    (verdict,) = rule["OverrideAction" if is_group else "Action"]
    return verdict


def _about(statement, addresses_of):
    ((kind, details),) = statement.items()
    match kind:
        case "IPSetReferenceStatement":
            return ("addresses", addresses_of(details["ARN"]))
        case "GeoMatchStatement":
            return ("countries", "block", set(details["CountryCodes"]))
        case "NotStatement":
            (inner,) = details["Statement"].values()
            return ("countries", "allow", set(inner["CountryCodes"]))
        case "RateBasedStatement":
            return _told_limit(details)
        case "ManagedRuleGroupStatement":
            return _told_group(details)
    raise AssertionError(f"there is a rule about {kind}")


def _told_limit(details):
    config = details.get("ForwardedIPConfig")
    header = config and config["HeaderName"]
    assert details["AggregateKeyType"] == ("FORWARDED_IP" if header else "IP")
    assert not config or config["FallbackBehavior"] == "MATCH", "is let through"
    return ("limit", details["Limit"], details["EvaluationWindowSec"], header)


def _told_group(details):
    assert details["VendorName"] == "AWS"
    is_bots = details["Name"] == GROUPS["bot-control"]
    assert details.get("ManagedRuleGroupConfigs") == (BOT_CONTROL if is_bots else None)
    overrides = details.get("RuleActionOverrides", [])
    assert all(item["ActionToUse"] == {"Count": {}} for item in overrides)
    counted = {item["Name"] for item in overrides}
    return ("group", details["Name"], details.get("Version"), counted)
