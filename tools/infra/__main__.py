"""``python -m tools.infra``: every fault of ``infra/`` on a line of its own; none, and all is well.

Bicep's compiler, the Azure CLI and checkov are used where they are on the PATH. None of them is
installed for it: the first two come from nowhere that Python or npm packages do, and checkov wants
other versions of what we pin, with 290 MB of its own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.infra import kql, resource_types, workbook
from tools.infra.bicep import Template

ROOT = Path(__file__).resolve().parents[2]
INFRA = ROOT / "infra"

_COMPILER_SECONDS = 120


def templates() -> list[Template]:
    return [Template.read(path) for path in sorted(INFRA.rglob("*.bicep"))]


def queries() -> dict[str, str]:
    """Every query of alerts and workbook, by a name to print."""
    alerts = {f"queries/{path.name}": path.read_text() for path in INFRA.glob("queries/*.kql")}
    return alerts | workbook.queries(workbook.read(INFRA / "workbook.json"))


def log_lines() -> dict[str, dict[str, str]]:
    lines: dict[str, dict[str, str]] = json.loads((INFRA / "log_lines.json").read_text())
    return lines


def faults() -> Iterator[str]:
    types = resource_types.known()
    for template in templates():
        found = template.faults()
        yield from found
        if not found:
            yield from resource_types.faults(template, types)
    yield from workbook.faults(workbook.read(INFRA / "workbook.json"))
    yield from kql.faults(queries(), log_lines())
    yield from _said_by_the_compiler()
    yield from _said_by_checkov()


def _said_by_the_compiler() -> Iterator[str]:
    main = str(INFRA / "main.bicep")
    if shutil.which("bicep"):
        yield from _lines_of(["bicep", "build", main, "--stdout"])
    elif shutil.which("az"):
        yield from _lines_of(["az", "bicep", "build", "--file", main, "--stdout"])


def _said_by_checkov() -> Iterator[str]:
    if shutil.which("checkov"):
        config = str(INFRA / "checkov.yaml")
        yield from _lines_of(["checkov", "--config-file", config, "--directory", str(INFRA)])


def _lines_of(command: list[str]) -> Iterator[str]:
    """What *command* complains of."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=_COMPILER_SECONDS
    )
    if done.returncode:
        said = f"{done.stderr}\n{done.stdout}".strip()
        yield from (f"{command[0]}: {line}" for line in said.splitlines() if line.strip())


def main() -> int:
    found = list(faults())
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
