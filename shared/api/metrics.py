"""``GET /api/metrics``: measurements in the text format of Prometheus.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus

from shared.api.http import Request, Response
from shared.app import App
from shared.counters import DROPPED, Counted
from shared.model import DropReason
from shared.status import Measurements, measurements

TEXT = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "webhook_relay_"

_Samples = Iterable[tuple[Mapping[str, str], float]]


def get(app: App, request: Request) -> Response:
    """Respond with what is measured now; the counters of each process under its own label."""
    request.parameters()
    measured = measurements(app.store, app.clock())
    text = "".join((*_gauges(measured), *_counters(measured)))
    return Response(HTTPStatus.OK, text.encode(), TEXT)


def _gauges(measured: Measurements) -> Iterator[str]:
    yield _family(
        "webhooks",
        "gauge",
        "Webhooks with pending deliveries, and those of them whose breaker is open.",
        [
            ({"state": "in_trouble"}, measured.in_trouble),
            ({"state": "failing"}, measured.failing),
        ],
    )
    latest = measured.latest_round
    if latest is None:
        return
    yield _gauge("deliveries_waiting", "Deliveries that are pending.", latest.waiting)
    yield _gauge(
        "oldest_due_seconds",
        "How long the oldest delivery has been due, kept from its attempt by the relay alone.",
        latest.oldest_due_seconds,
    )
    yield _gauge("round_duration_seconds", "Duration of the latest round.", latest.seconds)
    age = max(0.0, measured.now - latest.at)
    yield _gauge("round_age_seconds", "Time since the latest round began.", age)
    yield _family(
        "queue_messages",
        "gauge",
        "Messages in each queue, asked once a minute.",
        [({"queue": name}, length) for name, length in sorted(latest.queues.items())],
    )


def _counters(measured: Measurements) -> Iterator[str]:
    def samples(labels: Mapping[str, str], counted: str) -> _Samples:
        return [
            ({"process": found.process, **labels}, found.counts.get(counted, 0))
            for found in measured.processes
        ]

    yield _family(
        "events_accepted_total",
        "counter",
        "Events that were accepted, without repeats.",
        samples({}, Counted.ACCEPTED),
    )
    yield _family(
        "attempts_total",
        "counter",
        "Attempts, by their outcome.",
        [
            sample
            for outcome in (Counted.DELIVERED, Counted.FAILED)
            for sample in samples({"outcome": outcome}, outcome)
        ],
    )
    yield _family(
        "deliveries_dropped_total",
        "counter",
        "Deliveries that were given up, by the reason.",
        [
            sample
            for reason in DropReason
            for sample in samples({"reason": reason}, DROPPED + reason)
        ],
    )


def _gauge(name: str, told: str, value: float) -> str:
    return _family(name, "gauge", told, [({}, value)])


def _family(name: str, kind: str, told: str, samples: _Samples) -> str:
    """Write a metric: its comments, and a line for each of *samples*, which are labels and value.

    No label has a character that would have to be escaped.
    """
    lines = [f"# HELP {_PREFIX}{name} {told}", f"# TYPE {_PREFIX}{name} {kind}"]
    for labels, value in samples:
        pairs = ",".join(f'{label}="{text}"' for label, text in labels.items())
        braced = f"{{{pairs}}}" if pairs else ""
        lines.append(f"{_PREFIX}{name}{braced} {value!r}")
    return "\n".join(lines) + "\n"
