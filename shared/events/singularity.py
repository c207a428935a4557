"""Models of the payloads of Singularity's webhooks, typed at the top levels and open below.

Releases differ in what they send, so other properties are allowed, and what Singularity marks as
nullable may be absent or null. Properties are in camel case, as in Singularity; times are in
milliseconds since the epoch.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from shared.events.fields import OpenObject

DeployEventType = Literal["STARTING", "FINISHED"]

DeployState = Literal[
    "SUCCEEDED",
    "FAILED_INTERNAL_STATE",
    "CANCELING",
    "WAITING",
    "OVERDUE",
    "FAILED",
    "CANCELED",
]

RequestEventType = Literal[
    "CREATED",
    "UPDATED",
    "DELETING",
    "DELETED",
    "PAUSED",
    "UNPAUSED",
    "ENTERED_COOLDOWN",
    "EXITED_COOLDOWN",
    "FINISHED",
    "DEPLOYED_TO_UNPAUSE",
    "BOUNCED",
    "SCALED",
    "SCALE_REVERTED",
]

RequestType = Literal["SERVICE", "WORKER", "SCHEDULED", "ON_DEMAND", "RUN_ONCE"]

TaskState = Literal[
    "TASK_LAUNCHED",
    "TASK_STAGING",
    "TASK_STARTING",
    "TASK_RUNNING",
    "TASK_CLEANING",
    "TASK_KILLING",
    "TASK_FINISHED",
    "TASK_FAILED",
    "TASK_KILLED",
    "TASK_LOST",
    "TASK_LOST_WHILE_DOWN",
    "TASK_ERROR",
]


class _Object(OpenObject):
    model_config = ConfigDict(alias_generator=to_camel)


class SingularityRequest(_Object):
    id: str
    request_type: RequestType


class SingularityRequestHistory(_Object):
    created_at: int
    event_type: RequestEventType
    request: SingularityRequest
    user: str | None = None
    message: str | None = None


class SingularityDeployMarker(_Object):
    request_id: str
    deploy_id: str
    timestamp: int
    user: str | None = None
    message: str | None = None


class SingularityDeployResult(_Object):
    deploy_state: DeployState
    timestamp: int
    message: str | None = None
    deploy_failures: list[dict[str, Any]] | None = None


class SingularityDeployUpdate(_Object):
    deploy_marker: SingularityDeployMarker
    event_type: DeployEventType
    deploy: dict[str, Any] | None = None
    deploy_result: SingularityDeployResult | None = None


class SingularityTaskId(_Object):
    id: str
    request_id: str
    deploy_id: str
    started_at: int
    instance_no: int
    host: str
    rack_id: str
    sanitized_host: str | None = None
    sanitized_rack_id: str | None = None


class SingularityTaskHistoryUpdate(_Object):
    task_id: SingularityTaskId
    timestamp: int
    task_state: TaskState
    status_message: str | None = None
    status_reason: str | None = None
    previous: list[dict[str, Any]] | None = None
