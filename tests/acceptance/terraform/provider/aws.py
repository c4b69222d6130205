"""The provider hashicorp/aws."""

from . import checks, data_sources, plans
from .account import Account
from .made_up import Resource
from .service import Provider

DEFAULT_REGION = "us-east-1"


class Aws(Provider):
    """The provider, as it was configured last."""

    def __init__(self):
        super().__init__("aws")
        self._account = Account()
        self._region = DEFAULT_REGION
        self._default_tags = {}

    def configure(self, config):
        self._account = Account()
        self._region = config["region"] or DEFAULT_REGION
        self._default_tags = {}
        for block in config["default_tags"]:
            self._default_tags = block["tags"] or {}
        return checks.of_provider(config, self._region)

    def plan(self, type_name, block, proposed):
        return plans.plan(type_name, block, proposed, self._region, self._default_tags)

    def make(self, type_name, block, value, is_new):
        number = self._account.number(type_name, value)
        state = Resource(type_name, value, self._region, number).filled(block)
        problems = list(checks.of_request(type_name, state))
        if is_new:
            problems += self._account.create(type_name, state)
        return state, problems

    def read(self, type_name, config):
        return data_sources.read(type_name, config, self._region)
