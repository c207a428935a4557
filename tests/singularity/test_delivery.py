"""Deliveries to webhooks that were created over Singularity's API."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from tests.singularity.api import TYPES, Singularity, update
from tests.support.client import LOCAL_SETTINGS, Client
from tests.support.receiver import Answer, Receiver
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until


class TestBody:
    def test_is_the_payload_to_the_byte(self, singularity: Singularity, receiver: Receiver) -> None:
        singularity.add(receiver.url, "TASK", id="hook")
        members = json.dumps(update("TASK"), indent=3)[1:]
        text = (
            '{ "float": 1.0, "exponent":1e5,\t"big": 12345678901234567890123,\r\n'
            '"escapes": "\\u00e9\\/\\ud83d\\ude00 é \\ud800", "null" :null,' + members
        )
        singularity.post_text("TASK", text)

        (request,) = receiver.wait_for(1)
        assert request.method == "POST"
        assert request.body == text.encode()
        assert request.headers["content-type"] == "application/json"

    def test_each_type_goes_to_its_own_webhooks(
        self, singularity: Singularity, client: Client
    ) -> None:
        receivers = {name: Receiver() for name in TYPES}
        for name, receiver in receivers.items():
            singularity.add(receiver.url, name)
        event_ids = {name: singularity.post(name) for name in TYPES}
        for name, receiver in receivers.items():
            (request,) = receiver.wait_for(1)
            assert json.loads(request.body) == update(name)
            receiver.stop()
        for webhook in singularity.webhooks():
            event = client.relay.get(f"/api/events/{event_ids[webhook['type']]}").json()
            assert [entry["webhook_id"] for entry in event["deliveries"]] == [webhook["id"]]


class TestEvents:
    """``POST /api/events`` refuses what violates Singularity's models, and stores nothing."""

    @pytest.mark.parametrize(
        ("event_type", "field", "value"),
        [
            ("REQUEST", "createdAt", "2016-11-24"),
            ("REQUEST", "createdAt", ...),
            ("REQUEST", "eventType", "RENAMED"),
            ("REQUEST", "request", ...),
            ("REQUEST", "request.id", 7),
            ("REQUEST", "request.requestType", "CRON"),
            ("DEPLOY", "deployMarker", None),
            ("DEPLOY", "deployMarker.deployId", ...),
            ("DEPLOY", "eventType", "STARTED"),
            ("DEPLOY", "deployResult.deployState", "OK"),
            ("DEPLOY", "deployResult.deployFailures", {}),
            ("TASK", "taskId.instanceNo", "1"),
            ("TASK", "taskId.rackId", ...),
            ("TASK", "taskState", "TASK_DONE"),
            ("TASK", "timestamp", ...),
            ("TASK", "previous", [1]),
        ],
    )
    def test_a_payload_that_breaks_the_typed_part(
        self, singularity: Singularity, client: Client, event_type: str, field: str, value: Any
    ) -> None:
        singularity.add("http://127.0.0.1:65000/", event_type, id="hook")
        payload = update(event_type)
        *path, last = field.split(".")
        place = payload
        for name in path:
            place = place[name]
        if value is ...:
            del place[last]
        else:
            place[last] = value

        body = {"event_type": event_type, "event": payload}
        answer = client.relay.post("/api/events", json=body)
        assert answer.status_code == 400
        named = answer.json()["errors"][0]["field"]
        assert named == f"event.{field}" + ("[0]" if isinstance(value, list) else "")
        assert client.deliveries("hook") == []

    @pytest.mark.parametrize("event_type", TYPES)
    def test_what_is_unknown_passes_untouched(
        self, singularity: Singularity, receiver: Receiver, event_type: str
    ) -> None:
        singularity.add(receiver.url, event_type)
        payload = update(event_type) | {"newInSingularity2": {"a": [1.0, None]}}
        payload[{"REQUEST": "request", "DEPLOY": "deploy", "TASK": "taskId"}[event_type]] |= {
            "alsoNew": True
        }
        singularity.post(event_type, payload)
        (request,) = receiver.wait_for(1)
        assert json.loads(request.body) == payload


class TestOrdinaryWebhook:
    """A webhook that was created over Singularity's API works like any other."""

    def test_it_is_visible(self, singularity: Singularity, client: Client) -> None:
        singularity.add("http://127.0.0.1:65000/hook?token=x", "DEPLOY", id="hook")
        webhook = client.relay.get("/api/webhooks/hook").json()
        assert webhook in client.relay.get("/api/webhooks").json()
        webhook.pop("created_at")
        assert webhook == {
            "webhook_id": "hook",
            "name": "hook",
            "url": "http://127.0.0.1:65000/hook",
            "event_types": ["DEPLOY"],
            "message_format": "bare",
            "enabled": True,
            "has_secret": False,
            "signing": "symmetric",
            "status": {"state": "healthy", "waiting": 0},
        }

    def test_its_attempts_are_on_record_and_can_be_made_anew(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        receiver.answer_next(500)
        singularity.add(receiver.url, id="hook")
        event_id = singularity.post("REQUEST")
        client.wait_for_state("hook", event_id, "delivered", tick=True)
        delivery = client.delivery("hook", event_id)
        assert [attempt["status"] for attempt in delivery["results"]] == [500, 200]
        assert delivery["event"] == update("REQUEST")

        answer = client.relay.post(f"/api/webhooks/hook/deliveries/{event_id}/resend")
        assert answer.status_code == 202
        requests = receiver.wait_for(3)
        assert len({request.body for request in requests}) == 1

    def test_it_can_be_changed(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        singularity.add("http://127.0.0.1:65000/", "REQUEST", id="hook")
        secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
        changes = {
            "url": receiver.url + "/$TASK_ID",
            "event_types": ["TASK"],
            "message_format": "onefuzz",
            "secret_token": secret,
        }
        answer = client.relay.request("PATCH", "/api/webhooks/hook", json=changes)
        assert answer.status_code == 200, answer.text

        (shown,) = singularity.webhooks()
        assert shown["uri"] == changes["url"]
        assert shown["type"] == "TASK"

        event_id = singularity.post("TASK", update("TASK", task_id="task-1"))
        (request,) = receiver.wait_for(1)
        assert request.path == "/hook/task-1"
        assert json.loads(request.body)["event_id"] == event_id
        Verifier(secret).verify(request.body, dict(request.headers))

    def test_it_can_be_stopped(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        singularity.add(receiver.url, id="hook")
        assert client.relay.post("/api/webhooks/hook/disable").status_code == 200
        singularity.post("REQUEST")
        assert client.relay.post("/api/webhooks/hook/enable").status_code == 200
        second = singularity.post("REQUEST")
        client.wait_for_state("hook", second, "delivered")
        assert len(receiver.requests) == 1
        assert singularity.ids() == ["hook"]

    def test_it_can_be_deleted_there(self, singularity: Singularity, client: Client) -> None:
        singularity.add("http://127.0.0.1:65000/", id="hook")
        assert client.relay.request("DELETE", "/api/webhooks/hook").json() == {"result": True}
        assert singularity.webhooks() == []
        assert singularity.delete("hook") == "DIDNT_EXIST"


class TestVariables:
    CLIMB, NO_CLIMB = "../../", "%2E%2E/%2E%2E/"
    EVIL = CLIMB + "a b?c=d&e#f%2F@evil.example:1/é$TASK_ID$DEPLOY_ID"

    @pytest.mark.parametrize(
        ("event_type", "names"),
        [
            ("REQUEST", ["REQUEST_ID"]),
            ("DEPLOY", ["REQUEST_ID", "DEPLOY_ID"]),
            ("TASK", ["REQUEST_ID", "DEPLOY_ID", "TASK_ID"]),
        ],
    )
    def test_are_filled_in_every_attempt(
        self,
        singularity: Singularity,
        receiver: Receiver,
        client: Client,
        event_type: str,
        names: list[str],
    ) -> None:
        receiver.answer_next(500, 500)
        uri = receiver.url + "".join(f"/${name}" for name in names) + f"/x?id=${names[-1]}"
        assert singularity.add(uri, event_type, id="hook") == "CREATED"
        assert singularity.webhooks()[0]["uri"] == uri
        values = {name.lower(): f"{self.EVIL}{name}" for name in names}
        event_id = singularity.post(event_type, update(event_type, **values))
        client.wait_for_state("hook", event_id, "delivered", tick=True)

        paths = {request.path for request in receiver.wait_for(3)}
        assert len(paths) == 1
        parts = urlsplit(paths.pop())
        assert [unquote(part) for part in parts.path.split("/")] == [
            "",
            "hook",
            *(value.replace(self.CLIMB, self.NO_CLIMB) for value in values.values()),
            "x",
        ]
        assert parse_qsl(parts.query) == [("id", list(values.values())[-1])]
        assert parts.fragment == ""

    @pytest.mark.parametrize("value", [".", "..", "../../admin", "\ud800", "%2e%2e", "..%2f.."])
    def test_never_mean_another_path(
        self, singularity: Singularity, receiver: Receiver, value: str
    ) -> None:
        singularity.add(receiver.url + "/$REQUEST_ID/end", id="hook")
        singularity.post("REQUEST", update("REQUEST", request_id=value))
        (request,) = receiver.wait_for(1)
        parts = request.path.split("/")
        assert len(parts) == 4
        assert (parts[1], parts[3]) == ("hook", "end")
        assert not {".", ".."} & set(unquote(parts[2]).split("/"))

    def test_an_empty_id_ends_that_event(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        """``/hook//end`` is no request's, and an empty text cannot be encoded."""
        singularity.add(receiver.url + "/$REQUEST_ID/end", id="hook")
        event_id = singularity.post("REQUEST", update("REQUEST", request_id=""))
        dropped = client.wait_for_state("hook", event_id, "dropped")
        assert dropped["reason"] == "undeliverable"
        assert "empty id" in dropped["last_attempt"]["detail"]
        assert receiver.requests == []

    def test_of_another_type_stay(self, singularity: Singularity, receiver: Receiver) -> None:
        singularity.add(receiver.url + "/$TASK_ID/$DEPLOY_ID/$OTHER/$request_id/$")
        singularity.post("REQUEST")
        (request,) = receiver.wait_for(1)
        assert request.path == "/hook/$TASK_ID/$DEPLOY_ID/$OTHER/$request_id/$"

    def test_the_guard_judges_the_filled_uri(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        singularity.add(receiver.url + "/$REQUEST_ID", id="hook")
        event_id = singularity.post("REQUEST", update("REQUEST", request_id="x" * 2048))
        dropped = client.wait_for_state("hook", event_id, "dropped")
        assert dropped["reason"] == "undeliverable"
        assert "2048" in dropped["last_attempt"]["detail"]
        assert receiver.requests == []

    def test_a_number_beyond_python_is_no_hindrance(
        self, singularity: Singularity, receiver: Receiver
    ) -> None:
        singularity.add(receiver.url + "/$REQUEST_ID", id="hook")
        members = json.dumps(update("REQUEST", request_id="one"))[1:]
        singularity.post_text("REQUEST", '{"n": ' + "9" * 5000 + "," + members)
        (request,) = receiver.wait_for(1)
        assert request.path == "/hook/one"


def test_what_is_in_flight_is_not_sent_again(
    singularity: Singularity, receiver: Receiver, client: Client
) -> None:
    receiver.answer_next(500, Answer(200, delay=1))
    singularity.add(receiver.url, id="hook")
    event_id = singularity.post("REQUEST")
    client.wait_for_state("hook", event_id, "delivered", tick=True)
    assert len(receiver.requests) == 2


class TestDeleting:
    def test_gives_up_what_is_queued_and_says_why(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        receiver.answer = 500
        singularity.add(receiver.url, id="hook")
        event_ids = [singularity.post("REQUEST") for _ in range(3)]
        client.tick_until(lambda: singularity.queue_sizes() == {"hook": 3})

        assert singularity.delete("hook") == "DELETED"
        assert singularity.queued("request", "hook") == []
        client.tick_until(lambda: all(self._outcome(client, e) == "dropped" for e in event_ids))
        for event_id in event_ids:
            assert self._event(client, event_id)["reason"] == "webhook_deleted"

        receiver.answer = 200
        received = len(receiver.requests)
        assert singularity.add(receiver.url, id="hook") == "CREATED"
        client.relay.tick()
        assert singularity.queue_sizes() == {"hook": 0}
        assert client.deliveries("hook") == []
        assert len(receiver.requests) == received, "a new webhook of that id inherits nothing"

    def _outcome(self, client: Client, event_id: str) -> Any:
        return self._event(client, event_id)["state"]

    def _event(self, client: Client, event_id: str) -> dict[str, Any]:
        answer = client.relay.get(f"/api/events/{event_id}").json()
        return dict(answer["deliveries"][0])


def test_a_restart_keeps_the_queue(storage_account: str) -> None:
    with Receiver(500) as receiver:
        with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
            singularity = Singularity(relay)
            singularity.add(receiver.url, "DEPLOY", id="hook")
            singularity.post("DEPLOY")
            wait_until(lambda: singularity.queued("deploy", "hook"))
            before = singularity.webhooks()
            relay.kill()
        with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
            singularity = Singularity(relay)
            assert singularity.webhooks() == before
            assert singularity.queued("deploy", "hook") == [update("DEPLOY")]
            receiver.answer = 200
            Client(relay).tick_until(lambda: singularity.queue_sizes() == {"hook": 0})
        assert {request.body for request in receiver.requests} == {
            json.dumps(update("DEPLOY")).encode()
        }
