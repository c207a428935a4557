"""Counts the storage requests of a healthy delivery and of an idle round."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from shared.delivery.health_cache import LONGEST_CACHED
from shared.store.messages import MOST_TOGETHER
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.counting_proxy import StorageCounter, counting
from tests.support.relay import RelayProcess
from tests.support.storage import Storage
from tests.support.subscribers import Subscribe, Subscriber, subscribing
from tests.support.waiting import wait_until

CACHED = {
    "GET webhooks",  # who is subscribed: every WEBHOOK_CACHE_SECONDS
    "GET health",  # which webhooks are in trouble: the same, and every round
}
POLLING = {  # by the host, at any load; up to 32 messages at a time
    f"GET {queue}/messages"
    for lane in ("deliveries", "retries", "slow-deliveries")
    for queue in (lane, f"{lane}-poison")
}
HEARTBEAT = {  # at most one every 15 s of work
    "PATCH health",
    "DELETE health",
    "PATCH counters",
    "POST counters",  # a summary
}
LENGTHS = {f"GET {queue.split()[1].split('/')[0]}" for queue in POLLING} | {"GET quarantine"}
SUMMARIES = {"GET counters", "DELETE counters"}
ONCE_A_MINUTE = LENGTHS | SUMMARIES


@pytest.fixture(scope="module")
def counter(azurite: Storage) -> Iterator[StorageCounter]:
    with azurite.account() as connection_string, counting(connection_string) as counter:
        yield counter


@pytest.fixture(scope="module")
def client(counter: StorageCounter) -> Iterator[Client]:
    # The time limit is the default: what is put later than that costs more.
    settings = {
        **LOCAL_SETTINGS,
        "WEBHOOK_CACHE_SECONDS": "300",
        "DELIVERY_TIMEOUT_SECONDS": "10",
    }
    with RelayProcess(counter.connection_string, settings) as process:
        process.tick()
        yield Client(process)


@pytest.fixture
def subscribe(client: Client) -> Iterator[Subscribe]:
    with subscribing(client) as subscribe:
        yield subscribe


@pytest.mark.parametrize("subscribers", [1, 3])
def test_a_healthy_delivery(
    client: Client, subscribe: Subscribe, counter: StorageCounter, subscribers: int
) -> None:
    """Five for one subscriber, four for each further one, besides what time alone causes."""
    made = [subscribe("ping") for _ in range(subscribers)]

    def deliver(count: int) -> None:
        counter.clear()
        before = len(made[0].receiver.requests)
        for _ in range(count):
            client.post(ping_event())
        for subscriber in made:
            subscriber.receiver.wait_for(before + count)
        # The host deletes the messages last, after the receivers have responded.
        wait_until(lambda: deleted(counter) == count * subscribers)

    began = time.monotonic()
    deliver(1)  # makes the tables and the queues, and fills the caches
    events = 10

    deliver(events)

    seconds = time.monotonic() - began  # a busy machine may need longer than health is cached
    counts = counter.counts()
    beside = events if near_midnight() else 0
    assert counts.pop("GET events", 0) <= beside
    assert events <= counts.pop("POST events") <= events + beside
    amortised = CACHED | POLLING | HEARTBEAT
    assert {what: count for what, count in counts.items() if what not in amortised} == {
        "POST deliveries": events * subscribers,
        "POST deliveries/messages": events * subscribers,
        "PATCH deliveries": events * subscribers,
        "DELETE deliveries/messages": events * subscribers,
    }
    assert counts["GET webhooks"] == 0
    assert counts["GET health"] <= seconds // LONGEST_CACHED
    assert sum(counts[what] for what in HEARTBEAT) <= 3


def near_midnight() -> bool:
    """Return whether a repeat may be in the table of a neighbouring day.

    Then that is read, or written, too.

    So in the first hour of a day and shortly before its end, with some minutes of margin.
    """
    now = datetime.now(UTC)
    beside = (now - timedelta(minutes=65), now + timedelta(minutes=5))
    return any(moment.date() != now.date() for moment in beside)


def deleted(counter: StorageCounter) -> int:
    """Return how many messages have been deleted."""
    return counter.counts()["DELETE deliveries/messages"]


def wait_until_quiet(counter: StorageCounter) -> None:
    """Wait until nothing of what was posted before causes requests, and clear the counter."""

    def is_quiet() -> bool:
        counter.clear()
        time.sleep(0.7)
        return set(counter.counts()) <= CACHED | POLLING | HEARTBEAT | LENGTHS

    wait_until(is_quiet)
    counter.clear()


def moved(counter: StorageCounter) -> int:
    """Return how many messages were put on the slow lane and are still there.

    The first one is put twice, since there is no queue yet.
    """
    put, taken = (f"{method} slow-deliveries/messages" for method in ("POST", "DELETE"))
    counts = counter.counts()
    return counts[put] - counts["PUT slow-deliveries"] - counts[taken]


def array_delivered(
    client: Client, subscriber: Subscriber, counter: StorageCounter, size: int
) -> Counter[str]:
    """Post an array of *size* to a webhook that is known to be quick, and return the requests.

    On a busy machine it may not be quick enough, and messages are moved to the slow lane, which
    costs more. Then another array is posted, up to five in all.
    """
    client.post(ping_event())
    subscriber.receiver.wait_for(1)
    for number in range(5):
        wait_until_quiet(counter)
        client.post(*(ping_event() for _ in range(size)))
        subscriber.receiver.wait_for(1 + (number + 1) * size)
        wait_until(lambda: deleted(counter) == messages_of(size) and not moved(counter))
        if not counter.counts()["POST slow-deliveries/messages"]:
            return counter.counts()
    raise AssertionError("messages were moved to the slow lane each time")


def messages_of(size: int) -> int:
    """Return the number of messages for an array of *size* to one webhook."""
    return -(-size // MOST_TOGETHER)


def test_an_array_costs_less_than_one_request_for_each_event(
    client: Client, subscribe: Subscribe, counter: StorageCounter
) -> None:
    """Accept, take, record and delete, all requests of these included."""
    counts = array_delivered(client, subscribe("ping"), counter, 100)

    assert counts["POST $batch"] <= 16 + 1, "events, records"
    assert counts["PATCH $batch"] >= messages_of(100), "their results"
    assert counts.pop("GET events", 0) <= (100 if near_midnight() else 0)
    idle = POLLING - {"GET deliveries/messages"}
    assert sum(count for what, count in counts.items() if what not in idle) <= 100, counts


def test_an_idle_tick_is_one_query_and_one_write(client: Client, counter: StorageCounter) -> None:
    began = time.monotonic()
    client.relay.tick()
    counter.clear()

    for _ in range(3):
        client.relay.tick()

    counts = counter.counts()
    ignored = POLLING | {"PATCH counters", "POST counters"}
    if time.monotonic() - began > 50:
        ignored |= ONCE_A_MINUTE
    ticks = Counter({what: count for what, count in counts.items() if what not in ignored})
    assert ticks == {"GET health": 3, "PATCH health": 3}


def test_an_idle_tick_costs_no_more_with_many_webhooks_and_a_history(
    client: Client, subscribe: Subscribe, counter: StorageCounter
) -> None:
    subscribers = [subscribe("ping") for _ in range(10)]
    wait_until_quiet(counter)
    client.post(*(ping_event() for _ in range(5)))
    for subscriber in subscribers:
        subscriber.receiver.wait_for(5)
    wait_until(lambda: deleted(counter) == 10 and not moved(counter))
    counter.clear()

    client.relay.tick()

    counts = counter.counts()
    assert counts["GET health"] == 1
    allowed = {"GET health", *POLLING, *HEARTBEAT, *ONCE_A_MINUTE}
    assert not [what for what in counts if what not in allowed]


def test_what_a_page_asks_for_every_few_seconds(
    client: Client, subscribe: Subscribe, counter: StorageCounter
) -> None:
    """The overview is one query; a webhook's page, well or failing, is two and some point reads."""
    well, failing = subscribe("ping"), subscribe("ping", answer=503)
    event = ping_event()
    client.post(event)
    well.wait_for_state(event["event_id"], "delivered")
    failing.wait_for_state(event["event_id"], "waiting")
    client.relay.tick()
    failing.receiver.wait_for(2)  # the retry, which reads what is pending
    client.relay.get("/api/overview")
    wait_until_quiet(counter)

    overview = client.relay.get("/api/overview").json()

    ignored = POLLING | HEARTBEAT | LENGTHS
    tables = Counter({w: n for w, n in counter.counts().items() if w not in ignored})
    assert tables == {"GET health": 1}
    states = {one["webhook_id"]: one["status"]["state"] for one in overview["webhooks"]}
    assert states[well.webhook_id] == "healthy"
    assert states[failing.webhook_id] == "retrying"

    since = datetime.now(UTC).replace(hour=0, minute=0, second=0).isoformat()
    for subscriber, reads in ((well, 1), (failing, 2)):
        counter.clear()
        client.relay.get(
            f"{subscriber.path}/deliveries", params={"since": since, "with_status": "true"}
        )
        counts = counter.counts()
        assert counts["GET deliveries"] == 1
        assert counts["GET pending"] == (subscriber is failing)
        assert counts["GET webhooks"] == 1
        assert counts["GET health"] <= reads


@pytest.mark.parametrize("subscribers", [1, 3])
def test_an_array_is_stored_in_transactions(
    client: Client, subscribe: Subscribe, counter: StorageCounter, subscribers: int
) -> None:
    """One for each of the 16 partitions of events, and one for the records of each webhook."""
    for _ in range(subscribers):
        subscribe("ping")
    client.post(ping_event(), ping_event())
    counter.clear()

    client.post(*(ping_event() for _ in range(50)))

    counts = counter.counts()
    alone = counts["POST events"]  # those whose partition none of the others has
    assert counts["POST $batch"] + alone <= 16 + subscribers
    assert counts["POST deliveries"] == 0
