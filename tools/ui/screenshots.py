"""``make screenshots``: takes the pictures of the page in ``docs/images``.

Starts storage, the relay and receivers that answer well, badly or now and then, posts events, and
photographs what the page shows. What it shows of earlier hours is made up; all else has happened.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from shared.events.examples import ONEFUZZ
from shared.store import Store
from shared.store.connection import StorageConnection
from shared.summary import Outcomes
from tools import interruptible
from tools.azurite import AzuriteError
from tools.local_relay import ROOT, RelayClient, RelayError, running_relay
from tools.receiver import Answer, ReceivedRequest, Receiver
from tools.ui import chromium
from tools.ui.chromium import NoChromiumError

IMAGES = ROOT / "docs" / "images"
SETTINGS = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "CHECK_WEBHOOKS_SCHEDULE": "*/2 * * * * *",
    "DELIVERY_TIMEOUT_SECONDS": "2",
}
EVENTS = 60
SECONDS = 40.0
_COLOURS = 256
_SIZE = {"width": 1280, "height": 860}

Answering = Answer | int | Callable[[ReceivedRequest], Answer | int]


@dataclass(frozen=True)
class Webhook:
    """One webhook of the pictures: how its receiver answers, and a usual hour of it."""

    name: str
    types: tuple[str, ...]
    answer: Answering
    an_hour: tuple[int, float]
    """Deliveries, and the part of attempts that failed."""


def _now_and_then(every: int) -> Answering:
    counted = iter(range(10**9))

    def answer(_request: ReceivedRequest) -> Answer | int:
        time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 - a receiver's work
        return 503 if next(counted) % every == every - 1 else 200

    return answer


_REFUSAL = Answer(400, body=b'{"error": "unknown member: ping_id", "request": "b7c1"}')

WEBHOOKS = (
    Webhook("Build notifications", ("job_created", "job_stopped"), _now_and_then(10**6), (90, 0)),
    Webhook("Pager bridge", ("task_failed", "ping"), 503, (30, 0.02)),
    Webhook("Audit log", tuple(ONEFUZZ), _now_and_then(9), (240, 0.03)),
    Webhook("Chat bot", ("ping",), _REFUSAL, (20, 0.01)),
    Webhook("Fleet dashboard", ("node_created", "pool_created"), _now_and_then(10**6), (160, 0)),
    Webhook("Old metrics sink", ("ping",), 200, (0, 0)),
)


def main() -> int:
    interruptible.install()
    try:
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="screenshots-")))
            relay = stack.enter_context(running_relay(folder, SETTINGS))
            ids = _traffic(relay, stack)
            browser = stack.enter_context(_browser(stack))
            _photograph(browser, relay, ids)
    except (RelayError, AzuriteError, NoChromiumError) as error:
        print(f"make screenshots: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _browser(stack: contextlib.ExitStack) -> contextlib.closing[Browser]:
    playwright = stack.enter_context(sync_playwright())
    return contextlib.closing(chromium.launch(playwright))


def _traffic(relay: RelayClient, stack: contextlib.ExitStack) -> dict[str, str]:
    """Create the webhooks, and post events until all that can be delivered is; return the ids."""
    ids = {}
    for webhook in WEBHOOKS:
        receiver = stack.enter_context(Receiver(webhook.answer, path="/hooks/relay"))
        body = {"name": webhook.name, "url": receiver.url, "event_types": list(webhook.types)}
        ids[webhook.name] = relay.call("POST", "/api/webhooks", body)["webhook_id"]
    relay.call("POST", f"/api/webhooks/{ids['Old metrics sink']}/disable")
    _make_up_a_day(relay.connection_string, ids)
    types = [name for webhook in WEBHOOKS for name in webhook.types]
    for number in range(EVENTS):
        name = types[number % len(types)]
        event = {"event_id": str(uuid4()), "event_type": name, "event": ONEFUZZ[name]}
        relay.call("POST", "/api/events", event)
        time.sleep(SECONDS / EVENTS)
    time.sleep(5)
    return ids


def _make_up_a_day(connection_string: str, ids: dict[str, str]) -> None:
    """Write what the hours before this one would have counted."""
    chance = random.Random(14)  # noqa: S311 - the same pictures each time
    store = Store(StorageConnection.from_environ({"AzureWebJobsStorage": connection_string}))
    this_hour = int(time.time() // 3600)
    uids = {webhook.webhook_id: webhook.uid for webhook in store.webhooks.every()}
    for hours in range(1, 24):
        busy = 0.35 + 0.65 * chance.random()
        outcomes = {}
        for webhook in WEBHOOKS:
            delivered = round(webhook.an_hour[0] * busy)
            failed = round(delivered * webhook.an_hour[1] * chance.uniform(0, 3))
            if delivered:
                outcomes[uids[ids[webhook.name]]] = Outcomes(delivered, failed)
        store.activity.write(this_hour - hours, "made-up", outcomes)
    store.close()


def _photograph(browser: Browser, relay: RelayClient, ids: dict[str, str]) -> None:
    audited = f"/ui/webhooks/{ids['Audit log']}"
    deliveries = relay.call(
        "GET", f"/api/webhooks/{ids['Chat bot']}/deliveries?state=waiting&limit=1"
    )["deliveries"]
    delivery = f"/ui/webhooks/{ids['Chat bot']}/deliveries/{deliveries[0]['event_id']}"
    views = {"overview": "/ui/", "webhook": audited, "delivery": delivery}
    for scheme in ("light", "dark"):
        options: dict[str, Any] = {"color_scheme": scheme, "viewport": _SIZE, "locale": "en-GB"}
        with contextlib.closing(browser.new_context(base_url=relay.url, **options)) as context:
            page = context.new_page()
            for name, path in views.items():
                if scheme == "light" or name == "overview":
                    _save(page, path, name if scheme == "light" else f"{name}-dark")


def _save(page: Page, path: str, name: str) -> None:
    page.goto(path)
    page.locator("main table").first.wait_for()
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    file = IMAGES / f"{name}.png"
    IMAGES.mkdir(exist_ok=True)
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    sys.exit(main())
