"""The exceptions of the relay, and the HTTP status of each.

::

    RelayError                    500  the relay failed
    ├── InvalidInput              400  the request is invalid
    │   ├── TooLarge              413
    │   ├── UnsupportedMediaType  415
    │   └── UnknownWebhook        400 to the OneFuzz-style calls, 404 to the REST-style ones
    ├── Unauthorized              401
    ├── NotFound                  404
    ├── Conflict                  409
    └── Unavailable               503  storage or a setting is at fault; nothing was acknowledged

``detail`` is a sentence for people, ``field`` the place in the request. Neither contains a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault of a request. ``message`` goes on where the field's name ends: ``is required``.

    ``field`` is a path as in ``event.config.duration`` or ``[3].event_id``; empty for the body.
    """

    field: str
    message: str

    def __str__(self) -> str:
        return f"{_named(self.field)}{self.message}"


def _named(field: str) -> str:
    """Return what is before the message of a field in a sentence."""
    return f"{field}: " if field else "the body "


class RelayError(Exception):
    """Base of the relay's own exceptions."""

    status = 500
    title = "Internal error"

    def __init__(
        self, detail: str, *, field: str | None = None, errors: Sequence[FieldError] = ()
    ) -> None:
        """*errors* lists all faults, of which *field* is the place of the first.

        Without *errors* there is one fault, whose message is *detail* without a leading
        ``field: ``, or without ``the body`` where *field* is empty.
        """
        if errors:
            field = errors[0].field
        elif field is not None:
            errors = (FieldError(field, detail.removeprefix(_named(field))),)
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.errors = tuple(errors)


class InvalidInput(RelayError):
    """The request is invalid."""

    status = 400
    title = "Invalid request"

    @classmethod
    def of(cls, errors: Sequence[FieldError]) -> Self:
        """Return the error for all faults of a request, of which there is at least one.

        Its detail has the first, and how many more there are.
        """
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return cls(f"{errors[0]}{more}", errors=errors)


class TooLarge(InvalidInput):
    """The body, or a part of it, exceeds a limit."""

    status = 413
    title = "Request too large"


class UnsupportedMediaType(InvalidInput):
    """The Content-Type is not JSON."""

    status = 415
    title = "Unsupported media type"


class UnknownWebhook(InvalidInput):
    """No webhook has this id; 400 for OneFuzz's client, which retries a 404."""

    title = "Unable to find webhook"


class Unauthorized(RelayError):
    """The signature of the request is missing or wrong."""

    status = 401
    title = "Unauthorized"


class NotFound(RelayError):
    """What the path names does not exist."""

    status = 404
    title = "Not found"


class Conflict(RelayError):
    """The request contradicts what is stored, or others keep changing it."""

    status = 409
    title = "Conflict"


class TooManyRequests(RelayError):
    """As many requests of this kind as may be are being carried out."""

    status = 429
    title = "Too many requests"


class Unavailable(RelayError):
    """Storage does not respond, or a setting cannot be used."""

    status = 503
    title = "Service unavailable"
