"""Makes the headers of a delivery: content type, id, signatures, and custom headers."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import unquote_plus

from shared.crypto import signing
from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.delivery.formats import Body
from shared.model import Event, Webhook

_SHORTEST_HIDDEN = 6
"""Characters; hiding shorter values would garble the recorded responses."""


class DeliveryHeaders:
    """Makes the headers of deliveries, and lists the secrets in them."""

    def __init__(self, encryption: Encryption) -> None:
        self._encryption = encryption

    def of(self, webhook: Webhook, event: Event, body: Body, *, now: float) -> dict[str, str]:
        """Return every header that depends on the delivery, for an attempt made *now*."""
        headers = self._custom(webhook)
        headers["Content-Type"] = body.content_type
        return headers | signing.delivery_headers(
            secrets=self._secrets(webhook, now),
            asymmetric=webhook.asymmetric,
            message_id=signing.message_id(event.event_id),
            timestamp=int(now),
            body=body.data,
        )

    def hidden(self, webhook: Webhook, *, now: float) -> set[str]:
        """Return the values that no recorded response may show, though a receiver repeats them.

        They are the webhook's secrets, the values of its custom headers, and its URL's query; of
        the latter two also each part, such as the token after ``Bearer``.
        """
        values = self._custom(webhook).values()
        query = webhook.url.partition("?")[2]
        found = {*self._secrets(webhook, now), *values, query}
        found.update(word for value in values for word in value.split())
        for _, _, value in (part.partition("=") for part in query.split("&")):
            found |= {value, unquote_plus(value)}
        return {each for each in found if len(each) >= _SHORTEST_HIDDEN}

    def custom_names(self, webhook: Webhook) -> frozenset[str]:
        """Return the names of the webhook's own headers, whose values are secrets."""
        return frozenset(self._custom(webhook))

    def _custom(self, webhook: Webhook) -> dict[str, str]:
        headers: dict[str, str] = {}
        if webhook.headers:
            headers |= json.loads(self._encryption.decrypt(webhook.headers))
        return headers

    def _secrets(self, webhook: Webhook, now: float) -> list[str]:
        """Return the webhook's secret, and the previous ones whose grace periods have not ended.

        A previous secret that cannot be decrypted is left out; the present one signs all the same.
        """
        decrypted = [self._encryption.decrypt(webhook.secret)] if webhook.secret else []
        for stored, until in webhook.previous_secrets.items():
            if until > now:
                with suppress(UnreadableSecret):
                    decrypted.append(self._encryption.decrypt(stored))
        return decrypted
