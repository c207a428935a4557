from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.delivery.retry_after import parse_retry_after

NOW = datetime(2026, 10, 21, 7, 28, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("1", 1.0),
        ("120", 120.0),
        (" 120\t", 120.0),
        ("007", 7.0),
        ("0.1", 1.0),
        ("1.0", 1.0),
        ("1.000001", 2.0),
        ("86400", 86400.0),
        # The three forms of an HTTP date.
        ("Wed, 21 Oct 2026 07:30:00 GMT", 120.0),
        ("Wednesday, 21-Oct-26 07:30:00 GMT", 120.0),
        ("Wed Oct 21 07:30:00 2026", 120.0),
        ("Wed, 21 Oct 2026 07:30:00 -0000", 120.0),
        ("Wed, 21 Oct 2026 09:30:00 +0200", 120.0),
    ],
)
def test_what_a_receiver_asks_for(value: str, seconds: float) -> None:
    assert parse_retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        " ",
        "-1",
        "-0.5",
        "+5",
        "1e3",
        "1,5",
        "5 s",
        "0x10",
        "1_000",
        ".5",
        "5.",
        "inf",
        "nan",
        "٣",
        "５",
        "1, 2",
        "9" * 12,
        "9" * 400,
        "soon",
        "tomorrow",
        "2026-10-21T07:30:00Z",
        "Wed, 21 Oct 2026 07:27:59 GMT",
        "Wed, 21 Oct 2026 07:28:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Wed, 32 Oct 2026 07:30:00 GMT",
        "Wed, 21 Oct 99999999999999999999 07:30:00 GMT",
        "Wed, 21 Oct 2026 07:30:00 +99999999999999999999",
        "Wed, 21 Oct 2026 25:61:61 GMT",
    ],
)
def test_nonsense_and_the_past_are_ignored(value: str | None) -> None:
    assert parse_retry_after(value, NOW) is None


def test_the_clock_may_be_in_any_zone() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-7)))
    assert parse_retry_after("Wed, 21 Oct 2026 07:30:00 GMT", elsewhere) == 120.0


@given(st.integers(1, 10**8))
def test_every_http_date_is_read(seconds: int) -> None:
    until = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert parse_retry_after(until, NOW) == seconds


WORDS = st.sampled_from(
    ["Wed,", "21", "Oct", "-", "2026", "07:30:00", "07:", "GMT", "+9999", "(", ")"]
)


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=9).map(" ".join)))
def test_nothing_raises(value: str) -> None:
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= 10 * 365 * 86400
