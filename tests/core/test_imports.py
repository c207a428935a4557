"""Imports in ``shared/`` have no circle, and the SDKs of Azure stay in the store.

``tests/docs/test_design.py`` compares the order of the packages with the table in docs/design.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "shared").rglob("*.py")
}


def imported_names(source: str) -> Iterator[str]:
    """Every name that *source* imports, with its module, wherever in the text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not followed"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def imports_between(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """For each module, those of the others that it imports."""
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        graph[module] = set()
        for name in imported_names(source):
            target = name if name in sources else name.rpartition(".")[0]
            if target in sources and target != module:
                graph[module].add(target)
    return graph


def azure_imports(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The modules outside ``shared.store`` that import an SDK, with what they import."""
    found = {
        module: [name for name in imported_names(source) if name.split(".")[0] == "azure"]
        for module, source in sources.items()
        if module.split(".")[:2] != ["shared", "store"]
    }
    return {module: names for module, names in found.items() if names}


def sources() -> dict[str, str]:
    return {module: path.read_text(encoding="utf-8") for module, path in MODULES.items()}


def test_modules_import_each_other_in_no_circle() -> None:
    graph = imports_between(sources())

    assert sum(map(len, graph.values())) > 150
    TopologicalSorter(graph).prepare()


def test_a_circle_is_found() -> None:
    graph = imports_between(
        {"a.b": "from a.c import f", "a.c": "import a.d", "a.d": "def f():\n    from a import b"}
    )

    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()


def test_only_the_store_imports_an_sdk_of_azure() -> None:
    assert azure_imports(sources()) == {}


def test_an_sdk_outside_the_store_is_found() -> None:
    text = "def f():\n    from azure.storage.queue import QueueClient"

    assert azure_imports({"shared.store.x": text}) == {}
    assert list(azure_imports({"shared.api.x": text})) == ["shared.api.x"]
