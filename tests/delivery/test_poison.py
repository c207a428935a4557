"""Messages on which the relay failed over and over, and messages that it cannot read."""

from __future__ import annotations

import json
import logging

import pytest

from tests.support.in_process import InProcess
from tests.support.receiver import Receiver


class TestPoison:
    def test_counts_as_a_failed_attempt(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.delete(message)

        relay.run("deliveries-poison", message.text)

        status = relay.status(webhook, event_id)
        assert status.state == "waiting"
        assert status.waiting is not None
        assert [r.error for r in status.waiting.results] == ["relay_failed"]
        relay.round()
        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert relay.record(webhook, event_id).attempts == 2

    def test_of_what_has_ended_changes_nothing(self, relay: InProcess, receiver: Receiver) -> None:
        webhook = relay.subscribe(receiver.url)
        [event_id] = relay.post_pings(1)
        [message] = relay.take("deliveries")
        relay.run("deliveries", message.text, 1)
        relay.delete(message)

        relay.run("deliveries-poison", message.text)

        assert relay.states(webhook, [event_id]) == ["delivered"]
        assert relay.waiting(webhook) == []

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"hello",
            b"{}",
            b"[]",
            b'{"v": 99, "kind": "first"}',
            b'{"v": 1, "kind": "dance", "received_ms": 1, "event_id": "x"}',
            b'{"v": 1, "kind": "first", "received_ms": "x", "event_id": "x"}',
            b"\xff\xfe",
        ],
    )
    @pytest.mark.parametrize("poisoned", [False, True], ids=["at-work", "poisoned"])
    def test_what_cannot_be_read_is_set_aside_and_logged_once(
        self,
        relay: InProcess,
        caplog: pytest.LogCaptureFixture,
        content: bytes,
        poisoned: bool,
    ) -> None:
        caplog.set_level(logging.INFO, "relay")

        if poisoned:
            relay.run("deliveries-poison", content)
        else:
            relay.run("deliveries", content)

        lines = [json.loads(message) for message in caplog.messages]
        assert [line["event"] for line in lines] == ["quarantined"]
        [quarantined] = relay.take("quarantine")
        assert quarantined.text == content.decode(errors="replace")
