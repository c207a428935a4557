"""What an attempt says about the webhook, and what about the event alone.

================================================  ==================  ===========================
result                                            evidence            what follows
================================================  ==================  ===========================
200-299                                           delivered           the breaker closes
no response, malformed response, 3xx, 5xx         against webhook     retried; opens the breaker
401, 402, 403, 405, 407, 408, 421, 425, 429       against webhook     the same
any other 4xx: 400, 404, 409, 413, 415, 422 …     against event       retried; the webhook is alive
410, and the URL has no variables                 ends webhook        the webhook is disabled
410, and the URL has variables                    ends event          dropped as ``undeliverable``
the relay itself refuses this event's URL         not sent            the same
429 or 503 with Retry-After, no variables         against webhook     the webhook is paused
429 or 503 with Retry-After, variables            against webhook     this event alone waits
================================================  ==================  ===========================

Where the URL has variables it names another resource for each event, so a 410 or a Retry-After is
about that resource.

A probe that the receiver answers, even if it refuses the event, closes the breaker. One that is not
sent shows nothing, so another follows at once.
"""

from __future__ import annotations

from enum import Enum, auto
from http import HTTPStatus

from shared.model import UNDELIVERABLE, Attempt

_ABOUT_THE_WEBHOOK = frozenset({401, 402, 403, 405, 407, 408, 421, 425, 429})
"""Client errors that any other event would get as well: credentials, method, load."""


class Evidence(Enum):
    """The kinds of evidence, see the module's docstring."""

    DELIVERED = auto()
    AGAINST_WEBHOOK = auto()
    AGAINST_EVENT = auto()
    ENDS_EVENT = auto()
    NOT_SENT = auto()
    ENDS_WEBHOOK = auto()

    @property
    def refuses_event(self) -> bool:
        """Whether the receiver is alive, and refused this event alone."""
        return self in {Evidence.AGAINST_EVENT, Evidence.ENDS_EVENT}


def evidence(attempt: Attempt, *, url_has_variables: bool) -> Evidence:
    """Return what *attempt* is evidence for."""
    if attempt.ok:
        return Evidence.DELIVERED
    if attempt.error == UNDELIVERABLE:
        return Evidence.NOT_SENT
    if attempt.status == HTTPStatus.GONE:
        return Evidence.ENDS_EVENT if url_has_variables else Evidence.ENDS_WEBHOOK
    return Evidence.AGAINST_WEBHOOK if against_webhook(attempt) else Evidence.AGAINST_EVENT


def against_webhook(attempt: Attempt) -> bool:
    """Return whether a failed attempt says that other events would fail, too."""
    if attempt.ok or attempt.error == UNDELIVERABLE:
        return False
    status = attempt.status
    if status is None or not 400 <= status <= 499:
        return True
    return status in _ABOUT_THE_WEBHOOK


def pauses_webhook(attempt: Attempt, *, url_has_variables: bool) -> bool:
    """Return whether the receiver asked for nothing to be sent for a while."""
    return attempt.retry_after is not None and not url_has_variables
