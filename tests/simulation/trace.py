"""Who did what when: every step of a run, as a hash and, where it is to be read, as text."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime


class Trace:
    """The steps of one run. *keep*: keep the text of each, to be read."""

    def __init__(self, now: Callable[[], float], *, keep: bool) -> None:
        self._now = now
        self._keep = keep
        self._hash = hashlib.blake2b(digest_size=16)
        self.steps = 0
        self.counts: Counter[str] = Counter()
        self.lines: list[tuple[float, str, str]] = []

    def step(self, who: str, what: str, target: str, about: str, outcome: str) -> None:
        """Count a step that the app or its host made."""
        self.steps += 1
        self._add(who, f"{what} {target} {about} {outcome}")

    def note(self, who: str, what: str) -> None:
        """Add what is no step of the app's."""
        self._add(who, what)

    def _add(self, who: str, what: str) -> None:
        now = self._now()
        self._hash.update(f"{now:.6f} {who} {what}\n".encode())
        if self._keep:
            self.lines.append((now, who, what))

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def text(self, words: dict[str, str]) -> list[str]:
        """Return the lines, with *words* replaced."""
        return [
            _line(now, who, _MESSAGE.sub(_readable, what), words) for now, who, what in self.lines
        ]


_MESSAGE = re.compile(r"\{.*\}")
"""The first line of a queue message."""


def _readable(found: re.Match[str]) -> str:
    try:
        head = json.loads(found[0])
    except ValueError:
        return found[0]
    events = [member["event_id"] for member in head.get("members", ())] or [head.get("event_id")]
    attempt = f" attempt {head['attempt']}" if "attempt" in head else ""
    return f"{head.get('kind')} {head.get('uid', '')}/{' '.join(map(str, events))}{attempt}"


def _line(now: float, who: str, what: str, words: dict[str, str]) -> str:
    for long, short in words.items():
        what = what.replace(long, short)
    moment = datetime.fromtimestamp(now, UTC)
    return f"{moment:%d %H:%M:%S}.{moment.microsecond // 1000:03d} {who:8} {what}"
