"""The design page draws the packages of ``shared/`` and their imports as they are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.docs import markdown
from tests.docs.markdown import ROOT

SHARED = ROOT / "shared"
PAGE = ROOT / "docs" / "design.md"


def drawn() -> dict[str, set[str]]:
    """The parts in the order of the table, each with its modules."""
    rows = markdown.table_rows(markdown.section(PAGE, "The packages of `shared/`"))[1:]
    return {part.strip("`"): set(re.findall(r"`([\w/]+)`", modules)) for part, modules, _ in rows}


def modules_of(part: Path) -> set[str]:
    if part.is_file():
        return set()
    paths = (path for path in part.rglob("*.py") if path.stem != "__init__")
    return {path.relative_to(part).with_suffix("").as_posix() for path in paths}


def imported_parts(path: Path) -> set[str]:
    """The parts of ``shared`` that a module imports, wherever in its text."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        package, _, rest = node.module.partition(".")
        if package == "shared":
            found |= {rest.partition(".")[0]} if rest else {name.name for name in node.names}
    return found - {"__version__"}


def test_every_part_and_module_is_drawn_and_no_other() -> None:
    parts = [p for p in SHARED.iterdir() if not p.name.startswith("__")]

    assert drawn() == {part.stem: modules_of(part) for part in parts}


def test_imports_point_down() -> None:
    order = {part: place for place, part in enumerate(drawn())}
    upwards = []
    arrows = 0
    for path in SHARED.rglob("*.py"):
        part = path.relative_to(SHARED).parts[0].removesuffix(".py")
        for imported in imported_parts(path) - {part}:
            arrows += 1
            if order[imported] < order.get(part, len(order)):
                upwards.append((str(path.relative_to(SHARED)), imported))

    assert upwards == []
    assert arrows > 50


def test_a_module_of_shared_is_imported_in_one_way() -> None:
    """`imported_parts` sees ``from shared…`` only, so there must be no other form."""
    plain = [
        str(path)
        for path in SHARED.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(n.name.startswith("shared") for n in node.names)
    ]

    assert plain == []
