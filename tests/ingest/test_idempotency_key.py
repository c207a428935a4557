"""The header ``Idempotency-Key`` is the id of an event whose body has none."""

from __future__ import annotations

from typing import Any

import pytest

from shared.api import events
from tests.support.asking import Ask, fields
from tests.support.client import ping_event, request_event
from tests.support.in_process import InProcess
from tests.support.receiver import Receiver

KEY = "3f9c2a52-7c1e-4b07-9f57-0d8e6b5a4c10"


def post(relay: InProcess, body: Any, key: str, **query: str) -> tuple[int, Any]:
    headers = {"idempotency-key": key}
    return Ask(events.post, body=body, query=query, headers=headers).of(relay)


def without_id(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "event_id"}


def test_it_is_the_id_of_the_event(relay: InProcess, receiver: Receiver) -> None:
    relay.subscribe(receiver.url, "ping")
    event = without_id(ping_event())

    status, accepted = post(relay, event, KEY)
    assert (status, accepted) == (202, {"event_id": KEY, "deliveries": 1})
    _, repeated = post(relay, event, KEY)
    assert repeated == {"event_id": KEY, "deliveries": 1, "repeated": True}
    relay.pump()

    assert [request.headers["webhook-id"] for request in receiver.requests] == [KEY]


def test_with_another_body_it_is_refused(relay: InProcess) -> None:
    post(relay, without_id(ping_event()), KEY)
    status, problem = post(relay, without_id(ping_event()), KEY)
    assert (status, fields(problem)) == (409, ["event_id"])


def test_quotes_around_it_are_left_out(relay: InProcess) -> None:
    """The specification of the header puts them there; most clients do not."""
    event = without_id(ping_event())
    assert post(relay, event, f'"{KEY}"')[1]["event_id"] == KEY
    assert post(relay, event, KEY)[1]["repeated"] is True


def test_the_same_id_in_the_body_is_fine(relay: InProcess) -> None:
    status, accepted = post(relay, ping_event(event_id=KEY), KEY)
    assert (status, accepted["event_id"]) == (202, KEY)


def test_another_one_in_the_body_is_refused(relay: InProcess) -> None:
    status, problem = post(relay, ping_event(), KEY)
    assert (status, fields(problem)) == (400, ["Idempotency-Key"])
    assert "another one than event_id" in problem["detail"]


def test_it_does_not_go_with_an_array(relay: InProcess) -> None:
    for body in ([ping_event()], [without_id(ping_event())]):
        status, problem = post(relay, body, KEY)
        assert (status, fields(problem)) == (400, ["Idempotency-Key"])
        assert "does not go with an array" in problem["detail"]


@pytest.mark.parametrize("key", ["", "x", "request-7", KEY[:-1], f" {KEY}", '"'])
def test_onefuzzs_types_need_a_uuid(relay: InProcess, key: str) -> None:
    status, problem = post(relay, without_id(ping_event()), key)
    assert (status, fields(problem)) == (400, ["Idempotency-Key"])
    assert problem["detail"] == "Idempotency-Key: must be a UUID, as OneFuzz's are"


@pytest.mark.parametrize("key", ["x", "build-7:deploy@eu", "a" * 128, "..."])
def test_other_types_take_what_an_event_id_may_be(relay: InProcess, key: str) -> None:
    status, answer = post(relay, without_id(request_event("7")), key)
    assert (status, answer["event_id"]) == (202, key)


@pytest.mark.parametrize("key", ["", "a" * 129, "a/b", "%", "a b", "ü", ".", "..", 'a"b', '""'])
def test_other_types_refuse_what_no_event_id_may_be(relay: InProcess, key: str) -> None:
    status, problem = post(relay, without_id(request_event("7")), key)
    assert (status, fields(problem)) == (400, ["Idempotency-Key"])
    assert "ASCII letters, digits" in problem["detail"]


def test_a_body_that_is_wrong_is_said_first(relay: InProcess) -> None:
    status, problem = post(relay, {"event_type": "ping"}, "x")
    assert (status, fields(problem)) == (400, ["event"])


def test_a_dry_run_knows_it(relay: InProcess) -> None:
    event = without_id(ping_event())
    _, planned = post(relay, event, KEY, dry_run="true")
    assert planned["event_id"] == KEY
    assert "repeated" not in planned
    post(relay, event, KEY)
    _, planned = post(relay, event, KEY, dry_run="true")
    assert planned["repeated"] is True
