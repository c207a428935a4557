"""The rules of filters, each with the cases that show it."""

from __future__ import annotations

import json

import pytest

from shared.filters.evaluation import CompiledFilter
from shared.filters.operators import OPERATORS
from shared.filters.parsing import faults, without_nulls
from shared.filters.view import EventView
from shared.model import Event
from tests.filters.rules import EXAMPLES, RULES, Case, Source

CASES = [
    pytest.param(case, id=f"{number}.{place}-{rule.text[:40]}")
    for number, rule in enumerate(RULES, 1)
    for place, case in enumerate(rule.cases, 1)
]


def view_of(data: object) -> EventView:
    return EventView(
        Event(
            event_id="3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c10",
            event_type="ping",
            received_ms=1_900_000_000_250,
            event_json=json.dumps(data),
            extras_json='{"instance_name": "factory"}',
        )
    )


@pytest.mark.parametrize("case", CASES)
def test_a_rule_holds(case: Case) -> None:
    assert faults(case.filter) == []
    compiled, view = CompiledFilter(without_nulls(case.filter)), view_of(case.data)

    assert compiled.wants(view) is case.wanted
    verdicts = [condition.judge(view) for condition in compiled.conditions]
    assert all(verdict.matched for verdict in verdicts) is case.wanted
    decisive = [v for v in verdicts if v.matched is case.wanted]
    assert not verdicts or case.reason in {verdict.reason for verdict in decisive}


def test_every_operator_has_a_rule_with_both_outcomes() -> None:
    assert EXAMPLES.keys() == OPERATORS.keys()
    assert len(OPERATORS) == 19
    outcomes: dict[str, set[bool]] = {name: set() for name in OPERATORS}
    for rule in RULES:
        for case in rule.cases:
            for one in case.filter.get("advancedFilters", ()):
                outcomes[one["operatorType"]].add(case.wanted)
    assert all(found == {True, False} for found in outcomes.values())


def test_every_rule_has_a_source_and_a_case() -> None:
    assert all(rule.cases for rule in RULES)
    assert {rule.source for rule in RULES} == set(Source)
    assert len({rule.text for rule in RULES}) == len(RULES)
