"""The bundled receiver verifies what the relay signs, and nothing else."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

import pytest

from shared.crypto import signing
from tools.receiver.signatures import NotVerifiedError, verify

NOW = 1_700_000_000
BODY = '{"event": "é"}'.encode()
ENCODED = "whsec_" + base64.b64encode(bytes(range(32))).decode()


def signed(secrets: list[str], body: bytes = BODY, *, asymmetric: bool = False) -> dict[str, str]:
    headers = signing.delivery_headers(
        secrets=secrets, asymmetric=asymmetric, message_id="id-1", timestamp=NOW, body=body
    )
    return {name.lower(): value for name, value in headers.items()}


def without(headers: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}


@pytest.mark.parametrize("secret", [ENCODED, "a secret of ours", "schlüssel"])
@pytest.mark.parametrize("asymmetric", [False, True])
@pytest.mark.parametrize("late", [-299, 0, 299])
def test_what_the_relay_signs_is_verified(secret: str, asymmetric: bool, late: int) -> None:
    verify(secret, signed([secret], asymmetric=asymmetric), BODY, now=NOW + late)


def test_the_old_secret_verifies_while_both_sign() -> None:
    verify(ENCODED, signed(["the new one", ENCODED]), BODY, now=NOW)


@pytest.mark.parametrize("secret", [ENCODED, "a secret of ours"])
def test_the_digest_is_verified_where_there_is_no_signature(secret: str) -> None:
    digest_only = without(signed([secret]), "webhook-signature")
    verify(secret, digest_only, BODY, now=NOW)
    with pytest.raises(NotVerifiedError, match="x-onefuzz-digest is not made with this secret"):
        verify(secret, digest_only, BODY + b" ", now=NOW)


@pytest.mark.parametrize(
    ("headers", "body", "now", "why"),
    [
        (signed(["another"]), BODY, NOW, "no webhook-signature is made with this secret"),
        (signed([ENCODED]), BODY + b" ", NOW, "no webhook-signature is made with this secret"),
        (signed([ENCODED]) | {"webhook-id": "2"}, BODY, NOW, "no webhook-signature is made"),
        (signed([ENCODED]) | {"webhook-signature": "v1,é"}, BODY, NOW, "no webhook-signature"),
        (signed([ENCODED]), BODY, NOW + 301, "webhook-timestamp is more than 300 s from now"),
        (signed([ENCODED]), BODY, NOW - 301, "webhook-timestamp is more than 300 s from now"),
        (signed([ENCODED]) | {"webhook-timestamp": "x"}, BODY, NOW, "is not a number of seconds"),
        (without(signed([ENCODED]), "webhook-id"), BODY, NOW, "webhook-id is missing"),
        ({}, BODY, NOW, "neither webhook-signature nor x-onefuzz-digest is among the headers"),
    ],
)
def test_anything_else_is_not(headers: dict[str, str], body: bytes, now: int, why: str) -> None:
    with pytest.raises(NotVerifiedError, match=re.escape(why)):
        verify(ENCODED, headers, body, now=now)
