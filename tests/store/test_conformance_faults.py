"""What each kind of storage raises when it fails: errors that name the table and never a row."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest
from azure.core.exceptions import HttpResponseError

from shared.store.azure_faults import asking
from shared.store.conditions import EVERY_ROW, equal
from shared.store.faults import (
    BadRequest,
    Forbidden,
    StorageFault,
    Throttled,
    Unavailable,
    fault,
)
from shared.store.storage import Storage
from tests.store.backends import Backend

SECRET = "4e6d-secret"
ETAG = "W/\"datetime'2030-01-01T00%3A00%3A00.0000000Z'\""
ROW = {"PartitionKey": SECRET, "RowKey": SECRET, "value": SECRET}

Ask = Callable[[Storage], object]

OPERATIONS: dict[tuple[str, str], Ask] = {
    ("insert", "things"): lambda s: s.table("things").insert(ROW),
    ("insert_all", "things"): lambda s: s.table("things").insert_all([ROW]),
    ("merge_all", "things"): lambda s: s.table("things").merge_all([ROW]),
    ("upsert", "things"): lambda s: s.table("things").upsert(ROW),
    ("merge", "things"): lambda s: s.table("things").merge(ROW),
    ("replace", "things"): lambda s: s.table("things").replace(ROW, etag=ETAG),
    ("delete", "things"): lambda s: s.table("things").delete(SECRET, SECRET, etag=ETAG),
    ("get", "things"): lambda s: s.table("things").get(SECRET, SECRET),
    ("query", "things"): lambda s: list(s.table("things").query(equal("value", SECRET))),
    ("create_table", "things"): lambda s: s.table("things").create(),
    ("list_tables", "all"): lambda s: s.tables(),
    ("delete_table", "things"): lambda s: s.delete_table("things"),
    ("send", "work"): lambda s: s.queue("work").send(SECRET),
    ("peek", "work"): lambda s: s.queue("work").oldest_age(0),
    ("length", "work"): lambda s: s.queue("work").length(),
    ("create_queue", "work"): lambda s: s.queue("work").create(),
}


@pytest.mark.parametrize("operation", OPERATIONS, ids="-".join)
def test_a_wrong_key(backend: Backend, operation: tuple[str, str]) -> None:
    with pytest.raises(Forbidden) as raised:
        OPERATIONS[operation](backend.forbidden())

    error = raised.value
    assert (error.operation, error.target, error.status) == (*operation, 403)
    assert error.code in {"AuthenticationFailed", "AuthorizationFailure"}
    assert str(error) == f"{operation[0]} {operation[1]}: 403 {error.code}"
    assert SECRET not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "operation", [("get", "things"), ("insert", "things"), ("length", "work")], ids="-".join
)
def test_no_response(backend: Backend, operation: tuple[str, str]) -> None:
    with pytest.raises(Unavailable) as raised:
        OPERATIONS[operation](backend.unreachable())

    error = raised.value
    assert (error.operation, error.target, error.status) == (*operation, None)
    assert "refused" in str(error)
    assert SECRET not in "".join(traceback.format_exception(error))


def test_a_refusal_names_the_table_and_not_the_row(storage: Storage) -> None:
    storage.table("things").create()
    with pytest.raises(BadRequest) as raised:
        storage.table("things").insert({"PartitionKey": "p", "RowKey": f"{SECRET}/"})

    assert (raised.value.operation, raised.value.target) == ("insert", "things")
    assert raised.value.status == 400
    assert raised.value.code
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    assert list(storage.table("things").query(EVERY_ROW)) == []


def test_a_refusal_has_its_cause(storage: Storage) -> None:
    with pytest.raises(StorageFault) as raised:
        storage.table("1").create()
    assert raised.value.__cause__ is not None


def test_what_the_service_repeats_of_the_request_is_not_told() -> None:
    """Azure says of a key that it does not take, which one."""
    said = f"The 'RowKey' parameter of value '{SECRET}' is out of range."
    first, decoded = HttpResponseError(said), HttpResponseError(said)
    first.status_code = decoded.status_code = 400
    with pytest.raises(BadRequest) as raised, asking("insert", "things"):
        raise decoded from first

    assert str(raised.value) == "insert things: 400 without an error code"
    assert raised.value.__cause__ is decoded
    assert SECRET not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (None, None, Unavailable),
        (400, "InvalidInput", BadRequest),
        (401, "InvalidAuthenticationInfo", Forbidden),
        (403, "AuthorizationFailure", Forbidden),
        (404, "TableNotFound", Unavailable),
        (404, "MessageNotFound", BadRequest),
        (408, None, Unavailable),
        (409, "EntityAlreadyExists", BadRequest),
        (409, "TableBeingDeleted", Unavailable),
        (409, "QueueBeingDeleted", Unavailable),
        (413, "RequestBodyTooLarge", BadRequest),
        (429, "TooManyRequests", Throttled),
        (500, "InternalError", Unavailable),
        (500, "OperationTimedOut", Unavailable),
        (503, "ServerBusy", Throttled),
        (503, None, Unavailable),
    ],
)
def test_kinds(status: int | None, code: str | None, kind: type[StorageFault]) -> None:
    made = fault(operation="get", target="things", status=status, code=code, reason="refused")
    assert type(made) is kind
    assert (made.status, made.code) == (status, code)
