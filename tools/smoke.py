"""``python -m tools.smoke URL WEBHOOK_ID``: checks that a relay that was just deployed delivers.

It waits until ``/api/health`` says ``ok``, pings the webhook, and waits until that is delivered.
``RELAY_KEY`` is a host key of the app. The webhook's receiver must answer with a 2xx.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests

WAIT_SECONDS = 300.0
_PAUSE_SECONDS = 2.0
_ANSWER_SECONDS = 30


class SmokeError(Exception):
    """The relay does not do what it should; the message says what it does instead."""


class Smoke:
    """The checks of the relay at *url*, each of which waits for at most *seconds*."""

    def __init__(self, url: str, key: str, *, seconds: float = WAIT_SECONDS) -> None:
        self._url = url.rstrip("/")
        self._headers = {"x-functions-key": key} if key else {}
        self._seconds = seconds

    def health(self) -> None:
        """Wait until health is ``ok``. Raises SmokeError."""
        self._wait("/api/health", "status", "ok")

    def ping(self, webhook_id: str) -> None:
        """Ping the webhook, and wait until that is delivered. Raises SmokeError."""
        webhook = f"/api/webhooks/{quote(webhook_id, safe='')}"
        status, answer = self._ask("POST", f"{webhook}/ping")
        if status != requests.codes.ok:
            raise SmokeError(f"ping: {status} {answer}")
        self._wait(f"{webhook}/deliveries/{answer['ping_id']}", "state", "delivered")

    def _wait(self, path: str, member: str, wanted: str) -> None:
        deadline = time.monotonic() + self._seconds
        while True:
            said = self._said(lambda: self._ask("GET", path), member)
            if said == wanted:
                return
            if time.monotonic() > deadline:
                raise SmokeError(f"{path}: {member} is {said}, not {wanted}")
            time.sleep(_PAUSE_SECONDS)

    def _said(self, ask: Callable[[], tuple[int, Any]], member: str) -> str:
        """Return the member of the answer, or what came instead."""
        try:
            status, answer = ask()
        except (requests.RequestException, ValueError) as error:
            return type(error).__name__
        return str(answer.get(member, f"missing in an answer of {status}"))

    def _ask(self, method: str, path: str) -> tuple[int, Any]:
        answer = requests.request(
            method, self._url + path, headers=self._headers, timeout=_ANSWER_SECONDS
        )
        return answer.status_code, answer.json()


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: python -m tools.smoke URL WEBHOOK_ID", file=sys.stderr)
        return 2
    url, webhook_id = arguments
    smoke = Smoke(url, os.environ.get("RELAY_KEY", ""))
    try:
        smoke.health()
        print("health: ok", flush=True)
        smoke.ping(webhook_id)
        print("ping: delivered")
    except (SmokeError, requests.RequestException, ValueError) as error:
        print(f"smoke: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
