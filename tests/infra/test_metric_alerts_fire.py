"""The alerts on metrics and on the availability test fire when they should, and not otherwise."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.infra.azure_monitor import (
    Asked,
    Key,
    Measured,
    MetricAlert,
    PlacesAlert,
    notifications,
)
from tests.infra.kusto import NotKnown
from tests.infra.samples import NOW, ago
from tools.infra import metric_rules, snapshots
from tools.infra.__main__ import INFRA
from tools.infra.snapshots import Snapshot

SMALLEST = snapshots.read(INFRA)["smallest"]
ALERT: tuple[Key, ...] = ((),)
AMSTERDAM, ASHBURN, SINGAPORE = PLACES = ("emea-nl-ams-azr", "us-va-ash-azr", "apac-sg-sin-azr")
Properties = dict[str, Any]


def rule(name: str, snapshot: Snapshot = SMALLEST) -> Properties:
    [found] = [
        resource
        for resource in snapshot.of_type(metric_rules.METRIC_ALERT)
        if resource["name"] == f"relay-prod-{name}"
    ]
    properties: Properties = copy.deepcopy(found["properties"])
    return properties


def web_test(snapshot: Snapshot = SMALLEST) -> Properties:
    properties: Properties = copy.deepcopy(snapshot.one(metric_rules.WEB_TEST)["properties"])
    return properties


# Storage that turns requests away


def answered(
    minutes_ago: float, kind: str, requests: int, metric: str = "Transactions", api: str = "PutRow"
) -> Measured:
    """Return how many requests storage answered so in a minute."""
    dimensions = {"ResponseType": kind, "ApiName": api}
    return Measured(ago(minutes_ago), metric, requests, dimensions)


@dataclass(frozen=True)
class Throttled:
    why: str
    measured: tuple[Measured, ...]
    fires: tuple[Key, ...] = ()


THROTTLED = (
    *(
        Throttled(f"one request got {kind}", (answered(1, kind, 1),), ((kind,),))
        for kind in (
            "ServerBusyError",
            "ClientThrottlingError",
            "ClientAccountRequestThrottlingError",
            "ClientAccountBandwidthThrottlingError",
        )
    ),
    Throttled(
        "two kinds are two alerts",
        (answered(9, "ServerBusyError", 4), answered(2, "ClientThrottlingError", 9)),
        (("ServerBusyError",), ("ClientThrottlingError",)),
    ),
    Throttled(
        "beside requests that succeed",
        (answered(1, "Success", 40_000), answered(1, "ServerBusyError", 3, api="GetMessages")),
        (("ServerBusyError",),),
    ),
    Throttled("a minute without one", (answered(1, "ServerBusyError", 0),)),
    Throttled("before the window", (answered(16, "ServerBusyError", 50),)),
    Throttled(
        "requests that succeed, and faults of other kinds",
        tuple(
            answered(1, kind, 100)
            for kind in ("Success", "ServerTimeoutError", "AuthorizationError", "ClientOtherError")
        ),
    ),
    Throttled("another metric", (answered(1, "ServerBusyError", 900, metric="Egress"),)),
    Throttled("no request at all", ()),
)


@pytest.mark.parametrize("case", THROTTLED, ids=lambda case: case.why)
def test_throttling_fires_as_it_should(case: Throttled) -> None:
    assert MetricAlert(rule("storage-throttling")).met(case.measured, NOW) == set(case.fires)


def test_a_minute_of_throttling_is_seen_although_it_is_measured_late() -> None:
    alert = MetricAlert(rule("storage-throttling"))
    measured = answered(30, "ServerBusyError", 1)
    for late in range(10):
        for shift in range(round(alert.every / timedelta(minutes=1))):
            evaluated = (measured.at + timedelta(minutes=shift) + alert.every * n for n in range(9))
            arrived = measured.at + timedelta(minutes=late)
            assert alert.met([measured], next(at for at in evaluated if at >= arrived))


def test_throttling_that_lasts_is_one_mail_and_its_end_another() -> None:
    alert = MetricAlert(rule("storage-throttling"))
    measured = [answered(minute, "ServerBusyError", 5) for minute in range(60, 90)]
    mails = list(notifications(alert, measured, ago(120), NOW))
    assert [(what, key) for _, what, key in mails] == [
        ("fired", ("ServerBusyError",)),
        ("resolved", ("ServerBusyError",)),
    ]


# An app that cannot be reached


def asked(
    place: str, minutes_ago: float, *answers: int | None, seconds: float = 0.2
) -> Iterator[Asked]:
    """Yield requests from a place within one test, a few seconds apart."""
    for i, status in enumerate(answers):
        yield Asked(ago(minutes_ago - i / 6), place, status, seconds)


def away(place: str, minutes_ago: float) -> Iterator[Asked]:
    return asked(place, minutes_ago, None, None, None)


@dataclass(frozen=True)
class Reached:
    why: str
    requests: tuple[Asked, ...]
    fires: tuple[Key, ...] = ()


REACHED = (
    Reached("no place gets an answer", tuple(a for p in PLACES for a in away(p, 3)), ALERT),
    Reached("two of three", (*away(AMSTERDAM, 14), *away(ASHBURN, 1)), ALERT),
    Reached(
        "storage is away, so health answers 503",
        (*asked(AMSTERDAM, 9, 503, 503, 503), *asked(SINGAPORE, 4, 503, 503, 503)),
        ALERT,
    ),
    Reached(
        "answers that come after a minute",
        tuple(a for p in PLACES for a in asked(p, 3, 200, 200, 200, seconds=61)),
        ALERT,
    ),
    Reached("one place cannot, the way from there", (*away(AMSTERDAM, 3), *asked(ASHBURN, 2, 200))),
    Reached("each answers 200", tuple(a for p in PLACES for a in asked(p, 3, 200))),
    Reached(
        "answers that take most of a minute, as while instances start",
        tuple(a for p in PLACES for a in asked(p, 3, 200, 200, 200, seconds=55)),
    ),
    Reached(
        "it answers at the third try, as during a release",
        tuple(a for p in PLACES for a in asked(p, 3, None, 502, 200)),
    ),
    Reached("the same place twice", (*away(AMSTERDAM, 14.5), *away(AMSTERDAM, 1))),
    Reached("before the window", tuple(a for p in PLACES for a in away(p, 20))),
)


@pytest.mark.parametrize("case", REACHED, ids=lambda case: case.why)
def test_unreachable_fires_as_it_should(case: Reached) -> None:
    alert = PlacesAlert(rule("unreachable"), web_test())
    assert alert.met(case.requests, NOW) == set(case.fires)


def outage(test: Properties, first: tuple[float, float, float], hours: int) -> list[Asked]:
    """Return the requests of an app that is away for some hours and then well again for as many.

    *first* says how many minutes after the outage's start each place asks first.
    """
    every = test["Frequency"] / 60
    requests: list[Asked] = []
    for place, start in zip(PLACES, first, strict=True):
        for turn in range(round(hours * 120 / every)):
            minute = hours * 120 - start - turn * every
            is_away = minute > hours * 60
            answers = (None, None, None) if is_away and turn == 0 else (None if is_away else 200,)
            requests += asked(place, minute, *answers)
    return requests


@pytest.mark.parametrize("first", [(0, 0, 0), (0, 5, 10), (1, 7, 14), (14, 14, 0)])
def test_an_outage_is_told_once_within_twenty_minutes(first: tuple[float, float, float]) -> None:
    """As ``docs/operate.md`` says, whenever the places happen to ask."""
    alert = PlacesAlert(rule("unreachable"), web_test())
    requests = outage(web_test(), first, hours=2)
    mails = list(notifications(alert, requests, ago(242), NOW))
    assert [what for _, what, _ in mails] == ["fired", "resolved"]
    [fired, resolved] = [at for at, _, _ in mails]
    assert fired - ago(240) <= timedelta(minutes=20)
    assert timedelta(0) < resolved - ago(120) <= timedelta(minutes=30)


# Rules that say something else are found


@dataclass(frozen=True)
class Mutant:
    change: str
    apply: Callable[[Properties, Properties], None]
    """Changes the rule, or the test beside it."""


def put(path: str, value: object) -> Mutant:
    """Return the mutant that has *value* at a path in the rule, or in the test (``test.…``)."""

    def apply(properties: Properties, test: Properties) -> None:
        where: Any = properties
        *way, last = path.split(".")
        if way and way[0] == "test":
            where, way = test, way[1:]
        for step in way:
            where = where[int(step) if isinstance(where, list) else step]
        where[last] = value

    return Mutant(f"{path} = {value}", apply)


KINDS = rule("storage-throttling")["criteria"]["allOf"][0]["dimensions"][0]["values"]
CRITERION = "criteria.allOf.0"
OF_THROTTLING = (
    *(
        put(f"{CRITERION}.dimensions.0.values", [kind for kind in KINDS if kind != left_out])
        for left_out in KINDS
    ),
    put(f"{CRITERION}.dimensions.0.values", ["*"]),
    put(f"{CRITERION}.dimensions.0.values", [*KINDS, "ClientOtherError"]),
    put(f"{CRITERION}.dimensions.0.operator", "Exclude"),
    put(f"{CRITERION}.dimensions.0.name", "ApiName"),
    put(f"{CRITERION}.dimensions", []),
    put(f"{CRITERION}.metricName", "Egress"),
    put(f"{CRITERION}.metricNamespace", "Microsoft.Storage/storageAccounts/tableServices"),
    put(f"{CRITERION}.threshold", 1),
    put(f"{CRITERION}.operator", "GreaterThanOrEqual"),
    put(f"{CRITERION}.operator", "LessThan"),
    put(f"{CRITERION}.operator", "Equals"),
    put(f"{CRITERION}.timeAggregation", "Minimum"),
    put(f"{CRITERION}.timeAggregation", "Average"),
    put("windowSize", "PT5M"),
    put("windowSize", "PT30M"),
    put("evaluationFrequency", "PT10M"),
    put("evaluationFrequency", "PT30M"),
    put("enabled", False),
    put("autoMitigate", False),
)
OF_UNREACHABLE = (
    put("criteria.failedLocationCount", 1),
    put("criteria.failedLocationCount", 3),
    put("criteria.webTestId", "another"),
    put("criteria.componentId", "another"),
    put("scopes", rule("unreachable")["scopes"][:1]),
    put("windowSize", "PT5M"),
    put("windowSize", "PT30M"),
    put("evaluationFrequency", "PT30M"),
    put("enabled", False),
    put("test.RetryEnabled", False),
    put("test.Timeout", 30),
    put("test.Timeout", 120),
    put("test.Frequency", 1800),
    put("test.Enabled", False),
    put("test.Kind", "ping"),
    put("test.ValidationRules.ExpectedHttpStatusCode", 503),
    put("test.Request.RequestUrl", "[format('{0}/api/info', '…')]"),
    put("test.Locations", [{"Id": place} for place in (AMSTERDAM, ASHBURN, ASHBURN)]),
    put("test.Locations", [{"Id": place} for place in (AMSTERDAM, ASHBURN, "emea-nl-rot-azr")]),
    put("test.Locations", [{"Id": place} for place in PLACES]),
)
"""The last one: the places of the public cloud in each cloud."""


@pytest.mark.parametrize("mutant", OF_THROTTLING, ids=lambda mutant: mutant.change)
def test_another_throttling_is_found(mutant: Mutant) -> None:
    changed, test = rule("storage-throttling"), web_test()
    mutant.apply(changed, test)
    assert _is_refused("storage-throttling", changed, test) or _differs(
        MetricAlert(changed), [(case.measured, case.fires) for case in THROTTLED]
    )


@pytest.mark.parametrize("mutant", OF_UNREACHABLE, ids=lambda mutant: mutant.change)
def test_another_unreachable_is_found(mutant: Mutant) -> None:
    changed, test = rule("unreachable"), web_test()
    mutant.apply(changed, test)
    assert _is_refused("unreachable", changed, test) or _differs(
        PlacesAlert(changed, test), [(case.requests, case.fires) for case in REACHED]
    )


def test_what_is_not_changed_is_not_found() -> None:
    for name in ("storage-throttling", "unreachable"):
        assert not _is_refused(name, rule(name), web_test())


def _differs(alert: MetricAlert | PlacesAlert, cases: Iterable[tuple[Any, Iterable[Key]]]) -> bool:
    try:
        return any(alert.met(samples, NOW) != set(fires) for samples, fires in cases)
    except (NotKnown, KeyError):
        return True


def _is_refused(name: str, changed: Properties, test: Properties) -> bool:
    """Return whether the rules of the service refuse what was changed."""
    resources = [
        {**resource, "properties": changed}
        if resource["name"] == f"relay-prod-{name}"
        else {**resource, "properties": test}
        if resource["type"] == metric_rules.WEB_TEST
        else resource
        for resource in SMALLEST.resources
    ]
    return list(metric_rules.faults([Snapshot("x", resources)])) != []


@pytest.mark.parametrize("cloud", metric_rules.PLACES)
def test_each_cloud_is_asked_from_three_places_of_its_own(cloud: str) -> None:
    places = metric_rules.places(SMALLEST.one(metric_rules.WEB_TEST), cloud)
    assert len(set(places)) == 3
    assert set(places) <= metric_rules.PLACES[cloud]
    if cloud == "AzureCloud":
        assert set(places) == set(PLACES)
