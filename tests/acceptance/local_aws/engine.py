"""From the resources that exist to those that a plan wants."""

from dataclasses import replace

from botocore.exceptions import BotoCoreError, ClientError

from .errors import ResourceError, TemplateError
from .intrinsics import Scope, evaluate
from .resources import resource_class
from .resources.base import Live
from .schemas import facts

# A failed resource does not stop the server: these become a reason in an event.
FAILURES = (ResourceError, TemplateError, ClientError, BotoCoreError)


class Engine:
    """Carries out one operation on one stack.

    `stack.resources` maps logical ids to `Live` resources and is kept true at every
    step; `stack.record` takes the events that a user reads when something fails.
    """

    def __init__(self, stack):
        self._stack = stack
        # Resources that were replaced; they go when everything else has succeeded.
        self._replaced = []

    def create(self, plan):
        """Make everything, or take back everything."""
        self._stack.record_stack("CREATE_IN_PROGRESS", "User Initiated")
        try:
            self._reach(plan)
        except FAILURES as error:
            self._roll_back(error)
            return
        self._stack.plan = plan
        self._stack.record_stack("CREATE_COMPLETE")

    def update(self, plan):
        """Reach the plan and clean up behind it.

        Unlike CloudFormation's, a failed update is not rolled back here: the stack
        stays as it is, and can only be deleted.
        """
        self._stack.record_stack("UPDATE_IN_PROGRESS", "User Initiated")
        try:
            self._reach(plan)
            self._clean_up(plan)
        except FAILURES as error:
            self._stack.record_stack("UPDATE_ROLLBACK_FAILED", str(error))
            return
        self._stack.plan = plan
        self._stack.record_stack("UPDATE_COMPLETE")

    def delete(self):
        """Delete every resource that no DeletionPolicy retains."""
        self._stack.record_stack("DELETE_IN_PROGRESS", "User Initiated")
        try:
            for live in self._newest_first():
                if live.deletion_policy == "Delete":
                    self._delete(live)
                else:
                    self._stack.record(live, "DELETE_SKIPPED")
                    del self._stack.resources[live.logical_id]
        except FAILURES as error:
            self._stack.record_stack("DELETE_FAILED", str(error))
            return
        self._stack.record_stack("DELETE_COMPLETE")

    def _roll_back(self, error):
        """Take back a failed creation; only here does RetainExceptOnCreate delete."""
        self._stack.record_stack("ROLLBACK_IN_PROGRESS", str(error))
        try:
            for live in reversed(list(self._stack.resources.values())):
                if live.deletion_policy != "Retain":
                    self._delete(live)
        except FAILURES as second:
            reason = f"{error}; and then, {second}"
            self._stack.record_stack("ROLLBACK_FAILED", reason)
            return
        self._stack.record_stack("ROLLBACK_COMPLETE", str(error))

    def _reach(self, plan):
        scope = Scope(self._stack.region, plan.values)
        for logical_id in plan.order:
            template = plan.resources[logical_id]
            declared = evaluate(template.get("Properties", {}), scope)
            live = self._stack.resources.get(logical_id)
            if live is None or live.type_name != template["Type"]:
                self._replaced += [live] if live else []
                live = self._make(logical_id, template["Type"], declared)
            else:
                live = self._change(live, declared)
            live = replace(live, **_policies(template))
            self._stack.resources[logical_id] = live
            scope.resources[logical_id] = live
        self._stack.publish(
            {name: evaluate(item, scope) for name, item in plan.outputs.items()}
        )

    def _make(self, logical_id, type_name, declared):
        model = self._model(logical_id, type_name)
        properties = dict(declared)
        if model.name_property and model.name_property not in properties:
            properties[model.name_property] = model.made_up_name()
        self._stack.record_pending(logical_id, model.type_name, "CREATE_IN_PROGRESS")
        try:
            created = _calling(model.create, properties)
        except FAILURES as error:
            reason = _reason(model, error)
            self._stack.record_pending(
                logical_id, model.type_name, "CREATE_FAILED", reason
            )
            if model.made_id:
                model.delete(_live(model, model.made_id, {}, declared, properties))
            raise ResourceError(reason) from error
        if set(created.attributes) != set(model.attributes):
            raise AssertionError(f"{model.label} does not set its attributes")
        live = _live(
            model, created.physical_id, created.attributes, declared, properties
        )
        self._stack.record(live, "CREATE_COMPLETE")
        return live

    def _change(self, live, declared):
        changed = _changed(live.declared, declared)
        if not changed:
            return live
        model = self._model(live.logical_id, live.type_name)
        if changed & self._facts(live).create_only:
            return self._replace(live, model, declared)
        self._stack.record(live, "UPDATE_IN_PROGRESS")
        try:
            updated = self._update_in_place(live, model, declared, changed)
        except FAILURES as error:
            reason = _reason(model, error)
            self._stack.record(live, "UPDATE_FAILED", reason)
            raise ResourceError(reason) from error
        self._stack.record(updated, "UPDATE_COMPLETE")
        return updated

    def _replace(self, live, model, declared):
        name = declared.get(model.name_property)
        is_same = name is not None and name == live.properties[model.name_property]
        if is_same and model.name_is_unique:
            model.refuse(
                "CloudFormation cannot update a stack when a custom-named resource "
                "requires replacing"
            )
        if self._facts(live).is_deleted_first:
            self._delete(live)
        else:
            self._replaced.append(live)
        return self._make(live.logical_id, live.type_name, declared)

    def _update_in_place(self, live, model, declared, changed):
        unmodelled = sorted(changed - set(model.in_place))
        if unmodelled:
            model.refuse(f"changing {unmodelled} in place has no model here; add it")
        properties = dict(declared)
        if model.name_property and model.name_property not in properties:
            properties[model.name_property] = live.properties[model.name_property]
        _calling(model.update, live, properties, changed)
        return replace(live, declared=declared, properties=properties)

    def _clean_up(self, plan):
        """Delete what was replaced or is no longer wanted, dependents first."""
        removed = [
            live
            for live in self._newest_first()
            if live.logical_id not in plan.resources
        ]
        for live in reversed(self._replaced):
            if live.replace_policy == "Delete":
                self._delete_replaced(live)
        for live in removed:
            if live.deletion_policy == "Delete":
                self._delete(live)
            else:
                del self._stack.resources[live.logical_id]

    def _facts(self, live):
        return facts(live.type_name, self._stack.region)

    def _newest_first(self):
        """What the last plan made, dependents before what they depend on."""
        order = self._stack.plan.order if self._stack.plan else []
        existing = self._stack.resources
        return [existing[name] for name in reversed(order) if name in existing]

    def _delete(self, live):
        self._delete_replaced(live)
        if self._stack.resources.get(live.logical_id) is live:
            del self._stack.resources[live.logical_id]

    def _delete_replaced(self, live):
        model = self._model(live.logical_id, live.type_name)
        try:
            model.delete(live)
        except FAILURES as error:
            reason = _reason(model, error)
            self._stack.record(live, "DELETE_FAILED", reason)
            raise ResourceError(reason) from error
        self._stack.record(live, "DELETE_COMPLETE")

    def _model(self, logical_id, type_name):
        return resource_class(type_name)(
            self._stack.name, self._stack.region, logical_id
        )


def _live(model, physical_id, attributes, declared, properties):
    return Live(
        logical_id=model.logical_id,
        type_name=model.type_name,
        physical_id=physical_id,
        attributes=attributes,
        declared=declared,
        properties=properties,
    )


def _calling(method, *arguments):
    """Models look properties up by name: one that is not there is a refusal."""
    try:
        return method(*arguments)
    except KeyError as error:
        raise ResourceError(f"required property {error} is missing") from error


def _changed(old, new):
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _policies(template):
    return {
        "deletion_policy": template.get("DeletionPolicy", "Delete"),
        "replace_policy": template.get("UpdateReplacePolicy", "Delete"),
    }


def _reason(model, error):
    text = str(error)
    return text if text.startswith(model.label) else f"{model.label}: {text}"
