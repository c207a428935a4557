"""Each alert fires when it should, for the webhook that it should, and not otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.infra import kusto
from tests.infra.azure_monitor import Key, LogAlert, notifications
from tests.infra.kusto import NotKnown, Row
from tests.infra.samples import NOW, ago, line, request, tables
from tests.infra.test_alerts import RULES
from tools.infra.kql import TABLES

ALERT: tuple[Key, ...] = ((),)
"""An alert without dimensions."""


@dataclass(frozen=True)
class Case:
    """For which dimensions an alert fires at NOW when these rows are there."""

    alert: str
    why: str
    rows: tuple[Row, ...]
    fires: tuple[Key, ...] = ()


def ticks(first: float, last: float, **fields: float) -> tuple[Row, ...]:
    """Return a tick every 10 s, from so many minutes ago to so many."""
    count = round((first - last) * 6) + 1
    return tuple(line(ago(first - i / 6), "tick", **fields) for i in range(count))


def attempts(webhook: str, *minutes_ago: float, outcome: str = "failed") -> tuple[Row, ...]:
    return tuple(
        line(ago(m), "attempt", webhook_id=webhook, outcome=outcome, status=503)
        for m in minutes_ago
    )


def summary(webhook: str, minutes_ago: float, count: int, errors: int = 0, **more: int) -> Row:
    given = {"webhook_id": webhook, "count": count, "errors": errors, **more}
    return line(ago(minutes_ago), "delivery_summary", **given)


def failing(*webhooks: str) -> tuple[Key, ...]:
    return tuple((webhook,) for webhook in webhooks)


CASES = (
    # no-tick
    Case("no-tick", "no line at all, as after a start that failed", (), ALERT),
    Case("no-tick", "lines, and no tick", (summary("a", 1, 5),), ALERT),
    Case("no-tick", "the last tick is over four minutes old", ticks(9, 4.1), ALERT),
    Case("no-tick", "lines take two minutes to arrive", ticks(9, 2)),
    Case(
        "no-tick", "the timer's lock changed hands, a pause of a minute", ticks(9, 3) + ticks(2, 0)
    ),
    Case("no-tick", "ticks are back after a pause", ticks(1, 0)),
    # oldest-due
    Case("oldest-due", "over five minutes", ticks(3, 0, oldest_due_seconds=301.5), ALERT),
    Case(
        "oldest-due",
        "it was, a moment ago",
        (*ticks(9, 9, oldest_due_seconds=900.0), *ticks(3, 0)),
        ALERT,
    ),
    Case("oldest-due", "less", ticks(3, 0, oldest_due_seconds=299.0)),
    Case("oldest-due", "it was, before the window", ticks(20, 20, oldest_due_seconds=900.0)),
    Case("oldest-due", "no tick at all", ()),
    # queue-age
    Case(
        "queue-age",
        "half of the first attempts wait for over a minute",
        (summary("a", 1, 60, queued_p50=70_000), summary("b", 1, 40, queued_p50=90)),
        ALERT,
    ),
    Case(
        "queue-age",
        "one of many webhooks waits",
        (summary("a", 1, 40, queued_p50=70_000), summary("b", 1, 60, queued_p50=90)),
    ),
    Case(
        "queue-age",
        "only retries, which say nothing of a first attempt",
        (summary("a", 1, 60, retried=60, queued_p50=70_000),),
    ),
    Case(
        "queue-age",
        "what was a first attempt weighs, not the retries",
        (summary("a", 1, 100, retried=90, queued_p50=70_000), summary("b", 1, 20, queued_p50=90)),
    ),
    Case("queue-age", "under a minute", (summary("a", 1, 60, queued_p50=59_000),)),
    # poison
    Case(
        "poison",
        "an unreadable message",
        (line(ago(1), "quarantined"),),
        failing("unreadable, set aside"),
    ),
    Case(
        "poison",
        "a message that the relay failed at",
        (line(ago(1), "relay_failed"),),
        failing("taken back from a poison queue"),
    ),
    *(
        Case(
            "poison",
            f"a message lies in the poison queue of {queue}",
            ticks(1, 1, **{f"{queue}_poison_queued": 1}),
            failing("left in a poison queue"),
        )
        for queue in ("deliveries", "retries", "slow_deliveries")
    ),
    Case(
        "poison",
        "two things at once are two alerts",
        (line(ago(1), "quarantined"), line(ago(2), "relay_failed")),
        failing("unreadable, set aside", "taken back from a poison queue"),
    ),
    Case(
        "poison",
        "the poison queues are empty, the others not",
        ticks(
            1,
            1,
            deliveries_poison_queued=0,
            retries_poison_queued=0,
            slow_deliveries_poison_queued=0,
            deliveries_queued=7,
            quarantine_queued=3,
        ),
    ),
    Case("poison", "ticks without lengths", ticks(3, 0)),
    Case("poison", "an hour ago", (line(ago(60), "quarantined"),)),
    # dropped
    Case(
        "dropped",
        "two reasons are two alerts",
        (
            line(ago(1), "dropped", reason="overflow"),
            line(ago(1), "dropped", reason="expired"),
            line(ago(2), "dropped", reason="expired"),
        ),
        failing("overflow", "expired"),
    ),
    Case("dropped", "failed attempts are not dropped", attempts("a", 1, 2, 3)),
    # failing-webhook
    Case(
        "failing-webhook",
        "nothing but failures for over an hour",
        (*attempts("a", 80, 50, 20, 1), *attempts("b", 61, 1)),
        failing("a", "b"),
    ),
    Case(
        "failing-webhook",
        "delivered until 65 minutes ago, failing since",
        (summary("a", 65, 10), *attempts("a", 64, 30, 2)),
        failing("a"),
    ),
    Case("failing-webhook", "only for half an hour", attempts("a", 30, 20, 10, 1)),
    Case(
        "failing-webhook",
        "a failure before the last delivery does not count",
        (summary("a", 100, 10), *attempts("a", 90), summary("a", 80, 10), *attempts("a", 5, 1)),
    ),
    Case(
        "failing-webhook",
        "it delivers among failures",
        (*attempts("a", 80, 40, 1), summary("a", 2, 10, errors=1)),
    ),
    Case(
        "failing-webhook",
        "a summary of nothing but failures is no delivery",
        (*attempts("a", 80, 40, 1), summary("a", 2, 10, errors=10)),
        failing("a"),
    ),
    Case(
        "failing-webhook",
        "delivered attempts with a line of their own (LOG_DELIVERIES=all)",
        attempts("a", 80, 40, 1, outcome="delivered"),
    ),
    Case("failing-webhook", "it is not tried any more", attempts("a", 90, 60, 20)),
    Case(
        "failing-webhook",
        "one fails beside one that delivers",
        (*attempts("a", 80, 40, 1), summary("b", 2, 10)),
        failing("a"),
    ),
    # failing-share
    Case("failing-share", "eleven of twenty", (summary("a", 30, 20, errors=11),), ALERT),
    Case(
        "failing-share",
        "over all webhooks",
        (summary("a", 30, 30, errors=30), summary("b", 5, 20)),
        ALERT,
    ),
    Case("failing-share", "ten of twenty", (summary("a", 30, 20, errors=10),)),
    Case("failing-share", "too few to say", (summary("a", 30, 19, errors=19),)),
    Case(
        "failing-share",
        "one fails beside one with more traffic",
        (summary("a", 30, 30, errors=30), summary("b", 5, 40)),
    ),
    Case(
        "failing-share",
        "failed attempts are counted by the summaries, not by their lines",
        attempts("a", *range(1, 40)),
    ),
    # server-errors
    *(
        Case("server-errors", why, (line(ago(1), event),), failing(event))
        for event, why in (
            ("storage_unavailable", "storage is away"),
            ("request_failed", "a bug"),
            ("settings_unusable", "a setting that cannot be used"),
            ("webhook_round_failed", "rows of one webhook that cannot be read"),
            ("orphan_search_failed", "records of a later release, after a worker died"),
            ("secret_unreadable", "a key that is lost"),
        )
    ),
    Case(
        "server-errors",
        "two faults at once are two alerts",
        (*(line(ago(m), "storage_unavailable") for m in (1, 2)), line(ago(2), "request_failed")),
        failing("storage_unavailable", "request_failed"),
    ),
    Case(
        "server-errors",
        "other faults have other alerts, and a process may die",
        (
            *(line(ago(1), event) for event in ("quarantined", "relay_failed", "dropped")),
            *(line(ago(1), event) for event in ("process_died", "heartbeat_failed")),
            *attempts("a", 1),
        ),
    ),
    # http-5xx
    Case("http-5xx", "500", (request(ago(1), "500"),), ALERT),
    Case("http-5xx", "599, for three requests", (request(ago(1), "599", 3),), ALERT),
    Case(
        "http-5xx",
        "what clients do wrong, and executions of other triggers",
        (*(request(ago(1), status) for status in ("200", "202", "429", "499", "600", "0", "")),),
    ),
)


@pytest.fixture(scope="module")
def alerts() -> dict[str, LogAlert]:
    return parsed({name: rule["criteria"]["allOf"][0]["query"] for name, rule in RULES.items()})


def parsed(queries: dict[str, str]) -> dict[str, LogAlert]:
    """Return the alerts with these queries; a name begins with that of a rule."""
    found = kusto.parse(queries, TABLES)
    return {name: LogAlert(RULES[name.split()[0]], query) for name, query in found.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.alert}: {case.why}")
def test_fires_as_it_should(case: Case, alerts: dict[str, LogAlert]) -> None:
    assert alerts[case.alert].met(tables(*case.rows), NOW) == set(case.fires)


@pytest.mark.parametrize("name", RULES)
def test_there_are_cases_that_fire_and_that_do_not(name: str) -> None:
    assert {bool(case.fires) for case in CASES if case.alert == name} == {True, False}


# The others look for a line that is missing, or for lines that go on.
@pytest.mark.parametrize("name", [n for n in RULES if n not in ("no-tick", "failing-webhook")])
@pytest.mark.parametrize("late", [0, 2, 4])
def test_a_line_that_arrives_late_is_not_missed(
    name: str, late: int, alerts: dict[str, LogAlert]
) -> None:
    """Some evaluation sees it, whenever it was written: windows overlap by more than the delay."""
    alert = alerts[name]
    case = next(case for case in CASES if case.alert == name and case.fires)
    latest = max(row["timestamp"] for row in case.rows)
    for shift in range(round(alert.every / timedelta(minutes=1))):
        evaluated = (latest + timedelta(minutes=shift) + alert.every * turn for turn in range(20))
        first_after_arrival = next(at for at in evaluated if at >= latest + timedelta(minutes=late))
        assert alert.met(tables(*case.rows), first_after_arrival), f"evaluated at +{shift} min"


def test_a_lasting_fault_is_one_mail_and_its_end_another(alerts: dict[str, LogAlert]) -> None:
    rows = tables(*(line(ago(m), "dropped", reason="overflow") for m in range(60, 90)))
    found = list(notifications(alerts["dropped"], rows, ago(120), NOW))
    assert [(what, key) for _, what, key in found] == [
        ("fired", ("overflow",)),
        ("resolved", ("overflow",)),
    ]
    [fired, resolved] = [at for at, _, _ in found]
    assert ago(90) <= fired <= ago(85)
    assert ago(60) < resolved <= ago(30)


# A query that says something else is found


@dataclass(frozen=True)
class Mutant:
    alert: str
    change: str
    query: str


SAME_MEANING = {
    # It spares Kusto from parsing what is no JSON; the event's name tells our lines from others.
    "without | where message startswith '{\"event\"'",
    # No other line has the fields that are read.
    'oldest-due without | where d.event == "tick"',
    'queue-age without | where d.event == "delivery_summary"',
    'failing-webhook without | where d.event in ("attempt", "delivery_summary")',
    # Without first attempts the weight is nothing.
    "queue-age without | where first_attempts > 0",
    # The threshold is nothing, so one message counts as many.
    'poison without | where d.event != "tick" or left > 0',
    (
        "poison min( in | summarize set_aside = "
        'sumif(itemCount, d.event != "tick"), left = max(left) by what'
    ),
}
_FLIPS = (
    (r"==", "!="),
    (r"!=", "=="),
    (r"(?<![<>=!])>(?!=)", "<="),
    (r">=", "<"),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bmaxif\(", "minif("),
    (r"\band\b", "or"),
    (r"\bor\b", "and"),
    (r"\b15m\b", "120m"),
    (r"\b1m\b", "1s"),
    (r"\b1s\b", "1m"),
    (r"\b100\.0\b", "1.0"),
    (r"\b1000\.0\b", "1.0"),
    (r"\b20\b", "10"),
    (r"\b50\b", "99"),
    (r" - tolong", " + tolong"),
    (r"\b500\b", "400"),
    (r"\b599\b", "699"),
    (r"\b600\.0\b", "0.0"),
)


def mutants() -> Iterator[Mutant]:
    """Yield each alert's query without one of its filters, and with one thing turned round."""
    for name, rule in RULES.items():
        query = rule["criteria"]["allOf"][0]["query"]
        code = "\n".join(x for x in query.splitlines() if not x.startswith("//"))
        lines = code.splitlines()
        for i, text in enumerate(lines):
            if text.strip().startswith("| where"):
                ending = ";" if text.endswith(";") else ""
                rest = [*lines[:i], ending, *lines[i + 1 :]]
                yield Mutant(name, f"without {text.strip()}", "\n".join(rest))
        for pattern, other in _FLIPS:
            for found in re.finditer(pattern, code):
                changed = code[: found.start()] + other + code[found.end() :]
                where = code[: found.start()].count("\n")
                yield Mutant(name, f"{other} in {lines[where].strip()}", changed)


def test_each_mutant_is_found() -> None:
    changed = list(mutants())
    found = parsed({f"{m.alert} {i}": m.query for i, m in enumerate(changed)})
    survived = [
        f"{mutant.alert} {mutant.change}"
        for mutant, alert in zip(changed, found.values(), strict=True)
        if not {mutant.change, f"{mutant.alert} {mutant.change}"} & SAME_MEANING
        and not _is_found(alert, mutant.alert)
    ]
    assert survived == []
    assert len(changed) > 60


def _is_found(alert: LogAlert, name: str) -> bool:
    for case in CASES:
        if case.alert == name:
            try:
                if alert.met(tables(*case.rows), NOW) != set(case.fires):
                    return True
            except NotKnown:
                return True
    return False
