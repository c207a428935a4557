"""The whole HTTP surface, fuzzed by schemathesis from our own OpenAPI document.

It makes requests that keep to the document and requests that do not, the same ones in each run.
What it holds each answer against: no 5xx, no hang, a status, media type and body as documented;
what breaks the document's rules is refused. In addition: every 4xx is problem details, what keeps
to the rules is refused only for reasons that JSON Schema cannot express, and afterwards the relay
works as before and storage is whole.
"""

from __future__ import annotations

import copy
import re
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, Response
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance, unsupported_method

from shared.api import openapi
from tests.security.world import World

TYPES = {"ping", "ping (onefuzz-8)"}
"""Of envelopes. Every type's payloads are fuzzed in ``tests/events``, without HTTP."""

EXAMPLES = 5
"""Of each operation and kind, beside those that schemathesis makes systematically."""

REASONS = {
    "webhook_id",  # there is no such webhook
    "webhookId",
    "event_id",
    "id",  # it is taken
    "url",  # the guard refuses it
    "uri",
    "cursor",  # not one of ours
    "headers",  # a reserved name, or unprintable
    "secret_token",  # whsec_ without base64
    "generate_secret",  # beside a secret_token
    "signing",  # without a secret
    "since",  # later than until
    "until",  # the 30th of February
    "id_prefix",  # a character that no id has
    "state",  # beside a webhook_id
    "limit",
    "created_at",  # the 30th of February
    "expires_on",
    "filter",  # too many values in all, half a surrogate pair, an upside-down range
    "name",  # of an event type: a character that no name has
    "event_types",  # no such type
    "event_type",
    "schema",  # what its metaschema refuses, among others
    "example",  # the schema refuses it
    "openapi",
    "webhooks",
    "Idempotency-Key",  # no UUID, beside another event_id, with an array
}
"""Fields for which a request may be refused although the document allows it."""


def document() -> dict[str, Any]:
    """Without keys, which are the host's: see ``test_access``."""
    plain = copy.deepcopy(openapi.document())
    del plain["components"]["securitySchemes"]
    for operations in plain["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    for name, kept in (("Envelope", TYPES), ("Trial", {*TYPES, "StoredEvent"})):
        component = plain["components"]["schemas"][name]
        component["anyOf"] = [each for each in component["anyOf"] if each["title"] in kept]
        assert len(component["anyOf"]) == len(kept)
    return plain


EXCLUDED = [
    # To a method that no function has, the host answers 404.
    unsupported_method,
    # See `refused_for_a_reason`.
    positive_data_acceptance,
]
SCHEMA = schemathesis.openapi.from_dict(document())


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_the_api(case: Case[Any], world: World) -> None:
    aim(case, world)
    response = case.call(base_url=world.relay.url, timeout=20)
    case.validate_response(response, excluded_checks=EXCLUDED)
    if response.status_code >= 400 and response.content:
        is_problem(response)
    if response.status_code == 400 and is_valid(case):
        refused_for_a_reason(response)
    if (case.method, case.path) == ("POST", "/api/webhooks") and response.status_code == 200:
        # With many subscribers, the deliveries of an event are created after its 202.
        world.relay.request("DELETE", f"/api/webhooks/{response.json()['webhook_id']}")


def aim(case: Case[Any], world: World) -> None:
    """Let valid references name what exists: others see nothing but the 404."""
    names = {"webhook_id": world.webhook_id, "event_id": world.event_id}
    if case.method == "DELETE" or case.meta is None:
        return
    for place, values in (
        (ParameterLocation.PATH, case.path_parameters),
        (ParameterLocation.BODY, case.body),
    ):
        component = case.meta.components.get(place)
        if component and component.mode.is_positive and isinstance(values, dict):
            values |= {name: names[name] for name in names if name in values}


def is_valid(case: Case[Any]) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def is_problem(response: Response) -> None:
    assert response.headers["content-type"] == ["application/problem+json"]
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["title"]
    assert problem["detail"]


def refused_for_a_reason(response: Response) -> None:
    for error in response.json()["errors"]:
        # [0].created_at -> created_at, headers.X-Token -> headers, event_types[0] -> event_types
        field = re.split(r"[.\[]", re.sub(r"^\[\d+\]\.", "", error["field"]))[0]
        assert field in REASONS, response.text
