"""The tree of a query, as ``parse.js`` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.infra.kql import ask_parser


@dataclass(frozen=True)
class Token:
    text: str
    value: Any


@dataclass(frozen=True)
class Node:
    """A part of a query. Lists have `items`, others `parts` by name."""

    kind: str
    type: str | None
    """The Kusto type of a scalar expression."""
    columns: tuple[str, ...]
    """The names of the columns of a tabular expression."""
    parts: Mapping[str, Node | Token]
    items: tuple[Node, ...] = ()

    def node(self, name: str) -> Node:
        part = self.parts[name]
        assert isinstance(part, Node)
        return part

    def text(self, name: str) -> str:
        part = self.parts[name]
        assert isinstance(part, Token)
        return part.text

    def has(self, name: str) -> bool:
        """Return whether the part is there, and is more than an empty list."""
        part = self.parts.get(name)
        return part is not None and not (
            isinstance(part, Node) and part.kind == "List" and not part.items
        )


def parse(
    queries: Mapping[str, str], tables: Mapping[str, str]
) -> dict[str, tuple[Node, tuple[str, ...]]]:
    """Return the tree of each query, and what the parser has against it."""
    answers = ask_parser(Path(__file__).with_name("parse.js"), queries, tables)
    trees = {}
    for name, found in answers.items():
        tree = _read(found["tree"])
        assert isinstance(tree, Node)
        trees[name] = tree, tuple(found["faults"])
    return trees


def _read(found: Mapping[str, Any]) -> Node | Token:
    if "text" in found:
        return Token(found["text"], found["value"])
    if "items" in found:
        items = [_read(item) for item in found["items"]]
        return Node("List", None, (), {}, tuple(i for i in items if isinstance(i, Node)))
    parts = {name: _read(part) for name, part in found["parts"].items()}
    return Node(found["kind"], found["type"], tuple(found["columns"] or ()), parts)
