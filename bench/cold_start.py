"""Measures import and index time of the app by package, which delay a new instance."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from statistics import median
from typing import Any

from bench.environment import ROOT
from tools.azurite import DEVELOPMENT_ACCOUNT, DEVELOPMENT_KEY

LATE = ("azure.identity", "cryptography.fernet", "msal", "aiohttp", "jsonschema", "matplotlib")
"""Heavy, and of use to some processes only."""

_SHOWN = 14
_PACKAGES = ("azure.core", "azure.data", "azure.functions", "azure.storage", "shared")
_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|( *)(\S+)")

_TIMED = """
import time, json, sys
began = time.perf_counter()
import function_app
imported = time.perf_counter()
function_app.app.get_functions()
indexed = time.perf_counter()
print(json.dumps([imported - began, indexed - imported, sorted(sys.modules)]))
"""


def measure(*, rounds: int) -> dict[str, Any]:
    imports, indexes, modules = [], [], []
    packages: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        imported, indexed, modules = json.loads(_python("-c", _TIMED).stdout)
        imports.append(imported)
        indexes.append(indexed)
        for name, milliseconds in _by_package().items():
            packages[name].append(milliseconds)
    by_package = {name: round(median(values), 1) for name, values in packages.items()}
    ranked = sorted(by_package.items(), key=lambda item: -item[1])
    return {
        "import_ms": round(median(imports) * 1000, 1),
        "index_ms": round(median(indexes) * 1000, 1),
        "modules": len(modules),
        "by_package_ms": dict(ranked[:_SHOWN]),
        "not_imported": [name for name in LATE if name not in modules],
        "imported_early": [name for name in LATE if name in modules],
    }


def _by_package() -> dict[str, float]:
    """Milliseconds that each package's own modules take, without what they import in turn."""
    taken: dict[str, float] = defaultdict(float)
    for line in _python("-X", "importtime", "-c", "import function_app").stderr.splitlines():
        found = _IMPORTED.match(line)
        if found:
            taken[_package(found[4])] += int(found[1]) / 1000
    return taken


def _package(module: str) -> str:
    for package in _PACKAGES:
        if module == package or module.startswith(f"{package}."):
            return package
    top = module.partition(".")[0]
    return "the standard library" if top.lstrip("_") in _STANDARD else top


_STANDARD = {name.lstrip("_") for name in sys.stdlib_module_names}


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    storage = (
        f"AccountName={DEVELOPMENT_ACCOUNT};AccountKey={DEVELOPMENT_KEY};"
        "EndpointSuffix=core.windows.net"
    )
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "AzureWebJobsStorage": storage},
        capture_output=True,
        text=True,
        check=True,
    )
