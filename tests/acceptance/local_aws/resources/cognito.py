"""Amazon Cognito user pools."""

import re

from .base import Created, Resource, only, without

# https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
PREFIX = re.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
RESERVED = ("aws", "amazon", "cognito")


class UserPool(Resource):
    type_name = "AWS::Cognito::UserPool"
    service = "cognito-idp"
    attributes = ("Arn", "ProviderName", "ProviderURL", "UserPoolId")
    name_property = "UserPoolName"
    name_limit = 128
    name_is_unique = False
    mfa = ("EnabledMfas", "MfaConfiguration")
    in_place = ("AdminCreateUserConfig", "DeletionProtection", "Policies", *mfa)

    def create(self, properties):
        self._check(properties)
        created = self.call(
            "CreateUserPool",
            without(properties, "UserPoolName", *self.mfa),
            PoolName=properties["UserPoolName"],
        )["UserPool"]
        self.made_id = created["Id"]
        self._set_mfa(created["Id"], properties)
        provider = f"cognito-idp.{self.region}.amazonaws.com/{created['Id']}"
        return Created(
            created["Id"],
            {
                "Arn": created["Arn"],
                "ProviderName": provider,
                "ProviderURL": f"https://{provider}",
                "UserPoolId": created["Id"],
            },
        )

    def _check(self, properties):
        is_on = properties.get("MfaConfiguration", "OFF") != "OFF"
        if is_on != bool(properties.get("EnabledMfas")):
            self.refuse("EnabledMfas goes with MfaConfiguration")
        if set(properties.get("EnabledMfas", [])) - {"SOFTWARE_TOKEN_MFA"}:
            self.refuse("nothing is known of other kinds of MFA")

    def _set_mfa(self, pool_id, properties):
        """The API has an operation of its own for it."""
        factors = properties.get("EnabledMfas", [])
        self.client.set_user_pool_mfa_config(
            UserPoolId=pool_id,
            SoftwareTokenMfaConfiguration={"Enabled": "SOFTWARE_TOKEN_MFA" in factors},
            MfaConfiguration=properties.get("MfaConfiguration", "OFF"),
        )

    def update(self, live, properties, changed):
        self._check(properties)
        self.call(
            "UpdateUserPool",
            only(properties, self.in_place[:3]),
            UserPoolId=live.physical_id,
        )
        self._set_mfa(live.physical_id, properties)

    def delete(self, live):
        if live.properties.get("DeletionProtection") == "ACTIVE":
            self.refuse("the user pool is protected from deletion")
        self.client.delete_user_pool(UserPoolId=live.physical_id)


class UserPoolClient(Resource):
    type_name = "AWS::Cognito::UserPoolClient"
    service = "cognito-idp"
    attributes = ("ClientId", "Name")
    name_property = "ClientName"
    name_limit = 128
    name_is_unique = False
    in_place = ("AllowedOAuthScopes", "CallbackURLs")

    def create(self, properties):
        self._check(properties)
        client = self.call("CreateUserPoolClient", properties)["UserPoolClient"]
        return Created(
            client["ClientId"],
            {"ClientId": client["ClientId"], "Name": client["ClientName"]},
        )

    def _check(self, properties):
        """CreateUserPoolClient: where users are sent to, and how."""
        for url in properties.get("CallbackURLs", []):
            if not url.startswith("https://") or "*" in url or "#" in url:
                self.refuse(f"{url} is no callback URL")
        if "code" in properties.get("AllowedOAuthFlows", []):
            for needed in ("CallbackURLs", "AllowedOAuthScopes"):
                if not properties.get(needed):
                    self.refuse(f"the flow `code` needs {needed}")
            if not properties.get("AllowedOAuthFlowsUserPoolClient"):
                self.refuse("AllowedOAuthFlowsUserPoolClient is needed for OAuth")

    def update(self, live, properties, changed):
        self._check(properties)
        self.call(
            "UpdateUserPoolClient",
            without(properties, "GenerateSecret"),
            ClientId=live.physical_id,
        )

    def delete(self, live):
        self.client.delete_user_pool_client(
            UserPoolId=live.properties["UserPoolId"], ClientId=live.physical_id
        )


class UserPoolDomain(Resource):
    type_name = "AWS::Cognito::UserPoolDomain"
    service = "cognito-idp"

    def create(self, properties):
        domain = properties["Domain"]
        if not PREFIX.fullmatch(domain) or any(word in domain for word in RESERVED):
            self.refuse(f"{domain} cannot be the prefix of a domain")
        known = self.client.describe_user_pool_domain(Domain=domain)
        if known["DomainDescription"]:
            self.refuse(f"Domain {domain} already exists")
        self.call("CreateUserPoolDomain", properties)
        return Created(domain)

    def delete(self, live):
        self.client.delete_user_pool_domain(
            UserPoolId=live.properties["UserPoolId"], Domain=live.physical_id
        )
