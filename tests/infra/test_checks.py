"""`python -m tools.infra` finds no fault here, and would find those that it is there to find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.infra import kql, resource_types, workbook
from tools.infra.__main__ import INFRA, ROOT, faults, log_lines
from tools.infra.bicep import Template


def test_infra_has_no_faults() -> None:
    assert list(faults()) == []


# Each: the file, what is replaced by what, and what must be said of it.
_BICEP = [
    ("main.bicep", "= {\n  name: resourceGroupName", "= {{\n  name: resourceGroupName", "syntax"),
    ("main.bicep", "name: resourceGroupName", "name: resourceGroupNam", "resourceGroupNam is not"),
    (
        "main.bicep",
        "principalId: identity.outputs.principalId",
        "",
        "needs the parameter principalId",
    ),
    ("main.bicep", "    retentionDays: log", "    retention: log", "has no parameter retention"),
    ("main.bicep", "vault.outputs.name", "vault.outputs.nam", "has no output nam"),
    ("main.bicep", "'modules/vault.bicep'", "'modules/safe.bicep'", "no module safe.bicep"),
    ("main.bicep", "ALLOWED_TARGET_NETWORKS: allowedTargetNetworks", "", "is never used"),
    ("main.bicep", "toLower(uniqueString", "toLowr(uniqueString", "toLowr() is not a function"),
    ("main.bicep", "@description('Region for everything", "@descripton('Region", "descripton()"),
    ("modules/identity.bicep", "@description('Tags.')\n", "", "tags has no description"),
    ("modules/roles.bicep", "scope: vault", "scope: safe", "safe is not defined"),
    ("modules/alerts.bicep", "../queries/poison.kql", "../queries/poson.kql", "no file"),
    ("modules/alerts.bicep", "severity: alert.severity", "severity: alrt.severity", "alrt is not"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), _BICEP)
def test_a_fault_in_bicep_is_found(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    template = _changed(tmp_path, file, old, new)
    assert said in "\n".join(template.faults())


_PROPERTIES = [
    (
        "modules/storage.bicep",
        "allowSharedKeyAccess",
        "allowSharedKeys",
        "no property properties.all",
    ),
    ("modules/storage.bicep", "'TLS1_2'", "'TLS12'", "is 'TLS12', not one of"),
    (
        "modules/storage.bicep",
        "allowBlobPublicAccess: false",
        "allowBlobPublicAccess: 'no'",
        "bool",
    ),
    (
        "modules/vault.bicep",
        "softDeleteRetentionInDays: 7",
        "softDeleteRetentionInDays: '7'",
        "int",
    ),
    (
        "modules/app.bicep",
        "instanceCount: alwaysReadyHttp",
        "count: alwaysReadyHttp",
        "alwaysReady[]",
    ),
    ("modules/app.bicep", "reserved: true", "reservd: true", "no property properties.reservd"),
    (
        "modules/app.bicep",
        "serverfarms@2024-04-01",
        "serverfarms@2024-04-02",
        "not among the known",
    ),
    ("modules/alerts.bicep", "'StaticThresholdCriterion'", "'Static'", "not one of"),
    (
        "modules/network.bicep",
        "delegations: [",
        "delegation: [",
        "no property properties.subnets[]",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), _PROPERTIES)
def test_a_property_that_a_type_does_not_have_is_found(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    template = _changed(tmp_path, file, old, new)
    assert said in "\n".join(resource_types.faults(template, resource_types.known()))


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


def test_every_file_is_part_of_the_deployment() -> None:
    main = Template.read(INFRA / "main.bicep")
    modules = {module.path for module in main.modules.values()}
    assert modules == set(INFRA.glob("modules/*.bicep"))
    loaded = "".join(path.read_text() for path in modules)
    for path in (*INFRA.glob("queries/*.kql"), INFRA / "workbook.json"):
        assert f"/{path.name}'" in loaded


def _changed(folder: Path, file: str, old: str, new: str) -> Template:
    shutil.copytree(INFRA, folder / "infra")
    shutil.copy(ROOT / "host.json", folder)
    path = folder / "infra" / file
    text = path.read_text()
    assert old in text, f"{file} no longer says {old!r}"
    path.write_text(text.replace(old, new, 1))
    return Template.read(path)
