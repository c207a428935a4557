"""The operations of the relay itself."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic.json_schema import WithJsonSchema

from shared.api.operations.operation import Operation, Tag
from shared.api.responses.relay import FailureList, Health, Overview

_AnyObject = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]

OPERATIONS = (
    Operation(
        "GET",
        "/api/health",
        "get_health",
        Tag.RELAY,
        "How the relay is doing",
        Health,
        otherwise={503: Health},
        anonymous=True,
    ),
    Operation(
        "GET",
        "/api/overview",
        "get_overview",
        Tag.RELAY,
        "The relay and all webhooks: state, what waits, and what became of deliveries by the hour",
        Overview,
    ),
    Operation(
        "GET",
        "/api/failures",
        "list_failures",
        Tag.RELAY,
        "What waits after a failure and what was dropped in the last day, by webhook and error",
        FailureList,
    ),
    Operation(
        "GET",
        "/api/metrics",
        "get_metrics",
        Tag.RELAY,
        "Measurements, for Prometheus",
        str,
        media_type="text/plain",
    ),
    Operation(
        "GET",
        "/api/openapi.json",
        "get_openapi_document",
        Tag.RELAY,
        "This document",
        _AnyObject,
    ),
)
