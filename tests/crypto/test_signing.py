"""Signatures, verified by libraries that are not ours and by published known answers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import pytest
import standardwebhooks
from cryptography.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st

from shared.crypto import signing
from shared.errors import InvalidInput
from tests.support.signature_verifiers import verify_asymmetrically, verify_with_libraries

# The specification's reference libraries publish these answers.
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = 1614265330
PAYLOAD = b'{"test": 2432232314}'
SYMMETRIC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SYMMETRIC_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
PRIVATE = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
PRIVATE_SIGNATURE = (
    "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="
)

BODY = '{"event_id": "1", "event": {"name": "naïve"}}'.encode()


def headers_for(*secrets: str, asymmetric: bool = False, message_id: str = ID) -> dict[str, str]:
    return signing.delivery_headers(
        secrets=secrets,
        asymmetric=asymmetric,
        message_id=message_id,
        timestamp=int(time.time()),
        body=BODY,
    )


def test_published_answers() -> None:
    assert signing.sign(ID, TIMESTAMP, PAYLOAD, [SYMMETRIC]) == SYMMETRIC_SIGNATURE
    assert signing.sign_asymmetrically(ID, TIMESTAMP, PAYLOAD, [PRIVATE]) == PRIVATE_SIGNATURE
    headers = signing.delivery_headers(
        secrets=[SYMMETRIC], asymmetric=False, message_id=ID, timestamp=TIMESTAMP, body=PAYLOAD
    )
    assert headers["webhook-id"] == ID
    assert headers["webhook-timestamp"] == str(TIMESTAMP)
    assert headers["webhook-signature"] == SYMMETRIC_SIGNATURE


def test_a_private_key_of_64_bytes_is_the_same_key() -> None:
    seed = base64.b64decode(PRIVATE.removeprefix("whsk_"))
    public = base64.b64decode(signing.public_key(PRIVATE).removeprefix("whpk_"))
    long_form = "whsk_" + base64.b64encode(seed + public).decode()
    signing.check_secret(long_form)
    assert signing.sign_asymmetrically(ID, TIMESTAMP, PAYLOAD, [long_form]) == PRIVATE_SIGNATURE


@pytest.mark.parametrize("secret", [SYMMETRIC, "s3cret", "pässwörd ✓", "x"])
def test_libraries_verify_every_kind_of_secret(secret: str) -> None:
    signing.check_secret(secret)
    headers = headers_for(secret)
    key = secret if secret.startswith("whsec_") else secret.encode()
    verify_with_libraries(key, BODY, headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        verify_with_libraries(key, BODY + b" ", headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        verify_with_libraries(b"another", BODY, headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        verify_with_libraries(key, BODY, headers | {"webhook-id": "another"})


def test_a_generated_secret_is_new_long_and_usable() -> None:
    secrets = {signing.generate_secret() for _ in range(10)}
    assert len(secrets) == 10
    for secret in secrets:
        signing.check_secret(secret)
        assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
        verify_with_libraries(secret, BODY, headers_for(secret))


def test_both_secrets_sign_while_one_replaces_the_other() -> None:
    new, old = signing.generate_secret(), "the old one"
    headers = headers_for(new, old, asymmetric=True)
    verify_with_libraries(new, BODY, headers)
    verify_with_libraries(old.encode(), BODY, headers)
    verify_asymmetrically(signing.public_key(new), BODY, headers)
    verify_asymmetrically(signing.public_key(old), BODY, headers)
    assert [each.split(",")[0] for each in headers["webhook-signature"].split(" ")] == [
        "v1",
        "v1",
        "v1a",
        "v1a",
    ]
    assert headers["X-Onefuzz-Digest"] == signing.digest_header(new, BODY)


@pytest.mark.parametrize("secret", [SYMMETRIC, PRIVATE, "s3cret"])
def test_a_receiver_with_the_public_key_alone_can_verify(secret: str) -> None:
    headers = headers_for(secret, asymmetric=True)
    public_key = signing.public_key(secret)
    verify_asymmetrically(public_key, BODY, headers)
    with pytest.raises(InvalidSignature):
        verify_asymmetrically(public_key, BODY + b" ", headers)
    with pytest.raises(InvalidSignature):
        verify_asymmetrically(signing.public_key("another"), BODY, headers)
    assert base64.b64decode(public_key.removeprefix("whpk_")) != signing.secret_bytes(secret)


def test_a_secret_of_192_bits_may_have_a_public_key() -> None:
    for secret in (SYMMETRIC, PRIVATE, signing.generate_secret()):
        signing.check_asymmetric_secret(secret)


@pytest.mark.parametrize("secret", ["s3cret", "a" * 512, "WHSEC_" + SYMMETRIC[6:], " " + SYMMETRIC])
def test_a_secret_that_could_be_guessed_from_its_public_key_is_refused(secret: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        signing.check_asymmetric_secret(secret)
    assert refused.value.field == "secret_token"
    assert secret not in refused.value.detail


def test_the_derived_key_is_the_same_in_every_release() -> None:
    """Receivers keep the public key: a change in how it is derived would break them all."""
    assert signing.public_key("s3cret") == "whpk_8uGM/LMZc2qFrgwRA3M7kZfqMyztmHVHd24+7yt7Ldg="


def test_asymmetric_signatures_come_only_when_asked_for() -> None:
    assert "v1a" not in headers_for(SYMMETRIC)["webhook-signature"]


@pytest.mark.parametrize("asymmetric", [False, True])
def test_without_a_secret_a_delivery_has_an_id_and_a_time_and_no_signature(
    asymmetric: bool,
) -> None:
    headers = headers_for(asymmetric=asymmetric)
    assert set(headers) == {"webhook-id", "webhook-timestamp"}
    assert headers["webhook-id"] == ID
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60


# X-Onefuzz-Digest


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("s3cret", b"s3cret"),
        ("pässwörd", "pässwörd".encode()),
        (SYMMETRIC, base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
    ],
)
def test_the_digest_is_onefuzz_s(secret: str, key: bytes) -> None:
    """The digest as a receiver of OneFuzz's webhooks computes it."""
    expected = hmac.new(key, msg=BODY, digestmod=hashlib.sha512).hexdigest()
    assert headers_for(secret)["X-Onefuzz-Digest"] == expected


def test_a_digest_is_verified() -> None:
    digest = signing.digest_header("s3cret", BODY)
    assert signing.verify_digest("s3cret", BODY, digest)
    assert signing.verify_digest("s3cret", BODY, digest.upper())
    assert not signing.verify_digest("s3cret", BODY + b" ", digest)
    assert not signing.verify_digest("another", BODY, digest)


@pytest.mark.parametrize("header", [None, "", "0", "é", "\ud800", "a" * 127, "a" * 100_000])
def test_what_is_no_digest_is_refused(header: str | None) -> None:
    assert not signing.verify_digest("s3cret", BODY, header)


@pytest.mark.parametrize("secret", [SYMMETRIC, "whsec_not base64"])
def test_a_sender_may_take_an_encoded_secret_as_it_stands(secret: str) -> None:
    as_it_stands = hmac.new(secret.encode(), msg=BODY, digestmod=hashlib.sha512).hexdigest()
    assert signing.verify_digest(secret, BODY, as_it_stands)


def test_a_sender_may_decode_an_encoded_secret() -> None:
    assert signing.verify_digest(SYMMETRIC, BODY, signing.digest_header(SYMMETRIC, BODY))


# Identifiers


@pytest.mark.parametrize("event_id", ["e2f1a9b2-8a67-4d4b-9d02-9e3f2b0f1c11", "A_b-9~"])
def test_an_ordinary_event_id_is_the_webhook_id(event_id: str) -> None:
    assert signing.message_id(event_id) == event_id


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(max_size=20))
def test_no_event_id_can_be_mistaken_when_signed(one: str, other: str) -> None:
    made = signing.message_id(one)
    assert made.isascii()
    assert not set(made) & set(". \r\n,")
    assert (one == other) == (made == signing.message_id(other.encode(errors="replace").decode()))


def test_a_dot_in_an_event_id_cannot_move_the_boundary() -> None:
    crafted = f"a.{TIMESTAMP}"
    with pytest.raises(ValueError, match="dot"):
        headers_for("s3cret", message_id=crafted)
    headers = headers_for("s3cret", message_id=signing.message_id(crafted))
    assert headers["webhook-id"] == f"a%2E{TIMESTAMP}"
    verify_with_libraries(b"s3cret", BODY, headers)


# Secrets that cannot be used


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "x" * 513,
        "\ud800-lonely",
        "whsec_",
        "whsec_!hidden!",
        "whsec_" + base64.b64encode(b"h" * 23).decode(),
        "whsec_" + base64.b64encode(b"h" * 65).decode(),
        "whsec_é",
        "whsk_",
        "whsk_hidden",
        "whsk_" + base64.b64encode(b"h" * 33).decode(),
    ],
)
def test_an_unusable_secret_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        signing.check_secret(secret)
    assert refused.value.field == "secret_token"
    assert "hidden" not in str(refused.value)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("size", [24, 25, 32, 64])
def test_padding_may_be_missing(size: int) -> None:
    padded = "whsec_" + base64.b64encode(bytes(size)).decode()
    for secret in (padded, padded.rstrip("=")):
        signing.check_secret(secret)
        assert signing.secret_bytes(secret) == bytes(size)
