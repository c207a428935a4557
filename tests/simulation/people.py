"""Those outside the relay: producers that post events, and operators that change webhooks."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from shared.api import deliveries, events, health, webhooks
from shared.api.http import Request, Response
from tests.simulation.facts import (
    FILTERED,
    NEVER,
    REQUEST,
    Accepted,
    Ask,
    Facts,
    KnownWebhook,
    filtered_number,
    request_id,
)
from tests.simulation.instances import Handler, Instance
from tests.simulation.plan import Operate, Operation, Post, Subscription
from tests.simulation.scheduler import Life, Scheduler
from tests.simulation.trace import Trace

_PING_ID = "c6d40ed1-9c4c-4d7f-8d2b-5c4f2d1b3a90"

_FILTER = {"advancedFilters": [{"operatorType": "NumberIn", "key": "data.n", "values": [0]}]}

_IDS = "00000000-0000-4000-8000-"

_WRONG = frozenset({400, 401, 415, 422, 500})
"""What nobody here should be answered."""

REQUEST_TIMEOUT = 230.0
"""Seconds after which the front end gives up a request, as on Azure."""

_HEALTH_PERIOD = 20.0

_KNOWN_EVERYWHERE = 30.0
"""Seconds after a change by which each instance knows of it: its cache, and slow storage."""


class Client:
    """Calls the API of whichever instance answers."""

    def __init__(
        self,
        scheduler: Scheduler,
        trace: Trace,
        rng: random.Random,
        instances: Callable[[], list[Instance]],
        blame: Callable[[str], None],
    ) -> None:
        self.scheduler = scheduler
        self.trace = trace
        self.rng = rng
        self._instances = instances
        self.blame = blame

    def call(
        self,
        handler: Handler,
        method: str,
        body: Any = None,
        *,
        answered: Callable[[], None] = lambda: None,
        **path: str,
    ) -> Response | None:
        """Return the response of some instance; None if none came.

        *answered* is called when the instance is done with it, or has died.
        """
        well = [instance for instance in self._instances() if instance.well]
        if not well:
            answered()
            return None
        instance = self.rng.choice(well)
        data = b"" if body is None else json.dumps(body).encode()
        request = Request(method, path, {}, {"content-type": "application/json"}, data)
        caller = self.scheduler.running
        found: list[Response] = []
        done = False

        def run() -> None:
            found.append(instance.respond(handler, request))

        def ended() -> None:
            nonlocal done
            done = True
            answered()
            self.scheduler.wake(caller)

        name = f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}"
        self.trace.step(instance.name, "API", name, str(path or ""), "begins")
        self.scheduler.spawn(run, instance.life, name, delay=0.001, ended=ended)
        give_up_at = self.scheduler.now + REQUEST_TIMEOUT
        while not done and self.scheduler.now < give_up_at:
            self.scheduler.wait(give_up_at - self.scheduler.now)
        response = found[0] if found else None
        told = "no answer" if response is None else str(response.status)
        self.trace.step(instance.name, "API", name, str(path or ""), told)
        if response is not None and response.status in _WRONG:
            self.blame(f"{name} answered {response.body.decode()}")
        return response


class Producers:
    """Post events until they are accepted."""

    def __init__(self, client: Client, facts: Facts, outside: Life) -> None:
        self._client = client
        self._facts = facts
        self._outside = outside

    def act(self, post: Post) -> None:
        scheduler = self._client.scheduler
        for _ in range(1 + post.twice):
            scheduler.spawn(lambda: self._post(post), self._outside, "producer")

    def _post(self, post: Post) -> None:
        client, scheduler = self._client, self._client.scheduler
        began = scheduler.now
        ids = [event_id(name) for name in post.names]
        for one in ids:
            self._facts.posted.setdefault(one, began)
            self._facts.types[one] = post.event_type
        body = [_event(one, post.event_type) for one in ids]
        for attempt in range(post.tries):
            response = client.call(events.post, "POST", body[0] if len(body) == 1 else body)
            lost = post.loses_answer and attempt == 0
            if response is not None and response.status == 202 and not lost:
                for one in ids:
                    self._accepted(one)
                client.trace.note("producer", f"accepted {' '.join(post.names)}")
                return
            scheduler.sleep(min(1.0 + attempt, 5.0) * client.rng.uniform(0.5, 1.0))
        self._facts.gave_up.update(ids)

    def _accepted(self, one: str) -> None:
        began, ended = self._facts.posted[one], self._client.scheduler.now
        sure = self._facts.surely_subscribed(began, one)
        self._facts.accepted.setdefault(one, Accepted(one, began, ended, sure))


def event_id(name: str) -> str:
    """Return the id of the event that a plan calls *name*, as in ``e017``."""
    return f"{_IDS}{int(name[1:]):012d}"


def name_of(one: str) -> str:
    """Return what a plan calls the event of this id."""
    return f"e{int(one.removeprefix(_IDS)):03d}" if one.startswith(_IDS) else one


def _event(one: str, event_type: str) -> dict[str, Any]:
    payload: dict[str, Any] = {"ping_id": _PING_ID}
    if event_type == REQUEST:
        request = {"id": request_id(one), "requestType": "SERVICE"}
        payload = {"createdAt": 0, "eventType": "CREATED", "request": request}
    payload["n"] = filtered_number(one)
    return {"event_id": one, "event_type": event_type, "event": payload}


class Operators:
    """Change webhooks, and have deliveries sent again."""

    def __init__(self, client: Client, facts: Facts, outside: Life) -> None:
        self._client = client
        self._facts = facts
        self._outside = outside
        self._made = 0

    def subscribe(self, subscription: Subscription) -> None:
        """Create a webhook. Without an answer it may be there all the same."""
        self._made += 1
        path = f"w{subscription.number}.{self._made}"
        body = {
            "name": path,
            "url": f"http://127.0.0.1/{path}" + "/$REQUEST_ID" * subscription.has_variables,
            "event_types": ["ping", REQUEST],
            "max_in_flight": subscription.max_in_flight,
            "rate_per_second": subscription.rate_per_second,
            "filter": _FILTER if subscription.number == FILTERED else None,
        }
        response = self._client.call(webhooks.collection, "POST", body)
        webhook = self._facts.by_path(path)
        if response is None or response.status != 200 or webhook is None:
            return
        webhook.steady = subscription.steady
        webhook.enabled_at = self._client.scheduler.now
        webhook.sure_since = self._client.scheduler.now + _KNOWN_EVERYWHERE

    def act(self, deed: Operate) -> None:
        self._client.scheduler.spawn(lambda: self._act(deed), self._outside, "operator")

    def _act(self, deed: Operate) -> None:
        webhook = self._facts.of_number(deed.webhook)
        if deed.operation is Operation.CREATE:
            self.subscribe(Subscription(deed.webhook))
        elif webhook is not None:
            getattr(self, f"_{deed.operation}")(webhook, deed.value)

    def _disable(self, webhook: KnownWebhook, _: int) -> None:
        webhook.disabled_from = min(webhook.disabled_from, self._client.scheduler.now)
        self._change(webhook, webhooks.disable, subscribed=False)

    def _enable(self, webhook: KnownWebhook, _: int) -> None:
        self._change(webhook, webhooks.enable, subscribed=True)

    def _delete(self, webhook: KnownWebhook, _: int) -> None:
        webhook.deleted_from = min(webhook.deleted_from, self._client.scheduler.now)
        webhook.sure_since = NEVER
        self._client.call(webhooks.one, "DELETE", webhook_id=webhook.webhook_id)

    def _change(self, webhook: KnownWebhook, handler: Handler, *, subscribed: bool) -> None:
        """Make a change; what each instance believes is known only if nothing else came between."""
        webhook.sure_since = webhook.enabled_at = NEVER
        webhook.changing += 1
        webhook.in_progress += 1
        ticket, alone = webhook.changing, webhook.in_progress == 1

        def answered() -> None:
            webhook.in_progress -= 1

        path = {"webhook_id": webhook.webhook_id}
        response = self._client.call(handler, "POST", answered=answered, **path)
        made = response is not None and response.status == 200
        alone = alone and ticket == webhook.changing
        if made and subscribed and alone and webhook.deleted_from == NEVER:
            webhook.enabled_at = self._client.scheduler.now
            webhook.sure_since = self._client.scheduler.now + _KNOWN_EVERYWHERE

    def _resend(self, webhook: KnownWebhook, value: int) -> None:
        events_of = [key[1] for key in self._facts.attempts if key[0] == webhook.uid]
        if events_of:
            event_id = events_of[value % len(events_of)]
            path = {"webhook_id": webhook.webhook_id, "event_id": event_id}
            self._ask(webhook, event_id, deliveries.resend, path)

    def _recover(self, webhook: KnownWebhook, value: int) -> None:
        states = [["dropped"], ["dropped", "waiting"], ["waiting"]][value % 3]
        body = {"since": "2020-01-01T00:00:00Z", "states": states}
        self._ask(webhook, None, deliveries.recover, {"webhook_id": webhook.webhook_id}, body)

    def _ask(
        self,
        webhook: KnownWebhook,
        event_id: str | None,
        handler: Handler,
        path: Mapping[str, str],
        body: Any = None,
    ) -> None:
        ask = Ask(webhook.uid, event_id, self._client.scheduler.now)
        self._facts.asks.append(ask)

        def answered() -> None:
            ask.ended = self._client.scheduler.now

        response = self._client.call(handler, "POST", body, answered=answered, **path)
        ask.agreed = response is not None and 200 <= response.status <= 299

    def _rotate(self, webhook: KnownWebhook, value: int) -> None:
        body = {"secret_token": f"secret-{value}"}
        self._client.call(webhooks.rotate_secret, "POST", body, webhook_id=webhook.webhook_id)

    def _limit(self, webhook: KnownWebhook, value: int) -> None:
        most, rate = value % 3, (0.0, 1.0, 3.0)[value % 7 % 3]
        now = self._client.scheduler.now
        webhook.limits.append((now, most, rate))
        body = {"max_in_flight": most, "rate_per_second": rate}
        self._client.call(webhooks.one, "PATCH", body, webhook_id=webhook.webhook_id)
        # Without an answer it may have been made, or may be made later: the old ones may hold.
        webhook.limits.append((self._client.scheduler.now, 0, 0.0))

    def _ping(self, webhook: KnownWebhook, _: int) -> None:
        self._client.call(webhooks.ping, "POST", webhook_id=webhook.webhook_id)


class Probe:
    """Asks for the relay's health, as a load balancer does."""

    def __init__(self, client: Client, *, storage_may_fail: bool) -> None:
        self._client = client
        self._may_fail = storage_may_fail

    def watch(self) -> None:
        """Ask every now and then; it answers, and says 503 only if storage fails."""
        while True:
            self._client.scheduler.sleep(_HEALTH_PERIOD)
            response = self._client.call(health.get, "GET")
            if response is None or response.status == HTTPStatus.OK:
                continue
            if response.status != HTTPStatus.SERVICE_UNAVAILABLE or not self._may_fail:
                self._client.blame(f"health was answered {response.status}")

    def look(self) -> None:
        """Ask once, when all is well."""
        response = self._client.call(health.get, "GET")
        if response is None or json.loads(response.body)["status"] != "ok":
            self._client.blame("all is well, and health does not say so")
