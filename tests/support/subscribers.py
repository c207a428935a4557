"""Webhooks with a receiver each, for as long as a test lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.support.client import Client
from tests.support.receiver import Answer, ReceivedRequest, Receiver


@dataclass(frozen=True)
class Subscriber:
    """A webhook, as the API returned it on creation, and the receiver that it points to."""

    client: Client
    receiver: Receiver
    webhook: dict[str, Any]

    @property
    def webhook_id(self) -> str:
        return str(self.webhook["webhook_id"])

    @property
    def path(self) -> str:
        """Return the path of the webhook in the API."""
        return f"/api/webhooks/{self.webhook_id}"

    def wait_for_state(self, event_id: str, state: str, **options: Any) -> dict[str, Any]:
        return self.client.wait_for_state(self.webhook_id, event_id, state, **options)


Subscribe = Callable[..., Subscriber]
"""``subscribe(*event_types, answer=200, url="{url}", **options)``: *options* are the webhook's."""


@contextmanager
def subscribing(client: Client) -> Iterator[Subscribe]:
    """Yield a `Subscribe`; at the end delete the webhooks and stop the receivers."""
    made: list[Subscriber] = []

    def subscribe(
        *event_types: str,
        answer: Answer | int | Callable[[ReceivedRequest], Answer | int] = 200,
        url: str = "{url}",
        **options: Any,
    ) -> Subscriber:
        receiver = Receiver(answer)
        webhook = client.create_webhook(url.format(url=receiver.url), *event_types, **options)
        made.append(Subscriber(client, receiver, webhook))
        return made[-1]

    try:
        yield subscribe
    finally:
        for subscriber in made:
            if client.relay.exit_code is None:
                client.relay.request("DELETE", subscriber.path)
            subscriber.receiver.stop()
