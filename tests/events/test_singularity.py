"""Singularity's payloads: what is typed, what may be absent or null, what passes untouched."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.events.catalogue import EVENT_TYPES
from tests.events.documents import oracle
from tests.events.mutation import mutations
from tests.events.strategies import JSON_VALUES
from tests.support.built_in_types import validate

NAMES = ["REQUEST", "DEPLOY", "TASK"]
ORACLES = {name: oracle(EVENT_TYPES[name].json_schema()) for name in NAMES}

REQUEST_EVENTS = [
    "CREATED",
    "UPDATED",
    "DELETING",
    "DELETED",
    "PAUSED",
    "UNPAUSED",
    "ENTERED_COOLDOWN",
    "EXITED_COOLDOWN",
    "FINISHED",
    "DEPLOYED_TO_UNPAUSE",
    "BOUNCED",
    "SCALED",
    "SCALE_REVERTED",
]
REQUEST_TYPES = ["SERVICE", "WORKER", "SCHEDULED", "ON_DEMAND", "RUN_ONCE"]
DEPLOY_STATES = [
    "SUCCEEDED",
    "FAILED_INTERNAL_STATE",
    "CANCELING",
    "WAITING",
    "OVERDUE",
    "FAILED",
    "CANCELED",
]
TASK_STATES = [
    "TASK_LAUNCHED",
    "TASK_STAGING",
    "TASK_STARTING",
    "TASK_RUNNING",
    "TASK_CLEANING",
    "TASK_KILLING",
    "TASK_FINISHED",
    "TASK_FAILED",
    "TASK_KILLED",
    "TASK_LOST",
    "TASK_LOST_WHILE_DOWN",
    "TASK_ERROR",
]

REQUIRED_STRINGS = [
    ("REQUEST", "request.id"),
    ("DEPLOY", "deployMarker.requestId"),
    ("DEPLOY", "deployMarker.deployId"),
    ("TASK", "taskId.id"),
    ("TASK", "taskId.requestId"),
    ("TASK", "taskId.deployId"),
    ("TASK", "taskId.host"),
    ("TASK", "taskId.rackId"),
]
REQUIRED_INTEGERS = [
    ("REQUEST", "createdAt"),
    ("DEPLOY", "deployMarker.timestamp"),
    ("DEPLOY", "deployResult.timestamp"),
    ("TASK", "taskId.startedAt"),
    ("TASK", "taskId.instanceNo"),
    ("TASK", "timestamp"),
]
REQUIRED_OBJECTS = [("REQUEST", "request"), ("DEPLOY", "deployMarker"), ("TASK", "taskId")]
ENUMERATIONS = [
    ("REQUEST", "eventType", REQUEST_EVENTS),
    ("REQUEST", "request.requestType", REQUEST_TYPES),
    ("DEPLOY", "eventType", ["STARTING", "FINISHED"]),
    ("DEPLOY", "deployResult.deployState", DEPLOY_STATES),
    ("TASK", "taskState", TASK_STATES),
]
OPTIONAL_STRINGS = [
    ("REQUEST", "user"),
    ("REQUEST", "message"),
    ("DEPLOY", "deployMarker.user"),
    ("DEPLOY", "deployMarker.message"),
    ("DEPLOY", "deployResult.message"),
    ("TASK", "taskId.sanitizedHost"),
    ("TASK", "taskId.sanitizedRackId"),
    ("TASK", "statusMessage"),
    ("TASK", "statusReason"),
]
OPTIONAL_OBJECTS = [("DEPLOY", "deploy"), ("DEPLOY", "deployResult")]
OPTIONAL_ARRAYS = [("DEPLOY", "deployResult.deployFailures"), ("TASK", "previous")]

NO_STRINGS: list[object] = [1, True, [], {}]
NO_INTEGERS: list[object] = ["1480000000000", 1.5, True, [], {}]
NO_OBJECTS: list[object] = ["", 1, True, []]

REQUIRED = (
    REQUIRED_STRINGS
    + REQUIRED_INTEGERS
    + REQUIRED_OBJECTS
    + [(name, path) for name, path, _ in ENUMERATIONS]
)
OPTIONAL = OPTIONAL_STRINGS + OPTIONAL_OBJECTS + OPTIONAL_ARRAYS


def example(name: str) -> dict[str, Any]:
    return copy.deepcopy(EVENT_TYPES[name].example)


def parent(payload: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *steps, last = path.split(".")
    for step in steps:
        payload = payload[step]
    return payload, last


def faults_with(name: str, path: str, value: object) -> list[str]:
    payload = example(name)
    place, last = parent(payload, path)
    place[last] = value
    return [error.field for error in validate(name, payload)]


def faults_without(name: str, path: str) -> list[str]:
    payload = example(name)
    place, last = parent(payload, path)
    place.pop(last, None)
    return [error.field for error in validate(name, payload)]


@pytest.mark.parametrize(("name", "path"), REQUIRED)
def test_required(name: str, path: str) -> None:
    assert faults_without(name, path) == [path]
    assert faults_with(name, path, None) == [path]


@pytest.mark.parametrize(("name", "path"), OPTIONAL)
def test_optional(name: str, path: str) -> None:
    assert faults_without(name, path) == []
    assert faults_with(name, path, None) == []


@pytest.mark.parametrize(("name", "path"), REQUIRED_STRINGS + OPTIONAL_STRINGS)
def test_strings(name: str, path: str) -> None:
    assert faults_with(name, path, "\ud800 any") == []
    for wrong in NO_STRINGS:
        assert faults_with(name, path, wrong) == [path]


@pytest.mark.parametrize(("name", "path"), REQUIRED_INTEGERS)
def test_integers(name: str, path: str) -> None:
    for value in (0, -1, 1480000000000, 1480000000000.0, 10**30):
        assert faults_with(name, path, value) == []
    for wrong in NO_INTEGERS:
        assert faults_with(name, path, wrong) == [path]


@pytest.mark.parametrize(("name", "path", "values"), ENUMERATIONS)
def test_enumerations(name: str, path: str, values: list[str]) -> None:
    for value in values:
        assert faults_with(name, path, value) == []
        assert faults_with(name, path, value.lower()) == [path]
    for wrong in [*NO_STRINGS, "", "ANY"]:
        assert faults_with(name, path, wrong) == [path]


@pytest.mark.parametrize(("name", "path"), REQUIRED_OBJECTS + OPTIONAL_OBJECTS)
def test_objects(name: str, path: str) -> None:
    for wrong in NO_OBJECTS:
        assert faults_with(name, path, wrong) == [path]


@pytest.mark.parametrize(("name", "path"), OPTIONAL_ARRAYS)
def test_arrays_of_objects(name: str, path: str) -> None:
    assert faults_with(name, path, []) == []
    assert faults_with(name, path, [{}, {"any": [1]}]) == []
    assert faults_with(name, path, {}) == [path]
    assert faults_with(name, path, [{}, "text"]) == [f"{path}[1]"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("REQUEST", "new"),
        ("REQUEST", "request.new"),
        ("DEPLOY", "new"),
        ("DEPLOY", "deployMarker.new"),
        ("DEPLOY", "deploy.new"),
        ("DEPLOY", "deployResult.new"),
        ("TASK", "new"),
        ("TASK", "taskId.new"),
    ],
)
@pytest.mark.parametrize("value", [None, 1.5, "text", {"\ud800": [{}]}])
def test_what_is_unknown_passes(name: str, path: str, value: object) -> None:
    assert faults_with(name, path, value) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_gives_the_same_verdict(name: str) -> None:
    for payload in mutations(example(name)):
        errors = validate(name, payload)
        assert (not errors) == ORACLES[name].is_valid(payload), (errors, payload)


@settings(max_examples=100, derandomize=True)
@given(name=st.sampled_from(NAMES), payload=JSON_VALUES)
def test_any_json(name: str, payload: Any) -> None:
    assert (not validate(name, payload)) == ORACLES[name].is_valid(payload)
