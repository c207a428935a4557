"""The headers of a delivery: ours, the signatures, and the subscriber's own."""

from __future__ import annotations

import json

from shared import signing
from shared.formats import Body
from shared.model import Event, Webhook
from shared.sealing import Sealing


class RequestHeaders:
    def __init__(self, sealing: Sealing) -> None:
        self._sealing = sealing

    def of(self, webhook: Webhook, event: Event, body: Body, *, now: float) -> dict[str, str]:
        """Every header that depends on the delivery, for an attempt made *now*."""
        headers: dict[str, str] = {}
        if webhook.headers:
            headers |= json.loads(self._sealing.open(webhook.headers))
        headers["Content-Type"] = body.content_type
        secrets = self._secrets(webhook, now)
        if secrets:
            headers |= signing.delivery_headers(
                secrets=secrets,
                asymmetric=webhook.asymmetric,
                message_id=signing.message_id(event.event_id),
                timestamp=int(now),
                body=body.data,
            )
        return headers

    def _secrets(self, webhook: Webhook, now: float) -> list[str]:
        """The webhook's secret, and those before it for as long as their grace periods last."""
        sealed = [webhook.secret] if webhook.secret else []
        sealed += [secret for secret, until in webhook.previous_secrets.items() if until > now]
        return [self._sealing.open(secret) for secret in sealed]
