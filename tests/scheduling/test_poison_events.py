"""Events that always fail beside events that would succeed: the latter arrive, and soon.

On storage in memory: the rules decide here, and rounds by the hundred would take minutes elsewhere.
"""

from __future__ import annotations

from typing import Any

import pytest

from shared.model import Webhook
from tests.scheduling.outage import opened
from tests.support.client import request_event
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Answer, ReceivedRequest, Receiver

POISON = 60


def refusing(status: int) -> Any:
    """A receiver's answer: *status* to poison, 200 to everything else."""

    def answer(request: ReceivedRequest) -> int:
        return status if b"poison" in request.body + request.path.encode() else 200

    return answer


def poisoned(relay: InProcess, count: int = POISON) -> list[str]:
    ids = relay.post(*(request_event(f"poison-{number}") for number in range(count)))
    relay.pump()
    return ids


def seconds_until_delivered(relay: InProcess, webhook: Webhook, event_id: str) -> float:
    began = relay.clock.now
    relay.pump()
    while relay.states(webhook, [event_id]) != ["delivered"]:
        relay.round()
        assert relay.clock.now - began < 300, relay.status(webhook, event_id)
    return relay.clock.now - began


@pytest.mark.slow
@pytest.mark.parametrize("status", [400, 404, 409, 500, 503])
def test_good_events_arrive_within_a_minute(receiver: Receiver, status: int) -> None:
    with in_memory() as relay:
        receiver.answer = refusing(status)
        webhook = relay.subscribe(receiver.url, "REQUEST")
        poison = poisoned(relay)
        for _ in range(8):
            relay.round()

        for number in range(5):
            [good] = relay.post(request_event(f"good-{number}"))
            assert seconds_until_delivered(relay, webhook, good) <= 60
            for _ in range(6):
                relay.round()

        states = relay.states(webhook, poison)
        assert len(relay.waiting(webhook)) <= 50
        assert set(states) <= {"dropped", "waiting"}
        dropped = [i for i, state in zip(poison, states, strict=True) if state == "dropped"]
        assert len(dropped) >= POISON - 50
        assert all(relay.record(webhook, event_id).attempts for event_id in dropped)


@pytest.mark.slow
def test_many_good_events_among_poison_are_all_delivered(receiver: Receiver) -> None:
    with in_memory() as relay:
        receiver.answer = refusing(500)
        webhook = relay.subscribe(receiver.url, "REQUEST")
        poisoned(relay)
        for _ in range(8):
            relay.round()
        good = relay.post(*(request_event(f"good-{number}") for number in range(100)))
        relay.pump()
        for _ in range(15):
            relay.round()
        assert relay.states(webhook, good) == ["delivered"] * 100


def test_an_event_whose_url_the_relay_refuses_ends_alone(receiver: Receiver) -> None:
    with in_memory() as relay:
        webhook = relay.subscribe(f"{receiver.url}/$REQUEST_ID", "REQUEST")
        poison = relay.post(*(request_event("x" * 2100) for _ in range(POISON)))
        relay.pump()
        [good] = relay.post(request_event("good"))
        relay.pump()

        assert relay.states(webhook, [good]) == ["delivered"]
        assert relay.states(webhook, poison) == ["dropped"] * POISON
        record = relay.record(webhook, poison[0])
        assert record.reason == "undeliverable"
        [result] = record.results
        assert result.error == "undeliverable"
        assert "2048" in result.detail
        assert relay.waiting(webhook) == []
        assert len(receiver.requests) == 1


def test_gone_in_a_url_with_variables_is_the_events_end_alone(receiver: Receiver) -> None:
    with in_memory() as relay:
        receiver.answer = refusing(410)
        webhook = relay.subscribe(f"{receiver.url}/$REQUEST_ID", "REQUEST")
        [poison] = poisoned(relay, 1)
        [good] = relay.post(request_event("good"))
        relay.pump()

        assert relay.states(webhook, [poison, good]) == ["dropped", "delivered"]
        assert relay.record(webhook, poison).reason == "undeliverable"
        assert relay.relay.webhooks.get(webhook.webhook_id).enabled


class TestProbes:
    """Behind an open breaker, where the URL has variables."""

    MANY = 40

    def test_what_the_relay_itself_refuses_does_not_delay_the_others(
        self, receiver: Receiver
    ) -> None:
        with in_memory() as relay:
            webhook, good = self.failing(relay, receiver)
            refused = relay.post(*(request_event("x" * 2100) for _ in range(self.MANY)))
            relay.pump()
            assert relay.states(webhook, refused) == ["waiting"] * self.MANY
            receiver.answer = 200

            assert max(seconds_until_delivered(relay, webhook, one) for one in good) <= 60
            assert relay.states(webhook, refused) == ["dropped"] * self.MANY

    def test_one_that_only_refuses_the_event_closes_it(self, receiver: Receiver) -> None:
        with in_memory() as relay:
            webhook, good = self.failing(relay, receiver)
            gone = relay.post(*(request_event("poison") for _ in range(self.MANY)))
            relay.pump()
            receiver.answer = refusing(410)

            assert max(seconds_until_delivered(relay, webhook, one) for one in good) <= 60
            assert set(relay.states(webhook, gone)) <= {"dropped", "waiting"}

    def failing(self, relay: InProcess, receiver: Receiver) -> tuple[Webhook, list[str]]:
        """Return a webhook whose breaker is open, and the events that it has failed on."""
        receiver.answer = 500
        webhook = relay.subscribe(f"{receiver.url}/$REQUEST_ID", "REQUEST")
        good = relay.post(request_event("good-1"), request_event("good-2"))
        opened(relay, webhook)
        return webhook, good


class TestRetryAfter:
    ASKS = Answer(503, headers={"Retry-After": "99999999"})

    def test_in_a_url_with_variables_it_is_about_the_event(self, receiver: Receiver) -> None:
        with in_memory() as relay:
            webhook = relay.subscribe(f"{receiver.url}/$REQUEST_ID", "REQUEST")
            receiver.answer_next(self.ASKS)
            [asked] = relay.post(request_event("one"))
            relay.pump()
            [other] = relay.post(request_event("two"))
            relay.pump()

            assert relay.states(webhook, [asked, other]) == ["waiting", "delivered"]
            [pending] = relay.waiting(webhook)
            assert pending.next_attempt_at - relay.clock.now == pytest.approx(3600, abs=1)

    def test_is_honoured_up_to_the_longest_pause_with_a_probe_a_minute(
        self, receiver: Receiver
    ) -> None:
        with in_memory(MAX_RETRY_AFTER="10m") as relay:
            webhook = relay.subscribe(receiver.url, "REQUEST")
            receiver.answer = self.ASKS
            relay.post(request_event("one"))
            relay.pump()
            health = relay.health(webhook)
            assert health is not None
            assert health.paused_until - relay.clock.now == pytest.approx(600, abs=1)
            [held] = relay.post(request_event("two"))
            relay.pump()
            for _ in range(5):
                relay.round()
            assert len(receiver.requests) == 1, "nothing for almost a minute"

            for _ in range(3):
                relay.round()
            assert len(receiver.requests) == 2, "a probe"
            receiver.answer = 200
            assert seconds_until_delivered(relay, webhook, held) <= 70


@pytest.mark.slow
@pytest.mark.parametrize("count", [80, 150])
def test_recover_right_after_mending_loses_nothing(receiver: Receiver, count: int) -> None:
    """As the runbook has it: the receiver is mended, and what was dropped is sent again."""
    with in_memory() as relay:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url)
        since = relay.clock.now
        ids = relay.post_pings(count)
        relay.pump()
        for _ in range(9):
            relay.round()
        assert relay.states(webhook, ids).count("dropped") == count - 50

        receiver.answer = 200
        recovered = relay.relay.redelivery.recover(
            webhook, since - 1, relay.clock.now, ("dropped", "waiting")
        )
        assert recovered.count >= count - 50
        for _ in range(20):
            relay.round()

        assert relay.states(webhook, ids) == ["delivered"] * count


def test_a_receiver_that_knows_what_waits_takes_what_is_new(receiver: Receiver) -> None:
    """409 "I have that already" for all that waits does not keep new events out."""
    with in_memory() as relay:
        receiver.answer = 500
        webhook = relay.subscribe(receiver.url, "REQUEST")
        known = poisoned(relay)
        for _ in range(8):
            relay.round()
        receiver.answer = refusing(409)

        [new] = relay.post(request_event("new"))

        assert seconds_until_delivered(relay, webhook, new) <= 60
        assert "dropped" in relay.states(webhook, known)
