"""Others do something at each call of each scenario: nothing is lost, or repeated without excuse.

The scenarios are those in which a process dies (`test_every_call`). Here it lives, and waits at one
of its calls while another process works, an operator changes the webhook, or time passes. Storage
is in memory. What may be repeated or dropped then is stated by each `Kind` and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from shared.api import deliveries, webhooks
from shared.model import DropReason
from shared.policy import timing
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.faults.world import Interruption, MortalProcess, World, event_id
from tests.support.receiver import Receiver

pytestmark = pytest.mark.slow

NOON = datetime(2030, 5, 15, 12, tzinfo=UTC).timestamp()
MIDNIGHT = NOON + 43_200
NEVER = 1_000_000

CHECKED = 2 + timing.ATTEMPT_MARGIN + 1
"""Seconds after which the check of a repeated post is due, with a deadline of 2 s."""

Act = Callable[[World, MortalProcess], object]


def repost(world: World, other: MortalProcess) -> None:
    """Post each event again."""
    for name in sorted(world.posted):
        other.post(name)


def works(_world: World, other: MortalProcess) -> None:
    """Make a round, and handle all messages."""
    other.tick()
    other.pump()


def pumps(_world: World, other: MortalProcess) -> None:
    other.pump()


def after(seconds: float) -> Act:
    return lambda world, _other: world.advance(seconds)


def disables(world: World, other: MortalProcess) -> None:
    _of_each(world, other, webhooks.disable)


def enables(world: World, other: MortalProcess) -> None:
    _of_each(world, other, webhooks.enable)


def deletes(world: World, other: MortalProcess) -> None:
    for webhook_id in world.ids.values():
        _allowed(lambda i=webhook_id: other.call(webhooks.one, "DELETE", webhook_id=i))  # type: ignore[misc]


def resends(world: World, other: MortalProcess) -> None:
    """Send each event to each webhook again, where that is possible."""
    for name, webhook_id in world.ids.items():
        for event in map(event_id, world.posted):
            path = {"webhook_id": webhook_id, "event_id": event}
            if _allowed(lambda p=path: other.call(deliveries.resend, "POST", **p)):  # type: ignore[misc]
                world.asked_again[name, event] += 1


def recovers(world: World, other: MortalProcess) -> None:
    body = {"since": "2020-01-01T00:00:00Z", "states": ["dropped", "waiting"]}
    for webhook_id in world.ids.values():
        _allowed(lambda i=webhook_id: other.call(deliveries.recover, "POST", body, webhook_id=i))  # type: ignore[misc]


def _of_each(world: World, other: MortalProcess, handler: Callable[..., object]) -> None:
    for webhook_id in world.ids.values():
        _allowed(lambda i=webhook_id: other.call(handler, "POST", webhook_id=i))  # type: ignore[arg-type,misc]


def _allowed(call: Callable[[], object]) -> bool:
    """Make an API call; False if it was refused."""
    try:
        call()
    except AssertionError as error:
        if not any(f'"status":{status}' in str(error) for status in (400, 404, 409)):
            raise
        return False
    return True


@dataclass(frozen=True)
class Kind:
    """What others do, one after the other, and what may come of it.

    ``reasons`` for which deliveries may be dropped; ``stands_still``: the process stands still for
    so long that others may do its work, so an attempt that is being made or recorded may be made
    again.
    """

    acts: tuple[Act, ...]
    reasons: frozenset[str] = frozenset()
    stands_still: bool = False
    at_midnight: bool = False

    def play(self, world: World, other: MortalProcess) -> None:
        for act in self.acts:
            act(world, other)


_DISABLED = frozenset({str(DropReason.WEBHOOK_DISABLED)})
_DELETED = frozenset({str(DropReason.WEBHOOK_DELETED)})

KINDS = {
    "a round": Kind((works,)),
    "a repeated post, and work": Kind((repost, pumps)),
    "a repeated post, and its check": Kind(
        (repost, pumps, after(CHECKED), works), stands_still=True
    ),
    "90 s and rounds": Kind((after(40), works, after(50), works), stands_still=True),
    "disabled, a round": Kind((disables, works), _DISABLED),
    "disabled, a round, enabled": Kind((disables, works, enables), _DISABLED),
    "deleted": Kind((deletes,), _DELETED),
    "resent, and a round": Kind((resends, works)),
    "recovered, and a round": Kind((recovers, works)),
    "disabled, a round, enabled, resent": Kind((disables, works, enables, resends), _DISABLED),
    "midnight and a repeated post": Kind((after(2), repost, pumps), at_midnight=True),
}

FORGOTTEN = "tick: days"
"""The scenario in which retention has taken the events, so that a repeat is a new event."""

SOME = {
    "accept",
    "accept an array",
    "deliver",
    "deliver a group",
    "deliver to a slow one",
    "follow up",
    "retry",
    "hold",
    "tick: release",
    "tick: orphans",
    "resend what waits",
    "recover",
}
"""The scenarios that are always tried; the others with ``FAULTS=every``."""

PAIRS = [
    (kind, scenario)
    for kind in KINDS
    for scenario in SCENARIOS
    if scenario in SOME or os.environ.get("FAULTS") == "every"
    if scenario != FORGOTTEN or repost not in KINDS[kind].acts
]


@dataclass
class Outcome:
    """What came of one run: the calls that were made, and what is recorded and received."""

    at: int
    calls: list[str]
    arranged: float
    """Seconds that the scenario took to arrange, by the clock."""
    reasons: frozenset[str]
    unrecorded: set[tuple[str, str]]
    """What was being posted, or recorded, when the process was interrupted."""
    repeated: set[tuple[str, str]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.mark.parametrize(("kind", "scenario"), PAIRS)
def test_nothing_is_lost_or_repeated(receiver: Receiver, kind: str, scenario: str) -> None:
    for outcome in _outcomes(receiver, KINDS[kind], SCENARIOS[scenario]):
        excused = outcome.unrecorded if KINDS[kind].stands_still else set()
        assert outcome.repeated <= excused, f"at call {outcome.at} of {outcome.calls}"


@pytest.mark.parametrize(
    ("kind", "scenario"),
    [("a repeated post, and its check", "deliver"), ("90 s and rounds", "retry")],
)
def test_what_is_excused_does_happen(receiver: Receiver, kind: str, scenario: str) -> None:
    """A process that stands still at the POST, or at the record of it: the list of excuses."""
    outcomes = _outcomes(receiver, KINDS[kind], SCENARIOS[scenario])
    points = [outcome.calls[outcome.at - 1] for outcome in outcomes if outcome.repeated]
    assert [point.split()[0] for point in points] == ["POST", "merge"]


def _outcomes(receiver: Receiver, kind: Kind, scenario: Scenario) -> list[Outcome]:
    """Play *scenario* with an interruption at each call, and check that nothing is lost."""
    undisturbed = _play(receiver, scenario, Kind(()), NEVER, NOON, frozenset(DropReason))
    assert undisturbed.wrong == []
    start = MIDNIGHT - 1 - undisturbed.arranged if kind.at_midnight else NOON
    outcomes = []
    at, calls = 0, undisturbed.calls
    while at < len(calls):
        at += 1
        outcome = _play(receiver, scenario, kind, at, start, undisturbed.reasons | kind.reasons)
        assert outcome.wrong == [], f"at call {at} of {outcome.calls}"
        calls = outcome.calls
        outcomes.append(outcome)
    return outcomes


def _play(
    receiver: Receiver,
    scenario: Scenario,
    kind: Kind,
    at: int,
    start: float,
    reasons: frozenset[str],
) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.ingest.fan_out.SLICE", 2)
        world = World(None, receiver, patch, scenario.settings, start=start)
        with closing(world):
            if not scenario.new_account:
                world.make_tables_and_queues()
            scenario.arrange(world)
            arranged = world.clock.now - start
            reasons |= _reasons(world)
            other = world.another()
            life = world.process.life
            unrecorded: set[tuple[str, str]] = set()

            def interrupt() -> None:
                unrecorded.update(world.unrecorded())
                kind.play(world, other)

            life.interrupt(Interruption(at, interrupt))
            _allowed(lambda: scenario.act(world))
            life.disarm()
            world.settle()
            while world.hidden:
                world.reappear()
                world.settle()
            outcome = Outcome(at, list(life.calls), arranged, _reasons(world), unrecorded)
            _judge(world, outcome, reasons)
            return outcome


def _judge(world: World, outcome: Outcome, allowed: frozenset[str]) -> None:
    """Add to *outcome* what was repeated, and what is lost or dropped for no *allowed* reason."""
    received, states = world.received(), world.states()
    outcome.repeated = {
        key for key, count in received.items() if count > 1 + world.asked_again[key]
    }
    for key in _promised(world):
        state, reason = states.get(key, ("missing", None))
        if state == "dropped":
            is_right = reason in allowed and (key not in received or bool(world.asked_again[key]))
        else:
            is_right = state == "delivered" and key in received
        if not is_right:
            outcome.wrong.append(f"{key}: {state} {reason}, received {received[key]}")


def _reasons(world: World) -> frozenset[str]:
    """Return for which reasons deliveries are dropped so far."""
    return frozenset(str(reason) for state, reason in world.states().values() if state == "dropped")


def _promised(world: World) -> Iterator[tuple[str, str]]:
    """Return webhook and event of each delivery of what was accepted."""
    for event in world.accepted:
        for uid in world.process.relay.history.event(event).targets:
            yield world.names[uid], event
