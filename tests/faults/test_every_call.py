"""The process dies before and after every call that it makes, one at a time.

Each scenario runs once to count its calls, then once more for each call, with the death there.
Afterwards the message that the process had taken comes back at once; in a second run it comes back
only when everything else is done, since a lease is long. Where the death leaves a heartbeat behind,
nothing may depend on the end of the lease. It leaves none before the first heartbeat, while
deliveries are made, and where the webhook is gone. The promise is checked from outside: by what the
receivers got and what is in storage.
"""

from __future__ import annotations

import contextlib
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


def _die_everywhere(
    new_account: NewAccount, scenario: Scenario, deaths: Callable[[list[str]], Iterator[Death]]
) -> None:
    with Receiver() as receiver:
        calls, _ = _play(new_account, receiver, scenario)
        assert calls, "the scenario makes no call"
        for death in deaths(calls):
            where = f"died {death.moment} call {death.call} of {calls}"
            had_a_message = _tried(new_account, receiver, scenario, death, where)
            if had_a_message:
                _tried(new_account, receiver, scenario, death, where, message_returns=False)


def _deaths_in_memory(calls: list[str]) -> Iterator[Death]:
    """Before each call: storage in memory knows no other moment."""
    return (Death(number, BEFORE) for number in range(1, len(calls) + 1))


def _deaths(calls: list[str]) -> Iterator[Death]:
    """Before and after each call.

    Only storage outlives a process. So a death before a call is the one after the call that went
    before, and one around a read is no other than the one before it: these are left out.
    """
    if EVERY:
        for number in range(1, len(calls) + 1):
            yield Death(number, BEFORE)
            yield Death(number, AFTER)
        return
    yield Death(1, BEFORE)
    for number, call in enumerate(calls, start=1):
        if not call.startswith("GET "):
            yield Death(number, AFTER)


def _tried(
    new_account: NewAccount,
    receiver: Receiver,
    scenario: Scenario,
    death: Death,
    where: str,
    *,
    message_returns: bool = True,
) -> bool:
    try:
        _, had_a_message = _play(
            new_account, receiver, scenario, death, message_returns=message_returns
        )
    except Exception as error:
        message = "came back at once" if message_returns else "stayed hidden"
        error.add_note(f"{where}; its message, if any, {message}")
        raise
    return had_a_message


def _play(
    new_account: NewAccount,
    receiver: Receiver,
    scenario: Scenario,
    death: Death | None = None,
    *,
    message_returns: bool = True,
) -> tuple[list[str], bool]:
    """Play *scenario* and check the promise.

    Answers with the calls that were made, and whether the process died with a message in hand.
    """
    with new_account() as account, pytest.MonkeyPatch.context() as patch:
        world = World(account, receiver, patch, scenario.settings)
        with contextlib.closing(world):
            if not scenario.new_account:
                world.make_tables_and_queues()
            scenario.arrange(world)
            life = world.die_in(scenario.act, death)
            had_a_message = bool(world.hidden)
            if life.ended:
                world.died(message_returns=message_returns)
                world.start()
                scenario.again(world)
            if world.hidden and not world.death_shows:
                world.reappear()
            world.settle()
            if world.hidden:
                posts = world.posts()
                world.reappear()
                world.settle()
                assert world.posts() == posts, "a message that came back late was acted upon"
            world.check_promise()
            return life.calls, had_a_message
