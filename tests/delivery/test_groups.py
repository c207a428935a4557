"""Messages for several deliveries to one webhook."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from shared.model import Event, Webhook
from shared.store import StorageFault
from shared.store.messages import (
    MOST_TOGETHER,
    AttemptMessage,
    GroupMessage,
    MessageKind,
    UnreadableMessage,
    decode,
    grouped,
)
from shared.store.queue import MOST_MESSAGE_BYTES
from tests.support.client import ping_event
from tests.support.in_process import InProcess, Message
from tests.support.receiver import Answer, Receiver

UID = "0f" * 16


def first(number: int, size: int = 10) -> AttemptMessage:
    payload = json.dumps("é" * (size // 2), ensure_ascii=False)
    event = Event(f"id-{number}", "ping", 1_900_000_000_000, payload, '{"version": "1"}')
    return AttemptMessage.for_event(MessageKind.FIRST, event, UID)


def sizes(messages: Sequence[AttemptMessage | GroupMessage]) -> list[int]:
    return [len(m.members) if isinstance(m, GroupMessage) else 1 for m in messages]


class TestMessages:
    @pytest.mark.parametrize(
        ("count", "size", "expected"),
        [
            (1, 10, [1]),
            (2, 10, [2]),
            (17, 10, [8, 8, 1]),
            (8, 10_000, [4, 4]),
            (3, 40_000, [1, 1, 1]),
            (9, 60_000, [8, 1]),
        ],
    )
    def test_hold_as_many_as_fit(self, count: int, size: int, expected: list[int]) -> None:
        messages = grouped(first(number, size) for number in range(count))

        assert sizes(messages) == expected
        for message in messages:
            assert len(message.encode().encode()) <= MOST_MESSAGE_BYTES
            assert decode(message.encode().encode()) == message

    def test_an_event_that_is_too_large_is_left_out(self) -> None:
        [message] = grouped([first(1), first(2, 60_000), first(3)])

        assert isinstance(message, GroupMessage)
        assert [member.event is None for member in message.members] == [False, True, False]

    @pytest.mark.parametrize("change", [lambda m: m[:-1], lambda m: m.split('"members"')[0]])
    def test_that_are_cut_off_are_not_read(self, change: Any) -> None:
        [message] = grouped([first(1), first(2)])
        with pytest.raises(UnreadableMessage):
            decode(change(message.encode()).encode())

    def test_without_members_are_not_read(self) -> None:
        text = json.dumps({"v": 1, "kind": "group", "uid": UID, "received_ms": 1, "members": []})
        with pytest.raises(UnreadableMessage):
            decode(text.encode())


@dataclass
class Group:
    """Deliveries that are in one message, which has been taken."""

    relay: InProcess
    webhook: Webhook
    event_ids: list[str]
    message: Message

    @property
    def states(self) -> list[str]:
        return self.relay.states(self.webhook, self.event_ids)


def group(
    relay: InProcess, receiver: Receiver, count: int = MOST_TOGETHER, **options: Any
) -> Group:
    webhook = relay.subscribe(receiver.url, **options)
    events = [ping_event() for _ in range(count)]
    relay.relay.ingest.post(json.dumps(events).encode())
    [message] = relay.take("deliveries")
    return Group(relay, webhook, [event["event_id"] for event in events], message)


def received(receiver: Receiver) -> Counter[str]:
    return Counter(json.loads(request.body)["event_id"] for request in receiver.requests)


class TestAGroup:
    def test_is_delivered(self, relay: InProcess, receiver: Receiver) -> None:
        made = group(relay, receiver)

        relay.handle(made.message)

        assert made.states == ["delivered"] * MOST_TOGETHER
        assert received(receiver) == Counter(made.event_ids)

    def test_that_comes_again_is_checked_against_storage(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        made = group(relay, receiver)
        relay.run("deliveries", made.message.text, 1)

        relay.run("deliveries", made.message.text, 1)
        relay.run("deliveries", made.message.text, 2)

        assert received(receiver) == Counter(made.event_ids)

    def test_whose_record_is_missing_is_recorded_one_by_one(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = group(relay, receiver)
        monkeypatch.setattr(relay.store.records, "end_all", lambda _: False)

        relay.handle(made.message)

        assert made.states == ["delivered"] * MOST_TOGETHER

    def test_of_which_some_fail(self, relay: InProcess, receiver: Receiver) -> None:
        receiver.answer_next(500, 200, 500)
        made = group(relay, receiver)

        relay.handle(made.message)

        assert Counter(made.states) == {"delivered": 6, "waiting": 2}
        relay.round(12)
        assert made.states == ["delivered"] * MOST_TOGETHER
        assert Counter(received(receiver).values()) == {1: 6, 2: 2}

    def test_whose_webhook_is_gone_in_the_middle(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        """What was not attempted yet is dropped with the rest."""
        receiver.answer = Answer(410)
        made = group(relay, receiver, max_in_flight=1)

        relay.handle(made.message)
        relay.pump()
        relay.round()

        assert made.states == ["dropped"] * MOST_TOGETHER
        assert not relay.relay.webhooks.get(made.webhook.webhook_id).enabled

    def test_whose_webhook_is_disabled(self, relay: InProcess, receiver: Receiver) -> None:
        made = group(relay, receiver)
        relay.relay.webhooks.disable(made.webhook, "a reason")

        relay.handle(made.message)

        assert made.states == ["dropped"] * MOST_TOGETHER
        assert receiver.requests == []

    def test_of_a_webhook_that_takes_one_at_a_time(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        made = group(relay, receiver, max_in_flight=1)

        relay.handle(made.message)
        relay.pump()
        relay.round()

        assert made.states == ["delivered"] * MOST_TOGETHER
        assert received(receiver) == Counter(made.event_ids)

    @pytest.mark.slow
    def test_moves_together_what_the_rate_leaves(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        made = group(relay, receiver, rate_per_second=3)

        relay.handle(made.message)

        assert len(receiver.requests) == 1
        [moved] = relay.take("slow-deliveries")
        assert len(json.loads(moved.text.partition("\n")[0])["members"]) == MOST_TOGETHER - 1
        relay.clock.advance(2)
        relay.handle(moved)
        for _ in range(4):
            relay.round()
        assert made.states == ["delivered"] * MOST_TOGETHER
        assert received(receiver) == Counter(made.event_ids)

    def test_with_an_event_that_is_too_large_for_it(
        self, relay: InProcess, receiver: Receiver
    ) -> None:
        webhook = relay.subscribe(receiver.url)
        events = [ping_event() for _ in range(3)]
        events[1]["sas_url"] = "x" * 60_000
        relay.relay.ingest.post(json.dumps(events).encode())

        relay.pump()

        ids = [event["event_id"] for event in events]
        assert relay.states(webhook, ids) == ["delivered"] * 3

    def test_of_which_one_is_poisoned(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The others are delivered at the first try; it fails by itself."""
        made = group(relay, receiver)
        sender = relay.relay.dispatcher._worker._sender
        send = sender.send

        def failing(event: Event, webhook: Webhook) -> Any:
            if event.event_id == made.event_ids[3]:
                raise ZeroDivisionError
            return send(event, webhook)

        monkeypatch.setattr(sender, "send", failing)
        with pytest.raises(ZeroDivisionError):
            relay.run("deliveries", made.message.text)
        relay.run("deliveries", made.message.text, 2)
        relay.tick(60)
        relay.pump(tolerate=(ZeroDivisionError,))
        monkeypatch.undo()

        assert Counter(made.states) == {"delivered": 7, "waiting": 1}
        assert Counter(received(receiver).values()) == {1: 7}
        for _ in range(8):
            relay.round(60)
        assert made.states == ["delivered"] * MOST_TOGETHER

    def test_is_recorded_although_storage_fails_for_a_moment(
        self, relay: InProcess, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = group(relay, receiver)
        end_all, failures = relay.store.records.end_all, [StorageFault("storage is away")]

        def end(endings: Any) -> bool:
            if failures:
                raise failures.pop()
            return end_all(endings)

        monkeypatch.setattr(relay.store.records, "end_all", end)

        relay.handle(made.message)

        assert made.states == ["delivered"] * MOST_TOGETHER
        assert received(receiver) == Counter(made.event_ids)
