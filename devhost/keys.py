"""Function keys, for ``--auth``: which key may call which function.

The keys are in a JSON file, which is made with random keys if it is missing::

    {
      "masterKey": "…",
      "functionKeys": {"default": "…"},
      "functions": {"events": {"default": "…"}}
    }

The master key opens everything, ``functionKeys`` every function below the level ``admin``, and
those under ``functions`` the function they are named after.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devhost.errors import StartError

ANONYMOUS, FUNCTION, ADMIN = "anonymous", "function", "admin"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Every key of the app."""

    master: str
    host: tuple[str, ...]
    functions: Mapping[str, tuple[str, ...]]

    def opens(self, key: str, level: str, function: str | None) -> bool:
        """Return whether *key* may call *function* (None: the host itself) at *level*."""
        if level == ANONYMOUS:
            return True
        good = [self.master]
        if level == FUNCTION:
            good += self.host
            good += self.functions.get((function or "").lower(), ())
        return _is_one_of(key, good)


def read_key_ring(file: Path, functions: Iterable[str]) -> KeyRing:
    """Read *file*, which is made with a key for each of *functions* if it is missing.

    Raises StartError.
    """
    if not file.exists():
        _make(file, functions)
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        ring = KeyRing(
            master=document["masterKey"],
            host=tuple(document.get("functionKeys", {}).values()),
            functions={
                name.lower(): tuple(keys.values())
                for name, keys in document.get("functions", {}).items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise StartError(f"{file}: cannot be read as function keys") from None
    if not all(isinstance(key, str) and key for key in _all_keys(ring)):
        raise StartError(f"{file}: every key must be a string that is not empty")
    return ring


def _is_one_of(key: str, good: Iterable[str]) -> bool:
    given = key.encode()
    # Compare with all of them, so that the time taken tells nothing.
    return sum(hmac.compare_digest(given, one.encode()) for one in good) > 0


def _all_keys(ring: KeyRing) -> Iterable[object]:
    return [ring.master, *ring.host, *(key for keys in ring.functions.values() for key in keys)]


def _make(file: Path, functions: Iterable[str]) -> None:
    document = {
        "masterKey": secrets.token_urlsafe(40),
        "functionKeys": {"default": secrets.token_urlsafe(40)},
        "functions": {name: {"default": secrets.token_urlsafe(40)} for name in functions},
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
