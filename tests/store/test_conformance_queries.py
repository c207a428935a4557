"""What each kind of storage finds, in which order, and page by page.

Azurite compares values of different types by JavaScript's rules; Azure finds nothing. Only values
of one type, and whole numbers with real ones, are compared here.
"""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from shared.store.conditions import (
    EVERY_ROW,
    Condition,
    above,
    at_least,
    at_most,
    below,
    equal,
    keys_between,
    partition,
)
from shared.store.faults import BadRequest
from shared.store.storage import Storage
from shared.store.table import Continuation, Row, Table

OPERATORS = (equal, at_least, above, at_most, below)


@pytest.fixture
def table(storage: Storage) -> Table:
    made = storage.table("things")
    made.create()
    return made


def add(table: Table, *keys: str, partition: str = "p", **properties: Any) -> None:
    for key in keys:
        table.insert({"PartitionKey": partition, "RowKey": key, **properties})


def add_values(table: Table, *values: Any) -> None:
    for number, value in enumerate(values):
        add(table, str(number), value=value)


def keys(rows: list[Row]) -> list[str]:
    return [f"{row['PartitionKey']}/{row['RowKey']}" for row in rows]


def found(table: Table, condition: Condition) -> list[str]:
    return keys(list(table.query(condition)))


def values_found(table: Table, condition: Condition) -> list[Any]:
    return [row["value"] for row in table.query(condition)]


def pages(table: Table, condition: Condition, size: int) -> list[list[str]]:
    """Every page, until there is none left."""
    read: list[list[str]] = []
    after: Continuation | None = None
    while True:
        rows, after = table.page(condition, size=size, after=after)
        read.append(keys(rows))
        if after is None:
            return read


class TestConditions:
    def test_all_of_several_terms(self, table: Table) -> None:
        add(table, "1", state="queued", kind="a")
        add(table, "2", state="queued", kind="b")
        add(table, "3", state="dropped", kind="a")
        add(table, "4", partition="q", state="queued", kind="a")

        condition = partition("p") & equal("state", "queued") & equal("kind", "a")

        assert found(table, condition) == ["p/1"]
        assert len(found(table, EVERY_ROW)) == 4

    def test_a_property_that_a_row_has_not(self, table: Table) -> None:
        add(table, "without")
        add(table, "with", n=1)
        for condition in (equal("n", 1), at_least("n", 0), below("n", 5)):
            assert found(table, partition("p") & condition) == ["p/with"]

    @pytest.mark.parametrize(
        ("values", "than"),
        [
            ([1, 2, 3], 2),
            ([-(2**31), 0, 2**31 - 1], 0),
            ([1.5, 2.5, 1790000000.25], 2.5),
            ([-1e300, 0.0, 1e-300], 0.0),
            (["a", "b", "c"], "b"),
            (["A", "Z", "a"], "Z"),
            (["", "a", "aa"], "a"),
            (["it", "it's", "itt"], "it's"),
            (["e", "z", "é"], "z"),
        ],
        ids=str,
    )
    def test_operators(self, table: Table, values: list[Any], than: Any) -> None:
        add_values(table, *values)
        low, middle, high = sorted(values)

        assert middle == than
        assert [sorted(values_found(table, op("value", than))) for op in OPERATORS] == [
            [middle],
            [middle, high],
            [high],
            [low, middle],
            [low],
        ]

    def test_whole_and_real_numbers(self, table: Table) -> None:
        add_values(table, 1, 1.0, 1.5, 2)
        assert values_found(table, equal("value", 1)) == [1, 1.0]
        assert values_found(table, equal("value", 1.0)) == [1, 1.0]
        assert values_found(table, above("value", 1)) == [1.5, 2]

    @pytest.mark.parametrize("wanted", [True, False])
    def test_booleans(self, table: Table, wanted: bool) -> None:
        add_values(table, True, False)
        assert values_found(table, equal("value", wanted)) == [wanted]

    def test_bytes(self, table: Table) -> None:
        # Azurite compares bytes with bytes only for being equal.
        add_values(table, b"\x00\xff", b"\x00\xfe", b"")
        assert values_found(table, equal("value", b"\x00\xff")) == [b"\x00\xff"]

    @pytest.mark.parametrize("value", ["it's", "a b", "%27", "@x", "1 eq 1 or '", "ünï€ 😀", "\\"])
    def test_text_is_no_part_of_the_language(self, table: Table, value: str) -> None:
        add_values(table, value, "other")
        assert values_found(table, equal("value", value)) == [value]

    def test_a_range_of_keys(self, table: Table) -> None:
        add(table, "a", "b", "b1", "c")
        add(table, "b", partition="q")
        assert found(table, partition("p") & keys_between("b", "c")) == ["p/b", "p/b1"]
        assert found(table, keys_between("b", "c")) == ["p/b", "p/b1", "q/b"]
        assert found(table, partition("p") & keys_between("c", "b")) == []


class TestOrder:
    def test_by_partition_then_by_row_key(self, table: Table) -> None:
        for key in ("2", "10", "1"):
            add(table, key, partition="b")
            add(table, key, partition="a")
        assert found(table, EVERY_ROW) == ["a/1", "a/10", "a/2", "b/1", "b/10", "b/2"]

    def test_is_that_of_code_units(self, table: Table) -> None:
        # Azurite keeps this order in one partition; U+FF01 comes after 😀, a surrogate pair.
        add(table, "Z", "a", "é", "\uff01", "😀", "A")
        assert found(table, partition("p")) == ["p/A", "p/Z", "p/a", "p/é", "p/😀", "p/\uff01"]


class TestPages:
    def test_go_on_where_the_last_one_ended(self, table: Table) -> None:
        add(table, *"abcdefg")
        add(table, "z", partition="other")

        read = pages(table, partition("p"), 3)

        assert [key for page in read for key in page] == [f"p/{key}" for key in "abcdefg"]
        assert max(map(len, read)) == 3

    def test_of_exactly_all_there_is(self, table: Table) -> None:
        """Azurite looks whether another row follows; Azure may send one to an empty page."""
        add(table, *"abc")
        read = pages(table, partition("p"), 3)
        assert [key for page in read for key in page] == ["p/a", "p/b", "p/c"]

    def test_across_partitions(self, table: Table) -> None:
        for name in "abc":
            add(table, "1", "2", partition=name)
        read = pages(table, EVERY_ROW, 1)
        assert [key for page in read for key in page] == ["a/1", "a/2", "b/1", "b/2", "c/1", "c/2"]

    def test_with_a_condition(self, table: Table) -> None:
        for number in range(20):
            add(table, f"{number:02}", odd=number % 2 == 1)
        read = pages(table, partition("p") & equal("odd", True), 3)
        assert [key for page in read for key in page] == [f"p/{n:02}" for n in range(1, 20, 2)]

    def test_while_rows_come_and_go(self, table: Table) -> None:
        add(table, "b", "d", "f", "h")
        rows, after = table.page(partition("p"), size=2)
        assert keys(rows) == ["p/b", "p/d"]
        assert after is not None

        add(table, "a", "g")
        table.delete("p", "f")

        rest, after = table.page(partition("p"), size=10, after=after)
        assert (keys(rest), after) == (["p/g", "p/h"], None)

    def test_a_continuation_is_two_texts_without_the_keys(self, table: Table) -> None:
        add(table, "key-one", "key-two", partition="partition")
        _, after = table.page(EVERY_ROW, size=1)

        assert after is not None
        assert sorted(after) == ["PartitionKey", "RowKey"]
        assert all(text.isascii() and text.isprintable() for text in after.values())
        assert "key" not in str(after.values())

    def test_a_continuation_that_storage_did_not_make(self, table: Table) -> None:
        """Azure and memory refuse it; Azurite starts somewhere. Nothing else may happen."""
        add(table, "a")
        forged = {"PartitionKey": "forged", "RowKey": "forged"}
        with contextlib.suppress(BadRequest):
            rows, _ = table.page(partition("p"), size=3, after=forged)
            assert keys(rows) in ([], ["p/a"])

    def test_hold_a_thousand_rows(self, table: Table) -> None:
        for start in range(0, 1100, 100):
            rows = [
                {"PartitionKey": "p", "RowKey": f"{number:04}"}
                for number in range(start, start + 100)
            ]
            assert table.insert_all(rows)
        everything = [f"p/{number:04}" for number in range(1100)]

        first, after = table.page(partition("p"), size=5000)

        assert keys(first) == everything[:1000]
        assert after is not None
        assert found(table, partition("p")) == everything
        assert keys(table.first(partition("p"), most=1050)) == everything[:1050]
        assert keys(table.first(partition("p"), most=5000)) == everything
        assert keys(table.first(partition("p"), most=3)) == everything[:3]

    def test_have_the_selected_properties_alone(self, table: Table) -> None:
        add(table, "a", count=1, text="long")
        add(table, "b", text="long")
        whole = {row["RowKey"]: row for row in table.query(partition("p"))}

        rows, _ = table.page(partition("p"), size=5, select=["RowKey", "count", "never"])

        assert rows == [{"RowKey": "a", "count": 1}, {"RowKey": "b"}]
        assert [row.etag for row in rows] == [whole["a"].etag, whole["b"].etag]
        assert list(table.query(partition("p"), size=1, select=["RowKey"])) == [
            {"RowKey": "a"},
            {"RowKey": "b"},
        ]
        assert table.first(equal("text", "long"), most=1, select=["RowKey"]) == [{"RowKey": "a"}]
