"""``POST /api/events`` of an array: one invalid event refuses all, a conflict itself."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.support.client import Client, ping_event
from tests.support.subscribers import Subscribe


class TestArrays:
    def test_up_to_a_hundred_are_accepted_in_their_order(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(100)]

        accepted = client.relay.post("/api/events", json=events)

        assert accepted.status_code == 202
        expected = [{"event_id": event["event_id"], "deliveries": 1} for event in events]
        assert accepted.json() == expected
        client.tick_until(lambda: len(subscriber.receiver.requests) >= 100, timeout=60)
        received = subscriber.receiver.requests
        assert {json.loads(r.body)["event_id"] for r in received} == {
            event["event_id"] for event in events
        }
        assert len(received) == 100

    def test_of_one_answers_with_an_array(self, client: Client) -> None:
        event = ping_event()

        answer = client.relay.post("/api/events", json=[event])

        assert answer.json() == [{"event_id": event["event_id"], "deliveries": 0}]

    def test_tells_repeats_from_new_events(self, client: Client) -> None:
        old, new = ping_event(), ping_event()
        client.post(old)

        accepted = client.post(old, new)

        assert [one.get("repeated") for one in accepted] == [True, None]

    @pytest.mark.parametrize("bad", [0, 1, 2])
    def test_one_bad_event_refuses_all(
        self, client: Client, subscribe: Subscribe, bad: int
    ) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(3)]
        events[bad]["event"] = {"ping_id": 7}

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == f"[{bad}].event.ping_id"
        self.expect_none_stored(client, events)
        assert subscriber.receiver.requests == []

    def test_the_same_event_twice_is_a_repeat(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()

        accepted = client.post(event, event)

        assert accepted == [
            {"event_id": event["event_id"], "deliveries": 1},
            {"event_id": event["event_id"], "deliveries": 1, "repeated": True},
        ]
        subscriber.wait_for_state(event["event_id"], "delivered")
        assert len(subscriber.receiver.requests) == 1

    def test_another_event_under_the_same_id_is_refused(self, client: Client) -> None:
        event = ping_event()

        accepted, refused = client.post(event, other_body(event))

        assert accepted == {"event_id": event["event_id"], "deliveries": 0}
        assert refused["error"]["errors"][0]["field"] == "[1].event_id"
        stored = client.relay.get(f"/api/events/{event['event_id']}").json()
        assert stored["event"] == event["event"]

    def test_more_than_a_hundred_are_refused(self, client: Client) -> None:
        events = [ping_event() for _ in range(101)]

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert "100" in answer.json()["detail"]
        self.expect_none_stored(client, events[:3] + events[-1:])

    def test_a_conflict_is_an_error_of_its_event(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber, known, new = subscribe("ping"), ping_event(), ping_event()
        client.post(known)

        answer = client.relay.post("/api/events", json=[new, other_body(known), known])

        assert answer.status_code == 202
        detail = f"[1].event_id: {known['event_id']} was accepted with another body"
        assert answer.json() == [
            {"event_id": new["event_id"], "deliveries": 1},
            {
                "event_id": known["event_id"],
                "error": {
                    "type": "about:blank",
                    "title": "Conflict",
                    "status": 409,
                    "detail": detail,
                    "errors": [
                        {"field": "[1].event_id", "message": detail.removeprefix("[1].event_id: ")}
                    ],
                },
            },
            {"event_id": known["event_id"], "deliveries": 1, "repeated": True},
        ]
        for event in (known, new):
            subscriber.wait_for_state(event["event_id"], "delivered")
        assert len(subscriber.receiver.requests) == 2

    def test_nothing_that_could_be_accepted_is_a_conflict(self, client: Client) -> None:
        known = [ping_event(), ping_event()]
        client.post(*known)

        answer = client.relay.post("/api/events", json=[other_body(event) for event in known])

        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"] == "every event_id was accepted with another body"
        assert [error["field"] for error in answer.json()["errors"]] == [
            "[0].event_id",
            "[1].event_id",
        ]

    @staticmethod
    def expect_none_stored(client: Client, events: list[dict[str, Any]]) -> None:
        for event in events:
            assert client.relay.get(f"/api/events/{event['event_id']}").status_code == 404


def other_body(event: dict[str, Any]) -> dict[str, Any]:
    """An event under the same id that means something else."""
    return event | {"event": {"ping_id": str(uuid4())}}
