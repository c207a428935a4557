"""What happens in a run, computed from its seed: a list of acts, each of which can be left out.

Each seed has some kinds of trouble and not others, so that one kind does not always hide another.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from tests.simulation.weather import Mishap, Service, Storm

NOON = datetime(2030, 5, 15, 12, tzinfo=UTC).timestamp()
MIDNIGHT = datetime(2030, 5, 16, tzinfo=UTC).timestamp()


class Trouble(StrEnum):
    """The kinds of trouble that a seed may have."""

    RECEIVERS = "receivers"
    DEATHS = "deaths"
    DEPLOYMENTS = "deployments"
    STANDSTILLS = "standstills"
    STORMS = "storms"
    SLOW_STORAGE = "slow storage"
    LATE_MESSAGES = "late messages"
    COPIES = "copies"
    TIMERS = "timers"
    OPERATORS = "operators"
    CLOCKS = "clocks"
    REPEATS = "repeats"
    SHORT_PAGES = "short pages"
    MIDNIGHT = "midnight"
    RETENTION = "retention"
    LIMITS = "limits"
    VARIABLES = "variables"


class Mode(StrEnum):
    """How a receiver answers."""

    WELL = "well"
    SLOW = "slow"
    HANGS = "hangs"
    LATE = "answers too late"
    BREAKS = "breaks off after the event"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Manner:
    """How a receiver answers a *part* of the requests; the rest it answers well."""

    mode: Mode = Mode.WELL
    status: int = 200
    retry_after: str | None = None
    part: float = 1.0
    seconds: float = 0.0

    def __str__(self) -> str:
        words = [str(self.mode)]
        if self.mode is Mode.ANSWERS:
            words.append(str(self.status))
        if self.retry_after:
            words.append(f"Retry-After {self.retry_after}")
        if self.seconds:
            words.append(f"{self.seconds:.1f} s")
        if self.part < 1:
            words.append(f"to {self.part:.0%}")
        return " ".join(words)


@dataclass(frozen=True)
class Post:
    """A producer posts events, and repeats that until it is accepted, at most *tries* times."""

    names: tuple[str, ...]
    event_type: str
    tries: int = 50
    twice: bool = False
    """Another producer posts the same at the same time."""
    loses_answer: bool = False
    """The first answer does not reach the producer."""

    def __str__(self) -> str:
        how = " twice at once" if self.twice else ""
        how += ", loses the answer" if self.loses_answer else ""
        return f"post {', '.join(self.names)}{how}, up to {self.tries} times"


@dataclass(frozen=True)
class Behave:
    """A receiver changes its manner."""

    webhook: int
    manner: Manner

    def __str__(self) -> str:
        return f"receiver w{self.webhook} {self.manner}"


@dataclass(frozen=True)
class Kill:
    """An instance dies at one of its next requests, and another is started later."""

    instance: int
    requests: int
    restart_after: float

    def __str__(self) -> str:
        return f"kill instance {self.instance} at its {self.requests}th request from here"


@dataclass(frozen=True)
class Deploy:
    """All instances are replaced: at once, or one after the other, with old beside new."""

    at_once: bool
    settings: Mapping[str, str] = field(default_factory=dict)
    away: float = 0.0

    def __str__(self) -> str:
        how = f"all die, away for {self.away:.0f} s" if self.at_once else "old beside new"
        return f"deploy: {how} {dict(self.settings) or ''}"


@dataclass(frozen=True)
class StandStill:
    """An instance's machine is suspended, at one of its next requests."""

    instance: int
    requests: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"instance {self.instance} stands still for {self.seconds:.1f} s, "
            f"at its {self.requests}th request from here"
        )


@dataclass(frozen=True)
class Squall:
    """Storage has a storm, see `Storm`."""

    seconds: float
    service: Service
    part: float
    mishap: Mishap | None = None
    slowest: float = 0.0

    def storm(self, now: float) -> Storm:
        return Storm(now, now + self.seconds, self.service, self.part, self.mishap, self.slowest)

    def __str__(self) -> str:
        what = self.mishap or f"slow, up to {self.slowest:.1f} s,"
        return f"storage: {self.part:.0%} {what} in {self.service} for {self.seconds:.0f} s"


@dataclass(frozen=True)
class LateMessages:
    """A part of the messages that are put come late."""

    seconds: float
    part: float
    latest: float

    def __str__(self) -> str:
        return (
            f"{self.part:.0%} of messages up to {self.latest:.0f} s late, for {self.seconds:.0f} s"
        )


@dataclass(frozen=True)
class Copies:
    """A part of the messages that are taken can be taken again, though they are being handled."""

    seconds: float
    part: float
    within: float

    def __str__(self) -> str:
        return (
            f"{self.part:.0%} of messages are given out again within {self.within:.1f} s, "
            f"for {self.seconds:.0f} s"
        )


class TimerFault(StrEnum):
    """What can be wrong with the timer."""

    STOPPED = "stopped"
    TWICE = "fires twice"
    OVERLAPS = "moves to another instance"


@dataclass(frozen=True)
class Timer:
    """The host's timer misbehaves."""

    fault: TimerFault
    seconds: float

    def __str__(self) -> str:
        return f"timer {self.fault} for {self.seconds:.0f} s"


class Operation(StrEnum):
    """What operators do."""

    DISABLE = "disable"
    ENABLE = "enable"
    DELETE = "delete"
    CREATE = "create"
    RESEND = "resend"
    RECOVER = "recover"
    ROTATE = "rotate"
    LIMIT = "limit"
    PING = "ping"


@dataclass(frozen=True)
class Operate:
    """An operator calls the API, about one webhook."""

    operation: Operation
    webhook: int
    value: int = 0

    def __str__(self) -> str:
        return f"operator: {self.operation} w{self.webhook} {self.value or ''}"


Deed = Post | Behave | Kill | Deploy | StandStill | Squall | LateMessages | Copies | Timer | Operate


@dataclass(frozen=True)
class Act:
    """A deed at a time, in seconds from the start."""

    number: int
    at: float
    deed: Deed

    def __str__(self) -> str:
        return f"{self.number:4} at {self.at:7.1f} s: {self.deed}"


@dataclass(frozen=True)
class Subscription:
    """A webhook that is there from the beginning, or comes later."""

    number: int
    max_in_flight: int = 0
    rate_per_second: float = 0.0
    steady: bool = False
    """Its receiver is always well, and nobody touches it."""
    has_variables: bool = False
    """Its URL has a variable, which only some events fill."""


@dataclass(frozen=True)
class Plan:
    """All of a run but the answers to single requests."""

    seed: int
    troubles: frozenset[Trouble]
    start: float
    seconds: float
    instances: int
    skew: float
    settings: Mapping[str, str]
    subscriptions: tuple[Subscription, ...]
    slice: int
    scan_rows: int | None
    acts: tuple[Act, ...]

    def only(self, numbers: frozenset[int]) -> Plan:
        """Return the plan with these acts alone."""
        return replace(self, acts=tuple(act for act in self.acts if act.number in numbers))


def make_plan(seed: int) -> Plan:
    """Return the plan of *seed*."""
    return _Planner(seed).plan()


_STATUSES = (400, 401, 404, 409, 422, 429, 500, 500, 502, 503, 503)


class _Planner:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = random.Random(f"plan {seed}")
        self.deeds: list[tuple[float, Deed]] = []
        rng = self.rng
        self.troubles = frozenset(t for t in Trouble if rng.random() < _PART_OF[t])
        if rng.random() < 0.4:
            self.troubles = rng.choice(_THEMES)
        elif rng.random() < 0.2:
            self.troubles |= {Trouble.VARIABLES}
        self.seconds = rng.choice((60.0, 120.0, 120.0, 300.0))
        self.subscriptions = self._subscriptions()
        self.troubled = [s.number for s in self.subscriptions if not s.steady]
        self.names = 0

    def plan(self) -> Plan:
        rng = self.rng
        self._posts()
        for trouble, plan in {
            Trouble.RECEIVERS: self._receivers,
            Trouble.DEATHS: self._deaths,
            Trouble.DEPLOYMENTS: self._deployments,
            Trouble.STANDSTILLS: self._standstills,
            Trouble.STORMS: self._storms,
            Trouble.SLOW_STORAGE: self._slow_storage,
            Trouble.LATE_MESSAGES: self._late_messages,
            Trouble.COPIES: self._copies,
            Trouble.TIMERS: self._timers,
            Trouble.OPERATORS: self._operators,
        }.items():
            if trouble in self.troubles:
                plan()
        start = NOON
        if Trouble.MIDNIGHT in self.troubles:
            start = MIDNIGHT - rng.uniform(0, self.seconds) + rng.choice((-30, 0, 0, 200))
        if Trouble.RETENTION in self.troubles:
            self._days_pass()
        self.deeds.sort(key=lambda pair: pair[0])
        return Plan(
            seed=self.seed,
            troubles=self.troubles,
            start=start,
            seconds=self.seconds,
            instances=rng.choice((1, 2, 2, 3)),
            skew=10.0 if Trouble.CLOCKS in self.troubles else 0.0,
            settings=self._settings(),
            subscriptions=self.subscriptions,
            slice=rng.choice((32, 32, 1, 2)),
            scan_rows=rng.choice((1, 3, 20)) if Trouble.SHORT_PAGES in self.troubles else None,
            acts=tuple(Act(n, at, deed) for n, (at, deed) in enumerate(self.deeds, 1)),
        )

    def _settings(self) -> dict[str, str]:
        rng = self.rng
        settings = {
            "RETRY_DELAYS": rng.choice(("10s", "10s,20s,30s", "1s,5s,1m")),
            "MAX_QUEUED_UPDATES_PER_WEBHOOK": str(rng.choice((0, 3, 5, 10, 50))),
            "WEBHOOK_CACHE_SECONDS": str(rng.choice((0, 5, 5, 20))),
            "DELIVERY_TIMEOUT_SECONDS": str(rng.choice((2, 10))),
            "MAX_RETRY_AFTER": rng.choice(("2m", "1h")),
        }
        if rng.random() < 0.3:
            settings["DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS"] = rng.choice(("0.02", "0.05"))
        if Trouble.VARIABLES in self.troubles:
            # At the URL of an event a Retry-After is that event's alone: nothing ends it sooner.
            settings["MAX_RETRY_AFTER"] = "2m"
        if Trouble.RETENTION in self.troubles:
            settings["RETENTION_DAYS"] = "1"
            settings.setdefault("DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS", "24")
        return settings

    def _subscriptions(self) -> tuple[Subscription, ...]:
        rng = self.rng
        limited = Trouble.LIMITS in self.troubles

        def one(number: int) -> Subscription:
            steady = number == 0
            in_flight = rng.choice((0, 1, 2)) if limited and not steady else 0
            rate = rng.choice((0.0, 0.5, 2.0, 5.0)) if limited and not steady else 0.0
            has_variables = Trouble.VARIABLES in self.troubles and not steady
            return Subscription(number, in_flight, rate, steady, has_variables)

        return tuple(one(number) for number in range(rng.choice((2, 3, 3, 5))))

    def _time(self) -> float:
        return self.rng.uniform(0, self.seconds)

    def _add(self, at: float, deed: Deed) -> None:
        self.deeds.append((at, deed))

    def _posts(self) -> None:
        rng = self.rng
        bursts = rng.randint(3, 20)
        for _ in range(bursts):
            at = self._time()
            count = rng.choice((1, 1, 1, 1, 2, 3, 6, 12, 20))
            names = tuple(self._name() for _ in range(count))
            repeats = Trouble.REPEATS in self.troubles
            event_type = self._event_type()
            post = Post(
                names,
                event_type,
                tries=rng.choice((1, 2, 50, 50, 50, 50)) if repeats else 50,
                twice=repeats and rng.random() < 0.3,
                loses_answer=repeats and rng.random() < 0.4,
            )
            self._add(at, post)
            while repeats and rng.random() < 0.4:
                at += rng.choice((0.05, 1.0, 12.0, 30.0)) * rng.random() * 2
                self._add(at, Post(names, event_type, tries=rng.choice((1, 50))))

    def _event_type(self) -> str:
        if Trouble.VARIABLES not in self.troubles:
            return "ping"
        return self.rng.choice(("ping", "REQUEST", "REQUEST"))

    def _name(self) -> str:
        self.names += 1
        return f"e{self.names:03d}"

    def _receivers(self) -> None:
        rng = self.rng
        for webhook in self.troubled:
            at = self._time() / 3
            while at < self.seconds:
                self._add(at, Behave(webhook, self._manner()))
                at += rng.uniform(2, self.seconds / 2)

    def _manner(self) -> Manner:
        rng = self.rng
        if rng.random() < 0.25:
            return Manner()
        mode = rng.choice(tuple(Mode)[1:] + (Mode.ANSWERS,) * 3)
        status = rng.choice(_STATUSES)
        retry_after = None
        if status in (429, 503) and rng.random() < 0.6:
            retry_after = str(rng.choice((1, 15, 90, 7200)))
        return Manner(
            mode,
            status if rng.random() < 0.98 else 410,
            retry_after,
            part=rng.choice((1.0, 1.0, 0.5, 0.2)),
            seconds=rng.uniform(0.5, 9.5) if mode is Mode.SLOW else 0.0,
        )

    def _deaths(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 6)):
            restart = rng.choice((0.0, 2.0, 20.0, 60.0))
            self._add(self._time(), Kill(rng.randrange(3), rng.randint(1, 30), restart))

    def _deployments(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 2)):
            settings = {"RETRY_DELAYS": rng.choice(("10s", "20s"))}
            deed = Deploy(rng.random() < 0.5, settings, rng.choice((0.0, 5.0, 45.0)))
            self._add(self._time(), deed)

    def _standstills(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 8)):
            seconds = rng.choice((1.0, 6.0, 20.0, 60.0, 120.0, 700.0)) * rng.uniform(0.5, 1)
            self._add(self._time(), StandStill(rng.randrange(3), rng.randint(1, 30), seconds))

    def _storms(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 5)):
            squall = Squall(
                seconds=rng.choice((1.0, 5.0, 20.0, 60.0, 150.0)),
                service=rng.choice(tuple(Service)),
                part=rng.choice((0.05, 0.2, 0.2, 0.5, 1.0)),
                mishap=rng.choice(tuple(Mishap)),
            )
            self._add(self._time(), squall)

    def _slow_storage(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 3)):
            squall = Squall(
                seconds=rng.choice((5.0, 30.0, 100.0)),
                service=rng.choice(tuple(Service)),
                part=rng.choice((0.05, 0.3, 0.6)),
                slowest=rng.choice((0.3, 2.0, 6.0)),
            )
            self._add(self._time(), squall)

    def _late_messages(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 2)):
            latest = rng.choice((2.0, 20.0, 300.0, 7200.0))
            self._add(
                self._time(), LateMessages(rng.uniform(5, 60), rng.choice((0.1, 0.5)), latest)
            )

    def _copies(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 3)):
            seconds, within = rng.choice((30.0, 120.0, 300.0)), rng.choice((0.03, 0.1, 2.0, 20.0))
            self._add(self._time(), Copies(seconds, rng.choice((0.1, 0.5, 1.0)), within))

    def _timers(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 3)):
            fault = rng.choice(tuple(TimerFault))
            self._add(self._time(), Timer(fault, rng.choice((15.0, 60.0, 300.0))))

    def _operators(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 8)):
            operation = rng.choice((*Operation, *_OFTEN))
            webhook = rng.choice(self.troubled)
            at = self._time()
            self._add(at, Operate(operation, webhook, rng.randrange(100)))
            if operation is Operation.CREATE:
                at += rng.uniform(0.05, 3.0)
                self._add(at, Operate(Operation.PING, webhook))
                self._add(at + rng.uniform(0.0, 3.0), Post((self._name(),), "ping"))
            if operation is Operation.DISABLE:
                at += rng.choice((0.05, 2.0, 15.0, 40.0)) * rng.random() * 2
                self._add(at, Operate(Operation.ENABLE, webhook))

    def _days_pass(self) -> None:
        """Let all be away for a day or more, and something be posted afterwards."""
        rng = self.rng
        away = rng.choice((1.1, 2.2)) * 86_400
        at = self._time()
        for _ in range(rng.choice((0, 3, 6))):  # what they begin waits for that long
            names = tuple(self._name() for _ in range(rng.choice((1, 3))))
            self._add(max(0.0, at - rng.uniform(0.0, 0.2)), Post(names, "ping"))
        before = {
            n for t, deed in self.deeds if t < at and isinstance(deed, Post) for n in deed.names
        }
        self.deeds = [
            (t if t < at else t + away, deed)
            for t, deed in self.deeds
            if t < at or not isinstance(deed, Post) or before.isdisjoint(deed.names)
        ]  # a day later, a repeat is a new event
        self._add(at, Deploy(at_once=True, away=away))
        self.seconds += away


_THEMES = tuple(
    map(
        frozenset,
        (
            {Trouble.RECEIVERS, Trouble.COPIES},
            {Trouble.RECEIVERS, Trouble.REPEATS},
            {Trouble.RECEIVERS, Trouble.COPIES, Trouble.REPEATS, Trouble.LIMITS},
            {Trouble.REPEATS, Trouble.STORMS, Trouble.SLOW_STORAGE},
            {Trouble.REPEATS, Trouble.SLOW_STORAGE, Trouble.MIDNIGHT},
            {Trouble.RECEIVERS, Trouble.OPERATORS},
            {Trouble.RECEIVERS, Trouble.DEATHS, Trouble.OPERATORS},
            {Trouble.RECEIVERS, Trouble.TIMERS, Trouble.COPIES},
            {Trouble.REPEATS, Trouble.STANDSTILLS},
            {Trouble.RECEIVERS, Trouble.STANDSTILLS, Trouble.COPIES},
            {Trouble.RECEIVERS, Trouble.STANDSTILLS, Trouble.OPERATORS},
            {Trouble.RECEIVERS, Trouble.SLOW_STORAGE, Trouble.OPERATORS},
            {Trouble.RECEIVERS, Trouble.SLOW_STORAGE, Trouble.LIMITS, Trouble.TIMERS},
            {Trouble.RECEIVERS, Trouble.LATE_MESSAGES, Trouble.REPEATS},
            {Trouble.REPEATS, Trouble.STANDSTILLS, Trouble.LATE_MESSAGES, Trouble.CLOCKS},
            {Trouble.RECEIVERS, Trouble.VARIABLES, Trouble.OPERATORS},
        ),
    )
)
"""Troubles that are dangerous together."""

_OFTEN = (Operation.RESEND, Operation.RECOVER, Operation.RECOVER, Operation.DISABLE)

_PART_OF: Mapping[Trouble, float] = {
    Trouble.RECEIVERS: 0.7,
    Trouble.DEATHS: 0.4,
    Trouble.DEPLOYMENTS: 0.15,
    Trouble.STANDSTILLS: 0.15,
    Trouble.STORMS: 0.35,
    Trouble.SLOW_STORAGE: 0.2,
    Trouble.LATE_MESSAGES: 0.15,
    Trouble.COPIES: 0.3,
    Trouble.TIMERS: 0.2,
    Trouble.OPERATORS: 0.4,
    Trouble.CLOCKS: 0.3,
    Trouble.REPEATS: 0.4,
    Trouble.SHORT_PAGES: 0.15,
    Trouble.MIDNIGHT: 0.15,
    Trouble.RETENTION: 0.06,
    Trouble.LIMITS: 0.25,
    Trouble.VARIABLES: 0.0,
}
