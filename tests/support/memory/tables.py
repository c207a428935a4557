"""The rows of one table, in the order of their keys, and what a request does to them.

Nothing here takes a lock: `MemoryAccount` does.
"""

from __future__ import annotations

import base64
import binascii
from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shared.store.conditions import Condition, Operator, Term
from shared.store.table import Continuation, Row
from tests.support.memory.limits import (
    Refused,
    check_key,
    check_row,
    check_transaction_size,
    plain,
)

_TOKEN_VERSION = "1!"


class Stored(NamedTuple):
    """A row as it is; a write puts another in its place."""

    properties: dict[str, Any]
    etag: str


@dataclass(slots=True)
class _Partition:
    rows: dict[str, Stored] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)


class TableData:
    """All rows of the table *name*. *new_etag* gives one that no row had before."""

    def __init__(self, name: str, new_etag: Callable[[], str]) -> None:
        self.name = name
        self._new_etag = new_etag
        self._partitions: dict[str, _Partition] = {}
        self._order: list[str] = []

    def insert(self, row: Mapping[str, Any]) -> str | None:
        """Return the new etag; None where the key is taken. Raises Refused."""
        properties = plain(row)
        check_row(properties)
        return None if self._find(*_keys(properties)) else self._put(properties)

    def insert_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether all could be inserted; else none was. Raises Refused."""
        properties = _together(rows)
        if any(self._find(*_keys(each)) for each in properties):
            return False
        for each in properties:
            self._put(each)
        return True

    def merge_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether all could be merged; else none was. Raises Refused."""
        properties = _together(rows)
        merged = []
        for each in properties:
            stored = self._find(*_keys(each))
            if stored is None:
                return False
            merged.append({**stored.properties, **each})
            check_row(merged[-1])
        for each in merged:
            self._write(each)
        return True

    def upsert(self, row: Mapping[str, Any]) -> None:
        """Merge into the row of that key, or insert. Raises Refused."""
        properties = plain(row)
        stored = self._find(*_keys(properties))
        self._write(properties if stored is None else {**stored.properties, **properties})

    def merge(self, row: Mapping[str, Any], etag: str | None) -> str | None:
        """Return the new etag; None where the row is missing or has another. Raises Refused."""
        properties = plain(row)
        stored = self._current(properties, etag)
        return None if stored is None else self._write({**stored.properties, **properties})

    def replace(self, row: Mapping[str, Any], etag: str) -> str | None:
        """Return the new etag; None where the row is missing or has another. Raises Refused."""
        properties = plain(row)
        return None if self._current(properties, etag) is None else self._write(properties)

    def delete(self, partition: str, key: str, etag: str | None) -> bool:
        """Return False where the row has another etag. Raises Refused."""
        _check_etag(etag)
        stored = self._find(partition, key)
        if stored is None:
            return True
        if etag is not None and stored.etag != etag:
            return False
        rows = self._partitions[_sortable(partition)]
        place = _sortable(key)
        del rows.rows[place]
        del rows.order[bisect_left(rows.order, place)]
        if not rows.order:
            del self._partitions[_sortable(partition)]
            del self._order[bisect_left(self._order, _sortable(partition))]
        return True

    def get(self, partition: str, key: str) -> Row | None:
        stored = self._find(partition, key)
        return None if stored is None else Row(stored.properties, stored.etag, self.name)

    def page(
        self,
        condition: Condition,
        *,
        size: int,
        after: Continuation | None,
        select: Sequence[str] | None = None,
        scan: int | None,
    ) -> tuple[list[Row], Continuation | None]:
        """Return up to *size* rows, looking at no more than *scan*, and where to go on.

        As Azure does, and Azurite does not, it says that there may be more without looking for
        another row that meets the condition. Raises Refused.
        """
        meets = _matcher(condition)
        rows: list[Row] = []
        for scanned, (partition, key, stored) in enumerate(self._from(condition, after)):
            if len(rows) == size or scanned == scan:
                return rows, _token(partition, key)
            if meets(stored.properties):
                rows.append(Row(_selected(stored.properties, select), stored.etag, self.name))
        return rows, None

    def _from(
        self, condition: Condition, after: Continuation | None
    ) -> Iterator[tuple[str, str, Stored]]:
        """The rows whose keys may meet *condition*, in order, from where *after* says."""
        start = ("", "") if after is None else _position(after)
        first, last = _range(condition, "PartitionKey")
        low, high = _range(condition, "RowKey")
        partitions = self._order[bisect_left(self._order, max(first, start[0])) :]
        for partition in partitions:
            if last is not None and partition > last:
                return
            rows = self._partitions[partition]
            begin = max(low, start[1]) if partition == start[0] else low
            for index in range(bisect_left(rows.order, begin), len(rows.order)):
                key = rows.order[index]
                if high is not None and key > high:
                    break
                yield partition, key, rows.rows[key]

    def _find(self, partition: str, key: str) -> Stored | None:
        rows = self._partitions.get(_sortable(partition))
        return None if rows is None else rows.rows.get(_sortable(key))

    def _current(self, properties: Mapping[str, Any], etag: str | None) -> Stored | None:
        _check_etag(etag)
        partition, key = _keys(properties)
        check_key(partition)
        check_key(key)
        stored = self._find(partition, key)
        return None if stored is None or etag not in (None, stored.etag) else stored

    def _write(self, properties: dict[str, Any]) -> str:
        check_row(properties)
        return self._put(properties)

    def _put(self, properties: dict[str, Any]) -> str:
        partition, key = map(_sortable, _keys(properties))
        rows = self._partitions.get(partition)
        if rows is None:
            rows = self._partitions[partition] = _Partition()
            insort(self._order, partition)
        if key not in rows.rows:
            insort(rows.order, key)
        etag = self._new_etag()
        rows.rows[key] = Stored(properties, etag)
        return etag


def _together(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the properties of rows that one request may have together. Raises Refused."""
    properties = [plain(row) for row in rows]
    check_transaction_size(properties)
    for each in properties:
        check_row(each)
    keys = [_keys(each) for each in properties]
    if len(set(keys)) < len(keys):
        raise Refused(400, "InvalidDuplicateRow")
    return properties


def _keys(properties: Mapping[str, Any]) -> tuple[str, str]:
    return properties["PartitionKey"], properties["RowKey"]


def _selected(properties: dict[str, Any], select: Sequence[str] | None) -> dict[str, Any]:
    if select is None:
        return properties
    return {name: properties[name] for name in select if name in properties}


def _sortable(text: str) -> str:
    """Return *text* as its UTF-16 units, in the order of which storage sorts."""
    if text.isascii():
        return text
    return "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))


def _check_etag(etag: str | None) -> None:
    if etag is not None and not etag.startswith('W/"'):
        raise Refused(400, "InvalidInput")


def _token(partition: str, key: str) -> Continuation:
    return {"PartitionKey": _encoded(partition), "RowKey": _encoded(key)}


def _position(token: Continuation) -> tuple[str, str]:
    try:
        return _decoded(token["PartitionKey"]), _decoded(token["RowKey"])
    except (KeyError, ValueError, binascii.Error):
        raise Refused(400, "InvalidInput") from None


def _encoded(text: str) -> str:
    return _TOKEN_VERSION + base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode()


def _decoded(text: str) -> str:
    if not text.startswith(_TOKEN_VERSION):
        raise ValueError("not a token")
    data = base64.b64decode(text[len(_TOKEN_VERSION) :], b"-_", validate=True)
    return data.decode("utf-8", "surrogatepass")


def _range(condition: Condition, name: str) -> tuple[str, str | None]:
    """The lowest and the highest key that can meet *condition*, which need not meet it."""
    low, high = "", None
    for term in condition.terms:
        if term.name != name or not isinstance(term.value, str):
            continue
        value = _sortable(term.value)
        if term.operator in (Operator.EQUAL, Operator.AT_LEAST, Operator.ABOVE):
            low = max(low, value)
        if term.operator in (Operator.EQUAL, Operator.AT_MOST, Operator.BELOW):
            high = value if high is None else min(high, value)
    return low, high


def _matcher(condition: Condition) -> Callable[[Mapping[str, Any]], bool]:
    tests = [(term.name, _tester(term)) for term in condition.terms]

    def meets(properties: Mapping[str, Any]) -> bool:
        return all(
            (value := properties.get(name)) is not None and test(value) for name, test in tests
        )

    return meets


def _tester(term: Term) -> Callable[[Any], bool]:
    wanted = term.value
    kind = _kind(wanted)
    compare = _COMPARISONS[term.operator]
    if isinstance(wanted, str):
        text = _sortable(wanted)
        return lambda value: isinstance(value, str) and compare(_sortable(value), text)
    return lambda value: _kind(value) is kind and compare(value, wanted)


def _kind(value: Any) -> type:
    """Numbers compare with numbers; everything else with its own type only."""
    return float if type(value) is int else type(value)


_COMPARISONS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: lambda a, b: a == b,
    Operator.AT_LEAST: lambda a, b: a >= b,
    Operator.ABOVE: lambda a, b: a > b,
    Operator.AT_MOST: lambda a, b: a <= b,
    Operator.BELOW: lambda a, b: a < b,
}
