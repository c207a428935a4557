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
        built_in = [entry for entry in answer.json() if entry["family"] != "own"]
        return {entry["name"]: entry for entry in built_in}

    def test_are_all_there(self, types: dict[str, dict[str, Any]]) -> None:
        assert set(types) == set(EVENT_TYPES)
        assert set(documents.ONEFUZZ_8.names) <= set(types)
        assert all(entry["description"] for entry in types.values())

    @pytest.mark.parametrize("name", list(EVENT_TYPES))
    def test_have_a_schema_that_takes_the_example(
        self, types: dict[str, dict[str, Any]], name: str
    ) -> None:
        entry = types[name]
        for described in (entry, *entry.get("versions", [])):
            Draft202012Validator.check_schema(described["schema"])
            validator = documents.oracle(described["schema"])
            validator.validate(described["example"])
            assert not validator.is_valid([])
            assert not validator.is_valid({})

    @pytest.mark.parametrize("name", documents.ONEFUZZ_8.names)
    def test_have_the_version_of_each_page_of_onefuzz(
        self, types: dict[str, Any], name: str
    ) -> None:
        entry = types[name]
        versions = {version["version"]: version for version in entry["versions"]}
        assert list(versions) == [v for v, page in documents.PAGES.items() if name in page.names]
        for version, described in versions.items():
            assert described["example"] == documents.PAGES[version].examples[name]
            assert described["has_instance_id"] == (version == "onefuzz-8")
        assert versions["onefuzz-8"]["schema"] == documents.ONEFUZZ_8.schemas[name]

    @pytest.mark.parametrize("name", list(EVENT_TYPES))
    def test_have_the_schema_and_example_of_the_oldest_version(
        self, types: dict[str, Any], name: str
    ) -> None:
        entry = types[name]
        assert entry["schema"] == EVENT_TYPES[name].json_schema()
        assert entry["example"] == EVENT_TYPES[name].example
        assert ("versions" in entry) == (EVENT_TYPES[name].family == "onefuzz")
        if "versions" in entry:
            oldest = entry["versions"][0]
            assert (entry["schema"], entry["example"]) == (oldest["schema"], oldest["example"])
