"""No row is larger than Azure's tables take. Azurite takes more, so the rows are measured here."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from shared.settings import MAX_EVENT_BYTES_LIMIT
from shared.store.conditions import EVERY_ROW
from tests.support.accounts import Account
from tests.support.client import ping_event
from tests.support.in_process import InProcess, in_process
from tests.support.receiver import Answer, Receiver

MOST_UTF16_UNITS = 32 * 1024
MOST_BYTES = 64 * 1024
MOST_ROW_BYTES = 1024 * 1024
MOST_PROPERTIES = 252


def expect_rows_within_limits(relay: InProcess) -> int:
    """Measure every row of every table; how many there are."""
    storage = relay.store.storage
    rows = 0
    for table in storage.tables():
        for row in storage.table(table).query(EVERY_ROW):
            rows += 1
            assert len(row) <= MOST_PROPERTIES
            assert sum(size(name) + size(value) for name, value in row.items()) <= MOST_ROW_BYTES
            for name, value in row.items():
                most = MOST_BYTES if isinstance(value, bytes) else 2 * MOST_UTF16_UNITS
                assert size(value) <= most, f"{table}: {name}"
    return rows


def size(value: Any) -> int:
    if isinstance(value, bytes):
        return len(value)
    return len(value.encode("utf-16-le")) if isinstance(value, str) else 8


@pytest.mark.parametrize("character", ["x", "é", "😀", '\\"'], ids=ascii)
@pytest.mark.parametrize("member", ["instance_name", "sas_url", "event"])
def test_of_an_event_as_large_as_can_be(
    account: Account, receiver: Receiver, character: str, member: str
) -> None:
    """Whichever of its members is the large one."""
    with in_process(account, MAX_EVENT_BYTES=str(MAX_EVENT_BYTES_LIMIT)) as relay:
        webhook = relay.subscribe(receiver.url, "task_stopped", "ping", message_format="onefuzz")
        text = character * ((MAX_EVENT_BYTES_LIMIT - 1000) // len(character.encode()))
        body = event_text(member, text)

        accepted = relay.relay.ingest.post(body)
        relay.pump()

        assert not isinstance(accepted, list)
        assert expect_rows_within_limits(relay) >= 3
        assert relay.states(webhook, [accepted.event_id]) == ["delivered"]
        message = json.loads(receiver.requests[0].body)
        posted = json.loads(body)
        assert message == posted | {"event_id": accepted.event_id, "webhook_id": webhook.webhook_id}


def event_text(member: str, text: str) -> bytes:
    """An event with *text*, as it is spelled in JSON, as one of its members."""
    event = ping_event()
    if member == "event":
        uuid = str(uuid4())
        user = {"application_id": uuid, "object_id": uuid, "upn": "@"}
        payload = {"job_id": uuid, "task_id": uuid, "user_info": user}
        event |= {"event_type": "task_stopped", "event": payload}
    else:
        event |= {member: "@"}
    return json.dumps(event).replace('"@"', f'"{text}"').encode()


@pytest.mark.parametrize("answer", ["é", "😀", "\x00", "\\", '"', b"\xff"], ids=ascii)
def test_of_a_delivery_with_all_the_attempts_that_are_recorded(
    relay: InProcess, receiver: Receiver, answer: str | bytes
) -> None:
    text = answer if isinstance(answer, bytes) else answer.encode()
    receiver.answer = Answer(500, text * 5000)
    webhook = relay.subscribe(receiver.url)
    relay.post_pings(1)
    relay.pump()
    for _ in range(21):
        relay.round()

    [row] = relay.waiting(webhook)

    assert len(row.results) == 20
    assert all(result.answer for result in row.results)
    expect_rows_within_limits(relay)
    receiver.answer = 200
    relay.round()
    assert relay.waiting(webhook) == []
    expect_rows_within_limits(relay)


def test_of_a_webhook_with_the_longest_of_everything(relay: InProcess, receiver: Receiver) -> None:
    url = receiver.url + "?" + "q" * (2048 - len(receiver.url) - 1)
    webhook = relay.subscribe(
        url,
        *["ping"] * 100,
        name="😀" * 256,
        secret_token="😀" * 512,
        headers={f"X-{n}": "v" * 180 for n in range(20)},
    )

    assert len(webhook.url) == 2048
    expect_rows_within_limits(relay)
