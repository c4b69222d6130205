"""What every provider answers: one method for each call of the protocol."""

from abc import ABC, abstractmethod

from . import checks
from .protocol import message
from .schema import Schemas
from .values import decode, encode

ERROR, WARNING = 1, 2


class Provider(ABC):
    """A provider: `configure`, `plan`, `make` and `read` are what differs."""

    def __init__(self, name):
        self._schemas = Schemas(name)

    @abstractmethod
    def configure(self, config):
        """Take over what configures the provider; returns problems."""

    @abstractmethod
    def plan(self, type_name, block, proposed):
        """The planned value of a resource."""

    @abstractmethod
    def make(self, type_name, block, value, is_new):
        """What a planned resource is once it is made or changed, and problems."""

    def read(self, type_name, config):
        """The attributes of a data source, besides its arguments."""
        raise NotImplementedError(type_name)

    def GetProviderSchema(self, _request):
        return self._schemas.reply()

    def ValidateProviderConfig(self, _request):
        return message("ValidateProviderReply")()

    def ConfigureProvider(self, request):
        problems = self.configure(decode(request.config))
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
        planned = self.plan(request.type_name, block, proposed)
        return message("PlanReply")(planned=encode(planned))

    def ApplyResourceChange(self, request):
        planned = decode(request.planned)
        if planned is None:
            return message("ApplyReply")(state=request.planned)
        block = self._schemas.resources[request.type_name]
        is_new = decode(request.prior_state) is None
        state, problems = self.make(request.type_name, block, planned, is_new)
        if problems:
            return message("ApplyReply")(
                state=request.prior_state, diagnostics=map(diagnostic, problems)
            )
        return message("ApplyReply")(state=encode(state))

    def ReadDataSource(self, request):
        config = decode(request.config)
        answer = self.read(request.type_name, config)
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
