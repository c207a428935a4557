"""Verification of a delivery's signatures by libraries that receivers use."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify_with_libraries(key: str | bytes, body: bytes, headers: Mapping[str, str]) -> None:
    """Raises the libraries' own errors."""
    import standardwebhooks
    import svix.webhooks

    standardwebhooks.Webhook(key).verify(body, dict(headers))
    svix.webhooks.Webhook(key).verify(body, dict(headers))


def verify_asymmetrically(public_key: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Verify with the public key alone. Raises InvalidSignature."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix("whpk_")))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signatures = [each.split(",") for each in headers["webhook-signature"].split(" ")]
    for version, signature in signatures:
        if version == "v1a":
            try:
                return key.verify(base64.b64decode(signature), content)
            except InvalidSignature:
                continue
    raise InvalidSignature
