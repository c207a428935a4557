"""Whatever the JSON: how it was spelled is kept, and what it says decides the digest."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import InvalidInput
from shared.events.envelope import parse_events
from tests.events.strategies import JSON_VALUES, TEXT, WHITESPACE, Number, spelled
from tests.support.built_in_types import NO_OTHER_TYPES

pytestmark = pytest.mark.slow

ID = "0f14d0ab-9605-4a62-a9e4-5ed26688389b"

generated = settings(
    max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)

NUMBERS = st.sampled_from(
    [
        *("0", "-0", "1", "-17", "123456789012345678901234567890"),
        *("1.0", "0.10", "1e5", "1E+2", "-2.50e-3", "5e-324", "1e-999", "1e400", "-1E999"),
        *("9" * 4300, "9" * 4301, "-" + "1" * 6000),
    ]
).map(Number)

SPELLABLE = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)

EXTRA_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "instance_id": st.uuids().map(str),
        "instance_name": TEXT,
        "created_at": st.datetimes().map(lambda time: time.isoformat() + "Z"),
        "version": TEXT,
        "sas_url": TEXT,
        "expires_on": st.none() | st.dates().map(str),
    },
)


def parse(text: str) -> Any:
    [event], is_array = parse_events(text.encode(), types=NO_OTHER_TYPES, max_event_bytes=900_000)
    assert not is_array
    return event


def digest(text: str) -> str:
    return str(parse(text).digest)


@generated
@given(data=st.data())
def test_what_is_spelled_is_kept(data: st.DataObject) -> None:
    event = data.draw(st.dictionaries(TEXT, SPELLABLE, max_size=3)) | {"ping_id": ID}
    extras = data.draw(EXTRA_VALUES)
    texts = {name: data.draw(spelled(value)) for name, value in extras.items()}
    texts |= {"event": data.draw(spelled(event)), "event_type": data.draw(spelled("ping"))}
    names = data.draw(st.permutations(list(texts)))
    space = data.draw(WHITESPACE)
    members = [data.draw(spelled(name)) + f"{space}:{space}{texts[name]}{space}" for name in names]
    text = "{" + space + f",{space}".join(members) + "}" + space

    envelope = parse(text)

    assert envelope.event_json == texts["event"]
    assert list(envelope.extras.items()) == [(n, texts[n]) for n in names if n in extras]
    envelopes, is_array = parse_events(
        f"[{text},{text}]".encode(), types=NO_OTHER_TYPES, max_event_bytes=900_000
    )
    assert is_array
    assert envelopes == [envelope, envelope]


@generated
@given(data=st.data())
def test_the_digest_is_the_same_for_the_same_however_spelled(data: st.DataObject) -> None:
    event = data.draw(st.dictionaries(TEXT, SPELLABLE, max_size=3)) | {"ping_id": ID}
    body = {"event_type": "ping", "event": event} | data.draw(EXTRA_VALUES)
    ids = {"event_id": ID, "webhook_id": "any"}
    assert digest(data.draw(spelled(body))) == digest(data.draw(spelled(body | ids)))


@generated
@given(value=JSON_VALUES)
def test_a_repeat_that_python_serialised_again_has_the_same_digest(value: Any) -> None:
    text = f'{{"event_type":"ping","event":{{"ping_id":"{ID}","x":{_as_json(value)}}}}}'
    again = json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True)
    again = re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", again)
    if "Infinity" not in again:
        assert digest(again) == digest(text)


@generated
@given(first=JSON_VALUES, second=JSON_VALUES)
def test_the_digest_differs_where_the_events_do(first: Any, second: Any) -> None:
    def posted(value: Any) -> str:
        return f'{{"event_type":"ping","event":{{"ping_id":"{ID}","x":{_as_json(value)}}}}}'

    said_alike = json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)
    assert (digest(posted(first)) == digest(posted(second))) == said_alike


def _as_json(value: Any) -> str:
    """*value* as JSON; an infinity as a number that Python reads as one."""
    return re.sub('Infinity(?!")', "1e999", json.dumps(value))


@pytest.mark.parametrize(
    "values",
    [
        ["1", "1.0", '"1"', "true", "[1]", '{"1":1}', "null"],
        ["1e400", "1e401", "-1e400", "9" * 5000, "9" * 5001, '[null,"1e400"]', '"1e400"'],
        ["0", "0.0", "-0.0"],
        [str(2**63), str(2**63 + 1), str(float(2**63))],
        ['"\\ud800"', '"\\ud801"', '"?"', '"\\\\ud800"'],
    ],
)
def test_values_that_differ(values: list[str]) -> None:
    texts = [
        f'{{"event_type":"ping","event":{{"ping_id":"{ID}","x":{value}}}}}' for value in values
    ]
    assert len({digest(text) for text in texts}) == len(values)


def test_all_but_the_ids_decides_the_digest() -> None:
    body: dict[str, Any] = {"event_type": "proxy_created", "event": {"region": "a"}}
    bodies = [
        body,
        body | {"event_type": "proxy_deleted"},
        body | {"event": {"region": "b"}},
        *(body | {name: ID} for name in ("instance_id", "instance_name", "version", "sas_url")),
        *(body | {name: "2026-11-21"} for name in ("created_at", "expires_on")),
        body | {"created_at": "2026-11-22"},
        body | {"expires_on": None},
    ]
    digests = [digest(json.dumps(each)) for each in bodies]
    assert len(set(digests)) == len(bodies)
    for each, expected in zip(bodies, digests, strict=True):
        assert re.fullmatch("[0-9a-f]{64}", expected)
        assert digest(json.dumps(each | {"event_id": ID})) == expected
        assert digest(json.dumps(each | {"webhook_id": ID})) == expected


SEED_TEXTS = [
    f'{{"event_type": "ping", "event": {{"ping_id": "{ID}", "x": [1.5e3, "\\u00e9", true]}}}}',
    f'[ {{"event_type":"ping","event":{{"ping_id":"{ID}"}}}} , {{}} ]',
]


@settings(generated, max_examples=400)
@given(
    text=st.sampled_from(SEED_TEXTS),
    edits=st.lists(
        st.tuples(
            st.integers(0, 200), st.integers(0, 2), st.sampled_from([*'{}[],:"\\ \t\n1-.eEtnx', ""])
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_what_is_json_is_what_the_standard_library_says(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    for position, dropped, added in edits:
        at = position % (len(text) + 1)
        text = text[:at] + added + text[at + dropped :]
    try:
        json.loads(text)
        is_json = True
    except json.JSONDecodeError:
        is_json = False
    try:
        parse_events(text.encode(), types=NO_OTHER_TYPES, max_event_bytes=10_000)
        refused = ""
    except InvalidInput as error:
        refused = error.detail
    assert is_json or refused
    # These faults may be found before the place where the text goes wrong.
    if not re.search("twice|must be an object|empty array", refused):
        assert refused.startswith(("the body is not JSON", "the body is empty")) != is_json
