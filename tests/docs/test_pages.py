"""The pages name settings, make targets, paths and other pages that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from ruamel.yaml import YAML

from shared import settings
from shared.api.operations import OPERATIONS
from shared.settings import DEFAULT_RETRY_DELAYS, MAX_EVENT_BYTES_LIMIT, Settings
from tests.docs import markdown
from tests.docs.markdown import README, ROOT

NOT_A_MODEL_FIELD = {"AzureWebJobsStorage"}


def documented_settings() -> dict[str, str]:
    """Return the cell of the default for each setting in the table."""
    rows = markdown.table_rows(markdown.section(README, "Settings"))
    return {
        name: row[1]
        for row in rows
        for name in re.findall(r"`(\w+)`", row[0])
        if name.isupper() or name in NOT_A_MODEL_FIELD
    }


def spelled(value: object) -> str:
    """Return a default as it is written in a settings file."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def test_every_setting_is_in_the_table_and_no_other() -> None:
    known = {name.upper() for name in Settings.model_fields} | NOT_A_MODEL_FIELD

    assert set(documented_settings()) == known


@pytest.mark.parametrize(
    "name",
    sorted(set(Settings.model_fields) - {"retry_delays", "max_retry_after"}),
    ids=str.upper,
)
def test_a_settings_default_is_right(name: str) -> None:
    cell = documented_settings()[name.upper()]

    assert cell.strip("`") == spelled(getattr(Settings(), name))


def test_the_default_of_retry_delays_is_right() -> None:
    cell = documented_settings()["RETRY_DELAYS"]
    first, rest = re.findall(r"`([^`]+)`", cell)

    assert "five minutes" in cell
    count = 300 / settings.parse_duration(first)
    assert ",".join([first] * round(count) + [rest]) == DEFAULT_RETRY_DELAYS


def test_the_default_of_max_retry_after_is_right() -> None:
    """It is a duration, which the settings hold in seconds."""
    cell = documented_settings()["MAX_RETRY_AFTER"]

    assert settings.parse_duration(cell.strip("`")) == Settings().max_retry_after


def test_the_largest_event_is_right() -> None:
    assert f"up to {MAX_EVENT_BYTES_LIMIT}" in markdown.section(README, "Settings")


def test_the_example_settings_are_settings() -> None:
    values = json.loads((ROOT / "local.settings.example.json").read_text())["Values"]
    platforms = {
        "AzureWebJobsDisableHomepage",
        "AzureWebJobsStorage",
        "FUNCTIONS_WORKER_RUNTIME",
        "PYTHON_THREADPOOL_THREAD_COUNT",
    }
    ours = {name: value for name, value in values.items() if name not in platforms}

    assert set(ours) <= {name.upper() for name in Settings.model_fields}
    assert Settings.from_environ(ours).allow_http_targets is True


@pytest.mark.parametrize("page", markdown.pages(), ids=lambda page: page.name)
def test_every_make_target_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    code = [*re.findall(r"`([^`\n]+)`", text), *markdown.code_blocks(text, "sh")]

    named = {target for part in code for target in re.findall(r"\bmake ([a-z][\w-]*)", part)}

    assert named <= targets


@pytest.mark.parametrize("page", markdown.pages(), ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in markdown.links(page.read_text(encoding="utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (
            anchor and anchor not in markdown.anchors(target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    assert not broken


@pytest.mark.parametrize("page", markdown.pages(), ids=lambda page: page.name)
def test_every_path_of_the_code_exists(page: Path) -> None:
    """For each path that is written as code, as in ``shared/app.py``."""
    text = page.read_text(encoding="utf-8")
    top = "shared|devhost|tools|tests|infra|bench|docs"
    named = re.findall(rf"`((?:{top})/[\w./-]*\w\.\w+)`", text)

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_prometheus_is_told_to_ask_for_what_there_is() -> None:
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    [block] = markdown.code_blocks(page, "yaml")
    [job] = YAML(typ="safe", pure=True).load(block)["scrape_configs"]
    assert ("GET", job["metrics_path"]) in {(o.method, o.path) for o in OPERATIONS}
    seconds = settings.parse_duration(job["scrape_interval"])
    assert f"every {seconds:g} s costs {2 * 30 * 24 * 3600 / seconds:,.0f} requests" in page


def test_the_apis_of_the_readme_exist() -> None:
    text = markdown.section(README, "The API")
    known = {(operation.method, operation.path) for operation in OPERATIONS}
    named = set()
    for code in re.findall(r"`([^`]+)`", text):
        found = re.fullmatch(r"(GET|POST|PATCH|DELETE) (/[\w/{}-]+|…/[\w/{}-]+)", code)
        if found:
            named.add((found[1], found[2].replace("…", "/api/webhooks/{webhook_id}")))
    # `…/deliveries/{event_id}` and the like follow the path of one webhook.
    assert named - known == set()
    assert len(named) > 10


def test_the_readme_shows_the_same_two_commands_as_the_makefile_helps_with() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    blocks = markdown.code_blocks(markdown.section(README, "Two commands"), "sh")
    shown = re.findall(r"^make (\w+)", "\n".join(blocks), re.MULTILINE)
    helped = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)

    assert {"run", "test"} <= set(shown)
    assert set(shown) <= set(helped)
