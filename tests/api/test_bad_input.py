"""Whatever is wrong with a request: 4xx problem details that name the field, nothing stored."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
import requests

from shared.store import Store
from shared.store.conditions import EVERY_ROW
from shared.store.table import Row
from tests.api.problems import expect_problem
from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe

PING_ID = "5d7f4a0e-32a3-4f8b-9a8e-6a8f4c9b1d20"
EVENT_ID = "c7c1c9a4-6a54-4d10-a4a9-0d1f0f8a0e11"
OTHER_ID = "0b1d8b6e-93ac-4b55-a0a4-0d6a1d8a1c3f"
PING = {"ping_id": PING_ID}
LARGE = 262144


@dataclass(frozen=True)
class Bad:
    """One request that must be refused. ``body`` is sent as it is, or as JSON."""

    name: str
    body: Any
    field: str | None
    status: int = 400
    content_type: str | None = "application/json"


def an_event(**members: Any) -> dict[str, Any]:
    return {"event_id": EVENT_ID, "event_type": "ping", "event": PING} | members


def an_event_text(event_text: str, **members: Any) -> bytes:
    text = json.dumps(an_event(**members, event="@"))
    return text.replace('"@"', event_text).encode()


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in an_event().items() if key != name}


BAD_EVENTS = [
    Bad("empty", b"", ""),
    Bad("only whitespace", b" \r\n\t", ""),
    Bad("cut off", b'{"event_type": "ping", "event": {"ping_id": "', ""),
    Bad("a word", b"ping", ""),
    Bad("single quotes", b"{'event_type': 'ping'}", ""),
    Bad("trailing comma", b'{"event_type": "ping",}', ""),
    Bad("trailing text", json.dumps(an_event()).encode() + b" x", ""),
    Bad("two objects", json.dumps(an_event()).encode() * 2, ""),
    Bad("latin-1", '{"event_type": "é"}'.encode("latin-1"), ""),
    Bad("utf-16", json.dumps(an_event()).encode("utf-16"), ""),
    Bad("a byte order mark", b"\xef\xbb\xbf" + json.dumps(an_event()).encode(), ""),
    Bad("null", None, ""),
    Bad("a string", "ping", ""),
    Bad("a number", 7, ""),
    Bad("NaN", an_event_text("NaN"), "event"),
    Bad("-Infinity within", an_event_text('{"ping_id": -Infinity}'), "event"),
    Bad("the same member twice", b'{"event_type":"ping","event_type":"ping"}', "event_type"),
    Bad("the same member twice within", an_event_text('{"ping_id":1,"ping_id":2}'), "event"),
    Bad("nested too deep", an_event_text("[" * 5000 + "]" * 5000), "event"),
    Bad("form", b"a=b", "Content-Type", 415, "application/x-www-form-urlencoded"),
    Bad("xml", b"<ping/>", "Content-Type", 415, "text/xml; charset=utf-8"),
    Bad("plain text", json.dumps(an_event()).encode(), "Content-Type", 415, "text/plain"),
    Bad("no type", without("event_type"), "event_type"),
    Bad("no payload", without("event"), "event"),
    Bad("unknown type", an_event(event_type="pong"), "event_type"),
    Bad("a type of another case", an_event(event_type="Ping"), "event_type"),
    Bad("empty type", an_event(event_type=""), "event_type"),
    Bad("type not a string", an_event(event_type=["ping"]), "event_type"),
    Bad("type null", an_event(event_type=None), "event_type"),
    Bad("unknown member", an_event(priority=1), "priority"),
    Bad("payload null", an_event(event=None), "event"),
    Bad("payload a string", an_event(event=json.dumps(PING)), "event"),
    Bad("payload an array", an_event(event=[PING]), "event"),
    Bad("missing property", an_event(event={}), "event.ping_id"),
    Bad("property null", an_event(event={"ping_id": None}), "event.ping_id"),
    Bad("property a number", an_event(event={"ping_id": 7}), "event.ping_id"),
    Bad("property no uuid", an_event(event={"ping_id": "seven"}), "event.ping_id"),
    Bad(
        "unknown property",
        an_event(event_type="node_created", event=documents.EXAMPLES["node_created"] | {"more": 1}),
        "event.more",
    ),
    Bad(
        "an integer as a string",
        an_event(
            event_type="scaleset_created",
            event=documents.EXAMPLES["scaleset_created"] | {"size": "24"},
        ),
        "event.size",
    ),
    Bad(
        "a boolean as a number",
        an_event(
            event_type="pool_created", event=documents.EXAMPLES["pool_created"] | {"managed": 1}
        ),
        "event.managed",
    ),
    Bad(
        "an enum of another case",
        an_event(
            event_type="pool_created", event=documents.EXAMPLES["pool_created"] | {"os": "Linux"}
        ),
        "event.os",
    ),
    Bad(
        "deep within",
        an_event(
            event_type="task_failed",
            event=documents.EXAMPLES["task_failed"] | {"error": {"code": 468, "errors": ["x", 1]}},
        ),
        "event.error.errors[1]",
    ),
    Bad("id null", an_event(event_id=None), "event_id"),
    Bad("id a number", an_event(event_id=7), "event_id"),
    Bad("id empty", an_event(event_id=""), "event_id"),
    Bad("id no uuid", an_event(event_id="seven"), "event_id"),
    Bad("id with a line break", an_event(event_id=EVENT_ID + "\n"), "event_id"),
    Bad("instance_id no uuid", an_event(instance_id="one"), "instance_id"),
    Bad("instance_name a number", an_event(instance_name=1), "instance_name"),
    Bad("created_at no time", an_event(created_at="yesterday"), "created_at"),
    Bad("webhook_id a number", an_event(webhook_id=1), "webhook_id"),
    Bad("sas_url null", an_event(sas_url=None), "sas_url"),
    Bad("too large", an_event(instance_name="x" * LARGE), "", 413),
    Bad("too large within", an_event(event={"ping_id": "x" * LARGE}), "", 413),
    Bad("one in an array too large", [an_event(), an_event(instance_name="x" * LARGE)], "[1]", 413),
    Bad("empty array", [], ""),
    Bad("array in an array", [[an_event()]], "[0]"),
    Bad("array of strings", ["ping"], "[0]"),
    Bad(
        "array too long",
        [{**an_event(), "event_id": f"{n:08x}{EVENT_ID[8:]}"} for n in range(101)],
        "",
    ),
    Bad(
        "array with a bad last",
        [an_event(), an_event(event_id=OTHER_ID, event={})],
        "[1].event.ping_id",
    ),
]

STRANGE_IDS = {
    "slash": "a/b",
    "backslash": "a\\b",
    "hash": "a#b",
    "question mark": "a?b",
    "percent": "a%b",
    "encoded slash": "a%2Fb",
    "control character": "a\x01b",
    "delete": "a\x7fb",
    "nul": "a\x00b",
    "tab": "a\tb",
    "non-ascii": "é",
    "emoji": "😀",
    "half a surrogate pair": "\ud83d",
    "space": "a b",
    "dots": "..",
    "long": "x" * 5000,
}

BAD_EVENTS += [
    Bad(f"id with {name}", an_event(event_id=value), "event_id")
    for name, value in STRANGE_IDS.items()
]


def a_webhook(**members: Any) -> dict[str, Any]:
    body = {"name": "n", "url": "http://127.0.0.1:49999/", "event_types": ["ping"]}
    return {key: value for key, value in (body | members).items() if value != "@absent"}


BAD_WEBHOOKS = [
    Bad("empty", b"", "name"),
    Bad("malformed", b'{"name": ', ""),
    Bad("an array", [a_webhook()], ""),
    Bad("a string", "x", ""),
    Bad("null", None, ""),
    Bad("the same member twice", b'{"name":"a","name":"b"}', ""),
    Bad("the same header twice", b'{"headers":{"X-A":"1","X-A":"2"}}', ""),
    Bad("not a number", b'{"rate_per_second":NaN}', ""),
    Bad("a byte order mark", b"\xef\xbb\xbf" + json.dumps(a_webhook()).encode(), ""),
    Bad("nested too deep", b'{"name":' + b"[" * 9000 + b"]" * 9000 + b"}", ""),
    Bad(
        "an integer of many digits",
        json.dumps(a_webhook(max_in_flight=7)).replace("7", "7" * 5000).encode(),
        "max_in_flight",
    ),
    Bad("form", b"name=n", "Content-Type", 415, "application/x-www-form-urlencoded"),
    Bad("too large", a_webhook(name="x" * 100_000), "", 413),
    Bad("no name", a_webhook(name="@absent"), "name"),
    Bad("no url", a_webhook(url="@absent"), "url"),
    Bad("no types", a_webhook(event_types="@absent"), "event_types"),
    Bad("name empty", a_webhook(name=""), "name"),
    Bad("name null", a_webhook(name=None), "name"),
    Bad("name a number", a_webhook(name=7), "name"),
    Bad("name too long", a_webhook(name="x" * 300), "name"),
    Bad(
        "name half a surrogate pair",
        b'{"name":"\\ud83d","url":"http://127.0.0.1:1/","event_types":["ping"]}',
        "name",
    ),
    Bad("unknown member", a_webhook(webhook_secret="x"), "webhook_secret"),
    Bad("unknown members", {f"m{number}": 1 for number in range(5000)}, None),
    Bad("unknown member of a long name", {"x" * 60_000: 1}, None),
    Bad(
        "headers that are no strings",
        a_webhook(headers=dict.fromkeys(map(str, range(4000)), 1)),
        None,
    ),
    Bad("id chosen by the caller", a_webhook(webhook_id=EVENT_ID), "webhook_id"),
    Bad("types empty", a_webhook(event_types=[]), "event_types"),
    Bad("types a string", a_webhook(event_types="ping"), "event_types"),
    Bad("unknown type", a_webhook(event_types=["ping", "pong"]), "event_types[1]"),
    Bad("type a number", a_webhook(event_types=["ping", 7]), "event_types[1]"),
    Bad("unknown format", a_webhook(message_format="soap"), "message_format"),
    Bad("secret a number", a_webhook(secret_token=7), "secret_token"),
    Bad("secret empty", a_webhook(secret_token=""), "secret_token"),
    Bad("secret half a surrogate pair", a_webhook(secret_token="\udc00"), "secret_token"),
    Bad("url a number", a_webhook(url=7), "url"),
    Bad("url half a surrogate pair", a_webhook(url="http://127.0.0.1/\ud83d"), "url"),
    Bad("header half a surrogate pair", a_webhook(headers={"X-A": "\ud83d"}), "headers.X-A"),
]

BAD_WEBHOOKS += [
    Bad(f"url {url[:40]!r}", a_webhook(url=url), "url")
    for url in (
        "",
        "example",
        "//example.com/",
        "/hook",
        "http://",
        "http:///path",
        "http://:80/",
        "http://exa mple.com/",
        "http://example.com:99999/",
        "http://example.com:port/",
        "http://[::1/",
        "http://127.0.0.1/a\nb",
        "http://127.0.0.1/\x00",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "http://user:password@example.com/",
        "https://" + "x" * 3000,
    )
]


class Stored:
    """Everything in storage that a request may have put there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.before = self.now()

    def now(self) -> dict[str, Any]:
        storage = self._store.storage
        tables: dict[str, Any] = {
            name: sorted(map(_key_and_etag, storage.table(name).query(EVERY_ROW)))
            for name in storage.tables()
            if name != "health"  # signs of life come and go
        }
        queues = (self._store.first_attempts, self._store.retries)
        return tables | {f"queue {queue.name}": queue.length() for queue in queues}


def _key_and_etag(row: Row) -> tuple[str, str, str]:
    return row["PartitionKey"], row["RowKey"], row.etag


@pytest.fixture
def stored(store: Store, relay: RelayProcess) -> Stored:
    return Stored(store)


def send(relay: RelayProcess, method: str, path: str, bad: Bad) -> requests.Response:
    body = bad.body if isinstance(bad.body, bytes) else json.dumps(bad.body).encode()
    headers = {} if bad.content_type is None else {"Content-Type": bad.content_type}
    return relay.request(method, path, data=body, headers=headers)


def test_bad_events(relay: RelayProcess, subscribe: Subscribe, stored: Stored) -> None:
    """All in one test, so that what is stored is looked at once."""
    subscriber = subscribe("ping", "pool_created", "scaleset_created", "task_failed")
    before = stored.now()
    faults = []
    for bad in BAD_EVENTS:
        answer = send(relay, "POST", "/api/events", bad)
        try:
            expect_problem(answer, bad.status, bad.field)
        except (AssertionError, KeyError, IndexError) as error:
            faults.append(f"{bad.name}: {str(error)[:400]}")
    assert not faults, "\n\n".join(faults)
    assert stored.now() == before
    assert subscriber.receiver.requests == []


@pytest.mark.parametrize(("method", "names_id"), [("POST", False), ("PATCH", True)])
def test_bad_webhooks(
    relay: RelayProcess, subscribe: Subscribe, stored: Stored, method: str, names_id: bool
) -> None:
    """Of a change only what it names is judged, so there nothing is missing."""
    subscriber = subscribe("node_created")
    before = stored.now()
    path = subscriber.path if names_id else "/api/webhooks"
    faults = []
    for bad in BAD_WEBHOOKS:
        if names_id and (bad.name.startswith("no ") or bad.name in {"empty", "name null"}):
            continue
        answer = send(relay, method, path, bad)
        try:
            expect_problem(answer, bad.status, bad.field)
        except (AssertionError, KeyError, IndexError) as error:
            faults.append(f"{bad.name}: {str(error)[:400]}")
    assert not faults, "\n\n".join(faults)
    assert stored.now() == before


BAD_QUERIES = [
    ("POST", "/api/events?priority=1", "priority"),
    ("GET", "/api/events/{event_id}?verbose=1", "verbose"),
    ("GET", "/api/event-types?name=ping", "name"),
    ("GET", "/api/openapi.json?format=yaml", "format"),
    ("GET", "/api/webhooks?name=mine", "name"),
    ("POST", "/api/webhooks?name=mine", "name"),
    ("DELETE", "/api/webhooks?id={webhook_id}", "id"),
    ("GET", "/api/webhooks/{webhook_id}?full=1", "full"),
    ("POST", "/api/webhooks/{webhook_id}/ping?n=2", "n"),
    ("POST", "/api/webhooks/{webhook_id}/enable?now=1", "now"),
    ("POST", "/api/webhooks/{webhook_id}/disable?now=1", "now"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?sort=asc", "sort"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?state=lost", "state"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?state=Delivered", "state"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?event_type=pong", "event_type"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=0", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=-1", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=1.5", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=1001", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=99999999999999999999", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=0000000019999999", "limit"),
    ("GET", f"/api/webhooks/{{webhook_id}}/deliveries?limit=000000001{'0' * 5000}", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=%D9%A3", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=ten", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?limit=2&limit=3", "limit"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?cursor=abc", "cursor"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?cursor=%F0%9F%98%80", "cursor"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?cursor=W10", "cursor"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?cursor=WyIyMDI2LTExLTIxIiwxXQ", "cursor"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries?cursor=WyIyMDI2LTExLTIxIl0", "cursor"),
    ("GET", f"/api/webhooks/{{webhook_id}}/deliveries?cursor={'W1tb' * 1000}", "cursor"),
    ("GET", "/api/webhooks/{webhook_id}/deliveries/{event_id}?full=1", "full"),
    ("POST", "/api/webhooks/{webhook_id}/deliveries/{event_id}/resend?n=2", "n"),
]


def test_bad_queries(client: Client, subscribe: Subscribe, store: Store) -> None:
    subscriber, event = subscribe("ping"), ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered")
    subscriber.receiver.clear()
    stored = Stored(store)
    faults = []
    for method, path, field in BAD_QUERIES:
        body = {"/api/events?": ping_event(), "/api/webhooks?name": a_webhook()}
        answer = client.relay.request(
            method,
            path.format(webhook_id=subscriber.webhook_id, event_id=event["event_id"]),
            json=next((b for start, b in body.items() if path.startswith(start)), None),
        )
        try:
            expect_problem(answer, 400, field)
        except (AssertionError, KeyError, IndexError) as error:
            faults.append(f"{method} {path}: {str(error)[:400]}")
    assert not faults, "\n\n".join(faults)
    assert stored.now() == stored.before
    assert subscriber.receiver.requests == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/events/{id}"),
        ("GET", "/api/webhooks/{id}"),
        ("DELETE", "/api/webhooks/{id}"),
        ("POST", "/api/webhooks/{id}/ping"),
        ("GET", "/api/webhooks/{id}/deliveries"),
        ("GET", "/api/webhooks/{webhook_id}/deliveries/{id}"),
        ("POST", "/api/webhooks/{webhook_id}/deliveries/{id}/resend"),
    ],
)
def test_strange_ids_in_a_path_are_not_found(
    relay: RelayProcess, subscribe: Subscribe, method: str, path: str
) -> None:
    """Save for dots, which a server takes away from a path before anything reads it."""
    webhook_id = subscribe("node_created").webhook_id
    statuses = {}
    for name, value in STRANGE_IDS.items():
        if name == "dots":
            continue
        identifier = quote(value.encode(errors="replace"), safe="")
        statuses[name] = raw_request(
            relay, method, path.format(id=identifier, webhook_id=webhook_id)
        )

    # The host itself may refuse what it cannot decode, or find no function for it.
    assert {n: status for n, status in statuses.items() if status not in (400, 404)} == {}


def raw_request(relay: RelayProcess, method: str, path: str) -> int:
    """With *path* as it stands: clients take ``..`` away."""
    connection = http.client.HTTPConnection("127.0.0.1", relay.port, timeout=30)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def test_strange_webhook_ids_in_a_body_are_unknown(relay: RelayProcess) -> None:
    for value in STRANGE_IDS.values():
        answer = relay.get("/api/webhooks", json={"webhook_id": value})
        expect_problem(answer, 400, "webhook_id")


def test_a_chunked_body_is_read_or_refused(client: Client) -> None:
    """The real host may hand it over empty: an answer either way, and never half of it stored."""
    event = ping_event()
    text = json.dumps(event).encode()

    answer = client.relay.post(
        "/api/events",
        data=iter([text[:10], text[10:]]),
        headers={"Content-Type": "application/json"},
    )

    found = client.relay.get(f"/api/events/{event['event_id']}").status_code
    assert (answer.status_code, found) == (202, 200)


def test_an_empty_chunked_body_is_refused(relay: RelayProcess) -> None:
    answer = relay.post("/api/events", data=iter([]), headers={"Content-Type": "application/json"})

    expect_problem(answer, 400, "")
    assert "send a Content-Length" in answer.json()["detail"]


def test_json_of_any_kind_is_taken_as_json(client: Client) -> None:
    for content_type in ("application/json; charset=utf-8", "application/cloudevents+json", None):
        headers = {"Content-Type": content_type} if content_type else {}
        answer = client.relay.post(
            "/api/events", data=json.dumps(ping_event()).encode(), headers=headers
        )
        assert answer.status_code == 202, content_type


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
def test_a_wrong_method_is_refused(relay: RelayProcess, method: str) -> None:
    assert relay.request(method, "/api/events").status_code in (404, 405)


def test_all_faults_of_an_event_are_told_at_once(relay: RelayProcess) -> None:
    answer = relay.post(
        "/api/events",
        json=an_event(event_id="x", instance_name=1, more=True, event={"ping_id": 7}),
    )

    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"event_id", "instance_name", "event.ping_id", "more"}
