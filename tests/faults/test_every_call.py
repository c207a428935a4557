"""The process dies before and after every call that it makes, one at a time.

Each scenario runs once to count its calls, then once more for each call, with the death there.
Afterwards the message that the process had taken comes back at once; in a second run it comes back
only when everything else is done, since a lease is long. On Azurite, each death has one of these
two runs, and both with ``FAULTS=every``. Where the death leaves a heartbeat behind, nothing may
depend on the end of the lease. It leaves none before the first heartbeat, while deliveries are
made, and where the webhook is gone. The promise is checked from outside: by what the receivers got
and what is in storage.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests.faults.scenarios import SCENARIOS, Scenario
from tests.faults.world import AFTER, BEFORE, Death, World
from tests.support.receiver import Receiver
from tests.support.storage import Storage

EVERY = os.environ.get("FAULTS") == "every"
"""Try every scenario on Azurite, and also the deaths that leave storage as another one does."""

SOME = {
    "accept an array",
    "accept for more than a slice",
    "deliver",
    "deliver a group",
    "deliver a group in vain",
    "retry",
    "hold",
    "tick: overflow",
    "tick: orphans",
    "resend what was dropped",
    "recover",
}
"""The scenarios that are always tried on Azurite."""

AT_ONCE, LATE = True, False
BOTH_WAYS = (AT_ONCE, LATE)
"""When the message that the process had taken comes back."""

Ways = tuple[bool, ...]
Deaths = Callable[[list[str]], Iterator[tuple[Death, Ways]]]

NewAccount = Callable[[], AbstractContextManager[str | None]]
"""Makes an account of Azurite, by its connection string; None for storage in memory."""

SLICE = 2
"""How many subscribers one fan-out message is for; 32 would show nothing more."""


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.ingest.fan_out.SLICE", SLICE)


@pytest.mark.timeout(1200 if EVERY else 300)
@pytest.mark.parametrize("name", [name for name in SCENARIOS if EVERY or name in SOME])
def test_nothing_is_lost_wherever_the_process_dies(azurite: Storage, name: str) -> None:
    _die_everywhere(azurite.account, SCENARIOS[name], _deaths)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_is_lost_in_memory_either(name: str) -> None:
    """Much faster, so that all scenarios are always tried."""
    _die_everywhere(contextlib.nullcontext, SCENARIOS[name], _deaths_in_memory)


def _die_everywhere(new_account: NewAccount, scenario: Scenario, deaths: Deaths) -> None:
    with Receiver() as receiver:
        calls, _ = _play(new_account, receiver, scenario)
        assert calls, "the scenario makes no call"
        for death, ways in deaths(calls):
            where = f"died {death.moment} call {death.call} of {calls}"
            for message_returns in ways:
                way_matters = _tried(
                    new_account, receiver, scenario, death, where, message_returns=message_returns
                )
                if not way_matters:
                    break


def _deaths_in_memory(calls: list[str]) -> Iterator[tuple[Death, Ways]]:
    """Before each call, as storage in memory knows no other moment; see `_deaths` for reads."""
    for number in range(1, len(calls) + 1):
        if EVERY or number == 1 or not _reads(calls[number - 2]):
            yield Death(number, BEFORE), BOTH_WAYS


def _deaths(calls: list[str]) -> Iterator[tuple[Death, Ways]]:
    """Before and after each call.

    Only storage outlives a process. So a death before a call is the one after the call that went
    before, and one around a read is no other than the one before it: these are left out. The
    message comes back late and at once by turns; in memory, it does both after each death.
    """
    if EVERY:
        for number in range(1, len(calls) + 1):
            yield Death(number, BEFORE), BOTH_WAYS
            yield Death(number, AFTER), BOTH_WAYS
        return
    changes = [number for number, call in enumerate(calls, start=1) if not _reads(call)]
    yield Death(1, BEFORE), (LATE,)
    for number, way in zip(changes, itertools.cycle(BOTH_WAYS)):
        yield Death(number, AFTER), (way,)


def _reads(call: str) -> bool:
    """Whether a call to Azurite, or to storage in memory, leaves everything as it is."""
    return call.partition(" ")[0] in {"GET", "get", "query", "peek", "length", "list_tables"}


def _tried(
    new_account: NewAccount,
    receiver: Receiver,
    scenario: Scenario,
    death: Death,
    where: str,
    *,
    message_returns: bool,
) -> bool:
    try:
        _, way_matters = _play(
            new_account, receiver, scenario, death, message_returns=message_returns
        )
    except Exception as error:
        message = "came back at once" if message_returns else "stayed hidden"
        error.add_note(f"{where}; its message, if any, {message}")
        raise
    return way_matters


def _play(
    new_account: NewAccount,
    receiver: Receiver,
    scenario: Scenario,
    death: Death | None = None,
    *,
    message_returns: bool = True,
) -> tuple[list[str], bool]:
    """Play *scenario* and check the promise.

    Answers with the calls that were made, and whether it matters when the message comes back: where
    the process died without one, or where nothing is done before it comes back, it does not.
    """
    with new_account() as account, pytest.MonkeyPatch.context() as patch:
        world = World(account, receiver, patch, scenario.settings)
        with contextlib.closing(world):
            if not scenario.new_account:
                world.make_tables_and_queues()
            scenario.arrange(world)
            life = world.die_in(scenario.act, death)
            way_matters = bool(world.hidden)
            if life.ended:
                world.died(message_returns=message_returns)
                world.start()
                scenario.again(world)
                way_matters &= world.death_shows or scenario.does_more_afterwards
            if world.hidden and not world.death_shows:
                world.reappear()
            world.settle()
            if world.hidden:
                posts = world.posts()
                world.reappear()
                world.settle()
                assert world.posts() == posts, "a message that came back late was acted upon"
            world.check_promise()
            return life.calls, way_matters
