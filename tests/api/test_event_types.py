"""``GET /api/event-types``."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shared.events.catalogue import EVENT_TYPES
from tests.events import documents
from tests.support.relay import RelayProcess


class TestEventTypes:
    @pytest.fixture
    def types(self, relay: RelayProcess) -> dict[str, dict[str, Any]]:
        answer = relay.get("/api/event-types")
        assert answer.status_code == 200
        return {entry["name"]: entry for entry in answer.json()}

    def test_are_all_there(self, types: dict[str, dict[str, Any]]) -> None:
        assert set(types) == set(EVENT_TYPES)
        assert set(documents.NAMES) <= set(types)
        assert all(entry["description"] for entry in types.values())

    @pytest.mark.parametrize("name", list(EVENT_TYPES))
    def test_have_a_schema_that_takes_the_example(
        self, types: dict[str, dict[str, Any]], name: str
    ) -> None:
        schema = types[name]["schema"]
        Draft202012Validator.check_schema(schema)
        validator = documents.oracle(schema)
        validator.validate(types[name]["example"])
        assert not validator.is_valid([])
        assert not validator.is_valid({})

    @pytest.mark.parametrize("name", documents.NAMES)
    def test_have_the_documents_example(self, types: dict[str, Any], name: str) -> None:
        assert types[name]["example"] == documents.EXAMPLES[name]
