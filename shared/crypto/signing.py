"""Signs deliveries: Standard Webhooks signatures, and OneFuzz's digest.

Both are made from the webhook's secret, over the exact bytes that are sent.

- `Standard Webhooks <https://www.standardwebhooks.com>`_: ``webhook-id``, ``webhook-timestamp``
  and ``webhook-signature``, the last a list of ``v1,<base64>`` (HMAC-SHA256) and, for asymmetric
  signing, ``v1a,<base64>`` (ed25519), over ``id.timestamp.body``.
- ``X-Onefuzz-Digest``: lower-case hex HMAC-SHA512 over the body.

A secret is a string. The HMAC key is the decoded base64 after ``whsec_``, or else the UTF-8 bytes
of the string, which is how OneFuzz keys its digest. The ed25519 key is derived from the secret
(HKDF-SHA256), so that one secret is stored and rotated; ``whsk_…``, the specification's form of a
private key, is used as that key itself. Whoever knows the secret can sign, so receivers that shall
only verify get the public key alone.

No I/O: the caller supplies time and identifiers.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from shared.errors import InvalidInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DIGEST_HEADER = "X-Onefuzz-Digest"
ID_HEADER = "webhook-id"
TIMESTAMP_HEADER = "webhook-timestamp"
SIGNATURE_HEADER = "webhook-signature"

MAX_SECRET_CHARACTERS = 512

_SYMMETRIC = "whsec_"
_PRIVATE = "whsk_"
_PUBLIC = "whpk_"
_GENERATED_BYTES = 32
_SEED_BYTES = 32
_ENCODED_KEYS = (
    (_SYMMETRIC, range(24, 65), "24 to 64 bytes"),
    (_PRIVATE, (_SEED_BYTES, 2 * _SEED_BYTES), "an ed25519 key of 32 or 64 bytes"),
)
_DERIVATION = b"webhook relay v1a"


def generate_secret() -> str:
    """Return a new ``whsec_…`` secret of 256 bits."""
    return _SYMMETRIC + _base64(os.urandom(_GENERATED_BYTES))


def check_secret(secret: str, *, field: str = "secret_token") -> None:
    """Raise InvalidInput, naming *field* and not the secret, if *secret* cannot be used."""
    if not 1 <= len(secret) <= MAX_SECRET_CHARACTERS:
        raise InvalidInput(f"must have 1 to {MAX_SECRET_CHARACTERS} characters", field=field)
    try:
        secret.encode()
    except UnicodeEncodeError:
        raise InvalidInput("must be valid Unicode", field=field) from None
    for prefix, sizes, what in _ENCODED_KEYS:
        if secret.startswith(prefix) and _decoded_size(secret, prefix) not in sizes:
            raise InvalidInput(f"what follows {prefix} must be {what} in base64", field=field)


def check_asymmetric_secret(secret: str, *, field: str = "secret_token") -> None:
    """Raise InvalidInput, naming *field* and not the secret, if *secret* may be guessable.

    The public key is no secret: whoever reads it can try passwords offline until one has that key.
    A ``whsec_`` or ``whsk_`` secret, which `check_secret` accepted, has 192 bits or more.
    """
    if not secret.startswith((_SYMMETRIC, _PRIVATE)):
        raise InvalidInput(
            f"must begin with {_SYMMETRIC} or {_PRIVATE} for asymmetric signing, since another"
            " could be guessed from the public key",
            field=field,
        )


def secret_bytes(secret: str) -> bytes:
    """Return the HMAC key of *secret*. Raises ValueError for ``whsec_`` without base64."""
    if secret.startswith(_SYMMETRIC):
        return _decoded(secret, _SYMMETRIC)
    return secret.encode()


def public_key(secret: str) -> str:
    """Return the ``whpk_…`` key that verifies the ``v1a`` signatures made from *secret*."""
    return _PUBLIC + _base64(_signing_key(secret).public_key().public_bytes_raw())


def digest_header(secret: str, body: bytes) -> str:
    """Return the value of ``X-Onefuzz-Digest``."""
    return hmac.digest(secret_bytes(secret), body, "sha512").hex()


def verify_digest(secret: str, body: bytes, header: str | None) -> bool:
    """Return whether *header* is the digest of *body*, compared in constant time.

    A digest that is keyed with the text ``whsec_…`` itself, as OneFuzz's would be, is valid too.
    """
    given = (header or "").strip().lower().encode(errors="replace")
    keys = [secret.encode()]
    with contextlib.suppress(ValueError):
        keys.append(secret_bytes(secret))
    digests = [hmac.digest(key, body, "sha512").hex().encode() for key in keys]
    matches = [hmac.compare_digest(digest, given) for digest in digests]
    return any(matches)


def message_id(event_id: str) -> str:
    """Return the ``webhook-id`` of *event_id*, percent-encoded where it is ambiguous to sign.

    Event ids come from outside. A dot in one could move the boundary between id, timestamp and
    body, so everything but letters, digits, ``-``, ``_`` and ``~`` is encoded.
    """
    return quote(event_id, safe="").replace(".", "%2E")


def sign(message_id: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> str:
    """Return the ``v1`` signatures, one for each of *secrets*, separated by spaces."""
    content = _signed_content(message_id, timestamp, body)
    return " ".join(
        "v1," + _base64(hmac.digest(secret_bytes(secret), content, "sha256")) for secret in secrets
    )


def sign_asymmetrically(
    message_id: str, timestamp: int, body: bytes, secrets: Sequence[str]
) -> str:
    """Return the ``v1a`` signatures, one for each of *secrets*, separated by spaces."""
    content = _signed_content(message_id, timestamp, body)
    return " ".join("v1a," + _base64(_signing_key(secret).sign(content)) for secret in secrets)


def delivery_headers(
    *,
    secrets: Sequence[str],
    asymmetric: bool,
    message_id: str,
    timestamp: int,
    body: bytes,
) -> dict[str, str]:
    """Return the headers that identify the message and sign *body*.

    Without a secret they are ``webhook-id`` and ``webhook-timestamp`` alone.
    *secrets* has the newest first; the digest is made with that one alone, as its header has one
    value, while signatures are a list. *message_id* (as `message_id` makes it) is the same at
    every attempt, *timestamp* (Unix seconds) each attempt's own.
    """
    headers = {ID_HEADER: message_id, TIMESTAMP_HEADER: str(timestamp)}
    if not secrets:
        return headers
    signatures = [sign(message_id, timestamp, body, secrets)]
    if asymmetric:
        signatures.append(sign_asymmetrically(message_id, timestamp, body, secrets))
    return headers | {
        SIGNATURE_HEADER: " ".join(signatures),
        DIGEST_HEADER: digest_header(secrets[0], body),
    }


def _signed_content(message_id: str, timestamp: int, body: bytes) -> bytes:
    if "." in message_id:
        raise ValueError("a message id with a dot could be signed for another message's")
    return f"{message_id}.{timestamp}.".encode() + body


@lru_cache(maxsize=256)
def _signing_key(secret: str) -> Ed25519PrivateKey:
    # not at the top: only asymmetric signing needs it loaded
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if secret.startswith(_PRIVATE):
        # 64 bytes are the seed followed by the public key
        seed = _decoded(secret, _PRIVATE)[:_SEED_BYTES]
    else:
        seed = HKDF(SHA256(), _SEED_BYTES, salt=None, info=_DERIVATION).derive(secret_bytes(secret))
    return Ed25519PrivateKey.from_private_bytes(seed)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(secret: str, prefix: str) -> bytes:
    """Decode the base64 after *prefix*, with or without padding. Raises ValueError."""
    text = secret.removeprefix(prefix)
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _decoded_size(secret: str, prefix: str) -> int:
    try:
        return len(_decoded(secret, prefix))
    except ValueError:
        return 0
