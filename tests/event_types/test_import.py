"""``POST /api/event-types/import``: the webhooks of an OpenAPI 3.1 document become event types."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from shared.event_types import openapi_webhooks
from tests.event_types.api import Api

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "webhooks": {
        "order.placed": {
            "post": {
                "summary": "An order",
                "description": "An order was placed.",
                "tags": ["orders", "more"],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Order"},
                            "examples": {"one": {"$ref": "#/components/examples/Order"}},
                        }
                    }
                },
            }
        },
        "order.paid": {"$ref": "#/components/pathItems/Paid"},
        "anything": {
            "summary": "Whatever happened.",
            "put": {"requestBody": {"content": {"application/vnd.x+json; charset=utf-8": {}}}},
        },
    },
    "components": {
        "schemas": {
            "Order": {
                "type": "object",
                "properties": {
                    "number": {"$ref": "#/components/schemas/Number"},
                    "parent": {"$ref": "#/components/schemas/Order"},
                    "note": {"const": {"$ref": "#/components/schemas/NotOne"}},
                },
                "required": ["number"],
            },
            "Number": {"type": "integer"},
            "Unused": {"$ref": "https://example.com/"},
            "Paid": {
                "type": "object",
                "properties": {"order": {"$ref": "#/components/schemas/Order/properties/number"}},
            },
        },
        "examples": {"Order": {"value": {"number": 1, "parent": {"number": 2}}}},
        "pathItems": {
            "Paid": {
                "post": {
                    "deprecated": True,
                    "requestBody": {"$ref": "#/components/requestBodies/Paid"},
                }
            }
        },
        "requestBodies": {
            "Paid": {
                "content": {
                    "application/json": {
                        "schema": {"title": "P", "allOf": [{"$ref": "#/components/schemas/Paid"}]},
                        "example": {"order": 7},
                    }
                }
            }
        },
    },
}  # fmt: skip


def changed(*path: str, value: Any) -> dict[str, Any]:
    """Return the document with another value somewhere."""
    document = copy.deepcopy(DOCUMENT)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


def with_schema(schema: Any) -> dict[str, Any]:
    """Return the document with another schema of ``order.placed``."""
    content = {"application/json": {"schema": schema}}
    operation = {"post": {"requestBody": {"content": content}}}
    return changed("webhooks", "order.placed", value=operation)


def test_webhooks_become_event_types(api: Api) -> None:
    report = api.import_document(DOCUMENT)
    assert report.status == 200
    names = ["order.placed", "order.paid", "anything"]
    assert report.body == {"created": names, "changed": [], "unchanged": []}

    placed = api.get("order.placed").body
    assert placed["description"] == "An order was placed."
    assert placed["group"] == "orders"
    assert placed["example"] == {"number": 1, "parent": {"number": 2}}
    assert placed["schema"]["$ref"] == "#/$defs/Order"
    assert placed["schema"]["$defs"].keys() == {"Order", "Number"}
    order = placed["schema"]["$defs"]["Order"]["properties"]
    assert order["number"] == {"$ref": "#/$defs/Number"}
    assert order["note"] == {"const": {"$ref": "#/components/schemas/NotOne"}}

    paid = api.get("order.paid").body
    assert paid["description"] == "order.paid"
    assert paid["deprecated"] is True
    assert paid["schema"]["$defs"].keys() == {"Paid", "Order", "Number"}

    anything = api.get("anything").body
    assert anything["description"] == "Whatever happened."
    assert "schema" not in anything


def test_events_of_imported_types_are_judged(api: Api) -> None:
    api.import_document(DOCUMENT)
    good = {"number": 1, "parent": {"number": 2}}
    assert api.post({"event_type": "order.placed", "event": good}).status == 202
    bad = {"number": 1, "parent": {"number": "x"}}
    refused = api.post({"event_type": "order.placed", "event": bad})
    assert refused.errors == {"event.parent.number": "must be an integer"}
    assert api.post({"event_type": "order.paid", "event": {"order": "x"}}).status == 400


def test_a_second_import_changes_what_differs(api: Api) -> None:
    api.import_document(DOCUMENT)
    assert api.import_document(DOCUMENT).body["unchanged"] == list(DOCUMENT["webhooks"])
    document = changed("components", "schemas", "Number", value={"type": "number"})
    report = api.import_document(document).body
    assert report["changed"] == ["order.placed", "order.paid"]
    assert api.get("order.placed").body["version"] == 2


def test_nothing_is_stored_if_one_is_refused(api: Api) -> None:
    api.import_document(DOCUMENT)
    document = changed("components", "schemas", "Number", value={"type": "string"})
    document["webhooks"]["new"] = {"post": {}}
    del document["components"]["examples"]
    refused = api.import_document(document)
    assert refused.status == 409
    assert refused.body["detail"] == "nothing was imported"
    assert set(refused.errors) == {
        'webhooks["order.paid"].example.order',
        'webhooks["order.placed"]',
        "webhooks.new",
    }
    assert api.get("new").status == 404
    assert api.get("order.placed").body["version"] == 1


def test_a_change_that_breaks_something_needs_to_be_meant(api: Api) -> None:
    api.put("order.placed")
    refused = api.import_document(DOCUMENT)
    assert refused.status == 409
    places = [field.removeprefix(f"{PLACED}.schema#/$defs/Order/") for field in refused.errors]
    assert {"type", "required/0"} <= set(places)
    assert all(not place.startswith("webhooks") for place in places)
    assert api.import_document(DOCUMENT, breaking="true").body["changed"] == ["order.placed"]


def test_a_dry_run_tells_all_and_stores_nothing(api: Api) -> None:
    api.put("anything", description="Whatever happened.")
    api.put("order.placed")
    report = api.import_document(DOCUMENT, dry_run="true")
    assert report.status == 200
    assert report.body["created"] == ["order.paid"]
    assert report.body["unchanged"] == ["anything"]
    [refused] = report.body["refused"]
    assert refused["name"] == "order.placed"
    assert refused["errors"][0]["field"].startswith('webhooks["order.placed"].schema#/')
    assert api.get("order.paid").status == 404


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({}, "openapi"),
        (changed("openapi", value="3.0.3"), "openapi"),
        (changed("openapi", value=3.1), "openapi"),
        (changed("components", value=[]), "components"),
        (changed("components", value=None), "components"),
        (changed("webhooks", value={}), "webhooks"),
        (changed("webhooks", value=[]), "webhooks"),
        (changed("jsonSchemaDialect", value="https://example.com/"), "jsonSchemaDialect"),
        (changed("jsonSchemaDialect", value=[]), "jsonSchemaDialect"),
        (changed("webhooks", value={str(n): {} for n in range(201)}), "webhooks"),
    ],
)
def test_documents_that_are_refused(api: Api, document: Any, field: str) -> None:
    refused = api.import_document(document)
    assert refused.status == 400
    assert list(refused.errors) == [field]


COMPONENTS = "#/components/schemas/"
WITHOUT_JSON: dict[str, Any] = {"post": {"requestBody": {"content": {"text/plain": {}}}}}
ANYTHING = DOCUMENT["webhooks"]["anything"]
PLACED = 'webhooks["order.placed"]'


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (with_schema({"$ref": f"{COMPONENTS}None"}), PLACED, "refers to #/components/schemas/None"),
        (with_schema({"$ref": "https://example.com/"}), PLACED, "has a $ref in its schema"),
        (
            with_schema({"$ref": "#/$defs/a", "$defs": {"a": {}}}),
            PLACED,
            "has a $ref in its schema",
        ),
        (with_schema({"type": "strin"}), f"{PLACED}.schema#/type", "is not allowed here"),
        (with_schema({"pattern": "(?=a)"}), f"{PLACED}.schema#/pattern", "is no pattern"),
        (with_schema({"properties": 5}), f"{PLACED}.schema#/properties", "is not allowed here"),
        (with_schema(False), f"{PLACED}.schema", "must be an object"),
        (
            with_schema({"$ref": f"{COMPONENTS}Paid", "$defs": {"Paid": {}}}),
            PLACED,
            "has a schema in",
        ),
        (changed("webhooks", "order.placed", value=5), PLACED, "has no path item"),
        (changed("webhooks", "order.placed", value={"$ref": "x.json"}), PLACED, "has a reference"),
        (changed("webhooks", "order.placed", value={}), PLACED, "has no operation"),
        (changed("webhooks", "order.placed", value={"post": {}}), PLACED, "has no requestBody"),
        (
            changed("webhooks", "order.placed", value=WITHOUT_JSON),
            PLACED,
            "has no requestBody with",
        ),
        (
            changed("webhooks", "ping", value=ANYTHING),
            "webhooks.ping.name",
            "is the name of a built-in",
        ),
        (changed("webhooks", "a/b", value=ANYTHING), 'webhooks["a/b"].name', "must be 1 to 128"),
        (
            changed("webhooks", "Anything", value=ANYTHING),
            "webhooks.Anything",
            "differs from another",
        ),
        (
            changed("components", "examples", "Order", "value", value={}),
            f"{PLACED}.example.number",
            "is required",
        ),
    ],
)
def test_webhooks_that_are_refused(api: Api, document: Any, field: str, message: str) -> None:
    refused = api.import_document(document)
    assert refused.status == 409
    assert list(refused.errors) == [field]
    assert refused.errors[field].startswith(message)
    assert api.get("anything").status == 404


def test_a_name_that_is_no_text_is_refused(api: Api) -> None:
    """It has half of a surrogate pair, which no response can have."""
    report = api.import_document(changed("webhooks", "\ud800", value=ANYTHING), dry_run="true")
    assert report.status == 200
    [refused] = report.body["refused"]
    assert refused["name"] == "?"
    assert [error["message"][:14] for error in refused["errors"]] == ["must be 1 to 1"]


def test_a_reference_may_be_escaped_and_percent_encoded(api: Api) -> None:
    document = with_schema({"$ref": f"{COMPONENTS}a~01%20~1b"})
    document["components"]["schemas"]["a~1 /b"] = {"type": "integer"}
    assert api.import_document(document).status == 200
    assert api.post({"event_type": "order.placed", "event": 1}).status == 202
    refused = api.post({"event_type": "order.placed", "event": "x"})
    assert refused.errors == {"event": "must be an integer"}


def test_there_is_an_end_to_what_schemas_take_together(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openapi_webhooks, "MOST_BYTES_TOGETHER", 100)
    assert api.import_document(DOCUMENT).errors.keys() == {"webhooks"}
