"""However deliveries and requests fail: no secret, and no query of a URL, in logs and records.

Everything is real save for the faults that storage is made to have. Secrets lie in plain text here,
which is the worst case.
"""

from __future__ import annotations

import base64
import json
import socket
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, NoReturn
from urllib.parse import quote

import pytest
from azure.core.exceptions import HttpResponseError, ServiceRequestError
from cryptography.fernet import Fernet

from shared.api import singularity, webhooks
from shared.events.examples import SINGULARITY
from shared.outbound import Outbound
from shared.store.wire.service import Answer as StorageAnswer
from shared.store.wire.service import Service
from tests.outbound import receivers
from tests.security.calls import call, logged, respond_to
from tests.security.storage import rows
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Answer, ReceivedRequest, Receiver

SECRET = "whsec_" + base64.b64encode(b"the present secret, 7f3a").decode()
OLD_SECRET = "whsec_" + base64.b64encode(b"the secret before 5d2b...").decode()
HEADER, QUERY = "header-91c8", "query-4e6d"
HIDDEN = (SECRET, OLD_SECRET, HEADER, QUERY)
NOWHERE = "http://127.0.0.1:49999/"
OPTIONS = {"secret_token": OLD_SECRET, "headers": {"X-Token": HEADER}, "signing": "asymmetric"}


@pytest.fixture
def process(storage_account: str) -> Iterator[InProcess]:
    process = InProcess(storage_account)
    yield process
    process.close()


def subscribe(process: InProcess, url: str) -> str:
    """A webhook with two secrets and a header, all of which its deliveries need."""
    body = {"name": "n", "url": NOWHERE, "event_types": ["ping"], **OPTIONS}
    webhook_id = str(call(process.relay, webhooks.collection, "POST", body)["webhook_id"])
    new = {"secret_token": SECRET}
    call(process.relay, webhooks.rotate_secret, "POST", new, webhook_id=webhook_id)
    # Behind the API, which would refuse some of these.
    process.relay.webhooks.change(webhook_id, lambda webhook: with_url(webhook, url))
    return webhook_id


def with_url(webhook: Any, url: str) -> Any:
    return type(webhook)(**{n: getattr(webhook, n) for n in webhook.__slots__} | {"url": url})


def found(texts: list[str] | str) -> list[str]:
    """Whichever of what is hidden is in there, however it is encoded."""
    text = "\n".join(texts)
    return [hidden for hidden in HIDDEN if hidden in text or quote(hidden) in text]


def echo(request: ReceivedRequest) -> Answer:
    return Answer(500, f"{request.path} {dict(request.headers)}".encode())


def answer_anything(_: receivers.Receiver, connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(receivers.OK)


@pytest.fixture
def failing_urls() -> Iterator[dict[str, str]]:
    """By the error of its attempts, a URL that fails so; each with a query."""
    with ExitStack() as stack:
        closed = stack.enter_context(Receiver())
        closed.down()
        slow, echoing, gone, moved = (
            stack.enter_context(Receiver(answer))
            for answer in (
                Answer(delay=30),
                echo,
                410,
                lambda request: Answer(302, headers={"Location": request.path}),
            )
        )
        junk = stack.enter_context(receivers.receiver(b"HTTP/9 what?\r\n\r\n"))
        # A plain server that waited for a line would wait for ever: a hello need not have one.
        plain = stack.enter_context(receivers.receiver(answer_anything))
        yield {
            name: f"{url}?token={QUERY}"
            for name, url in {
                "refused_address": "http://10.0.0.1/hook",
                "dns_failed": "http://nowhere.invalid/hook",
                "connection_failed": closed.url,
                "tls_failed": plain.url("/hook", scheme="https"),
                "timeout": slow.url,
                "malformed_answer": junk.url("/hook"),
                "HTTP 500": echoing.url,
                "HTTP 410": gone.url,
                "HTTP 302": moved.url,
            }.items()
        }


def test_failing_deliveries(
    process: InProcess, failing_urls: dict[str, str], storage_account: str
) -> None:
    names = {subscribe(process, url): name for name, url in failing_urls.items()}
    messages = []
    with logged() as lines:
        process.relay.ingest.post(json.dumps(ping_event()).encode())
        for _ in range(2):
            while taken := process.take():  # where all are slow, some move to the slow lane first
                messages += [message.text for message in taken]
                with ThreadPoolExecutor(len(taken)) as pool:
                    list(pool.map(process.handle, taken))
            process.tick(30)

    attempts = [json.loads(line) for line in lines if '"attempt"' in line]
    outcomes = {names[a["webhook_id"]]: a.get("error") or f"HTTP {a['status']}" for a in attempts}
    # Without a resolver, looking a name up may take longer than the attempt.
    assert outcomes.pop("dns_failed") in ("dns_failed", "timeout")
    assert outcomes == {name: name for name in failing_urls if name != "dns_failed"}
    assert len(messages) >= 2 * len(names) - 1
    assert found(lines) == []
    assert found(messages) == []
    recorded = rows(storage_account, but="webhooks")
    assert "/hook?[hidden] " in recorded  # of the receiver that echoes what it gets
    assert found(recorded) == []


@pytest.mark.parametrize(
    "answer",
    [
        "{path}",
        "no {query}, nor {header}",
        "is it {old} or {new}?",
        "{decoded}",
        "token: {token}",
        "." * 200 + "{header}",
        "bad: {cut}",
        "bad: {start}",
        "bad: {encoded}.",
    ],
)
def test_an_answer_is_recorded_without_what_is_secret(process: InProcess, answer: str) -> None:
    token = "eyJhbGciOi." * 100  # longer than what is kept of an answer
    told = {
        "query": f"sig={QUERY}%2F%3D&v=1",
        "decoded": f"{QUERY}/=",
        "header": f"Bearer {token}",
        "token": token,
        "old": OLD_SECRET,
        "new": SECRET,
    }
    told |= {"cut": token[:40], "start": token[:6], "encoded": quote(told["header"])}
    told["path"] = f"/hook?{told['query']}"
    body = answer.format(**told).encode()
    with Receiver(Answer(500, body)) as receiver:
        webhook = process.subscribe(
            receiver.url.replace("/hook", told["path"]),
            secret_token=OLD_SECRET,
            headers={"Authorization": told["header"]},
        )
        path = {"webhook_id": webhook.webhook_id}
        call(process.relay, webhooks.rotate_secret, "POST", {"secret_token": SECRET}, **path)
        process.post_pings(1)
        process.pump()

        [attempt] = process.waiting(webhook)[0].results

    assert attempt.answer == answer.format(
        **dict.fromkeys(told, "[hidden]") | {"path": "/hook?[hidden]"}
    )


def test_a_singularity_webhooks_query_is_not_logged(process: InProcess) -> None:
    """Though its id holds the URI."""
    with Receiver(410) as receiver, logged() as lines:
        body = {"uri": f"{receiver.url}?token={QUERY}", "type": "REQUEST"}
        call(process.relay, singularity.collection, "POST", body)
        event = {"event_type": "REQUEST", "event": SINGULARITY["REQUEST"]}
        process.relay.ingest.post(json.dumps(event).encode())
        process.pump()

        [request] = receiver.requests

    assert QUERY in request.path
    logs = [json.loads(line) for line in lines if '"webhook_id"' in line]
    assert {log["event"] for log in logs} >= {"attempt", "webhook_disabled", "dropped"}
    assert {log["webhook_id"] for log in logs} == {"REQUEST-" + quote(receiver.url, safe="")}
    assert found(lines) == []


def storage_refuses(*_: object, **__: object) -> NoReturn:
    error = HttpResponseError("PropertyValueTooLarge")
    error.status_code = 400
    raise error


def storage_is_away(*_: object, **__: object) -> NoReturn:
    raise ServiceRequestError("connection refused")


def bug(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("injected")


@pytest.mark.parametrize(
    ("fault", "status"), [(bug, 500), (storage_refuses, 500), (storage_is_away, 503)]
)
def test_our_own_faults(
    process: InProcess,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., NoReturn],
    status: int,
) -> None:
    """Nothing was stored, so nothing may be shown, neither to the caller nor in a traceback."""
    webhook_id = subscribe(process, f"{NOWHERE}?token={QUERY}")
    before = process.relay.webhooks.get(webhook_id)
    secrets = {"secret_token": SECRET, "headers": {"X-Token": HEADER}}
    new = {"name": "n", "url": f"{NOWHERE}?token={QUERY}", "event_types": ["ping"], **secrets}
    uri = {"uri": f"{NOWHERE}?token={QUERY}", "type": "TASK"}
    with monkeypatch.context() as patched, logged() as lines:
        ask = Service.ask

        def ask_or_fail(service: Service, method: str, path: str, **sent: Any) -> StorageAnswer:
            return ask(service, method, path, **sent) if method == "GET" else fault()

        patched.setattr(Service, "ask", ask_or_fail)
        answers = [
            respond_to(process.relay, webhooks.collection, "POST", new),
            respond_to(process.relay, webhooks.one, "PATCH", secrets, webhook_id=webhook_id),
            respond_to(process.relay, webhooks.rotate_secret, "POST", webhook_id=webhook_id),
            respond_to(process.relay, webhooks.disable, "POST", webhook_id=webhook_id),
            respond_to(process.relay, singularity.collection, "POST", uri),
        ]

    for answer in answers:
        assert (answer.status, answer.content_type) == (status, "application/problem+json")
        assert found(answer.body.decode()) == []
    assert len(lines) == len(answers)
    assert all(("Traceback" in line) == (status == 500) for line in lines)
    assert found(lines) == []
    assert process.relay.webhooks.get(webhook_id) == before
    assert [w.webhook_id for w in process.relay.webhooks.every()] == [webhook_id]


def test_storage_that_is_away() -> None:
    """What is asked of it names the webhook, whose id may hold a URL."""
    nowhere = f"AccountName=a;AccountKey=a2V5;TableEndpoint={NOWHERE};QueueEndpoint={NOWHERE}"
    with in_process(nowhere) as process, logged() as lines:
        webhook_id = "TASK-" + quote(f"{NOWHERE}?token={QUERY}", safe="")
        answers = [
            respond_to(process.relay, singularity.one, "DELETE", name=webhook_id),
            respond_to(process.relay, webhooks.one, "GET", webhook_id=webhook_id),
        ]

    assert [answer.status for answer in answers] == [503, 503]
    assert len(lines) == len(answers)
    assert found(lines) == []


def test_a_failing_function(process: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it raises, the host logs with the traceback."""
    subscribe(process, f"{NOWHERE}?token={QUERY}")
    process.relay.ingest.post(json.dumps(ping_event()).encode())
    [message] = process.take()
    monkeypatch.setattr(Outbound, "_exchange", bug)

    with pytest.raises(RuntimeError, match="injected") as raised:
        process.handle(message)

    assert found(traceback.format_exception(raised.value)) == []


def test_a_secret_that_cannot_be_decrypted(storage_account: str) -> None:
    lost, other = (
        InProcess(storage_account, {"SECRETS_KEY": Fernet.generate_key().decode()})
        for _ in range(2)
    )
    webhook_id = subscribe(lost, f"{NOWHERE}?token={QUERY}")
    other.relay.ingest.post(json.dumps(ping_event()).encode())
    [message] = other.take()

    with pytest.raises(Exception, match="SECRETS_KEY") as raised:
        other.handle(message)

    assert found(traceback.format_exception(raised.value)) == []
    assert lost.relay.webhooks.get(webhook_id).secret not in str(raised.getrepr(showlocals=False))
    for process in (lost, other):
        process.close()


def test_a_webhooks_repr(process: InProcess) -> None:
    webhook_id = subscribe(process, f"{NOWHERE}?token={QUERY}")
    webhook = process.relay.webhooks.get(webhook_id)
    assert SECRET in webhook.secret
    assert found([repr(webhook), repr(process.relay.encryption), str(webhook)]) == []
