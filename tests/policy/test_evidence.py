"""The table of `shared.policy.evidence`, row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.model import UNDELIVERABLE, Attempt
from shared.policy.evidence import Evidence, against_webhook, evidence, pauses_webhook
from tests.policy.deliveries import failure

REFUSED_URL = Attempt(100.0, None, UNDELIVERABLE, "too long", 0, "")

ALWAYS = [
    *((status, Evidence.DELIVERED) for status in (200, 202, 204, 299)),
    (None, Evidence.AGAINST_WEBHOOK),
    *((status, Evidence.AGAINST_WEBHOOK) for status in (301, 304, 500, 502, 503, 599)),
    *(
        (status, Evidence.AGAINST_WEBHOOK)
        for status in (401, 402, 403, 405, 407, 408, 421, 425, 429)
    ),
    *(
        (status, Evidence.AGAINST_EVENT)
        for status in (400, 404, 406, 409, 411, 413, 414, 415, 418, 422, 424, 431, 451, 499)
    ),
]


@pytest.mark.parametrize("url_has_variables", [False, True])
@pytest.mark.parametrize(("status", "expected"), ALWAYS)
def test_statuses(status: int | None, expected: Evidence, url_has_variables: bool) -> None:
    assert evidence(failure(1, status), url_has_variables=url_has_variables) is expected


def test_gone_is_about_what_the_url_names() -> None:
    gone = failure(1, 410)
    assert evidence(gone, url_has_variables=False) is Evidence.ENDS_WEBHOOK
    assert evidence(gone, url_has_variables=True) is Evidence.ENDS_EVENT


def test_a_url_that_the_relay_refuses_ends_the_event_alone() -> None:
    assert evidence(REFUSED_URL, url_has_variables=True) is Evidence.NOT_SENT
    assert not against_webhook(REFUSED_URL)


def test_retry_after_is_about_what_the_url_names() -> None:
    asked = replace(failure(1, 503), retry_after=30.0)
    assert pauses_webhook(asked, url_has_variables=False)
    assert not pauses_webhook(asked, url_has_variables=True)
    assert not pauses_webhook(failure(1, 503), url_has_variables=False)
