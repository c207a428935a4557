"""How the relay is doing."""

from __future__ import annotations

from typing import Literal, Self

from shared.api.responses.base import ResponseModel
from shared.events.fields import optional
from shared.status import StatusReport


class Health(ResponseModel):
    """How the relay is doing; ``storage`` says what is wrong where ``status`` is error."""

    status: Literal["ok", "degraded", "error"]
    storage: str
    last_tick_age_seconds: float | None = optional()
    queues: dict[str, int] = optional()
    failing_webhooks: int = optional()
    webhooks_in_trouble: int = optional()

    @classmethod
    def of(cls, report: StatusReport, *, healthy: bool) -> Self:
        age = report.tick_age
        return cls(
            status="ok" if healthy else "degraded",
            storage="ok",
            last_tick_age_seconds=None if age is None else round(age, 1),
            queues=dict(report.queues),
            failing_webhooks=report.failing,
            webhooks_in_trouble=report.in_trouble,
        )
