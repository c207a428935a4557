"""The walkthrough names functions and classes that are in the files that it leads to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.markdown import ROOT

PAGE = ROOT / "docs" / "walkthrough.md"
MOST_LINES = 150

_LINK_OR_CODE = re.compile(r"\[[^\]]*\]\((?P<file>[^)\s]+\.py)\)|`(?P<code>[^`]+)`")
_NAME = re.compile(r"(?P<function>[A-Za-z_][\w.]*)\(\)|(?P<type>[A-Z]+[a-z]\w*)")


def named(text: str, folder: Path) -> Iterator[tuple[Path, str]]:
    """Each function or class in *text*, with the file that was linked to last before it.

    A function is written as in ``plan()`` or ``WebhookRound.process()``, a class as in ``Round``.
    """
    file = None
    for found in _LINK_OR_CODE.finditer(text):
        if found["file"]:
            file = (folder / found["file"]).resolve()
        elif name := _NAME.fullmatch(found["code"]):
            assert file, f"{found['code']} has no file before it"
            yield file, name["function"] or name["type"]


def defined(source: str) -> set[str]:
    """The functions and classes of a module, and the methods as in ``Round.process``."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{m.name}" for m in node.body if isinstance(m, ast.FunctionDef)}
    return names


def missing(text: str, folder: Path) -> list[str]:
    return [
        f"{name} in {file.name}"
        for file, name in named(text, folder)
        if name not in defined(file.read_text(encoding="utf-8"))
    ]


def test_every_name_is_in_the_file_that_is_linked_before_it() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert len(list(named(text, PAGE.parent))) > 50
    assert missing(text, PAGE.parent) == []


@pytest.mark.parametrize("name", ["`gone()`", "`Known.gone()`", "`Gone`", "`Other.known()`"])
def test_a_name_that_is_not_in_the_file_is_found(tmp_path: Path, name: str) -> None:
    source = "class Known:\n    def known(self): ...\n\n\nclass Other: ...\n"
    (tmp_path / "a.py").write_text(source)
    known = "[a.py](a.py): `Known`, `Known.known()`, `known()`, "

    assert missing(known, tmp_path) == []
    assert missing(known + name, tmp_path) == [f"{name.strip('`()')} in a.py"]


def test_it_stays_short() -> None:
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) < MOST_LINES
