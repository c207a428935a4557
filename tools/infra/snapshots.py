"""The evaluated resources of the example parameter files, as ``bicep snapshot`` wrote them.

They are checked in, so they can be read without the compiler; ``make check`` compares them with the
templates where it finds one. ``python -m tools.infra snapshot`` writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

Resource = Mapping[str, Any]

_NOBODY: Final = "00000000-0000-0000-0000-000000000000"
_WHERE: Final = ("--subscription-id", _NOBODY, "--tenant-id", _NOBODY, "--location", "westeurope")


@dataclass(frozen=True)
class Snapshot:
    """The resources that one parameter file would deploy."""

    name: str
    resources: list[Resource]

    @classmethod
    def read(cls, path: Path) -> Snapshot:
        name = path.name.removesuffix(".snapshot.json")
        return cls(name, json.loads(path.read_text())["predictedResources"])

    def of_type(self, kind: str) -> list[Resource]:
        """Return the resources of a type, such as ``Microsoft.Web/sites``."""
        return [resource for resource in self.resources if resource["type"] == kind]

    def one(self, kind: str) -> Resource:
        """Return the only resource of a type."""
        (resource,) = self.of_type(kind)
        return resource

    @cached_property
    def app_settings(self) -> dict[str, str]:
        """The settings of the app; what only Azure knows is an expression in brackets."""
        settings: dict[str, str] = self.one("Microsoft.Web/sites/config")["properties"]
        return settings

    @cached_property
    def text(self) -> str:
        """All of it, to search in."""
        return json.dumps(self.resources)


def parameter_files(infra: Path) -> list[Path]:
    """Return the parameter files that have snapshots."""
    return sorted((infra / "examples").glob("*.bicepparam"))


def read(infra: Path) -> dict[str, Snapshot]:
    """Return all snapshots by the names of their parameter files."""
    found = (Snapshot.read(path) for path in (infra / "examples").glob("*.snapshot.json"))
    return {snapshot.name: snapshot for snapshot in found}


def sort_outputs(path: Path) -> None:
    """Sort the outputs of a snapshot, which the compiler writes in another order each time."""
    snapshot = json.loads(path.read_text())
    snapshot["outputs"] = dict(sorted(snapshot["outputs"].items()))
    path.write_text(json.dumps(snapshot, indent=2, ensure_ascii=False) + "\n")


def scope_of(parameters: Path) -> tuple[str, ...]:
    """Return the options that say where a parameter file is evaluated as deployed to."""
    if "'../resource-group.bicep'" in parameters.read_text():
        return (*_WHERE, "--resource-group", "team-events")
    return _WHERE


def faults(infra: Path) -> Iterator[str]:
    """Yield each parameter file without a snapshot, and each snapshot without a parameter file."""
    files = {path.stem for path in parameter_files(infra)}
    for name in sorted(files ^ set(read(infra))):
        yield f"examples/{name}: a parameter file and its snapshot belong together"
