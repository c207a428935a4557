"""No delivery is dropped for overflow without its chance, whatever happens in whatever order.

Events, good ones and poison, come to one webhook; its receiver changes its mind; rounds are made; a
person recovers or resends. What was dropped is then judged by what the receiver saw, and by nothing
that the relay recorded about it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shared.history.delivery_filter import DeliveryState
from shared.model import DropReason, Webhook
from tests.support.client import request_event
from tests.support.in_process import NOON, InProcess, in_memory
from tests.support.receiver import ReceivedRequest, Receiver

LIMIT = 4

SOON = 120.0
"""Seconds after which nothing waits for a receiver that is well."""

Step = tuple[str, int]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["good", "poison", "refused"]), st.integers(1, 6)),
        st.tuples(st.just("rounds"), st.integers(1, 4)),
        st.tuples(st.just("all"), st.sampled_from([200, 404, 500, 503])),
        st.tuples(st.just("poison answer"), st.sampled_from([400, 404, 409, 410, 500, 503])),
        st.tuples(st.sampled_from(["recover", "resend"]), st.integers(0, 20)),
    ),
    min_size=8,
    max_size=30,
)


@dataclass
class Story:
    """What happened to one webhook, as its receiver and its owner saw it."""

    relay: InProcess
    has_variables: bool
    answer_to_all: int = 200
    answer_to_poison: int = 500
    posted: list[str] = field(default_factory=list)
    """Ids of events, oldest first."""
    waits_since: dict[str, float] = field(default_factory=dict)
    asked_again: set[str] = field(default_factory=set)
    attempts: list[tuple[float, str, int]] = field(default_factory=list)
    """When, the event's id, and the status that it got."""
    judged: set[str] = field(default_factory=set)

    def answer(self, request: ReceivedRequest) -> int:
        is_poison = b"poison" in request.body
        status = self.answer_to_all
        if status == HTTPStatus.OK and is_poison:
            status = self.answer_to_poison
        self.attempts.append((self.relay.clock.now, request.headers["webhook-id"], status))
        return status

    def judge(self, webhook: Webhook) -> None:
        """Assert of everything that was dropped since the last time that it had its chance."""
        dropped = self.dropped(webhook, DropReason.OVERFLOW)
        for event_id in dropped - self.judged:
            assert self._had_its_chance(event_id), self._told(event_id)
        self.judged = dropped

    def dropped(self, webhook: Webhook, *reasons: DropReason) -> set[str]:
        """Return the ids of what is recorded as dropped, for one of *reasons* or for any."""
        since, until = NOON.timestamp(), self.relay.clock.now
        records = self.relay.store.records.received_between(
            webhook.uid, int(since * 1000), int(until * 1000) + 1, state="dropped"
        )
        return {r.key.event_id for r in records if not reasons or r.reason in reasons}

    def _had_its_chance(self, dropped: str) -> bool:
        since = self.waits_since[dropped]
        own = any(at >= since and one == dropped for at, one, _ in self.attempts)
        if own or dropped in self.asked_again:
            return own
        place = self.posted.index(dropped)
        seen: set[str] = set()
        for at, event_id, status in self.attempts:
            is_first = event_id not in seen
            seen.add(event_id)
            as_new = self.posted.index(event_id) >= place
            if is_first and at >= since and as_new and status >= 500:
                return True
        return False

    def _told(self, event_id: str) -> str:
        return f"{event_id}, which waits since {self.waits_since[event_id]}, of {self}"


def take(step: Step, story: Story, webhook: Webhook) -> None:
    """Do one thing, as its name says."""
    relay = story.relay
    what, number = step
    post: dict[str, Callable[[int], str]] = {
        "good": lambda n: f"good-{n}",
        "poison": lambda n: f"poison-{n}",
        "refused": lambda n: "x" * 2100 if story.has_variables else f"poison-{n}",
    }
    if what in post:
        for n in range(number):
            relay.clock.advance(0.001)
            [event_id] = relay.post(request_event(post[what](n)))
            story.posted.append(event_id)
            story.waits_since[event_id] = relay.clock.now
        relay.pump()
    elif what == "rounds":
        for _ in range(number):
            relay.round()
    elif what == "all":
        story.answer_to_all = number
    elif what == "poison answer":
        # Without variables a 410 would disable the webhook, which is another story.
        story.answer_to_poison = number if story.has_variables or number != 410 else 404
    elif what == "recover":
        recover(story, webhook)
    elif story.posted:
        resend(story, webhook, story.posted[number % len(story.posted)])


def recover(story: Story, webhook: Webhook) -> None:
    relay = story.relay
    dropped = story.dropped(webhook)
    relay.relay.redelivery.recover(webhook, 0.0, relay.clock.now, (DeliveryState.DROPPED,))
    asked_again(story, *dropped)


def resend(story: Story, webhook: Webhook, event_id: str) -> None:
    relay = story.relay
    event = relay.relay.history.event(event_id)
    asked_again(story, event_id)
    relay.relay.redelivery.one(webhook, event, relay.status(webhook, event_id))
    relay.pump()


def asked_again(story: Story, *event_ids: str) -> None:
    for event_id in event_ids:
        story.waits_since[event_id] = story.relay.clock.now
        story.asked_again.add(event_id)


@pytest.mark.slow
@pytest.mark.timeout(600)  # a failure is made smaller before it is shown
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), STEPS)
@example(
    has_variables=True,
    steps=[
        *[("refused", 6)] * 4,
        *[("all", 500), ("good", 2), ("rounds", 4), ("recover", 0)],
    ],
)
def test_what_was_dropped_had_its_chance(
    receiver: Receiver, has_variables: bool, steps: list[Step]
) -> None:
    with in_memory(MAX_QUEUED_UPDATES_PER_WEBHOOK=str(LIMIT)) as relay:
        story = Story(relay, has_variables)
        receiver.answer = story.answer
        url = f"{receiver.url}/$REQUEST_ID" if has_variables else receiver.url
        webhook = relay.subscribe(url, "REQUEST")
        for step in steps:
            take(step, story, webhook)
            story.judge(webhook)

        story.answer_to_all = story.answer_to_poison = 200
        began = relay.clock.now
        while relay.waiting(webhook) and relay.clock.now < began + SOON:
            relay.round()
        story.judge(webhook)
        assert relay.waiting(webhook) == [], "everything else arrives once the receiver is well"
        assert set(relay.states(webhook, story.posted)) <= {"delivered", "dropped"}
