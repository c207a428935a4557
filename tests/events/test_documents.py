"""The data files agree with each other, so that what is tested against them is one document."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from shared.events.catalogue import EVENT_TYPES
from tests.events.documents import FORMATS, ONEFUZZ_1, ONEFUZZ_8, PAGES, Document, oracle

TYPES = [
    pytest.param(page, name, id=f"{version}-{name}")
    for version, page in PAGES.items()
    for name in page.names
]
both_pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def test_the_pages_have_18_and_27_types() -> None:
    assert (len(ONEFUZZ_1.names), len(ONEFUZZ_8.names)) == (18, 27)
    assert set(ONEFUZZ_1.names) < set(ONEFUZZ_8.names)


@pytest.mark.parametrize(("page", "name"), TYPES)
def test_a_types_schema_is_a_part_of_the_full_event_schema(page: Document, name: str) -> None:
    schema = dict(page.schemas[name])
    definitions: dict[str, Any] = schema.pop("definitions", {})
    whole = page.full_event_schema["definitions"]
    assert schema == whole[schema["title"]]
    assert {key: whole[key] for key in definitions} == definitions
    reference = {"$ref": f"#/definitions/{schema['title']}"}
    assert reference in page.full_event_schema["properties"]["event"]["anyOf"]


@pytest.mark.parametrize(("page", "name"), TYPES)
def test_a_types_schema_takes_its_example_and_a_complete_payload(page: Document, name: str) -> None:
    oracle(page.schemas[name]).validate(page.examples[name])
    oracle(page.schemas[name]).validate(page.complete(name))


@both_pages
def test_the_full_event_schema_takes_the_payload_example(page: Document) -> None:
    oracle(page.full_event_schema).validate(page.payload_example)


def test_every_format_is_one_that_the_oracle_checks() -> None:
    """It would let a value of any other format pass."""
    ours = [version.json_schema() for of in EVENT_TYPES.values() for version in of.versions]
    written = json.dumps([*((p.full_event_schema, p.schemas) for p in PAGES.values()), *ours])
    used = set(re.findall(r'"format": "([^"]+)"', written))
    assert used == {"uuid", "date-time"}
    assert used <= FORMATS
