"""What `import function_app` must not load, since every cold start of an instance waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "azure.data.tables",  # with azure.storage.queue and requests a fifth of the time
    "azure.storage.queue",
    "requests",
    "urllib3",
    "azure.identity",  # 0.2 s; with a connection string nobody needs it
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "jsonschema_rs",  # 3 ms and 6 MB, for the events of OneFuzz 8
    "shared.api.openapi",
    "shared.api.operations",
}
"""Packages that only some processes or some requests need."""


@pytest.mark.slow
def test_the_app_starts_without_heavy_packages() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, function_app; print(*sys.modules)"],
        env={
            **os.environ,
            "AzureWebJobsStorage": "UseDevelopmentStorage=true",
            "ALLOW_PLAIN_SECRETS": "true",
        },
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    assert "shared.app" in loaded
    assert not loaded & HEAVY
