"""A payload is valid here exactly where the JSON Schema of its release's page says so.

The inputs: each type's example and a complete payload with one thing spoiled, everywhere and in
every way; payloads that hypothesis makes from the schemas; any JSON.
"""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.events.catalogue import EVENT_TYPES
from tests.events.alike import AlikeOracle
from tests.events.documents import NAMES, PAGES, SCHEMAS, complete, oracle, stock_oracle
from tests.events.mutation import mutations
from tests.events.strategies import JSON_VALUES, near
from tests.support.built_in_types import validate

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),  # a test takes up to 10 s of CPU, and waits for it on a busy machine
]

TYPES = [(version, name) for version, page in PAGES.items() for name in page.names]
VERSIONS = {(v.name, name): v for name, of in EVENT_TYPES.items() for v in of.versions}
ORACLES = {(version, name): oracle(PAGES[version].schemas[name]) for version, name in TYPES}
STOCK_ORACLES = {
    (version, name): stock_oracle(PAGES[version].schemas[name]) for version, name in TYPES
}

every_type = pytest.mark.parametrize(("version", "name"), TYPES)

generated = settings(
    max_examples=25,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Oracle(Protocol):
    def is_valid(self, payload: Any, /) -> bool: ...


def assert_same_verdict(
    of: tuple[str, str], payload: Any, oracle: Oracle, stock_oracle: Oracle
) -> bool:
    errors = VERSIONS[of].faults(payload)
    valid = not errors
    assert valid == oracle.is_valid(payload), (errors, payload)
    if valid:
        assert stock_oracle.is_valid(payload), payload
    for error in errors:
        assert error.message
        assert len(error.field) < 300
        (error.field + error.message).encode()
    return valid


@every_type
def test_one_thing_of_the_example_spoiled(version: str, name: str) -> None:
    assert_same_verdicts(version, name, PAGES[version].examples[name])


@every_type
def test_one_thing_of_a_complete_payload_spoiled(version: str, name: str) -> None:
    """Seven types of OneFuzz 8 have a whole TaskConfig: it is spoiled in one of them."""
    payload = PAGES[version].complete(name)
    if version == "onefuzz-8" and name != "task_created":
        properties = PAGES[version].schemas[name]["properties"].items()
        payload |= {key: TASK for key, of in properties if of.get("$ref") == TASK_CONFIG}
    assert_same_verdicts(version, name, payload)


TASK_CONFIG = "#/definitions/TaskConfig"
TASK = {
    "job_id": "01234567-89ab-cdef-0123-456789abcdef",
    "task": {"type": "coverage", "duration": 1},
}


def assert_same_verdicts(version: str, name: str, start: Any) -> None:
    of = (version, name)
    oracles = AlikeOracle(ORACLES[of], start), AlikeOracle(STOCK_ORACLES[of], start)
    verdicts = [
        assert_same_verdict(of, payload, *oracles) for payload in (start, *mutations(start))
    ]
    assert verdicts[0]
    assert verdicts.count(True) > 2
    assert verdicts.count(False) > 100


@every_type
@generated
@given(data=st.data())
def test_payloads_near_the_schema(version: str, name: str, data: st.DataObject) -> None:
    one_in = data.draw(st.sampled_from([1000, 40, 8]), label="one in")
    schema = PAGES[version].schemas[name]
    payload = data.draw(near(schema, schema, one_in), label="payload")
    of = (version, name)
    assert_same_verdict(of, payload, ORACLES[of], STOCK_ORACLES[of])


@generated
@given(of=st.sampled_from(TYPES), payload=JSON_VALUES)
def test_any_json(of: tuple[str, str], payload: Any) -> None:
    assert_same_verdict(of, payload, ORACLES[of], STOCK_ORACLES[of])


@pytest.mark.parametrize("sign", [1, -1])
def test_an_integer_too_long_for_python_to_print_is_an_integer(sign: int) -> None:
    huge = sign * 10**5000
    job = complete(SCHEMAS["job_created"], SCHEMAS["job_created"])
    proxy = complete(SCHEMAS["proxy_failed"], SCHEMAS["proxy_failed"])
    assert validate("job_created", job | {"config": job["config"] | {"duration": huge}}) == ()
    errors = validate("job_created", job | {"config": job["config"] | {"name": huge}})
    assert [error.field for error in errors] == ["config.name"]
    errors = validate("proxy_failed", proxy | {"error": proxy["error"] | {"code": huge}})
    assert [error.field for error in errors] == ["error.code"]


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_the_documents(name: str) -> None:
    ours = EVENT_TYPES[name].json_schema()
    assert _essence(ours, ours) == _essence(SCHEMAS[name], SCHEMAS[name])


def _essence(schema: Any, root: dict[str, Any]) -> Any:
    """*schema* with its references resolved, and without what has no say in the verdict.

    Ours spell out a UUID's pattern and the type of an enumeration's values, and write an
    enumeration of one as ``const``.
    """
    if isinstance(schema, list):
        return [_essence(item, root) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        definition = schema["$ref"].rpartition("/")[2]
        return _essence((root.get("$defs") or root["definitions"])[definition], root)
    if "const" in schema:
        return {"enum": [schema["const"]]}
    ignored = {"title", "description", "definitions", "$defs", "pattern"}
    ignored |= {"type"} if "enum" in schema else set()
    essence: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword == "properties":
            essence[keyword] = {name: _essence(inner, root) for name, inner in value.items()}
        elif keyword == "required":
            essence[keyword] = sorted(value)
        elif keyword not in ignored:
            essence[keyword] = _essence(value, root)
    return essence
