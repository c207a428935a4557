"""Secrets in storage, as keys come and go: real storage, a clock that the test moves."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from cryptography.fernet import Fernet

from shared.api import webhooks
from shared.crypto import signing
from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.model import Webhook
from shared.times import iso8601
from tests.security.calls import call, logged, respond_to
from tests.security.storage import rows
from tests.support.client import ping_event
from tests.support.in_process import Clock, InProcess
from tests.support.receiver import ReceivedRequest, Receiver

HOUR = 3600.0
NOWHERE = "http://127.0.0.1:49999/"
SECRET = "whsec_" + base64.b64encode(b"the present secret, 24 +").decode()
EARLIER = "whsec_" + base64.b64encode(b"the secret that was first").decode()
THIRD = "whsec_" + base64.b64encode(b"a third secret, for whom?").decode()
HEADERS = {"X-Token": "the token in a header"}

Start = Callable[..., InProcess]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(storage_account: str, clock: Clock) -> Iterator[Start]:
    """Starts relays on the same storage, with the given Fernet keys."""
    relays: list[InProcess] = []

    def started(*keys: str) -> InProcess:
        relays.append(InProcess(storage_account, {"SECRETS_KEY": ",".join(keys)}, clock))
        return relays[-1]

    yield started
    for relay in relays:
        relay.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def key() -> str:
    return Fernet.generate_key().decode()


def make_webhook(process: InProcess, url: str) -> str:
    """Make a webhook with all that is stored encrypted: secret, previous secret, headers."""
    body = {
        "name": "test",
        "url": url,
        "event_types": ["ping"],
        "secret_token": EARLIER,
        "headers": HEADERS,
        "signing": "asymmetric",
    }
    webhook = call(process.relay, webhooks.collection, "POST", body)
    rotate(process, webhook["webhook_id"], SECRET, 24)
    return str(webhook["webhook_id"])


def rotate(process: InProcess, webhook_id: str, secret: str, hours: float) -> Any:
    body = {"secret_token": secret, "grace_period_hours": hours}
    return call(process.relay, webhooks.rotate_secret, "POST", body, webhook_id=webhook_id)


def encrypted(webhook: Webhook) -> list[str]:
    return [webhook.secret, *webhook.previous_secrets, webhook.headers]


def deliver(process: InProcess, receiver: Receiver) -> ReceivedRequest:
    """Post an event, have it delivered, and answer with what arrived."""
    receiver.clear()
    process.relay.ingest.post(json.dumps(ping_event()).encode())
    process.pump()
    [request] = receiver.requests
    return request


class TestKeys:
    def test_an_old_key_can_go_after_an_hour(self, start: Start, receiver: Receiver) -> None:
        old, new = key(), key()
        before = start(old)
        webhook_id = make_webhook(before, receiver.url)
        only_new = Encryption(new, allow_plain=False)
        for value in encrypted(before.relay.webhooks.get(webhook_id)):
            with pytest.raises(UnreadableSecret):
                only_new.decrypt(value)

        start(new, old).tick()

        after = start(new)
        decrypted = [only_new.decrypt(v) for v in encrypted(after.relay.webhooks.get(webhook_id))]
        assert decrypted == [SECRET, EARLIER, json.dumps(HEADERS)]
        arrived = deliver(after, receiver)
        assert arrived.headers["x-token"] == HEADERS["X-Token"]
        assert arrived.headers["x-onefuzz-digest"] == signing.digest_header(SECRET, arrived.body)

    def test_plain_text_is_encrypted_once_there_is_a_key(self, start: Start, clock: Clock) -> None:
        """Also by a process that was there before the webhook was made."""
        plain = start()
        keyed = start(key())
        keyed.tick()
        webhook_id = make_webhook(plain, NOWHERE)
        assert all(v.startswith("plain:") for v in encrypted(plain.relay.webhooks.get(webhook_id)))

        clock.advance(HOUR)
        keyed.tick()

        webhook = keyed.relay.webhooks.get(webhook_id)
        assert all(value.startswith("fernet:") for value in encrypted(webhook))
        assert keyed.relay.encryption.decrypt(webhook.secret) == SECRET

    def test_what_is_encrypted_under_the_first_key_is_left_alone(
        self, start: Start, clock: Clock
    ) -> None:
        process = start(key(), key())
        webhook_id = make_webhook(process, NOWHERE)
        before = process.relay.webhooks.get(webhook_id)

        process.tick()
        clock.advance(HOUR)
        process.tick()

        assert process.relay.webhooks.get(webhook_id) == before

    def test_a_tick_in_between_looks_at_no_secret(self, start: Start, clock: Clock) -> None:
        old, new = key(), key()
        process = start(new, old)
        process.tick()
        webhook_id = make_webhook(start(old), NOWHERE)
        before = process.relay.webhooks.get(webhook_id)

        clock.advance(HOUR - 60)
        process.tick()

        assert process.relay.webhooks.get(webhook_id) == before

    def test_a_lost_key_concerns_its_webhook_alone(self, start: Start, receiver: Receiver) -> None:
        lost, old, new = key(), key(), key()
        unreadable = make_webhook(start(lost), NOWHERE)
        readable = make_webhook(start(old), receiver.url)
        process = start(new, old)

        with logged() as lines:
            process.tick()

        [line] = [json.loads(line) for line in lines if '"secret_unreadable"' in line]
        assert line["webhook_id"] == unreadable
        only_new = Encryption(new, allow_plain=False)
        assert only_new.decrypt(process.relay.webhooks.get(readable).secret) == SECRET
        listed = call(process.relay, webhooks.collection, "GET")
        shown = {webhook["webhook_id"]: webhook for webhook in listed}
        assert shown[unreadable]["secrets_unreadable"] is True
        assert "secrets_unreadable" not in shown[readable]
        assert shown[readable]["headers"] == list(HEADERS)

        rotate(process, unreadable, SECRET, 24)
        body = {"headers": HEADERS, "url": receiver.url}
        repaired = call(process.relay, webhooks.one, "PATCH", body, webhook_id=unreadable)

        assert "secrets_unreadable" not in repaired
        call(process.relay, webhooks.one, "DELETE", webhook_id=readable)
        assert signers(deliver(process, receiver), SECRET) == [SECRET]

    def test_a_lost_key_of_an_old_secret_stops_nothing(
        self, start: Start, receiver: Receiver
    ) -> None:
        lost, kept = key(), key()
        webhook_id = make_webhook(start(lost), receiver.url)
        rotate(start(kept, lost), webhook_id, THIRD, 24)
        process = start(kept)
        call(process.relay, webhooks.one, "PATCH", {"headers": HEADERS}, webhook_id=webhook_id)

        arrived = deliver(process, receiver)

        assert signers(arrived, THIRD, SECRET, EARLIER) == [THIRD]


class TestRotation:
    @pytest.fixture
    def process(self, start: Start) -> InProcess:
        process = start(key())
        process.tick()
        return process

    def test_the_old_secret_signs_until_its_time_is_up(
        self, process: InProcess, clock: Clock, receiver: Receiver
    ) -> None:
        webhook_id = make_webhook(process, receiver.url)

        clock.advance(24 * HOUR - 60)
        process.tick()
        assert signers(deliver(process, receiver), SECRET, EARLIER) == [SECRET, EARLIER]

        clock.advance(120)
        assert signers(deliver(process, receiver), SECRET, EARLIER) == [SECRET]
        assert process.relay.webhooks.get(webhook_id).previous_secrets

    def test_then_it_is_erased(
        self, process: InProcess, clock: Clock, storage_account: str
    ) -> None:
        webhook_id = make_webhook(process, NOWHERE)
        [kept] = process.relay.webhooks.get(webhook_id).previous_secrets
        assert kept in rows(storage_account)

        clock.advance(25 * HOUR)
        process.tick()

        webhook = process.relay.webhooks.get(webhook_id)
        assert webhook.previous_secrets == {}
        assert kept not in rows(storage_account)
        assert process.relay.encryption.decrypt(webhook.secret) == SECRET

    def test_a_second_rotation_leaves_the_first_ones_grace_as_it_is(
        self, process: InProcess, clock: Clock, receiver: Receiver
    ) -> None:
        """Whose answer was lost must rotate again, while receivers know the first secret only."""
        webhook_id = make_webhook(process, receiver.url)
        shown = rotate(process, webhook_id, THIRD, 1)
        every = [THIRD, SECRET, EARLIER]

        assert signers(deliver(process, receiver), *every) == every
        assert shown["previous_secret_until"] == iso8601(clock.now + 24 * HOUR)
        clock.advance(2 * HOUR)
        assert signers(deliver(process, receiver), *every) == [THIRD, EARLIER]
        process.tick()
        assert len(process.relay.webhooks.get(webhook_id).previous_secrets) == 1
        clock.advance(22 * HOUR)
        assert signers(deliver(process, receiver), *every) == [THIRD]

    def test_the_same_rotation_again_changes_nothing(
        self, process: InProcess, clock: Clock, receiver: Receiver
    ) -> None:
        webhook_id = make_webhook(process, receiver.url)
        clock.advance(HOUR)
        rotate(process, webhook_id, SECRET, 24)

        assert signers(deliver(process, receiver), SECRET, EARLIER) == [SECRET, EARLIER]
        clock.advance(23 * HOUR)
        assert signers(deliver(process, receiver), SECRET, EARLIER) == [SECRET]

    def test_a_rotation_back_and_forth_signs_once_with_each(
        self, process: InProcess, receiver: Receiver
    ) -> None:
        webhook_id = make_webhook(process, receiver.url)
        rotate(process, webhook_id, EARLIER, 24)

        arrived = deliver(process, receiver)

        assert signers(arrived, EARLIER, SECRET) == [EARLIER, SECRET]
        assert len(arrived.headers["webhook-signature"].split()) == 4

    def test_of_many_rotations_the_latest_sign(
        self, process: InProcess, receiver: Receiver
    ) -> None:
        """As long as secrets can be, so that their row can hold them."""
        webhook_id = make_webhook(process, receiver.url)
        body = {"signing": "symmetric"}
        call(process.relay, webhooks.one, "PATCH", body, webhook_id=webhook_id)
        secrets = [chr(0x1F600 + number) * 512 for number in range(8)]
        for secret in secrets:
            rotate(process, webhook_id, secret, 168)

        arrived = deliver(process, receiver)
        assert signers(arrived, *reversed(secrets), methods=[signing.sign]) == secrets[:1:-1]

    @pytest.mark.parametrize("how", ["no grace", "PATCH"])
    def test_an_old_secret_that_is_not_to_be_kept_is_gone_at_once(
        self, process: InProcess, receiver: Receiver, storage_account: str, how: str
    ) -> None:
        webhook_id = make_webhook(process, receiver.url)
        known = encrypted(process.relay.webhooks.get(webhook_id))[:2]

        if how == "PATCH":
            body = {"secret_token": THIRD}
            shown = call(process.relay, webhooks.one, "PATCH", body, webhook_id=webhook_id)
        else:
            shown = rotate(process, webhook_id, THIRD, 0)

        assert "previous_secret_until" not in shown
        arrived = deliver(process, receiver)
        assert signers(arrived, THIRD, SECRET, EARLIER) == [THIRD]
        stored = rows(storage_account)
        assert all(value not in stored for value in known)


def signers(
    request: ReceivedRequest,
    *secrets: str,
    methods: Sequence[Callable[..., str]] = (signing.sign, signing.sign_asymmetrically),
) -> list[str]:
    """Which of *secrets* signed, in their order, each by all of *methods*.

    The first of them must have made the digest.
    """
    headers = request.headers
    assert headers["x-onefuzz-digest"] == signing.digest_header(secrets[0], request.body)
    given = headers["webhook-signature"].split()
    content = headers["webhook-id"], int(headers["webhook-timestamp"]), request.body
    found = [
        secret
        for secret in secrets
        if {method(*content, [secret]) for method in methods} <= set(given)
    ]
    assert len(given) == len(methods) * len(found)
    return found


@pytest.mark.parametrize(
    "given",
    [{"secret_token": SECRET}, {"generate_secret": True}, {"headers": HEADERS}],
    ids=lambda given: next(iter(given)),
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_relay_without_a_key_stores_no_secret(
    storage_account: str, clock: Clock, given: dict[str, Any], method: str
) -> None:
    process = InProcess(storage_account, {"ALLOW_PLAIN_SECRETS": "false"}, clock)
    body = {"name": "test", "url": NOWHERE, "event_types": ["ping"]}
    handler, path = webhooks.collection, {}
    if method == "PATCH":
        made = call(process.relay, webhooks.collection, "POST", body)
        handler, path, body = webhooks.one, {"webhook_id": made["webhook_id"]}, {}
    before = rows(storage_account)

    answer = respond_to(process.relay, handler, method, body | given, **path)

    assert answer.status == 400
    problem = json.loads(answer.body)
    assert problem["errors"][0]["field"] == ("headers" if "headers" in given else "secret_token")
    assert SECRET not in answer.body.decode()
    assert HEADERS["X-Token"] not in answer.body.decode()
    assert rows(storage_account) == before
    process.close()
