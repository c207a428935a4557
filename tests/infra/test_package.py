"""What `.funcignore` leaves in the package, and that the app starts from that alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PAGE_FILES = {".css", ".html", ".js", ".svg", ".ts", ".txt"}

# What lies about in a checkout that has been worked in.
LITTER = [
    ".azure/relay/.env",
    ".local/azurite/db.json",
    ".venv/lib/x.py",
    ".vscode/settings.json",
    "local.settings.json",
    "local.settings.test.json",
    "shared/__pycache__/log.cpython-311.pyc",
    "tools/npm/node_modules/azurite/package.json",
]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with exactly what would be deployed. Git itself applies the patterns."""
    checkout, package = tmp_path / "checkout", tmp_path / "package"
    for name in _git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard"):
        if (ROOT / name).is_file():
            _copy(ROOT / name, checkout / name)
    for name in LITTER:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("litter")
    (checkout / ".gitignore").unlink()
    patterns = tmp_path / "patterns"
    shutil.copy(ROOT / ".funcignore", patterns)
    _git(checkout, "init", "--quiet")
    for name in _git(checkout, "ls-files", "--others", f"--exclude-from={patterns}"):
        _copy(checkout / name, package / name)
    return package


def test_the_package_holds_the_app_and_nothing_else(package: Path) -> None:
    assert {path.name for path in package.iterdir()} == {
        "function_app.py",
        "host.json",
        "requirements.txt",
        "shared",
    }
    page = package / "shared" / "ui" / "static"
    files = [path for path in (package / "shared").rglob("*") if path.is_file()]
    code = {path.suffix for path in files if not path.is_relative_to(page)}
    assert code <= {".py", ".json"}
    assert {path.suffix for path in page.rglob("*") if path.is_file()} == PAGE_FILES
    assert (page / "index.html").is_file()
    assert not list(package.rglob("__pycache__"))


def test_core_tools_packs_the_app_and_nothing_else() -> None:
    """``func`` has an own reading of the patterns: a regular expression from the root on."""
    names = _git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard")
    included, left_out = _as_core_tools_reads((ROOT / ".funcignore").read_text())
    packed = [
        name
        for name in [*names, *LITTER]
        if not re.match(left_out, name) or re.match(included, name)
    ]
    assert {name.split("/")[0] for name in packed} == {
        "function_app.py",
        "host.json",
        "requirements.txt",
        "shared",
    }
    static = "shared/ui/static/"
    page = {Path(name).suffix for name in packed if name.startswith(static)}
    assert page == PAGE_FILES
    code = [n for n in packed if n.startswith("shared/") and not n.startswith(static)]
    assert {Path(name).suffix for name in code} <= {".py", ".json"}


def _as_core_tools_reads(patterns: str) -> tuple[str, str]:
    """Regular expressions of what is included again, and of what is left out."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for line in map(str.strip, patterns.splitlines()):
        if line and not line.startswith("#"):
            pattern = re.escape(line.lstrip("!").removeprefix("/"))
            pattern = pattern.replace(r"\*\*", "(.+)").replace(r"\*", "([^/]+)")
            found[line.startswith("!")].append(pattern)
    return "|".join(found[True]), "|".join(found[False])


@pytest.mark.timeout(300)  # pip takes a minute on a machine that is busy
def test_the_app_starts_with_its_own_requirements_only(package: Path, tmp_path: Path) -> None:
    """As on Azure: no other package, no other file, storage by identity."""
    requirements = tmp_path / "requirements"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-compile", "--require-hashes", "-r", package / "requirements.txt"),
            *("--target", requirements),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    # -S: without the packages of this environment.
    here = _functions(package, "-S", PYTHONPATH=str(requirements))
    assert here == _functions(ROOT)
    assert {"post_events", "relay_health", "deliver", "check_webhooks"} <= set(here)


def _functions(folder: Path, *options: str, **environment: str) -> list[str]:
    """The names of the app's functions, as the app in *folder* gives them when it is loaded."""
    script = (
        "import json, function_app\n"
        "print(json.dumps([f.get_function_name() for f in function_app.app.get_functions()]))"
    )
    answer = subprocess.run(
        [sys.executable, *options, "-c", script],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "AzureWebJobsStorage__accountName": "acme",
            "AzureWebJobsStorage__credential": "managedidentity",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    names: list[str] = json.loads(answer.stdout.splitlines()[-1])
    return names


def _git(folder: Path, *arguments: str) -> list[str]:
    answer = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        # In a hook, Git's own variables would lead it back to the repository.
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.splitlines()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
