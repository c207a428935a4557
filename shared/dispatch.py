"""From a queue message to the code that handles it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from shared import log
from shared.delivery.group_worker import GroupWorker
from shared.delivery.heartbeat import HeartbeatSender
from shared.delivery.lanes import Lane
from shared.delivery.transitions import Transitions
from shared.delivery.worker import Again, DeliveryWorker, FirstTime, Taken
from shared.ingest.fan_out import FanOut
from shared.model import DeliveryKey
from shared.policy import retention, timing
from shared.store import NewerRow, StorageFault, Store
from shared.store.messages import (
    AttemptMessage,
    FanOutMessage,
    GroupMessage,
    Message,
    MessageKind,
    UnreadableMessage,
    as_text,
    decode,
)

_POISON_FAN_OUT_DELAY = 60
_STORAGE_RETRY_DELAY = 60


class Dispatcher:
    """Handles the messages of all queues. Raises only for our own faults."""

    def __init__(
        self,
        store: Store,
        fan_out: FanOut,
        worker: DeliveryWorker,
        group_worker: GroupWorker,
        heartbeat: HeartbeatSender,
        transitions: Transitions,
        clock: Callable[[], float],
        *,
        keep_days: int,
    ) -> None:
        """*keep_days*: what was received on an earlier day is not delivered any more."""
        self._store = store
        self._fan_out = fan_out
        self._worker = worker
        self._group_worker = group_worker
        self._heartbeat = heartbeat
        self._transitions = transitions
        self._clock = clock
        self._keep_days = keep_days

    def handle(
        self,
        data: bytes,
        lane: Lane,
        *,
        dequeue_count: int | None,
        put_at: datetime | None = None,
    ) -> None:
        """Handle a message from the queue of *lane*; *dequeue_count* is 1 at first.

        *put_at* is when it was put, by storage's clock.
        """
        match self._decode(data):
            case FanOutMessage() | GroupMessage() | AttemptMessage() as message if self._is_over(
                message
            ):
                self._expire(message, dequeue_count)
            case FanOutMessage() as message:
                self._run_fan_out(message)
            case AttemptMessage() as message:
                with self._heartbeat.working(self._oldest_orphan(message)):
                    self._worker.handle(message, lane, _taken(message, dequeue_count, put_at))
            case GroupMessage() as group:
                with self._heartbeat.working(self._oldest_orphan(group)):
                    self._group_worker.handle(group, lane, _taken(group, dequeue_count, put_at))

    def handle_poison(self, data: bytes) -> None:
        """Handle a message on which `handle` failed over and over."""
        match self._decode(data):
            case FanOutMessage() as message:
                self._store.first_attempts.send(message.encode(), delay=_POISON_FAN_OUT_DELAY)
            case AttemptMessage() as message:
                with (
                    self._checking_later([message]),
                    self._heartbeat.working(self._oldest_orphan(message)),
                ):
                    self._worker.handle_poison(message)
            case GroupMessage() as group:
                with (
                    self._checking_later(group.members),
                    self._heartbeat.working(self._oldest_orphan(group)),
                ):
                    self._group_worker.handle_poison(group)

    @contextmanager
    def _checking_later(self, messages: Iterable[AttemptMessage]) -> Iterator[None]:
        """If rows cannot be read meanwhile, have the deliveries checked a minute later.

        Storage may be back by then, or the later release that wrote the rows.
        A poison queue is a dead end. A retry needs no check: its lease runs out by itself.
        """
        try:
            yield
        except (StorageFault, NewerRow) as fault:
            for message in messages:
                if not message.kind.is_retry:
                    check = replace(message, kind=MessageKind.CHECK)
                    self._store.retries.send(check.encode(), delay=_STORAGE_RETRY_DELAY)
            log.error("storage_unavailable", route="poison", error=str(fault)[:300])

    def _decode(self, data: bytes) -> Message | None:
        """Read a message; one that cannot be read goes to the queue ``quarantine``."""
        try:
            return decode(data)
        except UnreadableMessage as error:
            self._store.quarantine.send(as_text(data))
            log.error("quarantined", queue=self._store.quarantine.name, reason=str(error))
            return None

    def _is_over(self, message: Message) -> bool:
        """Return whether *message* has deliveries begin whose day is over.

        What asks for anything else goes by the rows that there are.
        """
        begins = not isinstance(message, AttemptMessage) or message.kind is MessageKind.FIRST
        return begins and retention.is_over(message.received_ms, self._keep_days, self._clock())

    def _expire(self, message: Message, dequeue_count: int | None) -> None:
        """Give up what *message* asks for, but not what others may have attempted before."""
        match message:
            case FanOutMessage(start=start, stop=stop):
                for _ in range(start, stop):
                    self._transitions.expire(message.event_id)
            case GroupMessage(members) if dequeue_count == 1:
                for member in members:
                    self._transitions.expire(member.key.event_id, member.event_type, member.uid)
            case AttemptMessage(key=key) if dequeue_count == 1:
                self._transitions.expire(key.event_id, message.event_type, key.uid)

    def _run_fan_out(self, message: FanOutMessage) -> None:
        event = self._store.events.of(DeliveryKey("", message.received_ms, message.event_id))
        if event is not None:
            self._fan_out.run(event, event.targets[message.start : message.stop])

    def _oldest_orphan(self, message: AttemptMessage | GroupMessage) -> int:
        """Return the receive time from which to look for orphans if this process dies now.

        A retry is no orphan, however old its event: its lease runs out by itself.
        """
        if isinstance(message, AttemptMessage) and message.kind.is_retry:
            return round(self._clock() * 1000)
        return message.received_ms


def _taken(
    message: AttemptMessage | GroupMessage, dequeue_count: int | None, put_at: datetime | None
) -> Taken:
    """Return how *message* was taken, and until when nobody else can be at what it asks for.

    A clock may be wrong: the earlier one of those that have seen the event or the message counts.
    """
    if dequeue_count != 1:
        return Again()
    received_at = message.received_ms / 1000
    seen_at = received_at if put_at is None else min(received_at, put_at.timestamp())
    return FirstTime(alone_until=seen_at + timing.ALONE)
