"""Verifies a delivery as a subscriber would, with nothing but the standard library."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Mapping

TOLERANCE_SECONDS = 300

_ENCODED = "whsec_"
_ID, _TIMESTAMP, _SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_DIGEST = "x-onefuzz-digest"


class NotVerifiedError(Exception):
    """The delivery is not signed with this secret; the message says why."""


def key_of(secret: str) -> bytes:
    """The HMAC key: what follows ``whsec_`` in base64, else the secret's own bytes.

    Raises ValueError where what follows ``whsec_`` is not base64.
    """
    if secret.startswith(_ENCODED):
        return base64.b64decode(secret.removeprefix(_ENCODED), validate=True)
    return secret.encode()


def verify(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None
) -> None:
    """Check the Standard Webhooks signature, or OneFuzz's digest where there is no signature.

    *headers* have lower-case names. Raises NotVerifiedError.
    """
    if _SIGNATURE in headers:
        _verify_signature(key_of(secret), headers, body, time.time() if now is None else now)
    elif _DIGEST in headers:
        digest = hmac.digest(key_of(secret), body, "sha512").hex()
        if not hmac.compare_digest(digest, headers[_DIGEST].lower()):
            raise NotVerifiedError(f"{_DIGEST} is not made with this secret from this body")
    else:
        raise NotVerifiedError(f"neither {_SIGNATURE} nor {_DIGEST} is among the headers")


def _verify_signature(key: bytes, headers: Mapping[str, str], body: bytes, now: float) -> None:
    for name in (_ID, _TIMESTAMP):
        if name not in headers:
            raise NotVerifiedError(f"{name} is missing")
    timestamp = headers[_TIMESTAMP]
    if not (timestamp.isascii() and timestamp.isdecimal()):
        raise NotVerifiedError(f"{_TIMESTAMP} is not a number of seconds")
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        raise NotVerifiedError(f"{_TIMESTAMP} is more than {TOLERANCE_SECONDS} s from now")
    signed = f"{headers[_ID]}.{timestamp}.".encode("latin-1") + body
    expected = b"v1," + base64.b64encode(hmac.digest(key, signed, "sha256"))
    given = headers[_SIGNATURE].encode("latin-1").split()
    if not any(hmac.compare_digest(expected, signature) for signature in given):
        raise NotVerifiedError(f"no {_SIGNATURE} is made with this secret from this request")
