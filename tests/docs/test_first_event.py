"""The commands in the README's section about the first event work as described there.

Only the ports and the Python interpreter are replaced.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from typing import Any, Self

import pytest

from shared.crypto import signing
from tests.docs import markdown
from tests.docs.markdown import README, ROOT
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until
from tools import ports

SECTION = "First event in five minutes"
OWN_TYPE = "An own event type, with a filter"
RECEIVER = re.compile(r"\.venv/bin/python (-m tools\.receiver (\d+))")


@pytest.mark.skipif(shutil.which("curl") is None, reason="the README uses curl")
def test_does_what_it_says(storage_account: str) -> None:
    start_receiver, register, post, look, post_and_look = markdown.code_blocks(
        markdown.section(README, SECTION), "sh"
    )
    assert "`make run`" in markdown.section(README, SECTION).split("```")[0]
    command = RECEIVER.fullmatch(start_receiver.strip())
    assert command
    [port] = ports.free(1)
    # As `make run` starts it: by the example settings, on their schedule.
    schedule = {"CHECK_WEBHOOKS_SCHEDULE": "*/10 * * * * *"}
    with RelayProcess(storage_account, schedule) as relay:
        shell = Shell({"localhost:7071": f"localhost:{relay.port}", command[2]: str(port)})
        receiver_command = [sys.executable, *shlex.split(shell.substituted(command[1]))]
        with Terminal(receiver_command) as receiver:
            webhook = shell.type(register)[0]
            assert webhook["webhook_id"]
            assert "a secret of ours" not in json.dumps(webhook)

            accepted = shell.type(post)[0]

            assert accepted["deliveries"] == 1
            printed = receiver.wait_for(accepted["event_id"])
            assert '"pool_name": "example"' in printed
            assert is_signed(printed, "a secret of ours")
            event = wait_until(lambda: in_state(shell.type(look)[0], "delivered"))
            [outcome] = event["deliveries"]
            assert outcome["webhook_id"] == webhook["webhook_id"]
        # "Now stop the receiver with Ctrl-C and post another event"
        accepted, _ = shell.type(post_and_look)
        assert accepted["deliveries"] == 1
        look_again = post_and_look.strip().splitlines()[-1]
        waiting = wait_until(lambda: in_state(shell.type(look_again)[0], "waiting"))
        assert waiting["deliveries"][0]["attempts"] >= 1
        assert waiting["deliveries"][0]["next_attempt_at"]
        with Terminal(receiver_command) as receiver:
            # "at most 16 seconds": more on a machine that runs other tests.
            receiver.wait_for(accepted["event_id"], timeout=30)
            wait_until(lambda: in_state(shell.type(look_again)[0], "delivered"))


@pytest.mark.skipif(shutil.which("curl") is None, reason="the README uses curl")
def test_an_own_type_with_a_filter(storage_account: str) -> None:
    """Five lines, as the section says: define, subscribe, ask, post, look."""
    [block] = markdown.code_blocks(markdown.section(README, OWN_TYPE), "sh")
    define, register, ask, post, look = block.strip().splitlines()
    [port] = ports.free(1)
    with RelayProcess(storage_account, {}) as relay:
        shell = Shell({"localhost:7071": f"localhost:{relay.port}", "9000": str(port)})
        with Terminal([sys.executable, "-m", "tools.receiver", str(port)]) as receiver:
            [defined] = shell.type(define)
            assert defined["name"] == "build.finished"
            [webhook] = shell.type(register)
            [planned] = shell.type(ask)
            assert (planned["deliveries"], planned["filtered"]) == (0, 1)
            [recipient] = planned["webhooks"]
            assert recipient["webhook_id"] == webhook["webhook_id"]
            assert recipient["conditions"][0]["reason"] == "value"

            [accepted] = shell.type(post)

            assert accepted == {"event_id": "build-7", "deliveries": 1}
            assert '"result": "failed"' in receiver.wait_for("build-7")
            wait_until(lambda: in_state(shell.type(look)[0], "delivered"))


def is_signed(printed: str, secret: str) -> bool:
    """Return whether the printed digest header matches the body, which is the last line."""
    digest = re.search(r"^x-onefuzz-digest: (\w+)$", printed, re.MULTILINE | re.IGNORECASE)
    assert digest
    return signing.verify_digest(secret, printed.splitlines()[-1].encode(), digest[1])


def in_state(event: dict[str, Any], state: str) -> dict[str, Any] | None:
    return event if [d["state"] for d in event["deliveries"]] == [state] else None


class Shell:
    """Runs commands in which each text of *substitutions* is replaced."""

    def __init__(self, substitutions: dict[str, str]) -> None:
        self._substitutions = substitutions

    def substituted(self, text: str) -> str:
        for given, other in self._substitutions.items():
            assert given
            text = re.sub(rf"(?<![\w.-]){re.escape(given)}(?!\d)", other, text)
        return text

    def type(self, block: str) -> list[Any]:
        """Run *block* and return the JSON documents that it printed."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.substituted(block)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "no_proxy": "*"},
        )
        decoder, documents, at = json.JSONDecoder(), [], 0
        while at < len(done.stdout.rstrip()):
            document, at = decoder.raw_decode(done.stdout, at)
            documents.append(document)
        return documents


class Terminal:
    """A program that prints until it is interrupted."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, text: str, timeout: float = 20) -> str:
        """Return everything printed, as soon as it contains *text*."""
        wait_until(lambda: text in "".join(self._lines), timeout, f"{text} on the terminal")
        return "".join(self._lines)

    def __enter__(self) -> Self:
        self.wait_for("Receiving on")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        assert self._process.wait(20) == 0
        self._reader.join(10)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self._lines.append(line)
