"""What Bicep's compiler says of ``infra/``: faults, format, snapshots.

The compiler is the program that ``BICEP`` names, else ``bicep`` on the PATH. It is not
installed for this, since no package for Python or npm has it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from tools.infra import snapshots

_SECONDS: Final = 120

_DATED_RULE: Final = "use-recent-api-versions"
"""What this rule says depends on the day, so it is no fault. ``bicep lint`` tells it."""

_SECRETS: Final = frozenset({"SECRETS_KEY", "INGEST_SECRET_TOKEN"})
"""Read by the parameter files, and no part of a snapshot."""


@dataclass(frozen=True)
class Compiler:
    """Bicep's compiler, version 0.49 or later for the snapshots."""

    program: str

    def build(self, template: Path) -> list[str]:
        """Return what the compiler and its linter have against *template* and its modules."""
        with tempfile.TemporaryDirectory() as folder:
            return self._complaints("build", template, "--outfile", f"{folder}/built.json")

    def compiled(self, template: Path) -> dict[str, Any]:
        """Return the JSON that *template* stands for. Raises ValueError where it has errors."""
        done = self._run("build", str(template), "--stdout")
        if done.returncode:
            raise ValueError(done.stderr)
        compiled: dict[str, Any] = json.loads(done.stdout)
        return compiled

    def build_parameters(self, parameters: Path) -> list[str]:
        """Return what the compiler has against a parameter file."""
        with tempfile.TemporaryDirectory() as folder:
            return self._complaints("build-params", parameters, "--outfile", f"{folder}/built.json")

    def misformatted(self, infra: Path) -> Iterator[str]:
        """Yield each file that ``bicep format`` would change."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "infra"
            shutil.copytree(infra, copy)
            for ending in ("bicep", "bicepparam"):
                self._run("format", "--pattern", f"{copy}/**/*.{ending}")
                for path in sorted(infra.rglob(f"*.{ending}")):
                    name = path.relative_to(infra)
                    if path.read_text() != (copy / name).read_text():
                        yield f"{name}: not as `bicep format` writes it"

    def write_snapshot(self, parameters: Path) -> list[str]:
        """Write the snapshot of a parameter file; return what the compiler has against it."""
        return self._snapshot(parameters, "overwrite")

    def compare_snapshot(self, parameters: Path) -> list[str]:
        """Return the differences between a parameter file and its snapshot."""
        return self._snapshot(parameters, "validate")

    def _snapshot(self, parameters: Path, mode: str) -> list[str]:
        scope = snapshots.scope_of(parameters)
        return self._complaints("snapshot", parameters, "--mode", mode, *scope)

    def _complaints(self, command: str, file: Path, *options: str) -> list[str]:
        done = self._run(command, str(file), *options)
        said = [line for line in done.stderr.splitlines() if line.strip()]
        if done.returncode:
            said += [line for line in done.stdout.splitlines() if line.strip()]
            said = said or [f"bicep {command} ends with {done.returncode}"]
        return [f"{file.name}: {line}" for line in said]

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
        )


def find() -> Compiler | None:
    """Return the compiler of this machine, if it has one."""
    program = os.environ.get("BICEP") or shutil.which("bicep")
    return Compiler(program) if program else None


def faults(compiler: Compiler, infra: Path) -> Iterator[str]:
    """Yield everything that *compiler* has against the folder *infra*, as lines to print."""
    checks: list[Callable[[], Iterable[str]]] = [
        lambda: _of_templates(compiler, infra),
        lambda: list(compiler.misformatted(infra)),
        *(
            partial(compiler.compare_snapshot, parameters)
            for parameters in snapshots.parameter_files(infra)
        ),
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each runs the compiler, for seconds
        for found in pool.map(lambda check: check(), checks):
            yield from found


def _of_templates(compiler: Compiler, infra: Path) -> list[str]:
    return [line for line in compiler.build(infra / "main.bicep") if _DATED_RULE not in line]
