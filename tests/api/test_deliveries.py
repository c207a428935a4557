"""What becomes of a delivery, and how it is told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared import __version__
from shared.model import Attempt, DropReason, RecordState
from shared.store import Store
from shared.store.messages import AttemptMessage, MessageKind
from shared.store.records import Ending
from tests.events import documents
from tests.support.client import Client, ping_event
from tests.support.receiver import Answer
from tests.support.relay import RelayProcess
from tests.support.rows import stored_event
from tests.support.subscribers import Subscribe, Subscriber
from tests.support.waiting import wait_until


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


def test_the_request_says_who_sends_it(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping")

    client.post(ping_event())

    [request] = subscriber.receiver.wait_for(1)
    assert (request.method, request.path) == ("POST", "/hook")
    assert request.headers["user-agent"] == f"webhook-relay/{__version__}"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.body))
    assert "x-onefuzz-digest" not in request.headers


def test_the_digest_is_of_the_exact_bytes_sent(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping", secret_token="sëcret")
    grid = subscribe("ping", secret_token="s2", message_format="event_grid")

    client.post(ping_event())

    for receiver, token in [(subscriber.receiver, "sëcret"), (grid.receiver, "s2")]:
        [request] = receiver.wait_for(1)
        expected = hmac.new(token.encode(), request.body, hashlib.sha512).hexdigest()
        assert request.headers["x-onefuzz-digest"] == expected


def test_a_new_secret_signs_at_once(client: Client, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping", secret_token="old")
    client.relay.request("PATCH", subscriber.path, json={"secret_token": "new"})

    client.post(ping_event())

    [request] = subscriber.receiver.wait_for(1)
    expected = hmac.new(b"new", request.body, hashlib.sha512).hexdigest()
    assert request.headers["x-onefuzz-digest"] == expected


class TestFormats:
    def test_event_grid(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", message_format="event_grid")
        event = ping_event()
        began = datetime.now(UTC)

        client.post(event)

        [message] = json.loads(subscriber.receiver.wait_for(1)[0].body)
        sent = datetime.fromisoformat(message.pop("eventTime"))
        assert began - timedelta(seconds=1) <= sent <= datetime.now(UTC)
        subject = message.pop("subject")
        assert subject
        assert isinstance(subject, str)
        assert message.pop("dataVersion")
        assert message == {"id": event["event_id"], "eventType": "ping", "data": event["event"]}

    def test_each_webhook_has_its_own(self, client: Client, subscribe: Subscribe) -> None:
        subscribers = {
            name: subscribe("ping", message_format=name)
            for name in ("onefuzz", "event_grid", "cloudevents", "bare")
        }
        event = ping_event()

        client.post(event)

        bodies = {
            name: json.loads(subscriber.receiver.wait_for(1)[0].body)
            for name, subscriber in subscribers.items()
        }
        assert bodies["onefuzz"]["event"] == event["event"]
        assert bodies["event_grid"][0]["data"] == event["event"]
        assert bodies["cloudevents"]["data"] == event["event"]
        assert bodies["cloudevents"]["specversion"] == "1.0"
        assert bodies["bare"] == event["event"]


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


class TestEndings:
    def test_a_webhook_that_is_gone_is_disabled(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=410), ping_event()
        client.post(event)

        delivery = subscriber.wait_for_state(event["event_id"], "dropped")

        assert delivery["reason"] == "webhook_disabled"
        assert delivery["results"][0]["status"] == 410
        webhook = client.relay.get(subscriber.path).json()
        assert webhook["enabled"] is False
        assert "410" in webhook["disabled_reason"]
        assert client.post(ping_event())["deliveries"] == 0

    def test_disabled_while_something_waits(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.post(f"{subscriber.path}/disable")

        delivery = subscriber.wait_for_state(event["event_id"], "dropped", tick=True)

        assert delivery["reason"] == "webhook_disabled"
        assert delivery["attempts"] == 1
        assert len(subscriber.receiver.requests) == 1

    def test_deleted_while_something_waits(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.request("DELETE", subscriber.path)

        def outcome() -> dict[str, Any] | None:
            [one] = client.relay.get(f"/api/events/{event['event_id']}").json()["deliveries"]
            return dict(one) if one["state"] == "dropped" else None

        dropped = client.tick_until(outcome)
        assert dropped["reason"] == "webhook_deleted"
        assert dropped["webhook_id"] is None
        assert len(subscriber.receiver.requests) == 1

    def test_deleted_before_the_first_attempt(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        """The queue still has a message for a webhook that is gone."""
        subscriber = subscribe("node_created")
        [uid] = [w.uid for w in store.webhooks.every() if w.webhook_id == subscriber.webhook_id]
        client.relay.request("DELETE", subscriber.path)
        event = ping_event()
        store.events.insert(stored_event(event, uid))

        assert client.post(event)["repeated"] is True

        def reason() -> str | None:
            [one] = client.relay.get(f"/api/events/{event['event_id']}").json()["deliveries"]
            return str(one["reason"]) if one["state"] == "dropped" else None

        assert wait_until(reason) == "webhook_deleted"
        assert subscriber.receiver.requests == []


class TestPoison:
    """What the host has given up trying, and put into the poison queues."""

    @pytest.mark.parametrize("queue", [0, 1], ids=["first-attempts", "retries"])
    def test_is_a_failed_attempt(
        self, client: Client, store: Store, subscribe: Subscribe, queue: int
    ) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        [uid] = [w.uid for w in store.webhooks.every() if w.webhook_id == subscriber.webhook_id]
        stored = stored_event(event, uid)
        store.events.insert(stored)
        store.records.insert(stored.delivery_key(uid), "ping")
        message = AttemptMessage(
            MessageKind.FIRST, stored.delivery_key(uid), "ping", attempt=1, event=stored
        )

        store.poison[queue].send(message.encode())

        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        assert [r.get("error") for r in delivery["results"]] == ["relay_failed", None]
        assert len(subscriber.receiver.requests) == 1

    def test_what_nobody_can_read_is_set_aside(self, relay: RelayProcess, store: Store) -> None:
        before = store.quarantine.length()

        store.poison[0].send("no message of ours")
        store.first_attempts.send('{"v": 1, "kind": "unheard of"}')

        wait_until(lambda: store.quarantine.length() == before + 2)
        assert len(relay.events("quarantined")) == 2
        assert not relay.find("(Failed,")


class TestResend:
    def resend(self, subscriber: Subscriber, event_id: str) -> None:
        path = f"{subscriber.path}/deliveries/{event_id}/resend"
        answer = subscriber.client.relay.post(path)
        assert (answer.status_code, answer.json()) == (202, {"result": True}), answer.text

    def test_of_what_was_delivered(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "delivered")

        self.resend(subscriber, event["event_id"])

        first, second = subscriber.receiver.wait_for(2)
        assert first.body == second.body
        delivery = wait_until(
            lambda: (
                (d := client.delivery(subscriber.webhook_id, event["event_id"]))["state"]
                == "delivered"
                and d
            )
        )
        assert delivery["attempts"] == 2
        assert [r["status"] for r in delivery["results"]] == [200, 200]

    def test_of_what_was_dropped(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping", answer=500), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")
        client.relay.post(f"{subscriber.path}/disable")
        subscriber.wait_for_state(event["event_id"], "dropped", tick=True)
        client.relay.post(f"{subscriber.path}/enable")
        subscriber.receiver.answer = 200

        self.resend(subscriber, event["event_id"])

        delivery = subscriber.wait_for_state(event["event_id"], "delivered")
        assert [r["status"] for r in delivery["results"]] == [500, 200]
        assert "reason" not in delivery

    def test_for_a_disabled_webhook(self, client: Client, subscribe: Subscribe) -> None:
        """It would be dropped again; how much there is can be asked nevertheless."""
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        before = subscriber.wait_for_state(event["event_id"], "delivered")
        client.relay.post(f"{subscriber.path}/disable")
        body = {"since": "2026-01-01T00:00:00Z"}

        for path, sent in ((f"deliveries/{event['event_id']}/resend", None), ("recover", body)):
            answer = client.relay.post(f"{subscriber.path}/{path}", json=sent)
            assert answer.status_code == 409, answer.text
            assert answer.json()["errors"][0]["field"] == "webhook_id"

        dry = client.relay.post(f"{subscriber.path}/recover", json={**body, "dry_run": True})
        assert dry.json() == {"matching": 0, "more": False}
        assert client.delivery(subscriber.webhook_id, event["event_id"]) == before

    def test_of_what_waits(self, client: Client, subscribe: Subscribe) -> None:
        """It need not wait any longer, not even for the timer."""
        subscriber, event = subscribe("ping"), ping_event()
        subscriber.receiver.answer_next(500)
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "waiting")

        self.resend(subscriber, event["event_id"])

        assert subscriber.wait_for_state(event["event_id"], "delivered")["attempts"] == 2

    def test_that_fails_waits_like_any_other(self, client: Client, subscribe: Subscribe) -> None:
        subscriber, event = subscribe("ping"), ping_event()
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "delivered")
        subscriber.receiver.answer_next(500)

        self.resend(subscriber, event["event_id"])

        subscriber.wait_for_state(event["event_id"], "waiting")
        delivery = subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        assert [r["status"] for r in delivery["results"]] == [200, 500, 200]

    def test_of_what_never_was(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")

        answer = client.relay.post(f"{subscriber.path}/deliveries/{uuid4()}/resend")

        assert answer.status_code == 404
        assert answer.json()["errors"][0]["field"] == "event_id"


class TestListing:
    def test_newest_first_with_a_limit(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping")
        events = [ping_event() for _ in range(5)]
        for event in events:
            client.post(event)

        newest = client.deliveries(subscriber.webhook_id, limit=2)

        assert [d["event_id"] for d in newest] == [e["event_id"] for e in events[:-3:-1]]
        assert len(client.deliveries(subscriber.webhook_id)) == 5

    def test_by_type_and_state(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe("ping", "node_created")
        ping = ping_event()
        node = ping_event(event_type="node_created", event=documents.EXAMPLES["node_created"])
        client.post(ping)
        subscriber.wait_for_state(ping["event_id"], "delivered")
        subscriber.receiver.answer = 500
        client.post(node)
        subscriber.wait_for_state(node["event_id"], "waiting")

        def ids(**query: str) -> list[str]:
            return [d["event_id"] for d in client.deliveries(subscriber.webhook_id, **query)]

        assert ids(event_type="ping") == [ping["event_id"]]
        assert ids(event_type="node_created") == [node["event_id"]]
        assert ids(event_type="node_deleted") == []
        assert ids(state="delivered") == [ping["event_id"]]
        assert ids(state="waiting") == [node["event_id"]]
        assert ids(state="dropped") == ids(state="queued") == []
        assert ids(state="waiting", event_type="ping") == []
        assert ids(state="waiting", event_type="node_created") == [node["event_id"]]

    def test_pages_lead_through_several_days(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("node_created")
        expected = self.record_past(store, subscriber, days=4, a_day=7)

        for limit in (1, 3, 7, 10):
            assert self.all_pages(subscriber, limit=limit) == expected

    def test_pages_of_one_state_through_several_days(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("node_created")
        every = self.record_past(store, subscriber, days=4, a_day=6)

        # Every other one, see record_past.
        assert self.all_pages(subscriber, limit=4, state="delivered") == every[0::2]
        assert self.all_pages(subscriber, limit=5, state="dropped") == every[1::2]

    def record_past(
        self, store: Store, subscriber: Subscriber, *, days: int, a_day: int
    ) -> list[str]:
        """Deliveries of the last days, alternately delivered and dropped; newest first."""
        [uid] = [w.uid for w in store.webhooks.every() if w.webhook_id == subscriber.webhook_id]
        ids = []
        now = datetime.now(UTC)
        for number in range(days * a_day):
            at = now - timedelta(days=number // a_day, milliseconds=number)
            event = stored_event(ping_event(), uid, at=at.timestamp())
            store.events.insert(event)
            ref = event.delivery_key(uid)
            store.records.insert(ref, "ping")
            delivery = store.records.get(ref)
            assert delivery is not None
            if number % 2:
                dropped = Ending(RecordState.DROPPED, 1, (), at.timestamp(), DropReason.EXPIRED)
                store.records.end_if_unchanged(delivery, dropped)
            else:
                attempt = Attempt(at.timestamp(), 200, None, "", 3, "")
                store.records.end(ref, Ending(RecordState.DELIVERED, 1, (attempt,), at.timestamp()))
            ids.append(event.event_id)
        return ids

    def all_pages(self, subscriber: Subscriber, **query: Any) -> list[str]:
        found: list[str] = []
        cursor: dict[str, str] = {}
        for _ in range(100):
            answer = subscriber.client.relay.get(
                f"{subscriber.path}/deliveries", params=query | cursor
            )
            assert answer.status_code == 200, answer.text
            page = answer.json()
            assert len(page["deliveries"]) <= query["limit"]
            found += [delivery["event_id"] for delivery in page["deliveries"]]
            if "cursor" not in page:
                return found
            cursor = {"cursor": page["cursor"]}
        raise AssertionError("the pages do not end")

    @pytest.mark.parametrize(
        "after",
        [
            {"PartitionKey": 1, "RowKey": 2},
            {"PartitionKey": None, "RowKey": None},
            {"PartitionKey": ["x"], "RowKey": {}},
            {"PartitionKey": "", "RowKey": ""},
            {"PartitionKey": "x", "RowKey": "y"},
            {"PartitionKey": "1!4!eA==", "RowKey": "a\r\nb: c"},
            {"PartitionKey": "é😀", "RowKey": "\ud83d"},
            {"PartitionKey": "x" * 3000, "RowKey": "y"},
            {"PartitionKey": "x"},
            {"PartitionKey": "x", "RowKey": "y", "more": 1},
            [],
            "",
            7,
        ],
        ids=str,
    )
    def test_a_made_up_cursor_finds_nothing_of_others(
        self, client: Client, subscribe: Subscribe, after: Any
    ) -> None:
        """It is refused, or leads to some place among one's own deliveries."""
        subscriber = subscribe("ping")
        text = json.dumps([f"{datetime.now(UTC):%Y-%m-%d}", after])
        cursor = base64.urlsafe_b64encode(text.encode()).decode()

        answer = client.relay.get(f"{subscriber.path}/deliveries", params={"cursor": cursor})

        assert answer.status_code in (200, 400), answer.text
        if answer.status_code == 200:
            assert answer.json()["deliveries"] == []
        else:
            assert answer.json()["errors"][0]["field"] == "cursor"

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-W47-6"])
    def test_a_made_up_day_finds_nothing(
        self, client: Client, subscribe: Subscribe, day: str
    ) -> None:
        subscriber = subscribe("ping")
        cursor = base64.urlsafe_b64encode(json.dumps([day, None]).encode()).decode()

        answer = client.relay.get(f"{subscriber.path}/deliveries", params={"cursor": cursor})

        assert answer.status_code in (200, 400), answer.text

    def test_an_old_delivery_is_found_by_its_event(
        self, client: Client, store: Store, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("node_created")
        *_, oldest = self.record_past(store, subscriber, days=5, a_day=1)

        delivery = client.delivery(subscriber.webhook_id, oldest)

        assert delivery["state"] == "delivered"
        assert client.relay.get(f"/api/events/{oldest}").status_code == 200
