"""``?dry_run=true`` says what posting events would do, and stores nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.api import events, webhooks
from shared.crypto import signing
from tests.filters.rules import one
from tests.support.asking import Ask, fields
from tests.support.client import ping_event
from tests.support.clock import Clock
from tests.support.in_process import InProcess, in_memory
from tests.support.memory import MemoryAccount
from tests.support.memory.storage import Operation

URL = "http://127.0.0.1:49999/hook"
PING_ID = "5f0e8bd5-7f80-4f6a-9d3b-0b7a3d7f1c11"
READS = {"get", "query"}


@pytest.fixture
def relay() -> Iterator[InProcess]:
    with in_memory() as relay:
        yield relay


def plan(relay: InProcess, body: Any, **headers: str) -> tuple[int, Any]:
    return Ask(events.post, body=body, query={"dry_run": "true"}, headers=headers).of(relay)


def post(relay: InProcess, body: Any, **headers: str) -> tuple[int, Any]:
    return Ask(events.post, body=body, headers=headers).of(relay)


def numbered(number: int, **members: Any) -> dict[str, Any]:
    return ping_event(event={"ping_id": PING_ID, "n": number}, **members)


def test_it_says_to_whom_the_event_would_go(relay: InProcess) -> None:
    plain = relay.subscribe(URL, "ping")
    wanting = relay.subscribe(URL, "ping", filter=one("NumberIn", 1, key="data.n"))
    other = relay.subscribe(URL, "ping", filter=one("NumberIn", 2, key="data.n"))
    relay.subscribe(URL, "node_created")
    disabled = relay.subscribe(URL, "ping")
    relay.call(webhooks.disable, "POST", webhook_id=disabled.webhook_id)
    event = numbered(1)

    status, planned = plan(relay, event)

    assert status == 200
    found = {one.pop("webhook_id"): one for one in planned.pop("webhooks")}
    assert planned == {
        "event_id": event["event_id"],
        "event_type": "ping",
        "deliveries": 2,
        "filtered": 1,
    }
    assert found.keys() == {plain.webhook_id, wanting.webhook_id, other.webhook_id}
    assert found[plain.webhook_id] == {"wanted": True}
    assert found[wanting.webhook_id] == {"wanted": True}
    assert found[other.webhook_id] == {
        "wanted": False,
        "conditions": [
            {
                "place": "advancedFilters[0]",
                "operator": "NumberIn",
                "key": "data.n",
                "matched": False,
                "reason": "value",
                "text": "the value of data.n does not meet the condition",
            }
        ],
    }


def test_what_it_says_is_what_posting_does(relay: InProcess) -> None:
    for number in range(3):
        relay.subscribe(URL, "ping", filter=one("NumberLessThan", number, key="data.n"))
    body = [numbered(n) for n in (0, 1, 5)]

    _, planned = plan(relay, body)
    _, accepted = post(relay, body)

    assert [one["deliveries"] for one in planned] == [one["deliveries"] for one in accepted]
    assert [one.get("filtered") for one in planned] == [one.get("filtered") for one in accepted]


def test_it_makes_no_write() -> None:
    """Each request to storage is looked at, for one event and an array, new and known ones."""
    asked: list[Operation] = []
    clock = Clock()
    account = MemoryAccount(clock)
    with InProcess(account, clock=clock) as other:
        other.subscribe(URL, "ping", filter=one("NumberIn", 1, key="data.n"))
        known = numbered(1)
        other.post(known)
    with InProcess(account, clock=clock, storage=account.connect(before=asked.append)) as relay:
        asked.clear()

        plan(relay, numbered(1))
        plan(relay, known)
        plan(relay, [numbered(n) for n in range(40)] + [known])
        relay.relay.write_counts()

        assert {operation.name for operation in asked} <= READS, asked
        assert asked
        post(relay, numbered(1))
        assert not {operation.name for operation in asked} <= READS


@pytest.mark.parametrize("minutes", [-3, -1, 0, 1, 4, 61])
def test_it_makes_no_write_near_midnight_either(minutes: int) -> None:
    """Then an event may be in the table of the day before or after, and posting moves it."""
    midnight = datetime(2026, 11, 21, tzinfo=UTC).timestamp()
    clock = Clock(midnight - 180)
    account = MemoryAccount(clock)
    known = numbered(1)
    with InProcess(account, clock=clock) as relay:
        relay.subscribe(URL, "ping")
        relay.post(known)
    asked: list[Operation] = []
    clock.advance(midnight + 60 * minutes - clock.now)
    with InProcess(account, clock=clock, storage=account.connect(before=asked.append)) as relay:
        asked.clear()

        _, planned = plan(relay, known)

        assert {operation.name for operation in asked} <= READS, asked
        assert planned.get("repeated", False) == (minutes < 60)
        _, accepted = post(relay, known)
        assert accepted.get("repeated", False) == planned.get("repeated", False)


def test_an_event_that_is_known(relay: InProcess) -> None:
    """It would go to those that it went to, whatever is subscribed now."""
    webhook = relay.subscribe(URL, "ping")
    event = numbered(1)
    relay.post(event)
    relay.subscribe(URL, "ping")

    status, planned = plan(relay, event)

    assert status == 200
    assert planned == {
        "event_id": event["event_id"],
        "event_type": "ping",
        "deliveries": 1,
        "repeated": True,
        "webhooks": [{"webhook_id": webhook.webhook_id, "wanted": True}],
    }


def test_one_that_is_known_with_another_body(relay: InProcess) -> None:
    event = numbered(1)
    relay.post(event)
    changed = numbered(2, event_id=event["event_id"])
    fresh = numbered(3)

    for ask in (plan, post):
        status, problem = ask(relay, changed)
        assert (status, fields(problem)) == (409, ["event_id"])
        status, problem = ask(relay, [changed, changed])
        assert (status, fields(problem)) == (409, ["[0].event_id", "[1].event_id"])
        _, several = ask(relay, [changed, fresh])
        assert several[0]["error"]["status"] == 409
        assert several[1]["event_id"] == fresh["event_id"]


def test_two_events_of_an_array_with_one_id(relay: InProcess) -> None:
    event, other = numbered(1), numbered(2)
    other["event_id"] = event["event_id"]

    _, planned = plan(relay, [event, event, other])
    _, accepted = post(relay, [event, event, other])

    assert [one.get("repeated", False) for one in planned[:2]] == [False, True]
    assert [one.get("repeated", False) for one in accepted[:2]] == [False, True]
    assert planned[2]["error"]["status"] == accepted[2]["error"]["status"] == 409


def test_an_event_without_an_id_has_none_yet(relay: InProcess) -> None:
    event = numbered(1)
    del event["event_id"]
    _, planned = plan(relay, event)
    assert planned == {"event_type": "ping", "deliveries": 0, "webhooks": []}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", {"event_type": "ping"}, [ping_event(), {}], ping_event(event=1), b"x" * 10],
)
def test_errors_are_those_of_posting(relay: InProcess, body: Any) -> None:
    planned, posted = plan(relay, body), post(relay, body)
    assert planned == posted
    assert planned[0] == 400


def test_an_event_that_is_too_large_is_refused_in_the_same_way() -> None:
    with in_memory(MAX_EVENT_BYTES="2000") as relay:
        body = ping_event(event={"ping_id": PING_ID, "x": "x" * 2000})
        assert plan(relay, body) == post(relay, body)
        assert plan(relay, body)[0] == 413


@pytest.mark.parametrize("value", ["", "yes", "1", "True", "true,true"])
def test_the_parameter_is_true_or_false(relay: InProcess, value: str) -> None:
    query = {"dry_run": value}
    status, problem = Ask(events.post, body=numbered(1), query=query).of(relay)
    assert (status, fields(problem)) == (400, ["dry_run"])


def test_false_posts(relay: InProcess) -> None:
    status, _ = Ask(events.post, body=numbered(1), query={"dry_run": "false"}).of(relay)
    assert status == 202


def test_the_signature_is_required_as_well() -> None:
    with in_memory(INGEST_SECRET_TOKEN="a secret of the producers") as relay:
        body = json.dumps(numbered(1)).encode()
        status, problem = plan(relay, body)
        assert (status, fields(problem)) == (401, ["X-Onefuzz-Digest"])

        digest = signing.digest_header("a secret of the producers", body)
        assert plan(relay, body, **{"x-onefuzz-digest": digest})[0] == 200


def test_an_array_of_known_events_reads_the_webhooks_once() -> None:
    asked: list[Operation] = []
    clock = Clock()
    account = MemoryAccount(clock)
    known = [numbered(n) for n in range(10)]
    with InProcess(account, clock=clock) as other:
        other.subscribe(URL, "ping")
        other.post(*known)
    settings = {"WEBHOOK_CACHE_SECONDS": "60"}
    storage = account.connect(before=asked.append)
    with InProcess(account, settings, clock=clock, storage=storage) as relay:
        plan(relay, known)
        queries = [one for one in asked if one == Operation("query", "webhooks")]
        assert len(queries) <= 3, asked

        asked.clear()
        fresh = [numbered(n) for n in range(10)]
        for event in fresh:
            del event["event_id"]
        plan(relay, fresh)
        assert [one for one in asked if one.name == "get"] == [], "there is no id to look for"
