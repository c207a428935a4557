"""Health distinguishes storage that denies access from storage that is down."""

from __future__ import annotations

import json
import re

from shared.api import health
from shared.api.http import Request
from tests.support.in_process import InProcess

GET = Request("GET", {}, {}, {}, b"")


def told(relay: InProcess) -> tuple[int, str]:
    response = health.get(relay.relay, GET)
    relay.close()
    return response.status, str(json.loads(response.body)["storage"])


def test_a_wrong_key_or_a_missing_role(storage_account: str) -> None:
    wrong = re.sub("AccountKey=[^;]+", "AccountKey=d3JvbmcgYnkgaW50ZW50", storage_account)
    status, storage = told(InProcess(wrong))
    assert status == 503
    assert storage.startswith("tables forbidden: ")
    assert "Storage Table Data Contributor" in storage


def test_storage_that_is_away(storage_account: str) -> None:
    away = re.sub(
        r"TableEndpoint=http://127\.0\.0\.1:\d+",
        "TableEndpoint=http://127.0.0.1:1",
        storage_account,
    )
    assert told(InProcess(away)) == (503, "tables unreachable")


def test_storage_that_is_there(storage_account: str) -> None:
    assert told(InProcess(storage_account)) == (200, "ok")
