"""JSON that is put together as text, so that parts of it keep the spelling in which they came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def with_members(json_object: str, members: Mapping[str, str]) -> str:
    """Append *members*, whose values are JSON text, to an object that is not empty.

    The names are written as they are: letters, digits and underscores.
    """
    appended = "".join(f', "{name}": {text}' for name, text in members.items())
    return f"{json_object[:-1]}{appended}}}"


def parts(members: Iterable[tuple[str, Any]], *, most: int) -> Iterator[str]:
    """Yield JSON objects of up to *most* characters that together have all *members*."""
    part: list[str] = []
    length = 0
    for name, value in members:
        text = f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}"
        if part and length + len(text) + len("{}") > most:
            yield "{" + ",".join(part) + "}"
            part, length = [], 0
        part.append(text)
        length += len(text) + len(",")
    if part:
        yield "{" + ",".join(part) + "}"
