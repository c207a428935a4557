"""The check after a deployment passes where the relay delivers, and fails where it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.client import LOCAL_SETTINGS, Client
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess
from tools import smoke
from tools.smoke import Smoke, SmokeError


@pytest.fixture
def relay(storage_account: str) -> Iterator[RelayProcess]:
    with RelayProcess(storage_account, LOCAL_SETTINGS) as relay:
        relay.tick()
        yield relay


def test_a_relay_that_delivers(
    relay: RelayProcess, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    webhook_id = Client(relay).create_webhook(receiver.url)["webhook_id"]
    assert smoke.main([relay.url, webhook_id]) == 0
    assert capsys.readouterr().out == "health: ok\nping: delivered\n"
    assert len(receiver.requests) == 1


def test_a_receiver_that_fails(relay: RelayProcess, receiver: Receiver) -> None:
    receiver.answer = 500
    webhook_id = Client(relay).create_webhook(receiver.url)["webhook_id"]
    with pytest.raises(SmokeError, match="state is waiting, not delivered"):
        Smoke(relay.url, "", seconds=3).ping(webhook_id)


def test_an_unknown_webhook(relay: RelayProcess, capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.main([relay.url, "nobody"]) == 1
    assert "ping: 404" in capsys.readouterr().err


def test_no_relay() -> None:
    with pytest.raises(SmokeError, match="status is ConnectionError, not ok"):
        Smoke("http://127.0.0.1:1", "", seconds=0).health()
