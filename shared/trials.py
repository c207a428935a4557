"""Tries out a webhook before it is stored: one POST of an example, at once, stored nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from shared.delivery.preview import ShownRequest
from shared.delivery.sender import Sender
from shared.errors import TooManyRequests
from shared.ingest.incoming import Incoming
from shared.model import Attempt
from shared.webhooks.registration import WebhookRegistration
from shared.webhooks.requests import NewWebhook

MOST_AT_ONCE = 2
"""Trials of this process at one time: each takes a thread for up to the deadline of an attempt."""


class Trials:
    """Makes trials under the rules for registered webhooks and their attempts."""

    def __init__(
        self, registration: WebhookRegistration, incoming: Incoming, sender: Sender
    ) -> None:
        self._registration = registration
        self._incoming = incoming
        self._sender = sender
        self._lock = threading.Lock()
        self._running = 0

    def run(self, wanted: NewWebhook, event_type: str) -> tuple[Attempt, ShownRequest]:
        """POST the example of *event_type* to the webhook that is *wanted*.

        Raises InvalidInput as the registration does, and TooManyRequests.
        """
        webhook = self._registration.draft(wanted).webhook
        event = self._incoming.example(event_type)
        with self._place():
            return self._sender.try_out(event, webhook)

    @contextmanager
    def _place(self) -> Iterator[None]:
        with self._lock:
            if self._running >= MOST_AT_ONCE:
                raise TooManyRequests("other webhooks are being tested; try again in a moment")
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
