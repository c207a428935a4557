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
        ({"query": "traces | where timestamp > ago(15m)"}, "ago() makes the rule look at two days"),
        ({"query": "let a = traces;\nunion a, requests"}, "union is not supported"),
        ({"query": "traces | union requests"}, "union is not supported"),
        ({"periods": 3}, "3 evaluation periods need a query that projects timestamp"),
    ],
)
def test_a_rule_that_azure_refuses_is_found(change: dict[str, Any], said: str) -> None:
    rule = copy.deepcopy(
        next(
            rule
            for rule in snapshots.read(INFRA)["smallest"].resources
            if rule["name"] == "relay-prod-no-tick"
        )
    )
    assert list(alert_rules.faults([Snapshot("x", [rule])])) == []
    (criterion,) = rule["properties"]["criteria"]["allOf"]
    for name, value in change.items():
        if name == "periods":
            criterion["failingPeriods"]["numberOfEvaluationPeriods"] = value
        else:
            (criterion if name == "query" else rule["properties"])[name] = value
    (fault,) = alert_rules.faults([Snapshot("x", [rule])])
    assert said in fault


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
