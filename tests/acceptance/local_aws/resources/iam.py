"""IAM."""

import json

from .base import Created, Resource, only, without

PRINCIPALS = {"AWS", "CanonicalUser", "Federated", "Service"}


class Role(Resource):
    type_name = "AWS::IAM::Role"
    service = "iam"
    attributes = ("Arn", "RoleId")
    name_property = "RoleName"
    name_limit = 64
    in_place = ("AssumeRolePolicyDocument", "Policies", "Description")

    def create(self, properties):
        document = json.dumps(properties["AssumeRolePolicyDocument"])
        handled = ("AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns")
        role = self.call(
            "CreateRole",
            without(properties, *handled),
            AssumeRolePolicyDocument=document,
        )["Role"]
        name = self.made_id = role["RoleName"]
        self._set_trust(name, properties)
        self._put_policies(name, properties)
        for arn in properties.get("ManagedPolicyArns", []):
            self.client.attach_role_policy(RoleName=name, PolicyArn=arn)
        return Created(name, {"Arn": role["Arn"], "RoleId": role["RoleId"]})

    def _set_trust(self, name, properties):
        """Again, for moto checks this document only when it is updated."""
        document = properties["AssumeRolePolicyDocument"]
        self.client.update_assume_role_policy(
            RoleName=name, PolicyDocument=json.dumps(document)
        )
        for statement in document["Statement"]:
            unknown = sorted(set(statement["Principal"]) - PRINCIPALS)
            if unknown:
                self.refuse(f"unknown principals {unknown}")
            self._check_conditions(statement)

    def _check_conditions(self, statement):
        """Condition keys have a prefix that says whose they are."""
        for keys in statement.get("Condition", {}).values():
            for key in keys:
                if ":" not in key:
                    self.refuse(f"{key!r} is not a condition key")

    def _put_policies(self, role_name, properties):
        for policy in properties.get("Policies", []):
            if set(policy) != {"PolicyName", "PolicyDocument"}:
                self.refuse(f"a policy has a name and a document: {policy}")
            for statement in policy["PolicyDocument"]["Statement"]:
                self._check_conditions(statement)
            self.client.put_role_policy(
                RoleName=role_name,
                PolicyName=policy["PolicyName"],
                PolicyDocument=json.dumps(policy["PolicyDocument"]),
            )

    def update(self, live, properties, changed):
        name = live.physical_id
        if "AssumeRolePolicyDocument" in changed:
            self._set_trust(name, properties)
        if "Description" in changed:
            self.call("UpdateRole", only(properties, ("RoleName", "Description")))
        if "Policies" in changed:
            self._delete_policies(name)
            self._put_policies(name, properties)

    def _delete_policies(self, name):
        for policy in self.client.list_role_policies(RoleName=name)["PolicyNames"]:
            self.client.delete_role_policy(RoleName=name, PolicyName=policy)

    def delete(self, live):
        name = live.physical_id
        self._delete_policies(name)
        attached = self.client.list_attached_role_policies(RoleName=name)
        for policy in attached["AttachedPolicies"]:
            self.client.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
        self.client.delete_role(RoleName=name)
