"""``GET /api/openapi.json``, held against the app and its responses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from jsonschema import Draft202012Validator

from shared import __version__
from shared.api import openapi
from tests.support.client import Client, ping_event
from tests.support.relay import ROOT, RelayProcess
from tests.support.subscribers import Subscribe


class TestOpenApi:
    @pytest.fixture
    def document(self, relay: RelayProcess) -> dict[str, Any]:
        answer = relay.get("/api/openapi.json")
        assert answer.status_code == 200
        return dict(answer.json())

    def test_is_of_this_version(self, document: dict[str, Any]) -> None:
        assert document["openapi"].startswith("3.1.")
        assert document["info"]["version"] == __version__

    def test_is_valid(self, document: dict[str, Any]) -> None:
        """By the specification's own meta-schema, which schemathesis brings."""
        schemathesis.openapi.from_dict(document).validate()
        without_paths = {name: part for name, part in document.items() if name != "paths"}
        with pytest.raises(Exception, match="paths"):
            schemathesis.openapi.from_dict(without_paths | {"paths": [7]}).validate()

    def test_has_the_operations_of_the_app(self, document: dict[str, Any]) -> None:
        described = {
            (method.upper(), path)
            for path, operations in document["paths"].items()
            for method in operations
        }

        assert described == operations_of_the_app()

    def test_every_operation_has_an_id_of_its_own_and_a_known_tag(
        self, document: dict[str, Any]
    ) -> None:
        operations = [o for path in document["paths"].values() for o in path.values()]
        ids = [operation["operationId"] for operation in operations]
        assert len(set(ids)) == len(ids) > 20
        assert all(re.fullmatch("[a-z]+(_[a-z]+)+", operation_id) for operation_id in ids)
        tags = {tag["name"] for tag in document["tags"]}
        assert {tag for operation in operations for tag in operation["tags"]} == tags
        assert all(len(operation["tags"]) == 1 for operation in operations)

    def test_a_client_generator_sees_each_model_once(self, document: dict[str, Any]) -> None:
        """Objects within a response are components: where they are not, each makes a class."""
        responses = {
            (path, method, status): response["content"]
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
            for status, response in operation["responses"].items()
            if "content" in response
        }
        inline = [
            place
            for place, content in responses.items()
            for media in content.values()
            if "'properties'" in str(media)
        ]
        assert inline == []
        webhook = {"$ref": "#/components/schemas/Webhook"}
        for place in (
            ("/api/webhooks", "post"),
            ("/api/webhooks", "patch"),
            ("/api/webhooks/{webhook_id}", "get"),
            ("/api/webhooks/{webhook_id}", "patch"),
            ("/api/webhooks/{webhook_id}/enable", "post"),
            ("/api/webhooks/{webhook_id}/disable", "post"),
            ("/api/webhooks/{webhook_id}/rotate-secret", "post"),
        ):
            assert responses[*place, "200"]["application/json"]["schema"] == webhook

    def test_responses_may_get_more_members_later(self, document: dict[str, Any]) -> None:
        for name in ("Webhook", "Delivery", "Event", "Health", "Problem", "Accepted"):
            assert "additionalProperties" not in document["components"]["schemas"][name]

    def test_every_schema_is_sound(self, document: dict[str, Any]) -> None:
        schemas = list(schemas_in(document))
        assert len(schemas) > 50
        for schema in schemas:
            Draft202012Validator.check_schema(schema)

    def test_every_reference_leads_somewhere(self, document: dict[str, Any]) -> None:
        references = re.findall(r"'\$ref': '([^']+)'", str(document))
        assert references
        for reference in references:
            target: Any = document
            for step in reference.removeprefix("#/").split("/"):
                target = target[step]

    def test_every_path_parameter_is_described(self, document: dict[str, Any]) -> None:
        for path, operations in document["paths"].items():
            in_path = set(re.findall(r"{(\w+)}", path))
            for operation in operations.values():
                parameters = operation["parameters"]
                assert {p["name"] for p in parameters if p["in"] == "path"} == in_path
                assert operation["summary"]
                assert any(status.startswith("2") for status in operation["responses"])

    def test_only_health_asks_for_no_key(self, document: dict[str, Any]) -> None:
        anonymous = {
            path
            for path, operations in document["paths"].items()
            for operation in operations.values()
            if "security" not in operation
        }
        assert anonymous == {"/api/health"}

    def test_bodies_are_those_that_are_validated(
        self, document: dict[str, Any], relay: RelayProcess
    ) -> None:
        """What the document's schema refuses, the relay refuses, and the other way round."""
        schema = {
            "$ref": "#/components/schemas/NewWebhook",
            "components": document["components"],
        }
        validator = Draft202012Validator(schema)
        good = {"name": "n", "url": "http://127.0.0.1:49999/", "event_types": ["ping"]}
        trials: list[dict[str, Any]] = [
            {},
            {"message_format": "event_grid"},
            {"message_format": "soap"},
            {"name": ""},
            {"name": 7},
            {"event_types": []},
            {"more": 1},
            {"max_in_flight": -1},
            {"rate_per_second": "7"},
        ]
        for changes in trials:
            answer = relay.post("/api/webhooks", json=good | changes)
            assert (answer.status_code == 200) == validator.is_valid(good | changes), changes
            if answer.status_code == 200:
                relay.request("DELETE", f"/api/webhooks/{answer.json()['webhook_id']}")

    def test_answers_have_the_members_that_it_names_and_no_others(
        self, document: dict[str, Any], client: Client, subscribe: Subscribe
    ) -> None:
        subscriber = subscribe(
            "ping",
            generate_secret=True,
            signing="asymmetric",
            headers={"X-Ours": "1"},
            max_in_flight=9,
            rate_per_second=99,
        )
        failing = subscribe("ping", answer=500)
        extras = {"instance_id": str(uuid4()), "instance_name": "ours", "version": "1.0"}
        times = {"created_at": "2026-11-21T19:00:00Z", "expires_on": None}
        event = ping_event(**extras, **times, sas_url="https://example.com/")
        client.post(event)
        subscriber.wait_for_state(event["event_id"], "delivered")
        failing.wait_for_state(event["event_id"], "waiting")
        one = "/api/webhooks/{webhook_id}"

        for method, path in [
            ("GET", "/api/events/{event_id}"),
            ("GET", "/api/event-types"),
            ("GET", "/api/webhooks"),
            ("POST", "/api/webhooks/logs"),
            ("GET", one),
            ("POST", f"{one}/rotate-secret"),
            ("GET", f"{one}/deliveries"),
            ("GET", f"{one}/deliveries/{{event_id}}"),
            ("GET", f"{one}/deliveries/{{event_id}}/request"),
            ("GET", f"{one}/delivery-summary"),
            ("GET", "/api/health"),
            ("GET", "/api/overview"),
            ("GET", "/api/failures"),
        ]:
            success = document["paths"][path][method.lower()]["responses"]["200"]
            schema = {
                **closed(success["content"]["application/json"]["schema"]),
                "components": closed(document["components"]),
            }
            for webhook_id in (subscriber.webhook_id, failing.webhook_id):
                answer = client.relay.request(
                    method,
                    path.format(webhook_id=webhook_id, event_id=event["event_id"]),
                    json={"webhook_id": webhook_id} if path.endswith("logs") else None,
                )
                assert answer.status_code == 200
                Draft202012Validator(schema).validate(answer.json())


def closed(schema: Any) -> Any:
    """*schema*, its objects without any properties but those that it names."""
    if isinstance(schema, list):
        return [closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(value) for name, value in schema.items()}
    names_all = schema.get("type") == "object" and "additionalProperties" not in schema
    return inner | ({"additionalProperties": False} if names_all else {})


def operations_of_the_app() -> set[tuple[str, str]]:
    """Asked of azure-functions, in a process of its own: the app reads its settings on import."""
    program = """
import function_app
for function in function_app.app.get_functions():
    print(function.get_function_json())
"""
    environment = {**os.environ, "AzureWebJobsStorage": "UseDevelopmentStorage=true"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(ROOT),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    bindings = [
        binding for line in done.stdout.splitlines() for binding in json.loads(line)["bindings"]
    ]
    triggers = [binding for binding in bindings if binding["type"] == "httpTrigger"]
    files = ("{ignored:maxlength(0)?}", "ui/{*path}")  # of the page
    return {
        (method, f"/{t['route']}")
        for t in triggers
        if t["route"] not in files
        for method in t["methods"]
    }


def test_bodies_that_may_be_left_out() -> None:
    described = openapi.document()["paths"]
    optional = {
        operation["operationId"]
        for path in described.values()
        for operation in path.values()
        if not operation.get("requestBody", {"required": True})["required"]
    }
    assert optional == {"change_webhook", "rotate_webhook_secret"}


def schemas_in(value: Any) -> Any:
    if isinstance(value, dict):
        if isinstance(value.get("schema"), dict) and ("in" in value or len(value) == 1):
            yield value["schema"]
        for inner in value.values():
            yield from schemas_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from schemas_in(inner)
