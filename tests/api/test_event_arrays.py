"""``POST /api/events`` of an array: all of its events are stored, or none."""

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
        received = subscriber.receiver.wait_for(100)
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

    def test_the_same_id_twice_is_refused(self, client: Client) -> None:
        events = [ping_event(), ping_event(), ping_event()]
        events[2]["event_id"] = events[0]["event_id"]

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "[2].event_id"
        self.expect_none_stored(client, events)

    def test_more_than_a_hundred_are_refused(self, client: Client) -> None:
        events = [ping_event() for _ in range(101)]

        answer = client.relay.post("/api/events", json=events)

        assert answer.status_code == 400
        assert "100" in answer.json()["detail"]
        self.expect_none_stored(client, events[:3] + events[-1:])

    def test_a_conflict_names_the_index_and_stores_nothing(self, client: Client) -> None:
        known, new = ping_event(), ping_event()
        client.post(known)

        answer = client.relay.post(
            "/api/events", json=[new, known | {"event": {"ping_id": str(uuid4())}}]
        )

        assert answer.status_code == 409
        assert answer.json()["errors"][0]["field"] == "[1].event_id"
        self.expect_none_stored(client, [new])

    @staticmethod
    def expect_none_stored(client: Client, events: list[dict[str, Any]]) -> None:
        for event in events:
            assert client.relay.get(f"/api/events/{event['event_id']}").status_code == 404
