"""``python -m tools.receiver`` and its flags."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from shared.crypto import signing
from tests.support.relay import ROOT
from tests.support.waiting import wait_until

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "tools.receiver"]


@dataclass
class Running:
    port: int
    lines: list[str] = field(default_factory=list)

    def post(
        self, body: bytes = b"hi", headers: dict[str, str] | None = None, timeout: float = 20
    ) -> tuple[int, bytes]:
        """Status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", "/hook", body, headers or {})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def statuses(self, count: int) -> list[int]:
        return [self.post()[0] for _ in range(count)]

    def wait_for_line(self, pattern: str) -> None:
        wait_until(
            lambda: any(re.fullmatch(pattern, line) for line in self.lines),
            what=lambda: f"{pattern} in {self.lines}",
        )


@contextmanager
def running(*arguments: str, command: Sequence[str] = COMMAND) -> Iterator[Running]:
    """The receiver on a port of its own; ended by Ctrl-C, after which its exit code is 0."""
    process = subprocess.Popen(
        [*command, "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        assert process.stdout is not None
        first = process.stdout.readline()
        match = re.fullmatch(
            r"(?:Receiving|Refusing connections) on http://localhost:(\d+)/\n", first
        )
        assert match, first + process.stdout.read()
        found = Running(int(match[1]))
        reader = threading.Thread(target=_read, args=(process, found), daemon=True)
        reader.start()
        try:
            yield found
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(20)
            reader.join(10)
        assert code == 0, found.lines
        assert not any("Traceback" in line for line in found.lines), found.lines


def _read(process: subprocess.Popen[str], running: Running) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        running.lines.append(line.rstrip("\n"))


def test_prints_requests_and_answers_200() -> None:
    with running() as receiver:
        assert receiver.post(b'{"a": 1}', {"X-One": "1"}) == (200, b"")
        receiver.wait_for_line(r'\{"a": 1\}')
    assert receiver.lines[:2] == ["", "POST /hook"]
    assert "X-One: 1" in receiver.lines
    assert receiver.lines[-2:] == ["", '{"a": 1}']


def test_needs_only_the_standard_library() -> None:
    """Any Python can run it from the checkout: -S leaves out what `make setup` installs."""
    with running(command=[sys.executable, "-S", "-m", "tools.receiver"]) as receiver:
        assert receiver.post() == (200, b"")


def test_answers_as_told() -> None:
    with running("--status", "503", "--header", "Retry-After: 7", "--body", "busy") as receiver:
        assert receiver.post() == (503, b"busy")


def test_fails_the_first_and_then_every_nth() -> None:
    with running("--fail-first", "2", "--fail-every", "3", "--quiet") as receiver:
        assert receiver.statuses(6) == [500, 500, 200, 200, 500, 200]
        wait_until(lambda: len(receiver.lines) == 6)
    assert receiver.lines == ["POST /hook"] * 6
    with running("--fail-first", "1", "--status", "410") as receiver:
        assert receiver.statuses(2) == [410, 200]


def test_delays_every_answer() -> None:
    with running("--delay", "0.5", "--fail-first", "1") as receiver:
        for status in (500, 200):
            began = time.monotonic()
            assert receiver.post()[0] == status
            assert time.monotonic() - began >= 0.5


def test_hangs_drips_and_cuts() -> None:
    with running("--hang") as receiver, pytest.raises(TimeoutError):
        receiver.post(timeout=0.5)
    with running("--cut") as receiver, pytest.raises(http.client.RemoteDisconnected):
        receiver.post()
    with running("--drip", "--pause", "0.02", "--body", "x") as receiver:
        began = time.monotonic()
        assert receiver.post() == (200, b"x")
        assert time.monotonic() - began > 0.5, "38 pauses of 0.02 s"


def test_refuses_connections() -> None:
    with running("--refuse") as receiver, pytest.raises(ConnectionRefusedError):
        receiver.post()


def test_flaps() -> None:
    with running("--flap", "0.3") as receiver:
        for line in ("Down: connections are refused", "Up again"):
            receiver.wait_for_line(line)
        wait_until(lambda: _takes_connections(receiver.port), what="a connection taken")
        wait_until(lambda: not _takes_connections(receiver.port), what="a connection refused")


def _takes_connections(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("secret", ["whsec_" + "QUFB" * 10, "a secret of ours"])
def test_says_whether_a_request_is_verified(secret: str) -> None:
    headers = signing.delivery_headers(
        secrets=[secret], asymmetric=False, message_id="1", timestamp=int(time.time()), body=b"hi"
    )
    with running("--quiet", "--secret", secret) as receiver:
        assert receiver.post(b"hi", headers)[0] == 200
        assert receiver.post(b"ho", headers)[0] == 200
        receiver.wait_for_line(r"POST /hook NOT verified: no webhook-signature is made .*")
    assert receiver.lines[0] == "POST /hook verified"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x"], "argument port: 'x' is not a port, 0 to 65535"),
        (["70000"], "argument port: '70000' is not a port, 0 to 65535"),
        (["--status", "99"], "argument --status: '99' is not a status, 200 to 599"),
        (["--delay", "-1"], "argument --delay: '-1' is not a number of seconds"),
        (["--delay", "nan"], "argument --delay: 'nan' is not a number of seconds"),
        (["--flap", "0"], "argument --flap: must be more than 0 seconds"),
        (["--fail-every", "0"], "argument --fail-every: '0' is not a whole number above 0"),
        (["--header", "x"], "argument --header: 'x' is not 'NAME: VALUE'"),
        (["--secret", "whsec_?"], "argument --secret: is empty, or has no base64 after whsec_"),
        (["--hang", "--drip"], "argument --drip: not allowed with argument --hang"),
        (["--odd"], "unrecognized arguments: --odd"),
    ],
)
def test_a_bad_argument_is_named_in_one_line(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == f"tools.receiver: {said} (--help lists the options)\n"


def test_a_taken_port_is_named_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, str(port)], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 1
    assert done.stderr == f"tools.receiver: port {port}: Address already in use\n"
    assert done.stdout == ""
