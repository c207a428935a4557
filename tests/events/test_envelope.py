"""Envelopes: what is taken, what is refused and how the refusal names it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from shared.errors import FieldError, InvalidInput, TooLarge
from shared.events.catalogue import EVENT_TYPES
from shared.events.envelope import Envelope, parse_events
from shared.events.examples import SINGULARITY
from shared.events.reader import MAX_DEPTH, MAX_VALUES, MAX_VALUES_IN_BODY
from shared.events.validation import MAX_ERRORS
from tests.events.documents import EXAMPLES, NAMES, ONEFUZZ_1, ONEFUZZ_8, PAYLOAD_EXAMPLE
from tests.support.built_in_types import NO_OTHER_TYPES

ID = "0f14d0ab-9605-4a62-a9e4-5ed26688389b"
OTHER_ID = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
PING = {"ping_id": ID}
LIMIT = 10_000
UNKNOWN = f"is not a known event type; known are {', '.join(EVENT_TYPES)}"


def envelope(**members: Any) -> dict[str, Any]:
    return {"event_type": "ping", "event": PING} | members


def parse(body: object, limit: int = LIMIT) -> tuple[list[Envelope], bool]:
    """*body*: the bytes, the text or what is to be dumped."""
    if not isinstance(body, bytes | str):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    return parse_events(body, types=NO_OTHER_TYPES, max_event_bytes=limit)


def refusal(body: object, limit: int = LIMIT) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        parse(body, limit)
    error = caught.value
    assert type(error) is InvalidInput
    assert error.status == 400
    assert error.field == error.errors[0].field
    return error


def too_large(body: object, limit: int = LIMIT) -> TooLarge:
    with pytest.raises(TooLarge) as caught:
        parse(body, limit)
    assert caught.value.status == 413
    return caught.value


def fields(error: InvalidInput) -> list[str]:
    return [e.field for e in error.errors]


# What is taken


def test_the_documents_payload_example() -> None:
    [event], is_array = parse(PAYLOAD_EXAMPLE)
    assert not is_array
    assert event.event_id == "00000000-0000-0000-0000-000000000000"
    assert event.event_type == "ping"
    assert json.loads(event.event_json) == PAYLOAD_EXAMPLE["event"]
    assert event.extras == {}


def test_all_of_the_documents_examples_in_one_array() -> None:
    events, is_array = parse([envelope(event_type=n, event=EXAMPLES[n]) for n in NAMES])
    assert is_array
    assert [(e.event_type, json.loads(e.event_json)) for e in events] == list(EXAMPLES.items())
    assert {e.event_id for e in events} == {None}


def test_an_array_of_one_is_an_array() -> None:
    events, is_array = parse([envelope()])
    assert len(events) == 1
    assert is_array


def test_members_are_kept_as_spelled_and_in_order() -> None:
    [event], _ = parse(
        """{ "version" : "1\\u002e0", "webhook_id": "anything",
            "event_type":"p\\u0069ng",
            "sas_url":"https:\\/\\/example.com\\/a?b=c" , "event" : { "ping_id"
            : "0F14D0AB-9605-4A62-A9E4-5ED26688389B", "n":1.0, "e" : 1e5,"z":-0 , "t": "\\u00e9é" }
            , "event_id":"0F14D0AB-9605-4A62-A9E4-5ED26688389B",
            "instance_name": "a\\tb" , "expires_on":  null }"""
    )
    assert event.event_id == "0F14D0AB-9605-4A62-A9E4-5ED26688389B"
    assert event.event_type == "ping"
    assert event.event_json == (
        '{ "ping_id"\n            : "0F14D0AB-9605-4A62-A9E4-5ED26688389B",'
        ' "n":1.0, "e" : 1e5,"z":-0 , "t": "\\u00e9é" }'
    )
    assert list(event.extras.items()) == [
        ("version", '"1\\u002e0"'),
        ("sas_url", '"https:\\/\\/example.com\\/a?b=c"'),
        ("instance_name", '"a\\tb"'),
        ("expires_on", "null"),
    ]


@pytest.mark.parametrize("digits", [4300, 4301, 9000])
def test_a_long_integer_is_an_integer_and_stays_as_it_is(digits: int) -> None:
    job = json.dumps(EXAMPLES["job_created"]).replace("24", "9" * digits)
    [event], _ = parse(f'{{"event_type":"job_created","event":{job}}}')
    assert event.event_json == job


@pytest.mark.parametrize("number", ["1e400", "-1E+400", "0.1e999", "1e-400"])
def test_a_number_beyond_a_doubles_range_stays_as_it_is_where_any_value_may_stand(
    number: str,
) -> None:
    [event], _ = parse(f'{{"event_type":"ping","event":{{"ping_id":"{ID}","n":{number}}}}}')
    assert f'"n":{number}' in event.event_json


def test_half_of_a_surrogate_pair_is_a_character_like_any_other() -> None:
    job = json.dumps(EXAMPLES["job_created"]).replace("build 1", "\\ud800 \\udc00")
    [event], _ = parse(f'{{"event_type":"job_created","event":{job},"version":"\\udfff"}}')
    assert event.event_json == job
    assert event.extras == {"version": '"\\udfff"'}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("event_id", [ID, ID.upper()]),
        ("webhook_id", [ID, "", "anything"]),
        ("instance_id", [ID, ID.upper()]),
        ("instance_name", ["", "example", "é"]),
        (
            "created_at",
            [
                "2026-11-21T19:00:00Z",
                "2026-11-21t19:00:00.1234567z",
                "2026-11-21T19:00:00+01:00",
                "2026-11-21 19:00:00-23:59",
                "2016-12-31T23:59:60Z",
                "0001-01-01T00:00:00",
                "2024-02-29",
            ],
        ),
        ("version", ["", "1.0"]),
        ("sas_url", ["", "https://example.com/?sig=a%2Fb"]),
        ("expires_on", ["2026-11-21", "2026-11-21T00:00:00+00:00", None]),
    ],
)
def test_optional_members(name: str, values: list[Any]) -> None:
    for value in values:
        [event], _ = parse(envelope(**{name: value}))
        is_extra = name not in {"event_id", "webhook_id"}
        assert event.extras == ({name: json.dumps(value)} if is_extra else {})
        assert event.event_id == (value if name == "event_id" else None)


@pytest.mark.parametrize(
    "event_id",
    [ID, "a", "a" * 128, "...", ".a", "azAZ09._~:@!$&'()*+,;=-"],
)
def test_event_ids_of_singularitys_types_are_free(event_id: str) -> None:
    deploy = EVENT_TYPES["DEPLOY"].example
    [event], _ = parse({"event_type": "DEPLOY", "event": deploy, "event_id": event_id})
    assert event.event_id == event_id


def test_the_deepest_nesting() -> None:
    def nested(depth: int) -> str:
        inner = "[" * (depth - 1) + "]" * (depth - 1)
        return f'{{"event_type":"ping","event":{{"ping_id":"{ID}","x":{inner},"y":[]}}}}'

    [event], _ = parse(nested(MAX_DEPTH))
    assert event.event_json.count("[") == MAX_DEPTH
    for depth in (MAX_DEPTH + 1, 900, 3000):
        error = refusal(nested(depth))
        assert error.detail == f"event: is nested deeper than {MAX_DEPTH} levels"
        assert refusal(f"[{nested(depth)}]").field == "[0].event"
    assert refusal("[" * 3000).field == "[0]"


def test_brackets_side_by_side_are_not_deep() -> None:
    wide = {"ping_id": ID, "x": [[] for _ in range(2 * MAX_DEPTH)], "text": "[" * 2 * MAX_DEPTH}
    [event], _ = parse(envelope(event=wide))
    assert json.loads(event.event_json) == wide


# Which page judges an event of OneFuzz


def of_onefuzz_8(name: str, **members: Any) -> dict[str, Any]:
    """An envelope as OneFuzz 8 sends it, with the page's example."""
    example = ONEFUZZ_8.payload_example
    return example | {"event_type": name, "event": ONEFUZZ_8.examples[name]} | members


NEW_NAMES = sorted(set(ONEFUZZ_8.names) - set(ONEFUZZ_1.names))


@pytest.mark.parametrize("name", ONEFUZZ_8.names)
def test_onefuzz_8s_examples(name: str) -> None:
    body = of_onefuzz_8(name)
    [event], _ = parse(body)
    assert event.event_type == name
    assert json.loads(event.event_json) == ONEFUZZ_8.examples[name]
    assert event.extras == {
        member: json.dumps(body[member]) for member in ("instance_id", "instance_name")
    }


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"ping"}))
def test_without_an_instance_id_the_page_of_onefuzz_1_judges(name: str) -> None:
    """Its payloads have no properties but those that it names; a ping may have any."""
    error = refusal(envelope(event_type=name, event=EXAMPLES[name] | {"new": 1}))
    assert error.errors == (FieldError("event.new", "is not a known property"),)


@pytest.mark.parametrize("name", ONEFUZZ_8.names)
def test_with_an_instance_id_the_page_of_onefuzz_8_judges(name: str) -> None:
    """Its payloads may have any other properties."""
    parse(of_onefuzz_8(name, event=ONEFUZZ_8.examples[name] | {"new": 1}))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("proxy_failed", "event.error.title"),
        ("scaleset_failed", "event.error.title"),
        ("task_state_updated", "event.config"),
        ("task_stopped", "event.config"),
    ],
)
def test_onefuzz_8_requires_what_onefuzz_1_did_not_have(name: str, field: str) -> None:
    error = refusal(of_onefuzz_8(name, event=EXAMPLES[name]))
    assert error.errors == (FieldError(field, "is required"),)


def test_an_envelope_of_onefuzz_8_may_have_other_members_which_are_kept() -> None:
    text = json.dumps(of_onefuzz_8("ping"))[:-1]
    added = {
        "new": f'[{"9" * 5000}, 1.0e5, {{"a" : "\\u00e9"}}]',
        'a "quoted" name': "null",
        "\\ud800": "{}",
        "deliveries": "7",
    }
    members = ",".join(f"{json.dumps(name)}:{raw}" for name, raw in added.items())
    [event], _ = parse(f"{text},{members}}}", limit=LIMIT)
    assert {name: event.extras[name] for name in added} == added
    [other], _ = parse(f'{text},{members},"one":"more"}}')
    assert other.digest != event.digest


@pytest.mark.parametrize("event_type", ["ping", "REQUEST"])
def test_no_other_envelope_may_have_other_members(event_type: str) -> None:
    instance = {} if event_type == "ping" else {"instance_id": ID}
    event = EVENT_TYPES[event_type].example
    error = refusal(envelope(event_type=event_type, event=event, new=1, **instance))
    assert error.detail == "new: is not a known property"


@pytest.mark.parametrize(
    ("count", "message"),
    [("9" * 5000, None), ("-" + "9" * 5000, "must be 0 or more"), ("1e400", "must be an integer")],
)
def test_bounds_of_a_number_beyond_pythons_limits(count: str, message: str | None) -> None:
    body = of_onefuzz_8("task_created")
    task = body["event"]["config"]["task"] | {"check_retry_count": "?"}
    body["event"] = body["event"] | {"config": body["event"]["config"] | {"task": task}}
    text = json.dumps(body).replace('"?"', count)
    if message is None:
        parse(text)
    else:
        field = "event.config.task.check_retry_count"
        assert refusal(text).errors == (FieldError(field, message),)


@pytest.mark.parametrize("name", NEW_NAMES)
def test_types_of_onefuzz_8_need_its_envelope(name: str) -> None:
    body = of_onefuzz_8(name)
    del body["instance_id"]
    error = refusal(body)
    assert error.detail == f"instance_id: is required for events of type {name}"
    del body["event"]
    assert fields(refusal(body)) == ["event", "instance_id"]
    body["event"] = []
    assert fields(refusal([body])) == ["[0].instance_id", "[0].event"]
    assert refusal(of_onefuzz_8(name, instance_id=None)).detail == "instance_id: must be a string"


# What is refused


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "the body is empty"),
        (b" \t\r\n", "the body is empty"),
        (b'{"event_type": "p\xffng"}', "the body is not UTF-8 (byte 17)"),
        (b'"\xed\xa0\x80"', "the body is not UTF-8 (byte 1)"),
        (b"\xef\xbb\xbf{}", "the body must not begin with a byte order mark"),
        ("{}".encode("utf-16"), "the body is not UTF-8 (byte 0)"),
        ("\u00a0{}", "the body is not JSON: Expecting value (line 1, column 1)"),
        ("[]", "the body is an empty array"),
        ("[ ]", "the body is an empty array"),
        ("null", "the body must be an object or an array of them"),
        ('"text"', "the body must be an object or an array of them"),
        ("1", "the body must be an object or an array of them"),
        ("1 1", "the body must be an object or an array of them"),
        ("NaN", "the body has NaN, which is not JSON"),
        ("hello", "the body is not JSON: Expecting value (line 1, column 1)"),
        ("{", "the body is not JSON: Expecting a property name (line 1, column 2)"),
        ("{,}", "the body is not JSON: Expecting a property name (line 1, column 2)"),
        ("{'a':1}", "the body is not JSON: Expecting a property name (line 1, column 2)"),
        ('{"a":1,\n}', "the body is not JSON: Expecting a property name (line 2, column 1)"),
        ('{"a" 1}', "the body is not JSON: Expecting ':' (line 1, column 6)"),
        ('{"a":}', "the body is not JSON: Expecting value (line 1, column 6)"),
        ('{"a":1', "the body is not JSON: Expecting '}' (line 1, column 7)"),
        ('{"a":01}', "the body is not JSON: Expecting '}' (line 1, column 7)"),
        ('{"a":"\n"}', "the body is not JSON: Invalid control character at (line 1, column 7)"),
        ("[{}", "the body is not JSON: Expecting ']' (line 1, column 4)"),
        ("[{},]", "the body is not JSON: Expecting value (line 1, column 5)"),
        ("[,]", "the body is not JSON: Expecting value (line 1, column 2)"),
        ("{} {}", "the body is not JSON: Extra data (line 1, column 4)"),
        ("[{}]]", "the body is not JSON: Extra data (line 1, column 5)"),
    ],
)
def test_bodies_that_are_no_json_or_no_objects(body: bytes | str, detail: str) -> None:
    error = refusal(body)
    assert error.detail == detail
    assert error.field == ""


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_only_python_takes_for_json(constant: str) -> None:
    body = f'{{"event_type":"ping","event":{{"ping_id":"{ID}","x":[{constant}]}}}}'
    assert refusal(body).detail == f"event: has {constant}, which is not JSON"
    assert refusal(f"[{body}]").detail == f"[0].event: has {constant}, which is not JSON"
    long_integer = body.replace(f"[{constant}]", f"[{'9' * 5000},{constant}]")
    assert refusal(long_integer).detail == f"event: has {constant}, which is not JSON"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ('{"version":"1","version":"1"}', "version: appears twice"),
        ('{"event_id":"a","event\\u005fid":"a"}', "event_id: appears twice"),
        ('[{},{"a b":1,"a b":1}]', '[1]["a b"]: appears twice'),
        ('{"event":{"a":1,"a":1}}', "event: has an object with a twice"),
        ('{"event":[{"b":{"c":1,"d":2,"\\u0063":1}}]}', "event: has an object with c twice"),
        (
            '[{"event":{"\\ud800":1,"\\ud800":1}}]',
            '[0].event: has an object with ["\\ud800"] twice',
        ),
        (f'{{"event":{{"a":1,"a":{"9" * 5000}}}}}', "event: has an object with a twice"),
        ('[{"a":{"":1,"":1}}]', '[0].a: has an object with [""] twice'),
    ],
)
def test_a_name_twice_in_one_object(body: str, detail: str) -> None:
    assert refusal(body).detail == detail


def test_one_name_in_two_objects_is_no_repetition() -> None:
    parse(envelope(event=PING | {"a": {"ping_id": {"ping_id": 1}}, "event": 1}))


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, [("event_type", "is required"), ("event", "is required")]),
        ([5], [("[0]", "must be an object")]),
        ([envelope(), None], [("[1]", "must be an object")]),
        ([[envelope()]], [("[0]", "must be an object")]),
        ({"event_type": "ping"}, [("event", "is required")]),
        ({"event": PING}, [("event_type", "is required")]),
        (envelope(event_type="pong"), [("event_type", f"'pong' {UNKNOWN}")]),
        (envelope(event_type="Ping"), [("event_type", f"'Ping' {UNKNOWN}")]),
        (envelope(event_type="\ud800"), [("event_type", UNKNOWN)]),
        (envelope(event_type=None), [("event_type", "must be a string")]),
        (envelope(event_type=["ping"]), [("event_type", "must be a string")]),
        (envelope(event=None), [("event", "must be an object")]),
        (envelope(event=[]), [("event", "must be an object")]),
        (envelope(event={}), [("event.ping_id", "is required")]),
        (envelope(webhook_id=None), [("webhook_id", "must be a string")]),
        (envelope(webhook_id=1), [("webhook_id", "must be a string")]),
        (envelope(instance_id=None), [("instance_id", "must be a string")]),
        (
            envelope(instance_id="0"),
            [("instance_id", "must be a UUID: 8-4-4-4-12 hexadecimal digits")],
        ),
        (envelope(instance_name=1), [("instance_name", "must be a string")]),
        (envelope(version=2.0), [("version", "must be a string")]),
        (envelope(sas_url={}), [("sas_url", "must be a string")]),
        (envelope(created_at=None), [("created_at", "must be a string")]),
        (envelope(expires_on=1), [("expires_on", "must be a string")]),
        (
            envelope(**{"eventType": 1, "é": 1, "\ud800": 1}),
            [
                ("eventType", "is not a known property"),
                ('["\\u00e9"]', "is not a known property"),
                ('["?"]', "is not a known property"),
            ],
        ),
        (
            [envelope(), envelope(version=1, event={"ping_id": 1}), envelope(event_type="x")],
            [
                ("[1].version", "must be a string"),
                ("[1].event.ping_id", "must be a string"),
                ("[2].event_type", f"'x' {UNKNOWN}"),
            ],
        ),
    ],
)
def test_faults_name_the_member(body: object, errors: list[tuple[str, str]]) -> None:
    error = refusal(body)
    assert list(error.errors) == [FieldError(*e) for e in errors]
    first = f"{errors[0][0]}: {errors[0][1]}"
    assert error.detail == (first if len(errors) == 1 else f"{first} (and {len(errors) - 1} more)")


def test_faults_in_the_event_have_paths_through_the_envelope() -> None:
    config = EXAMPLES["task_created"]["config"] | {"containers": [{"type": "x", "name": "a"}]}
    body = envelope(event_type="task_created", event=EXAMPLES["task_created"] | {"config": config})
    assert fields(refusal(body)) == ["event.config.containers[0].type"]
    assert fields(refusal([envelope()] * 3 + [body])) == ["[3].event.config.containers[0].type"]
    job = envelope(event_type="job_created", event=EXAMPLES["job_created"] | {"a b": 1})
    assert fields(refusal(job)) == ['event["a b"]']
    job["event"] = EXAMPLES["job_created"] | {"config": {"duration": "24"}}
    assert refusal([job]).detail == "[0].event.config.project: is required (and 3 more)"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-11-21T19:00",
        "2026-11-21T24:00:00Z",
        "2026-11-21T19:60:00Z",
        "2026-11-21T19:00:00.Z",
        "2026-11-21T19:00:00+1:00",
        "2026-11-21T19:00:00Z\n",
        "2026-13-01T00:00:00Z",
        "2023-02-29",
        "0000-01-01T00:00:00Z",
        "01/01/2025",
        "٢٠٢٦-11-21",
    ],
)
@pytest.mark.parametrize("name", ["created_at", "expires_on"])
def test_bad_times(name: str, text: str) -> None:
    error = refusal(envelope(**{name: text}))
    assert error.detail == f"{name}: must be a date and time such as 2026-11-21T19:00:00Z"


@pytest.mark.parametrize(
    "event_id",
    ["", "a", f"{{{ID}}}", ID + "-", ID.replace("-", ""), ID + "\n", "urn:uuid:" + ID, "\ud800"],
)
def test_event_ids_of_onefuzzs_types_are_uuids(event_id: str) -> None:
    error = refusal(envelope(event_id=event_id))
    assert error.detail == "event_id: must be a UUID, as OneFuzz's are"


@pytest.mark.parametrize(
    "event_id",
    ["", "a" * 129, ".", "..", "a\n", *(f"a{c}b" for c in '/\\#?% \t\n\x00\x7f"<>^`{|}[]é\ud800')],
)
def test_event_ids_that_cannot_be_kept_or_asked_for(event_id: str) -> None:
    body = {"event_type": "TASK", "event": EVENT_TYPES["TASK"].example, "event_id": event_id}
    error = refusal(body)
    assert error.field == "event_id"
    assert error.errors[0].message.startswith("must be 1 to 128 ASCII letters, digits and")


@pytest.mark.parametrize("event_id", [None, 1, True, [], {}])
def test_event_ids_that_are_no_strings(event_id: object) -> None:
    assert refusal(envelope(event_id=event_id)).detail == "event_id: must be a string"


def test_the_same_event_id_twice_in_one_array() -> None:
    events, is_array = parse([envelope(event_id=ID), envelope(event_id=ID)])
    assert is_array
    assert [event.event_id for event in events] == [ID, ID]


def test_no_value_is_echoed() -> None:
    secret = "s3cr3t" * 20
    config = EXAMPLES["job_created"]["config"] | {"duration": secret, "name": [secret]}
    event = EXAMPLES["job_created"] | {"config": config, "job_id": secret}
    error = refusal(
        envelope(
            event_type="job_created",
            event=event,
            event_id=secret,
            instance_id=secret,
            created_at=secret,
            sas_url=[secret],
        )
    )
    assert len(error.errors) == 7
    assert secret[:12] not in repr((error.detail, error.errors))
    assert secret[:12] not in refusal(envelope(event_type=secret)).detail
    assert secret[:12] not in refusal(f'{{"event": "{secret}" x').detail


def test_no_value_is_echoed_of_an_event_of_onefuzz_8() -> None:
    secret = "s3cr3t" * 20
    config = {
        "job_id": secret,
        "task": {"type": secret, "duration": [secret]},
        "containers": secret,
    }
    event = ONEFUZZ_8.examples["task_state_updated"] | {"state": secret, "end_time": secret}
    body = of_onefuzz_8("task_state_updated", event=event | {"config": config}, version=[secret])
    error = refusal(body)
    assert len(error.errors) == 7
    assert secret[:12] not in repr((error.detail, error.errors))


def test_only_the_first_faults_are_told() -> None:
    error = refusal([envelope(event={"ping_id": 1}, version=2, sas_url=3)] * 90)
    assert len(error.errors) == MAX_ERRORS == 100
    assert error.errors[-1].field == "[33].version"


# Sizes


def test_an_event_may_be_as_long_as_the_limit_in_bytes() -> None:
    text = json.dumps(envelope(instance_name="é"), ensure_ascii=False)
    size = len(text.encode())
    assert size > len(text)
    [single], _ = parse(text, size)
    [padded], _ = parse(f"\r\n {text}\t ", size)
    [first, second], _ = parse(f"[{text},{text}]", size)
    assert single == padded == first == second
    assert single.extras == {"instance_name": '"é"'}

    for body in (text, f"  {text}"):
        error = too_large(body, size - 1)
        assert error.detail == f"the body is {size} bytes long, more than {size - 1}"
        assert error.field == ""
    error = too_large(f"[{json.dumps(envelope())},{text}]", size - 1)
    assert error.detail == f"[1]: is {size} bytes long, more than {size - 1}"
    assert error.field == "[1]"


def test_a_long_object_is_refused_before_it_is_read() -> None:
    assert too_large("{" + "x" * LIMIT).field == ""


def test_a_long_item_of_an_array_is_refused_whatever_is_wrong_with_others() -> None:
    assert too_large([{}, envelope(instance_name="x" * LIMIT), 5]).field == "[1]"


def test_a_body_may_be_as_long_as_its_limit_and_is_refused_before_it_is_read() -> None:
    array = json.dumps([envelope()] * 3).encode()
    events, _ = parse_events(
        array, types=NO_OTHER_TYPES, max_event_bytes=LIMIT, max_batch_bytes=len(array)
    )
    assert len(events) == 3
    for body in (array + b" ", b" " * (len(array) + 1), b"{" + b"x" * len(array)):
        with pytest.raises(TooLarge) as caught:
            parse_events(
                body, types=NO_OTHER_TYPES, max_event_bytes=LIMIT, max_batch_bytes=len(array)
            )
        assert caught.value.errors[0].message == (
            f"is {len(array) + 1} bytes long, more than MAX_BATCH_BYTES ({len(array)})"
        )


def of_values(count: int) -> str:
    """An event that has *count* values, as they are counted: by what each begins with."""
    without = len(re.findall(r"[\[{,]", json.dumps(deploy([]))))
    return json.dumps(deploy([0] * (count - without + 1)))


def deploy(extra: object) -> dict[str, Any]:
    return {"event_type": "DEPLOY", "event": SINGULARITY["DEPLOY"] | {"extra": extra}}


def test_an_event_may_have_so_many_values_and_no_more() -> None:
    limit = 900_000
    [event], _ = parse(of_values(MAX_VALUES), limit)
    assert event.event_type == "DEPLOY"
    error = refusal(of_values(MAX_VALUES + 1), limit)
    assert (error.status, error.field) == (400, "")
    assert error.detail == f"the body has more than {MAX_VALUES} values"
    error = refusal(f"[{of_values(9)},{of_values(MAX_VALUES + 1)}]", limit)
    assert error.detail == f"[1]: has more than {MAX_VALUES} values"
    assert error.field == "[1]"


def test_all_events_together_may_have_so_many_values_and_no_more() -> None:
    full = of_values(MAX_VALUES_IN_BODY // 5 - 1)
    events, _ = parse(f"[{','.join([full] * 5)}]", 900_000)
    assert len(events) == 5
    error = refusal(f"[{','.join([full] * 5)},{full}]", 900_000)
    assert error.detail == f"the body has more than {MAX_VALUES_IN_BODY} values"


@pytest.mark.parametrize("character", [",", "[", "{", '\\"', "\\\\"])
def test_characters_in_strings_are_no_values(character: str) -> None:
    [event], _ = parse(json.dumps(deploy("?")).replace("?", character * 200_000), 900_000)
    assert event.event_type == "DEPLOY"


def test_a_fault_in_what_cannot_be_read_comes_before_others() -> None:
    """Though many were found before it: the rest of the body is read, and not validated."""
    faulty = json.dumps(envelope(event={"ping_id": 1, **{str(n): 0 for n in range(150)}}))
    assert "is not JSON" in refusal(f"[{faulty},{faulty},{{]").detail
    assert refusal(f"[{faulty},{faulty},5]").field == "[2]"


def test_an_array_holds_up_to_100_events() -> None:
    events, _ = parse([envelope()] * 100)
    assert len(events) == 100
    assert refusal([envelope()] * 101).detail == "the body is an array of more than 100"
    with pytest.raises(InvalidInput, match="more than 2"):
        parse_events(
            json.dumps([envelope()] * 3).encode(),
            types=NO_OTHER_TYPES,
            max_event_bytes=LIMIT,
            max_events=2,
        )
