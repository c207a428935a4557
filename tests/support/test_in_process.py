"""The Functions host of the tests does with messages what the real one does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.in_process import LEASE, MOST_ATTEMPTS, InProcess, Message, in_memory
from tests.support.receiver import Receiver


class Broken(Exception):
    """Raised by the relay's function for every message."""


@pytest.fixture
def relay() -> Iterator[InProcess]:
    with in_memory() as relay:
        yield relay


@pytest.fixture
def broken(relay: InProcess, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the function fail for every message; the dequeue counts that it was called with."""
    counts: list[int] = []

    def fail(_message: object, _lane: object, *, dequeue_count: int, put_at: object) -> None:
        counts.append(dequeue_count)
        raise Broken

    monkeypatch.setattr(relay.relay.dispatcher, "handle", fail)
    return counts


def test_a_message_is_deleted_once_its_function_returns(relay: InProcess) -> None:
    relay.host.put("deliveries", "no message of ours")
    assert relay.pump("deliveries") == 1
    relay.host.advance(LEASE + 1)
    assert relay.take("deliveries") == []


def test_a_taken_message_is_hidden_until_its_lease_is_over(relay: InProcess) -> None:
    relay.host.put("deliveries", "text")
    [message] = relay.take("deliveries")
    relay.host.advance(LEASE - 1)
    assert relay.take("deliveries") == []

    relay.host.advance(2)

    [again] = relay.take("deliveries")
    assert (again.text, message.dequeue_count, again.dequeue_count) == ("text", 1, 2)


def test_an_empty_queue_is_asked_again_only_after_something_was_put_into_it(
    relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = relay.host._queues.take

    def take(queue: str, most: int) -> list[Message]:
        asked.append(queue)
        return real(queue, most)

    monkeypatch.setattr(relay.host._queues, "take", take)
    assert [relay.take("deliveries") for _ in range(3)] == [[], [], []]
    assert asked == ["deliveries"]

    relay.store.first_attempts.send("text")

    assert [[one.text for one in relay.take("deliveries")] for _ in range(3)] == [["text"], [], []]
    assert asked == ["deliveries"] * 3


def test_a_put_that_seems_to_fail_is_seen(
    relay: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert relay.take("deliveries") == []
    real = relay.host._queues.put

    def put(queue: str, text: str) -> None:
        real(queue, text)
        raise Broken

    monkeypatch.setattr(relay.host._queues, "put", put)
    with pytest.raises(Broken):
        relay.host.put("deliveries", "text")
    assert [one.text for one in relay.take("deliveries")] == ["text"]


def test_a_message_with_a_delay_is_seen_when_its_time_has_come(relay: InProcess) -> None:
    relay.store.retries.send("text", delay=10)
    assert (relay.take("retries"), relay.store.retries.length()) == ([], 1)
    relay.host.advance(9)
    assert relay.take("retries") == []
    relay.host.advance(1)
    assert [message.text for message in relay.take("retries")] == ["text"]


def test_after_five_failures_a_message_is_poison(relay: InProcess, broken: list[int]) -> None:
    relay.host.put("deliveries", "text")

    relay.pump("deliveries", tolerate=(Broken,))

    assert broken == list(range(1, MOST_ATTEMPTS + 1))
    assert [message.text for message in relay.take("deliveries-poison")] == ["text"]


def test_what_a_function_raises_ends_the_test(relay: InProcess, broken: list[int]) -> None:
    relay.host.put("deliveries", "text")
    with pytest.raises(Broken):
        relay.pump()


def test_a_delivery_on_which_the_relay_fails_five_times_is_retried(
    relay: InProcess, broken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Receiver() as receiver:
        webhook = relay.subscribe(receiver.url)
        ids = relay.post_pings(1)
        relay.pump("deliveries", tolerate=(Broken,))
        monkeypatch.undo()
        relay.pump()
        assert relay.states(webhook, ids) == ["waiting"]

        relay.round()

        assert relay.states(webhook, ids) == ["delivered"]
        assert len(receiver.requests) == 1
