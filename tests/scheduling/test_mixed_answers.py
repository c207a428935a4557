"""Receivers that refuse some and take others, so that neither success nor failure goes on.

On storage in memory: the rules decide here, and dozens of rounds take seconds elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter

from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Answer, ReceivedRequest, Receiver


def test_one_that_fails_every_other_time_gets_everything(
    memory_relay: InProcess, receiver: Receiver
) -> None:
    """Its breaker stays closed, since it succeeds all the time; what fails is tried again."""
    relay = memory_relay
    webhook = relay.subscribe(receiver.url)
    requests = 0

    def every_other(_: ReceivedRequest) -> Answer:
        nonlocal requests
        requests += 1
        return Answer(500 if requests % 2 else 200)

    receiver.answer = every_other
    ids = []
    for _ in range(10):
        ids += relay.post_pings(4)
        relay.round()
        health = relay.health(webhook)
        assert health is None or not health.breaker.open
    for _ in range(25):
        relay.round(30)

    assert Counter(relay.states(webhook, ids)) == {"delivered": 40}


def test_one_that_answers_409_to_what_waits_gets_all_that_is_new(receiver: Receiver) -> None:
    """It has stored an event, answered 500, and says from then on that it has it already."""
    with in_memory(MAX_QUEUED_UPDATES_PER_WEBHOOK="5") as relay:
        webhook = relay.subscribe(receiver.url)
        seen: set[str] = set()
        unlucky: set[str] = set()

        def respond(request: ReceivedRequest) -> Answer:
            event_id = json.loads(request.body)["event_id"]
            known = event_id in seen
            seen.add(event_id)
            if event_id not in unlucky:
                return Answer(200)
            return Answer(409 if known else 500)

        receiver.answer = respond
        stored, new = [], []
        for _ in range(12):
            stored += relay.post_pings(2)
            unlucky.update(stored[-2:])
            new += relay.post_pings(2)
            relay.pump()
            relay.round()
        relay.round(60)

        assert relay.states(webhook, new) == ["delivered"] * len(new)
        dropped = [
            relay.record(webhook, event_id)
            for event_id, state in zip(stored, relay.states(webhook, stored), strict=True)
            if state == "dropped"
        ]
        assert dropped, "more are waiting than the limit"
        assert all(record.attempts >= 2 for record in dropped)
