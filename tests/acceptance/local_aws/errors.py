"""The ways in which a deployment is refused."""


class TemplateError(Exception):
    """The request is refused as a whole, before any resource is touched."""


class MissingCapabilities(Exception):
    """The template makes IAM resources and the caller did not acknowledge it."""


class ResourceError(Exception):
    """One resource cannot be created, updated or deleted."""
