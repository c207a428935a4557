"""App settings: defaults, accepted spellings, and error messages that name the setting."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from devhost.timers import parse_schedule
from shared.settings import Settings, SettingsError, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("500ms", 0.5), ("10s", 10), ("1.5m", 90), ("2h", 7200), ("7d", 604800), (" 1s ", 1)],
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "s", "-1s", "1 s", "1w", "1s2s", "١s", "nan"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)


def test_empty_settings_are_the_defaults() -> None:
    blank = dict.fromkeys(("RETRY_DELAYS", "INSTANCE_ID", "ALLOWED_TARGET_NETWORKS"), " ")
    assert Settings.from_environ(blank) == Settings.from_environ({}) == Settings()


def test_all_are_read() -> None:
    settings = Settings.from_environ(
        {
            "RETRY_DELAYS": "1s, 2m",
            "ALLOW_HTTP_TARGETS": "True",
            "ALLOWED_TARGET_NETWORKS": "10.0.0.0/8, ::1/128",
            "DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS": "0.5",
        }
    )
    assert settings.retry_delays == (1, 120)
    assert settings.allow_http_targets
    assert settings.allowed_target_networks == (ip_network("10.0.0.0/8"), ip_network("::1/128"))
    assert settings.expiry_seconds == 1800


@pytest.mark.parametrize("value", ["0", "-1"])
def test_zero_or_less_turns_a_limit_off(value: str) -> None:
    settings = Settings.from_environ(
        {
            "MAX_QUEUED_UPDATES_PER_WEBHOOK": value,
            "DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS": value,
        }
    )
    assert (settings.max_pending, settings.expiry_seconds) == (None, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RETRY_DELAYS", "soon"),
        ("RETRY_DELAYS", "0s"),
        ("RETRY_DELAYS", "10s,"),
        ("RETRY_DELAYS", "10s,366d"),
        ("RETRY_DELAYS", "9" * 400 + "h"),
        ("CHECK_WEBHOOKS_SCHEDULE", "*/10 * * * *"),
        ("MAX_QUEUED_UPDATES_PER_WEBHOOK", "many"),
        ("DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS", "nan"),
        ("DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS", "8761"),
        ("DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS", "1e308"),
        ("INSTANCE_ID", "ours"),
        ("RETENTION_DAYS", "0"),
        ("DELIVERY_TIMEOUT_SECONDS", "0"),
        ("DELIVERY_TIMEOUT_SECONDS", "1000"),
        ("MAX_EVENT_BYTES", "2000000"),
        ("MAX_BATCH_BYTES", "1000000"),
        ("MAX_BATCH_BYTES", "17000000"),
        ("WEBHOOK_CACHE_SECONDS", "-1"),
        ("ALLOW_HTTP_TARGETS", "yes"),
        ("ALLOWED_TARGET_NETWORKS", "10.0.0.1/8"),
        ("MAX_SHARE_PER_WEBHOOK", "1.5"),
        ("LOG_DELIVERIES", "none"),
        ("INGEST_SECRET_TOKEN", "@Microsoft.KeyVault(VaultName=v;SecretName=s)"),
        ("SECRETS_KEY", "@Microsoft.KeyVault(VaultName=v;SecretName=s)"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: "):
        Settings.from_environ({name: value})


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * * *",
        "*/10 * * * * *",
        " 0  */5\t* * * * ",
        "05,10-20/2,59 * 0-23 1,31 12 6",
        "5/10 * * * Jan,DEC mon-Fri",
    ],
)
def test_schedules(schedule: str) -> None:
    settings = Settings.from_environ({"CHECK_WEBHOOKS_SCHEDULE": schedule})
    assert settings.check_webhooks_schedule == schedule.strip()
    parse_schedule(schedule)


@pytest.mark.parametrize(
    "schedule",
    [
        "a b c d e f",
        "* * * * * * *",
        "60 * * * * *",
        "* 60 * * * *",
        "* * 24 * * *",
        "* * * 0 * *",
        "* * * 32 * *",
        "* * * * 13 *",
        "* * * * * 7",
        "* * * * mon *",
        "jan * * * * *",
        "*/0 * * * * *",
        "1,,2 * * * * *",
        "1- * * * * *",
        "1-60 * * * * *",
        "-1 * * * * *",
        "*-5 * * * * *",
        "** * * * * *",
        "٥ * * * * *",
        "@daily",
        "00:00:10",
    ],
)
def test_what_is_no_schedule_is_named(schedule: str) -> None:
    """Otherwise the host starts without the timer, and nothing names the setting."""
    with pytest.raises(SettingsError, match=r"^CHECK_WEBHOOKS_SCHEDULE: "):
        Settings.from_environ({"CHECK_WEBHOOKS_SCHEDULE": schedule})


def test_everything_wrong_is_named_at_once_and_no_value_repeated() -> None:
    wrong = {"RETENTION_DAYS": "x", "INGEST_SECRET_TOKEN": "@Microsoft.KeyVault(secret)"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(wrong)
    assert "RETENTION_DAYS" in str(caught.value)
    assert "INGEST_SECRET_TOKEN" in str(caught.value)
    assert "secret)" not in str(caught.value)
