"""`AlikeOracle` gives the verdicts of the oracle that it is made of."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError

from tests.events.alike import AlikeOracle
from tests.events.documents import ONEFUZZ_1, ONEFUZZ_8, Document, oracle
from tests.events.mutation import mutations

PAGES_AND_NAMES = [(ONEFUZZ_1, "job_created"), (ONEFUZZ_8, "node_state_updated")]


@pytest.mark.parametrize(("page", "name"), PAGES_AND_NAMES)
def test_the_same_verdict_wherever_a_payload_is_spoiled(page: Document, name: str) -> None:
    start = page.complete(name)
    plain = oracle(page.schemas[name])
    alike = AlikeOracle(plain, start)
    verdicts = [plain.is_valid(payload) for payload in mutations(start)]
    assert [alike.is_valid(payload) for payload in mutations(start)] == verdicts
    assert set(verdicts) == {True, False}


def test_a_part_is_not_known_by_its_place_or_its_value() -> None:
    schema: dict[str, Any] = {
        "properties": {"a": {"type": "boolean"}, "b": {"type": "integer"}, "c": {"type": "object"}}
    }
    alike = AlikeOracle(oracle(schema), {"a": True, "b": 1, "c": {}})
    assert alike.is_valid({"a": True, "b": 1, "c": {"d": 1}})
    assert not alike.is_valid({"a": 1, "b": 1})
    assert not alike.is_valid({"a": True, "b": True})
    assert not alike.is_valid({"c": []})


def test_the_start_must_be_valid() -> None:
    with pytest.raises(ValidationError):
        AlikeOracle(oracle({"properties": {"a": {"type": "integer"}}}), {"a": "text"})
