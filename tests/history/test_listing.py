"""What is told of events and deliveries: for strange ids, and when very many wait."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from shared.api import deliveries, events
from shared.api.http import Request, Response, respond
from shared.app import App
from shared.errors import InvalidInput
from shared.events.catalogue import EVENT_TYPES
from shared.history.delivery_filter import DeliveryFilter
from shared.history.delivery_history import MAX_EVENTS_BYTES
from shared.ingest.event_ingest import AcceptedEvent
from shared.model import PendingDelivery, Webhook
from shared.store import BadRequest, pending
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver
from tests.support.rows import stored_event

MANY = 1100


@pytest.mark.parametrize("handler", [events.get, deliveries.one, deliveries.resend])
@pytest.mark.parametrize(
    "event_id", ["a/b", "a\\b", "a#b", "a?b", "50%", "a\0b", "é", "..", "", "x" * 40_000]
)
def test_an_id_that_no_event_can_have_is_not_found(
    relay: InProcess,
    receiver: Receiver,
    handler: Callable[[App, Request], Response],
    event_id: str,
) -> None:
    """The host hands over what a path holds decoded; storage does not take all of it for a key."""
    webhook = relay.subscribe(receiver.url)
    path = {"webhook_id": webhook.webhook_id, "event_id": event_id}
    request = Request("GET", path, {}, {}, b"")

    assert respond(lambda: handler(relay.relay, request), route="test").status == 404


def test_the_newest_that_wait_are_told_from_what_is_queued(
    relay: InProcess, receiver: Receiver
) -> None:
    """However many older ones wait as well; a query answers with a thousand at most."""
    receiver.answer = 500
    webhook = relay.subscribe(receiver.url)
    let_many_wait(relay, webhook)
    relay.clock.advance(1)
    waits, queued = relay.post_pings(1), ping_event()
    relay.pump()
    relay.clock.advance(1)
    relay.post(queued)

    listing = relay.relay.history.deliveries(webhook, limit=10)

    states = [(s.delivery.key.event_id, s.state) for s in listing.deliveries]
    assert states == [(queued["event_id"], "queued"), (waits[0], "waiting")]
    for state, event_id in (("waiting", waits[0]), ("queued", queued["event_id"])):
        found = relay.relay.history.deliveries(
            webhook, limit=10, wanted=DeliveryFilter(state=state)
        ).deliveries
        assert [s.delivery.key.event_id for s in found] == [event_id]


def let_many_wait(relay: InProcess, webhook: Webhook) -> None:
    """Waiting rows alone, of events before any other."""
    relay.store.pending.put(row_of(relay, webhook, 0))
    table = relay.store.storage.table("pending")
    rows = [pending._to_row(row_of(relay, webhook, n)) for n in range(1, MANY)]
    for start in range(0, len(rows), 100):
        assert table.insert_all(rows[start : start + 100])


def row_of(relay: InProcess, webhook: Webhook, number: int) -> PendingDelivery:
    at = relay.clock.now - 10 + number / 1000
    ref = stored_event(ping_event(), at=at).delivery_key(webhook.uid)
    return PendingDelivery(ref, "ping", 1, at + 3600, since=at)


def test_a_cursor_that_storage_refuses_is_the_callers_fault(
    relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Azure knows which continuations it gave out."""
    webhook = relay.subscribe(receiver.url)

    def refuse(*_: object, **__: object) -> None:
        raise BadRequest("InvalidInput", status=400)

    monkeypatch.setattr(relay.store.records, "page", refuse)
    forged = base64.urlsafe_b64encode(
        json.dumps(["2030-05-15", {"PartitionKey": "x", "RowKey": "y"}]).encode()
    )
    with pytest.raises(InvalidInput) as raised:
        relay.relay.history.deliveries(webhook, limit=5, cursor=forged.decode())
    assert raised.value.field == "cursor"
    with pytest.raises(BadRequest):
        relay.relay.history.deliveries(webhook, limit=5)


@pytest.mark.parametrize("text", ["x", "é", "😀"])
def test_a_list_of_events_has_at_most_so_many_bytes(text: str) -> None:
    """The oldest of those that are pending, and the newest of those that were delivered last."""
    size = 250_000
    filling = text * (size // len(text.encode()))
    with in_memory() as memory:
        webhook = memory.subscribe("https://receiver.example/", "REQUEST")
        history = memory.relay.history
        ids = []
        for number in range(MAX_EVENTS_BYTES // size + 20):
            memory.clock.advance(0.001)
            event = EVENT_TYPES["REQUEST"].example | {"number": number, "message": filling}
            body = json.dumps({"event_type": "REQUEST", "event": event}, ensure_ascii=False)
            accepted = memory.relay.ingest.post(body.encode())
            assert isinstance(accepted, AcceptedEvent)
            ids.append(accepted.event_id)
            key = history.event(ids[-1]).delivery_key(webhook.uid)
            memory.store.pending.put(PendingDelivery(key, "REQUEST", 1, 0.0, since=0.0))

        waiting = history.pending_events(webhook, "REQUEST", most=1000)
        latest = history.recent(webhook, limit=50)

    fit = len(waiting)
    assert fit in (15, 16)
    assert [event.event_id for event in waiting] == ids[:fit]
    assert [event.event_id for _, event in latest] == ids[: -fit - 1 : -1]
    assert sum(len(event.event_json.encode()) for event in waiting) <= MAX_EVENTS_BYTES
