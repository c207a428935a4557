"""Subscriptions are saved to a file and restored from it, in the same account or in another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from shared.event_types.definitions import Definition
from shared.model import Webhook
from shared.store import Store
from shared.store.conditions import partition
from shared.store.connection import StorageConnection
from shared.webhooks.requests import SecretRotation
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.clock import Clock
from tests.support.in_process import InProcess, in_memory
from tests.support.receiver import Receiver
from tests.support.relay import ROOT, RelayProcess
from tests.support.signature_verifiers import verify_with_libraries
from tests.support.storage import OwnAzurite
from tools.backup import __main__ as backup
from tools.backup import document
from tools.backup.restore import Outcome, Restore

KEY = Fernet.generate_key().decode()
SECRET = "whsec_" + "c2VjcmV0IG9mIHRoaXMgdGVzdCwgd2hpY2ggaXMgbG9uZw=="
FILTER = {
    "subjectBeginsWith": "grüße 😀",
    "advancedFilters": [{"operatorType": "NumberInRange", "key": "data.n", "values": [[1, 2.5]]}],
}
HEADER = "value-of-a-header"
QUERY = "token-in-a-query"


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    """A relay that encrypts, whose storage the command uses as well."""
    with in_memory(Clock(time.time()), SECRETS_KEY=KEY) as relay:
        serve(relay, monkeypatch)
        monkeypatch.setenv("SECRETS_KEY", KEY)
        yield relay


def serve(relay: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command find the storage of *relay*."""
    monkeypatch.setattr(StorageConnection, "from_environ", lambda _: relay.host.account.connect())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "webhooks.json"


def full(relay: InProcess) -> Webhook:
    """A webhook with every setting, a secret in grace included."""
    webhook = relay.subscribe(
        f"https://receiver.example/hook?key={QUERY}",
        "ping",
        "pool_created",
        secret_token=SECRET,
        signing="asymmetric",
        message_format="cloudevents",
        headers={"x-token": HEADER},
        max_in_flight=3,
        rate_per_second=2.5,
        filter=FILTER,
    )
    relay.relay.registration.rotate_secret(
        webhook.webhook_id,
        backup_rotation("whsec_" + "b3RoZXIgc2VjcmV0IG9mIHRoaXMgdGVzdCwgbG9uZw=="),
    )
    return relay.relay.webhooks.get(webhook.webhook_id)


def backup_rotation(secret: str) -> Any:
    return SecretRotation(secret_token=secret, grace_period_hours=100)


def run(*arguments: str | Path) -> int:
    return backup.main([str(argument) for argument in arguments])


def plain(relay: InProcess, webhook: Webhook) -> dict[str, Any]:
    """The fields of *webhook* that a restore brings back, in plain text."""
    restore = Restore(relay.store.webhooks, relay.relay.encryption, now=relay.clock.now)
    return {**restore._comparable(webhook), "created_at": webhook.created_at}


def saved(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text()))


class TestExport:
    def test_has_every_setting_and_no_secret(
        self, relay: InProcess, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        full(relay)
        assert run("export", file) == 0
        text = file.read_text()
        assert not any(secret in text for secret in (SECRET, HEADER))
        assert (saved(file)["format"], saved(file)["version"]) == (document.FORMAT, 1)
        [webhook] = saved(file)["webhooks"]
        assert webhook.keys() == set(Webhook.__slots__) - {"uid", "etag"}
        assert file.stat().st_mode & 0o777 == 0o600
        printed = "".join(capsys.readouterr())
        assert not any(secret in printed for secret in (SECRET, HEADER, QUERY, "fernet:"))

    def test_overwrites_no_file(self, relay: InProcess, file: Path) -> None:
        file.write_text("mine")
        assert run("export", file) == 1
        assert file.read_text() == "mine"

    def test_plain_secrets_are_encrypted_or_refused(
        self,
        file: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        with in_memory() as relay:
            serve(relay, monkeypatch)
            webhook = relay.subscribe("https://receiver.example/", secret_token=SECRET)
            monkeypatch.delenv("SECRETS_KEY", raising=False)
            assert run("export", file) == 1
            assert not file.exists()
            said = capsys.readouterr().err
            assert webhook.webhook_id in said
            assert SECRET not in said

            monkeypatch.setenv("SECRETS_KEY", KEY)
            assert run("export", file) == 0
        assert SECRET not in file.read_text()
        assert saved(file)["webhooks"][0]["secret"].startswith("fernet:")

    def test_a_row_of_a_later_release_stops_it(
        self, relay: InProcess, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        webhook = full(relay)
        table = relay.host.account.connect().table("webhooks")
        row = next(iter(table.query(partition("webhook"))))
        table.replace({**row, "v": 99}, etag=row.etag)
        assert run("export", file) == 1
        assert not file.exists()
        assert "version 99" in capsys.readouterr().err
        assert webhook.enabled


class TestImport:
    def test_into_an_empty_account(
        self,
        relay: InProcess,
        file: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        original = full(relay)
        run("export", file)
        with in_memory(SECRETS_KEY=KEY) as other:
            serve(other, monkeypatch)
            capsys.readouterr()
            assert run("import", file, "--dry-run") == 0
            assert "1 created, 0 changed, 0 skipped" in capsys.readouterr().out
            assert other.relay.webhooks.every() == []

            assert run("import", file) == 0
            printed = capsys.readouterr().out
            assert f"created {original.webhook_id}" in printed
            assert not any(secret in printed for secret in (SECRET, HEADER, QUERY, "fernet:"))
            [restored] = other.relay.webhooks.every()
            assert plain(other, restored) == plain(relay, original)
            assert restored.uid != original.uid

            assert run("import", file) == 0
            assert "0 created, 0 changed, 1 skipped" in capsys.readouterr().out
            assert other.relay.webhooks.every() == [restored]

    def test_changes_back_what_has_changed_and_deletes_nothing(
        self, relay: InProcess, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        original = full(relay)
        run("export", file)
        relay.relay.registration.disable(original.webhook_id)
        later = relay.subscribe("https://receiver.example/later")

        assert run("import", file) == 0

        printed = capsys.readouterr().out
        assert f"changed {original.webhook_id}: enabled, disabled_reason, disabled_at" in printed
        restored = relay.relay.webhooks.get(original.webhook_id)
        assert plain(relay, restored) == plain(relay, original)
        assert restored.uid == original.uid
        assert relay.relay.webhooks.get(later.webhook_id) == later

    def test_a_deleted_webhook_comes_back_with_another_uid(
        self, relay: InProcess, file: Path
    ) -> None:
        original = full(relay)
        run("export", file)
        relay.relay.webhooks.delete(original.webhook_id)
        assert run("import", file) == 0
        restored = relay.relay.webhooks.get(original.webhook_id)
        assert restored.uid != original.uid

    def test_other_ciphers_of_the_same_secrets_are_no_change(
        self, relay: InProcess, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        original = full(relay)
        run("export", file)
        monkeypatch.setenv("SECRETS_KEY", f"{Fernet.generate_key().decode()},{KEY}")
        assert run("import", file) == 0
        assert relay.relay.webhooks.get(original.webhook_id) == original

    def test_a_secret_whose_grace_is_over_is_left_out(self, relay: InProcess, file: Path) -> None:
        full(relay)
        run("export", file)
        restore = Restore(
            relay.store.webhooks, relay.relay.encryption, now=time.time() + 366 * 86400 * 100
        )
        [webhook] = document.from_text(file.read_text()).webhooks
        assert webhook.previous_secrets
        relay.relay.webhooks.delete(webhook.webhook_id)
        assert restore.apply(webhook).outcome is Outcome.CREATED
        assert relay.relay.webhooks.get(webhook.webhook_id).previous_secrets == {}

    def test_another_key_is_refused_unless_that_is_meant(
        self,
        relay: InProcess,
        file: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        original = full(relay)
        run("export", file)
        relay.relay.webhooks.delete(original.webhook_id)
        for key in ("", Fernet.generate_key().decode()):
            monkeypatch.setenv("SECRETS_KEY", key)
            assert run("import", file) == 1
            said = capsys.readouterr().err
            assert "webhooks[0].secret: cannot be decrypted with SECRETS_KEY" in said
            assert "webhooks[0].previous_secrets[0].secret: cannot be decrypted" in said
            assert "webhooks[0].headers: cannot be decrypted" in said
            assert "fernet:" not in said
        assert relay.relay.webhooks.every() == []
        assert run("import", file, "--keep-unreadable") == 0
        assert relay.relay.webhooks.get(original.webhook_id).secret == original.secret


class TestEventTypes:
    def define(self, relay: InProcess) -> None:
        definition = {
            "description": "grüße",
            "schema": {"type": "object"},
            "example": {},
            "group": "orders",
        }
        put = relay.relay.event_type_registration.put
        put("Order.placed", Definition.model_validate(definition))
        put("gone", Definition(description="x"))
        relay.subscribe("http://127.0.0.1:8089/", "Order.placed", "order.*", "gone")
        relay.relay.event_type_registration.delete("gone", force=True)

    def test_are_restored_before_the_webhooks_that_name_them(
        self, relay: InProcess, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.define(relay)
        assert run("export", file) == 0
        before = [replace(one, etag="") for one in relay.store.event_types.every()]
        with in_memory(Clock(time.time()), SECRETS_KEY=KEY) as another:
            serve(another, monkeypatch)
            assert run("import", file, "--dry-run") == 0
            assert list(another.store.event_types.every()) == []
            assert run("import", file) == 0
            restored = [replace(one, etag="") for one in another.store.event_types.every()]
            assert restored == before
            [webhook] = another.relay.webhooks.every()
            assert webhook.event_types == ("Order.placed", "order.*", "gone")

    def test_are_changed_back_with_a_new_version(
        self, relay: InProcess, file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.define(relay)
        assert run("export", file) == 0
        changed = Definition(description="Another.")
        relay.relay.event_type_registration.put("Order.placed", changed)
        assert run("import", file) == 0
        assert (
            "changed event type Order.placed: description, schema_json" in capsys.readouterr().out
        )
        restored = relay.relay.event_types.get("Order.placed")
        assert (restored.description, restored.version) == ("grüße", 3)
        assert run("import", file) == 0
        assert relay.relay.event_types.get("Order.placed").version == 3

    @pytest.mark.parametrize(
        ("members", "said"),
        [
            ({"name": "ping"}, "event_types[0].name: is the name of a built-in event type"),
            ({"version": 0}, "event_types[0].version: "),
            ({"definition": {"description": ""}}, "event_types[0].definition.description: "),
            ({"definition": {"description": "x", "new": 1}}, "event_types[0].definition.new: "),
            (
                {"definition": {"description": "x", "schema": {"$ref": "x"}}},
                "event_types[0].schema#/$ref: ",
            ),
            ({"definition": None}, "event_types[0].definition: "),
        ],
    )
    def test_bad_ones_are_refused(
        self,
        relay: InProcess,
        file: Path,
        capsys: pytest.CaptureFixture[str],
        members: dict[str, Any],
        said: str,
    ) -> None:
        self.define(relay)
        assert run("export", file) == 0
        content = saved(file)
        content["event_types"] = [{**content["event_types"][1], **members}]
        content["webhooks"] = []
        file.write_text(json.dumps(content))
        assert run("import", file) == 1
        assert said in capsys.readouterr().err


GOOD: dict[str, Any] = {
    "webhook_id": "one",
    "name": "one",
    "url": "https://receiver.example/",
    "event_types": ["ping"],
    "message_format": "onefuzz",
    "created_at": 1.0,
}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"url": "ftp://receiver.example/"}, "webhooks[1].url: is not a URL to deliver to"),
        ({"event_types": ["ping", "nothing"]}, "webhooks[1].event_types[1]: is no event type"),
        ({"event_types": []}, "webhooks[1].event_types: "),
        ({"message_format": "xml"}, "webhooks[1].message_format: "),
        ({"enabled": "yes"}, "webhooks[1].enabled: "),
        ({"secret": "plain:hidden"}, "webhooks[1].secret: must be encrypted"),
        ({"headers": "plain:hidden"}, "webhooks[1].headers: must be encrypted"),
        (
            {"previous_secrets": [{"secret": "hidden", "until": 1.0}]},
            "webhooks[1].previous_secrets[0].secret: must be encrypted",
        ),
        ({"rate_per_second": -1.0}, "webhooks[1].rate_per_second: "),
        ({"filter": {"x": 1}}, "webhooks[1].filter.x: is not a known property"),
        (
            {"filter": {"advancedFilters": [{"operatorType": "x", "key": "data"}]}},
            "webhooks[1].filter.advancedFilters[0].operatorType: must be one of",
        ),
        ({"uid": "x"}, "webhooks[1].uid: "),
        ({"webhook_id": "one"}, "webhooks[1].webhook_id: is that of webhooks[0]"),
        ({"webhook_id": "%6Fne"}, "webhooks[1].webhook_id: is that of webhooks[0]"),
    ],
)
def test_a_bad_webhook_is_refused_before_anything_is_written(
    relay: InProcess,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    members: dict[str, Any],
    said: str,
) -> None:
    webhooks = [GOOD, {**GOOD, "webhook_id": "two", **members}]
    head = {"format": document.FORMAT, "version": 1, "saved_at": "2026-01-31"}
    file.write_text(json.dumps({**head, "webhooks": webhooks}))
    assert run("import", file) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert "hidden" not in printed
    assert relay.relay.webhooks.every() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: is not JSON"),
        ('{"format": "webhook-relay-subscriptions",\n "version": }', "line 2: is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (f'{{"version": {"9" * 5000}}}', "has a number of more digits than can be read"),
        ("[]", "the file: "),
        ("{}", "format: "),
        (
            json.dumps({"format": document.FORMAT, "version": 2, "saved_at": "", "webhooks": []}),
            "version: is 2; this release reads 1",
        ),
    ],
)
def test_a_bad_file_is_refused(
    relay: InProcess, file: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    file.write_text(text)
    assert run("import", file) == 1
    assert said in capsys.readouterr().err


def test_missing_settings_and_files_are_named(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AzureWebJobsStorage", raising=False)
    assert run("export", file) == 1
    assert "AzureWebJobsStorage" in capsys.readouterr().err
    monkeypatch.setenv("AzureWebJobsStorage", "UseDevelopmentStorage=true")
    assert run("import", file) == 1
    assert "webhooks.json" in capsys.readouterr().err
    monkeypatch.setenv("SECRETS_KEY", "hidden")
    assert run("export", file) == 1
    said = capsys.readouterr().err
    assert "SECRETS_KEY" in said
    assert "hidden" not in said


@pytest.fixture
def two_azurites(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The connection strings of accounts in two Azurites: two regions, so to speak."""
    first = OwnAzurite(tmp_path / "first")
    try:
        second = OwnAzurite(tmp_path / "second")
        try:
            yield first.connection_string, second.connection_string
        finally:
            second.stop()
    finally:
        first.stop()


def command(storage: str, *arguments: str | Path) -> str:
    """Run the command as its users do, and return what it prints."""
    return subprocess.run(
        [sys.executable, "-m", "tools.backup", *arguments],
        cwd=ROOT,
        env={**os.environ, "AzureWebJobsStorage": storage, "SECRETS_KEY": KEY},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@pytest.mark.slow
def test_from_one_relay_to_another(
    two_azurites: tuple[str, str], receiver: Receiver, file: Path
) -> None:
    """The second relay, with the same SECRETS_KEY, delivers with a valid signature."""
    first, second = two_azurites
    settings = {**LOCAL_SETTINGS, "ALLOW_PLAIN_SECRETS": "false", "SECRETS_KEY": KEY}
    with RelayProcess(first, settings) as relay:
        made = Client(relay).create_webhook(
            receiver.url, secret_token=SECRET, headers={"x-token": HEADER}
        )
        assert "1 webhooks saved" in command(first, "export", file)
    assert "1 created" in command(second, "import", file)

    with RelayProcess(second, settings) as relay:
        client = Client(relay)
        event = ping_event()
        assert client.post(event)["deliveries"] == 1
        client.wait_for_state(made["webhook_id"], event["event_id"], "delivered")

    [request] = receiver.requests
    verify_with_libraries(SECRET, request.body, request.headers)
    assert request.headers["x-token"] == HEADER

    assert "1 skipped" in command(second, "import", file)
    store = Store(StorageConnection.from_environ({"AzureWebJobsStorage": second}))
    assert len(list(store.webhooks.every())) == 1
    store.close()
