"""Instances of the app: each has its own clock, caches, memory and way to storage."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import unquote

from shared.api.http import Request, Response, respond
from shared.app import App
from shared.delivery.lanes import Lane
from shared.errors import RelayError
from shared.outbound import PostResult
from shared.settings import Settings
from shared.store import NewerRow, StorageFault, Store
from tests.simulation.scheduler import Life, ProcessDied, Scheduler
from tests.simulation.storage import SimulatedAccount, SimulatedStorage

Handler = Callable[[App, Request], Response]

LIMITED_FAULTS = (StorageFault, RelayError, NewerRow)
"""What a function may raise: storage failed, or others kept changing a row."""


class Network(Protocol):
    """Carries the POSTs of instances to receivers."""

    def post(self, instance: Instance, path: str, event_id: str) -> PostResult: ...


class Instance:
    """One process of the app. *skew* and *drift* make its clock differ from the true time."""

    def __init__(
        self,
        name: str,
        scheduler: Scheduler,
        account: SimulatedAccount,
        network: Network,
        settings: Mapping[str, str],
        *,
        rng: random.Random,
        skew: float,
        drift: float,
    ) -> None:
        self.life = Life(name)
        self.started = True
        self.in_flight: dict[str, int] = {}
        """The messages of each queue that it handles."""
        self.ticking = False
        self.dies_in: int | None = None
        """Requests until it dies, if it is to."""
        self.stops_in: tuple[int, float] | None = None
        """Requests until it stands still, if it is to, and for how many seconds."""
        self._scheduler = scheduler
        self._began = scheduler.now
        self._skew = skew
        self._drift = drift
        self.app = App(
            Settings.from_environ(settings),
            Store(SimulatedStorage(account, self.life, self._dies)),
            clock=self.clock,
            rng=rng,
        )
        setattr(self.app.outbound, "post", self._poster(network))  # noqa: B010 - mypy refuses to assign a method

    @property
    def name(self) -> str:
        return self.life.name

    @property
    def alive(self) -> bool:
        return not self.life.dead

    @property
    def well(self) -> bool:
        """Whether it lives and does not stand still."""
        return self.alive and self.life.stands_still_until <= self._scheduler.now

    def clock(self) -> float:
        """Return what this instance takes for the time."""
        now = self._scheduler.now
        return now + self._skew + (now - self._began) * self._drift

    def handle(self, queue: str, text: str, dequeue_count: int, put_at: Any) -> None:
        """Call the function that *queue* triggers, as function_app.py does."""
        if queue.endswith("-poison"):
            self.app.dispatcher.handle_poison(text.encode())
        else:
            self.app.dispatcher.handle(
                text.encode(), Lane(queue), dequeue_count=dequeue_count, put_at=put_at
            )

    def respond(self, handler: Handler, request: Request) -> Response:
        return respond(lambda: handler(self.app, request), route=handler.__qualname__)

    def _dies(self) -> bool:
        """Count a request; return whether it dies of it."""
        if self.stops_in is not None:
            left, seconds = self.stops_in
            self.stops_in = left - 1, seconds
            if left <= 1:
                self.stops_in = None
                self._scheduler.stand_still(self.life, self._scheduler.now + seconds)
        if self.dies_in is None:
            return False
        self.dies_in -= 1
        return self.dies_in <= 0

    def _poster(self, network: Network) -> Callable[..., PostResult]:
        def post(url: str, _body: bytes, headers: Mapping[str, str], _hidden: object) -> PostResult:
            if self._dies():
                self._scheduler.kill(self.life)
                raise ProcessDied
            path = url.split("/", 3)[3]
            return network.post(self, path, unquote(headers["webhook-id"]))

        return post
