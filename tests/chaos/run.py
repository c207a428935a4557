"""Runs the relay under a steady stream of events, while it is killed again and again."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import requests
from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableServiceClient
from azure.storage.queue import QueueServiceClient

from tests.chaos.hurry import make_hurried_app
from tests.chaos.plan import BEHAVE, KILL, Step, make_plan
from tests.chaos.receivers import Receipt, Receivers
from tests.support.client import LOCAL_SETTINGS
from tests.support.in_process import QUEUES
from tests.support.relay import ROOT, RelayProcess
from tools.azurite import Azurite

PATIENCE = 3.0
"""Seconds for which the relay waits for a receiver's answer."""

RECORD_SECONDS = 5.0
"""From a receiver's 2xx to the record of it, on a busy machine; what dies or stops within that
time explains a second delivery."""

LATE = PATIENCE * 0.8
"""An answer that took longer may have come after the relay's deadline."""

PRODUCERS = 16

A_KILL, A_STOP = "a kill", "storage stopped"

Say = Callable[[str], None]


FILTERED = "hook1"
"""The webhook that has a filter: it wants about every second event."""

FILTER: Mapping[str, Any] = {
    "operatorType": "StringEndsWith",
    "key": "id",
    "values": list("01234567"),
}


@dataclass(frozen=True)
class Options:
    """*seconds* of events at *rate* a second to *webhooks* receivers; then all are healthy, and the
    relay has *drain_seconds* to finish."""

    seed: int
    seconds: float
    rate: float
    webhooks: int
    kills: int
    stops: int
    lease: int
    drain_seconds: float
    hurry: bool = False


@dataclass
class Disruption:
    """The relay or storage was down from *began* to *ended* (epoch seconds)."""

    what: str
    began: float
    ended: float = float("inf")


@dataclass
class Report:
    """The result of a run. Counts are of deliveries unless they say otherwise."""

    events: int = 0
    repeated_posts: int = 0
    requests: int = 0
    drained_seconds: float = 0.0
    accepted: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"events accepted {self.events}, posts repeated {self.repeated_posts}"
        yield f"requests received {self.requests}, drained in {self.drained_seconds:.1f} s"
        yield f"{'webhook':10}{'accepted':>10}{'received':>10}  dropped"
        for name in sorted(self.accepted):
            reasons = ", ".join(
                f"{count} {reason}"
                for (webhook, reason), count in sorted(self.dropped.items())
                if webhook == name
            )
            row = f"{name:10}{self.accepted[name]:>10}{self.received[name]:>10}"
            yield f"{row}  {reasons or '-'}"
        explained = ", ".join(f"{n} by {why}" for why, n in sorted(self.duplicates.items()))
        yield f"duplicates: {explained or 'none'}"
        yield from (f"FAULT: {fault}" for fault in self.faults)


class Chaos:
    def __init__(self, options: Options, folder: Path, azurite: Azurite, say: Say) -> None:
        self._options = options
        self._azurite = azurite
        self._say = say
        self._app_dir = make_hurried_app(folder / "app") if options.hurry else ROOT
        self._names = [f"hook{number}" for number in range(options.webhooks)]
        self._receivers = Receivers(patience=PATIENCE)
        self._disruptions: list[Disruption] = []
        self._accepted: set[str] = set()
        self._repeated = 0
        self._to_post: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._faults: list[str] = []
        self._given_up = threading.Event()
        self._relays: list[RelayProcess] = []
        self._relay = self._start_relay()
        self._uids: dict[str, str] = {}

    def run(self) -> Report:
        """Run the plan; the report's ``faults`` are empty if the relay kept its guarantee."""
        options = self._options
        plan = make_plan(
            options.seed,
            seconds=options.seconds,
            kills=options.kills,
            stops=options.stops,
            receivers=self._names,
        )
        try:
            for name in self._names:
                self._subscribe(name)
            with self._producers():
                self._stream(plan)
            self._receivers.all_well()
            self._say("all receivers well, no more events; waiting until nothing is left to do")
            began = time.monotonic()
            leftovers = self._drain()
            report = self._report(leftovers)
            report.drained_seconds = time.monotonic() - began
            return report
        finally:
            self._relay.stop()
            self._receivers.close()

    def _stream(self, plan: list[Step]) -> None:
        """Post events at a steady rate, and carry out each step of the plan at its time."""
        began = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            steps = pool.submit(self._follow, plan, began)
            for number in range(round(self._options.rate * self._options.seconds)):
                pause = began + number / self._options.rate - time.monotonic()
                if pause > 0:
                    time.sleep(pause)
                self._to_post.put(str(uuid5(UUID(int=self._options.seed), str(number))))
            steps.result()

    def _follow(self, plan: list[Step], began: float) -> None:
        for step in plan:
            time.sleep(max(0.0, began + step.at - time.monotonic()))
            if step.what == BEHAVE:
                self._receivers.modes[step.receiver] = step.mode
            elif step.what == KILL:
                self._kill(step)
            else:
                self._stop_storage(step)

    def _kill(self, step: Step) -> None:
        disruption = Disruption(A_KILL, time.time())
        self._disruptions.append(disruption)
        self._relay.kill()
        time.sleep(step.seconds)
        self._relay = self._start_relay()
        disruption.ended = time.time()
        self._say(f"{step.at:6.1f} s  killed the relay, {_took(disruption)}")

    def _stop_storage(self, step: Step) -> None:
        disruption = Disruption(A_STOP, time.time())
        self._disruptions.append(disruption)
        self._azurite.stop()
        time.sleep(step.seconds)
        self._azurite.start()
        disruption.ended = time.time()
        self._say(f"{step.at:6.1f} s  stopped storage, {_took(disruption)}")

    def _start_relay(self) -> RelayProcess:
        settings = {
            **LOCAL_SETTINGS,
            "CHECK_WEBHOOKS_SCHEDULE": "* * * * * *",
            "DELIVERY_TIMEOUT_SECONDS": str(PATIENCE),
            "RETRY_DELAYS": "1s",
            "WEBHOOK_CACHE_SECONDS": "1",
        }
        relay = RelayProcess(
            self._azurite.connection_string(),
            settings,
            ["--lease", str(self._options.lease)],
            app_dir=self._app_dir,
        )
        self._relays.append(relay)
        return relay

    def _subscribe(self, name: str) -> None:
        body: dict[str, Any] = {
            "name": name,
            "url": self._receivers.url(name),
            "event_types": ["ping"],
        }
        if name == FILTERED:
            body["filter"] = {"advancedFilters": [FILTER]}
        answer = self._relay.post("/api/webhooks", json=body)
        answer.raise_for_status()
        tables = TableServiceClient.from_connection_string(self._azurite.connection_string())
        with tables, tables.get_table_client("webhooks") as table:
            row = table.get_entity("webhook", answer.json()["webhook_id"])
        self._uids[row["uid"]] = name

    @contextlib.contextmanager
    def _producers(self) -> Iterator[None]:
        """Start threads that post each event until it is accepted."""
        threads = [threading.Thread(target=self._produce) for _ in range(PRODUCERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        except BaseException:
            self._given_up.set()
            raise
        finally:
            for _ in threads:
                self._to_post.put(None)
            for thread in threads:
                thread.join()

    def _produce(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while (event_id := self._to_post.get()) is not None:
                self._post_until_accepted(session, event_id)

    def _post_until_accepted(self, session: requests.Session, event_id: str) -> None:
        event = {"event_type": "ping", "event": {"ping_id": str(uuid4())}, "event_id": event_id}
        while not self._given_up.is_set():
            try:
                answer = session.post(self._relay.url + "/api/events", json=event, timeout=30)
            except requests.RequestException:
                status = None
            else:
                status = answer.status_code
            with self._lock:
                if status == 202:
                    self._accepted.add(event_id)
                    return
                if status not in (None, 503):
                    self._faults.append(f"{event_id} was answered with {status}: {answer.text}")
                    return
                self._repeated += 1
            time.sleep(0.2)

    def _drain(self) -> dict[str, Any]:
        """Wait until nothing is left to do; return what should be empty and is not."""
        deadline = time.monotonic() + self._options.drain_seconds
        while (leftovers := self._leftovers()) and time.monotonic() < deadline:
            time.sleep(0.5)
        return leftovers

    def _leftovers(self) -> dict[str, Any]:
        health = Counter(row["PartitionKey"] for row in self._rows("health"))
        found: dict[str, Any] = {
            "waiting": [row["RowKey"] for row in self._rows("pending")],
            "health": health["webhook"],
            "heartbeats of the dead": max(0, health["process"] - 1),
        }
        connection_string = self._azurite.connection_string()
        with QueueServiceClient.from_connection_string(connection_string) as service:
            for name in (*QUEUES, "quarantine"):
                with contextlib.suppress(ResourceNotFoundError):
                    properties = service.get_queue_client(name).get_queue_properties()
                    found[name] = properties.approximate_message_count
        if not any(found.values()):
            # Thousands of rows: read only if everything else is in order.
            states = self._states()
            found["queued"] = [key for key, (state, _) in states.items() if state == "queued"]
        return {name: value for name, value in found.items() if value}

    def _states(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return state and reason of each accepted delivery, by webhook name and event id."""
        connection_string = self._azurite.connection_string()
        with TableServiceClient.from_connection_string(connection_string) as service:
            tables = [t.name for t in service.list_tables() if t.name.startswith("deliveries")]
        states = {}
        for table in tables:
            for row in self._rows(table):
                key = (self._uids[row["PartitionKey"]], row["RowKey"].split("-", 1)[1])
                states[key] = (row["state"], row.get("reason") or "")
        return states

    def _rows(self, table: str) -> list[Mapping[str, Any]]:
        connection_string = self._azurite.connection_string()
        with TableServiceClient.from_connection_string(connection_string) as service:
            return list(service.get_table_client(table).list_entities())

    def _report(self, leftovers: dict[str, Any]) -> Report:
        report = Report(
            events=len(self._accepted),
            repeated_posts=self._repeated,
            requests=self._receivers.requests,
        )
        report.faults += self._faults
        if leftovers:
            report.faults.append(f"left over: {_shortened(leftovers)}")
        receipts = self._receivers.receipts()
        states = self._states()
        report.faults += [
            f"{name} does not want {event_id}, and has a delivery of it"
            for name, event_id in states.keys() | receipts.keys()
            if not is_wanted(name, event_id)
        ]
        for event_id in self._accepted:
            for name in (name for name in self._names if is_wanted(name, event_id)):
                state, reason = states.get((name, event_id), ("missing", ""))
                report.accepted[name] += 1
                if (name, event_id) in receipts:
                    report.received[name] += 1
                elif state == "dropped" and reason:
                    report.dropped[name, reason] += 1
                else:
                    report.faults.append(f"{name} never got {event_id}, which is {state}")
                if state == "delivered" and (name, event_id) not in receipts:
                    report.faults.append(f"{name} is said to have got {event_id}")
        for (name, event_id), times in receipts.items():
            for receipt in times[:-1]:
                why = explanation(receipt, self._disruptions)
                if why is None:
                    logged = "\n".join(self._logged(event_id))
                    report.faults.append(
                        f"{name} got {event_id} again for no reason: {times}\n{logged}"
                    )
                else:
                    report.duplicates[why] += 1
        return report

    def _logged(self, event_id: str) -> Iterator[str]:
        """Yield what any of the relay's processes has logged about an event."""
        for relay in self._relays:
            yield from (line for line in relay.logs() if event_id in line)


def is_wanted(name: str, event_id: str) -> bool:
    """Return whether the filter of the webhook, if it has one, wants the event."""
    return name != FILTERED or event_id.endswith(tuple(FILTER["values"]))


def explanation(receipt: Receipt, disruptions: Iterable[Disruption]) -> str | None:
    """Return what came between this 2xx and the record of it; None if nothing did."""
    if receipt.answered - receipt.arrived > LATE:
        return "an answer that came too late"
    for disruption in disruptions:
        # What arrives while the relay is dead was sent before, and lay in the receiver's socket.
        last = disruption.ended if disruption.what == A_KILL else disruption.ended + 1
        if receipt.arrived <= last and receipt.answered >= disruption.began - RECORD_SECONDS:
            return disruption.what
    return None


def _took(disruption: Disruption) -> str:
    return f"back after {disruption.ended - disruption.began:.1f} s"


def _shortened(leftovers: dict[str, Any]) -> str:
    return ", ".join(
        f"{len(value)} in {name} ({value[0]}, …)" if isinstance(value, list) else f"{value} {name}"
        for name, value in leftovers.items()
    )
