"""Describes where figures were measured: the machine, the versions, the commit."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools import node

ROOT = Path(__file__).parent.parent

_PACKAGES = (
    "azure-core",
    "azure-data-tables",
    "azure-functions",
    "azure-storage-queue",
    "pydantic",
    "requests",
    "urllib3",
    "uvicorn",
)


def describe() -> dict[str, Any]:
    """The machine without its name, the versions, the commit, and when."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "modified": bool(_git("status", "--porcelain", "--", "shared", "devhost", "host.json")),
        "cores": len(os.sched_getaffinity(0)),
        "cpu": _cpu_model(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "load_before": round(os.getloadavg()[0], 1),
        "versions": {
            "python": platform.python_version(),
            "node": _output(str(node.find().program), "--version").removeprefix("v"),
            "azurite": _azurite_version(),
            **{name: version(name) for name in _PACKAGES},
        },
    }


def _cpu_model() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def _azurite_version() -> str:
    manifest = (node.PACKAGES / "node_modules" / "azurite" / "package.json").read_text()
    found = re.search(r'"version": "([^"]+)"', manifest)
    return found[1] if found else "unknown"


def _git(*arguments: str) -> str:
    return _output("git", *arguments)


def _output(*command: str) -> str:
    try:
        answer = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()
