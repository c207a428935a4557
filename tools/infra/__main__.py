"""``python -m tools.infra``: print each fault of ``infra/`` on a line.

``python -m tools.infra snapshot`` writes the snapshots of the examples again, after a meant change.
Bicep's compiler and checkov are used where they are found; without the compiler it says what it
leaves out.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.infra import (
    alert_rules,
    compiler,
    kql,
    kubernetes,
    metric_rules,
    snapshots,
    workbook,
)

ROOT = Path(__file__).resolve().parents[2]
INFRA = ROOT / "infra"
RUNBOOK = ROOT / "docs" / "operate.md"

_CHECKOV_SECONDS = 120


def queries() -> dict[str, str]:
    """Every query of alerts, workbook and runbook, by a name to print."""
    alerts = {f"queries/{path.name}": path.read_text() for path in INFRA.glob("queries/*.kql")}
    blocks = re.findall(r"^```kusto\n(.*?)^```", RUNBOOK.read_text(), re.MULTILINE | re.DOTALL)
    runbook = {f"docs/operate.md query {i}": block for i, block in enumerate(blocks, 1)}
    return alerts | workbook.queries(workbook.read(INFRA / "workbook.json")) | runbook


def log_lines() -> dict[str, dict[str, str]]:
    lines: dict[str, dict[str, str]] = json.loads((INFRA / "log_lines.json").read_text())
    return lines


def faults(bicep: compiler.Compiler | None) -> Iterator[str]:
    """Yield everything wrong with ``infra/``; without *bicep*, what can be told without it."""
    yield from snapshots.faults(INFRA)
    yield from alert_rules.faults(snapshots.read(INFRA).values())
    yield from metric_rules.faults(snapshots.read(INFRA).values())
    yield from workbook.faults(workbook.read(INFRA / "workbook.json"))
    yield from kubernetes.faults(kubernetes.read(INFRA / "containers" / "kubernetes.yaml"))
    yield from kql.faults(queries(), log_lines())
    if bicep is not None:
        yield from compiler.faults(bicep, INFRA)
    yield from _said_by_checkov()


def _said_by_checkov() -> Iterator[str]:
    if shutil.which("checkov"):
        config = str(INFRA / "checkov.yaml")
        yield from _lines_of(["checkov", "--config-file", config, "--directory", str(INFRA)])


def _lines_of(command: list[str]) -> Iterator[str]:
    """What *command* complains of."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=_CHECKOV_SECONDS
    )
    if done.returncode:
        said = f"{done.stderr}\n{done.stdout}".strip()
        yield from (f"{command[0]}: {line}" for line in said.splitlines() if line.strip())


def main(arguments: list[str]) -> int:
    bicep = compiler.find()
    if arguments == ["snapshot"]:
        return _write_snapshots(bicep)
    found = list(faults(bicep))
    print(*found, sep="\n", end="\n" if found else "")
    if bicep is None:
        print(
            "infra: left out: build, lint, format and snapshots of the Bicep files, since no bicep "
            "was found (name it with BICEP, or put it on the PATH)"
        )
    return 1 if found else 0


def _write_snapshots(bicep: compiler.Compiler | None) -> int:
    if bicep is None:
        print("infra: writing snapshots needs bicep (name it with BICEP, or put it on the PATH)")
        return 1
    found = [
        line for path in snapshots.parameter_files(INFRA) for line in bicep.write_snapshot(path)
    ]
    for path in (INFRA / "examples").glob("*.snapshot.json"):
        snapshots.sort_outputs(path)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
