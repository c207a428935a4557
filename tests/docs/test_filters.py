"""docs/filters.md says what holds: its examples run, and its rules are those that are tested."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from shared.api import events, filters, webhooks
from shared.events.catalogue import EVENT_TYPES
from shared.filters import keys, parsing
from shared.filters.evaluation import CompiledFilter, Reason
from shared.filters.operators import OPERATORS
from tests.docs import markdown
from tests.docs.markdown import ROOT
from tests.filters.rules import RULES, Source
from tests.filters.test_rules import view_of
from tests.support.asking import Ask
from tests.support.in_process import in_memory

PAGE = ROOT / "docs" / "filters.md"
NAMES = {
    "Filtering": Source.FILTERING,
    "Edge": Source.EDGE,
    "PowerShell": Source.POWERSHELL,
    "ours": Source.OURS,
}


def cells(title: str, columns: int) -> list[list[str]]:
    """Return the rows of the tables of a section that have so many columns."""
    rows = markdown.table_rows(markdown.section(PAGE, title))
    return [row for row in rows if len(row) == columns]


def code(cell: str) -> str:
    return cell.strip("`")


@pytest.mark.parametrize("row", cells("Operators", 4)[1:], ids=lambda row: code(row[0]))
def test_the_examples_of_an_operator_run(row: list[str]) -> None:
    name, operand, matching, other = map(code, row)
    condition = {
        "operatorType": name,
        "key": "data.key1",
        **(json.loads(f"{{{operand}}}") if operand else {}),
    }
    given = {"advancedFilters": [condition]}
    assert parsing.faults(given) == []
    compiled = CompiledFilter(given)
    assert compiled.wants(view_of({"key1": json.loads(matching)}))
    assert not compiled.wants(view_of({"key1": json.loads(other)}))


def test_every_operator_is_listed_in_its_order() -> None:
    assert [code(row[0]) for row in cells("Operators", 4)[1:]] == list(OPERATORS)


def test_the_rules_are_those_that_are_tested() -> None:
    rows = [(text, NAMES.get(source)) for text, source in cells("Rules", 2)]
    listed = [(text, source) for text, source in rows if source is not None]
    assert listed == [(rule.text, rule.source) for rule in RULES]


def test_the_sources_are_those_of_the_rules() -> None:
    section = markdown.section(PAGE, "Rules")
    found = dict(re.findall(r"\[([^\]]+)\]\((https://[^)]+)\)", section))
    assert found == dict(source.value for source in Source if source is not Source.OURS)


def test_the_members_of_the_filter_are_listed() -> None:
    named = [re.findall(r"`(\w+)`", row[0]) for row in cells("The filter object", 2)[1:]]
    members = {name for names in named for name in names}
    assert parsing._MEMBERS.keys() - {"includedEventTypes"} <= members


def test_the_keys_are_listed() -> None:
    listed = {code(row[0].split(",")[0]) for row in cells("The filter object", 2)}
    assert listed >= set(keys._MEMBERS.values())


def test_the_limits_are_those_of_the_code() -> None:
    text = markdown.section(PAGE, "Limits")
    assert f"at most {parsing.MAX_FILTERS} advanced filters" in text
    assert f"{parsing.MAX_VALUES} values in all" in text
    assert f"{parsing.MAX_CHARACTERS} characters in each string" in text
    assert f"{parsing.MAX_JSON_CHARACTERS:,} characters" in text


def test_the_reasons_are_listed() -> None:
    assert [code(row[0]) for row in cells("Try it", 2)[1:]] == list(Reason)


def test_the_first_example_is_a_webhook_that_gets_what_it_wants() -> None:
    [command] = markdown.code_blocks(markdown.section(PAGE, "An example"), "sh")
    body = command.partition("-d '")[2].rpartition("'")[0]
    with in_memory() as relay:
        status, made = Ask(webhooks.collection, body=body.encode()).of(relay)
        assert status == 200
        assert made["filter"] == json.loads(body)["filter"]
        error = {"code": 468, "errors": ["worker: Out of Memory", "killed"]}
        for changes, wanted in (
            ({}, True),
            ({"code": 450}, False),
            ({"errors": ["killed"]}, False),
        ):
            _, accepted = Ask(events.post, body=failed({**error, **changes})).of(relay)
            assert accepted["deliveries"] == int(wanted)
        _, accepted = Ask(events.post, body=failed(error, instance_name="daily")).of(relay)
        assert accepted["filtered"] == 1


def failed(error: Mapping[str, Any], **members: Any) -> dict[str, Any]:
    payload = {**EVENT_TYPES["task_failed"].example, "error": error}
    return {"event_type": "task_failed", "event": payload, "instance_name": "nightly 3", **members}


def test_the_trial_has_the_answer_that_is_shown() -> None:
    body, answer = markdown.code_blocks(markdown.section(PAGE, "Try it"), "json")
    with in_memory() as relay:
        webhook = relay.subscribe("http://127.0.0.1:49999/hook", "ping")
        path = {"webhook_id": webhook.webhook_id}
        status, said = Ask(filters.try_filter, body=body.encode(), path=path).of(relay)
    assert status == 200
    assert said == json.loads(answer)
