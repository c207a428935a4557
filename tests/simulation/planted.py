"""Faults that are planted in the code, one at a time: the simulator must find each.

A fault replaces a piece of the source of one function. If that piece is not there any more, the
fault must be written anew: it fails then.
"""

from __future__ import annotations
import __future__

import argparse
import importlib
import inspect
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.simulation.plan import Plan, Post, Trouble, make_plan
from tests.simulation.world import run


@dataclass(frozen=True)
class Fault:
    """In *function* of *module*, *old* is replaced by *new*.

    Found *within* so many seeds from *seed* on, which finds it and has few steps. Only those with
    the trouble that it *needs* can find it: others are not run.
    """

    name: str
    module: str
    function: str
    old: str
    new: str
    seed: int = 1
    within: int = 0
    needs: Trouble | None = None


FAULTS: tuple[Fault, ...] = (
    Fault(
        "the message is put before the record exists",
        "shared.ingest.fan_out",
        "FanOut._create_and_send",
        """        if self._create(event, uid):
            queue.send(AttemptMessage.for_event(MessageKind.FIRST, event, uid).encode())
""",
        """        queue.send(AttemptMessage.for_event(MessageKind.FIRST, event, uid).encode())
        self._create(event, uid)
""",
        seed=119,
        within=60,
    ),
    Fault(
        "a repeat puts no follow-up",
        "shared.ingest.fan_out",
        "FanOut._create",
        "            self.follow_up(key, event.event_type)\n",
        "            pass\n",
        seed=86,
        within=60,
    ),
    Fault(
        "a repeat puts a first message in place of a follow-up",
        "shared.ingest.fan_out",
        "FanOut.follow_up",
        "MessageKind.FOLLOW_UP",
        "MessageKind.FIRST",
        seed=174,
        within=60,
    ),
    Fault(
        "the follow-up does not wait for the attempt in flight",
        "shared.delivery.worker",
        "DeliveryWorker.await_attempt",
        "self._clock() + self._limits.attempt_seconds",
        "self._clock()",
        seed=93,
        within=60,
    ),
    Fault(
        "a message that was taken before is handled as if it were the first time",
        "shared.dispatch",
        "_taken",
        "    if dequeue_count != 1:\n",
        "    if dequeue_count is None:\n",
        seed=46,
        within=60,
    ),
    Fault(
        "a first message is attempted on its word alone, however old it is",
        "shared.delivery.worker",
        "DeliveryWorker._reserve",
        "        if self._clock() <= task.alone_until:\n",
        "        if True:\n",
        seed=38,
        within=150,
    ),
    Fault(
        "a fan-out is executed though its day is over",
        "shared.dispatch",
        "Dispatcher._is_over",
        "        begins = not isinstance(message, AttemptMessage) or",
        "        begins = isinstance(message, AttemptMessage) and",
        seed=320,
        within=400,
        needs=Trouble.RETENTION,
    ),
    Fault(
        "the turn by the rate is not waited for before the POST",
        "shared.delivery.limiter",
        "Turn.wait",
        "                at = max(now, _next_begin(self._usage, self._rate, now))\n",
        "                at = now\n",
        seed=177,
        within=60,
    ),
    Fault(
        "a claim is made without the etag",
        "shared.store.pending",
        "PendingStore._update",
        "etag=pending.etag)",
        "etag=None)",
        seed=83,
        within=60,
    ),
    Fault(
        "a claim that another has is not respected",
        "shared.policy.next_step",
        "next_step",
        "    if attempt != pending.attempts + 1 or pending.claimed_until > now:\n",
        "    if attempt != pending.attempts + 1:\n",
        seed=121,
        within=150,
    ),
    Fault(
        "an ended record is not looked at",
        "shared.policy.next_step",
        "next_step",
        "    if record.ended:\n",
        "    if False:\n",
        seed=174,
        within=60,
    ),
    Fault(
        "a claim is too short",
        "shared.delivery.transitions",
        "Transitions.claim",
        "self._clock() + self._retry.claim_seconds",
        "self._clock() + 1",
        seed=79,
        within=400,
    ),
    Fault(
        "a failure leaves no trace in health",
        "shared.delivery.transitions",
        "Transitions.fail",
        "        self._store.health.touch(pending.key.uid, change)\n",
        "",
        seed=177,
        within=150,
    ),
    Fault(
        "a dropped delivery leaves its record queued",
        "shared.delivery.transitions",
        "Transitions.drop",
        "self._end_dropped(record, reason, pending)",
        "True",
        seed=103,
        within=60,
    ),
    Fault(
        "a failed attempt is recorded as delivered",
        "shared.policy.evidence",
        "evidence",
        "    if attempt.ok:\n",
        "    if attempt.ok or attempt.status == 404:\n",
        seed=177,
        within=60,
    ),
    Fault(
        "a refusal of one event ends the event",
        "shared.policy.evidence",
        "evidence",
        "    if attempt.status == HTTPStatus.GONE:\n",
        "    if attempt.status == HTTPStatus.CONFLICT:\n        return Evidence.ENDS_EVENT\n"
        "    if attempt.status == HTTPStatus.GONE:\n",
        seed=128,
        within=150,
    ),
    Fault(
        "a success does not close the breaker",
        "shared.delivery.transitions",
        "Transitions._close_breaker",
        "            breaker=Breaker(),\n",
        "",
        seed=14,
        within=60,
    ),
    Fault(
        "an open breaker is not probed",
        "shared.scheduling.webhook_round",
        "WebhookRound._probe",
        "            self._send_probe(chosen, health, this)\n",
        "            pass\n",
        seed=121,
        within=60,
    ),
    Fault(
        "overflow drops what was never attempted",
        "shared.policy.drops",
        "overflow",
        "        and (len(delivery.failures) >= 2 or _probe_stands_for(delivery, health))\n",
        "",
        seed=46,
        within=60,
    ),
    Fault(
        "overflow keeps one less than the limit",
        "shared.policy.drops",
        "overflow",
        "max(0, len(counted) - limit)",
        "max(0, len(counted) - limit + 1)",
        seed=138,
        within=60,
    ),
    Fault(
        "expiry is counted in minutes",
        "shared.policy.drops",
        "has_expired",
        "now - delivery.since > limit",
        "now - delivery.since > limit / 60",
        seed=4,
        within=60,
    ),
    Fault(
        "health is deleted though something is pending",
        "shared.scheduling.webhook_round",
        "WebhookRound.process",
        "        if not pending and complete:\n",
        "        if len(pending) < 2 and complete:\n",
        seed=56,
        within=60,
    ),
    Fault(
        "a heartbeat that stops is not noticed",
        "shared.scheduling.orphans",
        "OrphanRecovery._stopped",
        "            if now - since > DEAD_AFTER or now - heartbeat.at > DEAD_AFTER + _SKEW\n",
        "            if False\n",
        seed=15,
        within=150,
    ),
    Fault(
        "the cache is never loaded again",
        "shared.cache",
        "Cache._fresh",
        "self._clock() - kept[1] < self._seconds",
        "True",
        seed=22,
        within=400,
    ),
    Fault(
        "the day before is forgotten after midnight",
        "shared.ingest.deduplication",
        "Deduplication._stored_before",
        "return self._find(_neighbours(event.received_ms), event.event_id)",
        "return None",
        seed=129,
        within=150,
        needs=Trouble.MIDNIGHT,
    ),
    Fault(
        "an event that is known is stored again under a new time",
        "shared.ingest.deduplication",
        "Deduplication._insert",
        "        return known or StoredEvent(event, is_new=True)\n",
        "        return StoredEvent(event, is_new=True)\n",
        seed=102,
        within=60,
    ),
    Fault(
        "an array is stored event by event, and stops at the first that is known",
        "shared.ingest.event_ingest",
        "EventIngest._start_all",
        "[one.event for one in accepted if not one.is_new]",
        "[]",
        seed=114,
        within=60,
    ),
    Fault(
        "a slice of the targets is left out",
        "shared.dispatch",
        "Dispatcher._run_fan_out",
        "event.targets[message.start : message.stop]",
        "event.targets[message.start : message.stop - 1]",
        seed=103,
        within=60,
    ),
    Fault(
        "the share of a webhook is not limited",
        "shared.delivery.limiter",
        "Limiter._wait",
        "            return usage.changed.wait_for(lambda: usage.in_flight < most, patience)\n",
        "            return True\n",
        seed=17,
        within=60,
    ),
    Fault(
        "a rate is not limited",
        "shared.delivery.limiter",
        "_next_begin",
        "    if not rate:\n        return now\n",
        "    return now\n",
        seed=177,
        within=60,
    ),
    Fault(
        "a place in the limits is never given back",
        "shared.delivery.limiter",
        "Limiter._leave",
        "            usage.in_flight -= 1\n",
        "",
        seed=17,
        within=60,
    ),
    Fault(
        "a page is taken for all",
        "shared.store.table",
        "Table.query",
        "            if after is None:\n",
        "            if True:\n",
        seed=119,
        within=60,
    ),
    Fault(
        "the record of a group is made without those that are stored",
        "shared.delivery.transitions",
        "Transitions.succeed_all",
        "            endings = {p.key: self._delivered(p, attempt) for p, attempt in delivered}\n",
        "            endings = {p.key: self._delivered(p, a) for p, a in delivered[1:]} or {\n"
        "                p.key: self._delivered(p, a) for p, a in delivered\n"
        "            }\n",
        seed=174,
        within=60,
    ),
    Fault(
        "an old attempt's message is acted on",
        "shared.policy.next_step",
        "next_step",
        "    if attempt != pending.attempts + 1 or pending.claimed_until > now:\n",
        "    if pending.claimed_until > now:\n",
        seed=128,
        within=60,
    ),
    Fault(
        "the pending row is deleted before the record ends",
        "shared.delivery.transitions",
        "Transitions.succeed",
        """        self._end_insistently(pending, attempt)
        if pending.stored:
            self._store.pending.delete(pending)
""",
        """        if pending.stored:
            self._store.pending.delete(pending)
        self._end_insistently(pending, attempt)
""",
        seed=56,
        within=60,
    ),
    Fault(
        "a webhook that the cached list lacks counts as deleted",
        "shared.webhooks.registry",
        "WebhookRegistry.by_uid",
        "            webhook = self._cached.reload().webhooks.get(uid)\n",
        "            webhook = None\n",
        seed=141,
        within=150,
        needs=Trouble.OPERATORS,
    ),
    Fault(
        "what a person has sent again is only marked, and its record stays ended",
        "shared.delivery.transitions",
        "Transitions._reopen_record",
        "        if not self._store.records.reopen(record):\n",
        "        if False:\n",
        seed=143,
        within=150,
        needs=Trouble.OPERATORS,
    ),
)
"""What is found, from which seed on and within how many."""

HIDDEN: tuple[Fault, ...] = (
    Fault(
        "a pending delivery that awaits its attempt is not shown to the rounds again",
        "shared.delivery.worker",
        "DeliveryWorker.await_attempt",
        "            self._transitions.mark_pending(message.key.uid)\n",
        "            pass\n",
    ),
    Fault(
        "an attempt begins however long ago it was sure that nobody else is at it",
        "shared.delivery.limiter",
        "Turn.wait",
        "                if at > until:\n",
        "                if False:\n",
    ),
    Fault(
        "a claim of a new row is not checked against the record",
        "shared.delivery.worker",
        "DeliveryWorker._claim",
        "not pending.stored and self._is_left_behind(claimed)",
        "False",
    ),
    Fault(
        "the lease of a released delivery is too short",
        "shared.delivery.transitions",
        "Transitions.release",
        "now + timing.LEASE",
        "now + 1",
    ),
    Fault(
        "health is touched before the pending row is put, not after",
        "shared.delivery.transitions",
        "Transitions.hold",
        """        if pending.stored:
            self._store.pending.hold(pending, timing.HELD)
        else:
            self._put(pending)
        self._store.health.touch(pending.key.uid, change)
""",
        """        self._store.health.touch(pending.key.uid, change)
        if pending.stored:
            self._store.pending.hold(pending, timing.HELD)
        else:
            self._put(pending)
""",
    ),
    Fault(
        "the pending row stays after a success",
        "shared.delivery.transitions",
        "Transitions.succeed",
        "            self._store.pending.delete(pending)\n",
        "            pass\n",
    ),
    Fault(
        "a pending row is deleted whatever its version",
        "shared.store.pending",
        "PendingStore.delete",
        "etag=pending.etag)",
        "etag=None)",
    ),
    Fault(
        "a success is not written again when storage fails",
        "shared.delivery.transitions",
        "Transitions._insistently",
        "                if self._clock() >= give_up_at:\n                    raise\n",
        "                return None\n",
    ),
    Fault(
        "a drop may overwrite a success",
        "shared.store.records",
        "RecordStore.end_if_unchanged",
        "etag=record.etag)",
        "etag=None)",
    ),
    Fault(
        "health is deleted whatever its version",
        "shared.store.health",
        "HealthStore.delete",
        "etag=health.etag)",
        "etag=None)",
    ),
    Fault(
        "the cached list is believed when it says disabled",
        "shared.webhooks.registry",
        "WebhookRegistry.by_uid",
        "        confirmed = self._rows.get(webhook.webhook_id)\n",
        "        confirmed = webhook\n",
    ),
    Fault(
        "a poison message is thrown away",
        "shared.delivery.worker",
        "DeliveryWorker.handle_poison",
        "            self._transitions.fail(pending, attempt)\n",
        "            pass\n",
    ),
)
"""What is not found within hundreds of seeds; docs/reliability.md says why, where that is known."""


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """Let the code have *fault* meanwhile."""
    module: Any = importlib.import_module(fault.module)
    owner, name = module, fault.function
    if "." in name:
        class_name, name = name.split(".")
        owner = getattr(module, class_name)
    original = vars(owner)[name]
    source = textwrap.dedent(inspect.getsource(original))
    old, new = fault.old, fault.new
    if owner is not module:
        old, new = _dedented(old), _dedented(new)
    assert source.count(old) == 1, f"{fault.name}: the source has changed:\n{source}"
    names: dict[str, Any] = {}
    code = compile(
        source.replace(old, new),
        f"<{fault.name}>",
        "exec",
        flags=__future__.annotations.compiler_flag,
    )
    exec(code, vars(module), names)
    setattr(owner, name, names[name])
    places = _imported(original, names[name])
    try:
        yield
    finally:
        setattr(owner, name, original)
        for place, attribute in places:
            setattr(place, attribute, original)


def _dedented(text: str) -> str:
    """Return lines of a method as they are in the source of the method alone."""
    return "".join(line.removeprefix("    ") for line in text.splitlines(keepends=True))


def _imported(original: Any, replacement: Any) -> list[tuple[Any, str]]:
    """Put *replacement* where modules have imported *original* by name, and return the places."""
    places = [
        (module, name)
        for module_name, module in list(sys.modules.items())
        if module_name.startswith("shared.")
        for name, value in vars(module).items()
        if value is original
    ]
    for module, name in places:
        setattr(module, name, replacement)
    return places


def first_to_find(fault: Fault, seeds: Iterable[int]) -> int | None:
    """Return the first of *seeds* with which something is violated; None if it is none of them."""
    with planted(fault):
        for seed in seeds:
            plan = make_plan(seed)
            if (fault.needs is None or fault.needs in plan.troubles) and run(plan).violations:
                return seed
    return None


def main() -> int:
    """Print the first seed, counted from 1, that finds each fault."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--most", type=int, default=400, help="seeds for each (400)")
    parser.add_argument("--only", default="", help="faults whose names contain this")
    parser.add_argument("--first", type=int, default=1, help="fault, by number (1)")
    parser.add_argument(
        "--small",
        action="store_true",
        help="try the seeds with little to do first, for the seed that a fault is given here",
    )
    options = parser.parse_args()
    seeds = list(range(1, options.most + 1))
    if options.small:
        seeds.sort(key=lambda seed: _work(make_plan(seed)))
    for fault in (*FAULTS, *HIDDEN)[options.first - 1 :]:
        if options.only in fault.name:
            found = first_to_find(fault, seeds)
            print(f"{found or 'not found':>9}  {fault.name}", flush=True)
    return 0


def _work(plan: Plan) -> int:
    """Return about how many deliveries *plan* leads to."""
    posts = [act.deed for act in plan.acts if isinstance(act.deed, Post)]
    return len(plan.subscriptions) * sum(len(post.names) for post in posts)


if __name__ == "__main__":
    sys.exit(main())
