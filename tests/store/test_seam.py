"""Where the SDK of Azure Storage ends."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import NoReturn

import pytest
from azure.core.exceptions import HttpResponseError
from azure.data.tables import TableClient

import shared
from shared.api import health
from shared.api.http import Request
from shared.store.connection import StorageConnection
from shared.store.faults import Unavailable
from shared.store.wire.service import Answer, Service
from tests.store.backends import failing
from tests.support.client import LOCAL_SETTINGS
from tests.support.in_process import Host, Process
from tests.support.memory import MemoryAccount

SHARED = Path(shared.__file__).parent

KNOW_THE_SDK = {
    "store/wire/service.py",
    "store/wire/signing.py",
    "store/wire/transport.py",
    "store/azure_faults.py",
    "store/azure_queue.py",
    "store/azure_table.py",
    "store/connection.py",
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_the_sdk_is_known_to_few_modules() -> None:
    sdk = ("azure.core", "azure.data", "azure.storage", "azure.identity")
    knowing = {
        path.relative_to(SHARED).as_posix()
        for path in SHARED.rglob("*.py")
        if any(name.startswith(sdk) for name in imports(path))
    }
    assert knowing == KNOW_THE_SDK


TABLE_NOT_FOUND = Answer(404, {}, b'{"odata.error":{"code":"TableNotFound"}}', repeated=False)


def test_a_table_that_is_being_deleted_is_not_asked_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For some 40 s Azure neither takes rows into such a table nor creates it anew."""
    asked: list[str] = []

    def missing(*_: object, **__: object) -> Answer:
        asked.append("insert")
        return TABLE_NOT_FOUND

    def being_deleted(*_: object, **__: object) -> NoReturn:
        asked.append("create")
        error = HttpResponseError("The specified table is being deleted.")
        error.status_code, error.error_code = 409, "TableBeingDeleted"  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Service, "ask", missing)
    monkeypatch.setattr(TableClient, "create_table", being_deleted)
    storage = StorageConnection.from_environ({"AzureWebJobsStorage": "UseDevelopmentStorage=true"})

    with pytest.raises(Unavailable, match="create_table things: 409 TableBeingDeleted"):
        storage.table("things").insert({"PartitionKey": "p", "RowKey": "r"})

    assert asked == ["insert", "create"]


def test_a_table_that_goes_away_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleted by another process between its creation and the second try."""
    asked: list[str] = []

    def missing(*_: object, **__: object) -> Answer:
        asked.append("insert")
        return TABLE_NOT_FOUND

    monkeypatch.setattr(Service, "ask", missing)
    monkeypatch.setattr(TableClient, "create_table", lambda _: asked.append("create"))
    storage = StorageConnection.from_environ({"AzureWebJobsStorage": "UseDevelopmentStorage=true"})

    with pytest.raises(Unavailable, match="insert things: 404 TableNotFound"):
        storage.table("things").insert({"PartitionKey": "p", "RowKey": "r"})

    assert asked == ["insert", "create", "insert"]


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (None, None, "tables unreachable"),
        (401, "InvalidAuthenticationInfo", "tables forbidden: "),
        (403, "AuthorizationFailure", "tables forbidden: "),
        (500, "InternalError", "tables unreachable"),
        (503, "ServerBusy", "tables unreachable"),
    ],
)
def test_health_tells_them_apart(status: int | None, code: str | None, told: str) -> None:
    account = MemoryAccount(lambda: 0.0)
    storage = account.connect(before=failing(status, code))
    with Process(Host(account), LOCAL_SETTINGS, storage=storage) as process:
        response = health.get(process.relay, Request("GET", {}, {}, {}, b""))

    assert response.status == 503
    assert json.loads(response.body)["storage"].startswith(told)
