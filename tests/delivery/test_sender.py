"""One POST of an event to a webhook: what is sent, and what the attempt says of the response."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from shared.crypto import signing
from shared.crypto.encryption import Encryption
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.sender import Sender
from shared.model import MAX_RECORDED_RESPONSE, Attempt, Event, MessageFormat, Webhook
from shared.outbound import Outbound, PostResult

NOW = 1_790_000_000.0
SECRET = "the secret of the webhook"
HEADERS = {"X-Token": "the token in a header"}
ENCRYPTION = Encryption(None, allow_plain=True)
EVENT = Event("id-1", "ping", 1_789_999_999_000, '{"ping_id": "p"}', "{}")
WEBHOOK = Webhook("w-1", "uid", "name", "http://example.com/hook", ("ping",), "onefuzz", 0.0)
OK = PostResult(200, None, "", 7, "thanks", None)


@dataclass
class Posts:
    """An `Outbound` that answers with *result* and keeps what it was given."""

    result: PostResult = OK
    url: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hidden: Collection[str] = ()

    def refusal(self, url: str) -> str | None:
        return "longer than 2048 characters" if len(url) > 2048 else None

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], hidden: Collection[str] = ()
    ) -> PostResult:
        self.url, self.body, self.headers, self.hidden = url, body, headers, hidden
        return self.result


def send(posts: Posts, webhook: Webhook = WEBHOOK, event: Event = EVENT) -> Attempt:
    outbound = cast(Outbound, posts)
    return Sender(outbound, DeliveryHeaders(ENCRYPTION), lambda: NOW).send(event, webhook)


def test_the_event_is_sent_in_the_webhooks_format() -> None:
    posts = Posts()
    send(posts, replace(WEBHOOK, message_format="bare"))
    assert (posts.url, posts.body) == (WEBHOOK.url, b'{"ping_id": "p"}')
    assert posts.headers["Content-Type"] == "application/json"


def test_the_body_is_signed_with_the_secret() -> None:
    posts = Posts()
    send(posts, replace(WEBHOOK, secret=ENCRYPTION.encrypt(SECRET)))
    digest = posts.headers["X-Onefuzz-Digest"]
    assert signing.verify_digest(SECRET, posts.body, digest)
    assert posts.headers["webhook-timestamp"] == str(int(NOW))


@pytest.mark.parametrize("message_format", MessageFormat)
def test_every_delivery_has_an_id_and_a_time(message_format: MessageFormat) -> None:
    """A receiver without a secret, too, must recognise a repeat."""
    posts = Posts()
    send(posts, replace(WEBHOOK, message_format=message_format), replace(EVENT, event_id="a.b"))
    assert posts.headers["webhook-id"] == "a%2Eb"
    assert posts.headers["webhook-timestamp"] == str(int(NOW))
    assert "webhook-signature" not in posts.headers


def test_custom_headers_are_sent_and_hidden_from_the_record() -> None:
    posts = Posts()
    send(posts, replace(WEBHOOK, headers=ENCRYPTION.encrypt(json.dumps(HEADERS))))
    assert posts.headers["X-Token"] == HEADERS["X-Token"]
    assert HEADERS["X-Token"] in posts.hidden


def test_variables_of_the_url_are_filled() -> None:
    payload = json.dumps({"request": {"id": "r/1"}})
    posts = Posts()
    send(
        posts,
        replace(WEBHOOK, url="http://example.com/$REQUEST_ID"),
        replace(EVENT, event_type="REQUEST", event_json=payload),
    )
    assert posts.url == "http://example.com/r%2F1"


@pytest.mark.parametrize(
    "result", [OK, PostResult(500, None, "", 3, "no"), PostResult(None, "timeout", "d", 9)]
)
def test_the_attempt_says_what_came_of_it(result: PostResult) -> None:
    attempt = send(Posts(result))
    assert attempt == Attempt(
        NOW, result.status, result.error, result.detail, result.duration_ms, result.body_start
    )
    assert attempt.ok is (result.status == 200)


def test_a_long_response_is_cut() -> None:
    attempt = send(Posts(replace(OK, body_start="x" * 100_000)))
    assert attempt.answer == "x" * MAX_RECORDED_RESPONSE


@pytest.mark.parametrize(
    ("status", "retry_after", "seconds"),
    [
        (429, "120", 120.0),
        (503, "120", 120.0),
        (503, None, None),
        (503, "soon", None),
        (200, "120", None),
        (500, "120", None),
        (301, "120", None),
    ],
)
def test_retry_after_counts_with_429_and_503(
    status: int, retry_after: str | None, seconds: Any
) -> None:
    result = replace(OK, status=status, retry_after=retry_after)
    assert send(Posts(result)).retry_after == seconds
