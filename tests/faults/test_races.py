"""Races. docs/reliability.md states the outcome of each, in the same order."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from shared.api import webhooks
from shared.model import HealthChange
from shared.store.health import HealthStore
from shared.store.keys import key_of_record
from shared.store.messages import AttemptMessage, MessageKind
from tests.faults.world import (
    BEFORE,
    REAL_DEADLINE,
    TO_RECEIVER,
    Death,
    MortalProcess,
    ProcessDied,
    World,
    event_id,
)
from tests.support.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def world(
    request: pytest.FixtureRequest,
    storage_account: str,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[World]:
    """A parameter, where there is one, holds settings."""
    world = World(storage_account, receiver, monkeypatch, getattr(request, "param", None))
    yield world
    world.close()


@contextmanager
def after_each(owner: Any, method: str, extra: Callable[[], object]) -> Iterator[None]:
    """Whenever *method* of *owner* returns, *extra* has happened too."""
    original = getattr(owner, method)

    def both(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        extra()
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, method, both)
        yield


def fail(world: World, *names: str, rounds: int = 1) -> None:
    """Let each event be attempted in vain, *rounds* times."""
    world.statuses["a"] = 500
    for name in names:
        world.process.post(name)
    world.process.pump()
    for _ in range(rounds - 1):
        world.advance(12)
        world.process.tick()
        world.process.pump()


class TestUpkeepWhileDeliveriesWriteDownFacts:
    """A busy webhook's health row changes all the time; upkeep must get its word in."""

    @pytest.fixture
    def busy(self, world: World) -> Iterator[HealthStore]:
        world.ids["a"] = world.process.create_webhook("a")
        (uid,) = world.names
        rows = world.store.health
        relay = world.process.relay
        with after_each(
            relay.store.pending,
            "oldest",
            lambda: rows.touch(
                uid, HealthChange(last_failure_at=world.clock.now, last_error="HTTP 500")
            ),
        ):
            yield rows

    def test_the_breaker_opens(self, world: World, busy: HealthStore) -> None:
        fail(world, "e1", "e2", rounds=4)
        world.process.tick()
        assert [health.breaker.open for health in busy.snapshot().webhooks] == [True]

    def test_an_open_one_is_probed(self, world: World, busy: HealthStore) -> None:
        fail(world, "e1", "e2", rounds=4)
        world.process.tick()
        world.process.pump()
        posts = world.posts()
        world.advance(16)
        world.process.tick()
        world.process.pump()
        assert world.posts() == posts + 1

    def test_what_is_paced_is_released(self, world: World, busy: HealthStore) -> None:
        fail(world, "e1", "e2", rounds=4)
        world.process.tick()
        world.statuses.clear()
        world.process.pump()
        world.advance(16)
        world.process.tick()
        world.process.pump()
        assert len(world.received()) == 2

    def test_its_row_stays_where_something_was_added_meanwhile(
        self, world: World, busy: HealthStore
    ) -> None:
        fail(world, "e1")
        world.statuses.clear()
        world.advance(12)
        world.process.tick()
        world.process.pump()
        world.process.tick()
        assert len(busy.snapshot().webhooks) == 1


def test_what_is_known_of_a_breaker_is_seconds_old_whatever_the_webhooks_cache(
    storage_account: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a probe that succeeds would not close it."""
    world = World(storage_account, receiver, monkeypatch, {"WEBHOOK_CACHE_SECONDS": "300"})
    with closing(world):
        world.ids["a"] = world.process.create_webhook("a")
        fail(world, "e1", "e2")
        world.open("a")
        world.statuses.clear()
        world.advance(31)
        world.process.tick()
        world.process.pump()
        assert [health.breaker.open for health in world.store.health.snapshot().webhooks] == [False]


SEAMS = ("health.snapshot", "pending.oldest", "pending.postpone")
"""Calls of a round after which another whole round takes place."""


class TestTwoRoundsAtOnce:
    """Each message is put once, each webhook probed once, each delivery dropped once."""

    @pytest.fixture
    def both(self, world: World, seam: str) -> Iterator[Callable[[], object]]:
        """One round, in the midst of which another one does the same."""
        other = world.another()
        part, method = seam.split(".")
        began = threading.Event()

        def other_round() -> None:
            if not began.is_set():
                began.set()
                other.tick()

        with after_each(getattr(world.process.relay.store, part), method, other_round):
            yield world.process.tick
        assert began.is_set()

    @pytest.mark.parametrize("seam", [*SEAMS, "retries.oldest_age"])
    def test_release(self, world: World, both: Callable[[], object]) -> None:
        world.ids["a"] = world.process.create_webhook("a")
        fail(world, "e1", "e2", "e3")
        world.advance(11)
        both()
        assert world.process.pump() == 3
        assert world.posts() == 6

    @pytest.mark.parametrize("seam", [*SEAMS, "slow.oldest_age"])
    def test_probe(self, world: World, both: Callable[[], object]) -> None:
        world.ids["a"] = world.process.create_webhook("a")
        fail(world, "e1", "e2")
        world.open("a")
        world.advance(31)
        both()
        assert world.process.pump() == 1

    @pytest.mark.parametrize("world", [{"MAX_QUEUED_UPDATES_PER_WEBHOOK": "2"}], indirect=True)
    @pytest.mark.parametrize("seam", ["health.snapshot", "pending.oldest", "records.get"])
    def test_overflow(
        self, world: World, both: Callable[[], object], caplog: pytest.LogCaptureFixture
    ) -> None:
        world.ids["a"] = world.process.create_webhook("a")
        fail(world, *(f"e{number}" for number in range(4)), rounds=2)
        both()
        dropped = [r for r in caplog.records if '"event": "dropped"' in r.getMessage()]
        assert len(dropped) == 2

    def test_at_the_very_same_time(self, world: World) -> None:
        world.ids["a"] = world.process.create_webhook("a")
        fail(world, *(f"e{number}" for number in range(20)))
        world.advance(11)
        others = [world.another() for _ in range(3)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda process: process.tick(), [world.process, *others]))
        assert world.process.pump() == 20


def _first(world: World, name: str) -> str:
    """A copy of the first message of an event's delivery to the only webhook."""
    return _message(world, MessageKind.FIRST, name, 1)


def _message(world: World, kind: MessageKind, name: str, attempt: int) -> str:
    (key,) = {
        (row["PartitionKey"], row["RowKey"])
        for row in world.records()
        if row["RowKey"].endswith(event_id(name))
    }
    ref = key_of_record(*key)
    return AttemptMessage(kind, ref, "ping", attempt).encode()


@contextmanager
def held(world: World) -> Iterator[threading.Event]:
    """Receivers do not answer before the event is set; it is when the block ends."""
    answer = threading.Event()
    world.on_request = lambda name: _wait(answer)
    try:
        yield answer
    finally:
        answer.set()
        world.on_request = lambda name: None


def _wait(event: threading.Event) -> None:
    event.wait(REAL_DEADLINE / 2)


class TestTwoCopiesOfAMessage:
    @pytest.fixture(autouse=True)
    def webhook(self, world: World) -> None:
        world.ids["a"] = world.process.create_webhook("a")

    def test_first_and_first_one_after_the_other(self, world: World) -> None:
        world.process.post("e1")
        copy = _first(world, "e1")
        world.process.pump()
        world.process.run("deliveries", copy, 1)
        world.another().run("deliveries", copy, 2)
        assert world.posts() == 1

    def test_first_and_first_at_once_in_one_process(self, world: World) -> None:
        world.process.post("e1")
        copy = _first(world, "e1")
        with ThreadPoolExecutor(1) as pool, held(world):
            pumping = pool.submit(world.process.pump, "deliveries")
            world.receiver.wait_for(1)
            world.process.run("deliveries", copy, 1)
            assert len(world.receiver.requests) == 1
        assert pumping.result() == 1
        assert world.posts() == 1

    @pytest.mark.parametrize("lane", ["deliveries", "slow-deliveries"])
    @pytest.mark.parametrize("copied_from", ["deliveries", "slow-deliveries"])
    def test_first_and_the_message_that_it_is_a_copy_of(
        self, world: World, lane: str, copied_from: str
    ) -> None:
        """Its taker died after it had moved it, or lost its lease and lived: it is taken again."""
        world.process.post("e1")
        copy = _first(world, "e1")
        other = world.another()
        with ThreadPoolExecutor(1) as pool, held(world):
            first = pool.submit(world.process.run, lane, copy, 1)
            world.receiver.wait_for(1)
            other.run(copied_from, copy, 2)
            assert len(world.receiver.requests) == 1
        first.result()
        world.settle()
        assert world.posts() == 1
        assert set(world.states().values()) == {("delivered", "")}

    def test_retry_and_retry_one_after_the_other(self, world: World) -> None:
        fail(world, "e1", rounds=2)
        world.statuses.clear()
        posts = world.posts()
        for process in (world.process, world.another()):
            process.run("retries", _message(world, MessageKind.RETRY, "e1", 3), 1)
            process.run("retries", _message(world, MessageKind.RETRY, "e1", 2), 1)
        assert world.posts() == posts + 1
        world.settle()
        assert world.posts() == posts + 1

    def test_retry_and_retry_at_once(self, world: World) -> None:
        fail(world, "e1")
        world.statuses.clear()
        copy = _message(world, MessageKind.RETRY, "e1", 2)
        processes = [world.process, *(world.another() for _ in range(3))]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda process: process.run("retries", copy, 1), processes))
        assert len(world.received()) == 1
        world.settle()
        assert sum(world.received().values()) == 1

    def test_a_repeated_post_whose_first_message_is_still_queued(self, world: World) -> None:
        world.process.post("e1")
        world.process.post("e1")
        assert world.process.pump("deliveries") == 2
        world.advance(60)
        world.settle()
        assert world.posts() == 1

    def test_a_repeated_post_while_the_first_message_is_in_flight(self, world: World) -> None:
        world.process.post("e1")
        other = world.another()
        with ThreadPoolExecutor(1) as pool, held(world):
            pumping = pool.submit(world.process.pump, "deliveries")
            world.receiver.wait_for(1)
            other.post("e1")
            other.pump()
            assert len(world.receiver.requests) == 1
        pumping.result()
        world.settle()
        assert world.posts() == 1


class TestAWebhookChangedInMidFlight:
    """What was sent counts, however the webhook stands when its answer comes."""

    @pytest.fixture(autouse=True)
    def webhook(self, world: World) -> None:
        world.ids["a"] = world.process.create_webhook("a")
        world.process.post("e1")

    def during_the_attempt(self, world: World, change: Callable[[MortalProcess], object]) -> None:
        other = world.another()
        done: list[str] = []

        def once(name: str) -> None:
            if not done:
                done.append(name)
                change(other)

        world.on_request = once
        world.process.pump()
        assert done

    @staticmethod
    def delete(world: World) -> Callable[[MortalProcess], object]:
        return lambda process: process.call(webhooks.one, "DELETE", webhook_id=world.ids["a"])

    @staticmethod
    def disable(world: World) -> Callable[[MortalProcess], object]:
        return lambda process: process.call(webhooks.disable, "POST", webhook_id=world.ids["a"])

    @pytest.mark.parametrize("change", ["delete", "disable"])
    def test_answered_2xx(self, world: World, change: str) -> None:
        self.during_the_attempt(world, getattr(self, change)(world))
        world.settle()
        assert list(world.states().values()) == [("delivered", "")]

    @pytest.mark.parametrize("change", ["delete", "disable"])
    def test_answered_500(self, world: World, change: str) -> None:
        world.statuses["a"] = 500
        self.during_the_attempt(world, getattr(self, change)(world))
        world.advance(6)
        world.settle()
        assert list(world.states().values()) == [("dropped", f"webhook_{change}d")]
        assert world.posts() == 1

    def test_another_url(self, world: World) -> None:
        world.statuses["a"] = 500
        url = world.receiver.url.replace("/hook", "/b")
        self.during_the_attempt(
            world,
            lambda process: process.call(
                webhooks.one, "PATCH", {"url": url}, webhook_id=world.ids["a"]
            ),
        )
        world.advance(11)
        world.settle()
        assert world.received() == {("b", event_id("e1")): 1}

    def test_gone_from_the_url_that_it_had(self, world: World) -> None:
        """A 410 is about the address that was asked, not about the one that it has now."""
        world.statuses["a"] = 410
        url = world.receiver.url.replace("/hook", "/b")
        self.during_the_attempt(
            world,
            lambda process: process.call(
                webhooks.one, "PATCH", {"url": url}, webhook_id=world.ids["a"]
            ),
        )
        assert world.process.relay.webhooks.get(world.ids["a"]).enabled
        world.advance(11)
        world.settle()
        assert world.received() == {("b", event_id("e1")): 1}

    @pytest.mark.parametrize("then", ["deliver", "upkeep"])
    def test_enabled_again_where_the_list_still_says_disabled(
        self, world: World, then: str
    ) -> None:
        """A list may be old; what is dropped because of it is gone."""
        if then == "upkeep":
            world.statuses["a"] = 500
            world.process.pump()
        path = {"webhook_id": world.ids["a"]}
        manager = world.another()
        manager.call(webhooks.disable, "POST", **path)
        world.process.relay.webhooks.every()
        manager.call(webhooks.enable, "POST", **path)
        world.process.tick()
        world.process.pump()
        world.advance(11)
        world.settle()
        assert world.received() == {("a", event_id("e1")): 1}

    def test_deleted_and_created_anew(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        """The new one of the same id inherits neither events, nor answers, nor troubles."""
        world.statuses["a"] = 410

        def replace_it(process: MortalProcess) -> None:
            old = process.relay.webhooks.delete(world.ids["a"])
            url = world.receiver.url.replace("/hook", "/b")
            new = process.relay.webhooks.create(replace(old, url=url))
            world.names[new.uid] = "b"

        self.during_the_attempt(world, replace_it)
        world.advance(6)
        world.settle()
        assert world.received() == {}
        assert list(world.states().values()) == [("dropped", "webhook_disabled")]
        assert world.process.relay.webhooks.get(world.ids["a"]).enabled
        assert '"event": "webhook_disabled"' not in caplog.text
        world.process.post("e2")
        world.settle()
        assert world.received() == {("b", event_id("e2")): 1}


class TestClocksAMinuteApart:
    @pytest.fixture(autouse=True)
    def webhook(self, world: World) -> None:
        world.ids["a"] = world.process.create_webhook("a")

    @pytest.mark.parametrize("skew", [60.0, -60.0])
    def test_one_accepts_and_delivers_what_the_other_keeps_up(
        self, world: World, skew: float
    ) -> None:
        """Each event arrives once; a retry comes up to a minute early or late."""
        other = world.another(skew=skew)
        world.statuses["a"] = 500
        other.post("e1")
        world.process.post("e2")
        other.pump()
        world.advance(11)
        world.process.tick()
        other.pump()
        world.statuses.clear()
        world.advance(61)
        world.settle()
        assert world.received() == {("a", event_id("e1")): 1, ("a", event_id("e2")): 1}

    @pytest.mark.parametrize("skew", [60.0, -60.0])
    def test_a_repeat_is_recognised(self, world: World, skew: float) -> None:
        other = world.another(skew=skew)
        other.post("e1")
        world.process.post("e1")
        world.process.pump()
        world.advance(60)
        world.settle()
        assert world.posts() == 1

    @pytest.mark.parametrize("skew", [60.0, -60.0])
    def test_a_process_at_work_is_not_taken_for_dead(
        self, world: World, skew: float, caplog: pytest.LogCaptureFixture
    ) -> None:
        other = world.another(skew=skew)
        for number in range(8):
            other.post(f"e{number}")
            other.pump()
            world.advance(15)
            world.process.tick()
        assert "process_died" not in caplog.text

    @pytest.mark.parametrize("skew", [60.0, -60.0])
    def test_a_dead_one_is_found(self, world: World, skew: float) -> None:
        world.process.post("e1")
        dying = world.another(skew=skew)
        dying.life.arm(Death(TO_RECEIVER, BEFORE))
        with suppress(ProcessDied):
            dying.pump()
        assert world.hidden
        dying.close()
        world.process.tick()
        world.advance(40)
        world.process.tick()
        world.process.pump()
        world.advance(40)
        world.process.tick()
        world.process.pump()
        assert sum(world.received().values()) == 1


class TestPoison:
    """Unreadable: set aside, logged once. Ours: a failed attempt like any other."""

    @pytest.mark.parametrize(
        "text",
        [
            "no JSON",
            "{}",
            '{"v": 99}',
            "[1, 2]",
            "null",
            '{"v": 1, "kind": "unheard of", "received_ms": 1, "event_id": "e"}',
            '{"v": 1, "kind": "first", "received_ms": "soon", "event_id": "e"}',
            json.dumps({"MessageId": "from another app", "Body": "hello"}),
        ],
    )
    @pytest.mark.parametrize("queue", ["deliveries", "retries", "deliveries-poison"])
    def test_foreign(
        self, world: World, queue: str, text: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        world.host.put(queue, text)
        assert world.process.pump() == 1
        [quarantined] = world.host.take("quarantine")
        assert quarantined.text == text
        assert caplog.text.count('"event": "quarantined"') == 1
        assert world.process.pump() == 0

    def test_foreign_bytes_that_grow_when_they_are_written_as_text(self, world: World) -> None:
        world.process.run("deliveries", b"\xff" * 40_000)
        [quarantined] = world.host.take("quarantine")
        assert set(quarantined.text) == {"\N{REPLACEMENT CHARACTER}"}

    def test_ours_comes_back_as_a_retry(self, world: World) -> None:
        world.ids["a"] = world.process.create_webhook("a")
        world.process.post("e1")
        world.poison()
        world.process.pump()
        assert world.posts() == 0
        [key] = [row["RowKey"] for row in world.rows("pending")]
        assert key.endswith(event_id("e1"))
        world.settle()
        assert sum(world.received().values()) == 1

    def test_a_fan_out_of_ours_is_tried_again(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("shared.ingest.fan_out.SLICE", 1)
        for name in ("a", "b"):
            world.ids[name] = world.process.create_webhook(name)
        world.process.post("e1")
        world.poison()
        world.poison()
        world.process.pump()
        assert world.posts() == 0
        world.advance(61)
        world.settle()
        assert sum(world.received().values()) == 2
