"""WAF."""

import ipaddress

from ..clients import ACCOUNT_ID
from .base import Created, Resource, only, without

# WAF takes no other name for a log group, and its ARN without the wildcard at its end.
LOG_GROUP_PREFIX = "aws-waf-logs-"

# https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
AWS_MANAGED_RULE_GROUPS = {
    "AWSManagedRulesACFPRuleSet",
    "AWSManagedRulesAdminProtectionRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesAnonymousIpList",
    "AWSManagedRulesAntiDDoSRuleSet",
    "AWSManagedRulesATPRuleSet",
    "AWSManagedRulesBotControlRuleSet",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesLinuxRuleSet",
    "AWSManagedRulesPHPRuleSet",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesUnixRuleSet",
    "AWSManagedRulesWindowsRuleSet",
    "AWSManagedRulesWordPressRuleSet",
}


# https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html
WITHOUT_VERSIONS = {
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesAnonymousIpList",
}
# https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
WINDOWS = ("60", "120", "300", "600")
MOST_ADDRESSES = 10_000


class IpSet(Resource):
    type_name = "AWS::WAFv2::IPSet"
    service = "wafv2"
    attributes = ("Arn", "Id")
    name_property = "Name"
    name_limit = 128
    in_place = ("Addresses", "Description")

    def create(self, properties):
        self._check(properties)
        summary = self.call("CreateIPSet", properties)["Summary"]
        return Created(
            "|".join((summary["Name"], summary["Id"], properties["Scope"])),
            {"Arn": summary["ARN"], "Id": summary["Id"]},
        )

    def _check(self, properties):
        """CreateIPSet: ranges of one family, but not /0."""
        addresses = properties["Addresses"]
        if len(set(addresses)) != len(addresses) or len(addresses) > MOST_ADDRESSES:
            self.refuse("addresses are listed twice, or there are too many")
        for text in addresses:
            try:
                network = ipaddress.ip_network(text)
            except ValueError as error:
                self.refuse(str(error))
            if f"IPV{network.version}" != properties["IPAddressVersion"]:
                self.refuse(f"{text} is not of {properties['IPAddressVersion']}")
            if "/" not in text or network.prefixlen == 0:
                self.refuse(f"{text} is not a range that a set takes")

    def update(self, live, properties, changed):
        self._check(properties)
        name, set_id, scope = live.physical_id.split("|")
        found = self.client.get_ip_set(Name=name, Scope=scope, Id=set_id)
        self.call(
            "UpdateIPSet",
            only(properties, ("Name", "Scope", *self.in_place)),
            Id=set_id,
            LockToken=found["LockToken"],
        )

    def delete(self, live):
        name, set_id, scope = live.physical_id.split("|")
        for acl in self.client.list_web_acls(Scope=scope)["WebACLs"]:
            found = self.client.get_web_acl(Name=acl["Name"], Id=acl["Id"], Scope=scope)
            if live.attributes["Arn"] in str(found["WebACL"]["Rules"]):
                self.refuse("WAFAssociatedItemException: a web ACL refers to the set")
        found = self.client.get_ip_set(Name=name, Scope=scope, Id=set_id)
        self.client.delete_ip_set(
            Name=name, Scope=scope, Id=set_id, LockToken=found["LockToken"]
        )


class WebAcl(Resource):
    type_name = "AWS::WAFv2::WebACL"
    service = "wafv2"
    attributes = ("Arn", "Id", "Capacity", "LabelNamespace")
    name_property = "Name"
    name_limit = 128
    in_place = ("DefaultAction", "Rules", "VisibilityConfig", "Description")

    def create(self, properties):
        self._check_rules(properties.get("Rules", []))
        summary = self.call("CreateWebACL", self.to_api(properties))["Summary"]
        acl = self._get(summary["Name"], summary["Id"], properties["Scope"])["WebACL"]
        return Created(
            "|".join((acl["Name"], acl["Id"], properties["Scope"])),
            {
                "Arn": acl["ARN"],
                "Id": acl["Id"],
                "Capacity": acl["Capacity"],
                "LabelNamespace": acl["LabelNamespace"],
            },
        )

    def _get(self, name, acl_id, scope):
        return self.client.get_web_acl(Name=name, Id=acl_id, Scope=scope)

    def _check_rules(self, rules):
        for key in ("Priority", "Name"):
            values = [str(rule.get(key)) for rule in rules]
            if len(set(values)) != len(values):
                self.refuse(f"rules share a {key}: {values}")
        for rule in rules:
            statement = rule.get("Statement", {})
            # A rule group has actions of its own, which can only be overridden.
            is_group = "ManagedRuleGroupStatement" in statement
            wanted = "OverrideAction" if is_group else "Action"
            if {"OverrideAction", "Action"} & set(rule) != {wanted}:
                self.refuse(f"rule {rule.get('Name')} needs {wanted}")
            if len(rule[wanted]) != 1:
                self.refuse(f"rule {rule.get('Name')} has one {wanted}: {rule[wanted]}")
            self._check_statement(statement)

    def _check_statement(self, statement):
        if len(statement) != 1:
            self.refuse(f"a statement is of one kind: {sorted(statement)}")
        ((kind, details),) = statement.items()
        if kind not in self.statements:
            self.refuse(f"nothing is known of {kind}")
        self.statements[kind](self, details)

    def _check_group(self, group):
        if group.get("VendorName") != "AWS":
            self.refuse(f"nothing is known of rule groups of {group.get('VendorName')}")
        name = group.get("Name")
        if name not in AWS_MANAGED_RULE_GROUPS:
            self.refuse(f"AWS has no rule group {name}")
        if name in WITHOUT_VERSIONS and "Version" in group:
            self.refuse(f"{name} has no versions")
        overridden = [item["Name"] for item in group.get("RuleActionOverrides", [])]
        if len(set(overridden)) != len(overridden):
            self.refuse(f"a rule is overridden twice: {overridden}")
        for config in group.get("ManagedRuleGroupConfigs", []):
            if set(config) != {name}:
                self.refuse(f"{sorted(config)} configures another rule group")

    def _check_rate(self, rate):
        if str(rate.get("EvaluationWindowSec", 300)) not in WINDOWS:
            self.refuse(f"EvaluationWindowSec is one of {', '.join(WINDOWS)}")
        is_forwarded = rate["AggregateKeyType"] == "FORWARDED_IP"
        if is_forwarded != ("ForwardedIPConfig" in rate):
            self.refuse("ForwardedIPConfig goes with FORWARDED_IP")

    def _check_set(self, reference):
        found = self.client.list_ip_sets(Scope="REGIONAL")["IPSets"]
        if reference["Arn"] not in [item["ARN"] for item in found]:
            self.refuse(f"there is no IP set {reference['Arn']}")

    def _check_geography(self, match):
        if not match.get("CountryCodes"):
            self.refuse("a geographic match names countries")

    def _check_not(self, negation):
        self._check_statement(negation["Statement"])

    statements = {
        "ManagedRuleGroupStatement": _check_group,
        "RateBasedStatement": _check_rate,
        "IPSetReferenceStatement": _check_set,
        "GeoMatchStatement": _check_geography,
        "NotStatement": _check_not,
    }

    def to_api(self, properties):
        """The API has another word for one property (AWS WAF API, "IPSetReferenceStatement")."""
        if isinstance(properties, list):
            return [self.to_api(item) for item in properties]
        if not isinstance(properties, dict):
            return properties
        renamed = {key: self.to_api(item) for key, item in properties.items()}
        if "IPSetReferenceStatement" in renamed:
            reference = dict(renamed["IPSetReferenceStatement"])
            renamed["IPSetReferenceStatement"] = {"ARN": reference.pop("Arn"), **reference}
        return renamed

    def update(self, live, properties, changed):
        self._check_rules(properties.get("Rules", []))
        name, acl_id, scope = live.physical_id.split("|")
        self.call(
            "UpdateWebACL",
            self.to_api(without(properties, "Tags")),
            Id=acl_id,
            LockToken=self._get(name, acl_id, scope)["LockToken"],
        )

    def delete(self, live):
        name, acl_id, scope = live.physical_id.split("|")
        for balancer in self.other("elbv2").describe_load_balancers()["LoadBalancers"]:
            found = self.client.get_web_acl_for_resource(
                ResourceArn=balancer["LoadBalancerArn"]
            )
            if found.get("WebACL", {}).get("Id") == acl_id:
                self.refuse("the web ACL is still associated")
        self.client.delete_web_acl(
            Name=name,
            Id=acl_id,
            Scope=scope,
            LockToken=self._get(name, acl_id, scope)["LockToken"],
        )


class WebAclAssociation(Resource):
    type_name = "AWS::WAFv2::WebACLAssociation"
    service = "wafv2"

    def create(self, properties):
        # moto associates anything with anything: look whether the target exists.
        self.other("elbv2").describe_load_balancers(
            LoadBalancerArns=[properties["ResourceArn"]]
        )
        self.call("AssociateWebACL", properties)
        return Created(f"{properties['WebACLArn']}|{properties['ResourceArn']}")

    def delete(self, live):
        self.client.disassociate_web_acl(ResourceArn=live.properties["ResourceArn"])


class LoggingConfiguration(Resource):
    type_name = "AWS::WAFv2::LoggingConfiguration"
    service = "wafv2"
    attributes = ("ManagedByFirewallManager",)

    def create(self, properties):
        for arn in properties["LogDestinationConfigs"]:
            self._check_destination(arn)
        self.call("PutLoggingConfiguration", {"LoggingConfiguration": properties})
        return Created(properties["ResourceArn"], {"ManagedByFirewallManager": False})

    def _check_destination(self, arn):
        prefix = f"arn:aws:logs:{self.region}:{ACCOUNT_ID}:log-group:"
        name = arn.removeprefix(prefix)
        if name == arn or ":" in name or not name.startswith(LOG_GROUP_PREFIX):
            self.refuse(f"The ARN isn't valid: {arn}")
        groups = self.other("logs").describe_log_groups(logGroupNamePrefix=name)
        if name not in [group["logGroupName"] for group in groups["logGroups"]]:
            self.refuse(f"there is no log group {name}")

    def delete(self, live):
        self.client.delete_logging_configuration(ResourceArn=live.physical_id)
