"""A setting that is missing or invalid stops the start, with a message that names it."""

from __future__ import annotations

import json

import pytest

from shared.settings import Settings, SettingsError
from tests.support.client import LOCAL_SETTINGS, Client, ping_event
from tests.support.receiver import Receiver
from tests.support.relay import RelayProcess, start_devhost
from tests.support.waiting import wait_until

SECRET = "sEcREt"
SOMEWHERE = (
    "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;"
    "QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;"
)

BAD_SETTINGS = [
    ("CHECK_WEBHOOKS_SCHEDULE", "*/10 * * * *"),
    ("CHECK_WEBHOOKS_SCHEDULE", "often"),
    ("RETRY_DELAYS", "10"),
    ("RETRY_DELAYS", "10s,,20s"),
    ("RETRY_DELAYS", "0s"),
    ("RETRY_DELAYS", "-10s"),
    ("RETRY_DELAYS", "10 s"),
    ("MAX_QUEUED_UPDATES_PER_WEBHOOK", "many"),
    ("MAX_QUEUED_UPDATES_PER_WEBHOOK", "1.5"),
    ("DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS", "a week"),
    ("DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS", "inf"),
    ("RETENTION_DAYS", "0"),
    ("DELIVERY_TIMEOUT_SECONDS", "0"),
    ("DELIVERY_TIMEOUT_SECONDS", "600"),
    ("MAX_EVENT_BYTES", "1000000"),
    ("MAX_EVENT_BYTES", "256KiB"),
    ("WEBHOOK_CACHE_SECONDS", "-1"),
    ("ALLOW_HTTP_TARGETS", "perhaps"),
    ("ALLOWED_TARGET_NETWORKS", "10.0.0.0/8,localhost"),
    ("ALLOWED_TARGET_NETWORKS", "10.0.0.1/8"),
    ("ALLOW_PLAIN_SECRETS", "si"),
    ("MAX_SHARE_PER_WEBHOOK", "2"),
]


def output_of_a_start(settings: dict[str, str], settings_file: str) -> tuple[int, str]:
    process = start_devhost(["--settings", settings_file, "--port", "0"], settings)
    try:
        output, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    return process.returncode, output


@pytest.fixture(scope="module")
def bare_settings(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A settings file without values."""
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text('{"Values": {"FUNCTIONS_WORKER_RUNTIME": "python"}}')
    return str(path)


@pytest.mark.parametrize(("name", "value"), BAD_SETTINGS)
def test_an_invalid_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: "):
        Settings.from_environ({name: value})


def test_a_start_names_every_invalid_setting(bare_settings: str) -> None:
    settings = dict(BAD_SETTINGS)

    code, output = output_of_a_start({"AzureWebJobsStorage": SOMEWHERE, **settings}, bare_settings)

    assert code == 1, output
    for name in settings:
        assert f"{name}:" in output
    assert "Traceback" not in output
    assert "Listening" not in output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AzureWebJobsStorage", ""),
        ("AzureWebJobsStorage", f"AccountName=a;AccountKey={SECRET}!;"),
        ("SECRETS_KEY", SECRET),
    ],
)
def test_a_secret_setting_is_named_and_not_repeated(
    name: str, value: str, bare_settings: str
) -> None:
    code, output = output_of_a_start(
        {"AzureWebJobsStorage": SOMEWHERE} | {name: value}, bare_settings
    )

    assert code == 1, output
    assert name in output
    assert SECRET not in output


def test_on_azure_the_functions_stay_and_say_what_is_wrong(storage_account: str) -> None:
    """On Azure an app whose module raises has no functions at all."""
    settings = {"WEBSITE_SITE_NAME": "an-app", "RETENTION_DAYS": "never"}
    with RelayProcess(storage_account, settings) as relay:
        for method, path in [
            ("GET", "/api/health"),
            ("GET", "/api/webhooks"),
            ("POST", "/api/events"),
            ("GET", "/api/openapi.json"),
            ("GET", "/singularity/api/webhooks"),
        ]:
            answer = relay.request(method, path, json=ping_event() if method == "POST" else None)
            assert answer.status_code == 503, (path, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
            assert "RETENTION_DAYS" in answer.json()["detail"]
        lines = relay.events("settings_unusable")
        assert lines
        assert all("RETENTION_DAYS" in line["error"] for line in lines)
        assert relay.find(" delivery: ")
        assert relay.find(" deliver: ") is None


def test_settings_are_used_as_given(storage_account: str, receiver: Receiver) -> None:
    """End to end, for the settings that no other test changes."""
    settings = {
        **LOCAL_SETTINGS,
        "INSTANCE_ID": "5d7f4a0e-32a3-4f8b-9a8e-6a8f4c9b1d20",
        "INSTANCE_NAME": 'The "relay"',
        "MAX_EVENT_BYTES": "921600",
        "RETENTION_DAYS": "30",
        "CHECK_WEBHOOKS_SCHEDULE": "* * * * * *",
        "RETRY_DELAYS": "500ms,1h",
    }
    instance = {"instance_id": settings["INSTANCE_ID"], "instance_name": settings["INSTANCE_NAME"]}
    with RelayProcess(storage_account, settings) as relay:
        client = Client(relay)
        webhook_id = client.create_webhook(receiver.url, "ping", "scaleset_failed")["webhook_id"]
        plain, own = ping_event(), ping_event(instance_name="its own")
        client.post(plain)
        client.post(own)
        by_id = {m["event_id"]: m for m in (json.loads(r.body) for r in receiver.wait_for(2))}
        assert by_id[plain["event_id"]] == plain | instance | {"webhook_id": webhook_id}
        assert by_id[own["event_id"]]["instance_name"] == "its own"
        assert by_id[own["event_id"]]["instance_id"] == instance["instance_id"]
        logs = relay.post("/api/webhooks/logs", json={"webhook_id": webhook_id}).json()
        assert {log["instance_id"] for log in logs} == {instance["instance_id"]}
        assert {log["instance_name"] for log in logs} == {instance["instance_name"], "its own"}

        _large_events(client, receiver, webhook_id)

        receiver.answer_next(500, 500)
        event = ping_event()
        client.post(event)

        def second_failure() -> bool:
            return bool(client.delivery(webhook_id, event["event_id"])["attempts"] == 2)

        wait_until(second_failure)
        waiting = client.delivery(webhook_id, event["event_id"])
        assert waiting["state"] == "waiting"
        # The second delay of RETRY_DELAYS.
        assert waiting["next_attempt_at"] > waiting["last_attempt"]["at"]


def _large_events(client: Client, receiver: Receiver, webhook_id: str) -> None:
    """Return events up to the size of a Table row; the larger ones do not fit into a message."""
    for size in (40_000, 70_000, 300_000, 900_000):
        event = {
            "event_id": ping_event()["event_id"],
            "event_type": "scaleset_failed",
            "event": {
                "scaleset_id": "5d7f4a0e-32a3-4f8b-9a8e-6a8f4c9b1d20",
                "pool_name": "p",
                "error": {"code": 468, "errors": ["é" * (size // 12)] * 6},
            },
        }
        receiver.clear()
        posted = client.relay.post(
            "/api/events", data=json.dumps(event, ensure_ascii=False).encode()
        )
        assert posted.status_code == 202, posted.text[:300]
        [request] = receiver.wait_for(1)
        message = json.loads(request.body)
        assert message["event"] == event["event"]
        client.wait_for_state(webhook_id, event["event_id"], "delivered")
        assert (
            client.relay.get(f"/api/events/{event['event_id']}").json()["event"] == event["event"]
        )
