"""A world: instances of the app, their host, storage and receivers, and those who use them."""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from shared.delivery.lanes import Lane
from shared.model import day_of
from shared.settings import Settings
from shared.store import keys
from tests.simulation import invariants, seams
from tests.simulation.facts import Facts
from tests.simulation.host import OPTIONS, Host
from tests.simulation.instances import Instance
from tests.simulation.invariants import Judge
from tests.simulation.people import Client, Operators, Probe, Producers, name_of
from tests.simulation.plan import (
    Act,
    Behave,
    Copies,
    Deploy,
    Kill,
    LateMessages,
    Operate,
    Plan,
    Post,
    Squall,
    StandStill,
    Timer,
    Trouble,
)
from tests.simulation.receivers import Receivers
from tests.simulation.scheduler import Life, Scheduler
from tests.simulation.storage import SimulatedAccount
from tests.simulation.trace import Trace
from tests.simulation.weather import Weather

REST_WITHIN = 600.0
"""Seconds in which all must end once all is well, and every message can be taken."""

ALONE_WITHIN = 15.0
"""Seconds from a post to its receipt at a webhook that is well, whatever the others do."""

_OF_RECEIVERS = frozenset(
    {Trouble.RECEIVERS, Trouble.LIMITS, Trouble.SHORT_PAGES, Trouble.CLOCKS, Trouble.OPERATORS}
)
"""The troubles that are those of other webhooks alone."""

_SLOW = frozenset({Trouble.SLOW_STORAGE, Trouble.STORMS, Trouble.STANDSTILLS})
"""The troubles by which what is read may be acted on much later."""

_SETTLING = 40.0
"""Seconds before the first act, until each instance knows the webhooks."""

_SETTINGS = {
    "ALLOW_HTTP_TARGETS": "true",
    "ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    "ALLOW_PLAIN_SECRETS": "true",
}


@dataclass
class Report:
    """What came of a run."""

    seed: int
    violations: list[str]
    digest: str
    steps: int
    simulated_seconds: float
    seconds: float
    faults: Counter[str]
    events: int
    deliveries: int
    rested_after: float
    """Seconds after the last message could be taken, all being well."""
    longest_alone: float
    """The longest that a webhook waited which is always well, if only others had trouble."""
    lines: list[str] = field(default_factory=list)


def run(plan: Plan, *, keep_trace: bool = False) -> Report:
    """Run *plan* to its end, and judge it."""
    began = time.process_time()
    logger = logging.getLogger("relay")
    disabled, logger.disabled = logger.disabled, True
    try:
        world = World(plan, keep_trace=keep_trace)
        with world.running():
            world.play()
        return world.report(time.process_time() - began)
    finally:
        logger.disabled = disabled


class World:
    """Everything, made from a plan."""

    def __init__(self, plan: Plan, *, keep_trace: bool) -> None:
        self.plan = plan
        self.scheduler = Scheduler(self._rng("scheduler"), plan.start)
        self.trace = Trace(lambda: self.scheduler.now, keep=keep_trace)
        self.weather = Weather(self._rng("weather"), lambda: self.scheduler.now)
        self.facts = Facts()
        self.outside = Life("outside")
        self.instances: list[Instance] = []
        self.faults: Counter[str] = Counter()
        self.rested_after = 0.0
        self.longest_alone = 0.0
        self._away_until = 0.0
        self._calm = False
        settings = Settings.from_environ(self._settings({}))
        deadline = settings.delivery_timeout_seconds
        share = max(1, int(OPTIONS.concurrency * settings.max_share_per_webhook))
        self.judge = Judge(
            self.facts,
            self.scheduler,
            settings,
            skew=plan.skew,
            share=share,
            storage_is_quick=not plan.troubles & _SLOW,
        )
        self.account = SimulatedAccount(self.scheduler, self.weather, self.judge, self.trace)
        self.account.scan_rows = plan.scan_rows
        self.receivers = Receivers(
            self.scheduler, self.facts, self.judge, self.trace, self._rng("receivers"), deadline
        )
        blame = self.judge.blame
        self.host = Host(
            self.scheduler, self.account, self.trace, self._rng("host"), self._alive, self.judge
        )
        client = Client(self.scheduler, self.trace, self._rng("people"), self._alive, blame)
        self.producers = Producers(client, self.facts, self.outside)
        self.operators = Operators(client, self.facts, self.outside)
        self.probe = Probe(client, storage_may_fail=Trouble.STORMS in plan.troubles)
        self._clocks = self._rng("clocks")
        self._changed_settings: dict[str, str] = {}

    def monotonic(self) -> float:
        return self.scheduler.now - self.plan.start + 1000.0

    def _rng(self, what: str) -> random.Random:
        return random.Random(f"{what} {self.plan.seed}")

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the app run on this world meanwhile; afterwards all its tasks have ended."""
        with seams.simulated(self, self._rng("ids"), fan_out_slice=self.plan.slice):
            try:
                yield
            finally:
                for life in [self.outside, *(i.life for i in self.instances)]:
                    self.scheduler.kill(life)
                self.scheduler.failure = None
                self.scheduler.run_until(self.scheduler.now)

    # -- the course of a run

    def play(self) -> None:
        """Do all acts, let all be well, and wait until there is nothing left to do."""
        self._set_up()
        begin = self.scheduler.now
        for act in self.plan.acts:
            self.scheduler.at(begin + act.at, lambda act=act: self._do(act))  # type: ignore[misc]
        self._run_until(begin + self.plan.seconds)
        self._calm_down()
        self._come_to_rest()
        self.scheduler.spawn(self.probe.look, self.outside, "probe")
        self._run_until(self.scheduler.now + 5.0)
        self._blame_failure()
        self.judge.at_rest(self.account)
        if self.plan.troubles <= _OF_RECEIVERS:
            self.longest_alone = self.judge.steady_ones(ALONE_WITHIN)

    def _set_up(self) -> None:
        for name in ("pending", "health", "counters", "webhooks"):
            self.account.create_table(name)
        today = day_of(round(self.scheduler.now * 1000))
        for offset in (0, 1):
            for kind in ("events", "deliveries"):
                self.account.create_table(keys.day_table(kind, today + timedelta(days=offset)))
        for queue in (lane.value for lane in Lane):
            self.account.create_queue(queue)
        for _ in range(self.plan.instances):
            self.start_instance()

        def subscribe() -> None:
            for subscription in self.plan.subscriptions:
                self.operators.subscribe(subscription)

        self.scheduler.spawn(subscribe, self.outside, "operator")
        self.host.start_timer(self.outside)
        self.scheduler.spawn(self.probe.watch, self.outside, "probe")
        self._run_until(self.scheduler.now + _SETTLING)

    def _run_until(self, time: float) -> None:
        self.scheduler.run_until(time)

    def _calm_down(self) -> None:
        self._calm = True
        self.weather.calm_down()
        self.receivers.calm_down()
        self.host.calm_down()
        self.trace.note("world", "ALL IS WELL FROM HERE ON")
        for instance in self.instances:
            instance.dies_in = None
            instance.stops_in = None
            instance.life.stands_still_until = 0.0
            self.scheduler.go_on(instance.life)
        if not self._alive():
            self.start_instance()

    def _come_to_rest(self) -> None:
        calm_at = self.scheduler.now
        late = [m.visible_at for q in invariants.ALL_QUEUES for m in self.account.messages(q)]
        last_message_at = max([calm_at, *late])
        until = last_message_at + REST_WITHIN
        while self.scheduler.now < until and self.scheduler.failure is None:
            self._run_until(self.scheduler.now + 10.0)
            if not self._busy():
                self.rested_after = max(0.0, self.scheduler.now - last_message_at)
                return
        self.judge.blame(f"never at rest: {invariants.leftovers(self.account)}")

    def _busy(self) -> bool:
        if any(task.name in ("producer", "operator") for task in self.outside.tasks):
            return True
        return bool(invariants.leftovers(self.account)) or self.judge.is_waited_for(self.account)

    def _blame_failure(self) -> None:
        if self.scheduler.failure is not None:
            task, error = self.scheduler.failure
            where = ""
            trace = error.__traceback__
            while trace is not None:
                code = trace.tb_frame.f_code
                where = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
                trace = trace.tb_next
            self.judge.blame(f"{task.name} raised {type(error).__name__} at {where}: {error}")

    # -- acts

    def _do(self, act: Act) -> None:
        self.trace.note("act", f"! {act}")
        match act.deed:
            case Post() as post:
                self.producers.act(post)
            case Operate() as operate:
                self.faults[f"operator: {operate.operation}"] += 1
                self.operators.act(operate)
            case Behave(webhook, manner):
                self.faults[f"receiver: {manner.mode}"] += 1
                self.receivers.manners[webhook] = manner
            case Squall() as squall:
                self.weather.storms.append(squall.storm(self.scheduler.now))
            case LateMessages() as late:
                self._be_late(late)
            case Copies() as copies:
                self.host.give_out_again(copies)
            case Timer(fault, seconds):
                self.faults[f"timer {fault}"] += 1
                self.host.timer_fault(fault, seconds)
            case _ as deed:
                self._disturb(deed)

    def _disturb(self, deed: Kill | Deploy | StandStill) -> None:
        alive = self._alive()
        match deed:
            case Deploy():
                self.faults["deployment"] += 1
                self._deploy(deed)
            case Kill(number, requests, restart_after) if alive:
                self.faults["death"] += 1
                victim = alive[number % len(alive)]
                victim.dies_in = requests
                self._start_later(restart_after + 1.0)
            case StandStill(number, requests, seconds) if alive:
                self.faults["standstill"] += 1
                alive[number % len(alive)].stops_in = requests, seconds

    def _be_late(self, late: LateMessages) -> None:
        self.weather.late_part, self.weather.latest = late.part, late.latest

        def end() -> None:
            self.weather.late_part = 0.0

        self.scheduler.at(self.scheduler.now + late.seconds, end)

    def _deploy(self, deed: Deploy) -> None:
        old = self._alive()
        self._changed_settings = dict(deed.settings)
        if not deed.at_once:
            for _ in range(self.plan.instances):
                self.start_instance()
            for number, instance in enumerate(old):
                at = self.scheduler.now + 5.0 * (number + 1)
                self.scheduler.at(at, lambda life=instance.life: self._stop(life))  # type: ignore[misc]
            return
        for instance in old:
            self.scheduler.kill(instance.life)
        self._away_until = self.scheduler.now + deed.away
        for _ in range(self.plan.instances):
            self._start_later(deed.away)

    def _stop(self, life: Life) -> None:
        """Let an old instance die, unless all is well by now: then it may stay."""
        if not self._calm:
            self.scheduler.kill(life)

    # -- instances

    def start_instance(self) -> None:
        skew, drift = 0.0, 0.0
        if self.plan.skew:
            skew = self._clocks.uniform(-self.plan.skew, self.plan.skew)
            drift = self._clocks.uniform(-1e-4, 1e-4)
        name = chr(ord("A") + len(self.instances) % 26)
        if len(self.instances) >= 26:
            name += str(len(self.instances) // 26)
        instance = Instance(
            name,
            self.scheduler,
            self.account,
            self.receivers,
            self._settings(self._changed_settings),
            rng=self._rng(f"jitter {name}"),
            skew=skew,
            drift=drift,
        )
        self.instances.append(instance)
        self.trace.note(name, f"STARTS, ITS CLOCK {skew:+.1f} S")
        self.host.look_everywhere()

    def _start_later(self, delay: float) -> None:
        """Start an instance, unless there are as many as there should be by then."""

        def start() -> None:
            if self.scheduler.now < self._away_until:
                return
            if len(self._alive()) < self.plan.instances:
                self.start_instance()

        self.scheduler.at(self.scheduler.now + delay, start)

    def _alive(self) -> list[Instance]:
        return [instance for instance in self.instances if instance.alive]

    def _settings(self, changed: dict[str, str]) -> dict[str, str]:
        return {**_SETTINGS, **self.plan.settings, **changed}

    def report(self, seconds: float) -> Report:
        """Return what came of the run, which took so many real *seconds*."""
        faults = self.faults + self.weather.mishaps + self.host.faults
        names = {w.uid: f"w{w.number}" for w in self.facts.webhooks.values()}
        names |= {one: name_of(one) for one in self.facts.posted}
        violations = []
        for violation in self.judge.violations:
            for uid, name in names.items():
                violation = violation.replace(uid, name)  # noqa: PLW2901 - the same, readable
            violations.append(violation)
        return Report(
            seed=self.plan.seed,
            violations=violations,
            digest=self.trace.digest,
            steps=self.trace.steps,
            simulated_seconds=self.scheduler.now - self.plan.start,
            seconds=seconds,
            faults=faults,
            events=len(self.facts.accepted),
            deliveries=sum(len(a.receipts) for a in self.facts.attempts.values()),
            rested_after=self.rested_after,
            longest_alone=self.longest_alone,
            lines=self.trace.text(names),
        )
