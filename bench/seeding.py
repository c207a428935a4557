"""Inserts rows by the ten thousand: copies, under new keys, of one that the relay wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, islice
from typing import Any

from azure.data.tables import TableClient

_TRANSACTION = 100
_THREADS = 3
"""The emulator is busy with one; the SDK prepares the others meanwhile."""

_PATIENCE = 60

Row = Mapping[str, Any]


def open_table(connection_string: str, name: str) -> TableClient:
    """With patience: a large table holds the emulator up for seconds now and then."""
    return TableClient.from_connection_string(connection_string, name, read_timeout=_PATIENCE)


def copies(table: TableClient, template: Row, changes: Iterable[Row]) -> None:
    """Insert a copy of *template* for each of *changes*, which name what is different.

    Rows of one partition must follow each other.
    """

    def insert(rows: list[Row]) -> None:
        table.submit_transaction(("create", {**template, **row}) for row in rows)

    with ThreadPoolExecutor(_THREADS) as pool:
        for _ in pool.map(insert, _transactions(template, changes)):
            pass


def only_row(table: TableClient) -> Row:
    """The one row that the table has."""
    (row,) = table.list_entities()
    return dict(row)


def _transactions(template: Row, changes: Iterable[Row]) -> Iterator[list[Row]]:
    def partition(row: Row) -> str:
        return str(row.get("PartitionKey", template["PartitionKey"]))

    for _, rows in groupby(changes, partition):
        while chunk := list(islice(rows, _TRANSACTION)):
            yield chunk
