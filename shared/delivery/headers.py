"""The headers of a delivery: ours, the signatures, and the subscriber's own."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import unquote_plus

from shared.crypto import signing
from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.delivery.formats import Body
from shared.model import Event, Webhook

_SHORTEST_HIDDEN = 6
"""What is shorter is no secret; hiding it would garble what answers say."""


class DeliveryHeaders:
    def __init__(self, encryption: Encryption) -> None:
        self._sealing = encryption

    def of(self, webhook: Webhook, event: Event, body: Body, *, now: float) -> dict[str, str]:
        """Every header that depends on the delivery, for an attempt made *now*."""
        headers = self._custom(webhook)
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

    def hidden(self, webhook: Webhook, *, now: float) -> set[str]:
        """What no record may show although a receiver repeats it: all that the API keeps secret.

        That is the webhook's secrets, the values of its headers, and its URL's query; of the two
        latter also each part, such as the token behind ``Bearer``.
        """
        values = self._custom(webhook).values()
        query = webhook.url.partition("?")[2]
        found = {*self._secrets(webhook, now), *values, query}
        found.update(word for value in values for word in value.split())
        for _, _, value in (part.partition("=") for part in query.split("&")):
            found |= {value, unquote_plus(value)}
        return {each for each in found if len(each) >= _SHORTEST_HIDDEN}

    def _custom(self, webhook: Webhook) -> dict[str, str]:
        headers: dict[str, str] = {}
        if webhook.headers:
            headers |= json.loads(self._sealing.open(webhook.headers))
        return headers

    def _secrets(self, webhook: Webhook, now: float) -> list[str]:
        """The webhook's secret, and those before it for as long as their grace periods last.

        A previous one that cannot be opened does not sign, and keeps the present one from nothing.
        """
        opened = [self._sealing.open(webhook.secret)] if webhook.secret else []
        for sealed, until in webhook.previous_secrets.items():
            if until > now:
                with suppress(UnreadableSecret):
                    opened.append(self._sealing.open(sealed))
        return opened
