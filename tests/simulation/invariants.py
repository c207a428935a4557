"""What must hold: at each write, at each POST, and when all has come to rest."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from shared.model import day_of
from shared.settings import Settings
from shared.store import keys
from tests.simulation.facts import NEVER, Ask, Facts, KnownWebhook, Receipt
from tests.simulation.scheduler import Life, Scheduler
from tests.simulation.storage import Properties, SimulatedAccount
from tests.support.in_process import QUEUES

ALL_QUEUES = (*QUEUES, "quarantine")

_RULES_CHANGE_WITHIN = 60.0
"""Seconds for which an older limit may still be used, or an older count be acted on."""

_ACTED_ON_WITHIN = 5.0

_AHEAD = 5.0
"""Seconds before it is due that a round may release a delivery."""

_LONG = 10.0
"""Seconds for which a rate is watched."""

_REASONS = ("overflow", "expired", "webhook_deleted", "webhook_disabled", "undeliverable")


class Violation(AssertionError):
    """Something that must hold does not."""


class Judge:
    """Watches the writes and the POSTs of a world, and judges the end of it."""

    def __init__(
        self,
        facts: Facts,
        scheduler: Scheduler,
        settings: Settings,
        *,
        skew: float,
        share: int,
        storage_is_quick: bool,
    ) -> None:
        """*storage_is_quick*: so that what is read is acted on within `_ACTED_ON_WITHIN`."""
        self.violations: list[str] = []
        self._facts = facts
        self._scheduler = scheduler
        self._max_pending = settings.max_queued_updates_per_webhook
        self._expiry = settings.expiry_seconds
        self._skew = skew
        self._deadline = settings.delivery_timeout_seconds
        self._share = share
        self._keep_days = settings.keep_days
        self._storage_is_quick = storage_is_quick
        self._pending: Counter[str] = Counter()
        self._received: dict[tuple[str, str], int] = {}
        """The receive time of each delivery, in milliseconds."""
        self._states: dict[tuple[str, str], str] = {}
        """What the record of each delivery says."""
        self._due: dict[tuple[str, str], tuple[float, float]] = {}
        """When each delivery failed last, and when it may be attempted next."""
        self._asked_to_wait: dict[tuple[str, str], bool] = {}
        """Whether the latest answer about each delivery had a Retry-After."""
        self._succeeded_at: dict[str, float] = {}
        self._probed: dict[tuple[str, str], float] = {}
        """When a message was put that probes a webhook with this delivery."""
        self._unrecorded: dict[Life, list[Receipt]] = defaultdict(list)
        self._too_many_at: dict[str, float] = {}
        self._in_flight: Counter[tuple[Life, str]] = Counter()
        self._began: dict[tuple[Life, str], deque[float]] = defaultdict(deque)

    def blame(self, what: str) -> None:
        self.violations.append(what)

    # -- writes

    def wrote(self, table: str, before: Properties | None, after: Properties | None) -> None:
        """Judge a write, before anybody can see it."""
        if table == "pending":
            self._count(before, after)
            self._wrote_pending(before, after)
        elif table.startswith("deliveries"):
            self._wrote_record(before, after)
        elif table == "webhooks" and before is None and after is not None:
            self._facts.learn(after, self._scheduler.now)

    def failed(self, life: Life, target: str) -> None:
        """Take note that a process could not use storage as it wished."""
        if target.startswith("deliveries"):
            for receipt in self._unrecorded[life]:
                receipt.could_not_record = True

    def made_table(self, table: str) -> None:
        if table in self._facts.dropped_tables:
            self.blame(f"{table} was made again after retention had dropped it")

    def dropped_table(self, table: str) -> None:
        self._facts.dropped_tables.append(table)

    def _count(self, before: Properties | None, after: Properties | None) -> None:
        row = after or before
        assert row is not None
        uid = row["PartitionKey"]
        self._pending[uid] += (after is not None) - (before is not None)
        if self._max_pending and self._pending[uid] > self._max_pending:
            self._too_many_at[uid] = self._scheduler.now

    def put(self, text: str) -> None:
        """Take note of probes, which need not wait until the delivery is due."""
        head = json.loads(text.partition("\n")[0])
        if head["kind"] == "probe":
            self._probed[head["uid"], head["event_id"]] = self._scheduler.now

    def _wrote_pending(self, before: Properties | None, after: Properties | None) -> None:
        row = after or before
        assert row is not None
        now = self._scheduler.now
        key = row["PartitionKey"], keys.key_of_pending(row["PartitionKey"], row["RowKey"]).event_id
        if after is None:
            self._due.pop(key, None)
            if self._states.get(key) != "queued" or self._is_forgotten(key):
                return
            if not self._facts.asked_between(key, now - _RULES_CHANGE_WITHIN, now):
                self.blame(f"{key}: its pending row was deleted, and it has not ended")
        elif before is not None and after["attempts"] > before["attempts"]:
            self._due[key] = now, after["next_attempt_at"]

    def _wrote_record(self, before: Properties | None, after: Properties | None) -> None:
        if after is None:
            self.blame("a record was deleted")
            return
        uid = after["PartitionKey"]
        delivery = keys.key_of_record(uid, after["RowKey"])
        key = uid, delivery.event_id
        self._received[key] = delivery.received_ms
        old = before["state"] if before else None
        new = after["state"]
        self._states[key] = new
        if old is None and new != "queued":
            self.blame(f"{key}: a record began as {new}")
        if old is None and self._is_over(delivery.day):
            self.blame(f"{key}: begun, though its day is over")
        if new == "delivered":
            self._delivered(key, old)
        elif new == "dropped":
            self._dropped(key, old, after["reason"], delivery.received_ms)
        elif old not in (None, "queued"):
            now = self._scheduler.now
            if not self._facts.asked_between(key, now, now):
                self.blame(f"{key}: {old} became {new}, and nobody had asked for it")

    def _is_over(self, day: date) -> bool:
        today = day_of(round(self._scheduler.now * 1000))
        return day < today - timedelta(days=self._keep_days)

    def _delivered(self, key: tuple[str, str], old: str | None) -> None:
        receipts = self._facts.attempts[key].receipts
        if not receipts:
            self.blame(f"{key}: recorded as delivered, and not received")
        life = self._scheduler.life
        for receipt in receipts:
            if receipt.life is life and receipt.recorded_at is None:
                receipt.recorded_at = self._scheduler.now
        if life is not None:
            self._unrecorded[life] = [r for r in self._unrecorded[life] if r.recorded_at is None]

    def _dropped(self, key: tuple[str, str], old: str | None, reason: str, received: int) -> None:
        if old != "queued":
            self.blame(f"{key}: {old} became dropped ({reason})")
        attempts = self._facts.attempts[key]
        webhook = self._facts.webhooks.get(key[0])
        now = self._scheduler.now
        if reason not in _REASONS:
            self.blame(f"{key}: dropped for the reason {reason!r}")
        if webhook is None:
            return
        if reason == "webhook_deleted" and webhook.deleted_from > now:
            self.blame(f"{key}: dropped as {reason}, and nobody has deleted it")
        if reason == "webhook_disabled" and webhook.disabled_from > now:
            self.blame(f"{key}: dropped as {reason}, and it never was")
        enabled_again = self._storage_is_quick and now > webhook.enabled_at + _ACTED_ON_WITHIN
        if reason == "webhook_disabled" and enabled_again:
            self.blame(f"{key}: dropped as {reason}, and it is enabled again")
        if reason == "undeliverable" and not self._facts.is_undeliverable(key):
            self.blame(f"{key}: dropped as {reason}, which it is not")
        if reason == "overflow":
            self._overflowed(key, attempts.failed, received)
        if reason == "expired" and not self._has_expired(received):
            self.blame(f"{key}: dropped as expired after {now - received / 1000:.0f} s")

    def _overflowed(self, key: tuple[str, str], failed: int, received: int) -> None:
        if not self._max_pending:
            self.blame(f"{key}: dropped as overflow, and there is no limit")
        too_many_at = self._too_many_at.get(key[0], float("-inf"))
        if self._pending[key[0]] > self._max_pending:
            too_many_at = self._scheduler.now
        if self._scheduler.now - too_many_at > _RULES_CHANGE_WITHIN:
            self.blame(f"{key}: dropped as overflow, and no more than the limit were pending")
        if not failed and self._facts.newest_failed.get(key[0], 0) < received:
            self.blame(f"{key}: dropped as overflow, without a chance")

    def _has_expired(self, received: int) -> bool:
        age = self._scheduler.now - received / 1000
        if self._expiry is not None and age + 2 * self._skew >= self._expiry:
            return True
        return bool(self._facts.dropped_tables)

    # -- POSTs

    def post_began(self, life: Life, webhook: KnownWebhook, event_id: str) -> None:
        """Judge that an attempt begins now, by the webhook's limits and the delivery's time."""
        self._is_due((webhook.uid, event_id))
        place = life, webhook.uid
        self._in_flight[place] += 1
        now = self._scheduler.now
        in_flight, rate = self._limits(webhook, now)
        if self._in_flight[place] > in_flight:
            self.blame(
                f"w{webhook.number}: {self._in_flight[place]} attempts in flight in {life.name}, "
                f"of {in_flight} allowed"
            )
        if rate:
            began = self._began[place]
            began.append(now)
            while now - began[0] >= _LONG:
                began.popleft()
            lately = sum(now - at < 1.0 for at in began)
            if lately > math.ceil(rate) or len(began) > math.ceil(rate * _LONG):
                self.blame(
                    f"w{webhook.number}: {lately} attempts in a second, {len(began)} in "
                    f"{_LONG:.0f}, at {rate} /s"
                )

    def _is_due(self, key: tuple[str, str]) -> None:
        failed_at, due = self._due.get(key, (0.0, 0.0))
        now = self._scheduler.now
        if now >= due - _AHEAD - 2 * self._skew or self._probed.get(key, 0.0) >= failed_at:
            return
        pause_is_over = self._succeeded_at.get(key[0], 0.0) >= failed_at - self._deadline
        if self._asked_to_wait.get(key) and pause_is_over:
            return
        if not self._facts.asked_between(key, failed_at, now):
            self.blame(f"{key}: attempted {due - now:.1f} s before it was due")

    def post_ended(self, life: Life, webhook: KnownWebhook) -> None:
        self._in_flight[life, webhook.uid] -= 1

    def post_failed(self, key: tuple[str, str], *, asked_to_wait: bool) -> None:
        self._asked_to_wait[key] = asked_to_wait
        self._facts.attempts[key].failed += 1
        newest = max(self._facts.newest_failed.get(key[0], 0), self._received.get(key, 0))
        self._facts.newest_failed[key[0]] = newest

    def received(self, life: Life, webhook: KnownWebhook, receipt: Receipt) -> None:
        """Take note of a 2xx that has yet to be recorded."""
        self._succeeded_at[webhook.uid] = self._scheduler.now
        self._unrecorded[life].append(receipt)

    def _limits(self, webhook: KnownWebhook, now: float) -> tuple[int, float]:
        """Return the most in flight and the most a second of the limits that may be in use."""
        in_use = [
            limits
            for limits, following in zip(
                webhook.limits, [*webhook.limits[1:], (now, 0, 0.0)], strict=True
            )
            if following[0] >= now - _RULES_CHANGE_WITHIN
        ]
        in_flight = max(most or self._share for _, most, _ in in_use)
        rates = [rate for _, _, rate in in_use]
        return min(in_flight, self._share), 0.0 if 0.0 in rates else max(rates)

    # -- at rest

    def at_rest(self, account: SimulatedAccount) -> None:
        """Judge what is recorded when nothing is left to do."""
        records = self._records(account)
        for accepted in self._facts.accepted.values():
            for uid in accepted.sure:
                key = uid, accepted.event_id
                if key not in records and not self._facts.dropped_tables:
                    self.blame(f"{key}: accepted, and there is no record")
        for key, record in records.items():
            self._ended_well(key, record)
            if key[1] in self._facts.posted and not self._facts.webhooks[key[0]].wants(key[1]):
                self.blame(f"{key}: its filter does not want it, and there is a record")
        for ask in self._facts.asks:
            self._sent_again(ask)
        for key, attempts in self._facts.attempts.items():
            if not self._is_forgotten(key):
                self._repeats(key, attempts.receipts)

    def is_waited_for(self, account: SimulatedAccount) -> bool:
        """Whether a delivery of an accepted event has not ended."""
        return any(
            record["state"] == "queued" and key[1] in self._facts.accepted
            for key, record in self._records(account).items()
        )

    def steady_ones(self, within: float) -> float:
        """Judge how long webhooks waited that were always well; return the longest wait."""
        longest = 0.0
        for accepted in self._facts.accepted.values():
            for uid in accepted.sure:
                receipts = self._facts.attempts[uid, accepted.event_id].receipts
                if not self._facts.webhooks[uid].steady or not receipts:
                    continue
                waited = receipts[0].answered - accepted.ended
                longest = max(longest, waited)
                if waited > within:
                    self.blame(
                        f"{(uid, accepted.event_id)}: well, and received {waited:.1f} s late"
                    )
        return longest

    def _records(self, account: SimulatedAccount) -> Mapping[tuple[str, str], Properties]:
        found: dict[tuple[str, str], Properties] = {}
        for table in account.tables():
            if table.startswith("deliveries"):
                for row in account.rows(table):
                    key = keys.key_of_record(row["PartitionKey"], row["RowKey"])
                    if (key.uid, key.event_id) in found:
                        self.blame(f"{(key.uid, key.event_id)}: there are two records")
                    found[key.uid, key.event_id] = row
        return found

    def _ended_well(self, key: tuple[str, str], record: Properties) -> None:
        state = record["state"]
        receipts = self._facts.attempts[key].receipts
        if state == "queued":
            if key[1] in self._facts.accepted:
                self.blame(f"{key}: accepted, and still queued")
        elif state == "dropped" and not self._is_forgotten(key):
            for receipt in receipts:
                excused = self._excuse(receipt) is not None
                if not excused and not self._facts.asked_between(key, receipt.began, 1e12):
                    self.blame(f"{key}: received, and recorded as dropped ({record['reason']})")

    def _sent_again(self, ask: Ask) -> None:
        """Judge that what somebody has had sent again was attempted since."""
        webhook = self._facts.webhooks[ask.uid]
        if not ask.agreed or ask.event_id is None or self._facts.dropped_tables:
            return
        key = ask.uid, ask.event_id
        may_be_dropped = min(webhook.disabled_from, webhook.deleted_from) < NEVER
        if may_be_dropped or self._facts.is_undeliverable(key):
            return
        if self._facts.attempts[key].last_post < ask.began:
            self.blame(f"{key}: to be sent again, and not attempted since")

    def _is_forgotten(self, key: tuple[str, str]) -> bool:
        """Whether retention has dropped the record, so that what is still queued begins anew."""
        day = day_of(self._received.get(key, 0))
        return keys.day_table("deliveries", day) in self._facts.dropped_tables

    def _repeats(self, key: tuple[str, str], receipts: list[Receipt]) -> None:
        """Judge that each receipt but the first has a reason."""
        for earlier, later in pairwise(sorted(receipts, key=lambda receipt: receipt.began)):
            if self._excuse(earlier) is not None:
                continue
            if self._facts.asked_between(key, earlier.began, later.began):
                continue
            self.blame(
                f"{key}: received at {earlier.answered:.3f} and again at {later.answered:.3f}"
            )

    def _excuse(self, receipt: Receipt) -> str | None:
        """Return why a delivery may be attempted again after *receipt*, as the guarantee says."""
        if not receipt.seen:
            return "the process died, or the answer came after the deadline"
        if receipt.recorded_at is None:
            return "the process died before it was recorded" if receipt.life.dead else None
        if receipt.could_not_record:
            return "the process could not reach storage"
        if receipt.recorded_at - receipt.began > self._deadline:
            return "the process stood still"
        return None


_MUST_END = {"webhook", "process"}
"""The partitions of ``health`` whose rows are there only while something is going on."""


def leftovers(account: SimulatedAccount) -> dict[str, Any]:
    """Return what should be empty at rest and is not, by name."""
    health = [row for row in account.rows("health") if row["PartitionKey"] in _MUST_END]
    found: dict[str, Any] = {
        "pending": [f"{row['PartitionKey']}/{row['RowKey']}" for row in account.rows("pending")],
        "health": [f"{row['PartitionKey']}/{row['RowKey']}" for row in health],
    }
    for queue in ALL_QUEUES:
        messages = account.messages(queue)
        found[queue] = [_told(message.text) for message in messages]
    return {name: value for name, value in found.items() if value}


def _told(text: str) -> str:
    head = json.loads(text.partition("\n")[0])
    return f"{head.get('kind')} {head.get('uid', '')} {head.get('event_id', '')}"
