"""A function app under ``devhost``, as a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from tests.support.waiting import wait_until

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 45.0
NEVER = "0 0 0 1 1 *"
"""A schedule that never fires while a test runs."""

_LISTENING = re.compile(r"Listening on http://localhost:(\d+)")


class RelayProcess:
    """``python -m devhost`` on a port of its own, ready when the constructor returns.

    *settings* overrule those of the app's example file. Unless they say otherwise, the timer never
    fires by itself: call :meth:`tick`. *arguments* are devhost's, such as ``--isolate`` or
    ``--lease 2``. ``app_dir`` is the relay's own folder unless a test brings its own app.
    """

    def __init__(
        self,
        connection_string: str,
        settings: Mapping[str, str] | None = None,
        arguments: Sequence[str] = (),
        app_dir: Path = ROOT,
        port: int = 0,
    ) -> None:
        self._lines: list[str] = []
        self._process = start_devhost(
            [*_settings_argument(app_dir), *arguments, "--port", str(port)],
            {
                "AzureWebJobsStorage": connection_string,
                "CHECK_WEBHOOKS_SCHEDULE": NEVER,
                **(settings or {}),
            },
            app_dir,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = self._wait_until_ready()
        self.session = requests.Session()
        self.session.trust_env = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return the exit code, None while the process runs."""
        return self._process.poll()

    def request(self, method: str, path: str, **options: Any) -> requests.Response:
        """Make an HTTP request to *path* of the app; *options* are those of ``requests``."""
        options.setdefault("timeout", 30)
        return self.session.request(method, self.url + path, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.request("POST", path, **options)

    def tick(self, function: str = "check_webhooks") -> None:
        """Run the timer function *function* now, and return when that run has ended.

        Raises AssertionError where it fails.
        """
        answer = self.post(f"/admin/functions/{function}", json={"input": ""})
        assert answer.status_code == 202, answer.status_code
        invocation = answer.headers["x-ms-invocation-id"]

        def ending() -> str | None:
            return self.find(f"Executed 'Functions.{function}' (", f"Id={invocation}")

        line = wait_until(ending, 60, f"{function} to end")
        assert "(Succeeded," in line, self.tail()

    def logs(self) -> list[str]:
        """Return every line written to stdout or stderr so far."""
        return list(self._lines)

    def events(self, event: str | None = None) -> list[dict[str, Any]]:
        """Return the structured log lines so far, or those whose ``event`` is *event*."""
        found = []
        for line in self.logs():
            start = line.find(": {")
            if start < 0:
                continue
            try:
                fields = json.loads(line[start + 2 :])
            except ValueError:
                continue
            if event is None or fields.get("event") == event:
                found.append(fields)
        return found

    def find(self, *texts: str) -> str | None:
        """Return the first log line that holds all of *texts*."""
        return next((line for line in self.logs() if all(text in line for text in texts)), None)

    def wait_for_log(self, *texts: str, timeout: float = 20.0) -> str:
        """Wait for a log line that holds all of *texts*."""
        return wait_until(
            lambda: self.find(*texts), timeout, lambda: f"{texts} in the log:\n{self.tail()}"
        )

    def tail(self, count: int = 40) -> str:
        return "\n".join(self.logs()[-count:])

    def stop(self) -> int:
        """Stop the process with SIGTERM, and return its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._end(STOP_SECONDS)

    def kill(self) -> None:
        """Kill the process with SIGKILL: nothing in flight is finished."""
        self._process.kill()
        self._end(STOP_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if error is not None:
            print("\n".join(self.logs()))

    def _end(self, seconds: float) -> int:
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"did not stop within {seconds:g} s\n{self.tail()}") from None
        finally:
            self.session.close()
        self._reader.join(10)
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self._lines.append(line.rstrip("\n"))

    def _wait_until_ready(self) -> int:
        def ready() -> re.Match[str] | None:
            if self._process.poll() is not None:
                self._reader.join(10)
                raise AssertionError(f"did not start:\n{self.tail()}")
            line = self.find("Listening on http://")
            return _LISTENING.search(line) if line else None

        try:
            return int(wait_until(ready, START_SECONDS, lambda: f"the start:\n{self.tail()}")[1])
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise


def start_devhost(
    arguments: Sequence[str], settings: Mapping[str, str], app_dir: Path = ROOT
) -> subprocess.Popen[str]:
    """Start ``python -m devhost``; stdout and stderr go to one pipe."""
    inherited = {name: value for name, value in os.environ.items() if name != "AzureWebJobsStorage"}
    return subprocess.Popen(
        [sys.executable, "-m", "devhost", "--app", str(app_dir), *arguments],
        cwd=ROOT,
        env={**inherited, "PYTHONUNBUFFERED": "1", **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _settings_argument(app_dir: Path) -> list[str]:
    """Return the argument that names the example file, so that local settings change no test."""
    example = app_dir / "local.settings.example.json"
    return ["--settings", str(example)] if example.exists() else []
