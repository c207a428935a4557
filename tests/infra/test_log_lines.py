"""``infra/log_lines.json``, on which alerts and workbook rest, against what the relay writes.

Three ways to the lines: the relay as a process, for its daily work; its own parts on real storage
with a hand on the clock, for what takes hours; and its source, for the names of all of them.
"""

from __future__ import annotations

import ast
import json
import logging
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from cryptography.fernet import Fernet

from shared import startup
from shared.api import http
from shared.errors import Unavailable
from shared.store import Store
from shared.store.connection import StorageConnection
from tests.scheduling.test_rollback import LATER, lose_a_worker, set_version
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.clock import Clock
from tests.support.in_process import InProcess, in_memory
from tests.support.log_records import collected
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tests.support.waiting import wait_until
from tools.infra import kql
from tools.infra.__main__ import ROOT, log_lines, queries

LINES = log_lines()
TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "list": (list,),
}

Line = dict[str, Any]


@pytest.fixture(scope="module")
def written(azurite: Storage) -> list[Line]:
    """Every line that the relay writes while everything happens to it that alerts are about."""
    with azurite.account() as account:
        lines = list(_lines_of_a_process(account))
    with azurite.account() as account:
        lines += _lines_of_a_long_day(account)
    lines += _lines_of_what_cannot_be_read()
    return lines


def test_each_line_has_the_fields_that_are_written_down(written: list[Line]) -> None:
    assert written
    for line in written:
        assert line["event"] in LINES, line
        fields = LINES[line["event"]]
        given = set(line) - {"event"}
        assert given <= set(fields), line
        assert {name for name, kind in fields.items() if not kind.endswith("?")} <= given, line
        for name in given:
            # A bool is an int to Python, and not to Kusto.
            kind = fields[name].removesuffix("?")
            assert isinstance(line[name], TYPES[kind]), (name, line)
            assert isinstance(line[name], bool) == (kind == "bool"), (name, line)


def test_each_field_that_a_query_reads_was_written(written: list[Line]) -> None:
    seen: dict[str, set[str]] = {}
    for line in written:
        seen.setdefault(line["event"], set()).update(line)
    for name, query in queries().items():
        events = kql.events_of(query)
        assert events <= set(seen), f"{name}: never written: {events - set(seen)}"
        for field in re.findall(r"\bd\.(\w+)", query):
            assert any(field in seen[event] for event in events), f"{name}: {field}"


def test_each_value_that_a_query_looks_for_was_written(written: list[Line]) -> None:
    outcomes = {line["outcome"] for line in written if line["event"] == "attempt"}
    assert outcomes == {"delivered", "failed"}
    outages = [x for x in written if x["event"] in ("webhook_failing", "webhook_recovered")]
    assert len(outages) >= 2
    for line in outages:
        assert abs(line["since"] - time.time()) < 24 * 3600, "not seconds since 1970"


def test_the_lines_written_down_are_those_in_the_source() -> None:
    found: dict[str, set[str]] = {}
    for call in _log_calls():
        (event,) = (a.value for a in call.args if isinstance(a, ast.Constant))
        names = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
        found.setdefault(str(event), set()).update(str(name) for name in names)
    assert set(found) == set(LINES)
    for event, names in found.items():
        if event == "tick":  # most of its fields are those of a Tally
            assert names <= set(LINES[event])
        else:
            assert names == set(LINES[event]), event


# What is a warning or an error and no query reads, with the reason.
UNREAD = {
    "process_died": "its deliveries are sent again in the same round; instances come and go",
    "heartbeat_failed": "storage is away, which the relay's other requests log",
}


def test_each_warning_and_error_is_read_by_a_query_or_meant_to_be_unread() -> None:
    levels: dict[str, set[str]] = {"warning": set(), "error": set()}
    for call in _log_calls():
        assert isinstance(call.func, ast.Attribute)
        if call.func.attr in levels:
            levels[call.func.attr] |= {str(ast.literal_eval(call.args[0]))}
    read = {
        name: kql.events_of(query)
        for name, query in queries().items()
        if not name.startswith("docs/")
    }
    assert (levels["warning"] | levels["error"]) - set().union(*read.values()) == set(UNREAD)
    by_alerts = [found for name, found in read.items() if name.startswith("queries/")]
    assert levels["error"] <= set().union(*by_alerts), "an error is for an alert"
    assert len(levels["error"]) >= 8


def test_the_relay_logs_nothing_in_another_way() -> None:
    """So that the test above, and the fields that are written down, are about all lines."""
    others = {
        str(path.relative_to(ROOT))
        for path in [*(ROOT / "shared").rglob("*.py"), ROOT / "function_app.py"]
        if re.search(r"\blogging\.(?!WARNING)|\bprint\(|sys\.std", path.read_text())
    }
    assert others == {"shared/log.py", "shared/store/connection.py"}
    connection = (ROOT / "shared/store/connection.py").read_text()
    assert re.findall(r"\blogging\..*", connection) == [
        'logging.getLogger("azure").setLevel(logging.WARNING)'
    ]


def _log_calls() -> Iterator[ast.Call]:
    for path in (ROOT / "shared").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr)
                in (("log", "info"), ("log", "warning"), ("log", "error"))
            ):
                yield node


def _lines_of_a_process(connection_string: str) -> Iterator[Line]:
    with (
        Receiver() as receiver,
        Receiver(410) as gone,
        Receiver() as nobody,
        RelayProcess(connection_string, {**LOCAL_SETTINGS, "LOG_DELIVERIES": "all"}) as relay,
    ):
        nobody.down()
        client = Client(relay)
        for url in (receiver.url, gone.url, nobody.url):
            client.create_webhook(url)
        receiver.answer_next(500)
        event = ping_event()
        client.post(event)
        client.post(event)
        queue = StorageConnection.from_environ({"AzureWebJobsStorage": connection_string})
        queue.queue_client("deliveries").send_message("not ours")

        def everything() -> bool:
            relay.tick()
            outcomes = {(e["outcome"], "error" in e) for e in relay.events("attempt")}
            return outcomes >= {("delivered", False), ("failed", False), ("failed", True)} and all(
                relay.events(name) for name in ("webhook_disabled", "dropped", "quarantined")
            )

        wait_until(everything, 40, lambda: f"every line:\n{relay.tail()}")
        queue.close()
    yield from relay.events()


def _lines_of_a_long_day(connection_string: str) -> list[Line]:
    with Receiver(500) as receiver, collected("relay", _line) as lines:
        clock = Clock(time.time())
        with InProcess(connection_string, LOCAL_SETTINGS, clock) as relay:
            relay.subscribe(receiver.url)
            for _ in range(4):
                relay.post_pings(1)
                relay.pump()
            for _ in range(10):
                relay.round(60)
            relay.post_pings(1)
            relay.pump()
            receiver.answer = 200
            for _ in range(10):
                relay.round(600)
            relay.relay.write_counts()
            relay.round(60)
            relay.post_pings(1)
            [message] = relay.take("deliveries")
            relay.delete(message)
            relay.run("deliveries-poison", message.text)
        http.respond(lambda: 1 / 0, route="test")  # type: ignore[arg-type, return-value]
        dead = StorageConnection.from_environ(
            {
                "AzureWebJobsStorage": "AccountName=a;AccountKey=a2V5;"
                "TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a"
            }
        )
        http.respond(lambda: list(Store(dead).health.snapshot().webhooks), route="test")  # type: ignore[arg-type, return-value]
    return lines


def _lines_of_what_cannot_be_read() -> list[Line]:
    """Rows of a later release, a key that is lost, settings that cannot be used."""
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    with Receiver(500) as receiver, collected("relay", _line) as lines:
        with in_memory() as relay:
            webhook = relay.subscribe(receiver.url)
            relay.post_pings(1)
            lose_a_worker(relay)
            table = f"deliveries{datetime.fromtimestamp(relay.clock.now, UTC):%Y%m%d}"
            set_version(relay, table, webhook.uid, LATER)
            relay.host.advance(100)
            relay.tick()
            set_version(relay, table, webhook.uid, 1)
            relay.post_pings(1)
            relay.pump()
            set_version(relay, "pending", webhook.uid, LATER)
            relay.host.advance(100)
            relay.tick()
            account, clock = relay.host.account, relay.clock
        with InProcess(account, {"SECRETS_KEY": keys[0]}, clock) as before:
            before.subscribe(receiver.url, secret_token="a secret of ours")
        with InProcess(account, {"SECRETS_KEY": keys[1]}, clock) as after:
            after.tick()
        with patch.object(startup, "_app", None), suppress(Unavailable):
            startup.get_app()
    return lines


def _line(record: logging.LogRecord) -> Line:
    line: Line = json.loads(record.getMessage())
    return line
