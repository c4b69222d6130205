"""Secrets Manager."""

import json

from .base import Created, Resource, without


class Secret(Resource):
    type_name = "AWS::SecretsManager::Secret"
    service = "secretsmanager"
    attributes = ("Id",)
    name_property = "Name"
    name_limit = 512
    in_place = ("Description", "GenerateSecretString")

    def create(self, properties):
        arn = self.call(
            "CreateSecret",
            without(properties, "GenerateSecretString"),
            **self._value(properties),
        )["ARN"]
        return Created(arn, {"Id": arn})

    def _value(self, properties):
        if "GenerateSecretString" not in properties:
            return {}
        return {"SecretString": self._generate(properties["GenerateSecretString"])}

    def _generate(self, recipe):
        """A random password, on its own or as one key of a JSON template."""
        names = ("SecretStringTemplate", "GenerateStringKey")
        password = self.call("GetRandomPassword", without(recipe, *names))
        password = password["RandomPassword"]
        if not any(name in recipe for name in names):
            return password
        if not all(name in recipe for name in names):
            self.refuse(f"{' and '.join(names)} belong together")
        secret = json.loads(recipe["SecretStringTemplate"])
        secret[recipe["GenerateStringKey"]] = password
        return json.dumps(secret)

    def update(self, live, properties, changed):
        if "Description" in changed:
            self.client.update_secret(
                SecretId=live.physical_id, Description=properties.get("Description", "")
            )
        # Another recipe makes another secret: the old value is gone.
        if "GenerateSecretString" in changed:
            self.client.put_secret_value(
                SecretId=live.physical_id, **self._value(properties)
            )

    def delete(self, live):
        self.client.delete_secret(
            SecretId=live.physical_id, ForceDeleteWithoutRecovery=True
        )
