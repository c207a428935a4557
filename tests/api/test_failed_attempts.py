"""What counts as a failed attempt, and that it is made again."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.subscribers import Subscribe


class TestFailures:
    @pytest.mark.parametrize("status", [199 + 101, 302, 400, 404, 500, 503])
    def test_any_status_but_2xx_is_tried_again(
        self, client: Client, subscribe: Subscribe, status: int
    ) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        location = {"Location": subscriber.receiver.url + "/elsewhere"}
        subscriber.receiver.answer_next(Answer(status, b"sorry", location))
        client.post(event)

        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)

        assert [r.get("status") for r in delivery["results"]] == [status, 200]
        assert delivery["results"][0]["answer"] == "sorry"
        requests = subscriber.receiver.requests
        assert [r.path for r in requests] == ["/hook", "/hook"]
        assert requests[0].body == requests[1].body

    @pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
    def test_any_2xx_is_delivered(self, client: Client, subscribe: Subscribe, status: int) -> None:
        subscriber, event = subscribe("ping", answer=status), ping_event()
        client.post(event)

        delivery = subscriber.wait_for_state(event["event_id"], "delivered")

        assert [r["status"] for r in delivery["results"]] == [status]

    def test_a_timeout(self, client: Client, subscribe: Subscribe) -> None:
        """``DELIVERY_TIMEOUT_SECONDS`` is 2 here."""
        subscriber, event = subscribe("ping"), ping_event()
        subscriber.receiver.answer_next(Answer(200, delay=6))
        client.post(event)

        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)

        first = delivery["results"][0]
        assert "status" not in first
        assert "timeout" in first["error"]
        assert 1900 <= first["duration_ms"] < 4000

    def test_refused_then_up(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        subscriber.receiver.down()
        client.post(event)
        waiting = subscriber.wait_for_state(event["event_id"], "waiting")
        assert waiting["attempts"] == 1
        assert waiting["held"] is False
        assert waiting["next_attempt_at"]
        assert waiting["last_attempt"]["error"]
        client.tick_until(
            lambda: client.delivery(subscriber.webhook_id, event["event_id"])["attempts"] >= 3
        )

        subscriber.receiver.up()

        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        assert delivery["attempts"] >= 4
        assert delivery["results"][-1]["status"] == 200
        assert all("error" in result for result in delivery["results"][:-1])
        assert len(subscriber.receiver.requests) == 1

    def test_a_connection_that_is_cut(self, client: Client, subscribe: Subscribe) -> None:
        """By something that answers nothing, and hangs up."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            subscriber = subscribe("ping", url=f"http://127.0.0.1:{port}/")
            event = ping_event()
            client.post(event)
            connection, _ = listener.accept()
            connection.recv(100)
            connection.close()

            delivery = subscriber.wait_for_state(event["event_id"], "waiting")

        assert delivery["last_attempt"]["error"]

    def test_an_answer_that_is_not_http(self, client: Client, subscribe: Subscribe) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            subscriber = subscribe("ping", url=f"http://127.0.0.1:{port}/")
            event = ping_event()
            client.post(event)
            connection, _ = listener.accept()
            connection.recv(100)
            connection.sendall(b"220 mail.example ESMTP\r\n")
            connection.close()

            delivery = subscriber.wait_for_state(event["event_id"], "waiting")

        assert delivery["last_attempt"]["error"]

    def test_one_webhooks_trouble_is_not_the_others(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        bad, good = subscribe("ping", answer=500), subscribe("ping")
        events = [ping_event() for _ in range(5)]

        client.post(*events)

        good.receiver.wait_for(5)
        for event in events:
            good.wait_for_state(event["event_id"], "delivered")
            assert bad.wait_for_state(event["event_id"], "waiting")["attempts"] == 1

    def test_first_attempts_are_not_repeated(self, client: Client, subscribe: Subscribe) -> None:
        """However often the timer fires while the first attempt is still under way."""
        subscriber, event = subscribe("ping", answer=Answer(200, delay=1.0)), ping_event()
        client.post(event)
        subscriber.receiver.wait_for(1)

        for _ in range(3):
            client.relay.tick()
            client.post(event)
        delivery = subscriber.wait_for_state(event["event_id"], "delivered")

        assert delivery["attempts"] == 1
        assert len(subscriber.receiver.requests) == 1


class TestRetryAfter:
    @pytest.mark.parametrize("status", [429, 503])
    def test_the_whole_webhook_is_left_alone(
        self, client: Client, subscribe: Subscribe, status: int
    ) -> None:
        subscriber = subscribe("ping")
        subscriber.receiver.answer_next(Answer(status, headers={"Retry-After": "3"}))
        first, second = ping_event(), ping_event()
        client.post(first)
        waiting = subscriber.wait_for_state(first["event_id"], "waiting")
        asked = subscriber.receiver.requests[0].time
        due = datetime.fromisoformat(waiting["next_attempt_at"]).timestamp()
        assert 2.5 < due - asked < 5
        client.post(second)
        held = subscriber.wait_for_state(second["event_id"], "waiting")
        assert (held["held"], held["attempts"]) == (True, 0)

        for event in (first, second):
            subscriber.wait_for_state(event["event_id"], "delivered", tick=True)

        assert all(r.time - asked >= 2.9 for r in subscriber.receiver.requests[1:])
        assert len(subscriber.receiver.requests) == 3

    def test_as_a_date(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        until = datetime.now(UTC) + timedelta(minutes=10)
        date = until.strftime("%a, %d %b %Y %H:%M:%S GMT")
        subscriber.receiver.answer_next(Answer(503, headers={"Retry-After": date}))
        client.post(event)

        waiting = subscriber.wait_for_state(event["event_id"], "waiting")

        due = datetime.fromisoformat(waiting["next_attempt_at"])
        assert abs((due - until).total_seconds()) < 3
