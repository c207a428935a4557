"""Lists the event types with their models, descriptions and examples.

A payload is judged by one document, never by trying several in turn: which one, the type and the
envelope say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol

from pydantic import BaseModel

from shared.errors import FieldError
from shared.events import examples, onefuzz, onefuzz_8, singularity, validation

_ONEFUZZ: dict[str, tuple[type[BaseModel] | None, str]] = {
    "crash_reported": (None, "A crash was reported."),
    "file_added": (None, "A file was added to a container."),
    "instance_config_updated": (None, "The configuration of the instance was changed."),
    "job_created": (onefuzz.EventJobCreated, "A job was created."),
    "job_stopped": (onefuzz.EventJobStopped, "A job was stopped."),
    "node_created": (onefuzz.EventNodeCreated, "A node joined a pool."),
    "node_deleted": (onefuzz.EventNodeDeleted, "A node left its pool."),
    "node_heartbeat": (None, "A node reported that it is alive."),
    "node_state_updated": (onefuzz.EventNodeStateUpdated, "A node changed its state."),
    "ping": (onefuzz.EventPing, "A webhook is being tested."),
    "pool_created": (onefuzz.EventPoolCreated, "A pool was created."),
    "pool_deleted": (onefuzz.EventPoolDeleted, "A pool was deleted."),
    "proxy_created": (onefuzz.EventProxyCreated, "A region's proxy was created."),
    "proxy_deleted": (onefuzz.EventProxyDeleted, "A region's proxy was deleted."),
    "proxy_failed": (onefuzz.EventProxyFailed, "A region's proxy failed."),
    "proxy_state_updated": (None, "A region's proxy changed its state."),
    "regression_reported": (None, "A regression was reported."),
    "scaleset_created": (onefuzz.EventScalesetCreated, "A scale set was created."),
    "scaleset_deleted": (onefuzz.EventScalesetDeleted, "A scale set was deleted."),
    "scaleset_failed": (onefuzz.EventScalesetFailed, "A scale set failed."),
    "scaleset_resize_scheduled": (None, "A scale set is going to change its size."),
    "scaleset_state_updated": (None, "A scale set changed its state."),
    "task_created": (onefuzz.EventTaskCreated, "A task was created."),
    "task_failed": (onefuzz.EventTaskFailed, "A task failed."),
    "task_heartbeat": (None, "A task reported that it is running."),
    "task_state_updated": (onefuzz.EventTaskStateUpdated, "A task changed its state."),
    "task_stopped": (onefuzz.EventTaskStopped, "A task was stopped."),
}
"""The types of OneFuzz 8, each with its model of OneFuzz 1 if that release had it."""

_SINGULARITY: dict[str, tuple[type[BaseModel], str]] = {
    "REQUEST": (
        singularity.SingularityRequestHistory,
        "A Singularity request was created, updated or deleted, or changed its state.",
    ),
    "DEPLOY": (
        singularity.SingularityDeployUpdate,
        "A Singularity deploy was started or finished.",
    ),
    "TASK": (
        singularity.SingularityTaskHistoryUpdate,
        "A Singularity task was launched or killed, or Mesos reported its state.",
    ),
}


class Version(Protocol):
    """What one document says of a type's payloads."""

    @property
    def name(self) -> str:
        """The document's name and release, as the API shows it."""

    @property
    def example(self) -> dict[str, Any]:
        """A valid payload. Callers share it, and must not change it."""

    def json_schema(self) -> dict[str, Any]:
        """Return the payload's JSON Schema. Callers share it, and must not change it."""

    def faults(self, payload: object) -> tuple[FieldError, ...]:
        """Return the faults of *payload*, parsed JSON. See `shared.events.validation.faults`."""


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """A document whose payloads are pydantic models here."""

    name: str
    model: type[BaseModel]
    example: dict[str, Any]

    def json_schema(self) -> dict[str, Any]:
        """Return the model's JSON Schema (2020-12)."""
        return validation.json_schema(self.model)

    def faults(self, payload: object) -> tuple[FieldError, ...]:
        """Return the faults of *payload* by the model."""
        return validation.faults(self.model, payload)


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type. ``versions`` has what each document says of its payloads, oldest first.

    ``needs_instance_id``: only the document has it whose envelopes have an ``instance_id``.
    """

    name: str
    family: Literal["onefuzz", "singularity"]
    description: str
    versions: tuple[Version, ...]
    needs_instance_id: bool = False

    @property
    def example(self) -> dict[str, Any]:
        """A valid payload, by the oldest document."""
        return self.versions[0].example

    def json_schema(self) -> dict[str, Any]:
        """Return the payload's JSON Schema by the oldest document."""
        return self.versions[0].json_schema()

    def version(self, *, has_instance_id: bool) -> Version:
        """Return the version that judges an event, by whether its envelope has an ``instance_id``.

        The document of OneFuzz 8 requires an ``instance_id`` there. Without one, that of OneFuzz 1
        judges if it has the type.
        """
        return self.versions[-1 if has_instance_id else 0]


def _onefuzz(name: str, model: type[BaseModel] | None, description: str) -> EventType:
    latest = onefuzz_8.PayloadVersion(name)
    if model is None:
        return EventType(name, "onefuzz", description, (latest,), needs_instance_id=True)
    first = ModelVersion(onefuzz.VERSION, model, examples.ONEFUZZ[name])
    return EventType(name, "onefuzz", description, (first, latest))


def _singularity(name: str, model: type[BaseModel], description: str) -> EventType:
    version = ModelVersion("singularity", model, examples.SINGULARITY[name])
    return EventType(name, "singularity", description, (version,))


EVENT_TYPES: Mapping[str, EventType] = MappingProxyType(
    {name: _onefuzz(name, *entry) for name, entry in _ONEFUZZ.items()}
    | {name: _singularity(name, *entry) for name, entry in _SINGULARITY.items()}
)
"""Every type by its name: OneFuzz's in the order of its page, then Singularity's."""


class PayloadType(Protocol):
    """An event type beside those of the catalogue."""

    @property
    def name(self) -> str:
        """The ``event_type`` of its events."""

    @property
    def version(self) -> int:
        """The version of its schema, from 1."""

    def faults(self, payload: object) -> tuple[FieldError, ...]:
        """Return the faults of *payload*, parsed JSON. See `shared.events.validation.faults`."""


class OtherTypes(Protocol):
    """The event types beside those of the catalogue."""

    def own(self, name: str) -> PayloadType | None:
        """Return the type of this name; None if there is none."""

    def unknown(self, name: str) -> str:
        """Return the message for a type that does not exist."""


_SHOWN_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def unknown_type(name: str, more: str = "") -> str:
    """Return the message for an event type that does not exist; *more* says what else does.

    *name* is quoted if it looks like one: what was put there by mistake may be a secret.
    """
    quoted = f"{name!r} " if _SHOWN_NAME.fullmatch(name) else ""
    return f"{quoted}is not a known event type; known are {', '.join(EVENT_TYPES)}{more}"
