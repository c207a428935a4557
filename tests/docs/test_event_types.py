"""The commands of docs/event-types.md do what it says, and its numbers are those of the code."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from shared.event_types import costs, names, openapi_webhooks, registration, schemas, validator
from shared.events.reader import MAX_VALUES
from tests.docs import markdown
from tests.docs.markdown import ROOT
from tests.support.relay import RelayProcess

PAGE = ROOT / "docs" / "event-types.md"


def blocks(section: str) -> list[str]:
    return markdown.code_blocks(markdown.section(PAGE, section), "sh")


@pytest.mark.skipif(shutil.which("curl") is None, reason="the page uses curl")
def test_the_commands(storage_account: str) -> None:
    define, post_and_validate = blocks("Define a type")
    [subscribe] = blocks("Subscribe")
    [delete] = blocks("Delete a type")
    [change] = blocks("Change a schema")
    [import_document] = blocks("Import from OpenAPI")
    with RelayProcess(storage_account, {}) as relay:

        def run(text: str) -> list[Any]:
            command = text.replace("localhost:7071", f"localhost:{relay.port}")
            done = subprocess.run(
                command, shell=True, check=True, capture_output=True, text=True, timeout=60
            )
            answers, rest = [], done.stdout
            while rest:
                value, end = json.JSONDecoder().raw_decode(rest)
                answers.append(value)
                rest = rest[end:].lstrip()
            return answers

        [made] = run(define)
        assert (made["name"], made["version"]) == ("order.placed", 1)
        accepted, verdict = run(post_and_validate)
        assert accepted["event_id"] == "order-17"
        assert verdict["errors"] == [{"field": "event.number", "message": "must be an integer"}]
        [webhook] = run(subscribe)
        assert webhook["event_types"] == ["order.*"]

        [refused] = run(change)
        assert refused["status"] == 409
        assert {error["field"] for error in refused["errors"]} == {
            "schema#/required/1",
            "schema#/additionalProperties",
        }

        [report] = run(import_document)
        assert report == {"created": ["order.paid"], "changed": [], "unchanged": []}
        assert run(delete) == [{"result": True}]


def test_the_numbers() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for shown, value in (
        ("64 KiB as JSON", schemas.MOST_BYTES / 1024),
        ("32 levels", schemas.MOST_LEVELS),
        ("1,000 steps", costs.MOST_WORK),
        ("25,000 values", MAX_VALUES),
        ("1,000 own types", registration.MOST_TYPES),
        ("200", openapi_webhooks.MOST_WEBHOOKS),
        ("32 KiB", validator.SMALLEST_PATTERN_LIMIT / 1024),
    ):
        assert shown in text
        assert f"{value:,.0f}" in shown
    assert validator.pattern_limit(1) == 1024 * 1024
    assert validator.pattern_limit(16) == 512 * 1024


def test_the_names() -> None:
    section = markdown.section(PAGE, "Define a type")
    assert f"`{names.RESERVED_PREFIX}`" in section
    assert all(names.refusal(name) for name in ("Ping", "import", "relay.x"))


@pytest.mark.parametrize(
    "name",
    [
        *("date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6"),
        *("uri", "uri-reference", "iri", "uuid", "json-pointer", "regex"),
    ],
)
def test_formats_are_asserted(name: str) -> None:
    assert f"`{name}`" in markdown.section(PAGE, "What a schema may have")
    judge = schemas.compiled(schemas.checked({"format": name}))
    assert not judge.is_valid("\\ (")
