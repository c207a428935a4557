"""A table of Azure Table storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from shared.store.azure_faults import asking, error_code, refused
from shared.store.conditions import Condition, Value
from shared.store.table import MOST_PER_PAGE, Continuation, Row, Table, check_transaction
from shared.store.wire import entities
from shared.store.wire.batch import Write
from shared.store.wire.service import Answer, Service

if TYPE_CHECKING:
    from azure.data.tables import TableClient, TableEntity

_JSON: Final = {"Content-Type": "application/json"}
_NO_ECHO: Final = {**_JSON, "Prefer": "return-no-content"}

_ANY: Final = {**_JSON, "If-Match": "*"}


class TableErrorCode(StrEnum):
    """Some of the error codes of Table storage."""

    ENTITY_ALREADY_EXISTS = "EntityAlreadyExists"
    TABLE_BEING_DELETED = "TableBeingDeleted"


class AzureTable(Table):
    """A table: rows by key in requests of our own, all else behind the SDK's client for it."""

    def __init__(self, name: str, service: Service, client: Callable[[], TableClient]) -> None:
        self.name = name
        self._service = service
        self._make_client = client
        self._path = f"/{self.name}"

    def insert(self, row: Mapping[str, Any]) -> str | None:
        body = entities.encode(row)
        answer = self._write("insert", "POST", self._path, body, _NO_ECHO)
        if answer.ok:
            return answer.etag
        if answer.code == TableErrorCode.ENTITY_ALREADY_EXISTS:
            return self._own(row) if answer.repeated else None
        raise refused(answer, "insert", self.name)

    def insert_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        check_transaction(rows, "insert_all", self.name)
        writes = [Write("POST", self._path, entities.encode(row), _NO_ECHO) for row in rows]
        answer = self._in_existing(lambda: self._transact("insert_all", writes))
        if answer.ok:
            return True
        if answer.code == TableErrorCode.ENTITY_ALREADY_EXISTS:
            return answer.repeated and all(self._own(row) is not None for row in rows)
        raise refused(answer, "insert_all", self.name)

    def merge_all(self, rows: Sequence[Mapping[str, Any]]) -> bool:
        check_transaction(rows, "merge_all", self.name)
        answer = self._transact(
            "merge_all",
            [Write("PATCH", self._row_path(row), entities.encode(row), _ANY) for row in rows],
        )
        if answer.ok:
            return True
        if answer.status == HTTPStatus.NOT_FOUND:
            return False
        raise refused(answer, "merge_all", self.name)

    def upsert(self, row: Mapping[str, Any]) -> None:
        answer = self._write("upsert", "PATCH", self._row_path(row), entities.encode(row), _JSON)
        if not answer.ok:
            raise refused(answer, "upsert", self.name)

    def merge(self, row: Mapping[str, Any], *, etag: str | None = None) -> str | None:
        return self._update("merge", "PATCH", row, etag)

    def replace(self, row: Mapping[str, Any], *, etag: str) -> str | None:
        return self._update("replace", "PUT", row, etag)

    def delete(self, partition: str, key: str, *, etag: str | None = None) -> bool:
        path = self._path + entities.key_path(partition, key)
        answer = self._ask(
            "delete", "DELETE", path, headers={"If-Match": "*" if etag is None else etag}
        )
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            return False
        if answer.ok or answer.status == HTTPStatus.NOT_FOUND:
            return True
        raise refused(answer, "delete", self.name)

    def get(self, partition: str, key: str) -> Row | None:
        answer = self._ask("get", "GET", self._path + entities.key_path(partition, key))
        if answer.ok:
            return Row(entities.decode(answer.body), answer.etag, self.name)
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        raise refused(answer, "get", self.name)

    def page(
        self,
        condition: Condition,
        *,
        size: int,
        after: Continuation | None = None,
        select: Sequence[str] | None = None,
    ) -> tuple[list[Row], Continuation | None]:
        found = self._client.query_entities(
            odata(condition),
            results_per_page=min(size, MOST_PER_PAGE),
            select=None if select is None else list(select),
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

    @cached_property
    def _client(self) -> TableClient:
        return self._make_client()

    def _update(
        self, operation: str, method: str, row: Mapping[str, Any], etag: str | None
    ) -> str | None:
        headers = {**_JSON, "If-Match": "*" if etag is None else etag}
        body = entities.encode(row)
        answer = self._ask(operation, method, self._row_path(row), body=body, headers=headers)
        if answer.ok:
            return answer.etag
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            return self._own(row) if answer.repeated else None
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        raise refused(answer, operation, self.name)

    def _own(self, row: Mapping[str, Any]) -> str | None:
        """Return the etag of the stored row if it has what this call wrote, or else None.

        The response to a write can be lost. Its repetition conflicts with the write itself.
        """
        stored = self.get(row["PartitionKey"], row["RowKey"])
        if stored is None:
            return None
        written = ((name, value) for name, value in row.items() if value is not None)
        return stored.etag if all(stored.get(n) == value for n, value in written) else None

    def _write(
        self, operation: str, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        return self._in_existing(
            lambda: self._ask(operation, method, path, body=body, headers=headers)
        )

    def _in_existing(self, ask: Callable[[], Answer]) -> Answer:
        """Ask, and where there is no table create it and ask once more."""
        answer = ask()
        if answer.status != HTTPStatus.NOT_FOUND:
            return answer
        self.create()
        return ask()

    def _ask(self, operation: str, method: str, path: str, **sent: Any) -> Answer:
        with asking(operation, self.name):
            return self._service.ask(method, path, **sent)

    def _row_path(self, row: Mapping[str, Any]) -> str:
        return self._path + entities.key_path(row["PartitionKey"], row["RowKey"])

    def _transact(self, operation: str, writes: Sequence[Write]) -> Answer:
        with asking(operation, self.name):
            return self._service.transact(writes)

    def _row(self, entity: TableEntity) -> Row:
        row = Row(entity, str(entity.metadata["etag"]), self.name)
        for name in [name for name, value in row.items() if value is None]:
            del row[name]  # Azure writes null for a selected property that a row does not have
        return row


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
