"""Lists the event types with their models, descriptions and examples.

A payload is validated with the model of its type, never by trying models in turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel

from shared.errors import FieldError
from shared.events import examples, onefuzz, singularity, validation

_ONEFUZZ: dict[str, tuple[type[BaseModel], str]] = {
    "job_created": (onefuzz.EventJobCreated, "A job was created."),
    "job_stopped": (onefuzz.EventJobStopped, "A job was stopped."),
    "node_created": (onefuzz.EventNodeCreated, "A node joined a pool."),
    "node_deleted": (onefuzz.EventNodeDeleted, "A node left its pool."),
    "node_state_updated": (onefuzz.EventNodeStateUpdated, "A node changed its state."),
    "ping": (onefuzz.EventPing, "A webhook is being tested."),
    "pool_created": (onefuzz.EventPoolCreated, "A pool was created."),
    "pool_deleted": (onefuzz.EventPoolDeleted, "A pool was deleted."),
    "proxy_created": (onefuzz.EventProxyCreated, "A region's proxy was created."),
    "proxy_deleted": (onefuzz.EventProxyDeleted, "A region's proxy was deleted."),
    "proxy_failed": (onefuzz.EventProxyFailed, "A region's proxy failed."),
    "scaleset_created": (onefuzz.EventScalesetCreated, "A scale set was created."),
    "scaleset_deleted": (onefuzz.EventScalesetDeleted, "A scale set was deleted."),
    "scaleset_failed": (onefuzz.EventScalesetFailed, "A scale set failed."),
    "task_created": (onefuzz.EventTaskCreated, "A task was created."),
    "task_failed": (onefuzz.EventTaskFailed, "A task failed."),
    "task_state_updated": (onefuzz.EventTaskStateUpdated, "A task changed its state."),
    "task_stopped": (onefuzz.EventTaskStopped, "A task was stopped."),
}

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


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type. ``model`` validates its payloads."""

    name: str
    family: Literal["onefuzz", "singularity"]
    description: str
    model: type[BaseModel]
    example: dict[str, Any]

    def json_schema(self) -> dict[str, Any]:
        """Return the payload's JSON Schema (2020-12). Callers share it, and must not change it."""
        return validation.json_schema(self.model)


EVENT_TYPES: Mapping[str, EventType] = MappingProxyType(
    {
        name: EventType(name, "onefuzz", description, model, examples.ONEFUZZ[name])
        for name, (model, description) in _ONEFUZZ.items()
    }
    | {
        name: EventType(name, "singularity", description, model, examples.SINGULARITY[name])
        for name, (model, description) in _SINGULARITY.items()
    }
)
"""Every type by its name: OneFuzz's in the order of its page, then Singularity's."""


_SHOWN_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def unknown_type(name: str) -> str:
    """Return the message for an event type that does not exist.

    *name* is quoted if it looks like one: what was put there by mistake may be a secret.
    """
    quoted = f"{name!r} " if _SHOWN_NAME.fullmatch(name) else ""
    return f"{quoted}is not a known event type; known are {', '.join(EVENT_TYPES)}"


def validate(event_type: str, payload: object) -> tuple[FieldError, ...]:
    """Return the faults of *payload*, parsed JSON, as an event of the known type *event_type*.

    See `shared.events.validation.faults`.
    """
    return validation.faults(EVENT_TYPES[event_type].model, payload)
