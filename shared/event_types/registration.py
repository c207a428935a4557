"""Own event types are defined, changed and deleted here, under the rules for each.

Every change is stored only if the type has not changed since it was read; otherwise it is worked
out again from what is stored now, a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from shared import optimistic
from shared.errors import Conflict, FieldError, InvalidInput
from shared.event_types import openapi_webhooks
from shared.event_types.definitions import (
    CheckedDefinition,
    Definition,
    Outcome,
    Planned,
    checked,
    planned,
)
from shared.event_types.known import EventTypes
from shared.event_types.openapi_webhooks import DescribedType
from shared.events.reader import faults_at
from shared.events.validation import MAX_ERRORS, property_path
from shared.model import OwnEventType
from shared.optimistic import Contention
from shared.store.event_types import EventTypeStore

MOST_TYPES = 1000
"""Each process keeps the names of all in memory, and reads them when one is unknown."""

_MOST_SHOWN = 5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does: its changes, and what is wrong with each type that it cannot define."""

    changes: list[tuple[CheckedDefinition, Planned]] = field(default_factory=list)
    refused: dict[str, list[FieldError]] = field(default_factory=dict)

    def named(self, outcome: Outcome) -> list[str]:
        """Return the names of the types of which this becomes."""
        return [wanted.name for wanted, plan in self.changes if plan.outcome is outcome]


class EventTypeRegistration:
    """Defines, changes and deletes own types.

    *subscribed_to* returns the ids of the webhooks that subscribe to a type by its name.
    """

    def __init__(
        self,
        rows: EventTypeStore,
        types: EventTypes,
        *,
        subscribed_to: Callable[[str], Sequence[str]],
        clock: Callable[[], float],
    ) -> None:
        self._rows = rows
        self._types = types
        self._subscribed_to = subscribed_to
        self._clock = clock

    def put(self, name: str, definition: Definition) -> Planned:
        """Store a new type, or change the one that there is. Raises InvalidInput and Conflict."""
        wanted = checked(name, definition)
        plan = self._plan(wanted)
        if plan.outcome is Outcome.CREATED:
            self._check_room(1)
        return self._write(wanted, plan)

    def plan_import(self, document: Mapping[str, Any], *, breaking: bool) -> ImportPlan:
        """Return what becomes of the types that the webhooks of an OpenAPI 3.1 document describe.

        Stores nothing. Raises InvalidInput for another document.
        """
        found = ImportPlan()
        for described in openapi_webhooks.described_types(document, breaking=breaking):
            try:
                wanted = _sound(described)
                found.changes.append((wanted, self._plan(wanted)))
            except (InvalidInput, Conflict) as error:
                place = property_path("webhooks", described.name)
                found.refused[described.name] = faults_at(place, error.errors)
        self._check_room(len(found.named(Outcome.CREATED)))
        return found

    def carry_out(self, wanted: ImportPlan) -> None:
        """Define the types of an import. Raises Conflict, and stores nothing, if one is refused.

        If storage fails in between, the same import again does the rest.
        """
        if wanted.refused:
            errors = [fault for faults in wanted.refused.values() for fault in faults]
            raise Conflict("nothing was imported", errors=errors[:MAX_ERRORS])
        for change, plan in wanted.changes:
            self._write(change, plan)

    def delete(self, name: str, *, force: bool) -> None:
        """Delete a type: its events are refused from now on, what was accepted is delivered.

        Raises NotFound, and Conflict while webhooks subscribe to it, unless *force*. One that
        subscribes at the same moment is seen after the deletion, which is taken back then.
        """
        if not force:
            self._check_unused(name)
        before = self._delete(name)
        if not force:
            try:
                self._check_unused(name)
            except Conflict:
                self._undelete(before)
                raise

    def _plan(self, wanted: CheckedDefinition) -> Planned:
        return planned(wanted, self._rows.get(wanted.name), self._clock())

    def _write(self, wanted: CheckedDefinition, plan: Planned) -> Planned:
        """Store *plan*, or what *wanted* makes of the type if others have changed it since."""
        if not self._store(plan):
            return self._updated(lambda: self._plan(wanted), self._store)
        self._types.changed()
        return plan

    def _store(self, plan: Planned) -> bool:
        """Write what is planned; False if the type has changed since it was read."""
        if plan.outcome is Outcome.UNCHANGED:
            return True
        if plan.event_type.etag:
            return self._rows.change(plan.event_type)
        return self._rows.insert(plan.event_type)

    def _delete(self, name: str) -> OwnEventType:
        def write(stored: OwnEventType) -> bool:
            now = self._clock()
            return self._rows.change(
                OwnEventType(
                    name=stored.name,
                    version=stored.version,
                    created_at=stored.created_at,
                    updated_at=now,
                    deleted_at=now,
                    etag=stored.etag,
                )
            )

        return self._updated(lambda: self._types.get(name), write)

    def _undelete(self, before: OwnEventType) -> None:
        """Store the type again as it was *before*, unless others have defined it meanwhile."""

        def plan() -> OwnEventType:
            stored = self._rows.get(before.name)
            if stored is None or not stored.deleted:
                return before
            return replace(before, etag=stored.etag)

        def write(type_: OwnEventType) -> bool:
            return type_ is before or self._rows.change(type_)

        self._updated(plan, write)

    def _check_unused(self, name: str) -> None:
        webhooks = self._subscribed_to(name)
        if webhooks:
            shown = ", ".join(webhooks[:_MOST_SHOWN])
            more = f" and {len(webhooks) - _MOST_SHOWN} more" if len(webhooks) > _MOST_SHOWN else ""
            raise Conflict(
                f"webhooks subscribe to this event type: {shown}{more}; change them, or delete it "
                "with force=true",
                field="name",
            )

    def _check_room(self, more: int) -> None:
        if more and self._types.count() + more > MOST_TYPES:
            raise InvalidInput(
                f"name: at most {MOST_TYPES} event types can be defined", field="name"
            )

    def _updated(self, read: Callable[[], T], write: Callable[[T], bool]) -> T:
        """Write what *read* returns, and read again where the type has changed in between."""
        try:
            value = optimistic.update(read, write)
        except Contention:
            raise Conflict(
                "the event type is being changed by others; try again", field="name"
            ) from None
        self._types.changed()
        return value


def _sound(described: DescribedType) -> CheckedDefinition:
    """Return the checked definition of a type. Raises InvalidInput."""
    if described.definition is None:
        raise InvalidInput.of(described.faults)
    return checked(described.name, described.definition)
