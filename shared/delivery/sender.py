"""One POST of an event to a webhook: body, headers, response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from shared.delivery import formats, url_template
from shared.delivery.formats import Body
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.preview import ShownRequest
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
        return self._attempt(event, webhook)[0]

    def preview(self, event: Event, webhook: Webhook) -> ShownRequest:
        """Return what an attempt made now would send."""
        return self._shown(self._post(event, webhook, self._clock()), webhook)

    def try_out(self, event: Event, webhook: Webhook) -> tuple[Attempt, ShownRequest]:
        """Do what `send` does, and return what was sent, or would have been, as well."""
        attempt, post = self._attempt(event, webhook)
        return attempt, self._shown(post, webhook)

    def _attempt(self, event: Event, webhook: Webhook) -> tuple[Attempt, _Post]:
        began = self._clock()
        post = self._post(event, webhook, began)
        refusal = self._refusal(post.url, webhook)
        if refusal is not None:
            return Attempt(began, None, UNDELIVERABLE, refusal, 0, ""), post
        hidden = self._headers.hidden(webhook, now=began)
        result = self._outbound.post(post.url, post.body.data, post.headers, hidden)
        attempt = Attempt(
            at=began,
            status=result.status,
            error=result.error,
            detail=result.detail,
            duration_ms=result.duration_ms,
            answer=result.body_start[:MAX_RECORDED_RESPONSE],
            retry_after=self._retry_after(result),
        )
        return attempt, post

    def _post(self, event: Event, webhook: Webhook, now: float) -> _Post:
        body = formats.render(webhook.message_format, event, webhook.webhook_id)
        headers = self._headers.of(webhook, event, body, now=now)
        return _Post(url_template.expand(webhook.url, event), headers, body)

    def _shown(self, post: _Post, webhook: Webhook) -> ShownRequest:
        headers = self._outbound.all_headers(post.url, post.body.data, post.headers)
        custom = self._headers.custom_names(webhook)
        return ShownRequest.of(post.url, headers, post.body.data, custom=custom)

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


@dataclass(frozen=True, slots=True)
class _Post:
    """What is sent, without the headers that belong to the connection."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: Body
