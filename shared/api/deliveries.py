"""``/api/webhooks/{webhook_id}/deliveries``: what was sent to a webhook, and sending it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from shared.api import parameters, request_models
from shared.api.http import Request, Response, reply
from shared.api.responses.base import Result, given
from shared.api.responses.deliveries import (
    Attempt,
    Delivery,
    DeliveryDetail,
    DeliveryList,
    DeliverySummary,
    Matching,
    Recovered,
    Resent,
    SentRequest,
)
from shared.api.responses.envelope import raw_members
from shared.api.responses.webhooks import WebhookStatus
from shared.api.webhooks import known_webhook_in_path, webhook_in_path
from shared.app import App
from shared.errors import InvalidInput
from shared.history.delivery_filter import DeliveryFilter, DeliveryState, Status
from shared.model import Webhook
from shared.times import epoch

_SUMMARY_FILTERS = ("state", "event_type", "since", "until", "status_code")
_FILTERS = (*_SUMMARY_FILTERS, "event_id")


def listing(app: App, request: Request) -> Response:
    """``GET …/deliveries``, newest first, with the parameters of `_FILTERS` and of pages."""
    query = request.parameters(*_FILTERS, "limit", "cursor", "with_status")
    limit, wanted, cursor = parameters.limit(query), _wanted(app, query), query.get("cursor")
    with_status = parameters.flag("with_status", query)
    webhook = known_webhook_in_path(app, request)
    found = app.history.deliveries(webhook, limit=limit, cursor=cursor, wanted=wanted)
    deliveries = [Delivery.of(status) for status in found.deliveries]
    status = None
    if with_status and isinstance(webhook, Webhook):
        from_the_latest = cursor is None and wanted.has_the_latest_success
        status = _status(app, webhook, found.deliveries if from_the_latest else ())
    return reply(DeliveryList(deliveries=deliveries, **given(cursor=found.cursor, status=status)))


def summary(app: App, request: Request) -> Response:
    """``GET /api/webhooks/{webhook_id}/delivery-summary``: the latest deliveries over time."""
    wanted = _wanted(app, request.parameters(*_SUMMARY_FILTERS))
    webhook = known_webhook_in_path(app, request)
    return reply(DeliverySummary.of(app.delivery_summaries.of(webhook, wanted)))


def one(app: App, request: Request) -> Response:
    """``GET …/deliveries/{event_id}``: the event, and every recorded attempt."""
    request.parameters()
    webhook = known_webhook_in_path(app, request)
    event, status = app.history.delivery(webhook, request.path["event_id"])
    return reply(
        DeliveryDetail.of(
            status,
            webhook_id=webhook.webhook_id,
            results=[Attempt.of(attempt) for attempt in status.results],
            **raw_members(event),
        )
    )


def sent_request(app: App, request: Request) -> Response:
    """``GET …/deliveries/{event_id}/request``: what an attempt made now would send."""
    request.parameters()
    webhook = webhook_in_path(app, request)
    event, _ = app.history.delivery(webhook, request.path["event_id"])
    return reply(SentRequest.of(app.sender.preview(event, webhook)))


def resend(app: App, request: Request) -> Response:
    """``POST …/deliveries/{event_id}/resend``."""
    request.parameters()
    webhook = webhook_in_path(app, request)
    event, status = app.history.delivery(webhook, request.path["event_id"])
    app.redelivery.one(webhook, event, status)
    return reply(Result(result=True), HTTPStatus.ACCEPTED)


def recover(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/recover``: send dropped deliveries again."""
    request.parameters()
    webhook = webhook_in_path(app, request)
    body = request_models.parse(request, request_models.Recovery)
    since = epoch(body.since)
    until = epoch(body.until) if body.until else app.clock()
    parameters.require_order(since, until)
    if body.dry_run:
        counted = app.redelivery.count(webhook, since, until, body.states)
        return reply(Matching(matching=counted.count, more=counted.more))
    done = app.redelivery.recover(webhook, since, until, body.states)
    return reply(Recovered(recovered=done.count, more=done.more), HTTPStatus.ACCEPTED)


def resend_all(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/resend``: send again what meets a filter."""
    request.parameters()
    webhook = webhook_in_path(app, request)
    body = request_models.parse(request, request_models.Resend)
    wanted = _chosen(app, body)
    if body.dry_run:
        counted = app.resending.count(webhook, wanted)
        return reply(Matching(matching=counted.count, more=counted.more))
    done = app.resending.resend(webhook, wanted, body.cursor)
    model = Resent(resent=done.count, more=done.cursor is not None, **given(cursor=done.cursor))
    return reply(model, HTTPStatus.ACCEPTED)


def _chosen(app: App, body: request_models.Resend) -> DeliveryFilter:
    """Return the condition that *body* is. Raises InvalidInput."""
    if body.dry_run and body.cursor is not None:
        raise InvalidInput("cursor: a dry run counts all at once", field="cursor")
    wanted = DeliveryFilter(
        state=body.state,
        event_type=parameters.event_type(given(event_type=body.event_type), app.event_types),
        since=epoch(body.since) if body.since else None,
        until=epoch(body.until) if body.until else None,
        status_code=body.status_code,
        event_id=body.event_id,
    )
    parameters.require_order(wanted.since, wanted.until)
    return wanted


def _wanted(app: App, query: Mapping[str, str]) -> DeliveryFilter:
    """Return the condition that the parameters of `_FILTERS` are. Raises InvalidInput."""
    since, until = parameters.time_range(query)
    return DeliveryFilter(
        state=parameters.one_of("state", query, list(DeliveryState)),
        event_type=parameters.event_type(query, app.event_types),
        since=since,
        until=until,
        status_code=parameters.status_code(query),
        event_id=parameters.event_id(query),
    )


def _status(app: App, webhook: Webhook, latest: Sequence[Status]) -> WebhookStatus:
    """Return how the webhook is doing, for two point reads.

    *latest* are its latest deliveries, which may tell when the last success was.
    """
    delivered = (
        status.delivery.ended_at or 0.0
        for status in latest
        if status.state is DeliveryState.DELIVERED
    )
    status = app.webhook_statuses.lately(webhook, last_success_at=max(delivered, default=0.0))
    return WebhookStatus.of(status, now=app.clock())
