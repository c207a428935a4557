"""What the relay is doing when it dies: every path that accepts, delivers or schedules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.api import deliveries, webhooks
from tests.faults.world import LONG, World, event_id

Step = Callable[[World], None]


def _nothing(world: World) -> None:
    pass


@dataclass(frozen=True)
class Scenario:
    """*act* is what the process dies in. *again* is what its client does when it is back."""

    arrange: Step
    act: Step
    again: Step = _nothing
    settings: Mapping[str, str] = field(default_factory=dict)
    new_account: bool = False
    """Whether tables and queues are yet to be made."""

    @property
    def does_more_afterwards(self) -> bool:
        """Whether the client does anything when the process is back."""
        return self.again is not _nothing


def _webhook(world: World, name: str = "a", **options: object) -> None:
    world.ids[name] = world.process.create_webhook(name, **options)


def _post(*event_ids: str) -> Step:
    return lambda world: world.process.post(*event_ids)


def _pump(world: World) -> None:
    world.process.pump()


def _tick(world: World) -> None:
    world.process.tick()


def _then(*steps: Step) -> Step:
    def run(world: World) -> None:
        for step in steps:
            step(world)

    return run


def _subscribers(count: int) -> Step:
    def run(world: World) -> None:
        for number in range(count):
            _webhook(world, f"w{number}")

    return run


def _answers(status: int) -> Step:
    return lambda world: world.statuses.__setitem__("a", status)


def _after(seconds: float) -> Step:
    return lambda world: world.advance(seconds)


def _failed(*event_ids: str) -> Step:
    """Each event has been attempted once, in vain."""
    return _then(_webhook, _answers(500), *(_post(e) for e in event_ids), _pump)


def _released(*event_ids: str) -> Step:
    """The same, and their second attempts lie in the queue."""
    return _then(_failed(*event_ids), _after(11), _tick)


def _failing(world: World) -> None:
    """The breaker is open; its next probe is due."""
    _failed("e1", "e2")(world)
    world.open("a")
    world.advance(31)


def _probing(world: World) -> None:
    _then(_failing, _tick)(world)


def _probing_with_refused(world: World) -> None:
    """The same, and the relay itself refuses the URL of the event that the probe is made with."""
    url = world.receiver.url.replace("/hook", "/a?id=$REQUEST_ID")
    _webhook(world, url=url, event_types=["ping", "REQUEST"])
    _then(_answers(500), _post("e1"), _post("e2"), _pump)(world)
    world.open("a")
    _then(_post(LONG), _pump, _after(31), _tick)(world)


def _slow(world: World) -> None:
    world.slow("a")


def _deleted(world: World) -> None:
    world.process.call(webhooks.one, "DELETE", webhook_id=world.ids["a"])
    world.advance(6)


def _disabled(world: World) -> None:
    world.process.call(webhooks.disable, "POST", webhook_id=world.ids["a"])
    world.advance(6)


def _lost(name: str) -> Step:
    """An event whose first message is lost."""

    def run(world: World) -> None:
        world.process.post(name)
        for message in world.host.take("deliveries", 1):
            world.host.delete(message)

    return run


def _taken(world: World) -> None:
    """What is in the queue was taken by a process that lives, and the host lost the lease."""
    for message in world.host.take("deliveries", 1):
        world.host.failed(message)


def _rotate(world: World) -> None:
    world.process.call(webhooks.rotate_secret, "POST", {}, webhook_id=world.ids["a"])


def _ping(world: World) -> None:
    webhook_id = world.ids["a"]
    world.accept_new(lambda: world.process.call(webhooks.ping, "POST", webhook_id=webhook_id))


def _resend(world: World) -> None:
    world.asked_again["a", event_id("e1")] += 1
    path = {"webhook_id": world.ids["a"], "event_id": event_id("e1")}
    world.process.call(deliveries.resend, "POST", **path)


def _recover(world: World) -> None:
    body = {"since": "2020-01-01T00:00:00Z", "states": ["dropped", "waiting"]}
    world.process.call(deliveries.recover, "POST", body, webhook_id=world.ids["a"])


def _resend_all(*names: str) -> Step:
    """Send again what meets a filter; *names* are those that were delivered, and will be again."""

    def run(world: World) -> None:
        for name in names:
            world.asked_again["a", event_id(name)] += 1
        body = {"since": "2020-01-01T00:00:00Z"}
        world.process.call(deliveries.resend_all, "POST", body, webhook_id=world.ids["a"])

    return run


def _enable(world: World) -> None:
    world.process.call(webhooks.enable, "POST", webhook_id=world.ids["a"])
    world.advance(6)


def _forget(world: World) -> None:
    """Retention takes the records with it."""
    world.accepted.clear()
    world.keeps_house = True
    world.start()


def _expect_all_received(world: World) -> None:
    world.expected_received = {(name, e) for e, names in world.accepted.items() for name in names}


_ARRAY = ("e7", "e10", "e8", "e13", "e1")
"""Two pairs of events that share a partition, and one that has its own."""

_GROUP = ("e3", "e4")
"""Two events whose deliveries to one webhook are in one message."""

_DROPPED = _then(_failed("e1", "e2", "e3"), _after(11), _disabled, _tick, _enable, _answers(200))
_RELAY_FAILS = _then(_webhook, _answers(500), _post("e1"), lambda world: world.poison())
_EXPIRY = {"DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS": "0.01"}
_TWO_WAIT = {"MAX_QUEUED_UPDATES_PER_WEBHOOK": "2"}

SCENARIOS: Mapping[str, Scenario] = {
    "accept": Scenario(_webhook, _post("e1"), _post("e1")),
    "accept in a new account": Scenario(_webhook, _post("e1"), _post("e1"), new_account=True),
    "deliver in a new account": Scenario(_then(_webhook, _post("e1")), _pump, new_account=True),
    "accept for two": Scenario(_subscribers(2), _post("e1"), _post("e1")),
    "accept an array": Scenario(_subscribers(2), _post(*_ARRAY), _post(*_ARRAY)),
    "accept an array of which one is known": Scenario(
        _then(_webhook, _post(_ARRAY[0]), _pump), _post(*_ARRAY), _post(*_ARRAY)
    ),
    "accept for more than a slice": Scenario(
        _subscribers(3), _then(_post("e1"), _pump), _post("e1")
    ),
    "accept again": Scenario(_then(_webhook, _post("e1")), _post("e1"), _post("e1")),
    "ping": Scenario(_webhook, _ping, _ping),
    "deliver": Scenario(_then(_webhook, _post("e1")), _pump),
    "deliver in vain": Scenario(_then(_webhook, _answers(500), _post("e1")), _pump),
    "deliver to one who asks to wait": Scenario(_then(_webhook, _answers(503), _post("e1")), _pump),
    "deliver to one who is gone": Scenario(_then(_webhook, _answers(410), _post("e1")), _pump),
    "deliver to a deleted webhook": Scenario(_then(_webhook, _post("e1"), _deleted), _pump),
    "deliver to a disabled webhook": Scenario(_then(_webhook, _post("e1"), _disabled), _pump),
    "deliver faster than allowed": Scenario(
        _then(lambda world: _webhook(world, rate_per_second=1), _post("e1"), _post("e2")), _pump
    ),
    "deliver a group": Scenario(_then(_webhook, _post(*_GROUP)), _pump),
    "deliver a group in vain": Scenario(_then(_webhook, _answers(500), _post(*_GROUP)), _pump),
    "deliver a group to one who is gone": Scenario(
        _then(_webhook, _answers(410), _post(*_GROUP)), _pump
    ),
    "deliver a group to a disabled webhook": Scenario(
        _then(_webhook, _post(*_GROUP), _disabled), _pump
    ),
    "deliver a group faster than allowed": Scenario(
        _then(lambda world: _webhook(world, rate_per_second=1), _post(*_GROUP)), _pump
    ),
    "deliver a group to a slow one": Scenario(_then(_webhook, _slow, _post(*_GROUP)), _pump),
    "move a group": Scenario(_then(_webhook, _post(*_GROUP), _slow), _pump),
    "hold a group": Scenario(_then(_failing, _post(*_GROUP)), _pump),
    "fail in poison with a group": Scenario(
        _then(_webhook, _answers(500), _post(*_GROUP), lambda world: world.poison()), _pump
    ),
    "accept for a slow one": Scenario(_then(_webhook, _slow), _post("e1"), _post("e1")),
    "deliver to a slow one": Scenario(_then(_webhook, _slow, _post("e1")), _pump),
    "deliver to a slow one in vain": Scenario(
        _then(_webhook, _slow, _answers(500), _post("e1")), _pump
    ),
    "move": Scenario(_then(_webhook, _post("e1"), _slow), _pump),
    "move a retry": Scenario(_then(_released("e1"), _answers(200), _slow), _pump),
    "follow up": Scenario(_then(_webhook, _lost("e1"), _post("e1")), _pump),
    "take again": Scenario(_then(_webhook, _post("e1"), _taken), _pump),
    "take a group again": Scenario(_then(_webhook, _post(*_GROUP), _taken), _pump),
    "retry": Scenario(_then(_released("e1"), _answers(200)), _pump),
    "retry in vain": Scenario(_released("e1"), _pump),
    "retry when expired": Scenario(_then(_released("e1"), _after(60)), _pump, settings=_EXPIRY),
    "retry when held": Scenario(_then(_released("e1"), lambda world: world.open("a")), _pump),
    "hold": Scenario(_then(_failing, _post("e3")), _pump),
    "probe": Scenario(_then(_probing, _answers(200)), _pump),
    "probe in vain": Scenario(_probing, _pump),
    "probe with what is refused here": Scenario(_then(_probing_with_refused, _answers(200)), _pump),
    "overflow at once": Scenario(
        _then(_probing, _pump, _after(30), _tick, _post("e3")), _pump, settings=_TWO_WAIT
    ),
    "fail in poison": Scenario(_RELAY_FAILS, _pump),
    "tick: release": Scenario(_then(_failed("e1", "e2"), _after(11)), _tick),
    "tick: release in slow start": Scenario(
        _then(_probing, _answers(200), _pump, _after(11)), _tick
    ),
    "tick: open": Scenario(
        _then(_failed("e1", "e2"), *[_then(_after(12), _tick, _pump)] * 3, _after(12)), _tick
    ),
    "tick: probe": Scenario(_failing, _tick),
    "tick: overflow": Scenario(
        _then(_released("e1", "e2", "e3", "e4"), _pump), _tick, settings=_TWO_WAIT
    ),
    "tick: expiry": Scenario(
        _then(_failing, _post("e3"), _pump, _after(60), _tick, _pump, _after(16)),
        _tick,
        settings=_EXPIRY,
    ),
    "tick: webhook deleted": Scenario(_then(_failed("e1", "e2"), _deleted), _tick),
    "tick: webhook disabled": Scenario(_then(_failed("e1", "e2"), _disabled), _tick),
    "tick: nothing waits any more": Scenario(_then(_released("e1"), _answers(200), _pump), _tick),
    "tick: days": Scenario(_then(_webhook, _post("e1"), _pump, _after(8 * 86_400), _forget), _tick),
    "tick: follow up": Scenario(
        _then(_webhook, _lost("e1"), _post("e1"), _pump, _after(16)), _then(_tick, _pump)
    ),
    "tick: orphans": Scenario(
        _then(_webhook, _post("e1"), lambda world: world.lose_a_worker(), _tick, _after(40)),
        _tick,
    ),
    "rotate": Scenario(_then(_webhook, _post("e1")), _then(_rotate, _pump)),
    "resend what was delivered": Scenario(
        _then(_webhook, _post("e1"), _pump, _after(1)), _then(_resend, _pump)
    ),
    "resend what waits": Scenario(
        _then(_failed("e1"), _answers(200), _after(1)), _then(_resend, _pump)
    ),
    "resend what was dropped": Scenario(_DROPPED, _then(_resend, _pump)),
    "recover": Scenario(_DROPPED, _recover, _then(_recover, _expect_all_received)),
    "recover what waits": Scenario(_failed("e1", "e2"), _recover),
    "recover, and leave it at that": Scenario(_DROPPED, _recover),
    "resend all: what was delivered": Scenario(
        _then(_webhook, _post("e1", "e2"), _pump, _after(1)), _resend_all("e1", "e2")
    ),
    "resend all: what waits": Scenario(_failed("e1", "e2"), _resend_all()),
    "resend all: what was dropped": Scenario(
        _DROPPED, _resend_all(), _then(_resend_all(), _expect_all_received)
    ),
}
