"""The audit refuses what it should, and the project's own locks pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import audit

HASH = "--hash=sha256:" + "0" * 64


def lock(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text(text)
    return path


def test_the_projects_locks_are_pinned_and_hashed() -> None:
    assert audit.locked(audit.DEPLOYED).keys() <= audit.locked(audit.DEVELOPMENT).keys()


def test_reads_pins_over_several_lines(tmp_path: Path) -> None:
    text = f"# by a tool\nname[x]==1.2 \\\n    {HASH} \\\n    {HASH}\n    # via x\n"
    assert audit.locked(lock(tmp_path, text)) == {"name": "1.2"}


def test_leaves_out_what_is_meant_for_another_python(tmp_path: Path) -> None:
    pins = [f"name==1 ; python_version < '3' {HASH}", f"name==2 ; python_version >= '3' {HASH}"]
    assert audit.locked(lock(tmp_path, "\n".join(pins))) == {"name": "2"}


@pytest.mark.parametrize(
    "text",
    [
        f"name>=1.2 {HASH}\n",
        "name==1.2\n",
        f"name==1.2 {HASH[:-1]}\n",
        "--index-url https://example.com\n",
        "-e .\n",
    ],
)
def test_refuses_what_is_not_pinned_or_not_hashed(tmp_path: Path, text: str) -> None:
    with pytest.raises(audit.Fault):
        audit.locked(lock(tmp_path, text))


def test_a_known_vulnerability_is_a_fault() -> None:
    with pytest.raises(audit.Fault, match=r"name \(CVE-1\)"):
        audit.verdict([{"name": "name", "vulns": [{"id": "CVE-1"}]}])


def test_says_when_nothing_could_be_asked() -> None:
    assert "not checked" in audit.verdict([{"name": "name", "skip_reason": "unknown"}])
    assert "in 1 of 1" in audit.verdict([{"name": "name", "vulns": []}])
