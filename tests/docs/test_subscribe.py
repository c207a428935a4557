"""The subscriber's page: its examples verify deliveries, its table agrees with the policy."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import standardwebhooks

from shared import __version__
from shared.crypto import signing
from shared.crypto.encryption import Encryption
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.sender import Sender
from shared.model import Attempt, Event, Webhook
from shared.outbound import Outbound
from shared.policy import breaker, retry
from shared.policy.evidence import Evidence, evidence
from shared.settings import MAX_EVENT_BYTES_LIMIT, Settings
from tests.docs import markdown
from tools import node

PAGE = markdown.ROOT / "docs" / "subscribe.md"
SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
OLD = "whsec_" + "b2xk" * 8
PLAIN = "a secret of ours"
OTHER = "whsec_" + "bmV3" * 8
ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
NOW = 1700000000
BODY = b'{"event_type":"pool_created"}'
MEANINGS = {
    "delivered": Evidence.DELIVERED,
    "failure of the webhook": Evidence.AGAINST_WEBHOOK,
    "failure of the event": Evidence.AGAINST_EVENT,
    "end of the webhook": Evidence.ENDS_WEBHOOK,
}
Verify = Callable[[str, dict[str, str], bytes, int], bool]


def blocks(language: str) -> list[str]:
    return markdown.code_blocks(PAGE.read_text(encoding="utf-8"), language)


def headers(*secrets: str) -> dict[str, str]:
    return signing.delivery_headers(
        secrets=secrets, asymmetric=True, message_id=ID, timestamp=NOW, body=BODY
    )


def defined() -> dict[str, Any]:
    """Return what the page's example of Python without a library defines."""
    names: dict[str, Any] = {}
    exec(blocks("python")[1], names)
    return names


def in_python(key: str, sent: dict[str, str], body: bytes, now: int) -> bool:
    return bool(defined()["verify"](key, sent, body, now))


def in_node(key: str, sent: dict[str, str], body: bytes, now: int) -> bool:
    arguments = f"{json.dumps(key)}, {json.dumps(sent)}, Buffer.from({json.dumps(body.decode())})"
    script = f"{blocks('js')[0]}\nconsole.log(verify({arguments}, {now}));"
    return printed([str(node.find().program), "-e", script])


def in_csharp(key: str, sent: dict[str, str], body: bytes, now: int) -> bool:
    dotnet = toolchain("dotnet")
    version = subprocess.run([dotnet, "--version"], capture_output=True, text=True, check=True)
    pairs = ", ".join(f"[{json.dumps(name)}] = {json.dumps(sent[name])}" for name in sent)
    call = (
        f"Webhooks.Verify({json.dumps(key)}, new Dictionary<string, string> {{ {pairs} }}, "
        f"Encoding.UTF8.GetBytes({json.dumps(body.decode())}), {now})"
    )
    project = (
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>'
        f"<TargetFramework>net{version.stdout.split('.')[0]}.0</TargetFramework>"
        "</PropertyGroup></Project>"
    )
    main = f"class Program {{ static void Main() => Console.WriteLine({call}); }}"
    with TemporaryDirectory() as directory:
        (Path(directory) / "page.csproj").write_text(project)
        (Path(directory) / "page.cs").write_text(f"{blocks('csharp')[0]}\n{main}\n")
        return printed([dotnet, "run", "--project", directory])


def in_go(key: str, sent: dict[str, str], body: bytes, now: int) -> bool:
    go = toolchain("go")
    setting = "".join(f"h.Set({json.dumps(name)}, {json.dumps(sent[name])}); " for name in sent)
    call = f"Verify({json.dumps(key)}, h, []byte({json.dumps(body.decode())}), time.Unix({now}, 0))"
    main = f"func main() {{ h := http.Header{{}}; {setting}fmt.Println({call}) }}"
    with TemporaryDirectory() as directory:
        program = Path(directory) / "page.go"
        program.write_text(f"{blocks('go')[0]}\n{main}\n")
        return printed([go, "run", str(program)])


def toolchain(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on the PATH")
    return found


def printed(command: list[str]) -> bool:
    """Run *command*, and return the truth value that it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    answer = done.stdout.strip().lower()
    assert answer in {"true", "false"}
    return answer == "true"


def check(verify: Verify, keys: list[str], sent: dict[str, str]) -> None:
    """Check *verify* with *keys*, of which all but the last have signed *sent*."""
    assert [verify(key, sent, BODY, NOW) for key in keys] == [True] * (len(keys) - 1) + [False]
    assert not verify(keys[0], sent, BODY + b" ", NOW)
    for distance, valid in ((300, True), (301, False)):
        assert verify(keys[0], sent, BODY, NOW + distance) is valid
        assert verify(keys[0], sent, BODY, NOW - distance) is valid
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        assert not verify(keys[0], {n: v for n, v in sent.items() if n != name}, BODY, NOW)
    assert not verify(keys[0], sent | {"webhook-timestamp": "x"}, BODY, NOW)


@pytest.mark.parametrize(
    "verify",
    [
        in_python,
        *(pytest.param(one, marks=pytest.mark.slow) for one in (in_node, in_csharp, in_go)),
    ],
)
def test_an_example_verifies_with_secrets(verify: Verify) -> None:
    unpadded = OLD.rstrip("=")
    check(verify, [SECRET, unpadded, PLAIN, OTHER], headers(SECRET, unpadded, PLAIN))


@pytest.mark.parametrize("verify", [in_python, pytest.param(in_node, marks=pytest.mark.slow)])
def test_an_example_verifies_with_public_keys(verify: Verify) -> None:
    keys = [signing.public_key(key) for key in (SECRET, OLD, OTHER)]
    check(verify, keys, headers(SECRET, OLD))


def test_the_library_verifies() -> None:
    stamp = int(time.time())
    sent = signing.delivery_headers(
        secrets=[SECRET], asymmetric=False, message_id=ID, timestamp=stamp, body=BODY
    )
    names: dict[str, Any] = {"secret": SECRET, "body": BODY, "headers": sent}
    exec(blocks("python")[0], names)
    assert names["event"] == json.loads(BODY)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        exec(blocks("python")[0], names | {"body": BODY + b" "})


def send(port: int, clock: Callable[[], float]) -> Attempt:
    """Send the page's event to *port* of this machine, as the relay does."""
    encryption = Encryption(None, allow_plain=True)
    outbound = Outbound(
        allow_http=True,
        allowed_networks=(ip_network("127.0.0.0/8"),),
        timeout=10.0,
        user_agent=f"webhook-relay/{__version__}",
        resolve=lambda _name: [ip_address("127.0.0.1")],
    )
    event = Event(ID, "ping", NOW * 1000, f'{{"ping_id": "{ID}"}}', "{}")
    webhook = Webhook(
        "0c5e4c6b-9d7e-4f1f-9b8f-1c113f1f5b8f",
        "uid",
        "mine",
        f"http://receiver.example:{port}/hook",
        ("ping",),
        "onefuzz",
        0.0,
        secret=encryption.encrypt(SECRET),
    )
    try:
        return Sender(outbound, DeliveryHeaders(encryption), clock).send(event, webhook)
    finally:
        outbound.close()


def recorded() -> tuple[bytes, int]:
    """Return the bytes that a delivery brings to a bare socket, and the socket's port."""
    received = bytearray()

    def receive(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(20)
            while not received.endswith(b"}"):
                received.extend(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        thread = threading.Thread(target=receive, args=(listener,))
        thread.start()
        assert send(listener.getsockname()[1], lambda: NOW).ok
        thread.join(20)
        return bytes(received), listener.getsockname()[1]


def test_the_request_is_the_bytes_that_arrive() -> None:
    received, port = recorded()
    head, _, body = blocks("http")[0].strip().partition("\n\n")
    shown = head.replace("\n", "\r\n") + "\r\n\r\n" + body

    assert received.decode().replace(f"receiver.example:{port}", "receiver.example") == shown


def test_the_minimal_receiver_verifies_and_recognises_repeats(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = defined() | {"SECRET": SECRET}
    exec(blocks("python")[2], names)
    names["Handler"].log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), names["Handler"]) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            statuses = [
                send(server.server_port, clock).status
                for clock in (time.time, time.time, lambda: NOW)
            ]
        finally:
            server.shutdown()
            thread.join(20)
    assert statuses == [200, 200, 401]
    assert capsys.readouterr().out == f"new: {ID}\n"


def documented() -> dict[int, Evidence]:
    """Return what the table says of each status; a row with "other" leaves listed ones alone."""
    found: dict[int, Evidence] = {}
    rows = markdown.table_rows(markdown.section(PAGE, "What your answer does"))[1:]
    for cell, meaning, _ in sorted(rows, key=lambda row: row[0].startswith("other")):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", cell):
            for status in range(int(first), int(last or first) + 1):
                assert cell.startswith("other") or status not in found
                found.setdefault(status, MEANINGS[meaning])
    return found


def test_the_table_of_answers_is_the_policy() -> None:
    assert documented() == {
        status: evidence(Attempt(NOW, status, None, "", 1, ""), url_has_variables=False)
        for status in range(200, 600)
    }


def test_the_figures_are_the_defaults() -> None:
    assert (breaker.BREAKER_FAILURES, breaker.BREAKER_SECONDS) == (5, 30)
    settings = Settings()
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    first, *later = dict.fromkeys(settings.retry_delays)
    times = settings.retry_delays.count(first)
    assert settings.retry_delays == (*[first] * times, *later)
    *between, last = [f"{delay:g} s" for delay in later]
    for phrase in (
        f"{times} times {first:g} s, then {', '.join(between)}, and {last} from then on",
        f"more than {retry.JITTER_ABOVE:g} s vary by {retry.JITTER:.0%}".replace("%", " %"),
        f"wait of at most {retry.LONGEST_PROBE_DELAY:g} s ({retry.PAUSED_PROBE_DELAY:g} s while",
        "After five failures over half a minute",
        f"waited for {settings.delete_undeliverable_webhooks_after_hours:g} h",
        f"At most {settings.max_queued_updates_per_webhook} deliveries wait",
        f"The deadline is {settings.delivery_timeout_seconds:g} s",
        f"for at most {settings.max_retry_after / 3600:g} h (`MAX_RETRY_AFTER`)",
        f"at most {settings.max_event_bytes} bytes",
        f"(up to {MAX_EVENT_BYTES_LIMIT})",
    ):
        assert phrase in text
