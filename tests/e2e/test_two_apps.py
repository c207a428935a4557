"""Two apps on one storage account, as while producers move from a blue to a green one."""

from __future__ import annotations

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import ReceivedRequest, Receiver
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until

EVERY_SECOND = {**LOCAL_SETTINGS, "RETRY_DELAYS": "1s", "CHECK_WEBHOOKS_SCHEDULE": "* * * * * *"}
"""Both apps run rounds: the timer's lock is of the app, not of the storage account."""


def failing_first(request: ReceivedRequest, seen: set[str]) -> int:
    """Answer 503 to the first attempt of each event, and 200 afterwards."""
    event_id = request.headers["webhook-id"]
    if event_id in seen:
        return 200
    seen.add(event_id)
    return 503


def test_deliver_each_event_once(storage_account: str, receiver: Receiver) -> None:
    """Events are posted to both; each fails once, is retried by either; then blue is stopped."""
    seen: set[str] = set()
    receiver.answer = lambda request: failing_first(request, seen)
    with (
        RelayProcess(storage_account, EVERY_SECOND) as blue,
        RelayProcess(storage_account, EVERY_SECOND) as green,
    ):
        webhook_id = Client(blue).create_webhook(receiver.url)["webhook_id"]
        events = [ping_event() for _ in range(20)]
        for number, event in enumerate(events):
            assert Client((blue, green)[number % 2]).post(event)["deliveries"] == 1
            # Each knows what the other has accepted.
            assert Client((green, blue)[number % 2]).post(event)["repeated"] is True
        assert blue.stop() == 0

        client = Client(green)

        def delivered() -> bool:
            found = client.deliveries(webhook_id, state="delivered", limit=100)
            return len(found) == len(events)

        wait_until(delivered, 60, "all to be delivered")

    answered = [request.headers["webhook-id"] for request in receiver.requests]
    assert {event["event_id"] for event in events} == set(answered)
    assert len(answered) == 2 * len(events), "one that failed, and one that succeeded, of each"
