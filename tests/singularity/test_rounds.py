"""When updates are attempted and dropped, with a clock that the test moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from tests.singularity.in_process import SingularityInProcess
from tests.support.accounts import Account
from tests.support.in_process import TICK
from tests.support.receiver import ReceivedRequest, Receiver

HOUR = 3600.0
DAY = 24 * HOUR
WEEK = 7 * DAY

Start = Callable[..., SingularityInProcess]
"""``start(**settings)``: a relay with a webhook ``hook`` that points to the receiver."""


class FailingReceiver(Receiver):
    """Takes 0.3 s, records the time by the relay's clock, and returns 500 until told otherwise."""

    def __init__(self) -> None:
        self.relay: SingularityInProcess | None = None
        self.times: list[float] = []
        self.status = 500
        super().__init__(self._answer)

    def _answer(self, request: ReceivedRequest) -> int:
        assert self.relay is not None
        self.times.append(self.relay.clock.now)
        self.relay.clock.advance(0.3)
        return self.status


@pytest.fixture
def receiver() -> Iterator[FailingReceiver]:
    with FailingReceiver() as receiver:
        yield receiver


@pytest.fixture
def start(account: Account, receiver: FailingReceiver) -> Iterator[Start]:
    started: list[SingularityInProcess] = []

    def start(**settings: str) -> SingularityInProcess:
        receiver.relay = SingularityInProcess(account, settings)
        receiver.relay.add(receiver.url, "hook")
        started.append(receiver.relay)
        return receiver.relay

    yield start
    for relay in started:
        relay.close()


class TestEveryTenSeconds:
    def test_an_update_that_fails_is_attempted_in_every_round(
        self, start: Start, receiver: FailingReceiver
    ) -> None:
        relay = start()
        relay.clock.advance(3)
        relay.post_updates()
        relay.rounds(12)

        gaps = [round(later - earlier, 1) for earlier, later in pairwise(receiver.times)]
        assert gaps[0] <= TICK, "the first round after it"
        assert gaps[1:] == [TICK] * 11
        assert len(relay.queued()) == 1

    def test_a_webhook_that_fails_for_good_is_still_attempted_in_every_round(
        self, start: Start, receiver: FailingReceiver
    ) -> None:
        relay = start()
        relay.post_updates(5)
        relay.rounds(10)

        attempts = Counter((at - receiver.times[0] + 1) // TICK for at in receiver.times)
        assert set(attempts) == set(range(11))
        assert attempts[10] == 1, "one stands for all of them by now"

        receiver.status = 200
        relay.rounds(3)
        assert relay.queued() == []

    def test_what_succeeds_is_not_sent_again(self, start: Start, receiver: FailingReceiver) -> None:
        receiver.status = 200
        relay = start()
        relay.post_updates(3)
        relay.rounds(3)
        assert len(receiver.requests) == 3


class TestMoreThanFiftyQueued:
    def test_the_oldest_are_given_up_on_failure(self, start: Start) -> None:
        relay = start()
        events = relay.post_updates(52)
        assert len(relay.queued()) == 52, "one failure gives nothing up"
        relay.rounds(4)

        assert relay.queue_size() == 50, "and fifty are not too many"
        assert [update["message"] for update in relay.queued()] == [
            f"update {number}" for number in range(2, 52)
        ]
        assert relay.reasons_of(events) == ["overflow"] * 2 + [None] * 50

    def test_the_number_is_a_setting(self, start: Start) -> None:
        relay = start(MAX_QUEUED_UPDATES_PER_WEBHOOK="3")
        events = relay.post_updates(5)
        relay.rounds(4)
        assert relay.reasons_of(events) == ["overflow"] * 2 + [None] * 3

    def test_a_full_queue_takes_nothing_from_others(self, start: Start) -> None:
        relay = start(MAX_QUEUED_UPDATES_PER_WEBHOOK="3")
        with Receiver() as healthy:
            relay.add(healthy.url, "healthy")
            for _ in range(3):
                relay.post_updates(3)
                relay.rounds(3)
            assert len(healthy.requests) == 9
        assert relay.queue_size() == 3

    @pytest.mark.parametrize("limit", ["0", "-1"])
    def test_0_or_less_turns_the_limit_off(self, start: Start, limit: str) -> None:
        relay = start(MAX_QUEUED_UPDATES_PER_WEBHOOK=limit)
        assert relay.relay.settings.max_pending is None
        relay.post_updates(5)
        relay.rounds(4)
        assert relay.queue_size() == 5


class TestSevenDays:
    def test_after_them_a_last_failure_gives_an_update_up(
        self, start: Start, receiver: FailingReceiver
    ) -> None:
        relay = start()
        events = relay.post_updates()
        relay.rounds(2)
        relay.clock.advance(WEEK - 60)
        relay.rounds()
        assert len(relay.queued()) == 1
        attempts = len(receiver.requests)

        relay.clock.advance(60)
        relay.rounds()
        assert relay.queued() == []
        assert relay.reasons_of(events) == ["expired"]
        assert len(receiver.requests) == attempts + 1

    def test_after_them_a_last_attempt_may_succeed(
        self, start: Start, receiver: FailingReceiver
    ) -> None:
        relay = start()
        events = relay.post_updates()
        relay.clock.advance(WEEK + 60)
        receiver.status = 200
        relay.rounds()
        assert relay.states_of(events) == ["delivered"]

    def test_the_hours_are_a_setting(self, start: Start) -> None:
        relay = start(DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="2")
        events = relay.post_updates()
        relay.clock.advance(1.9 * HOUR)
        relay.rounds()
        assert relay.states_of(events) == ["waiting"]
        relay.clock.advance(0.2 * HOUR)
        relay.rounds()
        assert relay.reasons_of(events) == ["expired"]

    @pytest.mark.parametrize("hours", ["0", "-1"])
    def test_0_or_less_turns_the_limit_off(
        self, start: Start, receiver: FailingReceiver, hours: str
    ) -> None:
        relay = start(DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS=hours, RETENTION_DAYS="30")
        events = relay.post_updates()
        for _ in range(4):
            relay.clock.advance(WEEK)
            relay.rounds()
        assert relay.states_of(events) == ["waiting"]
        receiver.status = 200
        relay.rounds()
        assert relay.states_of(events) == ["delivered"]

    def test_what_is_not_retained_is_given_up_all_the_same(self, start: Start) -> None:
        relay = start(DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS="0", RETENTION_DAYS="1")
        relay.post_updates()
        relay.clock.advance(3 * DAY)
        relay.rounds(8)
        assert relay.queued() == []
        assert relay.queue_size() == 0


class TestSuccess:
    def test_is_200_to_299_inclusive(self, start: Start, receiver: FailingReceiver) -> None:
        relay = start()
        for status in (200, 201, 202, 204, 206, 226, 250, 299):
            assert _state_after(relay, receiver, status) == "delivered", status
        assert relay.queued() == []

    def test_is_nothing_else(self, start: Start, receiver: FailingReceiver) -> None:
        relay = start()
        others = (300, 301, 302, 304, 307, 400, 401, 404, 500, 503, 599)
        for status in others:
            assert _state_after(relay, receiver, status) == "waiting", status
        assert relay.queue_size() == len(others)


def _state_after(relay: SingularityInProcess, receiver: FailingReceiver, status: int) -> str:
    receiver.status = status
    events = relay.post_updates()
    return relay.states_of(events)[0]
