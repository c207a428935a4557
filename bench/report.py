"""Writes the measurements to ``docs/`` as JSON, Markdown tables and a plot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bench import growth
from bench.environment import ROOT

PAGE = ROOT / "docs" / "performance.md"
FIGURES = ROOT / "docs" / "performance.json"
PLOT = ROOT / "docs" / "performance.png"

_BEGIN, _END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"

Results = dict[str, Any]


def write(results: Results) -> None:
    """Store *results*, draw the plot, and put the tables into the page."""
    FIGURES.write_text(json.dumps(results, indent=1) + "\n")
    plot(results)
    before, begin, rest = PAGE.read_text().partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no place for the figures")
    PAGE.write_text(f"{before}{_BEGIN}\n\n{tables(results)}\n{_END}{after}")


def tables(results: Results) -> str:
    """Everything as Markdown."""
    sections = (
        _machine(results["environment"]),
        _throughput(results["throughput"]),
        _latency(results["latency"]),
        _mix(results["mix"]),
        _concurrency(results["concurrency"]),
        _cost(results["cost"]),
        _growth(results["growth"]),
        _cold_start(results["cold_start"]),
    )
    return "\n".join(sections)


def _machine(found: Results) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    commit = f"{found['commit']}{', with changes' if found['modified'] else ''}"
    return (
        f"Measured at {found['at']}, commit {commit}: {found['cores']} cores ({found['cpu']}), "
        f"{found['memory_gib']:g} GiB, {found['system']}; load average before: "
        f"{found['load_before']}.\n\n{versions}.\n"
    )


_SIDES = ("relay", "floor", "wire")


def _throughput(found: Results) -> str:
    medians = found["medians"]

    def row(label: str, subscribers: int, what: str) -> list[object]:
        base = f"{subscribers}_{what.removeprefix('arrays_')}"
        own = {"relay": f"relay_{subscribers}_{what}"} | {n: f"{n}_{base}" for n in _SIDES[1:]}
        ratios = f"{subscribers}_{what}"
        return [
            label,
            subscribers,
            *(f"{medians[f'{own[name]}_per_s']:.0f}" for name in _SIDES),
            *(f"**{medians[f'ratio_{name}_{ratios}']:.2f}**" for name in _SIDES[1:]),
            *(_number(medians, f"{own[name]}_cpu_ms") for name in _SIDES),
            *(_number(medians, f"ratio_{name}_{ratios}_cpu", bold=True) for name in _SIDES[1:]),
            *(_number(medians, f"{own[name]}_storage_ms") for name in _SIDES[:2]),
        ]

    rows = [
        row("accept single posts (events)", 1, "accept"),
        row("accept arrays of 100 (events), beside single posts", 1, "arrays_accept"),
        row("deliver (deliveries)", 1, "deliver"),
        row("deliver arrays (deliveries), beside single posts", 1, "arrays_deliver"),
        row("both in one process (deliveries)", 1, "whole"),
        row("accept single posts (events)", 10, "accept"),
        row("deliver (deliveries)", 10, "deliver"),
        row("both in one process (deliveries)", 10, "whole"),
    ]
    heads = (
        "",
        "subscribers",
        "relay /s",
        "SDK floor /s",
        "wire floor /s",
        "relay ÷ SDK floor",
        "relay ÷ wire floor",
        "CPU ms: relay",
        "SDK floor",
        "wire floor",
        "CPU: relay ÷ SDK floor",
        "relay ÷ wire floor",
        "Azurite's CPU ms: relay",
        "SDK floor",
    )
    return (
        f"### Throughput\n\nMedians of {found['rounds']} rounds of {found['events_a_round']} events"
        f" (twice as many in arrays, a tenth with 10 subscribers), {found['clients']} clients. CPU"
        " is that of the process, for each event accepted or delivery made.\n\n"
        + _table(heads, rows)
    )


def _number(medians: Results, name: str, *, bold: bool = False) -> str:
    if name not in medians:
        return ""
    return f"**{medians[name]:.2f}**" if bold else f"{medians[name]:.2f}"


def _latency(found: Results) -> str:
    shown = ("p50", "p95", "p99")
    rows = [
        [
            point["offered_per_s"],
            point["refused"],
            point["delivered_per_s"],
            *(f"{point[f'receipt_{name}_ms']:.0f}" for name in shown),
            *(f"{point[f'answer_{name}_ms']:.0f}" for name in shown),
        ]
        for point in found["loads"]["relay"]
    ]
    heads = (
        "offered /s",
        "refused",
        "delivered /s",
        *(f"receipt {name}" for name in shown),
        *(f"answer {name}" for name in shown),
    )
    polling = [
        [f"{point['interval_s']:g} s", *(f"{point[f'receipt_{name}_ms']:.0f}" for name in shown)]
        for point in found["polling"]
    ]
    return (
        "### Latency\n\nMilliseconds from the answer to the producer until the subscriber has the"
        " event (receipt), and from when the post was due until its answer (answer); Poisson"
        " arrivals.\n\n"
        + _table(heads, rows)
        + "\nThe same at 1 event/s, by `maxPollingInterval`:\n\n"
        + _table(("interval", *(f"receipt {name}" for name in shown)), polling)
    )


def _mix(found: Results) -> str:
    shown = ("p50", "p95", "p99")
    row = [
        *(found[name] for name in ("posts", "events", "deliveries", "missing", "repeated")),
        *(f"{found[f'{what}_{cut}_ms']:.0f}" for what in ("receipt", "answer") for cut in shown),
    ]
    heads = (
        "posts",
        "events",
        "deliveries to healthy subscribers",
        "missing",
        "repeated",
        *(f"receipt {cut}" for cut in shown),
        *(f"answer {cut}" for cut in shown),
    )
    return (
        f"### A mix\n\n{found['seconds']:g} s of posts as a service makes them (`bench/mix.py`):"
        " nine in ten are single events, the others arrays of 2 to 50, with a burst of 40 every ten"
        " seconds; one, two or three healthy subscribers, beside one that takes 9 s"
        f" ({found['at_the_slow_one']} requests) and one that answers 500"
        f" ({found['at_the_failing_one']}). In milliseconds:\n\n" + _table(heads, [row])
    )


def _concurrency(found: Results) -> str:
    parts = {
        "Ten subscribers, by `batchSize` (`newBatchThreshold` is half of it)": "deliver_by_batch",
        "Ten subscribers, by processes that deliver": "deliver_by_processes",
        "One subscriber, accepting alone, by requests at once": "accept_by_clients",
    }
    return "### Concurrency\n\n" + "\n".join(
        f"{title}:\n\n{_records(found[name])}" for title, name in parts.items()
    )


def _cost(found: Results) -> str:
    rows = [
        [
            label,
            path,
            ", ".join(f"{kind} {n:g}" for kind, n in cost[path]["requests"].items() if n >= 0.02),
            f"{cost[path]['cpu_ms']:.2f}",
        ]
        for label, cost in (
            ("relay, 1 subscriber", found["one_subscriber"]),
            ("relay, 10 subscribers", found["ten_subscribers"]),
            ("relay, arrays of 100, 1 subscriber", found["arrays"]),
            ("SDK floor, 1 subscriber", found["floor"]),
        )
        for path in ("accept", "deliver")
    ]
    calls = "; ".join(
        f"{caller} " + ", ".join(f"{kind} {ms:.2f}" for kind, ms in kinds.items())
        for caller, kinds in found["cpu_ms_per_call"].items()
    )
    return (
        "### Cost of an event\n\n"
        + _table(("", "path", "storage requests per event", "CPU ms"), rows)
        + f"\nRequests per event, with 1/32 of a receive for each delivery: "
        f"**{found['one_subscriber']['requests_per_event']:.2f}** for one subscriber,"
        f" **{found['each_further_subscriber']:.2f}** for each further one,"
        f" **{found['arrays']['requests_per_event']:.2f}** in arrays of 100 (SDK floor:"
        f" {found['floor']['requests_per_event']:.2f}).\n\n"
        f"CPU of one storage call, in ms: {calls}.\n"
    )


def _growth(found: Results) -> str:
    memory = found["memory"]
    sizes = ", ".join(f"{mib:g}" for mib in memory["mib"])
    parts = {
        "A tick, by webhooks, none of them in trouble": found["tick_by_webhooks"],
        "A tick, by retries waiting (50 a webhook): none due yet, and all behind an open breaker": (
            found["tick_by_retries"]
        ),
        "One event, by the webhooks that want it, in one process": found["accept_by_targets"],
        f"Listing {growth.PAGE} deliveries of a webhook, reading one, and dropping their day, by"
        " what the webhook received that day": found["history"],
    }
    return (
        "### Growth\n\n"
        + "\n".join(f"{title}:\n\n{_records(records)}" for title, records in parts.items())
        + f"\nResident set of a process over {memory['events']} events, in"
        f" MiB: {sizes}.\n"
    )


def _cold_start(found: Results) -> str:
    rows = [[name, f"{took:.0f}"] for name, took in found["by_package_ms"].items()]
    return (
        f"### Cold start\n\nImporting the app takes {found['import_ms']:.0f} ms"
        f" ({found['modules']} modules), indexing it {found['index_ms']:g} ms. By package, without"
        " what it imports in turn (each package timed, which slows all of them down):\n\n"
        + _table(("package", "ms"), rows)
        + f"\nNot imported before they are needed: {', '.join(found['not_imported'])}.\n"
    )


def _records(records: Sequence[dict[str, Any]]) -> str:
    heads = [name.replace("_", " ") for name in records[0]]
    return _table(heads, ([f"{value:g}" for value in record.values()] for record in records))


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---", *(["---:"] * (len(heads) - 1))], *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def plot(results: Results) -> None:
    """Throughput and p99 against offered load, and what a tick costs against retries."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (throughput, latency, ticks) = plt.subplots(1, 3, figsize=(13, 4))
    loads = results["latency"]["loads"]
    sides = (("relay", "relay", "o-"), ("floor", "SDK floor", "s--"), ("wire", "wire floor", "^:"))
    for side, label, style in sides:
        offered = [point["offered_per_s"] for point in loads[side]]
        throughput.plot(offered, [p["delivered_per_s"] for p in loads[side]], style, label=label)
        latency.plot(offered, [p["receipt_p99_ms"] for p in loads[side]], style, label=label)
    throughput.plot(offered, offered, ":", color="grey", label="as offered")
    throughput.set(title="Throughput", xlabel="offered, events/s", ylabel="delivered, events/s")
    latency.set(
        title="p99, accept to receipt", xlabel="offered, events/s", ylabel="ms", yscale="log"
    )
    records = results["growth"]["tick_by_retries"]
    retries = [record["retries"] for record in records]
    for name, label in (("none_due", "none due yet"), ("all_failing", "behind open breakers")):
        took = [record[f"{name}_ms"] for record in records]
        ticks.plot(retries, took, "o-", label=label)
    ticks.set(title="A tick", xlabel="retries waiting", ylabel="ms", yscale="log")
    ticks.set_xscale("symlog", linthresh=10)
    ticks.set_xlim(left=0)
    for axes in (throughput, latency, ticks):
        axes.legend()
        axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(PLOT, dpi=110, metadata={"Software": None})
    plt.close(figure)
