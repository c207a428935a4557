"""Rows of ``eventsYYYYMMDD``: an accepted event, once for all webhooks that it goes to.

What can be larger than a property (the payload, the other members, the targets) is cut into
properties named ``event0``, ``event1`` and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.errors import TooLarge
from shared.model import DeliveryKey, Event, day_of
from shared.store import keys, parts, versions
from shared.store.conditions import Condition, at_least, at_most, equal
from shared.store.table import (
    MOST_PER_PAGE,
    MOST_PER_TRANSACTION,
    Continuation,
    Row,
    Table,
)

_ROW_BYTES = 1000 * 1024
"""The most bytes of payload, other members and targets; small properties take the rest of 1 MiB."""

_TRANSACTION_BYTES = 2 * 1024 * 1024
"""The most of these bytes in a transaction: as base64, with the rest, they stay below 4 MiB."""

_UID_BYTES = 16

_VERSION = 2
"""Since 2 there may be ``filtered`` and ``type_version``; a row without them is written as 1."""

_LONGEST_ID = 128
_HEAD = ("RowKey", versions.PROPERTY, "event_type", "received_ms")


@dataclass(frozen=True, slots=True)
class EventHead:
    """An event without its payload."""

    event_id: str
    event_type: str
    received_ms: int


@dataclass(frozen=True, slots=True)
class EventChoice:
    """Which events to read: the first and the last millisecond, and None for no condition."""

    received: tuple[int, int]
    event_type: str | None = None
    id_prefix: str | None = None

    def condition(self) -> Condition:
        """Return the condition that the rows meet; all times have 13 digits."""
        first, last = (f"{epoch_ms:013d}" for epoch_ms in self.received)
        condition = at_least("received_ms", first) & at_most("received_ms", last)
        if self.event_type is not None:
            condition &= equal("event_type", self.event_type)
        if self.id_prefix is not None:
            condition &= at_least("RowKey", self.id_prefix)
            condition &= at_most("RowKey", self.id_prefix + "~" * _LONGEST_ID)
        return condition


class EventStore:
    """The tables ``eventsYYYYMMDD``; the partition is a hash of the event's id."""

    def __init__(self, table: Callable[[str], Table]) -> None:
        self._table = table

    def insert(self, event: Event, day: date | None = None) -> bool:
        """Store *event* in the table of its day; False if its id is taken there. Raises TooLarge.

        With another *day*, its id is taken on that day, too.
        """
        table = self._of(day or day_of(event.received_ms))
        return table.insert(_to_row(event)) is not None

    def transactions(self, events: Iterable[Event]) -> list[list[Event]]:
        """Divide *events* into groups, each of which `insert_all` can store. Raises TooLarge."""
        groups: list[list[Event]] = []
        open_groups: dict[tuple[date, str], _OpenGroup] = {}
        for event in events:
            size = _size(event)
            place = day_of(event.received_ms), keys.event_partition(event.event_id)
            group = open_groups.get(place)
            if group is None or not group.has_room(size):
                group = open_groups[place] = _OpenGroup()
                groups.append(group.events)
            group.add(event, size)
        return groups

    def insert_all(self, events: Sequence[Event]) -> bool:
        """Store a group that `transactions` made; False, and none stored, if an id is taken."""
        rows = [_to_row(event) for event in events]
        return self._of(day_of(events[0].received_ms)).insert_all(rows)

    def get(self, day: date, event_id: str) -> Event | None:
        """Read the event that was received on *day*, or has taken its id on that day."""
        row = self._of(day).get(keys.event_partition(event_id), event_id)
        return None if row is None else _from_row(row)

    def of(self, ref: DeliveryKey) -> Event | None:
        """The event of a delivery; None once retention has taken it."""
        return self.get(ref.day, ref.event_id)

    def find(self, event_id: str, today: date, days: int) -> Event | None:
        """Look for an event on *today*, tomorrow (another instance's clock) and *days* back."""
        for offset in range(-1, days + 1):
            event = self.get(today - timedelta(days=offset), event_id)
            if event is not None:
                return event
        return None

    def heads(
        self, day: date, choice: EventChoice, *, after: Continuation | None = None
    ) -> tuple[list[EventHead], Continuation | None]:
        """Read up to a thousand events of *day*, in no order of time: one request."""
        rows, more = self._of(day).page(
            choice.condition(), size=MOST_PER_PAGE, after=after, select=_HEAD
        )
        return [_head(row) for row in rows], more

    def _of(self, day: date) -> Table:
        return self._table(keys.day_table("events", day))


@dataclass(slots=True)
class _OpenGroup:
    """Events of one partition that will be stored in one transaction, and their size."""

    events: list[Event] = field(default_factory=list)
    size: int = 0

    def has_room(self, size: int) -> bool:
        return len(self.events) < MOST_PER_TRANSACTION and self.size + size <= _TRANSACTION_BYTES

    def add(self, event: Event, size: int) -> None:
        self.events.append(event)
        self.size += size


def _size(event: Event) -> int:
    """Return the bytes of what is cut into properties. Raises TooLarge if no row holds them."""
    size = len(event.event_json.encode()) + len(event.extras_json.encode())
    size += _UID_BYTES * len(event.targets)
    if size > _ROW_BYTES:
        raise TooLarge("event: too large to be stored with this many subscribers", field="event")
    return size


def _to_row(event: Event) -> dict[str, object]:
    _size(event)
    payload = event.event_json.encode()
    extras = event.extras_json.encode()
    targets = b"".join(bytes.fromhex(uid) for uid in event.targets)
    row: dict[str, object] = {
        "PartitionKey": keys.event_partition(event.event_id),
        "RowKey": event.event_id,
        **versions.stamp(_VERSION if event.filtered or event.type_version else 1),
        "event_type": event.event_type,
        "received_ms": str(event.received_ms),
        "digest": event.digest,
    }
    if event.filtered:
        row["filtered"] = event.filtered
    if event.type_version:
        row["type_version"] = event.type_version
    row |= parts.split("event", payload)
    row |= parts.split("extras", extras)
    row |= parts.split("targets", targets)
    return row


def _from_row(row: Row) -> Event:
    versions.check(row, _VERSION)
    targets = parts.joined("targets", row)
    return Event(
        event_id=row["RowKey"],
        event_type=row["event_type"],
        received_ms=int(row["received_ms"]),
        event_json=parts.joined("event", row).decode(),
        extras_json=parts.joined("extras", row).decode() or "{}",
        digest=row.get("digest", ""),
        targets=tuple(
            targets[at : at + _UID_BYTES].hex() for at in range(0, len(targets), _UID_BYTES)
        ),
        filtered=row.get("filtered", 0),
        type_version=row.get("type_version", 0),
    )


def _head(row: Row) -> EventHead:
    versions.check(row, _VERSION)
    return EventHead(row["RowKey"], row["event_type"], int(row["received_ms"]))
