"""Who may call what: function keys (the host's), and ``INGEST_SECRET_TOKEN`` (ours)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from shared.api.operations import OPERATIONS
from shared.api.operations.operation import Operation
from tests.support.client import LOCAL_SETTINGS, ping_event
from tests.support.relay import RelayProcess

TOKEN = "what a OneFuzz instance signs with"
EVENTS, HEALTH = ("POST", "/api/events"), ("GET", "/api/health")


@pytest.fixture(scope="module")
def keys_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "keys.json"


@pytest.fixture(scope="module")
def relay(account: str, keys_file: Path) -> Iterator[RelayProcess]:
    settings = {**LOCAL_SETTINGS, "INGEST_SECRET_TOKEN": TOKEN}
    with RelayProcess(account, settings, ["--auth", str(keys_file)]) as process:
        yield process


@pytest.fixture(scope="module")
def keys(relay: RelayProcess, keys_file: Path) -> dict[str, Any]:
    """As ``devhost.keys`` writes them."""
    return dict(json.loads(keys_file.read_text()))


ANONYMOUS = {"relay_health", "page_root", "page_file"}
"""The functions that ask for no key."""


def name(operation: Operation) -> tuple[str, str]:
    return operation.method, operation.path


def opened(relay: RelayProcess, key: str | None) -> set[tuple[str, str]]:
    """The operations that *key* opens: the host's own refusal has no body."""
    return {name(operation) for operation in OPERATIONS if is_let_in(relay, operation, key)}


def is_let_in(relay: RelayProcess, operation: Operation, key: str | None) -> bool:
    path = operation.path.format(
        webhook_id=uuid4(), event_id=uuid4(), name="summary", kind="request"
    )
    headers = {"x-functions-key": key} if key is not None else {}
    answer = relay.request(operation.method, path, headers=headers)
    return answer.status_code != 401 or answer.content != b""


class TestFunctionKeys:
    @pytest.mark.parametrize("key", [None, "", "wrong"])
    def test_without_one_only_health_answers(self, relay: RelayProcess, key: str | None) -> None:
        assert opened(relay, key) == {HEALTH}

    def test_the_key_of_post_events_opens_nothing_else(
        self, relay: RelayProcess, keys: dict[str, Any]
    ) -> None:
        assert opened(relay, keys["functions"]["post_events"]["default"]) == {EVENTS, HEALTH}

    def test_any_other_functions_key_opens_that_function(
        self, relay: RelayProcess, keys: dict[str, Any]
    ) -> None:
        by_function = {
            function: opened(relay, of["default"]) - {HEALTH}
            for function, of in keys["functions"].items()
            if function not in ANONYMOUS
        }
        every = [each for operations in by_function.values() for each in operations]
        assert all(by_function.values())
        assert len(every) == len(set(every)), "two keys open the same"
        assert {*every, HEALTH} == {name(operation) for operation in OPERATIONS}

    def test_a_host_key_and_the_master_key_open_everything(
        self, relay: RelayProcess, keys: dict[str, Any]
    ) -> None:
        every = {name(operation) for operation in OPERATIONS}
        assert opened(relay, keys["functionKeys"]["default"]) == every
        assert opened(relay, keys["masterKey"]) == every

    def test_admin_wants_the_master_key(self, relay: RelayProcess, keys: dict[str, Any]) -> None:
        others = [keys["functionKeys"]["default"]]
        others += [of["default"] for of in keys["functions"].values()]
        for key, status in ((keys["masterKey"], 202), *((other, 401) for other in others)):
            answer = relay.post(
                "/admin/functions/check_webhooks", headers={"x-functions-key": key}, json={}
            )
            assert answer.status_code == status

    def test_a_key_is_not_logged(self, relay: RelayProcess, keys: dict[str, Any]) -> None:
        key = keys["functions"]["post_events"]["default"]
        assert relay.post("/api/events", params={"code": key}, data=b"").status_code == 401
        assert relay.find(key) is None


class TestIngest:
    """A producer with the key of ``post_events``, in the URL as OneFuzz must have it."""

    @pytest.fixture
    def post(self, relay: RelayProcess, keys: dict[str, Any]) -> Any:
        key = keys["functions"]["post_events"]["default"]

        def post(body: bytes, headers: Mapping[str, str]) -> requests.Response:
            return relay.post(
                "/api/events",
                params={"code": key},
                data=body,
                headers={"Content-Type": "application/json", **headers},
            )

        return post

    @pytest.fixture
    def stored(self, relay: RelayProcess, keys: dict[str, Any]) -> Any:
        headers = {"x-functions-key": keys["functions"]["event"]["default"]}

        def stored(event: Mapping[str, Any]) -> bool:
            path = f"/api/events/{event['event_id']}"
            return relay.get(path, headers=headers).status_code == 200

        return stored

    def test_onefuzz_own_way(self, post: Any, stored: Any) -> None:
        """Its message and its digest, made as OneFuzz makes them."""
        event = ping_event(
            webhook_id=str(uuid4()), instance_id=str(uuid4()), instance_name="theirs"
        )
        body = json.dumps(event).encode()
        digest = hmac.new(TOKEN.encode(), msg=body, digestmod=hashlib.sha512).hexdigest()

        answer = post(body, {"X-Onefuzz-Digest": digest, "User-Agent": "onefuzz-webhook 8.0"})

        assert answer.status_code == 202, answer.text
        assert stored(event)

    def test_an_array_and_other_spellings_of_the_digest(self, post: Any, stored: Any) -> None:
        events = [ping_event(), ping_event()]
        body = json.dumps(events).encode()

        answer = post(body, {"x-onefuzz-digest": digest_of(body).upper()})

        assert answer.status_code == 202, answer.text
        assert all(stored(event) for event in events)

    @pytest.mark.parametrize(
        "digest",
        [
            None,
            "",
            "0" * 128,
            lambda body: digest_of(body)[:-1],
            lambda body: digest_of(body) + "0",
            lambda body: digest_of(body + b" "),
            lambda body: hmac.new(b"another", body, "sha512").hexdigest(),
            lambda body: hmac.new(TOKEN.encode(), body, "sha256").hexdigest(),
            lambda body: "sha512=" + digest_of(body),
            lambda body: f"{digest_of(body)},{digest_of(body)}",
            "\u00e9".encode(),
        ],
        ids=[
            *("none", "empty", "zeros", "short", "long", "other-body", "other-token"),
            *("sha256", "prefix", "twice", "non-ascii"),
        ],
    )
    def test_what_is_refused(self, post: Any, stored: Any, digest: Any) -> None:
        event = ping_event()
        body = json.dumps(event).encode()
        if callable(digest):
            digest = digest(body)

        answer = post(body, {} if digest is None else {"X-Onefuzz-Digest": digest})

        expect_unauthorized(answer)
        assert not stored(event)

    @pytest.mark.parametrize(
        ("body", "content_type"),
        [(b"{", "application/json"), (b"", "application/json"), (b"\xff", "text/plain")],
    )
    def test_it_is_looked_at_before_anything_else(
        self, post: Any, body: bytes, content_type: str
    ) -> None:
        headers = {"Content-Type": content_type}
        expect_unauthorized(post(body, headers))
        proven = post(body, {**headers, "X-Onefuzz-Digest": digest_of(body)})
        assert proven.status_code == (415 if content_type == "text/plain" else 400)

    def test_the_digest_does_not_stand_in_for_the_key(self, relay: RelayProcess) -> None:
        body = json.dumps(ping_event()).encode()
        headers = {"Content-Type": "application/json", "X-Onefuzz-Digest": digest_of(body)}

        assert relay.post("/api/events", data=body, headers=headers).status_code == 401

    def test_nothing_else_wants_it(self, relay: RelayProcess, keys: dict[str, Any]) -> None:
        headers = {"x-functions-key": keys["functionKeys"]["default"]}
        assert relay.get("/api/webhooks", headers=headers).status_code == 200

    def test_the_token_is_not_logged(self, relay: RelayProcess) -> None:
        assert relay.find(TOKEN) is None


def digest_of(body: bytes) -> str:
    return hmac.new(TOKEN.encode(), body, "sha512").hexdigest()


def expect_unauthorized(answer: requests.Response) -> None:
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 401
    assert problem["errors"][0]["field"] == "X-Onefuzz-Digest"
    assert TOKEN not in answer.text
