"""Counts the requests that reached storage, from Azurite's access log."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_LINE = re.compile(r'"(?P<method>[A-Z]+) /[^/ ]+/(?P<path>[^? ]*)\S* HTTP/1\.1" \d+')
_DAY = re.compile(r"\d{8}$")


class StorageLog:
    """The requests since the last look, such as ``{"insert events": 200, "put deliveries": 200}``.

    A transaction counts as one, as it does on the bill.
    """

    def __init__(self, log: Path) -> None:
        self._file = log.open(encoding="utf-8", errors="replace")
        self.take()

    def take(self) -> Counter[str]:
        return Counter(kind for line in self._file if (kind := _kind(line)) is not None)

    def close(self) -> None:
        self._file.close()


def _kind(line: str) -> str | None:
    found = _LINE.search(line)
    if found is None or not found["path"]:
        return None
    method, path = found["method"], found["path"]
    resource, slash, rest = path.partition("/")
    if slash:
        if rest == "messages":
            return f"{ {'POST': 'put', 'GET': 'receive'}.get(method, method) } {resource}"
        return f"{'delete' if method == 'DELETE' else 'change'} message of {resource}"
    name, bracket, row_keys = resource.partition("(")
    name = _DAY.sub("", name)
    if name == "$batch":
        return "transaction"
    if not bracket:
        return f"{'insert' if method == 'POST' else method.lower()} {name}"
    if row_keys == ")":
        return f"query {name}"
    verbs = {"GET": "read", "PATCH": "merge", "PUT": "replace", "DELETE": "delete"}
    return f"{verbs.get(method, method)} {name}"
