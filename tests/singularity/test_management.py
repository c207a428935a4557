"""``/singularity/api/webhooks``: responses and refusals."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import quote

import pytest

from tests.singularity.api import TYPES, Singularity, update
from tests.support.client import Client
from tests.support.receiver import Receiver

URI = "http://127.0.0.1:65000/hook?token=1&x=%20"


class TestAdding:
    @pytest.mark.parametrize("webhook_type", TYPES)
    def test_a_webhook_keeps_the_id_it_is_given(
        self, singularity: Singularity, webhook_type: str
    ) -> None:
        before = time.time()
        assert singularity.add(URI, webhook_type, id="test-webhook") == "CREATED"
        after = time.time()

        (webhook,) = singularity.webhooks()
        timestamp = webhook.pop("timestamp")
        assert webhook == {"id": "test-webhook", "uri": URI, "type": webhook_type}
        assert isinstance(timestamp, int)
        assert before - 0.001 <= timestamp / 1000 <= after + 0.001

    def test_without_an_id_it_is_made_of_type_and_uri(self, singularity: Singularity) -> None:
        assert singularity.add(URI, "DEPLOY") == "CREATED"
        assert singularity.ids() == ["DEPLOY-" + quote(URI, safe="")]
        assert singularity.add(URI, "TASK") == "CREATED"
        assert singularity.add(URI, "DEPLOY") == "EXISTED"

    def test_the_longest_uri_makes_an_id_that_every_api_knows(
        self, singularity: Singularity, client: Client
    ) -> None:
        uri = "http://127.0.0.1:65000/".ljust(2048, ":")
        assert singularity.add(uri) == "CREATED"
        (webhook_id,) = singularity.ids()
        assert webhook_id == "REQUEST-" + quote(uri, safe="")
        answer = client.relay.get("/api/webhooks", json={"webhook_id": webhook_id})
        assert answer.json()["webhook_id"] == webhook_id
        assert singularity.delete(webhook_id) == "DELETED"

    def test_an_id_that_no_path_can_hold_is_refused(self, singularity: Singularity) -> None:
        """Of 1,024 characters that are nine bytes each in a URL."""
        body = {"uri": URI, "type": "REQUEST", "id": "漢" * 1024}
        answer = singularity.call("POST", json=body)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "id"
        assert singularity.add(URI, id="漢" * 777) == "CREATED"
        assert singularity.delete("漢" * 777) == "DELETED"

    def test_the_same_id_again_overwrites_nothing(self, singularity: Singularity) -> None:
        singularity.add(URI, "REQUEST", id="one", user="ada")
        before = singularity.webhooks()
        assert singularity.add("http://127.0.0.1:65001/", "TASK", id="one") == "EXISTED"
        assert singularity.webhooks() == before

    def test_what_singularity_shows_can_be_posted(self, singularity: Singularity) -> None:
        singularity.add(URI, id="one", user="ada@example.com")
        (webhook,) = singularity.webhooks()
        assert webhook["user"] == "ada@example.com"
        singularity.delete("one")
        assert singularity.call("POST", json=webhook).json() == "CREATED"
        singularity.delete("one")
        nulls = {**webhook, "user": None, "timestamp": None}
        assert singularity.call("POST", json=nulls).json() == "CREATED"

    def test_webhooks_are_listed_in_the_order_of_their_making(
        self, singularity: Singularity
    ) -> None:
        for webhook_id in ("b", "c", "a"):
            singularity.add(URI, id=webhook_id)
        assert singularity.ids() == ["b", "c", "a"]


class TestDeleting:
    def test_by_path_or_by_query(self, singularity: Singularity) -> None:
        for webhook_id in ("one", "two", "three"):
            singularity.add(URI, id=webhook_id)
        assert singularity.call("DELETE", "/one").json() == "DELETED"
        assert singularity.call("DELETE", "?webhookId=two").json() == "DELETED"
        assert singularity.ids() == ["three"]

        assert singularity.call("DELETE", "/one").json() == "DIDNT_EXIST"
        assert singularity.call("DELETE", "?webhookId=two").json() == "DIDNT_EXIST"
        assert singularity.ids() == ["three"]

    def test_wants_an_id(self, singularity: Singularity) -> None:
        for query in ("", "?webhookId="):
            answer = singularity.call("DELETE", query)
            assert (answer.status_code, fields(answer.json())) == (400, ["webhookId"])


class TestQueues:
    """Waiting updates are listed by type, as they were spelled, the oldest first."""

    KINDS = (("REQUEST", "request"), ("DEPLOY", "deploy"), ("TASK", "task"))

    @pytest.mark.parametrize(("webhook_type", "kind"), KINDS)
    def test_by_path_and_by_query(
        self, singularity: Singularity, receiver: Receiver, webhook_type: str, kind: str
    ) -> None:
        receiver.answer = 500
        singularity.add(receiver.url, webhook_type, id="hook")
        spelled = [
            f'{{ "n" : {n}, "x": 1.50, "y":"\\u00e9",{json.dumps(update(webhook_type))[1:]}'
            for n in range(3)
        ]
        for count, text in enumerate(spelled, start=1):
            singularity.post_text(webhook_type, text)
            receiver.wait_for(count)
        self.wait_for_size(singularity, 3)

        expected = f"[{','.join(spelled)}]"
        assert singularity.call("GET", f"/{kind}/hook").text == expected
        assert singularity.call("GET", f"/{kind}?webhookId=hook").text == expected
        for _, other in self.KINDS:
            if other != kind:
                assert singularity.queued(other, "hook") == []
                assert singularity.call("GET", f"/{other}/hook").json() == []

    @pytest.mark.parametrize("kind", ["request", "deploy", "task"])
    def test_of_an_unknown_webhook_are_empty(
        self, singularity: Singularity, client: Client, kind: str
    ) -> None:
        assert singularity.queued(kind, "nobody") == []
        assert singularity.call("GET", f"/{kind}/nobody").json() == []
        ordinary = client.create_webhook(URI)["webhook_id"]
        assert singularity.queued(kind, ordinary) == []

    def test_what_is_delivered_is_not_queued(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        singularity.add(receiver.url, id="hook")
        event_id = singularity.post("REQUEST")
        client.wait_for_state("hook", event_id, "delivered")
        assert singularity.queued("request", "hook") == []
        assert singularity.queue_sizes() == {"hook": 0}

    def test_a_ping_is_no_update(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        receiver.answer = 500
        singularity.add(receiver.url, id="hook")
        assert client.relay.post("/api/webhooks/hook/ping").status_code == 200
        receiver.wait_for(1)
        singularity.post("REQUEST")
        self.wait_for_size(singularity, 1)
        assert len(singularity.queued("request", "hook")) == 1

    def test_there_are_no_others(self, singularity: Singularity) -> None:
        for path in ("/nothing", "/nothing?webhookId=x", "/nothing/hook", "/Summary/hook"):
            answer = singularity.call("GET", path)
            assert answer.status_code == 404, path
            assert "request, deploy, task, summary" in answer.json()["detail"]
        answer = singularity.call("GET", "/request")
        assert (answer.status_code, fields(answer.json())) == (400, ["webhookId"])
        assert singularity.call("GET", "/request?webhook_id=x").status_code == 400

    @staticmethod
    def wait_for_size(singularity: Singularity, size: int) -> None:
        client = Client(singularity.relay)
        client.tick_until(lambda: singularity.queue_sizes() == {"hook": size})


class TestSummary:
    def test_tells_of_each_webhook_how_much_waits(
        self, singularity: Singularity, receiver: Receiver, client: Client
    ) -> None:
        receiver.answer = 500
        singularity.add(receiver.url, id="hook")
        singularity.add(receiver.url, "TASK", id="idle", user="ada")
        for _ in range(2):
            singularity.post("REQUEST")
        client.tick_until(lambda: singularity.queue_sizes() == {"hook": 2, "idle": 0})
        assert [entry["webhook"] for entry in singularity.summary()] == singularity.webhooks()
        assert [set(entry) for entry in singularity.summary()] == [{"webhook", "queueSize"}] * 2


class TestBadInput:
    """A 400 that names the field, and nothing stored."""

    @pytest.mark.parametrize(
        ("field", "members"),
        [
            ("type", {"type": "CRASHLOOP"}),
            ("type", {"type": "request"}),
            ("type", {"type": None}),
            ("type", {"type": 1}),
            ("type", {"type": ...}),
            ("uri", {"uri": ...}),
            ("uri", {"uri": None}),
            ("uri", {"uri": ""}),
            ("uri", {"uri": 7}),
            ("uri", {"uri": "hook"}),
            ("uri", {"uri": "/hook"}),
            ("uri", {"uri": "http://"}),
            ("uri", {"uri": "ftp://example.com/hook"}),
            ("uri", {"uri": "http://exa mple.com/"}),
            ("uri", {"uri": "http://user:password@example.com/"}),
            ("uri", {"uri": "http://example.com:99999/"}),
            ("uri", {"uri": "http://10.0.0.1/"}),
            ("uri", {"uri": "http://169.254.169.254/"}),
            ("uri", {"uri": "http://$REQUEST_ID.example.com/"}),
            ("uri", {"uri": "http://$REQUEST_ID/"}),
            ("uri", {"uri": "http://example.com:$REQUEST_ID/"}),
            ("uri", {"uri": "http://$REQUEST_ID@example.com/"}),
            ("uri", {"uri": "$REQUEST_ID://example.com/"}),
            ("uri", {"uri": "http://example.com/" + "x" * 2048}),
            ("id", {"id": ""}),
            ("id", {"id": 7}),
            ("id", {"id": "x" * 1025}),
            ("id", {"id": "line\nbreak"}),
            ("id", {"id": "\ud800"}),
            ("user", {"user": ["ada"]}),
            ("timestamp", {"timestamp": "now"}),
            ("secret", {"secret": "unknown"}),
        ],
    )
    def test_names_the_field(
        self, singularity: Singularity, field: str, members: dict[str, Any]
    ) -> None:
        body = {"id": "hook", "uri": URI, "type": "REQUEST"} | members
        body = {name: value for name, value in body.items() if value is not ...}
        answer = singularity.call("POST", json=body)
        assert answer.status_code == 400, answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert fields(answer.json()) == [field]
        assert answer.json()["detail"].startswith(f"{field}: ")
        assert singularity.webhooks() == []

    @pytest.mark.parametrize("body", ["", "[]", "7", "{", '"CREATED"', "null", "\xff"])
    def test_the_body_must_be_an_object(self, singularity: Singularity, body: str) -> None:
        answer = singularity.call("POST", data=body.encode("latin-1"))
        assert answer.status_code == 400, answer.text
        assert singularity.webhooks() == []

    def test_the_body_must_be_json(self, singularity: Singularity) -> None:
        answer = singularity.call("POST", data={"id": "hook", "uri": URI, "type": "REQUEST"})
        assert answer.status_code == 415
        assert singularity.webhooks() == []

    def test_the_id_of_a_webhook_of_another_kind(
        self, singularity: Singularity, client: Client
    ) -> None:
        ordinary = client.create_webhook(URI)
        webhook_id = ordinary["webhook_id"]

        answer = singularity.call("POST", json={"id": webhook_id, "uri": URI, "type": "TASK"})
        assert (answer.status_code, fields(answer.json())) == (400, ["id"])

        assert singularity.webhooks() == []
        assert singularity.summary() == []
        assert singularity.delete(webhook_id) == "DIDNT_EXIST"
        assert client.relay.get(f"/api/webhooks/{webhook_id}").json() == ordinary
        client.relay.request("DELETE", f"/api/webhooks/{webhook_id}")


def fields(problem: dict[str, Any]) -> list[str]:
    return [error["field"] for error in problem["errors"]]
