"""Times at the ends of the calendar, and beyond them in UTC: there is nothing of then."""

from __future__ import annotations

from typing import Any

import pytest

from shared.api import deliveries, events
from tests.support.asking import Ask
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

FIRST = ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00")
LAST = ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59-12:00")


@pytest.fixture
def path(memory_relay: InProcess, receiver: Receiver) -> dict[str, str]:
    """The path of a webhook with one delivery."""
    webhook = memory_relay.subscribe(receiver.url)
    memory_relay.post_pings(1)
    memory_relay.pump()
    return {"webhook_id": webhook.webhook_id}


@pytest.mark.parametrize(
    ("name", "moment", "found"),
    [
        *(("since", moment, 1) for moment in FIRST),
        *(("since", moment, 0) for moment in LAST),
        *(("until", moment, 0) for moment in FIRST),
        *(("until", moment, 1) for moment in LAST),
    ],
)
def test_from_then_on_and_until_then(
    memory_relay: InProcess, path: dict[str, str], name: str, moment: str, found: int
) -> None:
    def get(handler: Any, **path: str) -> Any:
        status, answer = Ask(handler, "GET", b"", {name: moment}, path=path).of(memory_relay)
        assert status == 200, answer
        return answer

    assert len(get(deliveries.listing, **path)["deliveries"]) == found
    assert len(get(events.listing)["events"]) == found
    summary = get(deliveries.summary, **path)
    assert (summary["deliveries"], summary["more"]) == (found, False)
    assert len(summary["buckets"]) <= 41
    body = {name: moment, "dry_run": True}
    assert memory_relay.call(deliveries.resend_all, "POST", body, **path)["matching"] == found
    body = {name: moment}
    assert memory_relay.call(deliveries.resend_all, "POST", body, **path)["resent"] == found


@pytest.mark.parametrize("since", FIRST)
@pytest.mark.parametrize("until", [*FIRST, *LAST])
@pytest.mark.parametrize("states", [["dropped"], ["waiting"]])
def test_recovering_between_them(
    memory_relay: InProcess, path: dict[str, str], since: str, until: str, states: list[str]
) -> None:
    body = {"since": since, "until": until, "states": states}
    answer = memory_relay.call(deliveries.recover, "POST", body | {"dry_run": True}, **path)
    assert answer == {"matching": 0, "more": False}
    assert memory_relay.call(deliveries.recover, "POST", body, **path)["recovered"] == 0
