"""Whatever the filter: list, summary, dry run and resend all mean the same deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.api import deliveries
from shared.model import PendingDelivery, Webhook
from tests.support.asking import Ask
from tests.support.client import ping_event
from tests.support.clock import iso
from tests.support.in_process import InProcess, in_memory
from tests.support.rows import attempt, ending, stored_event

DAY = 86_400.0
TYPES = ("ping", "pool_created")
AGES = st.integers(0, 40) | st.sampled_from([3600.0, DAY, 1.5 * DAY, 3 * DAY, 6.9 * DAY])


@dataclass(frozen=True)
class Made:
    """A delivery as it was recorded; *result* is that of its latest attempt."""

    age: float
    event_type: str
    state: str
    result: int | str | None

    def meets(self, wanted: dict[str, Any]) -> bool:
        return (
            wanted.get("state") in (None, self.state)
            and wanted.get("event_type") in (None, self.event_type)
            and wanted.get("status_code") in (None, self.result)
            and wanted.get("since", 10 * DAY) >= self.age >= wanted.get("until", 0)
        )


RESULTS: Mapping[str, Sequence[int | str | None]] = {
    "queued": [None],
    "waiting": [None, 404, 503, "timeout"],
    "delivered": [200],
    "dropped": [None, 404, 503, "timeout"],
}
MADE = st.sampled_from(list(RESULTS)).flatmap(
    lambda state: st.builds(
        Made, AGES, st.sampled_from(TYPES), st.just(state), st.sampled_from(RESULTS[state])
    )
)
FILTERS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(list(RESULTS)),
        "event_type": st.sampled_from(TYPES),
        "status_code": st.sampled_from([200, 404, 503]),
        "since": AGES,
        "until": AGES,
    },
)


def stored(relay: InProcess, webhook: Webhook, made: Made) -> str:
    """Record a delivery, and return the id of its event."""
    at = relay.clock.now - made.age
    event = stored_event(ping_event(), webhook.uid, at=at)
    key = event.delivery_key(webhook.uid)
    relay.store.events.insert(event)
    relay.store.records.insert(key, made.event_type)
    if made.state == "waiting":
        results = () if made.result is None else (attempt(at, made.result),)
        relay.store.pending.put(
            PendingDelivery(key, made.event_type, len(results), at + DAY, at, results=results)
        )
    elif made.state != "queued":
        relay.store.records.end(key, ending(at, made.result))
    return event.event_id


def asked(relay: InProcess, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return *wanted* as the API takes it."""
    times = {
        name: iso(relay.clock.now - wanted[name]) for name in ("since", "until") & wanted.keys()
    }
    return wanted | times


def pages(relay: InProcess, path: dict[str, str], wanted: dict[str, Any], limit: int) -> list[str]:
    query = {name: str(value) for name, value in asked(relay, wanted).items()}
    found: list[str] = []
    for _ in range(200):
        request = Ask(deliveries.listing, "GET", b"", {**query, "limit": str(limit)}, path=path)
        _, answer = request.of(relay)
        found += [one["event_id"] for one in answer["deliveries"]]
        if "cursor" not in answer:
            return found
        query["cursor"] = answer["cursor"]
    raise AssertionError("the pages do not end")


def batches(relay: InProcess, path: dict[str, str], wanted: dict[str, Any]) -> int:
    body = asked(relay, wanted)
    count: int = 0
    for _ in range(200):
        answer = relay.call(deliveries.resend_all, "POST", body, **path)
        count += answer["resent"]
        if "cursor" not in answer:
            return count
        body["cursor"] = answer["cursor"]
    raise AssertionError("the batches do not end")


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(MADE, max_size=25, unique_by=lambda one: one.age),
    wanted=FILTERS.filter(lambda of: of.get("since", 10 * DAY) >= of.get("until", 0)),
    limit=st.sampled_from([1, 3, 50]),
)
def test_all_mean_the_same(
    monkeypatch: pytest.MonkeyPatch, made: list[Made], wanted: dict[str, Any], limit: int
) -> None:
    monkeypatch.setattr("shared.history.delivery_scan.MOST_WIDE", 2 * limit)
    monkeypatch.setattr("shared.history.resending.MOST_AT_ONCE", limit)
    with in_memory() as relay:
        webhook = relay.subscribe("https://receiver.example/", *TYPES)
        path = {"webhook_id": webhook.webhook_id}
        ids = {one: stored(relay, webhook, one) for one in sorted(made, key=lambda one: one.age)}
        expected = [event_id for one, event_id in ids.items() if one.meets(wanted)]

        assert pages(relay, path, wanted, limit) == expected
        query = {name: str(value) for name, value in asked(relay, wanted).items()}
        _, summary = Ask(deliveries.summary, "GET", b"", query, path=path).of(relay)
        assert (summary["deliveries"], summary["more"]) == (len(expected), False)
        for state in RESULTS:
            inside = sum(bucket[state] for bucket in summary["buckets"])
            assert inside == sum(one.meets(wanted) and one.state == state for one in made)
        if not wanted or wanted.get("state") == "queued":
            return  # which cannot be sent again
        again = sum(one.meets(wanted) and one.state != "queued" for one in made)
        body = asked(relay, wanted) | {"dry_run": True}
        counted = relay.call(deliveries.resend_all, "POST", body, **path)
        assert counted == {"matching": again, "more": False}
        assert batches(relay, path, wanted) == again
        assert len(relay.waiting(webhook)) == sum(one.state == "waiting" for one in made) + sum(
            one.meets(wanted) and one.state in {"delivered", "dropped"} for one in made
        )
