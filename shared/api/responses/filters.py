"""What filters say of an event, and what posting one would do."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from shared.api.responses.base import ResponseModel, given
from shared.events.fields import optional
from shared.filters.evaluation import Reason
from shared.filters.explanation import Explanation
from shared.ingest.dry_run import PlannedEvent, Recipient


class FilterCondition(ResponseModel):
    """What a condition of a filter says of an event. ``text`` has the reason in words."""

    place: Annotated[str, Field(description="as in advancedFilters[3]")]
    operator: str
    key: str
    matched: bool
    reason: Reason
    text: str

    @classmethod
    def of(cls, explanation: Explanation) -> Self:
        return cls(
            place=explanation.place,
            operator=explanation.operator,
            key=explanation.key,
            matched=explanation.matched,
            reason=explanation.reason,
            text=explanation.text,
        )


class FilterTrial(ResponseModel):
    """Whether an event would go to a webhook: if it is enabled, wants its type, and its filter it.

    ``conditions`` are those of the filter, all of which must match.
    """

    wanted: bool
    enabled: bool
    event_type_matched: bool
    filter_matched: bool
    conditions: list[FilterCondition]


class PlannedDelivery(ResponseModel):
    """A webhook that wants the type of an event, and whether the event would go to it.

    ``conditions`` are those of its filter that the event does not meet.
    """

    webhook_id: Annotated[str | None, Field(description="null where it is not known any more")]
    wanted: bool
    conditions: list[FilterCondition] = optional()

    @classmethod
    def of(cls, recipient: Recipient) -> Self:
        conditions = [FilterCondition.of(one) for one in recipient.unmet]
        return cls(
            webhook_id=recipient.webhook_id,
            wanted=recipient.wanted,
            **given(conditions=conditions or None),
        )


class Planned(ResponseModel):
    """What posting an event would do. ``event_id`` is left out where one would be made.

    ``repeated``: it was accepted before, and would go to those webhooks that it went to then.
    """

    event_id: str = optional()
    event_type: str
    deliveries: int
    filtered: int = optional()
    repeated: bool = optional()
    webhooks: list[PlannedDelivery]

    @classmethod
    def of(cls, planned: PlannedEvent) -> Self:
        return cls(
            event_type=planned.event_type,
            deliveries=sum(one.wanted for one in planned.recipients),
            webhooks=[PlannedDelivery.of(one) for one in planned.recipients],
            **given(
                event_id=planned.event_id,
                filtered=planned.filtered or None,
                repeated=planned.repeated or None,
            ),
        )
