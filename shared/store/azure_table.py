"""A table of Azure Table storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from azure.core import MatchConditions
from azure.core.exceptions import (
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

from shared.store.azure_faults import asking, error_code
from shared.store.conditions import Condition, Value
from shared.store.table import MOST_PER_PAGE, Continuation, Row, Table, check_transaction

T = TypeVar("T")

_UNCHANGED = MatchConditions.IfNotModified


class AzureTable(Table):
    """A table behind the SDK's client for it."""

    def __init__(self, client: TableClient) -> None:
        self._client = client
        self.name = client.table_name

    def insert(self, row: Mapping[str, Any]) -> str | None:
        with asking("insert", self.name):
            try:
                return _etag(self._in_existing(lambda: self._client.create_entity(row)))
            except ResourceExistsError:
                return None

    def insert_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        check_transaction(rows, self.name)
        with asking("insert_all", self.name):
            try:
                self._in_existing(lambda: self._submit(rows))
            except TableTransactionError as error:
                if error_code(error) == TableErrorCode.ENTITY_ALREADY_EXISTS:
                    return False
                raise
        return True

    def upsert(self, row: Mapping[str, Any]) -> None:
        with asking("upsert", self.name):
            self._in_existing(lambda: self._client.upsert_entity(row, mode=UpdateMode.MERGE))

    def merge(self, row: Mapping[str, Any], *, etag: str | None = None) -> str | None:
        return self._update("merge", row, UpdateMode.MERGE, etag)

    def replace(self, row: Mapping[str, Any], *, etag: str) -> str | None:
        return self._update("replace", row, UpdateMode.REPLACE, etag)

    def delete(self, partition: str, key: str, *, etag: str | None = None) -> bool:
        with asking("delete", self.name):
            try:
                self._client.delete_entity(partition, key, **_guard(etag))
            except ResourceModifiedError:
                return False
            except ResourceNotFoundError:
                return True
        return True

    def get(self, partition: str, key: str) -> Row | None:
        with asking("get", self.name):
            try:
                return self._row(self._client.get_entity(partition, key))
            except ResourceNotFoundError:
                return None

    def page(
        self, condition: Condition, *, size: int, after: Continuation | None = None
    ) -> tuple[list[Row], Continuation | None]:
        found = self._client.query_entities(
            odata(condition), results_per_page=min(size, MOST_PER_PAGE)
        )
        # The SDK's annotations know a page iterator by its base class alone.
        pages: Any = found.by_page(after)  # type: ignore[arg-type]
        with asking("query", self.name):
            try:
                return [self._row(entity) for entity in next(pages, ())], pages.continuation_token
            except ResourceNotFoundError:
                return [], None

    def create(self) -> None:
        with asking("create_table", self.name):
            try:
                self._client.create_table()
            except HttpResponseError as error:
                # Azurite answers two creations at once with 500 instead of 409.
                if error.status_code not in (409, 500) or _is_being_deleted(error):
                    raise

    def _update(
        self, operation: str, row: Mapping[str, Any], mode: UpdateMode, etag: str | None
    ) -> str | None:
        with asking(operation, self.name):
            try:
                return _etag(self._client.update_entity(row, mode=mode, **_guard(etag)))
            except (ResourceNotFoundError, ResourceModifiedError):
                return None

    def _submit(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._client.submit_transaction(("create", row) for row in rows)

    def _row(self, entity: TableEntity) -> Row:
        return Row(entity, str(entity.metadata["etag"]), self.name)

    def _in_existing(self, call: Callable[[], T]) -> T:
        """Call, and where there is no table create it and call once more."""
        try:
            return call()
        except ResourceNotFoundError:
            pass
        except TableTransactionError as error:
            if error_code(error) != TableErrorCode.TABLE_NOT_FOUND:
                raise
        self.create()
        return call()


def odata(condition: Condition) -> str:
    """Write *condition* in OData's filter language; empty where every row meets it."""
    return " and ".join(
        f"{term.name} {term.operator.value} {_literal(term.value)}" for term in condition.terms
    )


def _literal(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return str(value)


def _is_being_deleted(error: HttpResponseError) -> bool:
    return error_code(error) == TableErrorCode.TABLE_BEING_DELETED


def _guard(etag: str | None) -> dict[str, Any]:
    return {} if etag is None else {"etag": etag, "match_condition": _UNCHANGED}


def _etag(response: Mapping[str, Any]) -> str:
    return str(response["etag"])
