"""The order in which a stack's resources are made."""

from .errors import TemplateError
from .intrinsics import references


def dependencies(resource, logical_ids):
    """The logical ids that have to exist before `resource` can be made."""
    explicit = resource.get("DependsOn", [])
    if isinstance(explicit, str):
        explicit = [explicit]
    unknown = [name for name in explicit if name not in logical_ids]
    if unknown:
        raise TemplateError(f"Unresolved resource dependencies {unknown}")
    mentioned = [name for name, _ in references(resource.get("Properties", {}))]
    return set(explicit) | (set(mentioned) & logical_ids)


def creation_order(resources):
    """Logical ids, dependencies first, in the least convenient order allowed.

    CloudFormation makes resources in parallel and promises no order but that of
    the dependencies.  So each resource, beginning with the template's last, is made
    as soon as what it depends on is there: a missing DependsOn is noticed, rather
    than hidden by a template that happens to be written in a lucky order.
    """
    logical_ids = set(resources)
    order = []
    path = []

    def visit(logical_id):
        if logical_id in path:
            circle = ", ".join(path[path.index(logical_id) :])
            raise TemplateError(f"Circular dependency between resources: [{circle}]")
        if logical_id in order:
            return
        path.append(logical_id)
        for dependency in sorted(dependencies(resources[logical_id], logical_ids)):
            visit(dependency)
        path.pop()
        order.append(logical_id)

    for logical_id in reversed(resources):
        visit(logical_id)
    return order
