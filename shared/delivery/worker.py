"""The queue side: one message, one attempt, its outcome recorded.

Raises only for our own faults, so that the queue's dequeue count and poison queue mean what they
say: whatever a subscriber does is an outcome.
"""

from __future__ import annotations

import random
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from shared import log, policy
from shared.delivery import formats
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.health_cache import HealthCache
from shared.delivery.heartbeat import HeartbeatSender
from shared.delivery.limiter import Limiter
from shared.delivery.retry_after import parse_retry_after
from shared.delivery.transitions import Transitions
from shared.delivery.url_template import filled
from shared.ingest.fan_out import FanOut
from shared.model import (
    ANSWER_CHARACTERS,
    Attempt,
    DeliveryKey,
    Event,
    PendingDelivery,
    Webhook,
    remembered,
)
from shared.outbound import Outbound, PostResult
from shared.store import Store
from shared.store.messages import (
    CHECKED,
    FIRST,
    FOLLOW,
    PROBE,
    RETRY,
    AttemptMessage,
    FanOutMessage,
    UnreadableMessage,
    as_text,
    decode,
)
from shared.webhooks.registry import WebhookRegistry

_GONE = 410
_ASK_TO_WAIT = {429, 503}
_REMEMBERED_FIRSTS = 10_000
_POISON_FAN_OUT_DELAY = 60


class DeliveryWorker:
    def __init__(
        self,
        *,
        store: Store,
        webhooks: WebhookRegistry,
        breakers: HealthCache,
        ledger: Transitions,
        limits: Limiter,
        fan_out: FanOut,
        outbound: Outbound,
        headers: DeliveryHeaders,
        retry: policy.RetryPolicy,
        expiry: float | None,
        pulse: HeartbeatSender,
        attempt_seconds: float,
        checked_delay: float,
        clock: Callable[[], float],
        rng: random.Random,
    ) -> None:
        """*attempt_seconds*: how long an attempt can last, recording included."""
        self._store = store
        self._webhooks = webhooks
        self._breakers = breakers
        self._ledger = ledger
        self._limits = limits
        self._fan_out = fan_out
        self._outbound = outbound
        self._headers = headers
        self._retry = retry
        self._expiry = expiry
        self._claim_seconds = attempt_seconds
        self._checked_delay = checked_delay
        self._pulse = pulse
        self._clock = clock
        self._rng = rng
        self._firsts = _Firsts()

    def handle(self, data: bytes, *, dequeue_count: int | None) -> None:
        """Do what one message of either queue says."""
        message = self._decoded(data)
        if isinstance(message, FanOutMessage):
            self._run_fan_out(message)
        elif message is not None:
            with self._pulse.working(self._orphaned_from(message)):
                self._handle_attempt(message, taken_first_time=dequeue_count == 1)

    def handle_poison(self, data: bytes) -> None:
        """A message on which the handler failed over and over: a failed attempt like any other."""
        message = self._decoded(data)
        if isinstance(message, FanOutMessage):
            self._store.first_attempts.send(message.encode(), delay=_POISON_FAN_OUT_DELAY)
        elif message is not None:
            with self._pulse.working(self._orphaned_from(message)):
                self._fail_poison(message)

    def _decoded(self, data: bytes) -> AttemptMessage | FanOutMessage | None:
        try:
            return decode(data)
        except UnreadableMessage as error:
            self._store.quarantine.send(as_text(data))
            log.error("quarantined", queue=self._store.quarantine.name, reason=str(error))
            return None

    def _orphaned_from(self, message: AttemptMessage) -> int:
        """How old the events may be of what would be an orphan if this process died now.

        Not a retry, however old its event: its row comes round again by itself.
        """
        if message.kind in {RETRY, PROBE}:
            return round(self._clock() * 1000)
        return message.key.received_ms

    def _run_fan_out(self, message: FanOutMessage) -> None:
        event = self._store.events.of(DeliveryKey("", message.received_ms, message.event_id))
        if event is not None:
            self._fan_out.run(event, event.targets[message.start : message.stop])

    def _handle_attempt(self, message: AttemptMessage, *, taken_first_time: bool) -> None:
        if message.kind == FOLLOW:
            checked = replace(message, kind=CHECKED)
            self._store.retries.send(checked.encode(), delay=self._checked_delay)
            return
        if message.kind != FIRST or not taken_first_time:
            self._attempt_if_current(message)
            return
        with self._firsts.begin(message.key) as state:
            if state == _UNSEEN:
                self._attempt(message, row=None)
            elif state == _ENDED:
                self._attempt_if_current(message)

    def _attempt_if_current(self, message: AttemptMessage) -> None:
        """Attempt if the record and the waiting row say that this attempt is the next one."""
        ref = message.key
        row = self._store.pending.get(ref)
        delivery = self._store.records.get(ref)
        if delivery is None and row is not None:
            self._ledger.dropped(
                ref, policy.EXPIRED, webhook=self._webhooks.by_uid(ref.uid), row=row
            )
            return
        if delivery is None or delivery.ended:
            if row is not None:
                self._store.pending.delete(ref)
            return
        attempts = row.attempts if row is not None else 0
        if message.attempt != attempts + 1 or (row and row.claimed_until > self._clock()):
            if row is not None:
                self._breakers.waits(ref.uid)
            return
        self._attempt(message, row=row or self._fresh_row(message))

    def _fresh_row(self, message: AttemptMessage) -> PendingDelivery:
        now = self._clock()
        return PendingDelivery(message.key, message.event_type, 0, policy.HELD, since=now)

    def _attempt(self, message: AttemptMessage, *, row: PendingDelivery | None) -> None:
        """Attempt, or hold. *row* is None where nobody else can be at this delivery."""
        ref = message.key
        webhook = self._webhooks.by_uid(ref.uid)
        if webhook is None or not webhook.enabled:
            reason = policy.WEBHOOK_DISABLED if webhook else policy.WEBHOOK_DELETED
            self._ledger.dropped(ref, reason, webhook=webhook)
            return
        if message.kind != PROBE:
            health = self._breakers.blocking(ref.uid, self._clock())
            if health is not None and health.open and health.full and not (row and row.etag):
                self._ledger.dropped(ref, policy.OVERFLOW, webhook=webhook)
                return
            if health is not None:
                self._hold(message, row, webhook, "breaker_open" if health.open else "paused")
                return
        with self._limits.admitted(webhook) as exceeded:
            if exceeded is not None:
                now = self._clock()
                sent_back = {"sent_back_at": now} if message.kind == RETRY else {}
                self._hold(message, row, webhook, exceeded, deferred_at=now, **sent_back)
                return
            if row is not None and (row := self._claimed(row)) is None:
                return
            event = message.event or self._store.events.of(ref)
            if event is None:
                self._ledger.dropped(ref, policy.EXPIRED, webhook=webhook, row=row)
                return
            answer, attempt = self._post(event, webhook)
        self._record(message, webhook, row or self._fresh_row(message), answer, attempt)

    def _hold(
        self,
        message: AttemptMessage,
        row: PendingDelivery | None,
        webhook: Webhook,
        reason: str,
        **facts: float,
    ) -> None:
        """Let it wait without an attempt, until upkeep finds that its webhook can take it."""
        if row is not None and row.etag:
            self._store.pending.postpone(row, policy.HELD)
        else:
            self._ledger.waits(self._fresh_row(message))
        self._breakers.waits(message.key.uid, **facts)
        log.info(
            "held", webhook_id=webhook.webhook_id, event_id=message.key.event_id, reason=reason
        )

    def _claimed(self, row: PendingDelivery) -> PendingDelivery | None:
        """*row*, taken for this attempt; None when another copy of the message was first."""
        until = self._clock() + self._claim_seconds
        if row.etag:
            return self._store.pending.claim(row, until)
        row = replace(row, claimed_until=until)
        etag = self._store.pending.put(row)
        if etag is None:
            return None
        self._breakers.waits(row.key.uid)
        return replace(row, etag=etag)

    def _post(self, event: Event, webhook: Webhook) -> tuple[PostResult, Attempt]:
        body = formats.render(webhook.message_format, event, webhook.webhook_id)
        began = self._clock()
        headers = self._headers.of(webhook, event, body, now=began)
        hidden = self._headers.hidden(webhook, now=began)
        answer = self._outbound.post(filled(webhook.url, event), body.data, headers, hidden)
        attempt = Attempt(
            at=began,
            status=answer.status,
            error=answer.error,
            detail=answer.detail,
            duration_ms=answer.duration_ms,
            answer=answer.body_start[:ANSWER_CHARACTERS],
        )
        return answer, attempt

    def _record(
        self,
        message: AttemptMessage,
        webhook: Webhook,
        row: PendingDelivery,
        answer: PostResult,
        attempt: Attempt,
    ) -> None:
        now = self._clock()
        if attempt.ok:
            existing = row if row.etag else None
            results = remembered(row.results, attempt)
            self._ledger.delivered(message.key, existing, results, row.attempts + 1)
            self._breakers.succeeded(webhook, now)
        else:
            self._failed(message, webhook, row, answer, attempt)
        log.info(
            "attempt",
            webhook_id=webhook.webhook_id,
            event_id=message.key.event_id,
            event_type=message.event_type,
            attempt=row.attempts + 1,
            outcome="delivered" if attempt.ok else "failed",
            status=attempt.status,
            error=attempt.error,
            duration_ms=attempt.duration_ms,
            since_accepted_ms=round(now * 1000) - message.key.received_ms,
            probe=True if message.kind == PROBE else None,
        )

    def _failed(
        self,
        message: AttemptMessage,
        webhook: Webhook,
        row: PendingDelivery,
        answer: PostResult,
        attempt: Attempt,
    ) -> None:
        now = self._clock()
        paused_until = self._paused_until(answer, row, now)
        row = self._after_failure(row, attempt, now)
        row = replace(
            row,
            since=row.since if row.etag else attempt.at,
            next_attempt_at=max(row.next_attempt_at, paused_until or 0.0),
        )
        if not self._ledger.waits(row):
            return
        self._breakers.failed(
            webhook, attempt, probe=message.kind == PROBE, paused_until=paused_until
        )
        if answer.status == _GONE and self._webhooks.disable(webhook, "answered 410 Gone"):
            self._ledger.dropped(message.key, policy.WEBHOOK_DISABLED, webhook=webhook, row=row)
        elif policy.outlived(row, self._expiry, now):
            self._ledger.dropped(message.key, policy.EXPIRED, webhook=webhook, row=row)

    def _after_failure(self, row: PendingDelivery, attempt: Attempt, now: float) -> PendingDelivery:
        """*row* with one more failed attempt, unclaimed, and due when the policy says."""
        attempts = row.attempts + 1
        return replace(
            row,
            attempts=attempts,
            results=remembered(row.results, attempt),
            next_attempt_at=now + self._retry.delay(attempts, self._rng),
            claimed_until=0.0,
        )

    def _paused_until(self, answer: PostResult, row: PendingDelivery, now: float) -> float | None:
        """Until when the webhook asked to be left alone; expiry alone caps it."""
        if answer.status not in _ASK_TO_WAIT:
            return None
        seconds = parse_retry_after(answer.retry_after, datetime.fromtimestamp(now, UTC))
        if seconds is None:
            return None
        latest = row.since + self._expiry if self._expiry is not None else float("inf")
        return min(now + seconds, latest)

    def _fail_poison(self, message: AttemptMessage) -> None:
        ref = message.key
        row = self._store.pending.get(ref)
        delivery = self._store.records.get(ref)
        if delivery is None or delivery.ended:
            return
        row = row or self._fresh_row(message)
        now = self._clock()
        if message.attempt == row.attempts + 1:
            attempt = Attempt(now, None, "relay_failed", "the relay failed on this attempt", 0, "")
            self._ledger.waits(self._after_failure(row, attempt, now))
        self._breakers.waits(ref.uid)
        log.error(
            "relay_failed",
            webhook_uid=ref.uid,
            event_id=ref.event_id,
            event_type=message.event_type,
            attempt=message.attempt,
        )


_UNSEEN, _IN_FLIGHT, _ENDED = "unseen", "in_flight", "ended"


class _Firsts:
    """The first attempts that this process has begun.

    A first message is acted on without a read, so a second copy of it must be told apart here. A
    copy of one in flight is dropped: the message in flight stays in the queue until it is done.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[DeliveryKey, str] = OrderedDict()

    @contextmanager
    def begin(self, ref: DeliveryKey) -> Iterator[str]:
        with self._lock:
            state = self._seen.get(ref, _UNSEEN)
            if state == _UNSEEN:
                self._seen[ref] = _IN_FLIGHT
                while len(self._seen) > _REMEMBERED_FIRSTS:
                    self._seen.popitem(last=False)
        try:
            yield state
        finally:
            if state == _UNSEEN:
                with self._lock:
                    self._seen[ref] = _ENDED
