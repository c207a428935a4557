"""OneFuzz's own client library, in an environment of its own: it wants an old pydantic."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
ENVIRONMENTS = HERE.parents[1] / ".local" / "onefuzz"


def read(messages: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """What the client makes of each of *messages*, each with its kind; see `reading`."""
    done = subprocess.run(
        [_python(), HERE / "reading.py"],
        input="".join(f"{json.dumps(message)}\n" for message in messages),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _python() -> Path:
    """The interpreter of the environment, which is made once for each content of the file."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    environment = ENVIRONMENTS / digest
    if not environment.exists():
        _make(environment)
    return environment / "bin" / "python"


def _make(environment: Path) -> None:
    """Make it under another name first, so that no other test sees a half of it."""
    draft = ENVIRONMENTS / f"draft-{uuid4()}"
    _run(_old_python(), "-m", "venv", draft)
    pip = (draft / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    _run(*pip, "install", "--require-hashes", "-r", REQUIREMENTS)
    try:
        draft.rename(environment)
    except OSError:  # another process was quicker
        shutil.rmtree(draft)


def _old_python() -> str:
    """An interpreter that the old pydantic supports."""
    if sys.version_info < (3, 12):
        return sys.executable
    found = shutil.which("python3.11")
    if found is None:
        pytest.skip("OneFuzz's client needs Python 3.11")
    return found


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
