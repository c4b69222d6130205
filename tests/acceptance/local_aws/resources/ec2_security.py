"""EC2: security groups and their rules."""

import ipaddress
import re

from .base import Created, Resource, only, without
from .ec2_network import tag_specifications
from .ec2_ways import vpc_endpoints

# The characters that EC2 allows in the descriptions of groups and rules.
DESCRIPTION = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")

ALL_TRAFFIC_OUT = {
    "IpProtocol": "-1",
    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
}


class _WithRules(Resource):
    """Turns rules, as templates write them, into EC2's permissions."""

    service = "ec2"

    # The key of a rule that says who is at the other end -> how EC2 lists it.
    _peers = {
        "CidrIp": ("IpRanges", "CidrIp"),
        "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
        "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
        "DestinationPrefixListId": ("PrefixListIds", "PrefixListId"),
        "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
        "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    }

    def rule_of(self, properties):
        """The permission of a rule that is a resource of its own."""
        permission = self.permission(without(properties, "GroupId"))
        ids = [properties["GroupId"]]
        ids += [item["GroupId"] for item in permission.get("UserIdGroupPairs", [])]
        groups = self.client.describe_security_groups(GroupIds=sorted(set(ids)))
        # There is no peering here.
        if len({group["VpcId"] for group in groups["SecurityGroups"]}) > 1:
            self.refuse("the two groups belong to different networks")
        return permission

    def permission(self, rule):
        known = {"IpProtocol", "FromPort", "ToPort", "Description", *self._peers}
        unknown = sorted(set(rule) - known)
        if unknown:
            self.refuse(f"unknown properties of a rule: {unknown}")
        peers = [key for key in self._peers if key in rule]
        if len(peers) != 1:
            self.refuse(f"a rule needs exactly one peer: {rule}")
        self.check_description(rule.get("Description", ""))
        list_name, member = self._peers[peers[0]]
        peer = {member: rule[peers[0]], **only(rule, ("Description",))}
        if list_name == "PrefixListIds":
            self._check_prefix_list(peer[member])
        elif list_name != "UserIdGroupPairs":
            self._check_range(peer[member], list_name)
        ports = {key: int(rule[key]) for key in ("FromPort", "ToPort") if key in rule}
        if str(rule["IpProtocol"]) != "-1" and len(ports) != 2:
            self.refuse(f"a rule needs FromPort and ToPort: {rule}")
        return {"IpProtocol": str(rule["IpProtocol"]), **ports, list_name: [peer]}

    def _check_prefix_list(self, list_id):
        """EC2's own answer; moto takes any id."""
        self.client.describe_managed_prefix_lists(PrefixListIds=[list_id])
        lists = self.client.describe_managed_prefix_lists()["PrefixLists"]
        if list_id not in [item["PrefixListId"] for item in lists]:
            self.refuse(f"The prefix list ID '{list_id}' does not exist")

    def _check_range(self, text, list_name):
        """EC2 wants the first address, of the kind that the key says."""
        network = ipaddress.ip_network(text)
        if list_name != {4: "IpRanges", 6: "Ipv6Ranges"}[network.version]:
            self.refuse(f"{text} is not of the kind that its key says")

    def check_description(self, text):
        if not DESCRIPTION.fullmatch(text):
            self.refuse(f"invalid characters in the description {text!r}")


class SecurityGroup(_WithRules):
    type_name = "AWS::EC2::SecurityGroup"
    attributes = ("GroupId", "VpcId")
    name_property = "GroupName"
    in_place = ("SecurityGroupIngress", "SecurityGroupEgress")

    def create(self, properties):
        self.check_description(properties["GroupDescription"])
        renamed = {
            "Description": properties["GroupDescription"],
            **without(properties, "GroupDescription", "Tags", *self.in_place),
        }
        group_id = self.call(
            "CreateSecurityGroup",
            renamed,
            TagSpecifications=tag_specifications("security-group", properties),
        )["GroupId"]
        self.made_id = group_id
        self._authorize(group_id, properties)
        return Created(group_id, {"GroupId": group_id, "VpcId": properties["VpcId"]})

    def _authorize(self, group_id, properties):
        for rule in properties.get("SecurityGroupIngress", []):
            self.client.authorize_security_group_ingress(
                GroupId=group_id, IpPermissions=[self.permission(rule)]
            )
        # Only egress rules that stand in the group itself take the place of the
        # rule that lets everything out: an empty list does not, and an
        # AWS::EC2::SecurityGroupEgress adds to it.
        if properties.get("SecurityGroupEgress"):
            self._revoke_default(group_id)
        for rule in properties.get("SecurityGroupEgress", []):
            self.client.authorize_security_group_egress(
                GroupId=group_id, IpPermissions=[self.permission(rule)]
            )

    def _revoke_default(self, group_id):
        """EC2 has made it for each kind of addresses that the VPC has."""
        group = self.client.describe_security_groups(GroupIds=[group_id])
        (group,) = group["SecurityGroups"]
        for permission in group["IpPermissionsEgress"]:
            if permission["IpProtocol"] == "-1":
                self.client.revoke_security_group_egress(
                    GroupId=group_id, IpPermissions=[permission]
                )

    def update(self, live, properties, changed):
        for rule in live.properties.get("SecurityGroupIngress", []):
            self.client.revoke_security_group_ingress(
                GroupId=live.physical_id, IpPermissions=[self.permission(rule)]
            )
        for rule in live.properties.get("SecurityGroupEgress", []):
            self.client.revoke_security_group_egress(
                GroupId=live.physical_id, IpPermissions=[self.permission(rule)]
            )
        if live.properties.get("SecurityGroupEgress"):
            self.client.authorize_security_group_egress(
                GroupId=live.physical_id, IpPermissions=[ALL_TRAFFIC_OUT]
            )
        self._authorize(live.physical_id, properties)

    def delete(self, live):
        balancers = self.other("elbv2").describe_load_balancers()["LoadBalancers"]
        for balancer in balancers:
            if live.physical_id in balancer.get("SecurityGroups", []):
                self.refuse("a load balancer still uses the group")
        for endpoint in vpc_endpoints(self.client):
            if live.physical_id in [item["GroupId"] for item in endpoint["Groups"]]:
                self.refuse("an endpoint still uses the group")
        self.client.delete_security_group(GroupId=live.physical_id)


class SecurityGroupIngress(_WithRules):
    type_name = "AWS::EC2::SecurityGroupIngress"
    attributes = ("Id",)

    def create(self, properties):
        rules = self.client.authorize_security_group_ingress(
            GroupId=properties["GroupId"],
            IpPermissions=[self.rule_of(properties)],
        )["SecurityGroupRules"]
        rule_id = rules[0]["SecurityGroupRuleId"]
        return Created(rule_id, {"Id": rule_id})

    def delete(self, live):
        self.client.revoke_security_group_ingress(
            GroupId=live.properties["GroupId"],
            SecurityGroupRuleIds=[live.physical_id],
        )


class SecurityGroupEgress(_WithRules):
    type_name = "AWS::EC2::SecurityGroupEgress"
    attributes = ("Id",)

    def create(self, properties):
        rules = self.client.authorize_security_group_egress(
            GroupId=properties["GroupId"],
            IpPermissions=[self.rule_of(properties)],
        )["SecurityGroupRules"]
        rule_id = rules[0]["SecurityGroupRuleId"]
        return Created(rule_id, {"Id": rule_id})

    def delete(self, live):
        self.client.revoke_security_group_egress(
            GroupId=live.properties["GroupId"],
            SecurityGroupRuleIds=[live.physical_id],
        )
