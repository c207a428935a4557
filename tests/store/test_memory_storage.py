"""What storage in memory does beside what every storage does: its hooks, and Azure's own limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared.model import DeliveryKey
from shared.store import Store
from shared.store.conditions import EVERY_ROW, equal, partition
from shared.store.faults import BadRequest, Unavailable
from shared.store.table import Continuation
from tests.support.memory import MemoryAccount, MemoryStorage, Operation

KEY = {"PartitionKey": "p", "RowKey": "r"}


class Clock:
    def __init__(self) -> None:
        self.now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def account(clock: Clock) -> MemoryAccount:
    return MemoryAccount(clock)


def failing_at(name: str) -> Callable[[Operation], None]:
    def fail(operation: Operation) -> None:
        if operation.name == name:
            raise Unavailable("no response")

    return fail


class TestHooks:
    def test_each_request_is_told(self, account: MemoryAccount) -> None:
        """In the number and order in which Azure gets them."""
        told: list[Operation] = []
        storage = MemoryStorage(account, before=told.append)

        storage.table("things").insert(KEY)
        list(storage.table("things").query(EVERY_ROW))
        storage.queue("work").send("text")
        storage.queue("work").send("text")
        storage.delete_table("things")

        assert told == [
            ("insert", "things"),
            ("create_table", "things"),
            ("insert", "things"),
            ("query", "things"),
            ("send", "work"),
            ("create_queue", "work"),
            ("send", "work"),
            ("send", "work"),
            ("delete_table", "things"),
        ]

    def test_what_is_raised_before_keeps_the_request_from_happening(
        self, account: MemoryAccount
    ) -> None:
        failing = MemoryStorage(account, before=failing_at("insert"))
        well = MemoryStorage(account)
        with pytest.raises(Unavailable):
            failing.table("things").insert(KEY)
        assert well.table("things").get("p", "r") is None

    def test_what_is_raised_after_loses_the_response(self, account: MemoryAccount) -> None:
        """So a message is put twice, as it is on Azure when the sender asks again."""
        storage = MemoryStorage(account)
        storage.queue("work").create()
        storage.after = failing_at("send")
        for _ in range(2):
            with pytest.raises(Unavailable):
                storage.queue("work").send("text")
        assert storage.queue("work").length() == 2

    def test_a_kill_is_no_fault(self, account: MemoryAccount) -> None:
        class Killed(BaseException):
            pass

        def kill(_operation: Operation) -> None:
            raise Killed

        with pytest.raises(Killed):
            MemoryStorage(account, before=kill).tables()

    def test_other_processes_go_on_while_one_waits(self, account: MemoryAccount) -> None:
        def nested(operation: Operation) -> None:
            if operation.name == "insert":
                assert MemoryStorage(account).table("things").merge({**KEY, "n": 1}) is not None

        MemoryStorage(account).table("things").upsert(KEY)
        assert MemoryStorage(account, before=nested).table("things").insert(KEY) is None


class TestPages:
    def test_can_be_short_or_empty(self, account: MemoryAccount) -> None:
        table = MemoryStorage(account).table("things")
        for number in range(10):
            table.insert({"PartitionKey": "p", "RowKey": str(number), "last": number == 9})
        account.scan_rows = 3
        condition = partition("p") & equal("last", True)

        sizes: list[int] = []
        after: Continuation | None = None
        while after is not None or not sizes:
            rows, after = table.page(condition, size=5, after=after)
            sizes.append(len(rows))

        assert sizes == [0, 0, 0, 1]
        assert [row["RowKey"] for row in table.query(condition)] == ["9"]
        assert [row["RowKey"] for row in table.first(condition, most=1)] == ["9"]

    def test_a_forged_continuation_is_refused(self, account: MemoryAccount) -> None:
        table = MemoryStorage(account).table("things")
        table.create()
        for text in ("forged", "1!", "1!*", ""):
            token = {"PartitionKey": text, "RowKey": text}
            if text == "1!":
                assert table.page(EVERY_ROW, size=1, after=token) == ([], None)
                continue
            with pytest.raises(BadRequest):
                table.page(EVERY_ROW, size=1, after=token)


class TestLimitsThatAzuriteDoesNotKeep:
    @pytest.mark.parametrize(
        ("properties", "code"),
        [
            ({f"n{number}": 1 for number in range(253)}, "TooManyProperties"),
            ({f"n{number}": b"x" * 65536 for number in range(16)}, "EntityTooLarge"),
            ({"n" * 256: 1}, "PropertyNameTooLong"),
            ({"with-dash": 1}, "PropertyNameInvalid"),
        ],
        ids=["many", "large", "long name", "bad name"],
    )
    def test_a_row(self, account: MemoryAccount, properties: dict[str, Any], code: str) -> None:
        table = MemoryStorage(account).table("things")
        with pytest.raises(BadRequest) as raised:
            table.insert({**KEY, **properties})
        assert (raised.value.status, raised.value.code) == (400, code)

    def test_the_largest_row(self, account: MemoryAccount) -> None:
        table = MemoryStorage(account).table("things")
        assert table.insert({**KEY, **{f"n{number}": 1 for number in range(252)}})
        assert table.replace(
            {**KEY, **{f"n{number}": b"x" * 65000 for number in range(16)}},
            etag=table.merge(KEY) or "",
        )

    def test_a_row_that_grows_by_merging(self, account: MemoryAccount) -> None:
        table = MemoryStorage(account).table("things")
        for number in range(15):
            table.upsert({**KEY, f"n{number}": b"x" * 65536})
        for change in (table.upsert, table.merge):
            with pytest.raises(BadRequest):
                change({**KEY, "last": b"x" * 65536})
        row = table.get("p", "r")
        assert row is not None
        assert "last" not in row

    def test_values_of_different_types_do_not_compare(self, account: MemoryAccount) -> None:
        table = MemoryStorage(account).table("things")
        for number, value in enumerate([5, "5", True, b"5"]):
            table.insert({"PartitionKey": "p", "RowKey": str(number), "value": value})
        for value in (5, "5", True, b"5"):
            [row] = table.query(equal("value", value))
            assert row["value"] == value


def test_time_is_the_clocks(account: MemoryAccount, clock: Clock) -> None:
    storage = MemoryStorage(account)
    queue = storage.queue("work")
    queue.send("later", delay=3600)
    assert queue.receive() == []
    clock.now += 3600
    [lease] = queue.receive(lease=600)
    assert queue.receive() == []
    clock.now += 600
    assert [again.dequeue_count for again in queue.receive()] == [2]
    with pytest.raises(BadRequest):
        queue.delete(lease)


def test_a_row_that_was_read_does_not_change(account: MemoryAccount) -> None:
    table = MemoryStorage(account).table("things")
    written = {**KEY, "n": 1}
    table.insert(written)
    before = table.get("p", "r")
    written["n"] = 2
    table.merge({**KEY, "n": 3})
    assert before == {**KEY, "n": 1}


def test_many_threads(account: MemoryAccount) -> None:
    table = MemoryStorage(account).table("counters")
    table.insert({**KEY, "n": 0})

    def count(_: int) -> None:
        while True:
            row = table.get("p", "r")
            assert row is not None
            if table.merge({**KEY, "n": row["n"] + 1}, etag=row.etag) is not None:
                return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(400)))

    row = table.get("p", "r")
    assert row is not None
    assert row["n"] == 400


def test_is_fast(account: MemoryAccount) -> None:
    """Ten thousand deliveries on record in a few seconds, on a machine with other work to do."""
    store = Store(MemoryStorage(account))
    began = time.process_time()
    for number in range(10_000):
        key = DeliveryKey("uid", 1_900_000_000_000 + number, str(number))
        assert store.records.insert(key, "ping")
        assert store.records.get(key) is not None
        store.first_attempts.send(str(number))
    assert time.process_time() - began < 5
