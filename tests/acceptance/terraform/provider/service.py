"""What the provider answers: one method for each call of the protocol."""

import itertools

from . import checks, data_sources, plans
from .account import Account
from .made_up import Resource
from .protocol import message
from .schema import Schemas
from .values import decode, encode

ERROR, WARNING = 1, 2
DEFAULT_REGION = "us-east-1"


class Provider:
    """The provider, as it was configured last."""

    def __init__(self):
        self._schemas = Schemas()
        self._account = Account()
        self._region = DEFAULT_REGION
        self._default_tags = {}
        self._readings = itertools.count()

    def GetProviderSchema(self, _request):
        return self._schemas.reply()

    def ValidateProviderConfig(self, _request):
        return message("ValidateProviderReply")()

    def ConfigureProvider(self, request):
        config = decode(request.config)
        self._account = Account()
        self._region = config["region"] or DEFAULT_REGION
        self._default_tags = {}
        for block in config["default_tags"]:
            self._default_tags = block["tags"] or {}
        problems = checks.of_provider(config, self._region)
        return message("ValidateReply")(diagnostics=map(diagnostic, problems))

    def ValidateResourceConfig(self, request):
        block = self._schemas.resources[request.type_name]
        config = decode(request.config)
        problems = checks.of_configuration(request.type_name, block, config)
        return message("ValidateReply")(diagnostics=map(diagnostic, problems))

    def ValidateDataResourceConfig(self, request):
        block = self._schemas.data_sources[request.type_name]
        problems = checks.of_schema(block, decode(request.config))
        return message("ValidateReply")(diagnostics=map(diagnostic, problems))

    def UpgradeResourceState(self, request):
        state = message("Value")(json=request.raw_state.json)
        return message("UpgradeReply")(state=state)

    def ReadResource(self, request):
        return message("ReadReply")(state=request.state)

    def PlanResourceChange(self, request):
        proposed = decode(request.proposed)
        if proposed is None:
            return message("PlanReply")(planned=request.proposed)
        block = self._schemas.resources[request.type_name]
        planned = plans.plan(
            request.type_name, block, proposed, self._region, self._default_tags
        )
        return message("PlanReply")(planned=encode(planned))

    def ApplyResourceChange(self, request):
        planned = decode(request.planned)
        if planned is None:
            return message("ApplyReply")(state=request.planned)
        block = self._schemas.resources[request.type_name]
        number = self._account.number(request.type_name, planned)
        state = Resource(request.type_name, planned, self._region, number).filled(block)
        problems = list(checks.of_request(request.type_name, state))
        if decode(request.prior_state) is None:
            problems += self._account.create(request.type_name, state)
        if problems:
            return message("ApplyReply")(
                state=request.prior_state, diagnostics=map(diagnostic, problems)
            )
        return message("ApplyReply")(state=encode(state))

    def ReadDataSource(self, request):
        config = decode(request.config)
        answer = data_sources.read(
            request.type_name, config, self._region, next(self._readings)
        )
        return message("DataReply")(state=encode({**config, **answer}))

    def StopProvider(self, _request):
        return message("StopReply")()


def diagnostic(problem):
    """A problem, for Terraform to show where it stands."""
    steps = [
        message("Step")(
            **{"index" if isinstance(part, int) else "attribute_name": part}
        )
        for part in problem.path
    ]
    return message("Diagnostic")(
        severity=WARNING if problem.is_warning else ERROR,
        summary=problem.message,
        attribute=message("Path")(steps=steps),
    )
