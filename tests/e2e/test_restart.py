"""The relay stops or dies during its work, and continues after a restart."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import Answer, Receiver
from tests.support.relay import ROOT, RelayProcess

LEASE = ["--lease", "3"]
"""So that a dead process's messages come back in seconds, not after ten minutes.

Then an attempt that may be in flight is left alone for the deadline and 20 s."""


def test_killed_while_a_delivery_is_under_way(storage_account: str, receiver: Receiver) -> None:
    receiver.answer = Answer(200, delay=1.9)
    with RelayProcess(storage_account, LOCAL_SETTINGS, LEASE) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url)["webhook_id"]
        event = ping_event()
        client.post(event)
        receiver.wait_for(1)
        relay.kill()
    receiver.answer = 200

    with RelayProcess(storage_account, LOCAL_SETTINGS, LEASE) as relay:
        delivery = Client(relay).wait_for_state(
            webhook_id, event["event_id"], "delivered", timeout=60, tick=True
        )

    assert delivery["attempts"] == 1
    first, again = (json.loads(request.body) for request in receiver.wait_for(2))
    assert first == again, "at least once: the receiver may see it twice, with the same event_id"


def test_killed_with_a_full_queue(storage_account: str, receiver: Receiver) -> None:
    receiver.answer = Answer(200, delay=0.3)
    events = [ping_event() for _ in range(60)]
    with RelayProcess(storage_account, LOCAL_SETTINGS, LEASE) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url)["webhook_id"]
        client.post(*events)
        receiver.wait_for(5)
        relay.kill()
    receiver.answer = 200

    with RelayProcess(storage_account, LOCAL_SETTINGS, LEASE) as relay:
        client = Client(relay)
        client.tick_until(
            lambda: len(client.deliveries(webhook_id, state="delivered", limit=100)) == len(events),
            timeout=90,
        )

    assert {json.loads(r.body)["event_id"] for r in receiver.requests} == {
        event["event_id"] for event in events
    }


def test_killed_while_something_waits(storage_account: str, receiver: Receiver) -> None:
    receiver.answer = 500
    with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url)["webhook_id"]
        event = ping_event()
        client.post(event)
        client.wait_for_state(webhook_id, event["event_id"], "waiting")
        relay.kill()
    receiver.answer = 200

    with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
        delivery = Client(relay).wait_for_state(
            webhook_id, event["event_id"], "delivered", tick=True
        )

    assert [result["status"] for result in delivery["results"]] == [500, 200]


def test_a_gentle_stop_finishes_what_is_under_way(storage_account: str, receiver: Receiver) -> None:
    receiver.answer = Answer(200, delay=1.5)
    with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url)["webhook_id"]
        event = ping_event()
        client.post(event)
        receiver.wait_for(1)

        assert relay.stop() == 0

    with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
        delivery = Client(relay).delivery(webhook_id, event["event_id"])
    assert delivery["state"] == "delivered"
    assert len(receiver.requests) == 1


@pytest.mark.parametrize("arguments", [[], ["--isolate"]], ids=["one-process", "isolated"])
def test_the_timer_fires_by_itself(
    storage_account: str, receiver: Receiver, arguments: list[str]
) -> None:
    """With ``--isolate``: HTTP, each queue and each timer in a process, as on Flex Consumption.

    They share no memory; an event fails, waits, and is then delivered.
    """
    settings = {**LOCAL_SETTINGS, "CHECK_WEBHOOKS_SCHEDULE": "* * * * * *"}
    receiver.answer_next(500, 503)
    with RelayProcess(storage_account, settings, arguments) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url, secret_token="s")["webhook_id"]
        event = ping_event()
        assert client.post(event)["deliveries"] == 1

        delivery = client.wait_for_state(webhook_id, event["event_id"], "delivered", timeout=40)

        assert [result["status"] for result in delivery["results"]] == [500, 503, 200]
        assert client.post(event)["repeated"] is True
        health = relay.get("/api/health").json()
        assert health["status"] == "ok"
        client.relay.request("DELETE", f"/api/webhooks/{webhook_id}")
        assert client.post(ping_event())["deliveries"] == 0
    assert len(receiver.requests) == 3


_ACCEPTS_AND_ENDS = """
import json, function_app
from shared.startup import get_app
from tests.support.client import ping_event
get_app().ingest.post(json.dumps(ping_event()).encode())
"""


def test_a_summary_is_logged_though_its_process_has_ended(storage_account: str) -> None:
    """The host drops lines of no invocation, so only a round can log it, in whichever process."""
    subprocess.run(
        [sys.executable, "-c", _ACCEPTS_AND_ENDS],
        env={**os.environ, **LOCAL_SETTINGS, "AzureWebJobsStorage": storage_account},
        cwd=ROOT,
        check=True,
        timeout=60,
    )

    with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
        relay.tick()
        relay.wait_for_log("event_summary")
        [line] = relay.events("event_summary")
    assert (line["events"], line["deliveries"]) == (1, 0)
