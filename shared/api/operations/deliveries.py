"""The operations of deliveries."""

from __future__ import annotations

from collections.abc import Mapping

from shared.api import request_models
from shared.api.operations.operation import (
    WEBHOOK,
    EventTypeName,
    Limit,
    Moment,
    Operation,
    StatusCode,
    Tag,
    Type,
)
from shared.api.responses.base import Result
from shared.api.responses.deliveries import (
    DeliveryDetail,
    DeliveryList,
    DeliverySummary,
    Matching,
    Recovered,
    Resent,
    SentRequest,
)
from shared.history.delivery_filter import DeliveryState

_DELIVERIES = f"{WEBHOOK}/deliveries"

_FILTERS: Mapping[str, Type] = {
    "state": DeliveryState,
    "event_type": EventTypeName,
    "since": Moment,
    "until": Moment,
    "status_code": StatusCode,
}

OPERATIONS = (
    Operation(
        "POST",
        f"{WEBHOOK}/recover",
        "recover_deliveries",
        Tag.DELIVERIES,
        "Send again what was given up in a time range, or (dry_run) count it",
        Recovered,
        status=202,
        otherwise={200: Matching},
        body=request_models.Recovery,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{WEBHOOK}/resend",
        "resend_deliveries",
        Tag.DELIVERIES,
        "Send again what meets a filter, up to 300 a call, or (dry_run) count it",
        Resent,
        status=202,
        otherwise={200: Matching},
        body=request_models.Resend,
        not_found=True,
    ),
    Operation(
        "GET",
        _DELIVERIES,
        "list_deliveries",
        Tag.DELIVERIES,
        "Deliveries, newest first",
        DeliveryList,
        query={
            **_FILTERS,
            "event_id": str,
            "with_status": bool,
            "limit": Limit,
            "cursor": str,
        },
        not_found=True,
    ),
    Operation(
        "GET",
        f"{WEBHOOK}/delivery-summary",
        "summarize_deliveries",
        Tag.DELIVERIES,
        "The latest deliveries, up to 1,000, over time: states, durations and answers",
        DeliverySummary,
        query=_FILTERS,
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_DELIVERIES}/{{event_id}}",
        "get_delivery",
        Tag.DELIVERIES,
        "A delivery: the event and every recorded attempt",
        DeliveryDetail,
        not_found=True,
    ),
    Operation(
        "GET",
        f"{_DELIVERIES}/{{event_id}}/request",
        "get_delivery_request",
        Tag.DELIVERIES,
        "What an attempt made now would send",
        SentRequest,
        not_found=True,
    ),
    Operation(
        "POST",
        f"{_DELIVERIES}/{{event_id}}/resend",
        "resend_delivery",
        Tag.DELIVERIES,
        "Attempt it anew",
        Result,
        status=202,
        not_found=True,
    ),
)
