"""What is sent, shown without secrets; a webhook tried out before it is stored; examples."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address
from typing import Any

import pytest

from shared import trials
from shared.api import deliveries, webhooks
from shared.api.http import Request, Response, respond
from shared.crypto import signing
from shared.event_types.definitions import Definition
from shared.events.catalogue import EVENT_TYPES
from tests.support.asking import Ask, fields
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver
from tools.receiver.answers import Answer, ReceivedRequest

SECRET = signing.generate_secret()
TOKEN = "token-of-a-subscriber"
QUERY = "code=key-in-the-query"


def asked(relay: InProcess, body: Any) -> Response:
    request = Request(
        "POST", {}, {}, {"content-type": "application/json"}, json.dumps(body).encode()
    )
    return respond(lambda: webhooks.test(relay.relay, request), route="test")


def tried(relay: InProcess, receiver: Receiver, **options: Any) -> dict[str, Any]:
    body = {"name": "mine", "url": receiver.url, "event_types": ["ping"], **options}
    response = asked(relay, body)
    assert response.status == 200, response.body
    answer: dict[str, Any] = json.loads(response.body)
    return answer


def headers_of(sent: dict[str, Any]) -> dict[str, str]:
    return {header["name"].lower(): header["value"] for header in sent["headers"]}


class TestOfAnUnsavedWebhook:
    def test_one_post_at_once_stored_nowhere(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        answer = tried(memory_relay, receiver, event_types=["pool_created", "ping"])

        [received] = receiver.requests
        attempt, sent = answer["attempt"], answer["request"]
        assert (attempt["status"], attempt["error_text"]) == (200, "the receiver answered 200 OK")
        assert attempt["duration_ms"] >= 0
        assert (sent["method"], sent["url"]) == ("POST", receiver.url)
        assert sent["body"] == received.body.decode()
        assert sent["body_bytes"] == len(received.body)
        assert json.loads(received.body)["event"] == EVENT_TYPES["pool_created"].example
        assert memory_relay.relay.webhooks.every() == []
        assert set(memory_relay.store.storage.tables()) <= {"webhooks"}
        assert memory_relay.pump() == 0

    def test_every_header_is_shown_as_it_was_sent_or_masked(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        answer = tried(
            memory_relay,
            receiver,
            secret_token=SECRET,
            signing="asymmetric",
            headers={"Authorization": f"Bearer {TOKEN}"},
            message_format="cloudevents",
            event_type="pool_deleted",
        )

        [received] = receiver.requests
        assert json.loads(received.body)["type"] == "pool_deleted"
        shown = headers_of(answer["request"])
        assert shown.keys() == received.headers.keys()
        masked = {h["name"].lower() for h in answer["request"]["headers"] if h.get("masked")}
        assert masked == {"authorization", "webhook-signature", "x-onefuzz-digest"}
        for name in shown.keys() - masked:
            assert shown[name] == received.headers[name]
        assert shown["authorization"] == shown["x-onefuzz-digest"] == "[hidden]"
        assert shown["webhook-signature"] == "v1,[hidden] v1a,[hidden]"
        assert received.headers["authorization"] == f"Bearer {TOKEN}"
        text = json.dumps(answer)
        assert SECRET not in text
        assert TOKEN not in text
        for signature in received.headers["webhook-signature"].split():
            assert signature.partition(",")[2] not in text

    def test_a_receiver_that_repeats_all_it_gets_shows_no_secret(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        def echo(request: ReceivedRequest) -> Answer:
            return Answer(400, body=f"{request.headers} {SECRET} {QUERY}".encode())

        receiver.answer = echo
        answer = tried(
            memory_relay,
            receiver,
            url=f"{receiver.url}?{QUERY}",
            secret_token=SECRET,
            headers={"X-Token": TOKEN},
        )

        assert answer["attempt"]["status"] == 400
        assert len(answer["attempt"]["answer"]) <= 256
        text = json.dumps(answer)
        assert not [secret for secret in (SECRET, TOKEN, QUERY) if secret in text]

    def test_a_generated_secret_signs_and_is_not_shown(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        answer = tried(memory_relay, receiver, generate_secret=True)
        assert "webhook-signature" in receiver.requests[0].headers
        assert "whsec_" not in json.dumps(answer)

    @pytest.mark.slow
    def test_a_receiver_that_is_down_or_slow(
        self, memory_relay: InProcess, receiver: Receiver
    ) -> None:
        receiver.answer = Answer(200, delay=5)
        attempt = tried(memory_relay, receiver)["attempt"]
        assert (attempt["error"], attempt["error_text"]) == (
            "timeout",
            "no complete answer in time",
        )
        receiver.down()
        assert tried(memory_relay, receiver)["attempt"]["error"] == "connection_failed"

    @pytest.mark.parametrize(
        ("options", "field"),
        [
            ({"url": "http://169.254.169.254/metadata"}, "url"),
            ({"url": "http://10.0.0.1/"}, "url"),
            ({"url": "ftp://example.com/"}, "url"),
            ({"event_types": ["no_such_type"]}, "event_types[0]"),
            ({"event_type": "no_such_type"}, "event_type"),
            ({"event_type": 7}, "event_type"),
            ({"headers": {"Host": "x"}}, "headers.Host"),
            ({"secret_token": "whsec_!"}, "secret_token"),
            ({"webhook_id": "x"}, "webhook_id"),
            ({"name": ""}, "name"),
        ],
    )
    def test_the_rules_of_registration(
        self, memory_relay: InProcess, options: dict[str, Any], field: str
    ) -> None:
        body = {
            "name": "mine",
            "url": "http://127.0.0.1:49999/",
            "event_types": ["ping"],
            **options,
        }
        response = asked(memory_relay, body)
        assert response.status == 400
        assert [error["field"] for error in json.loads(response.body)["errors"]] == [field]

    def test_an_address_is_judged_when_it_is_connected_to(self) -> None:
        """A name that no rule of registration refuses may have any address."""
        with in_memory(ALLOWED_TARGET_NETWORKS="") as relay:
            relay.relay.outbound._lookups._resolve = lambda _name: [IPv4Address("127.0.0.1")]
            body = {"name": "a", "url": "https://rebound.example/", "event_types": ["ping"]}
            answer = json.loads(asked(relay, body).body)
        assert answer["attempt"]["error"] == "refused_address"

    @pytest.mark.slow
    def test_two_at_a_time(self, memory_relay: InProcess, receiver: Receiver) -> None:
        receiver.answer = Answer(200, delay=0.5)
        body = {"name": "mine", "url": receiver.url, "event_types": ["ping"]}
        with ThreadPoolExecutor(6) as pool:
            responses = list(pool.map(lambda _: asked(memory_relay, body), range(6)))

        statuses = sorted(response.status for response in responses)
        assert statuses == [200] * trials.MOST_AT_ONCE + [429] * (6 - trials.MOST_AT_ONCE)
        [refused, *_] = [response for response in responses if response.status == 429]
        assert int(refused.headers["Retry-After"]) > 0
        assert json.loads(refused.body)["title"] == "Too many requests"
        assert asked(memory_relay, body).status == 200


class TestRequestOfADelivery:
    @pytest.mark.parametrize("message_format", ["onefuzz", "event_grid", "cloudevents", "bare"])
    def test_is_what_was_sent(
        self, memory_relay: InProcess, receiver: Receiver, message_format: str
    ) -> None:
        relay = memory_relay
        webhook = relay.subscribe(
            f"{receiver.url}?{QUERY}",
            message_format=message_format,
            secret_token=SECRET,
            headers={"X-Token": TOKEN},
        )
        [event_id] = relay.post_pings(1)
        relay.pump()

        shown = sent_request(relay, webhook.webhook_id, event_id)

        [received] = receiver.requests
        assert shown["url"] == receiver.url
        assert shown["body"] == received.body.decode()
        assert headers_of(shown).keys() == received.headers.keys()
        assert headers_of(shown)["webhook-id"] == received.headers["webhook-id"]
        text = json.dumps(shown)
        assert not [secret for secret in (SECRET, TOKEN, QUERY) if secret in text]

    def test_of_the_largest_event(self, receiver: Receiver) -> None:
        with in_memory(MAX_EVENT_BYTES="921600") as relay:
            webhook = relay.subscribe(receiver.url, "pool_deleted")
            event = {**ping_event(), "event_type": "pool_deleted"}
            event["event"] = {"pool_name": "ü" * 140_000}
            [event_id] = relay.post(event)
            relay.pump()
            shown = sent_request(relay, webhook.webhook_id, event_id)
            assert shown["body"] == receiver.requests[0].body.decode()
            assert shown["body_bytes"] == len(receiver.requests[0].body) > 800_000

    def test_of_what_there_is_not(self, memory_relay: InProcess) -> None:
        webhook = memory_relay.subscribe("http://127.0.0.1:49999/")
        for webhook_id, event_id in (("x", "y"), (webhook.webhook_id, "y")):
            path = {"webhook_id": webhook_id, "event_id": event_id}
            asked = Ask(deliveries.sent_request, "GET", b"", path=path)
            assert asked.of(memory_relay)[0] == 404


class TestExample:
    @pytest.mark.parametrize("event_type", ["pool_created", "ping", "TASK"])
    def test_goes_to_one_webhook_whatever_its_types(
        self, memory_relay: InProcess, receiver: Receiver, event_type: str
    ) -> None:
        relay = memory_relay
        webhook = relay.subscribe(receiver.url, "node_created")
        with Receiver() as other:
            relay.subscribe(other.url, event_type)
            status, sent = send_example(relay, webhook.webhook_id, {"event_type": event_type})
            relay.pump()
            assert other.requests == []

        assert status == 202
        event_id = sent["event_id"]
        [received] = receiver.requests
        message = json.loads(received.body)
        assert (message["event_id"], message["event_type"]) == (event_id, event_type)
        assert message["event"] == EVENT_TYPES[event_type].example
        assert relay.states(webhook, [event_id]) == ["delivered"]

    def test_of_an_own_type(self, memory_relay: InProcess, receiver: Receiver) -> None:
        relay = memory_relay
        define(relay, "order.paid", example={"total": 3})
        define(relay, "order.sent")
        webhook = relay.subscribe(receiver.url, "order.*")

        status, sent = send_example(relay, webhook.webhook_id, {"event_type": "order.paid"})
        assert status == 202
        assert relay.relay.history.event(sent["event_id"]).type_version == 1
        relay.pump()
        assert json.loads(receiver.requests[0].body)["event"] == {"total": 3}
        _, problem = send_example(relay, webhook.webhook_id, {"event_type": "order.sent"})
        assert problem["errors"] == [{"field": "event_type", "message": "this type has no example"}]
        answer = tried(relay, receiver, event_types=["order.*", "order.paid"])
        assert json.loads(answer["request"]["body"])["event_type"] == "order.paid"
        answer = tried(relay, receiver, event_types=["*"])
        assert json.loads(answer["request"]["body"])["event_type"] == "ping"

    def test_is_refused(self, memory_relay: InProcess) -> None:
        relay = memory_relay
        webhook_id = relay.subscribe("http://127.0.0.1:49999/").webhook_id
        for body, field in (({}, "event_type"), ({"event_type": "no_such_type"}, "event_type")):
            status, problem = send_example(relay, webhook_id, body)
            assert (status, fields(problem)) == (400, [field])
        assert send_example(relay, "x", {"event_type": "ping"})[0] == 404
        relay.call(webhooks.disable, "POST", webhook_id=webhook_id)
        assert send_example(relay, webhook_id, {"event_type": "ping"})[0] == 409
        assert relay.pump() == 0


def sent_request(relay: InProcess, webhook_id: str, event_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = relay.call(
        deliveries.sent_request, "GET", webhook_id=webhook_id, event_id=event_id
    )
    return answer


def send_example(relay: InProcess, webhook_id: str, body: Any) -> tuple[int, Any]:
    path = {"webhook_id": webhook_id}
    return Ask(webhooks.send_example, body=body, path=path).of(relay)


def define(relay: InProcess, name: str, **definition: Any) -> None:
    made = Definition.model_validate({"description": "A test.", **definition})
    relay.relay.event_type_registration.put(name, made)
