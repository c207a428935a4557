"""The operations on a table that the relay needs, whatever stores it.

Each method is one storage request and returns what the caller decides on: a conflict, a missing
row and a changed row are return values, not exceptions. Everything else that goes wrong (storage
down, no permission, a row too large) is raised as `StorageFault`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared.store.conditions import Condition
from shared.store.faults import BadRequest

Continuation = dict[str, str]
"""Where a query goes on. Opaque: Azure writes something else than keys into it."""

MOST_PER_PAGE = 1000
"""The most rows that storage returns for one request."""

MOST_PER_TRANSACTION = 100


def check_transaction(rows: Sequence[Mapping[str, Any]], operation: str, table: str) -> None:
    """Refuse *rows* that no table writes in one request. Raises BadRequest."""
    partitions = {row["PartitionKey"] for row in rows}
    if len(partitions) != 1 or len(rows) > MOST_PER_TRANSACTION:
        raise BadRequest(
            f"{len(rows)} rows of {len(partitions)} partitions; "
            f"1 to {MOST_PER_TRANSACTION} rows of one can be written together",
            operation=operation,
            target=table,
        )


class Row(dict[str, Any]):
    """The properties of a stored row, its keys among them, with its etag and its table's name.

    A property is a str, an int of 32 bits, a float, a bool or bytes.
    """

    __slots__ = ("etag", "table")

    def __init__(self, properties: Mapping[str, Any], etag: str, table: str) -> None:
        super().__init__(properties)
        self.etag = etag
        self.table = table


class Table(ABC):
    """One table, created when it is first written to; until then it is empty.

    Thread-safe. An etag changes with every write to its row. A property that is None is not
    written.
    """

    name: str

    @abstractmethod
    def insert(self, row: Mapping[str, Any]) -> str | None:
        """Add *row* and return its etag; None when its key is taken."""

    @abstractmethod
    def insert_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Add *rows*, all or none, in one request; False when a key is taken.

        They are of one partition, at most a hundred, of different keys and 4 MiB together;
        otherwise raises BadRequest.
        """

    @abstractmethod
    def upsert(self, row: Mapping[str, Any]) -> None:
        """Merge *row*'s properties into the row of that key, which need not exist."""

    @abstractmethod
    def merge(self, row: Mapping[str, Any], *, etag: str | None = None) -> str | None:
        """Merge *row*'s properties into an existing row and return its new etag.

        None when there is no such row or, with *etag*, it has changed.
        """

    @abstractmethod
    def merge_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Merge *rows* into the existing rows of their keys, all or none, in one request.

        False when there is no row of one of the keys. The same bounds as for `insert_all`.
        """

    @abstractmethod
    def replace(self, row: Mapping[str, Any], *, etag: str) -> str | None:
        """Put *row* in the place of the row with *etag*, and return the new etag.

        None when there is no such row or it has changed.
        """

    @abstractmethod
    def delete(self, partition: str, key: str, *, etag: str | None = None) -> bool:
        """Delete a row; False when, with *etag*, it has changed. A missing row is no error."""

    @abstractmethod
    def get(self, partition: str, key: str) -> Row | None:
        """Read one row; None when there is none."""

    @abstractmethod
    def page(
        self,
        condition: Condition,
        *,
        size: int,
        after: Continuation | None = None,
        select: Sequence[str] | None = None,
    ) -> tuple[list[Row], Continuation | None]:
        """Return what a single request finds, and where to go on where there may be more.

        At most *size* rows and at most `MOST_PER_PAGE`, in the order of their keys. Storage scans
        a bounded stretch of a partition for one request, so the page may be short, even empty,
        and still be followed by others. With *select* the rows have those properties alone.
        """

    @abstractmethod
    def create(self) -> None:
        """Create the table, if it does not exist."""

    def query(
        self,
        condition: Condition,
        *,
        size: int = MOST_PER_PAGE,
        select: Sequence[str] | None = None,
    ) -> Iterator[Row]:
        """Read every row that meets *condition*, one request per *size* rows."""
        after: Continuation | None = None
        while True:
            rows, after = self.page(condition, size=size, after=after, select=select)
            yield from rows
            if after is None:
                return

    def first(
        self, condition: Condition, *, most: int, select: Sequence[str] | None = None
    ) -> list[Row]:
        """Read the first *most* rows that meet *condition*, one request per thousand rows."""
        rows: list[Row] = []
        after: Continuation | None = None
        while len(rows) < most:
            found, after = self.page(condition, size=most - len(rows), after=after, select=select)
            rows.extend(found)
            if after is None:
                break
        return rows
