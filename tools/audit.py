"""Checks, for ``make check``, that packages are pinned, hashed, as locked and not vulnerable.

Known vulnerabilities are asked of the advisory service by pip-audit, where that can be reached;
where it cannot, this says so, and checks the rest.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
DEPLOYED, DEVELOPMENT = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
_AUDIT_SECONDS = 120


class Fault(Exception):
    """The message says what is wrong with the requirements."""


def main() -> int:
    try:
        pins = locked(DEVELOPMENT)
        _check_agreement(locked(DEPLOYED), pins)
        _check_installed(pins)
        print(f"audit: {len(pins)} packages pinned, hashed and installed as locked")
        print(f"audit: {_advisories()}")
    except Fault as fault:
        print(f"audit: {fault}", file=sys.stderr)
        return 1
    return 0


def locked(path: Path) -> dict[str, str]:
    """Package → version, for this Python. Raises Fault where a line is no pin with a hash."""
    pins = {}
    for entry in _entries(path.read_text()):
        requirement, _, hashes = entry.partition(" --hash=")
        pin = _PIN.match(requirement)
        if pin is None:
            raise Fault(f"{path.name}: {entry.split()[0]!r} is not pinned with ==")
        if not _HASH.match(f"--hash={hashes}"):
            raise Fault(f"{path.name}: {pin[1]} has no hash")
        marker = Requirement(requirement).marker
        if marker is None or marker.evaluate():
            pins[pin[1].lower()] = pin[2]
    return pins


def _entries(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def _check_agreement(deployed: Mapping[str, str], development: Mapping[str, str]) -> None:
    """What is tested must be what is deployed."""
    for name, pinned in deployed.items():
        if development.get(name) != pinned:
            raise Fault(f"{name} is {pinned} where deployed, {development.get(name)} where tested")


def _check_installed(pins: Mapping[str, str]) -> None:
    for name, pinned in pins.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "missing"
        if installed != pinned:
            raise Fault(f"{name} is {installed}, locked is {pinned}: run make setup")


def _advisories() -> str:
    """What the advisory service says. Raises Fault where it knows of a vulnerability."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(DEPLOYED)]
    command += ["--require-hashes", "--disable-pip", "--format", "json"]
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=_AUDIT_SECONDS, check=False
        )
        answer = json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return "the advisory service cannot be reached; known vulnerabilities were not checked"
    return verdict(answer["dependencies"])


def verdict(dependencies: list[dict[str, object]]) -> str:
    """Of pip-audit's report. Raises Fault naming what is vulnerable."""
    vulnerable = [
        f"{dependency['name']} ({', '.join(str(v['id']) for v in vulnerabilities)})"
        for dependency in dependencies
        if isinstance(vulnerabilities := dependency.get("vulns"), list) and vulnerabilities
    ]
    if vulnerable:
        raise Fault(f"known vulnerabilities: {'; '.join(vulnerable)}")
    audited = sum("skip_reason" not in dependency for dependency in dependencies)
    if not audited:
        return "the advisory service knows none of these; known vulnerabilities were not checked"
    return f"no known vulnerability in {audited} of {len(dependencies)} deployed packages"


if __name__ == "__main__":
    sys.exit(main())
