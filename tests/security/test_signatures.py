"""What receivers really get, verified by others' libraries; and where no secret may turn up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import standardwebhooks
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet

from tests.security.storage import rows
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import ReceivedRequest
from tests.support.relay import RelayProcess
from tests.support.signature_verifiers import verify_asymmetrically, verify_with_libraries
from tests.support.subscribers import Subscribe, Subscriber
from tests.support.waiting import wait_until

WHSEC = "whsec_" + base64.b64encode(os.urandom(32)).decode()
OTHER_WHSEC = "whsec_" + base64.b64encode(os.urandom(32)).decode()
PLAIN = "a plain secret, as OneFuzz's are"
TOKEN = "the-value-of-a-custom-header"
QUERY = "the-query-of-a-url"
SIGNATURE_HEADERS = {
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "x-onefuzz-digest",
}


@pytest.fixture(scope="module")
def relay(account: str) -> Iterator[RelayProcess]:
    settings = {
        **LOCAL_SETTINGS,
        "ALLOW_PLAIN_SECRETS": "false",
        "SECRETS_KEY": Fernet.generate_key().decode(),
    }
    with RelayProcess(account, settings) as process:
        process.tick()
        yield process


def deliver(subscriber: Subscriber) -> ReceivedRequest:
    """Post an event, and answer with what arrived."""
    event = ping_event()
    subscriber.client.post(event)
    wait_until(lambda: arrivals(subscriber, event), what="the event to arrive")
    return arrivals(subscriber, event)[0]


def arrivals(subscriber: Subscriber, event: Mapping[str, Any]) -> list[ReceivedRequest]:
    wanted = event["event_id"].encode()
    return [request for request in subscriber.receiver.requests if wanted in request.body]


def wait_for_an_attempt_in_another_second(subscriber: Subscriber) -> None:
    """Another than the latest attempt's."""
    count = len(subscriber.receiver.requests)
    stamp = int(subscriber.receiver.requests[-1].headers["webhook-timestamp"])
    wait_until(lambda: int(time.time()) > stamp)
    subscriber.client.tick_until(lambda: len(subscriber.receiver.requests) > count)


def change(subscriber: Subscriber, **changes: Any) -> dict[str, Any]:
    answer = subscriber.client.relay.request("PATCH", subscriber.path, json=changes)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def rotate(subscriber: Subscriber, **body: Any) -> dict[str, Any]:
    answer = subscriber.client.relay.post(f"{subscriber.path}/rotate-secret", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def digest(secret: bytes, body: bytes) -> str:
    return hmac.new(secret, body, hashlib.sha512).hexdigest()


class TestSignatures:
    @pytest.mark.parametrize("message_format", ["onefuzz", "event_grid", "cloudevents"])
    def test_of_a_whsec_secret(self, subscribe: Subscribe, message_format: str) -> None:
        arrived = deliver(subscribe(secret_token=WHSEC, message_format=message_format))

        verify_with_libraries(WHSEC, arrived.body, arrived.headers)
        key = base64.b64decode(WHSEC.removeprefix("whsec_"))
        assert arrived.headers["x-onefuzz-digest"] == digest(key, arrived.body)

    def test_of_any_other_secret(self, subscribe: Subscribe) -> None:
        arrived = deliver(subscribe(secret_token=PLAIN))

        verify_with_libraries(PLAIN.encode(), arrived.body, arrived.headers)
        assert arrived.headers["x-onefuzz-digest"] == digest(PLAIN.encode(), arrived.body)

    def test_do_not_verify_with_another_secret_or_body(self, subscribe: Subscribe) -> None:
        """So that the tests above say something."""
        arrived = deliver(subscribe(secret_token=WHSEC))

        for key, body in ((OTHER_WHSEC, arrived.body), (WHSEC, arrived.body + b" ")):
            with pytest.raises(standardwebhooks.WebhookVerificationError):
                verify_with_libraries(key, body, arrived.headers)

    @pytest.mark.parametrize("message_format", ["onefuzz", "event_grid", "cloudevents"])
    def test_are_absent_without_a_secret_but_not_the_id_and_the_time(
        self, subscribe: Subscribe, message_format: str
    ) -> None:
        arrived = deliver(subscribe(message_format=message_format))
        sent = SIGNATURE_HEADERS & set(arrived.headers)
        assert sent == {"webhook-id", "webhook-timestamp"}
        assert -1 <= arrived.time - int(arrived.headers["webhook-timestamp"]) < 10

    def test_the_id_is_that_of_all_attempts_and_the_time_each_ones_own(
        self, client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe("ping", secret_token=WHSEC, signing="asymmetric")
        subscriber.receiver.answer_next(500)
        event = ping_event()
        client.post(event)
        subscriber.receiver.wait_for(1)
        wait_for_an_attempt_in_another_second(subscriber)
        subscriber.wait_for_state(event["event_id"], "delivered")
        client.relay.post(f"{subscriber.path}/deliveries/{event['event_id']}/resend")

        requests = subscriber.receiver.wait_for(3)

        assert {request.headers["webhook-id"] for request in requests} == {event["event_id"]}
        stamps = [int(request.headers["webhook-timestamp"]) for request in requests]
        assert stamps[0] < stamps[1] <= stamps[2]
        for request, stamp in zip(requests, stamps, strict=True):
            assert -1 <= request.time - stamp < 10
            verify_with_libraries(WHSEC, request.body, request.headers)
            verify_asymmetrically(subscriber.webhook["public_key"], request.body, request.headers)


class TestAsymmetricSigning:
    def test_is_verified_with_what_the_api_shows(self, subscribe: Subscribe) -> None:
        subscriber = subscribe(secret_token=WHSEC, signing="asymmetric")
        shown = subscriber.client.relay.get(subscriber.path).json()
        other = subscribe(secret_token=OTHER_WHSEC, signing="asymmetric").webhook

        arrived = deliver(subscriber)

        assert shown["signing"] == "asymmetric"
        verify_asymmetrically(shown["public_key"], arrived.body, arrived.headers)
        with pytest.raises(InvalidSignature):
            verify_asymmetrically(other["public_key"], arrived.body, arrived.headers)

    def test_is_refused_without_a_secret(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe()
        body = {"name": "n", "url": subscriber.receiver.url, "event_types": ["ping"]}
        for answer in (
            client.relay.post("/api/webhooks", json={**body, "signing": "asymmetric"}),
            client.relay.request("PATCH", subscriber.path, json={"signing": "asymmetric"}),
        ):
            expect_refusal(answer, "signing")
        assert client.relay.get(subscriber.path).json() == subscriber.webhook

    def test_comes_with_the_secret_or_after_it(self, subscribe: Subscribe) -> None:
        at_once = subscribe(generate_secret=True, signing="asymmetric").webhook
        together = change(subscribe(), secret_token=WHSEC, signing="asymmetric")
        later = change(subscribe(secret_token=WHSEC), signing="asymmetric")

        assert together["public_key"] == later["public_key"]
        assert at_once["public_key"] not in ("", later["public_key"])


class TestRotation:
    def test_both_secrets_verify_and_the_digest_is_the_new_ones(self, subscribe: Subscribe) -> None:
        subscriber = subscribe(secret_token=WHSEC, signing="asymmetric")

        rotated = rotate(subscriber, secret_token=OTHER_WHSEC)

        arrived = deliver(subscriber)
        for secret, public in (
            (WHSEC, subscriber.webhook["public_key"]),
            (OTHER_WHSEC, rotated["public_key"]),
        ):
            verify_with_libraries(secret, arrived.body, arrived.headers)
            verify_asymmetrically(public, arrived.body, arrived.headers)
        new = base64.b64decode(OTHER_WHSEC.removeprefix("whsec_"))
        assert arrived.headers["x-onefuzz-digest"] == digest(new, arrived.body)
        assert "previous_secret_until" in rotated
        assert "secret_token" not in rotated

    def test_without_grace_the_old_secret_is_out_at_once(self, subscribe: Subscribe) -> None:
        subscriber = subscribe(secret_token=WHSEC)

        rotated = rotate(subscriber, grace_period_hours=0)

        arrived = deliver(subscriber)
        verify_with_libraries(rotated["secret_token"], arrived.body, arrived.headers)
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            verify_with_libraries(WHSEC, arrived.body, arrived.headers)
        assert "previous_secret_until" not in rotated

    def test_a_change_of_the_secret_takes_effect_at_once(self, subscribe: Subscribe) -> None:
        subscriber = subscribe(secret_token=WHSEC)

        change(subscriber, secret_token=OTHER_WHSEC)

        arrived = deliver(subscriber)
        verify_with_libraries(OTHER_WHSEC, arrived.body, arrived.headers)
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            verify_with_libraries(WHSEC, arrived.body, arrived.headers)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"grace_period_hours": -1}, "grace_period_hours"),
            ({"grace_period_hours": 168.1}, "grace_period_hours"),
            ({"grace_period_hours": "24"}, "grace_period_hours"),
            ({"secret_token": "whsec_hidden!"}, "secret_token"),
            ({"secret": "hidden!"}, "secret"),
        ],
    )
    def test_what_is_refused(self, subscribe: Subscribe, body: object, field: str) -> None:
        subscriber = subscribe(secret_token=WHSEC)

        answer = subscriber.client.relay.post(f"{subscriber.path}/rotate-secret", json=body)

        expect_refusal(answer, field, hidden="hidden!")
        arrived = deliver(subscriber)
        verify_with_libraries(WHSEC, arrived.body, arrived.headers)


class TestHeaders:
    def test_arrive_with_every_attempt(self, client: Client, subscribe: Subscribe) -> None:
        subscriber = subscribe(headers={"X-Token": TOKEN, "authorization": f"Bearer {TOKEN}"})
        subscriber.receiver.answer_next(500)
        event = ping_event()

        client.post(event)

        subscriber.wait_for_state(event["event_id"], "delivered", tick=True)
        for request in subscriber.receiver.wait_for(2):
            assert request.headers["x-token"] == TOKEN
            assert request.headers["authorization"] == f"Bearer {TOKEN}"

    def test_can_be_changed_and_taken_away(self, subscribe: Subscribe) -> None:
        subscriber = subscribe(headers={"X-Token": TOKEN})

        assert change(subscriber, name="other")["headers"] == ["X-Token"]
        assert deliver(subscriber).headers["x-token"] == TOKEN
        assert change(subscriber, headers={"X-Other": "other"})["headers"] == ["X-Other"]
        assert "x-token" not in deliver(subscriber).headers
        assert "headers" not in change(subscriber, headers={})
        assert "x-other" not in deliver(subscriber).headers

    @pytest.mark.parametrize(
        "name",
        [
            *("Host", "content-LENGTH", "Content-Type", "Transfer-Encoding", "CONNECTION", "TE"),
            *("Webhook-Signature", "webhook-id", "x-onefuzz-DIGEST", "User-Agent", "Expect"),
            *("", "X A", "X:A", "X-\u00c9", "X\r\nX-Evil"),
        ],
    )
    def test_that_are_refused_by_name(self, subscribe: Subscribe, name: str) -> None:
        subscriber = subscribe()

        answer = subscriber.client.relay.request(
            "PATCH", subscriber.path, json={"headers": {"X-Good": "good", name: TOKEN}}
        )

        shown = name.encode("unicode_escape").decode()
        expect_refusal(answer, f"headers.{shown}", hidden=TOKEN)
        assert "headers" not in subscriber.client.relay.get(subscriber.path).json()

    @pytest.mark.parametrize(
        "headers",
        [
            {"X-A": f"{TOKEN}\r\nX-Evil: 1"},
            {"X-A": f"{TOKEN}\n"},
            {"X-A": f"{TOKEN}\x00"},
            {"X-A": f"{TOKEN}é"},
            {"X-A": f" {TOKEN}"},
            {"X-A": [TOKEN]},
            {"X-A": TOKEN, "x-a": TOKEN},
            {"X-A": TOKEN * 200},
            {f"X-{number}": TOKEN for number in range(21)},
            [TOKEN],
            TOKEN,
        ],
        ids=["crlf", "lf", "nul", "non-ascii", "space", "list", "twice", "long", "many", "l", "s"],
    )
    def test_that_are_refused_by_value(self, subscribe: Subscribe, headers: object) -> None:
        subscriber = subscribe()

        answer = subscriber.client.relay.request(
            "PATCH", subscriber.path, json={"headers": headers}
        )

        expect_refusal(answer, "headers", hidden=TOKEN)


@pytest.mark.parametrize(
    "secret",
    ["whsec_hidden!", "whsec_aGlkZGVu", "whsk_aGlkZGVu", "hidden" * 100, "hidden\ud800"],
)
def test_an_unusable_secret_is_refused_and_not_repeated(subscribe: Subscribe, secret: str) -> None:
    subscriber = subscribe()

    answer = subscriber.client.relay.request(
        "PATCH", subscriber.path, json={"secret_token": secret}
    )

    expect_refusal(answer, "secret_token", hidden=secret.partition("_")[2] or "hidden")
    assert subscriber.client.relay.get(subscriber.path).json() == subscriber.webhook


@pytest.mark.parametrize("way", ["POST", "PATCH", "rotate-secret"])
def test_a_generated_secret_is_shown_exactly_once(
    account: str, client: Client, subscribe: Subscribe, way: str
) -> None:
    subscriber = subscribe(
        "ping",
        url=f"{{url}}?token={QUERY}",
        generate_secret=way == "POST",
        headers={"X-Token": TOKEN},
    )
    if way == "POST":
        secret = subscriber.webhook["secret_token"]
    elif way == "PATCH":
        secret = change(subscriber, generate_secret=True)["secret_token"]
    else:
        secret = rotate(subscriber)["secret_token"]
    assert secret.startswith("whsec_")

    subscriber.receiver.answer_next(500)
    event = ping_event()
    client.post(event)
    subscriber.wait_for_state(event["event_id"], "delivered", tick=True)

    for request in subscriber.receiver.requests:
        verify_with_libraries(secret, request.body, request.headers)
        assert request.path.endswith(QUERY)
    stored = rows(account)
    said = [*answers_about(subscriber, event["event_id"]), *client.relay.logs()]
    for hidden in (secret.removeprefix("whsec_"), TOKEN):
        assert [text for text in (*said, stored, rows(account)) if hidden in text] == []
    assert [text for text in said if QUERY in text] == []


def answers_about(subscriber: Subscriber, event_id: str) -> Iterator[str]:
    """Every call that says anything about a webhook or its deliveries."""
    relay, path = subscriber.client.relay, subscriber.path
    reference = {"webhook_id": subscriber.webhook_id}
    for method, place, body in (
        ("GET", path, None),
        ("GET", "/api/webhooks", None),
        ("GET", "/api/webhooks", reference),
        ("PATCH", path, {"name": "other"}),
        ("PATCH", "/api/webhooks", {**reference, "name": "another"}),
        ("POST", f"{path}/disable", None),
        ("POST", f"{path}/enable", None),
        ("POST", f"{path}/rotate-secret", {"secret_token": PLAIN}),
        ("POST", f"{path}/ping", None),
        ("GET", f"{path}/deliveries", None),
        ("GET", f"{path}/deliveries/{event_id}", None),
        ("POST", f"{path}/deliveries/{event_id}/resend", None),
        ("POST", "/api/webhooks/logs", reference),
        ("GET", f"/api/events/{event_id}", None),
        ("GET", "/singularity/api/webhooks/summary", None),
        ("GET", "/api/health", None),
        ("POST", "/api/webhooks", {"name": 1}),
        ("DELETE", path, None),
    ):
        answer = relay.request(method, place, json=body)
        expected = 400 if body == {"name": 1} else (200, 202)[place.endswith("/resend")]
        assert answer.status_code == expected, (method, place, answer.text)
        yield answer.text


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/?token=hidden",
        "http://169.254.169.254/metadata?token=hidden",
        "http://168.63.129.16/?token=hidden",
        "http://[::1]/?token=hidden",
        "http://[::ffff:10.0.0.1]/?token=hidden",
        "http://2130706433/?token=hidden",
        "http://0x7f.1/?token=hidden",
        "http://user:hidden@127.0.0.1/",
        "http://127.0.0.1:22/?token=hidden",
        "file:///etc/passwd?token=hidden",
        "http://127.0.0.1/\r\nX-Evil: hidden",
    ],
)
def test_a_hostile_url_is_refused_wherever_it_is_registered(
    client: Client, subscribe: Subscribe, url: str
) -> None:
    subscriber = subscribe()
    webhook = {"name": "n", "event_types": ["ping"], "url": url}
    for method, path, body, field in (
        ("POST", "/api/webhooks", webhook, "url"),
        ("PATCH", subscriber.path, {"url": url}, "url"),
        ("PATCH", "/api/webhooks", {"webhook_id": subscriber.webhook_id, "url": url}, "url"),
        ("POST", "/singularity/api/webhooks", {"type": "TASK", "uri": url}, "uri"),
        ("POST", "/singularity/api/webhooks", {"type": "TASK", "uri": url, "id": "i"}, "uri"),
    ):
        answer = client.relay.request(method, path, json=body)
        expect_refusal(answer, field, hidden="hidden")
    assert client.relay.get("/api/webhooks").json() == [subscriber.webhook]
    assert client.relay.find("hidden") is None


def expect_refusal(answer: Any, field: str, *, hidden: str | None = None) -> None:
    """A 400 that names *field*, or something in it, and does not repeat what is *hidden*."""
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    named = answer.json()["errors"][0]["field"]
    assert named == field or named.startswith(f"{field}."), named
    assert hidden is None or hidden not in json.dumps(answer.json(), ensure_ascii=False)
