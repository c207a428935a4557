from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from shared.errors import FieldError
from shared.events.catalogue import EVENT_TYPES, validate
from shared.events.fields import optional
from shared.events.validation import MAX_ERRORS
from tests.events.documents import EXAMPLES, NAMES

ROOT = Path(__file__).parents[2]


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
    assert list(EVENT_TYPES) == [*NAMES, "REQUEST", "DEPLOY", "TASK"]
    assert {name: t.family for name, t in EVENT_TYPES.items()} == (
        dict.fromkeys(NAMES, "onefuzz")
        | dict.fromkeys(["REQUEST", "DEPLOY", "TASK"], "singularity")
    )


@pytest.mark.parametrize("name", NAMES)
def test_onefuzzs_examples_are_the_documents(name: str) -> None:
    assert EVENT_TYPES[name].example == EXAMPLES[name]


@pytest.mark.parametrize("name", list(EVENT_TYPES))
def test_every_type_tells_what_it_is(name: str) -> None:
    event_type = EVENT_TYPES[name]
    assert event_type.name == name
    assert event_type.description.endswith(".")
    assert validate(name, event_type.example) == ()
    schema = event_type.json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(event_type.example)
    assert event_type.json_schema() is schema


def test_an_unknown_type_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        validate("pong", {})


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


def test_only_the_first_faults_are_told() -> None:
    config = EXAMPLES["task_created"]["config"] | {"containers": [0] * 5000}
    errors = validate("task_created", EXAMPLES["task_created"] | {"config": config})
    assert len(errors) == MAX_ERRORS
    assert errors[-1].field == f"config.containers[{MAX_ERRORS - 1}]"


def test_thousands_of_names_that_differ_in_surrogates_alone_take_no_time() -> None:
    """Without these they are alike, so that each wants another name: that once took a minute."""
    names = [chr(0xD800 + n % 1024) + chr(0xD800 + n // 1024) for n in range(8000)]
    config = EXAMPLES["task_created"]["config"] | {"tags": dict.fromkeys(names, "")}
    payload = EXAMPLES["task_created"] | {"config": config, "job_id": 1}
    began = time.process_time()
    errors = validate("task_created", payload)
    assert time.process_time() - began < 5
    assert [error.field for error in errors] == ["job_id"]


@pytest.mark.slow
def test_models_are_built_once_when_many_threads_begin_at_the_same_time() -> None:
    printed = run_python(
        """
        import sys
        from concurrent.futures import ThreadPoolExecutor
        from threading import Barrier
        from shared.events.catalogue import EVENT_TYPES, validate

        sys.setswitchinterval(1e-5)
        barrier = Barrier(4)

        def work(number):
            barrier.wait()
            names = list(EVENT_TYPES)[number:] + list(EVENT_TYPES)[:number]
            for name in names:
                assert validate(name, EVENT_TYPES[name].example) == ()
                assert validate(name, {"pool_name": 1}) != ()
                assert EVENT_TYPES[name].json_schema()["type"] == "object"
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
        from shared.events import catalogue, envelope
        azure = [name for name in sys.modules if name.partition(".")[0] == "azure"]
        built = [t.name for t in catalogue.EVENT_TYPES.values() if t.model.__pydantic_complete__]
        print(azure, built)
        """
    )
    assert printed.strip() == "[] []"


def test_no_two_properties_share_a_field() -> None:
    """Older releases of pydantic merge the metadata of every property into a shared object."""
    assert optional() is not optional()
