"""Registration and change of webhooks: what is stored, and what the caller is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.errors import Conflict, InvalidInput, UnknownWebhook
from shared.model import MessageFormat, Webhook
from shared.webhooks.registration import WebhookRegistration
from shared.webhooks.requests import NewWebhook, SecretRotation, WebhookChange
from shared.webhooks.secrets import MAX_PREVIOUS_SECRETS
from tests.support.in_process import InProcess

URL = "http://127.0.0.1:49999/hook?code=q-9f2c"
SECRET = "s-51e0"
HOUR = 3600


def new_webhook(**options: object) -> NewWebhook:
    return NewWebhook.model_validate(
        {"name": "ours", "url": URL, "event_types": ["ping"], **options}
    )


def change(**members: object) -> WebhookChange:
    return WebhookChange.model_validate(members)


@pytest.fixture
def registration(memory_relay: InProcess) -> WebhookRegistration:
    return memory_relay.relay.registration


def stored(relay: InProcess, webhook_id: str) -> Webhook:
    return relay.relay.webhooks.get(webhook_id)


def secrets_of(relay: InProcess, webhook_id: str) -> list[str]:
    """The secret and its predecessors, decrypted."""
    webhook = stored(relay, webhook_id)
    return [relay.relay.encryption.decrypt(s) for s in (webhook.secret, *webhook.previous_secrets)]


def test_a_new_webhook_is_stored_with_what_was_given(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    made = registration.create(new_webhook(event_types=["ping", "TASK", "ping"], max_in_flight=3))

    webhook = stored(memory_relay, made.webhook.webhook_id)
    assert (webhook.name, webhook.url) == ("ours", URL)
    assert webhook.event_types == ("ping", "TASK")
    assert webhook.message_format == MessageFormat.ONEFUZZ
    assert webhook.max_in_flight == 3
    assert webhook.enabled
    assert webhook.secret == ""
    assert made.generated_secret is None


def test_only_a_generated_secret_is_told(registration: WebhookRegistration) -> None:
    generated = registration.create(new_webhook(generate_secret=True))
    given = registration.create(new_webhook(secret_token=SECRET))

    assert generated.generated_secret is not None
    assert generated.generated_secret.startswith("whsec_")
    assert given.generated_secret is None
    assert given.webhook.secret


def test_nothing_secret_is_in_a_repr(registration: WebhookRegistration) -> None:
    wanted = new_webhook(secret_token=SECRET, headers={"X-Key": "h-77aa"})
    made = registration.create(new_webhook(generate_secret=True))
    rotation = SecretRotation(secret_token=SECRET)

    shown = repr((wanted, change(secret_token=SECRET, url=URL), rotation, made))

    assert made.generated_secret is not None
    for secret in (SECRET, "h-77aa", "q-9f2c", made.generated_secret):
        assert secret not in shown


def test_a_change_leaves_what_it_does_not_name(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    made = registration.create(new_webhook(secret_token=SECRET, rate_per_second=5)).webhook

    registration.change(made.webhook_id, change(name="renamed"))

    now = stored(memory_relay, made.webhook_id)
    assert replace(now, name="ours", etag="") == replace(made, etag="")


def test_a_new_secret_replaces_the_earlier_ones_at_once(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook_id = registration.create(new_webhook(secret_token="one")).webhook.webhook_id
    registration.rotate_secret(webhook_id, SecretRotation(secret_token="two"))
    assert secrets_of(memory_relay, webhook_id) == ["two", "one"]

    registration.change(webhook_id, change(secret_token="three"))

    assert secrets_of(memory_relay, webhook_id) == ["three"]


def test_a_rotated_secret_signs_until_its_grace_period_ends(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook_id = registration.create(new_webhook(secret_token="one")).webhook.webhook_id
    registration.rotate_secret(webhook_id, SecretRotation(secret_token="two", grace_period_hours=2))
    memory_relay.clock.advance(3 * HOUR)

    registration.rotate_secret(
        webhook_id, SecretRotation(secret_token="three", grace_period_hours=1)
    )

    assert secrets_of(memory_relay, webhook_id) == ["three", "two"]
    [until] = stored(memory_relay, webhook_id).previous_secrets.values()
    assert until == memory_relay.clock() + HOUR


def test_without_a_grace_period_the_old_secret_is_gone(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook_id = registration.create(new_webhook(secret_token="one")).webhook.webhook_id

    rotated = registration.rotate_secret(webhook_id, SecretRotation(grace_period_hours=0))

    assert secrets_of(memory_relay, webhook_id) == [rotated.generated_secret]


def test_a_bounded_number_of_secrets_signs(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook_id = registration.create(new_webhook(secret_token="0")).webhook.webhook_id

    for number in range(1, 9):
        registration.rotate_secret(webhook_id, SecretRotation(secret_token=str(number)))

    expected = [str(8 - number) for number in range(MAX_PREVIOUS_SECRETS + 1)]
    assert secrets_of(memory_relay, webhook_id) == expected


def test_a_secret_that_comes_back_is_not_kept_twice(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook_id = registration.create(new_webhook(secret_token="one")).webhook.webhook_id
    for secret in ("two", "one"):
        registration.rotate_secret(webhook_id, SecretRotation(secret_token=secret))

    assert secrets_of(memory_relay, webhook_id) == ["one", "two"]


def test_enabling_forgets_why_it_was_disabled(registration: WebhookRegistration) -> None:
    webhook_id = registration.create(new_webhook()).webhook.webhook_id

    disabled = registration.disable(webhook_id)
    enabled = registration.enable(webhook_id)

    assert (disabled.enabled, disabled.disabled_reason) == (False, "disabled over the API")
    assert (enabled.enabled, enabled.disabled_reason) == (True, "")


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"url": "ftp://example.com/"}, "url"),
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"event_types": ["ping", "pong"]}, "event_types[1]"),
        ({"secret_token": "whsec_?"}, "secret_token"),
        ({"secret_token": "x", "generate_secret": True}, "generate_secret"),
        ({"signing": "asymmetric"}, "signing"),
        ({"signing": "asymmetric", "secret_token": "guessable"}, "secret_token"),
        ({"headers": {"Host": "x"}}, "headers.Host"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_not_stored(
    memory_relay: InProcess,
    registration: WebhookRegistration,
    options: dict[str, object],
    field: str,
) -> None:
    before = registration.create(new_webhook()).webhook

    with pytest.raises(InvalidInput) as refused:
        registration.create(new_webhook(**options))
    assert refused.value.errors[0].field == field
    with pytest.raises(InvalidInput) as refused:
        registration.change(before.webhook_id, change(**options))
    assert refused.value.errors[0].field == field

    [webhook] = memory_relay.relay.webhooks.every()
    assert webhook == stored(memory_relay, before.webhook_id)
    assert replace(webhook, etag="") == replace(before, etag="")


def test_a_guessable_secret_never_gets_a_public_key(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    plain = registration.create(new_webhook(secret_token=SECRET)).webhook.webhook_id
    with pytest.raises(InvalidInput) as refused:
        registration.change(plain, change(signing="asymmetric"))
    assert refused.value.field == "secret_token"

    strong = registration.create(new_webhook(generate_secret=True, signing="asymmetric")).webhook
    with pytest.raises(InvalidInput):
        registration.change(strong.webhook_id, change(secret_token=SECRET))
    with pytest.raises(InvalidInput):
        registration.rotate_secret(strong.webhook_id, SecretRotation(secret_token=SECRET))
    assert stored(memory_relay, strong.webhook_id).secret == strong.secret

    registration.change(strong.webhook_id, change(secret_token=SECRET, signing="symmetric"))
    registration.change(plain, change(generate_secret=True, signing="asymmetric"))


def test_a_secret_that_no_key_decrypts_is_not_used_asymmetrically(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook_id = registration.create(new_webhook(secret_token=SECRET)).webhook.webhook_id
    memory_relay.relay.webhooks.change(webhook_id, lambda w: replace(w, secret="fernet:lost"))
    with pytest.raises(InvalidInput) as refused:
        registration.change(webhook_id, change(signing="asymmetric"))
    assert refused.value.field == "signing"


def test_an_unknown_webhook(registration: WebhookRegistration) -> None:
    with pytest.raises(UnknownWebhook):
        registration.change("nobody", change(name="x"))
    with pytest.raises(UnknownWebhook):
        registration.rotate_secret("nobody", SecretRotation())
    with pytest.raises(UnknownWebhook):
        registration.enable("nobody")


def test_a_ping_can_be_looked_up_by_its_id(
    memory_relay: InProcess, registration: WebhookRegistration
) -> None:
    webhook = registration.create(new_webhook()).webhook
    ping_id = registration.ping(webhook)
    event = memory_relay.relay.history.event(ping_id)
    assert event.event_json == f'{{"ping_id": "{ping_id}"}}'


def test_a_disabled_webhook_is_not_pinged(registration: WebhookRegistration) -> None:
    made = registration.create(new_webhook()).webhook
    disabled = registration.disable(made.webhook_id)
    with pytest.raises(Conflict) as raised:
        registration.ping(disabled)
    assert raised.value.field == "webhook_id"
