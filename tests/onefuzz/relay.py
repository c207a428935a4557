"""What the relay makes of OneFuzz's events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from shared.model import Webhook
from tests.events.documents import ONEFUZZ_8
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver


def envelope(name: str, payload: Any = None, **members: Any) -> dict[str, Any]:
    """An event of the type *name* as OneFuzz 8 posts it, with the page's example as payload."""
    event = ONEFUZZ_8.examples[name] if payload is None else payload
    own = {"event_type": name, "event": event, "event_id": str(uuid4())}
    return {**ONEFUZZ_8.payload_example, **own, **members}


class Subscribed:
    """A relay in memory with a webhook for all of OneFuzz's types, and its receiver."""

    def __init__(self, relay: InProcess, receiver: Receiver, webhook: Webhook) -> None:
        self.relay = relay
        self.webhook = webhook
        self._receiver = receiver

    def deliver(self, *texts: str) -> list[bytes]:
        """Post each text, and return the bodies that the receiver got, in the same order."""
        self._receiver.clear()
        for text in texts:
            self.relay.relay.ingest.post(text.encode())
            self.relay.pump()
        return [request.body for request in self._receiver.requests]


@contextmanager
def subscribed(message_format: str = "onefuzz") -> Iterator[Subscribed]:
    with in_memory() as relay, Receiver() as receiver:
        webhook = relay.subscribe(receiver.url, *ONEFUZZ_8.names, message_format=message_format)
        yield Subscribed(relay, receiver, webhook)


def delivered(envelopes: list[dict[str, Any]], message_format: str) -> list[Any]:
    """The bodies in which the relay delivers these events, parsed."""
    with subscribed(message_format) as subscriber:
        return [json.loads(body) for body in subscriber.deliver(*map(json.dumps, envelopes))]
