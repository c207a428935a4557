"""One Azure table behind the few operations that the relay needs.

Each method is one storage request and answers with what the caller decides on; a conflict, a
missing row and a changed row are answers, not exceptions. What remains (storage down, no
permission) is raised as `StorageFault`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import (
    AzureError,
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
)
from azure.data.tables import (
    TableClient,
    TableEntity,
    TableErrorCode,
    TableTransactionError,
    UpdateMode,
)

StorageFault = AzureError
"""Storage did not do what was asked, and that was not an answer to the question."""

Row = TableEntity

Continuation = dict[str, str]
"""Where a query goes on. Opaque: Azure writes something else than keys into it."""

_PAGE = 1000
"""The most rows that storage hands back for one request."""


_UNCHANGED = MatchConditions.IfNotModified


def etag_of(row: Row) -> str:
    return str(row.metadata["etag"])


def _etag(answer: Mapping[str, Any]) -> str:
    return str(answer["etag"])


class Table:
    """One table, made when first written to."""

    def __init__(self, client: TableClient) -> None:
        self._client = client
        self.name = client.table_name

    def insert(self, row: Mapping[str, Any]) -> str | None:
        """Add *row* and answer with its etag; None when its key is taken."""
        try:
            return _etag(self._client.create_entity(row))
        except ResourceExistsError:
            return None
        except ResourceNotFoundError:
            self.create()
            return self.insert(row)

    def insert_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        """Add *rows*, of one partition and at most a hundred, all or none: one request.

        False when a key is taken.
        """
        try:
            self._client.submit_transaction(("create", row) for row in rows)
        except TableTransactionError as error:
            code = error.error_code  # type: ignore[attr-defined]  # documented, not annotated
            if code == TableErrorCode.ENTITY_ALREADY_EXISTS:
                return False
            if code == TableErrorCode.TABLE_NOT_FOUND:
                self.create()
                return self.insert_all(rows)
            raise
        return True

    def upsert(self, row: Mapping[str, Any]) -> None:
        """Merge *row*'s properties into the row of that key, which need not exist."""
        try:
            self._client.upsert_entity(row, mode=UpdateMode.MERGE)
        except ResourceNotFoundError:
            self.create()
            self.upsert(row)

    def merge(self, row: Mapping[str, Any], *, etag: str | None = None) -> str | None:
        """Merge into an existing row and answer with its new etag.

        None when the row is gone or, with *etag*, has changed.
        """
        return self._update(row, UpdateMode.MERGE, etag)

    def replace(self, row: Mapping[str, Any], *, etag: str) -> str | None:
        """Put *row* in the place of the one with *etag*, as `merge` answers."""
        return self._update(row, UpdateMode.REPLACE, etag)

    def delete(self, partition: str, key: str, *, etag: str | None = None) -> bool:
        """Delete a row; False when, with *etag*, it has changed. A missing row is no fault."""
        try:
            if etag is None:
                self._client.delete_entity(partition, key)
            else:
                self._client.delete_entity(partition, key, etag=etag, match_condition=_UNCHANGED)
        except ResourceModifiedError:
            return False
        except ResourceNotFoundError:
            return True
        return True

    def get(self, partition: str, key: str) -> Row | None:
        try:
            return self._client.get_entity(partition, key)
        except ResourceNotFoundError:
            return None

    def query(self, condition: str = "", **values: Any) -> Iterator[Row]:
        """Every row that meets *condition*, page by page; nothing where the table is missing."""
        try:
            yield from self._client.query_entities(condition, parameters=values)
        except ResourceNotFoundError:
            return

    def page(self, condition: str, *, size: int, **values: Any) -> list[Row]:
        """The first *size* rows that meet *condition*: one request per thousand rows."""
        rows: list[Row] = []
        after: Continuation | None = None
        while len(rows) < size:
            found, after = self.one_page(condition, size=size, after=after, **values)
            rows.extend(found)
            if after is None:
                break
        return rows[:size]

    def one_page(
        self, condition: str, *, size: int, after: Continuation | None = None, **values: Any
    ) -> tuple[list[Row], Continuation | None]:
        """What a single request finds, and where to go on where there may be more.

        Storage scans a bounded stretch of a partition for one request, so the page may be short,
        even empty, and still be followed by others.
        """
        items = self._client.query_entities(
            condition, parameters=values, results_per_page=min(size, _PAGE)
        )
        # The SDK's annotations know a page iterator by its base class alone.
        pages: Any = items.by_page(after)  # type: ignore[arg-type]
        try:
            rows = list(next(pages, ()))
        except ResourceNotFoundError:
            return [], None
        return rows, pages.continuation_token

    def _update(self, row: Mapping[str, Any], mode: UpdateMode, etag: str | None) -> str | None:
        guard: dict[str, Any] = (
            {} if etag is None else {"etag": etag, "match_condition": _UNCHANGED}
        )
        try:
            return _etag(self._client.update_entity(row, mode=mode, **guard))
        except (ResourceNotFoundError, ResourceModifiedError):
            return None

    def create(self) -> None:
        try:
            self._client.create_table()
        except ResourceExistsError:
            return
        except HttpResponseError as error:
            # Azurite answers two creations at once with 500 instead of 409.
            if error.status_code != 500:
                raise
