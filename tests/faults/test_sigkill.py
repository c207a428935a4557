"""A real process, killed while a receiver holds its request."""

from __future__ import annotations

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import Answer, Receiver
from tests.support.relay import RelayProcess
from tools.receiver import Sending

LEASE = ("--lease", "2")
SETTINGS = {
    **LOCAL_SETTINGS,
    "DELIVERY_TIMEOUT_SECONDS": "2",
    "CHECK_WEBHOOKS_SCHEDULE": "*/3 * * * * *",
}


def test_killed_between_the_post_and_the_record_of_it(storage_account: str) -> None:
    """The receiver has it, the relay does not know: it comes twice, and that is on record once."""
    event = ping_event()
    with Receiver() as receiver:
        receiver.answer_next(Answer(sending=Sending.HANG))
        first = RelayProcess(storage_account, SETTINGS, LEASE)
        webhook = Client(first).create_webhook(receiver.url)
        Client(first).post(event)
        receiver.wait_for(1)
        first.kill()
        with RelayProcess(storage_account, SETTINGS, LEASE) as second:
            client = Client(second)
            client.wait_for_state(webhook["webhook_id"], event["event_id"], "delivered", timeout=80)
            assert len(receiver.requests) == 2
            [delivery] = client.deliveries(webhook["webhook_id"])
            assert delivery["state"] == "delivered"
