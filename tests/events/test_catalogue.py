from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shared.errors import FieldError
from shared.events.catalogue import EVENT_TYPES
from shared.events.fields import optional
from shared.events.validation import MAX_ERRORS
from tests.events.documents import EXAMPLES, ONEFUZZ_1, ONEFUZZ_8, PAGES
from tests.support.built_in_types import validate

ROOT = Path(__file__).parents[2]
NODE_STATES = (
    "must be 'init', 'free', 'setting_up', 'rebooting', 'ready', 'busy', 'done', "
    "'shutdown' or 'halt'"
)


def run_python(code: str) -> str:
    """What *code* prints in an interpreter that has imported nothing yet."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


def test_the_types_are_onefuzzs_in_their_order_then_singularitys() -> None:
    assert list(EVENT_TYPES) == [*ONEFUZZ_8.names, "REQUEST", "DEPLOY", "TASK"]
    assert {name: t.family for name, t in EVENT_TYPES.items()} == (
        dict.fromkeys(ONEFUZZ_8.names, "onefuzz")
        | dict.fromkeys(["REQUEST", "DEPLOY", "TASK"], "singularity")
    )


@pytest.mark.parametrize("name", ONEFUZZ_8.names)
def test_onefuzzs_types_have_a_version_for_each_page_that_has_them(name: str) -> None:
    event_type = EVENT_TYPES[name]
    assert {v.name: v.example for v in event_type.versions} == {
        version: page.examples[name] for version, page in PAGES.items() if name in page.names
    }
    assert event_type.needs_instance_id == (name not in ONEFUZZ_1.names)
    assert event_type.version(has_instance_id=True).json_schema() == ONEFUZZ_8.schemas[name]
    assert event_type.version(has_instance_id=False) is event_type.versions[0]


@pytest.mark.parametrize("name", list(EVENT_TYPES))
def test_every_type_tells_what_it_is(name: str) -> None:
    event_type = EVENT_TYPES[name]
    assert event_type.name == name
    assert event_type.description.endswith(".")
    assert event_type.example == event_type.versions[0].example
    assert event_type.json_schema() == event_type.versions[0].json_schema()
    for version in event_type.versions:
        assert version.faults(version.example) == ()
        schema = version.json_schema()
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(version.example)
        assert version.json_schema() is schema


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        ("ping", None, [("", "must be an object")]),
        ("ping", [], [("", "must be an object")]),
        ("ping", {}, [("ping_id", "is required")]),
        ("ping", {"ping_id": None}, [("ping_id", "must be a string")]),
        (
            "ping",
            {"ping_id": "0"},
            [("ping_id", "must be a UUID: 8-4-4-4-12 hexadecimal digits")],
        ),
        (
            "pool_created",
            {"pool_name": 1, "os": "Linux", "arch": "x86_64", "managed": 1, "extra": 1},
            [
                ("pool_name", "must be a string"),
                ("os", "must be 'windows' or 'linux'"),
                ("managed", "must be true or false"),
                ("extra", "is not a known property"),
            ],
        ),
        (
            "job_created",
            EXAMPLES["job_created"] | {"config": {"project": "", "name": "", "duration": "24"}},
            [("config.build", "is required"), ("config.duration", "must be an integer")],
        ),
        (
            "job_created",
            EXAMPLES["job_created"] | {"user_info": None},
            [("user_info", "must be an object")],
        ),
        (
            "proxy_failed",
            {"region": "", "error": {"code": 450, "errors": "none"}},
            [("error.errors", "must be an array")],
        ),
        (
            "task_created",
            EXAMPLES["task_created"]
            | {
                "config": EXAMPLES["task_created"]["config"]
                | {
                    "containers": [{"type": "setup", "name": "a"}, {"type": "setup"}, 5],
                    "tags": {"plain": 1, "not.plain": 2, "\ud800": 3, "long" * 50: 4},
                    "debug": [[]],
                }
            },
            [
                ("config.containers[1].name", "is required"),
                ("config.containers[2]", "must be an object"),
                ("config.tags.plain", "must be a string"),
                ('config.tags["not.plain"]', "must be a string"),
                ('config.tags["?"]', "must be a string"),
                ('config.tags["' + "long" * 16 + '..."]', "must be a string"),
                ("config.debug[0]", "must be 'keep_node_on_failure' or 'keep_node_on_completion'"),
            ],
        ),
        (
            "task_created",
            EXAMPLES["task_created"]
            | {"config": EXAMPLES["task_created"]["config"] | {"tags": ["a"]}},
            [("config.tags", "must be an object")],
        ),
    ],
)
def test_faults_name_the_property_and_what_it_must_be(
    name: str, payload: object, expected: list[tuple[str, str]]
) -> None:
    assert validate(name, payload) == tuple(FieldError(*error) for error in expected)


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("ping", {"ping_id": None}, [("ping_id", "must be a string")]),
        (
            "ping",
            {"ping_id": "0"},
            [("ping_id", "must be a UUID: 8-4-4-4-12 hexadecimal digits")],
        ),
        (
            "pool_created",
            {"pool_name": 1, "os": "Linux", "arch": 5, "managed": 1, "extra": 1},
            [
                ("arch", "must be 'x86_64'"),
                ("managed", "must be true or false"),
                ("os", "must be 'windows' or 'linux'"),
                ("pool_name", "must be a string"),
            ],
        ),
        (
            "node_state_updated",
            {"state": "none", "scaleset_id": "any text"},
            [("state", NODE_STATES)],
        ),
        (
            "job_created",
            {"config": {"project": "", "name": "", "duration": 169}},
            [("config.build", "is required"), ("config.duration", "must be 168 or less")],
        ),
        (
            "task_state_updated",
            {"end_time": "2026-11-21T19:00:00"},
            [("end_time", "must be a date and time such as 2026-11-21T19:00:00Z")],
        ),
        (
            "task_created",
            {
                "config": EXAMPLES["task_created"]["config"]
                | {
                    "containers": [{"type": "setup", "name": "a"}, {"type": "setup"}, 5],
                    "tags": {"not.plain": 2, "\ud800": 3, "long" * 50: 4},
                    "debug": {},
                }
            },
            [
                ("config.containers[1].name", "is required"),
                ("config.containers[2]", "must be an object"),
                ("config.debug", "must be an array"),
                ('config.tags["?"]', "must be a string"),
                ('config.tags["' + "long" * 16 + '..."]', "must be a string"),
                ('config.tags["not.plain"]', "must be a string"),
            ],
        ),
    ],
)
def test_faults_by_the_page_of_onefuzz_8_are_worded_alike(
    name: str, changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    found = validate(name, ONEFUZZ_8.examples[name] | changes, has_instance_id=True)
    assert sorted((error.field, error.message) for error in found) == expected


def test_every_keyword_of_the_page_of_onefuzz_8_has_words() -> None:
    """A fault of another keyword would end in an exception."""
    worded = {"enum", "format", "maximum", "minimum", "required", "type"}
    applying = {"$ref", "additionalProperties", "definitions", "items", "properties"}
    silent = {"default", "description", "title"}
    assert _keywords(ONEFUZZ_8.schemas.values()) == worded | applying | silent


def _keywords(schemas: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for schema in schemas:
        assert isinstance(schema, dict)
        found |= schema.keys()
        inner = [schema[name] for name in ("items", "additionalProperties") if name in schema]
        named = [schema.get(name, {}).values() for name in ("properties", "definitions")]
        found |= _keywords([*inner, *named[0], *named[1]])
    return found


def test_only_the_first_faults_are_told() -> None:
    config = EXAMPLES["task_created"]["config"] | {"containers": [0] * 5000}
    errors = validate("task_created", EXAMPLES["task_created"] | {"config": config})
    assert len(errors) == MAX_ERRORS
    assert errors[-1].field == f"config.containers[{MAX_ERRORS - 1}]"
    config = ONEFUZZ_8.examples["task_created"]["config"] | {"containers": [0] * 4000}
    payload = ONEFUZZ_8.examples["task_created"] | {"config": config}
    assert len(validate("task_created", payload, has_instance_id=True)) == MAX_ERRORS


def test_of_a_large_payload_of_onefuzz_8_the_first_fault_is_told() -> None:
    """The library makes all errors at once."""
    for extra in ({}, {"\ud800": {"\ud800": 1}}):
        config = ONEFUZZ_8.examples["task_created"]["config"] | {"containers": [0] * 5000}
        payload = ONEFUZZ_8.examples["task_created"] | {"config": config | extra}
        errors = validate("task_created", payload, has_instance_id=True)
        assert errors == (FieldError("config.containers[0]", "must be an object"),)
        config["containers"] = [{"type": "setup", "name": "a"}] * 2500
        payload = ONEFUZZ_8.examples["task_created"] | {"config": config | extra}
        assert validate("task_created", payload, has_instance_id=True) == ()


def test_half_of_a_surrogate_pair_behind_a_fault_is_no_other_fault() -> None:
    payload = ONEFUZZ_8.examples["ping"] | {"ping_id": "\ud800", "\ud800": "\ud800"}
    errors = validate("ping", {"ping_id": 1, **payload}, has_instance_id=True)
    assert [error.field for error in errors] == ["ping_id"]
    config = ONEFUZZ_8.examples["task_created"]["config"] | {"tags": {"a": 1, "\ud800": "\ud800"}}
    payload = ONEFUZZ_8.examples["task_created"] | {"config": config}
    errors = validate("task_created", payload, has_instance_id=True)
    assert [error.field for error in errors] == ["config.tags.a"]


def test_thousands_of_names_that_differ_in_surrogates_alone_take_no_time() -> None:
    """Without these they are alike, so that each wants another name: that once took a minute."""
    names = [chr(0xD800 + n % 1024) + chr(0xD800 + n // 1024) for n in range(8000)]
    config = EXAMPLES["task_created"]["config"] | {"tags": dict.fromkeys(names, "")}
    payload = EXAMPLES["task_created"] | {"config": config, "job_id": 1}
    began = time.process_time()
    errors = validate("task_created", payload)
    errors += validate("task_created", payload, has_instance_id=True)
    assert time.process_time() - began < 5
    assert [error.field for error in errors] == ["job_id"] * 2


@pytest.mark.slow
def test_models_are_built_once_when_many_threads_begin_at_the_same_time() -> None:
    printed = run_python(
        """
        import sys
        from concurrent.futures import ThreadPoolExecutor
        from threading import Barrier
        from shared.events.catalogue import EVENT_TYPES

        sys.setswitchinterval(1e-5)
        barrier = Barrier(4)

        def work(number):
            barrier.wait()
            names = list(EVENT_TYPES)[number:] + list(EVENT_TYPES)[:number]
            for name in names:
                for version in EVENT_TYPES[name].versions:
                    assert version.faults(version.example) == ()
                    assert version.faults({"pool_name": 1}) != ()
                    assert version.json_schema()["type"] == "object"
            return True

        with ThreadPoolExecutor(4) as pool:
            print(all(pool.map(work, range(4))))
        """
    )
    assert printed.strip() == "True"


@pytest.mark.slow
def test_the_package_needs_no_azure_and_builds_no_model_when_imported() -> None:
    printed = run_python(
        """
        import sys
        from shared.events import catalogue, envelope, onefuzz_8
        azure = [name for name in sys.modules if name.partition(".")[0] == "azure"]
        versions = [v for t in catalogue.EVENT_TYPES.values() for v in t.versions]
        models = [v.model for v in versions if isinstance(v, catalogue.ModelVersion)]
        built = [model.__name__ for model in models if model.__pydantic_complete__]
        assert len(models) == 21
        read = onefuzz_8.definitions.cache_info().misses
        print(azure, built, read, "jsonschema_rs" in sys.modules)
        """
    )
    assert printed.strip() == "[] [] 0 False"


def test_no_two_properties_share_a_field() -> None:
    """Older releases of pydantic merge the metadata of every property into a shared object."""
    assert optional() is not optional()
