"""The envelopes that the OpenAPI document describes are those that are accepted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError, validators

from shared.api import openapi
from shared.errors import InvalidInput
from shared.events.catalogue import EVENT_TYPES
from shared.events.envelope import parse_events
from tests.events.documents import oracle
from tests.support.built_in_types import NO_OTHER_TYPES

ID = "0f14d0ab-9605-4a62-a9e4-5ed26688389b"
MEMBERS: list[dict[str, Any]] = [
    {},
    {"event_id": "no UUID"},
    {"instance_id": ID},
    {"instance_id": "no UUID"},
    {"added_later": 1},
    {"added_later": 1, "instance_id": ID},
    {"instance_name": "example", "webhook_id": ID, "instance_id": ID},
]


@pytest.fixture(scope="module")
def described() -> Draft202012Validator:
    components = openapi.document()["components"]
    plain = oracle({"$ref": "#/components/schemas/Envelope", "components": components})
    extended: Any = validators.extend  # it has no type hints
    quick = extended(Draft202012Validator, {"anyOf": any_of})
    described: Draft202012Validator = quick(plain.schema, format_checker=plain.format_checker)
    return described


def any_of(
    validator: Draft202012Validator, alternatives: list[Any], instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """Do what the keyword ``anyOf`` does, without all the errors of the dozens of envelopes."""
    if not any(validator.evolve(schema=inner).is_valid(instance) for inner in alternatives):
        yield ValidationError("matches no alternative of anyOf")


@pytest.mark.slow  # jsonschema tries all envelopes on each body
@pytest.mark.parametrize("name", list(EVENT_TYPES))
def test_what_is_described_is_accepted_and_nothing_else(
    described: Draft202012Validator, name: str
) -> None:
    payloads = [version.example for version in EVENT_TYPES[name].versions]
    payloads += [payload | {"added_later": 1} for payload in payloads] + [{}]
    verdicts = set()
    for payload, members in product(payloads, MEMBERS):
        body = {"event_type": name, "event": payload, **members}
        verdict = described.is_valid(body)
        assert verdict == is_accepted(body), body
        verdicts.add(verdict)
    assert verdicts == {True, False}


def is_accepted(body: dict[str, Any]) -> bool:
    try:
        parse_events(json.dumps(body).encode(), types=NO_OTHER_TYPES, max_event_bytes=100_000)
    except InvalidInput:
        return False
    return True
