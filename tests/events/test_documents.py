"""The data files agree with each other, so that what is tested against them is one document."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from shared.events.catalogue import EVENT_TYPES
from tests.events.documents import (
    EXAMPLES,
    FORMATS,
    FULL_EVENT_SCHEMA,
    NAMES,
    PAYLOAD_EXAMPLE,
    SCHEMAS,
    complete,
    oracle,
)


def test_the_page_has_18_types() -> None:
    assert len(NAMES) == 18
    assert sorted(NAMES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_types_schema_is_a_part_of_the_full_event_schema(name: str) -> None:
    schema = dict(SCHEMAS[name])
    definitions: dict[str, Any] = schema.pop("definitions", {})
    whole = FULL_EVENT_SCHEMA["definitions"]
    assert schema == whole[schema["title"]]
    assert {key: whole[key] for key in definitions} == definitions
    reference = {"$ref": f"#/definitions/{schema['title']}"}
    assert reference in FULL_EVENT_SCHEMA["properties"]["event"]["anyOf"]


@pytest.mark.parametrize("name", NAMES)
def test_a_types_schema_takes_its_example_and_a_complete_payload(name: str) -> None:
    oracle(SCHEMAS[name]).validate(EXAMPLES[name])
    oracle(SCHEMAS[name]).validate(complete(SCHEMAS[name], SCHEMAS[name]))


def test_the_full_event_schema_takes_the_payload_example() -> None:
    oracle(FULL_EVENT_SCHEMA).validate(PAYLOAD_EXAMPLE)


def test_every_format_is_one_that_the_oracle_checks() -> None:
    """It would let a value of any other format pass."""
    written = json.dumps(
        [FULL_EVENT_SCHEMA, SCHEMAS, [of.json_schema() for of in EVENT_TYPES.values()]]
    )
    used = set(re.findall(r'"format": "([^"]+)"', written))
    assert used
    assert used <= FORMATS
