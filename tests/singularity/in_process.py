"""Singularity's API of a relay in this process, whose timer fires by the clock of the test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shared.api import singularity
from shared.api.http import Request, Response
from shared.history.delivery_filter import Status
from tests.singularity.api import update
from tests.support.accounts import Account
from tests.support.in_process import TICK, InProcess


class SingularityInProcess(InProcess):
    """*settings* overrule those of a relay with ``RETRY_DELAYS=10s``."""

    def __init__(self, account: Account, settings: Mapping[str, str]) -> None:
        super().__init__(account, {"DELIVERY_TIMEOUT_SECONDS": "20", **settings})
        self.tick(0)
        self._ticked_at = self.clock.now

    def add(self, uri: str, webhook_id: str) -> None:
        body = json.dumps({"id": webhook_id, "uri": uri, "type": "REQUEST"}).encode()
        answer = singularity.collection(self.relay, Request("POST", {}, {}, {}, body))
        assert answer.body == b'"CREATED"'

    def queued(self, webhook_id: str = "hook") -> list[dict[str, Any]]:
        path = {"kind": "request", "webhook_id": webhook_id}
        return list(_json(singularity.queued_updates(self.relay, _get(path))))

    def queue_size(self, webhook_id: str = "hook") -> int:
        summary = _json(singularity.one(self.relay, _get({"name": "summary"})))
        return {entry["webhook"]["id"]: int(entry["queueSize"]) for entry in summary}[webhook_id]

    def post_updates(self, count: int = 1) -> list[str]:
        """Post updates of a request, attempt each once, and return their event ids."""
        event_ids = []
        for number in range(count):
            self.clock.advance(0.001)
            event = update("REQUEST") | {"message": f"update {number}"}
            body = json.dumps({"event_type": "REQUEST", "event": event}).encode()
            accepted = self.relay.ingest.post(body)
            assert not isinstance(accepted, list)
            event_ids.append(accepted.event_id)
        self.pump()
        return event_ids

    def rounds(self, count: int = 1) -> None:
        """Run *count* rounds on time, and handle all that they release."""
        for _ in range(count):
            self.tick(max(self._ticked_at + TICK - self.clock.now, 0))
            self._ticked_at = self.clock.now
            self.pump()

    def states_of(self, event_ids: Sequence[str]) -> list[str]:
        return [status.state for status in self._first_outcomes(event_ids)]

    def reasons_of(self, event_ids: Sequence[str]) -> list[str | None]:
        """Return the drop reason of each; None for those that were not dropped."""
        return [status.delivery.reason or None for status in self._first_outcomes(event_ids)]

    def _first_outcomes(self, event_ids: Sequence[str]) -> list[Status]:
        records = self.relay.history
        return [records.outcomes(records.event(event_id))[0] for event_id in event_ids]


def _get(path: Mapping[str, str]) -> Request:
    return Request("GET", path, {}, {}, b"")


def _json(answer: Response) -> Any:
    assert answer.status == 200
    return json.loads(answer.body)
