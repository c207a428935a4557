"""`python -m tools.infra` finds no fault here, and would find those that it is there to find."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.infra import alert_rules, compiler, kql, snapshots, workbook
from tools.infra.__main__ import INFRA, ROOT, faults, log_lines
from tools.infra.compiler import Compiler
from tools.infra.snapshots import Snapshot


def test_infra_has_no_faults_that_can_be_told_without_the_compiler() -> None:
    assert list(faults(None)) == []


def test_without_a_compiler_the_check_says_what_it_left_out() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.infra"],
        cwd=ROOT,
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "left out: build, lint, format and snapshots" in done.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)  # it compiles the templates five times, which takes 22 s of CPU time
def test_the_compiler_finds_no_faults(bicep: Compiler) -> None:
    assert list(compiler.faults(bicep, INFRA)) == []


@pytest.mark.slow
def test_faults_that_the_compiler_is_there_to_find(bicep: Compiler, tmp_path: Path) -> None:
    shutil.copytree(INFRA, tmp_path / "infra")
    shutil.copy(ROOT / "host.json", tmp_path)
    for file, old, new in (
        ("modules/storage.bicep", "allowSharedKeyAccess", "allowSharedKeys"),
        ("modules/vault.bicep", "softDeleteRetentionInDays: 7", "softDeleteRetentionInDays: '7'"),
        ("modules/identity.bicep", "param location string", "param location string\nparam x int"),
        ("modules/budget.bicep", "  name: name", "    name: name"),
    ):
        path = tmp_path / "infra" / file
        text = path.read_text()
        assert old in text, f"{file} no longer says {old!r}"
        path.write_text(text.replace(old, new, 1))
    found = "\n".join(
        [
            *bicep.build(tmp_path / "infra" / "main.bicep"),
            *bicep.misformatted(tmp_path / "infra"),
        ]
    )
    for said in (
        "allowSharedKeys",
        '"softDeleteRetentionInDays" expected a value of type "int',
        'Parameter "x" is declared but never used',
        "modules/budget.bicep: not as `bicep format` writes it",
    ):
        assert said.lower() in found.lower(), found


@pytest.mark.slow
def test_a_change_that_the_snapshot_does_not_have_is_found(bicep: Compiler, tmp_path: Path) -> None:
    shutil.copytree(INFRA, tmp_path / "infra")
    shutil.copy(ROOT / "host.json", tmp_path)
    parameters = tmp_path / "infra" / "examples" / "smallest.bicepparam"
    parameters.write_text(parameters.read_text() + "\nparam storageRedundancy = 'Standard_ZRS'\n")
    assert "Standard_ZRS" in "\n".join(bicep.compare_snapshot(parameters))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evaluationFrequency": "PT1M"}, "a rule of one minute cannot ask traces"),
        ({"evaluationFrequency": "PT7M"}, "every 7 minutes over 10 minutes is not offered"),
        ({"evaluationFrequency": "PT15M"}, "every 15 minutes over 10 minutes is not offered"),
        (
            {"evaluationFrequency": "P1D", "windowSize": "P2D"},
            "a rule that resolves itself is evaluated every 12 hours at least",
        ),
        ({"description": "x" * 4097}, "its description is too long"),
        ({"query": "traces | where message != '" + "x" * 65536 + "'"}, "longer than 64 KB"),
        ({"dimensions": [{"name": str(i)} for i in range(7)]}, "more than 6 dimensions"),
        ({"query": "traces | where timestamp > ago(15m)"}, "ago() makes the rule look at two days"),
        ({"query": "let a = traces;\nunion a, requests"}, "union is not supported"),
        ({"query": "traces | union requests"}, "union is not supported"),
        ({"query": "let a = union traces, requests; a"}, "union is not supported"),
        ({"query": "traces | join (union requests, traces) on name"}, "union is not supported"),
        ({"query": "search *"}, "search is not supported"),
        ({"query": "search in (traces) 'x'"}, "search is not supported"),
        ({"query": "traces\n| take 5"}, "take is not supported"),
        ({"query": "traces\n| limit 5"}, "limit is not supported"),
        ({"query": "traces | evaluate bag_unpack(d)"}, "bag_unpack() is not supported"),
        ({"query": "traces | evaluate pivot(name)"}, "pivot() is not supported"),
        ({"query": "traces | evaluate narrow()"}, "narrow() is not supported"),
        ({"query": "traces | extend t = ingestion_time()"}, "ingestion_time() is not supported"),
        ({"query": "find in (traces) where message has 'x'"}, "begins with a table, not with find"),
        ({"query": "let a = print x = 1; a"}, "begins with a table, not with print"),
        ({"query": "externaldata (a: string) ['https://x']"}, "not with externaldata"),
        ({"query": "datatable (a: int) [1]"}, "not with datatable"),
        ({"query": "adx('https://help/Samples').t"}, "adx() asks another service"),
        ({"query": "arg('').Resources"}, "arg() asks another service"),
        ({"query": "cluster('x').database('y').t"}, "cluster() asks another service"),
        ({"query": "traces | summarize AggregatedValue = count()"}, "AggregatedValue is a word"),
        ({"metricMeasureColumn": "AggregatedValue"}, "AggregatedValue is a word"),
        ({"periods": 3}, "3 evaluation periods need a query that projects timestamp"),
    ],
)
def test_a_rule_that_azure_refuses_is_found(change: dict[str, Any], said: str) -> None:
    rule = no_tick()
    (criterion,) = rule["properties"]["criteria"]["allOf"]
    for name, value in change.items():
        if name == "periods":
            criterion["failingPeriods"]["numberOfEvaluationPeriods"] = value
        else:
            (criterion if name in criterion else rule["properties"])[name] = value
    (fault,) = alert_rules.faults([Snapshot("x", [rule])])
    assert said in fault


@pytest.mark.parametrize(
    "query",
    [
        "traces | where message has 'a | union b; search c' // | take 5, ago(1d)",
        'traces | where message == "externaldata (a: string)" | summarize take_any(message)',
        "traces | where message != @'a\\' | extend limited = range(1, 3)",
        "let start = now() - 15m; traces | where timestamp > start",
    ],
)
def test_a_rule_that_azure_takes_is_no_fault(query: str) -> None:
    rule = no_tick()
    rule["properties"]["criteria"]["allOf"][0]["query"] = query
    assert list(alert_rules.faults([Snapshot("x", [rule])])) == []


def no_tick() -> dict[str, Any]:
    """Return a rule that is as it should be."""
    rules = snapshots.read(INFRA)["smallest"].of_type("Microsoft.Insights/scheduledQueryRules")
    [rule] = [rule for rule in rules if rule["name"] == "relay-prod-no-tick"]
    return dict(copy.deepcopy(rule))


def test_a_snapshot_without_its_parameter_file_is_found(tmp_path: Path) -> None:
    shutil.copytree(INFRA / "examples", tmp_path / "examples")
    (tmp_path / "examples" / "private.bicepparam").unlink()
    assert list(snapshots.faults(tmp_path)) == [
        "examples/private: a parameter file and its snapshot belong together"
    ]


_QUERIES = {
    "traces | where messag has 'x'": "messag",
    "traces | summarise count()": "Query operator expected",
    'traces | extend d = parse_json(message) | where d.event == "tick" | project tostrng(d.due)': (
        "tostrng"
    ),
    'traces | extend d = parse_json(message) | where d.event == "tok"': "no log line is called tok",
    'traces | extend d = parse_json(message) | where d.event == "tick" | project toint(d.du)': (
        "no line of tick has a field du"
    ),
    'traces | extend d = parse_json(message) | where d.event == "tick" | project tostring(d.due)': (
        "due is int, and converted with tostring()"
    ),
    'traces | extend d = parse_json(message) | where d.event == "tick" | project x = d.due': (
        "due is int, and converted with None()"
    ),
}


def test_a_fault_in_a_query_is_found() -> None:
    queries = dict(zip(map(str, range(len(_QUERIES))), _QUERIES, strict=True))
    found = list(kql.faults(queries, log_lines()))
    for number, said in zip(queries, _QUERIES.values(), strict=True):
        assert any(f.startswith(f"{number}: ") and said in f for f in found), (said, found)


def test_a_fault_in_the_workbook_is_found() -> None:
    sound = workbook.read(INFRA / "workbook.json")
    assert list(workbook.faults(sound)) == []
    for wrong, said in (
        ({"name": "x", "type": 99, "content": {}}, "tile type 99"),
        ({"name": "title", "type": 1, "content": {}}, "two tiles are called title"),
        ({"name": "x", "type": 1, "content": {"json": "<storge>"}}, "nothing replaces <storge>"),
    ):
        found = list(workbook.faults({**sound, "items": [*sound["items"], wrong]}))
        assert any(said in fault for fault in found), found


def test_every_query_is_part_of_the_deployment() -> None:
    smallest = snapshots.read(INFRA)["smallest"]
    deployed = {
        rule["properties"]["criteria"]["allOf"][0]["query"]
        for rule in smallest.of_type("Microsoft.Insights/scheduledQueryRules")
    }
    assert deployed == {path.read_text() for path in INFRA.glob("queries/*.kql")}
    (tiles,) = smallest.of_type("Microsoft.Insights/workbooks")
    assert smallest.one("Microsoft.Storage/storageAccounts")["id"] in str(tiles["properties"])


@pytest.mark.slow
def test_the_parameter_file_of_the_guide_compiles(bicep: Compiler, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text()
    (block,) = re.findall(r"^```bicep\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    shutil.copytree(INFRA, tmp_path / "infra")
    shutil.copy(ROOT / "host.json", tmp_path)
    parameters = tmp_path / "relay-prod.bicepparam"
    parameters.write_text(block)
    assert bicep.build_parameters(parameters) == []
