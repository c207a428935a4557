"""``GET …/deliveries/{event_id}``."""

from __future__ import annotations

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe


def test_a_delivery_tells_all_of_itself(client: Client, subscribe: Subscribe) -> None:
    answers = Answer(200, b"thanks, \xe9 and more" + b"." * 9000)
    subscriber, event = subscribe("ping", answer=answers), ping_event()
    client.post(event)

    delivery = subscriber.wait_for_state(event["event_id"], "delivered")

    assert delivery["event"] == event["event"]
    assert delivery["event_id"] == event["event_id"]
    assert delivery["event_type"] == "ping"
    assert delivery["webhook_id"] == subscriber.webhook_id
    assert delivery["attempts"] == 1
    [attempt] = delivery["results"]
    assert attempt["status"] == 200
    assert 0 <= attempt["duration_ms"] < 2000
    assert attempt["answer"].startswith("thanks, ")
    assert len(attempt["answer"]) <= 256
    times = [delivery["received_at"], attempt["at"], delivery["ended_at"]]
    assert times == sorted(times)
    assert all(time.endswith("Z") for time in times)
    assert "reason" not in delivery
