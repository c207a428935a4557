"""One POST of an event to a webhook: body, headers, response."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from shared.delivery import formats, url_template
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.retry_after import parse_retry_after
from shared.model import MAX_RECORDED_RESPONSE, UNDELIVERABLE, Attempt, Event, Webhook
from shared.outbound import Outbound, PostResult

_ASK_TO_WAIT = frozenset({429, 503})


class Sender:
    """Makes attempts. Whatever a subscriber does is in the attempt; nothing is raised for it."""

    def __init__(
        self, outbound: Outbound, headers: DeliveryHeaders, clock: Callable[[], float]
    ) -> None:
        self._outbound = outbound
        self._headers = headers
        self._clock = clock

    def send(self, event: Event, webhook: Webhook) -> Attempt:
        """POST *event* in the webhook's format, signed, under the deadline."""
        began = self._clock()
        url = url_template.expand(webhook.url, event)
        refusal = self._refusal(url, webhook)
        if refusal is not None:
            return Attempt(began, None, UNDELIVERABLE, refusal, 0, "")
        body = formats.render(webhook.message_format, event, webhook.webhook_id)
        headers = self._headers.of(webhook, event, body, now=began)
        hidden = self._headers.hidden(webhook, now=began)
        result = self._outbound.post(url, body.data, headers, hidden)
        return Attempt(
            at=began,
            status=result.status,
            error=result.error,
            detail=result.detail,
            duration_ms=result.duration_ms,
            answer=result.body_start[:MAX_RECORDED_RESPONSE],
            retry_after=self._retry_after(result),
        )

    def _refusal(self, url: str, webhook: Webhook) -> str | None:
        """Say why this event's URL is refused although the webhook's own is not; None if it is not.

        Only variables can make the two differ, so the event is at fault, not the webhook.
        """
        if url == webhook.url:
            return None
        refusal = url_template.refusal(webhook.url, url) or self._outbound.refusal(url)
        return refusal if refusal and not self._outbound.refusal(webhook.url) else None

    def _retry_after(self, result: PostResult) -> float | None:
        if result.status not in _ASK_TO_WAIT:
            return None
        return parse_retry_after(result.retry_after, datetime.fromtimestamp(self._clock(), UTC))
