"""``make demo``: shows a delivery, an outage and the recovery in a terminal, in under a minute.

Starts storage, the relay and two receivers on ports that are free, with data that are thrown away.
One receiver is down at first. Ends with 0 only if both got every event.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

from shared.events.examples import ONEFUZZ
from tools import interruptible
from tools.azurite import AzuriteError
from tools.local_relay import RelayClient, RelayError, running_relay
from tools.receiver import Receiver

DOWN_SECONDS = 6.0
GIVE_UP_SECONDS = 45.0
LOOK_SECONDS = 0.2

SETTINGS = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "CHECK_WEBHOOKS_SCHEDULE": "*/2 * * * * *",
    "RETRY_DELAYS": "2s",
}
"""As `make run` has them, but quicker."""


def main() -> int:
    interruptible.install()
    try:
        with contextlib.ExitStack() as stack:
            return _show(stack)
    except (RelayError, AzuriteError) as error:
        print(f"make demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _show(stack: contextlib.ExitStack) -> int:
    began = time.monotonic()
    _say("Storage and the relay start, with data that are thrown away afterwards")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="webhook-relay-")))
    relay = stack.enter_context(running_relay(folder, SETTINGS))
    _tell(f"listening on http://localhost:{relay.port} after {time.monotonic() - began:.1f} s")

    _say(f"Two subscribers for {len(ONEFUZZ)} of OneFuzz's event types")
    steady, flaky = Subscriber("steady", listening=True), Subscriber("flaky", listening=False)
    for subscriber in (steady, flaky):
        url = stack.enter_context(subscriber.receiver).url
        body = {"name": subscriber.name, "url": url, "event_types": list(ONEFUZZ)}
        subscriber.webhook_id = relay.call("POST", "/api/webhooks", body)["webhook_id"]
        _tell(f"{subscriber.name:8}{url}")
    _tell("flaky is down: nobody listens there yet")

    _say("The example of each type in OneFuzz's document, posted to /api/events")
    for event_type, payload in ONEFUZZ.items():
        event_id = str(uuid4())
        event = {"event_id": event_id, "event_type": event_type, "event": payload}
        accepted = relay.call("POST", "/api/events", event)
        _tell(f"{event_type:22}{accepted['event_id']}  {accepted['deliveries']} deliveries")
    repeat = relay.call("POST", "/api/events", event)
    _tell(f"{event_type:22}{repeat['event_id']}  the same again: repeated={repeat['repeated']}")

    _say("The states of the deliveries, as they change")
    _watch(relay, steady, flaky)

    _say("What became of one of them at flaky")
    _tell_history(relay, flaky, event_id)
    return _verdict(steady, flaky, time.monotonic() - began)


class Subscriber:
    """A receiver, and its webhook once that is created."""

    def __init__(self, name: str, *, listening: bool) -> None:
        self.name = name
        self.receiver = Receiver(listening=listening, path=f"/{name}")
        self.webhook_id = ""

    def received(self) -> Counter[str]:
        """How often each event came, by its id."""
        return Counter(json.loads(request.body)["event_id"] for request in self.receiver.requests)


def _watch(relay: RelayClient, steady: Subscriber, flaky: Subscriber) -> None:
    """Print a line whenever a state has changed, until everything is delivered."""
    began = time.monotonic()
    print(f"\n    {'':9}{steady.name:28}{flaky.name}", flush=True)
    shown, up = "", False
    while True:
        elapsed = time.monotonic() - began
        states = [_states(relay, subscriber) for subscriber in (steady, flaky)]
        line = "".join(f"{_described(counts):28}" for counts in states).rstrip()
        if line != shown:
            print(f"    {elapsed:5.1f} s  {line}", flush=True)
            shown = line
        if all(set(counts) == {"delivered"} for counts in states):
            return
        if elapsed > GIVE_UP_SECONDS:
            return
        if not up and elapsed > DOWN_SECONDS:
            flaky.receiver.up()
            up = True
            print(f"    {elapsed:5.1f} s  {'':28}(comes up)", flush=True)
        time.sleep(LOOK_SECONDS)


def _states(relay: RelayClient, subscriber: Subscriber) -> Counter[str]:
    return Counter(delivery["state"] for delivery in relay.deliveries(subscriber.webhook_id))


def _described(counts: Counter[str]) -> str:
    order = ("queued", "waiting", "delivered", "dropped")
    return ", ".join(f"{counts[state]} {state}" for state in order if counts[state])


def _tell_history(relay: RelayClient, subscriber: Subscriber, event_id: str) -> None:
    delivery = relay.call("GET", f"/api/webhooks/{subscriber.webhook_id}/deliveries/{event_id}")
    _tell(f"{delivery['event_type']} {event_id}: {delivery['state']}")
    for number, attempt in enumerate(delivery["results"], 1):
        outcome = attempt.get("status") or f"{attempt['error']} ({attempt.get('detail', '')})"
        _tell(f"attempt {number}  {attempt['at'][11:23]}  {outcome}")


def _verdict(steady: Subscriber, flaky: Subscriber, seconds: float) -> int:
    complete = True
    for subscriber in (steady, flaky):
        received = subscriber.received()
        twice = sum(count - 1 for count in received.values())
        complete = complete and len(received) == len(ONEFUZZ)
        _tell(f"{subscriber.name:8}got {len(received)} of {len(ONEFUZZ)}, {twice} twice")
    _say(
        f"{'Everything was delivered' if complete else 'NOT everything was delivered'}"
        f" ({seconds:.0f} s)"
    )
    return 0 if complete else 1


def _say(text: str) -> None:
    print(f"\n  {text}", flush=True)


def _tell(text: str) -> None:
    print(f"    {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
