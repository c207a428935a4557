"""Says in words why an attempt failed, or why deliveries were dropped."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from shared.model import UNDELIVERABLE, DropReason

_ERRORS: Mapping[str, str] = {
    "connection_failed": "no connection, or it was closed before the answer",
    "dns_failed": "the name of the host has no address",
    "malformed_answer": "the answer is not valid HTTP",
    "refused_address": "the relay may not deliver to this address",
    "relay_failed": "the relay itself failed on this attempt",
    "timeout": "no complete answer in time",
    "tls_failed": "TLS failed, for instance because of the certificate",
    UNDELIVERABLE: "the relay refused the URL that the variables of an event gave",
}

_DROPS: Mapping[str, str] = {
    DropReason.OVERFLOW: "more deliveries waited than may wait, and the oldest were given up",
    DropReason.EXPIRED: "the deliveries had waited for too long",
    DropReason.WEBHOOK_DELETED: "the webhook was deleted",
    DropReason.WEBHOOK_DISABLED: "the webhook was disabled",
    DropReason.UNDELIVERABLE: "the receiver, or the relay, refused the URLs of these events",
}


def drop_explained(reason: str) -> str:
    """Return in words why deliveries were dropped."""
    return _DROPS.get(reason, reason)


def explained(error: str) -> str:
    """Return in words what a code says, or a status such as ``HTTP 503`` or ``503``."""
    if error in _ERRORS:
        return _ERRORS[error]
    status = error.removeprefix("HTTP ")
    if not status.isdecimal():
        return error
    known = int(status)
    phrase = f" {HTTPStatus(known).phrase}" if known in set(HTTPStatus) else ""
    return f"the receiver answered {status}{phrase}"
