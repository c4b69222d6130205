"""WAF."""

from ..clients import ACCOUNT_ID
from .base import Created, Resource, without

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


class WebAcl(Resource):
    type_name = "AWS::WAFv2::WebACL"
    service = "wafv2"
    attributes = ("Arn", "Id", "Capacity", "LabelNamespace")
    name_property = "Name"
    name_limit = 128
    in_place = ("DefaultAction", "Rules", "VisibilityConfig", "Description")

    def create(self, properties):
        self._check_rules(properties.get("Rules", []))
        summary = self.call("CreateWebACL", properties)["Summary"]
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
        priorities = [str(rule.get("Priority")) for rule in rules]
        if len(set(priorities)) != len(priorities):
            self.refuse(f"rules share a priority: {priorities}")
        for rule in rules:
            group = rule.get("Statement", {}).get("ManagedRuleGroupStatement")
            # A rule group has actions of its own, which can only be overridden.
            wanted = "OverrideAction" if group else "Action"
            if {"OverrideAction", "Action"} & set(rule) != {wanted}:
                self.refuse(f"rule {rule.get('Name')} needs {wanted}")
            if group and group.get("VendorName") == "AWS":
                if group.get("Name") not in AWS_MANAGED_RULE_GROUPS:
                    self.refuse(f"AWS has no rule group {group.get('Name')}")

    def update(self, live, properties, changed):
        self._check_rules(properties.get("Rules", []))
        name, acl_id, scope = live.physical_id.split("|")
        self.call(
            "UpdateWebACL",
            without(properties, "Tags"),
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
