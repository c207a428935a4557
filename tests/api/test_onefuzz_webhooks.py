"""``/api/webhooks`` as OneFuzz's client calls it, with parameters in the body."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.api.problems import expect_problem
from tests.support.client import Client
from tests.support.relay import RelayProcess

TARGET = "http://127.0.0.1:49999/hook"
NOBODYS_ID = "0b1d8b6e-93ac-4b55-a0a4-0d6a1d8a1c3f"


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
        filter_ = {"subjectBeginsWith": "ours"}
        grid = client.create_webhook(TARGET, message_format="event_grid", filter=filter_)[
            "webhook_id"
        ]

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
