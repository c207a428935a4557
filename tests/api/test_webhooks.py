"""``/api/webhooks``: OneFuzz's API and the REST-style one, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests

from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.relay import RelayProcess
from tests.support.subscribers import Subscribe

TARGET = "http://127.0.0.1:49999/hook"
NOBODYS_ID = "0b1d8b6e-93ac-4b55-a0a4-0d6a1d8a1c3f"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def webhook(client: Client) -> Iterator[dict[str, Any]]:
    """A webhook to which nothing is delivered."""
    made = client.create_webhook(TARGET, "node_deleted")
    yield made
    client.relay.request("DELETE", f"/api/webhooks/{made['webhook_id']}")


def expect_problem(answer: requests.Response, status: int, field: str | None = None) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    if field is not None:
        assert problem["errors"][0]["field"] == field


class TestOneFuzz:
    """Parameters come as a JSON body, even on GET and DELETE."""

    def test_create(self, client: Client) -> None:
        body = {
            "name": "ours",
            "url": TARGET,
            "event_types": ["ping", "task_failed"],
            "secret_token": "hush",
            "message_format": "event_grid",
        }

        answer = client.relay.post("/api/webhooks", json=body)

        assert answer.status_code == 200
        webhook = answer.json()
        UUID(webhook["webhook_id"])
        assert webhook["name"] == "ours"
        assert webhook["event_types"] == ["ping", "task_failed"]
        assert webhook["message_format"] == "event_grid"
        assert webhook["enabled"] is True
        assert webhook["has_secret"] is True
        assert "secret_token" not in webhook
        client.relay.request("DELETE", f"/api/webhooks/{webhook['webhook_id']}")

    def test_the_format_is_onefuzz_where_none_is_given(self, webhook: dict[str, Any]) -> None:
        assert webhook["message_format"] == "onefuzz"
        assert webhook["has_secret"] is False

    def test_members_may_be_null(self, client: Client, webhook: dict[str, Any]) -> None:
        """OneFuzz's client sends its request models whole."""
        reference = {"webhook_id": webhook["webhook_id"]}
        unset = {"url": None, "event_types": None, "secret_token": None, "message_format": None}

        changed = client.relay.request(
            "PATCH", "/api/webhooks", json=reference | unset | {"name": "renamed"}
        )

        assert changed.json() == webhook | {"name": "renamed"}
        made = client.create_webhook(TARGET, "ping", secret_token=None, message_format=None)
        assert (made["message_format"], made["has_secret"]) == ("onefuzz", False)
        client.relay.request("DELETE", "/api/webhooks", json={"webhook_id": made["webhook_id"]})

    def test_list_without_a_body(self, client: Client, webhook: dict[str, Any]) -> None:
        listed = client.relay.get("/api/webhooks")

        assert listed.status_code == 200
        assert webhook in listed.json()

    @pytest.mark.parametrize("body", [{}, {"webhook_id": None}])
    def test_list_with_a_body_that_names_none(
        self, client: Client, webhook: dict[str, Any], body: dict[str, Any]
    ) -> None:
        assert webhook in client.relay.get("/api/webhooks", json=body).json()

    @pytest.mark.parametrize("body", [{}, {"webhook_id": None}])
    def test_its_client_is_shown_what_it_can_model(
        self, client: Client, webhook: dict[str, Any], body: dict[str, Any]
    ) -> None:
        """Its models know UUIDs, its own types and two formats; one other fails its whole list."""
        named = {"uri": TARGET, "type": "TASK", "id": f"named-{uuid4()}"}
        client.relay.post("/singularity/api/webhooks", json=named)
        others = [
            named["id"],
            client.create_webhook(TARGET, "ping", "TASK")["webhook_id"],
            client.create_webhook(TARGET, message_format="cloudevents")["webhook_id"],
            client.create_webhook(TARGET, message_format="bare")["webhook_id"],
        ]
        grid = client.create_webhook(TARGET, message_format="event_grid")["webhook_id"]

        shown = {one["webhook_id"] for one in client.relay.get("/api/webhooks", json=body).json()}
        every = {one["webhook_id"] for one in client.relay.get("/api/webhooks").json()}

        assert {webhook["webhook_id"], grid} <= shown
        assert not shown.intersection(others)
        assert shown.union(others) <= every
        for webhook_id in [*others, grid]:
            client.relay.request("DELETE", "/api/webhooks", json={"webhook_id": webhook_id})

    def test_get_one(self, client: Client, webhook: dict[str, Any]) -> None:
        by_body = client.relay.get("/api/webhooks", json={"webhook_id": webhook["webhook_id"]})
        by_query = client.relay.get(f"/api/webhooks?webhook_id={webhook['webhook_id']}")

        assert by_body.json() == by_query.json() == webhook

    def test_the_body_wins_over_the_query(self, client: Client, webhook: dict[str, Any]) -> None:
        answer = client.relay.get(
            f"/api/webhooks?webhook_id={uuid4()}", json={"webhook_id": webhook["webhook_id"]}
        )

        assert answer.json() == webhook

    @pytest.mark.parametrize("in_query", [False, True], ids=["all-in-the-body", "id-in-the-query"])
    def test_update(self, client: Client, webhook: dict[str, Any], in_query: bool) -> None:
        reference = {"webhook_id": webhook["webhook_id"]}
        changes = {"name": "renamed", "event_types": ["ping"], "message_format": "event_grid"}

        if in_query:
            answer = client.relay.request("PATCH", "/api/webhooks", params=reference, json=changes)
        else:
            answer = client.relay.request("PATCH", "/api/webhooks", json=reference | changes)

        assert answer.status_code == 200, answer.text
        assert answer.json() == webhook | changes
        assert client.relay.get("/api/webhooks", json=reference).json() == webhook | changes

    @pytest.mark.parametrize("in_query", [False, True], ids=["body", "query"])
    def test_delete(self, client: Client, webhook: dict[str, Any], in_query: bool) -> None:
        reference = {"webhook_id": webhook["webhook_id"]}
        options = {"params": reference} if in_query else {"json": reference}

        answer = client.relay.request("DELETE", "/api/webhooks", **options)

        assert (answer.status_code, answer.json()) == (200, {"result": True})
        listed = client.relay.get("/api/webhooks").json()
        assert webhook["webhook_id"] not in [one["webhook_id"] for one in listed]

    @pytest.mark.parametrize(
        ("method", "path", "more"),
        [
            ("GET", "/api/webhooks", {}),
            ("PATCH", "/api/webhooks", {"name": "x"}),
            ("DELETE", "/api/webhooks", {}),
            ("POST", "/api/webhooks/ping", {}),
            ("POST", "/api/webhooks/logs", {}),
        ],
    )
    @pytest.mark.parametrize("webhook_id", [NOBODYS_ID, "no/such\\thing?#%", "é\u0001"])
    def test_an_unknown_webhook_is_400(
        self, relay: RelayProcess, method: str, path: str, more: dict[str, Any], webhook_id: str
    ) -> None:
        """Not 404, which that client retries for two minutes."""
        answer = relay.request(method, path, json={"webhook_id": webhook_id, **more})

        expect_problem(answer, 400, "webhook_id")
        assert answer.json()["title"] == "Unable to find webhook"

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("PATCH", "/api/webhooks"),
            ("DELETE", "/api/webhooks"),
            ("POST", "/api/webhooks/ping"),
            ("POST", "/api/webhooks/logs"),
        ],
    )
    @pytest.mark.parametrize("body", ["", "{}"])
    def test_a_webhook_must_be_named(
        self, relay: RelayProcess, method: str, path: str, body: str
    ) -> None:
        answer = relay.request(
            method, path, data=body, headers={"Content-Type": "application/json"}
        )

        expect_problem(answer, 400, "webhook_id")


class TestRestStyle:
    def test_get(self, client: Client, webhook: dict[str, Any]) -> None:
        assert client.relay.get(f"/api/webhooks/{webhook['webhook_id']}").json() == webhook

    def test_update(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/api/webhooks/{webhook['webhook_id']}"

        answer = client.relay.request("PATCH", path, json={"name": "renamed"})

        assert answer.json() == webhook | {"name": "renamed"}
        assert client.relay.get(path).json() == webhook | {"name": "renamed"}

    def test_delete(self, client: Client, webhook: dict[str, Any]) -> None:
        path = f"/api/webhooks/{webhook['webhook_id']}"

        assert client.relay.request("DELETE", path).json() == {"result": True}

        expect_problem(client.relay.get(path), 404, "webhook_id")

    @pytest.mark.parametrize(
        ("method", "rest", "body"),
        [
            ("GET", "", None),
            ("PATCH", "", {"name": "x"}),
            ("DELETE", "", None),
            ("POST", "/ping", None),
            ("POST", "/enable", None),
            ("POST", "/disable", None),
            ("GET", "/deliveries", None),
            ("GET", f"/deliveries/{NOBODYS_ID}", None),
            ("POST", f"/deliveries/{NOBODYS_ID}/resend", None),
        ],
    )
    def test_an_unknown_webhook_is_404(
        self, relay: RelayProcess, method: str, rest: str, body: dict[str, Any] | None
    ) -> None:
        answer = relay.request(method, f"/api/webhooks/{uuid4()}{rest}", json=body)

        expect_problem(answer, 404, "webhook_id")

    @pytest.mark.parametrize("method", ["PUT", "POST"])
    def test_a_method_that_is_not_there(self, relay: RelayProcess, method: str) -> None:
        answer = relay.request(method, f"/api/webhooks/{uuid4()}")

        assert answer.status_code in (404, 405)

    def test_a_disabled_webhook_gets_nothing_until_it_is_enabled(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping")
        disabled = client.relay.post(f"{subscriber.path}/disable").json()
        assert (disabled["enabled"], disabled["disabled_reason"]) == (
            False,
            "disabled over the API",
        )
        assert client.post(ping_event())["deliveries"] == 0

        enabled = client.relay.post(f"{subscriber.path}/enable").json()

        assert enabled["enabled"] is True
        assert "disabled_reason" not in enabled
        assert client.post(ping_event())["deliveries"] == 1
        subscriber.receiver.wait_for(1)


def test_a_renamed_webhook_is_the_same_webhook(client: Client, subscribe: Subscribe) -> None:
    """Its past stays with it, and what waits for it is delivered to where it now is."""
    subscriber = subscribe("ping", answer=500)
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "waiting")
    with_new_address = subscribe("node_created")

    changed = client.relay.request(
        "PATCH", subscriber.path, json={"name": "new name", "url": with_new_address.receiver.url}
    ).json()

    assert changed["webhook_id"] == subscriber.webhook_id
    delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
    assert delivery["attempts"] == 2
    message = json.loads(with_new_address.receiver.wait_for(1)[0].body)
    assert message["webhook_id"] == subscriber.webhook_id
    assert message["event_id"] == event["event_id"]


@pytest.mark.parametrize("style", ["onefuzz", "rest"])
class TestPing:
    def ping(self, client: Client, webhook_id: str, style: str) -> requests.Response:
        if style == "rest":
            return client.relay.post(f"/api/webhooks/{webhook_id}/ping")
        return client.relay.post("/api/webhooks/ping", json={"webhook_id": webhook_id})

    def test_sends_a_real_event_whatever_the_types(
        self, client: Client, subscribe: Subscribe, style: str
    ) -> None:
        subscriber, other = subscribe("node_created"), subscribe("ping")

        answer = self.ping(client, subscriber.webhook_id, style)

        assert answer.status_code == 200
        assert list(answer.json()) == ["ping_id"]
        message = json.loads(subscriber.receiver.wait_for(1)[0].body)
        documents.oracle(documents.FULL_EVENT_SCHEMA).validate(message)
        assert message["event"] == {"ping_id": answer.json()["ping_id"]}
        [listed] = client.deliveries(subscriber.webhook_id)
        assert listed["event_id"] == message["event_id"]
        assert other.receiver.requests == []

    def test_is_retried_like_any_other(
        self, client: Client, subscribe: Subscribe, style: str
    ) -> None:
        subscriber = subscribe("node_created")
        subscriber.receiver.answer_next(503)

        self.ping(client, subscriber.webhook_id, style)

        subscriber.receiver.wait_for(1)
        [listed] = client.deliveries(subscriber.webhook_id)
        subscriber.wait_for_state(listed["event_id"], "delivered", tick=True)
        assert len(subscriber.receiver.requests) == 2


class TestLogs:
    def logs(self, client: Client, webhook_id: str) -> list[dict[str, Any]]:
        answer = client.relay.post("/api/webhooks/logs", json={"webhook_id": webhook_id})
        assert answer.status_code == 200
        return list(answer.json())

    def test_are_empty_at_first(self, client: Client, webhook: dict[str, Any]) -> None:
        assert self.logs(client, webhook["webhook_id"]) == []

    def test_tell_onefuzz_states_and_tries(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", answer=500)
        waiting, dropped = ping_event(), ping_event()
        client.post(waiting)
        client.post(dropped)
        for event in (waiting, dropped):
            subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.post(f"{subscriber.path}/disable")
        subscriber.wait_for_state(dropped["event_id"], "dropped", tick=True)
        client.relay.post(f"{subscriber.path}/enable")
        subscriber.receiver.answer = 200
        delivered = ping_event()
        client.post(delivered)
        subscriber.wait_for_state(delivered["event_id"], "delivered")
        subscriber.receiver.answer = 500
        retrying = ping_event()
        client.post(retrying)
        subscriber.wait_for_state(retrying["event_id"], "waiting")

        logs = {log["event_id"]: log for log in self.logs(client, subscriber.webhook_id)}

        states = {event_id: (log["state"], log["try_count"]) for event_id, log in logs.items()}
        assert states == {
            waiting["event_id"]: ("failed", 1),
            dropped["event_id"]: ("failed", 1),
            delivered["event_id"]: ("succeeded", 1),
            retrying["event_id"]: ("retrying", 1),
        }
        assert logs[delivered["event_id"]] == delivered | {
            "instance_id": "00000000-0000-0000-0000-000000000000",
            "instance_name": "webhook-relay",
            "webhook_id": subscriber.webhook_id,
            "state": "succeeded",
            "try_count": 1,
        }

    def test_tell_of_what_is_not_yet_attempted(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", answer=Answer(503, headers={"Retry-After": "600"}))
        tried, held = ping_event(), ping_event()
        client.post(tried)
        subscriber.wait_for_state(tried["event_id"], "waiting")
        client.post(held)
        subscriber.wait_for_state(held["event_id"], "waiting")

        logs = self.logs(client, subscriber.webhook_id)

        assert [(log["event_id"], log["state"], log["try_count"]) for log in logs] == [
            (held["event_id"], "queued", 0),
            (tried["event_id"], "retrying", 1),
        ]

    def test_have_the_events_own_instance(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")
        instance = {"instance_id": str(uuid4()), "instance_name": "theirs"}
        event = ping_event(**instance)
        client.post(event)

        [log] = self.logs(client, subscriber.webhook_id)

        assert {name: log[name] for name in instance} == instance

    def test_come_newest_first(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(3)]
        for event in events:
            client.post(event)

        logs = self.logs(client, subscriber.webhook_id)

        assert [log["event_id"] for log in logs] == [e["event_id"] for e in reversed(events)]
