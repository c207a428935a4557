"""``python -m tools.ui``: print each fault of the page's files on a line.

``python -m tools.ui build`` writes what is generated: the vendored library, the API's types, and
the one file of JavaScript that browsers get.
``python -m tools.ui format`` formats JavaScript and CSS, and mends what the linter can.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import node
from tools.ui.api_types import typescript

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
STATIC = ROOT / "shared" / "ui" / "static"

_LIBRARIES = ("preact", "htm")
_SECONDS = 120


def generated() -> Iterator[tuple[Path, str]]:
    """Yield each generated file and what it must hold; the last is made of the others."""
    yield STATIC / "vendor" / "preact.js", _output(str(HERE / "vendor.mjs"))
    licences = "\n".join(_licence(name) for name in _LIBRARIES)
    yield STATIC / "vendor" / "LICENSE.txt", licences
    yield STATIC / "models.d.ts", typescript(_sources())
    yield STATIC / "page.js", _output(str(HERE / "bundle.mjs"))


def _sources() -> Iterator[str]:
    for path in STATIC.rglob("*.js"):
        if path.name != "page.js":
            yield path.read_text(encoding="utf-8")


def faults() -> Iterator[str]:
    """Yield everything wrong with the page's files."""
    checks = [_stale, _types, _lint]
    with ThreadPoolExecutor() as threads:
        for found in threads.map(lambda check: list(check()), checks):
            yield from found


def _stale() -> Iterator[str]:
    for path, text in generated():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield f"{path.relative_to(ROOT)}: differs; run python -m tools.ui build"


def _types() -> Iterator[str]:
    yield from _complaints("typescript/bin/tsc", "--project", str(HERE / "tsconfig.json"))


def _lint() -> Iterator[str]:
    yield from _complaints(*_biome("lint"))
    yield from _complaints(*_biome("format"))


def _biome(command: str, *options: str) -> tuple[str, ...]:
    places = (str(STATIC), str(HERE))
    return (
        *("@biomejs/biome/bin/biome", command, f"--config-path={HERE}/biome-settings.json"),
        *("--colors=off", "--error-on-warnings", "--max-diagnostics=none", *options, *places),
    )


def _complaints(program: str, *arguments: str) -> Iterator[str]:
    """What a program of a package of npm writes, if it fails."""
    done = _run(str(node.PACKAGES / "node_modules" / program), *arguments)
    if done.returncode:
        yield f"{done.stdout}{done.stderr}".strip()


def _output(*arguments: str) -> str:
    done = _run(*arguments)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    found = node.find()
    return subprocess.run(
        [found.program, *arguments],
        cwd=ROOT,
        env=found.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=_SECONDS,
    )


def _licence(name: str) -> str:
    text = (node.PACKAGES / "node_modules" / name / "LICENSE").read_text(encoding="utf-8")
    return f"{name}\n\n{text}"


def main(arguments: list[str]) -> int:
    if arguments == ["build"]:
        for path, text in generated():
            path.write_text(text, encoding="utf-8")
        return 0
    if arguments == ["format"]:
        print(*_complaints(*_biome("check", "--write")), sep="\n")
        return 0
    found = list(faults())
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
