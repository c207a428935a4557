"""The example on Singularity's page about webhooks, and the updates that it describes.

``docs/singularity.md`` maps every sentence of that page to its tests.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.singularity.api import Singularity, update
from tests.support.receiver import Receiver
from tests.support.relay import ROOT

DOCUMENT = ROOT / "docs" / "singularity.md"

WEBHOOK_JSON = """\
{
    "id": "test-webhook",
    "uri": "http://requestb.in/1lw85s51",
    "type": "REQUEST"
}
"""
COMMAND = """\
curl -i -X POST -H "Content-Type: application/json" -d@webhook.json \\
http://singularityhostname/singularity/api/webhooks
"""

REQUEST_EVENTS = [
    *["CREATED", "UPDATED", "DELETING", "DELETED", "PAUSED", "UNPAUSED", "ENTERED_COOLDOWN"],
    *["EXITED_COOLDOWN", "FINISHED", "DEPLOYED_TO_UNPAUSE", "BOUNCED", "SCALED", "SCALE_REVERTED"],
]
DEPLOY_STATES = [
    *["SUCCEEDED", "FAILED_INTERNAL_STATE", "CANCELING", "WAITING", "OVERDUE", "FAILED"],
    "CANCELED",
]
TASK_STATES = [
    *["TASK_LAUNCHED", "TASK_STAGING", "TASK_STARTING", "TASK_RUNNING", "TASK_CLEANING"],
    *["TASK_KILLING", "TASK_FINISHED", "TASK_FAILED", "TASK_KILLED", "TASK_LOST"],
    *["TASK_LOST_WHILE_DOWN", "TASK_ERROR"],
]


class TestExample:
    def test_it_runs_as_it_stands(self, singularity: Singularity, tmp_path: Path) -> None:
        """Only the name of the host is replaced."""
        (tmp_path / "webhook.json").write_text(WEBHOOK_JSON)
        command = COMMAND.replace("singularityhostname", f"127.0.0.1:{singularity.relay.port}")
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "no_proxy": "*"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        head, _, body = done.stdout.partition("\n\n")
        assert head.startswith("HTTP/1.1 200")
        assert "content-type: application/json" in head.lower()
        assert json.loads(body) == "CREATED"

        (webhook,) = singularity.webhooks()
        webhook.pop("timestamp")
        assert webhook == json.loads(WEBHOOK_JSON)

    def test_then_it_receives_the_events(
        self, singularity: Singularity, receiver: Receiver
    ) -> None:
        webhook = json.loads(WEBHOOK_JSON) | {"uri": receiver.url}
        assert singularity.call("POST", json=webhook).json() == "CREATED"
        payload = update("REQUEST") | {"eventType": "CREATED"}
        singularity.post("REQUEST", payload)
        (request,) = receiver.wait_for(1)
        assert json.loads(request.body) == payload


class TestWhatIsSent:
    def test_whatever_happens_to_a_request(
        self, singularity: Singularity, receiver: Receiver
    ) -> None:
        payloads = [update("REQUEST") | {"eventType": event} for event in REQUEST_EVENTS]
        assert self._received(singularity, receiver, "REQUEST", payloads) == payloads

    def test_deploys_that_start_and_finish(
        self, singularity: Singularity, receiver: Receiver
    ) -> None:
        starting = update("DEPLOY") | {"eventType": "STARTING"}
        del starting["deployResult"]
        finished = [
            update("DEPLOY") | {"deployResult": {"deployState": state, "timestamp": number}}
            for number, state in enumerate(DEPLOY_STATES)
        ]
        payloads = [starting, *finished]
        assert self._received(singularity, receiver, "DEPLOY", payloads) == payloads

    def test_whatever_happens_to_a_task(self, singularity: Singularity, receiver: Receiver) -> None:
        payloads = [update("TASK") | {"taskState": state} for state in TASK_STATES]
        assert self._received(singularity, receiver, "TASK", payloads) == payloads

    @staticmethod
    def _received(
        singularity: Singularity,
        receiver: Receiver,
        webhook_type: str,
        payloads: list[dict[str, Any]],
    ) -> list[dict[str, Any]]:
        """What the receiver gets of *payloads*, in their order: deliveries keep none."""
        singularity.add(receiver.url, webhook_type)
        for payload in payloads:
            singularity.post(webhook_type, payload)
        received = [json.loads(r.body) for r in receiver.wait_for(len(payloads))]
        return sorted(received, key=lambda body: payloads.index(body) if body in payloads else -1)


class TestDocument:
    TEXT = DOCUMENT.read_text()
    NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)+)`", TEXT)))

    def test_it_shows_the_example(self) -> None:
        assert WEBHOOK_JSON in self.TEXT
        assert COMMAND in self.TEXT

    def test_every_sentence_has_its_tests(self) -> None:
        table = self.TEXT.split("## The page, sentence by sentence")[1]
        rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
        assert len(rows) == 17
        assert all(re.search(r"`tests/[\w/]+\.py::\w+", row.split("|")[-2]) for row in rows)

    @pytest.mark.parametrize("name", NAMED)
    def test_the_tests_exist(self, name: str) -> None:
        path, *names = name.split("::")
        scope: list[ast.stmt] = ast.parse((ROOT / path).read_text()).body
        for part in names:
            found = [
                node
                for node in scope
                if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == part
            ]
            assert found, f"there is no {part}"
            scope = found[0].body
        assert names[-1].startswith(("test_", "Test"))
