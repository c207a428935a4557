"""One message, one attempt, its result recorded.

Raises only for our own faults, so that the queue's dequeue count and poison queue mean what they
say: whatever a subscriber does is an outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from shared import log
from shared.activity import Activity, EndedAttempt
from shared.delivery import url_template
from shared.delivery.first_attempts import FirstAttempt, FirstAttempts
from shared.delivery.gate import Drop, Gate, Go, Hold, Move, Refusal
from shared.delivery.lanes import Lane
from shared.delivery.releases import Releases
from shared.delivery.sender import Sender
from shared.delivery.transitions import Transitions
from shared.model import Attempt, DropReason, HealthChange, PendingDelivery, Webhook
from shared.policy import drops, retry, timing
from shared.policy.evidence import Evidence, evidence, pauses_webhook
from shared.policy.next_step import NextStep, next_step
from shared.store import Store
from shared.store.messages import AttemptMessage, GroupMessage, MessageKind, grouped
from shared.webhooks.registry import WebhookRegistry

_RELAY_FAILED = "relay_failed"
"""The error code of an attempt on which the relay itself failed over and over."""

_GONE = "answered 410 Gone"


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """Durations in seconds.

    ``expiry``: how long a delivery may be pending, None for no limit; ``longest_pause``: the
    longest ``Retry-After`` that is honoured; ``attempt_seconds``: after which a first attempt that
    may be in flight has surely ended.
    """

    expiry: float | None
    longest_pause: float
    attempt_seconds: float


@dataclass(frozen=True, slots=True)
class FirstTime:
    """The message has been taken from its queue for the first time.

    Until *alone_until*, nobody else can be at what it asks for.
    """

    alone_until: float


@dataclass(frozen=True, slots=True)
class Again:
    """The message has been taken before, or that is not known."""


Taken = FirstTime | Again


@dataclass(frozen=True, slots=True)
class Task:
    """A message to act on.

    ``pending`` is what is claimed before an attempt. It is None where nobody else claims the
    delivery; after ``alone_until``, somebody may.
    """

    message: AttemptMessage
    pending: PendingDelivery | None = None
    alone_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Reserved:
    """A delivery that nobody else is at, so that an attempt may begin, but not after ``until``."""

    pending: PendingDelivery
    until: float


@dataclass(frozen=True, slots=True)
class Sent:
    """An attempt that was made. ``pending`` is the delivery as it was before."""

    message: AttemptMessage
    webhook: Webhook
    pending: PendingDelivery
    attempt: Attempt
    url_has_variables: bool
    payload_bytes: int

    @property
    def evidence(self) -> Evidence:
        """What the attempt says about event and webhook."""
        return evidence(self.attempt, url_has_variables=self.url_has_variables)


class DeliveryWorker:
    """Handles the messages about one delivery each."""

    def __init__(
        self,
        *,
        store: Store,
        registry: WebhookRegistry,
        gate: Gate,
        sender: Sender,
        transitions: Transitions,
        limits: WorkerLimits,
        activity: Activity,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._registry = registry
        self._gate = gate
        self._sender = sender
        self._transitions = transitions
        self._limits = limits
        self._activity = activity
        self._clock = clock
        self._releases = Releases(store, transitions)
        self.first_attempts = FirstAttempts()

    def handle(self, message: AttemptMessage, lane: Lane, taken: Taken) -> None:
        """Do what *message* from *lane* asks."""
        match message.kind, taken:
            case (MessageKind.FOLLOW_UP, _) | (MessageKind.FIRST, Again()):
                self.await_attempt(message)
            case MessageKind.FIRST, FirstTime(alone_until):
                self._attempt_first(message, lane, alone_until)
            case _:
                self._attempt_if_next(message, lane)

    def handle_poison(self, message: AttemptMessage) -> None:
        """Record a failed attempt for a message on which the handler failed over and over."""
        pending = self._store.pending.get(message.key)
        record = self._store.records.get(message.key)
        if record is None or record.ended:
            return
        pending = pending or self._new_pending(message)
        if message.attempt == pending.attempts + 1:
            detail = "the relay failed on this attempt"
            attempt = Attempt(self._clock(), None, _RELAY_FAILED, detail, 0, "")
            self._transitions.fail(pending, attempt)
        else:
            self._transitions.mark_pending(message.key.uid)
        log.error(
            "relay_failed",
            webhook_uid=message.key.uid,
            event_id=message.key.event_id,
            event_type=message.event_type,
            attempt=message.attempt,
        )

    def await_attempt(self, message: AttemptMessage) -> None:
        """Give a first attempt that may be in flight its time; a round makes it otherwise.

        Whoever took the message before may have moved it on, so there may be a copy of it.
        """
        is_next, pending = self._look_up(message)
        if is_next and pending is not None:
            # Put by whoever took the message before, and perhaps not found by a round yet.
            self._transitions.mark_pending(message.key.uid)
        elif is_next:
            until = self._clock() + self._limits.attempt_seconds
            self._transitions.await_attempt(self._new_pending(message), until)

    def _attempt_first(self, message: AttemptMessage, lane: Lane, alone_until: float) -> None:
        with self.first_attempts.begin(message.key) as state:
            task = self.task_of_first(Task(message, alone_until=alone_until), lane, state)
            if task is not None:
                self._attempt(task, lane)

    def _attempt_if_next(self, message: AttemptMessage, lane: Lane) -> None:
        task = self.task_if_next(message)
        if task is not None:
            self._attempt(task, lane)

    def task_of_first(self, task: Task, lane: Lane, state: FirstAttempt) -> Task | None:
        """Return what to do for *task*, whose first message is taken for the first time."""
        match state:
            case FirstAttempt.UNSEEN:
                return task
            case FirstAttempt.MOVED if lane is Lane.SLOW:
                return task
            case FirstAttempt.MOVED | FirstAttempt.ENDED:
                return self.task_if_next(task.message)
            case FirstAttempt.IN_FLIGHT:
                return None  # the other copy of the message stays in the queue until it is done

    def task_if_next(self, message: AttemptMessage) -> Task | None:
        """Return what to do if storage says that the message's attempt is the next one."""
        is_next, pending = self._look_up(message)
        return Task(message, pending or self._new_pending(message)) if is_next else None

    def _look_up(self, message: AttemptMessage) -> tuple[bool, PendingDelivery | None]:
        """Return whether storage says that the message's attempt is next, and the pending row.

        If another step is due, it is done.
        """
        pending = self._store.pending.get(message.key)
        record = self._store.records.get(message.key)
        step = next_step(message.attempt, record, pending, self._clock())
        if pending is not None:
            self._settle(step, pending)
        return step is NextStep.ATTEMPT, pending

    def _settle(self, step: NextStep, pending: PendingDelivery) -> None:
        match step:
            case NextStep.DROP_EXPIRED:
                webhook = self._registry.by_uid(pending.key.uid)
                self._transitions.drop(pending.key, DropReason.EXPIRED, webhook, pending)
            case NextStep.DELETE_PENDING:
                self._transitions.delete_left_behind(pending)
            case NextStep.LEAVE_PENDING:
                self._transitions.mark_pending(pending.key.uid)

    def _attempt(self, task: Task, lane: Lane) -> None:
        """Attempt, hold, drop or move."""
        sent = None
        with self._gate.admit(task.message, lane) as decision:
            if isinstance(decision, Go):
                sent = self.send(task, decision)
            else:
                self.give_way(task, decision)
        if sent is None:
            return
        self.record(sent)  # after the gate is left: the webhook has a place free now
        if task.message.kind is MessageKind.PROBE and sent.evidence is Evidence.NOT_SENT:
            self._releases.probe(sent.webhook.uid, lane, self._clock())

    def give_way(self, task: Task, decision: Refusal) -> None:
        """Hold, drop or move a delivery that may not be attempted now."""
        match decision:
            case Hold():
                self._hold(task.message, task.pending, decision)
            case Drop(webhook, reason):
                self._drop(task.message, task.pending, webhook, reason)
            case Move():
                self._move(task.message, task.pending, decision)

    def _hold(
        self, message: AttemptMessage, pending: PendingDelivery | None, decision: Hold
    ) -> None:
        self._transitions.hold(pending or self._new_pending(message), decision.change)
        log.info(
            "held",
            webhook_id=decision.webhook.webhook_id,
            event_id=message.key.event_id,
            reason=decision.reason,
        )

    def _move(
        self, message: AttemptMessage, pending: PendingDelivery | None, decision: Move
    ) -> None:
        """Put *message* on the slow lane; a first message that may be a copy moves as a check."""
        if pending is None:
            self.first_attempts.move(message.key)
        elif message.kind is MessageKind.FIRST:
            message = replace(message, kind=MessageKind.CHECK)
        self._put_on_slow_lane([message], decision)

    def move_all(self, messages: Sequence[AttemptMessage], decision: Move) -> None:
        """Move first messages of one webhook to the slow lane, as few messages as can be."""
        for message in messages:
            self.first_attempts.move(message.key)
        self._put_on_slow_lane(grouped(messages), decision)

    def _put_on_slow_lane(
        self, messages: Sequence[AttemptMessage | GroupMessage], decision: Move
    ) -> None:
        if decision.webhook_is_slow:
            self._transitions.mark_slow(messages[0].uid)
        for message in messages:
            self._store.slow.send(message.encode(), delay=decision.delay)

    def _drop(
        self,
        message: AttemptMessage,
        pending: PendingDelivery | None,
        webhook: Webhook | None,
        reason: DropReason,
    ) -> None:
        stored = pending if pending is not None and pending.stored else None
        self._transitions.drop(message.key, reason, webhook, stored)

    def send(self, task: Task, go: Go) -> Sent | None:
        """Reserve the delivery and POST it; None if it is another's, held, or the event is gone."""
        message, webhook = task.message, go.webhook
        event = message.event or self._store.events.of(message.key)
        if event is None:
            self._drop(message, task.pending, webhook, DropReason.EXPIRED)
            return None
        reserved = self._reserve(task)
        if reserved is None:
            return None
        if not go.turn.wait(reserved.until):
            self._transitions.hold(reserved.pending)
            return None
        with go.place.attempt():
            attempt = self._sender.send(event, webhook)
        has_variables = url_template.has_variables(webhook.url, message.event_type)
        return Sent(message, webhook, reserved.pending, attempt, has_variables, event.payload_bytes)

    def _reserve(self, task: Task) -> Reserved | None:
        """Make sure that nobody else is at the delivery; None if somebody is, or has ended it.

        Of a first message, which is taken by one alone, a look at storage is enough: what others
        do about the delivery begins with a pending row, and gives an attempt in flight its time.
        """
        if task.pending is not None:
            return self._claim(task.pending)
        until = self._clock() + timing.POST_WITHIN
        new = self._new_pending(task.message)
        if self._clock() <= task.alone_until:
            return Reserved(new, until)
        is_next, pending = self._look_up(task.message)
        if not is_next:
            return None
        return Reserved(new, until) if pending is None else self._claim(pending)

    def _claim(self, pending: PendingDelivery) -> Reserved | None:
        """Claim the delivery; None if another was first, or has ended it."""
        until = self._clock() + timing.POST_WITHIN
        claimed = self._transitions.claim(pending)
        if claimed is None or (not pending.stored and self._is_left_behind(claimed)):
            return None
        return Reserved(claimed, until)

    def _is_left_behind(self, claimed: PendingDelivery) -> bool:
        """Return whether the delivery had ended before its new row was put, which is deleted then.

        That there was no row when storage was read does not say that there was none since: another
        may have put its own, made the attempt, and deleted it.
        """
        record = self._store.records.get(claimed.key)
        if record is not None and not record.ended:
            return False
        self._transitions.delete_left_behind(claimed)
        return True

    def record(self, sent: Sent) -> None:
        """Write the result of an attempt."""
        message = sent.message
        match sent.evidence:
            case Evidence.DELIVERED:
                self._transitions.succeed(sent.webhook, sent.pending, sent.attempt)
            case Evidence.AGAINST_EVENT:
                self._record_refusal(sent)
            case Evidence.ENDS_EVENT | Evidence.NOT_SENT:
                self._transitions.refuse(sent.webhook, sent.pending, sent.attempt)
            case Evidence.AGAINST_WEBHOOK | Evidence.ENDS_WEBHOOK:
                self._record_failure(message, sent)
        if message.kind is MessageKind.PROBE and sent.evidence.refuses_event:
            self._transitions.close_breaker(sent.webhook)
        self._conclude(sent)

    def record_delivered(self, delivered: Sequence[Sent]) -> None:
        """Write the results of attempts at one webhook that have all delivered."""
        results = [(sent.pending, sent.attempt) for sent in delivered]
        self._transitions.succeed_all(delivered[0].webhook, results)
        for sent in delivered:
            self._conclude(sent)

    def _conclude(self, sent: Sent) -> None:
        message = sent.message
        if sent.attempt.duration_ms >= timing.SLOW_AFTER * 1000:
            self._transitions.mark_slow(sent.webhook.uid)
        self._activity.attempted(
            EndedAttempt(
                webhook_id=sent.webhook.webhook_id,
                key=message.key,
                event_type=message.event_type,
                number=sent.pending.attempts + 1,
                attempt=sent.attempt,
                is_probe=message.kind is MessageKind.PROBE,
                payload_bytes=sent.payload_bytes,
            )
        )

    def _record_refusal(self, sent: Sent) -> None:
        """Record that the webhook is alive, and refuses this event."""
        change = HealthChange(last_error=sent.attempt.summary)
        failed = self._transitions.fail(sent.pending, sent.attempt, change)
        if failed is not None:
            self._drop_if_expired(sent.webhook, failed)

    def _record_failure(self, message: AttemptMessage, sent: Sent) -> None:
        """Record a failure of the webhook; a Retry-After is the webhook's or the event's alone."""
        webhook, attempt = sent.webhook, sent.attempt
        asked_until = retry.asked_until(attempt, self._limits.longest_pause, self._clock())
        pauses = pauses_webhook(attempt, url_has_variables=sent.url_has_variables)
        is_probe = message.kind is MessageKind.PROBE
        is_first_try = is_probe and not sent.pending.failures
        change = HealthChange(
            last_failure_at=attempt.at,
            last_error=attempt.summary,
            paused_until=asked_until if pauses else None,
            last_probe_failed_at=attempt.at if is_probe else None,
            probed_received_at=message.key.received_at if is_first_try else None,
        )
        failed = self._transitions.fail(sent.pending, attempt, change, not_before=asked_until)
        if failed is None:
            return
        if attempt.status == HTTPStatus.GONE and self._registry.disable(webhook, _GONE):
            self._transitions.drop(failed.key, DropReason.WEBHOOK_DISABLED, webhook, failed)
        else:
            self._drop_if_expired(webhook, failed)

    def _drop_if_expired(self, webhook: Webhook, failed: PendingDelivery) -> None:
        if drops.has_expired(failed, self._limits.expiry, self._clock()):
            self._transitions.drop(failed.key, DropReason.EXPIRED, webhook, failed)

    def _new_pending(self, message: AttemptMessage) -> PendingDelivery:
        return self._transitions.new_pending(message.key, message.event_type)
